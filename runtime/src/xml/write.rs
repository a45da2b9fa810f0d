//! Writing XML by the member walk.

use super::pull::{Node, Pull};
use super::{XML, XSI, chars};
use crate::error::EncodeError;
use crate::scalar::{Any, Format};
use crate::walk::{Name, Place, Record, Sink, Token, XmlMember};

/// The line that a document may begin with.
pub(crate) const DECLARATION: &str = r#"<?xml version="1.0" encoding="utf-8"?>"#;

/// Prefixes and the namespaces that they stand for.
pub(crate) type Prefixes = [(&'static str, &'static str)];

/// A document while it is written.
pub(crate) struct Writer {
    out: String,
    /// What the root declares.
    prefixes: &'static Prefixes,
    /// How many prefixes were made up for attributes.
    made: usize,
}

/// Where an escaped text is to stand.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum EscapeFor {
    Text,
    Attribute,
}

impl Writer {
    pub(crate) fn new(prefixes: &'static Prefixes) -> Self {
        Self { out: String::new(), prefixes, made: 0 }
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

    /// Writes a record into an element that declares those prefixes already and has no default namespace.
    pub(crate) fn record(&mut self, name: Name, record: &dyn Record) -> Result<(), EncodeError> {
        self.open(name);
        self.members(name, "", record)
    }

    /// Writes a text, escaped.
    pub(crate) fn text(&mut self, text: &str) -> Result<(), EncodeError> {
        self.escaped(text, EscapeFor::Text)
    }

    /// Writes the content of an element that was kept as it came.
    pub(crate) fn fragment(&mut self, content: &str) -> Result<(), EncodeError> {
        if !is_content(content) {
            return Err(EncodeError::new("an opaque value is not the content of an XML element"));
        }
        self.raw(content);
        Ok(())
    }

    fn escaped(&mut self, text: &str, place: EscapeFor) -> Result<(), EncodeError> {
        if let Some((_, c)) = chars::first_illegal(text) {
            let message = format!("XML has no way to write the character U+{:04X}", u32::from(c));
            return Err(EncodeError::new(message));
        }
        escape_into(&mut self.out, text, place);
        Ok(())
    }

    /// Writes an attribute whose value is known to be sound.
    fn attribute(&mut self, name: &[&str], value: &str) {
        self.out.push(' ');
        self.out.extend(name.iter().copied());
        self.out.push_str("=\"");
        escape_into(&mut self.out, value, EscapeFor::Attribute);
        self.out.push('"');
    }

    /// Begins a start tag.
    fn open(&mut self, name: Name) {
        self.out.push('<');
        self.out.push_str(name.local);
    }

    /// Ends a start tag; gives the place where the content begins.
    fn content(&mut self, name: Name, around: &str) -> usize {
        if name.namespace != around {
            self.attribute(&["xmlns"], name.namespace);
        }
        self.out.push('>');
        self.out.len()
    }

    /// Ends an element whose content begins at `start`.
    fn close(&mut self, name: Name, start: usize) {
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
    fn members(&mut self, name: Name, around: &str, record: &dyn Record) -> Result<(), EncodeError> {
        let children = record.shape().xml.children;
        for child in children.iter().filter(|child| child.place == Place::Attribute) {
            self.member(child, name.namespace, record)?;
        }
        let start = self.content(name, around);
        for child in children.iter().filter(|child| child.place != Place::Attribute) {
            self.member(child, name.namespace, record)?;
        }
        self.close(name, start);
        Ok(())
    }

    fn member(
        &mut self,
        child: &XmlMember,
        around: &'static str,
        record: &dyn Record,
    ) -> Result<(), EncodeError> {
        let member = &record.shape().members[child.member];
        let value = record.member(child.member);
        if value.is_absent() || (child.omit_empty && value.is_empty_list()) {
            return Ok(());
        }
        let XmlMember { name, place, item, .. } = *child;
        let mut sink = XmlSink { writer: self, name, around, place, item, format: member.format };
        value.write(&mut sink).map_err(|error| error.within(member.name))
    }

    /// The name of an attribute as it stands in a tag, its prefix declared there if need be.
    fn attribute_prefix(&mut self, namespace: &'static str) -> String {
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

/// Escapes so that a reader gets back the text as it is, line ends included.
pub(crate) fn escape_into(out: &mut String, text: &str, place: EscapeFor) {
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
    let Ok(mut pull) = Pull::new(&whole) else {
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

/// The place of one value.
struct XmlSink<'w> {
    writer: &'w mut Writer,
    name: Name,
    /// The default namespace around the value.
    around: &'static str,
    place: Place,
    item: Option<Name>,
    format: Format,
}

impl XmlSink<'_> {
    fn scalar(&mut self, text: &str) -> Result<(), EncodeError> {
        match self.place {
            Place::Text => self.writer.text(text),
            Place::Attribute => {
                let prefix = self.writer.attribute_prefix(self.name.namespace);
                self.writer.attribute(&[&prefix, self.name.local], "");
                // The closing quote waits for the value.
                self.writer.out.pop();
                self.writer.escaped(text, EscapeFor::Attribute)?;
                self.writer.out.push('"');
                Ok(())
            }
            Place::Element => {
                self.writer.open(self.name);
                let start = self.writer.content(self.name, self.around);
                self.writer.text(text)?;
                self.writer.close(self.name, start);
                Ok(())
            }
        }
    }

    fn only_in_elements(&self) -> Result<(), EncodeError> {
        match self.place {
            Place::Element => Ok(()),
            Place::Attribute | Place::Text => Err(EncodeError::new("only an element can hold such a value")),
        }
    }
}

impl Sink for XmlSink<'_> {
    fn format(&self) -> Format {
        self.format
    }

    fn text(&mut self, value: &str) -> Result<(), EncodeError> {
        self.scalar(value)
    }

    fn token(&mut self, value: &str, _: Token) {
        self.scalar(value).expect("numbers and booleans are made of digits and letters");
    }

    fn null(&mut self) {
        // Without an element there is no place for `nil`, and the value is left out.
        if self.place != Place::Element {
            return;
        }
        self.writer.open(self.name);
        let declared = self.writer.prefixes.iter().find(|(_, namespace)| *namespace == XSI);
        let prefix = declared.map_or("xsi", |(prefix, _)| prefix);
        if declared.is_none() {
            self.writer.attribute(&["xmlns:xsi"], XSI);
        }
        self.writer.attribute(&[prefix, ":nil"], "true");
        let start = self.writer.content(self.name, self.around);
        self.writer.close(self.name, start);
    }

    fn record(&mut self, value: &dyn Record) -> Result<(), EncodeError> {
        self.only_in_elements()?;
        self.writer.open(self.name);
        self.writer.members(self.name, self.around, value)
    }

    fn items(
        &mut self,
        len: usize,
        item: &dyn Fn(usize, &mut dyn Sink) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        self.only_in_elements()?;
        let Some(name) = self.item else {
            return (0..len).try_for_each(|index| item(index, self));
        };
        self.writer.open(self.name);
        let start = self.writer.content(self.name, self.around);
        let around = self.name.namespace;
        let (place, format) = (Place::Element, self.format);
        let mut sink = XmlSink { writer: self.writer, name, around, place, item: None, format };
        (0..len).try_for_each(|index| item(index, &mut sink))?;
        self.writer.close(self.name, start);
        Ok(())
    }

    fn any(&mut self, value: &Any) -> Result<(), EncodeError> {
        match (value, self.place) {
            (Any::Json(_), _) => return Err(value.refused()),
            (Any::Empty, Place::Element) => {
                self.writer.open(self.name);
                let start = self.writer.content(self.name, self.around);
                self.writer.close(self.name, start);
            }
            (Any::Xml(content), Place::Element) => {
                self.writer.open(self.name);
                let start = self.writer.content(self.name, self.around);
                self.writer.fragment(content)?;
                self.writer.close(self.name, start);
            }
            (Any::Empty, _) => {}
            (Any::Xml(_), _) => self.only_in_elements()?,
        }
        Ok(())
    }
}
