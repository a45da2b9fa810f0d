//! Writing XML by the member walk.

use super::pull::{Node, Pull};
use super::sink::XmlSink;
use super::{XML, chars};
use crate::error::EncodeError;
use crate::scalar::Format;
use crate::walk::{Bounds, Inside, Name, Place, Record, Sink, Value, XmlMember};

/// The line that a document may begin with.
pub(crate) const DECLARATION: &str = r#"<?xml version="1.0" encoding="utf-8"?>"#;

/// Room for most documents, so that they do not move while they grow.
const ROOM: usize = 1024;

/// Prefixes and the namespaces that they stand for.
pub(crate) type Prefixes = [(&'static str, &'static str)];

/// A document while it is written.
pub(crate) struct Writer {
    pub(super) out: String,
    /// What the root declares.
    pub(super) prefixes: &'static Prefixes,
    /// How many prefixes were made up for attributes.
    made: usize,
    /// Attributes for the element that begins next.
    pub(super) attributes: String,
}

/// Where an escaped text is to stand.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum EscapeFor {
    Text,
    Attribute,
}

impl Writer {
    pub(crate) fn new(prefixes: &'static Prefixes) -> Self {
        Self { out: String::with_capacity(ROOM), prefixes, made: 0, attributes: String::new() }
    }

    pub(crate) fn into_bytes(self) -> Vec<u8> {
        self.out.into_bytes()
    }

    /// Writes markup as it stands.
    pub(crate) fn raw(&mut self, markup: &str) {
        self.out.push_str(markup);
    }

    /// Writes declarations into a start tag.
    pub(crate) fn declare(&mut self, prefixes: &Prefixes) {
        for (prefix, namespace) in prefixes {
            self.attribute(&["xmlns:", prefix], namespace);
        }
    }

    /// Writes a record as the root, with the declarations of the document.
    pub(crate) fn root(&mut self, name: Name, record: &dyn Record) -> Result<(), EncodeError> {
        self.open(name);
        self.declare(self.prefixes);
        self.members(name, "", record)
    }

    /// Writes a value that is no record as the root, with the declarations of the document.
    pub(crate) fn root_value(
        &mut self,
        name: Name,
        inside: Option<Inside>,
        format: Format,
        value: &dyn Value,
    ) -> Result<(), EncodeError> {
        // A place for a value knows nothing of roots, so the declarations follow.
        let tag = self.out.len() + 1 + name.local.len();
        value.write(&mut self.child((name, ""), inside, format))?;
        if self.out.len() < tag {
            return Err(EncodeError::new("a document needs a value"));
        }
        let rest = self.out.split_off(tag);
        self.declare(self.prefixes);
        self.raw(&rest);
        Ok(())
    }

    /// Writes a record into an element that declares those prefixes already and has no default namespace.
    pub(crate) fn record(&mut self, name: Name, record: &dyn Record) -> Result<(), EncodeError> {
        self.open(name);
        self.members(name, "", record)
    }

    /// Writes an element inside of one with that default namespace, and what `inside` writes into it.
    pub(crate) fn in_element(
        &mut self,
        name: Name,
        around: &str,
        inside: impl FnOnce(&mut Self) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        self.open(name);
        let start = self.content(name, around);
        inside(self)?;
        self.close(name, start);
        Ok(())
    }

    /// A place for the value of an element inside of one with that default namespace.
    pub(crate) fn child(
        &mut self,
        (name, around): (Name, &'static str),
        inside: Option<Inside>,
        format: Format,
    ) -> impl Sink {
        XmlSink { writer: self, name, around, place: Place::Element, inside, format }
    }

    /// Writes a text, escaped.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), EncodeError> {
        if chars::is_plain(text) {
            self.out.push_str(text);
            return Ok(());
        }
        check(text)?;
        escape_into(&mut self.out, text, EscapeFor::Text);
        Ok(())
    }

    /// Writes the content of an element that was kept as it came.
    pub(crate) fn fragment(&mut self, content: &str) -> Result<(), EncodeError> {
        if !is_content(content) {
            return Err(EncodeError::new("an opaque value is not the content of an XML element"));
        }
        self.raw(content);
        Ok(())
    }

    /// Writes an attribute.
    pub(super) fn checked_attribute(&mut self, name: &[&str], value: &str) -> Result<(), EncodeError> {
        check(value)?;
        self.attribute(name, value);
        Ok(())
    }

    /// Writes an attribute whose value is known to be sound.
    pub(super) fn attribute(&mut self, name: &[&str], value: &str) {
        self.out.push(' ');
        self.out.extend(name.iter().copied());
        self.out.push_str("=\"");
        escape_into(&mut self.out, value, EscapeFor::Attribute);
        self.out.push('"');
    }

    /// Begins a start tag.
    pub(super) fn open(&mut self, name: Name) {
        self.out.push('<');
        self.out.push_str(name.local);
        if !self.attributes.is_empty() {
            self.out.push_str(&std::mem::take(&mut self.attributes));
        }
    }

    /// Ends a start tag; gives the place where the content begins.
    pub(super) fn content(&mut self, name: Name, around: &str) -> usize {
        if name.namespace != around {
            self.namespace(name);
        }
        self.out.push('>');
        self.out.len()
    }

    /// Makes the namespace of a name the default.
    fn namespace(&mut self, name: Name) {
        if !name.is_plain() {
            return self.attribute(&["xmlns"], name.namespace);
        }
        self.out.push_str(" xmlns=\"");
        self.out.push_str(name.namespace);
        self.out.push('"');
    }

    /// Ends an element whose content begins at `start`.
    pub(super) fn close(&mut self, name: Name, start: usize) {
        if self.out.len() > start {
            self.out.push_str("</");
            self.out.push_str(name.local);
            self.out.push('>');
        } else {
            self.out.pop();
            self.out.push_str(" />");
        }
    }

    /// Writes the members of a record into a start tag that was begun, and all that follows.
    ///
    /// `around` is the default namespace around the element.
    pub(super) fn members(
        &mut self,
        name: Name,
        around: &str,
        record: &dyn Record,
    ) -> Result<(), EncodeError> {
        let children = record.shape().xml.children;
        for child in children.iter().filter(|child| child.place == Place::Attribute) {
            self.member(child, name.namespace, record)?;
        }
        let start = self.content(name, around);
        for child in children.iter().filter(|child| matches!(child.place, Place::Element | Place::Text)) {
            self.member(child, name.namespace, record)?;
        }
        self.close(name, start);
        Ok(())
    }

    /// Writes a block of a SOAP header, with these attributes of the envelope's.
    pub(crate) fn block(
        &mut self,
        child: &XmlMember,
        attributes: &[(&str, &str)],
        record: &dyn Record,
    ) -> Result<(), EncodeError> {
        let start = self.out.len();
        for (name, value) in attributes {
            self.attribute(&[name], value);
        }
        self.attributes = self.out.split_off(start);
        self.member(&XmlMember { place: Place::Element, ..*child }, "", record)
    }

    fn member(
        &mut self,
        child: &XmlMember,
        around: &'static str,
        record: &dyn Record,
    ) -> Result<(), EncodeError> {
        let member = &record.shape().members[child.member];
        let value = record.member(child.member);
        let is_absent = value.is_absent() && !member.format.in_xml().says_absence();
        if is_absent || (child.omit_empty && value.is_empty_list()) {
            return Ok(());
        }
        let XmlMember { name, place, .. } = *child;
        let (format, start) = (member.format.in_xml(), self.out.len());
        let mut sink = XmlSink { writer: self, name, around, place, inside: child.content(), format };
        value.write(&mut sink).map_err(|error| error.within(member.name))?;
        if self.out.len() == start && !value.is_absent() && member.default.is_some() {
            let lost =
                EncodeError::new("XML has no way to write it there, and its reader would take the default");
            return Err(lost.within(member.name));
        }
        Ok(())
    }

    /// The name of an attribute as it stands in a tag, its prefix declared there if need be.
    pub(super) fn attribute_prefix(&mut self, namespace: &str) -> String {
        if namespace.is_empty() {
            return String::new();
        }
        if namespace == XML {
            return "xml:".to_owned();
        }
        if let Some((prefix, _)) = self.prefixes.iter().find(|(_, declared)| *declared == namespace) {
            return format!("{prefix}:");
        }
        let prefix = loop {
            self.made += 1;
            let prefix = format!("p{}", self.made);
            if self.prefixes.iter().all(|(declared, _)| *declared != prefix) {
                break prefix;
            }
        };
        self.attribute(&["xmlns:", &prefix], namespace);
        prefix + ":"
    }
}

fn check(text: &str) -> Result<(), EncodeError> {
    match chars::first_illegal(text) {
        None => Ok(()),
        Some((_, c)) => {
            let message = format!("XML has no way to write the character U+{:04X}", u32::from(c));
            Err(EncodeError::new(message))
        }
    }
}

/// Escapes so that a reader gets back the text as it is, line ends included.
pub(crate) fn escape_into(out: &mut String, text: &str, place: EscapeFor) {
    if chars::is_plain(text) {
        out.push_str(text);
        return;
    }
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape = match (byte, place) {
            (b'&', _) => "&amp;",
            (b'<', _) => "&lt;",
            (b'>', _) => "&gt;",
            (b'\r', _) => "&#xD;",
            (b'"', EscapeFor::Attribute) => "&quot;",
            (b'\n', EscapeFor::Attribute) => "&#xA;",
            (b'\t', EscapeFor::Attribute) => "&#x9;",
            _ => continue,
        };
        out.push_str(&text[done..at]);
        out.push_str(escape);
        done = at + 1;
    }
    out.push_str(&text[done..]);
}

/// Whether a text can stand between two tags without help from outside.
fn is_content(content: &str) -> bool {
    let whole = format!("<content>{content}</content>");
    let Ok(mut pull) = Pull::new(&whole, Bounds::default()) else {
        return false;
    };
    loop {
        match pull.next() {
            Ok(Node::Eof) => return true,
            Ok(_) => {}
            Err(_) => return false,
        }
    }
}
