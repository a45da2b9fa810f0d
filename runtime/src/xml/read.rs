//! Reading XML by the member walk.

use std::borrow::Cow;

use super::XSI;
use super::fragment;
use super::pull::{Attribute, Broken, Node, Pull};
use super::write::{EscapeFor, escape_into};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::json::absent;
use crate::scalar::{Any, Format};
use crate::walk::{Name, Notes, Place, Record, Scalar, Shape, Source, XmlMember};

/// A document while it is read.
pub(crate) struct Reading<'a, 'n> {
    pub(crate) pull: Pull<'a>,
    pub(crate) notes: &'n mut Notes,
}

/// How often a member has come.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Seen {
    Never,
    Once,
    /// As an item of a list whose items stand directly in the parent.
    AsItem,
}

impl<'a, 'n> Reading<'a, 'n> {
    /// Begins a document.
    pub(crate) fn new(text: &'a str, notes: &'n mut Notes) -> Result<Self, DecodeError> {
        match Pull::new(text) {
            Ok(pull) => Ok(Self { pull, notes }),
            Err(broken) => Err(broken.into_error(text, notes.path())),
        }
    }

    /// Says where the reader was when something broke.
    pub(crate) fn told<T>(&self, result: Result<T, Broken>) -> Result<T, DecodeError> {
        result.map_err(|broken| broken.into_error(self.pull.text(), self.notes.path()))
    }

    pub(crate) fn error(&self, kind: DecodeErrorKind, offset: usize) -> DecodeError {
        Broken::new(kind, offset).into_error(self.pull.text(), self.notes.path())
    }

    pub(crate) fn child(&mut self) -> Result<bool, DecodeError> {
        let child = self.pull.child();
        self.told(child)
    }

    pub(crate) fn skip(&mut self) -> Result<(), DecodeError> {
        let skipped = self.pull.close(self.pull.depth());
        self.told(skipped)
    }

    /// Whether the element that began last has the name.
    pub(crate) fn is(&self, name: Name) -> bool {
        self.pull.local() == name.local && self.pull.namespace() == name.namespace
    }

    /// Checks the name of the element that began last.
    pub(crate) fn expect(&self, name: Name) -> Result<(), DecodeError> {
        if self.is(name) {
            return Ok(());
        }
        let expected = format!("{{{}}}{}", name.namespace, name.local);
        let kind = DecodeErrorKind::Root { expected, found: self.pull.expanded() };
        Err(self.error(kind, self.pull.offset()))
    }

    /// Reads the members of a record from the element that began last, and its end.
    pub(crate) fn record(&mut self, into: &mut dyn Record) -> Result<(), DecodeError> {
        let start = self.pull.offset();
        let children = into.shape().xml.children;
        let mut seen = vec![Seen::Never; children.len()];
        self.attributes(into, &mut seen)?;
        self.children(into, &mut seen)?;
        for (child, seen) in children.iter().zip(seen) {
            // A list that is left out when it is empty is not missing.
            if seen == Seen::Never && !child.omit_empty {
                let member = &into.shape().members[child.member];
                absent(member, self.notes).map_err(|kind| self.error(kind, start))?;
            }
        }
        Ok(())
    }

    fn attributes(&mut self, into: &mut dyn Record, seen: &mut [Seen]) -> Result<(), DecodeError> {
        let shape = into.shape();
        for attribute in self.pull.take_attributes() {
            let namespace = self.pull.attribute_namespace(&attribute);
            let found = find(shape, Place::Attribute, namespace, attribute.local, 0);
            let Some((index, child)) = found else {
                self.unknown_attribute(&attribute);
                continue;
            };
            let held = Held::Text(attribute.value);
            self.member(into, child, held, attribute.offset, &mut seen[index])?;
        }
        Ok(())
    }

    fn children(&mut self, into: &mut dyn Record, seen: &mut [Seen]) -> Result<(), DecodeError> {
        let shape = into.shape();
        let start = self.pull.offset();
        let texts = shape.xml.children.iter().position(|child| child.place == Place::Text);
        let mut text = Cow::Borrowed("");
        let mut guess = 0;
        loop {
            let node = self.pull.next();
            match self.told(node)? {
                Node::Text(piece) if texts.is_none() => self.told(self.pull.between(&piece))?,
                Node::Text(piece) if text.is_empty() => text = piece,
                Node::Text(piece) => text.to_mut().push_str(&piece),
                Node::End | Node::Eof => break,
                Node::Start => {
                    let found = find(shape, Place::Element, self.pull.namespace(), self.pull.local(), guess);
                    let Some((index, child)) = found else {
                        self.notes.unknown_member(self.pull.local());
                        self.skip()?;
                        continue;
                    };
                    guess = index + 1;
                    let held = Held::Element { depth: self.pull.depth(), item: child.item };
                    self.member(into, child, held, self.pull.offset(), &mut seen[index])?;
                }
            }
        }
        match texts {
            Some(index) => {
                let child = &shape.xml.children[index];
                self.member(into, child, Held::Text(text), start, &mut seen[index])
            }
            None => Ok(()),
        }
    }

    fn member(
        &mut self,
        into: &mut dyn Record,
        child: &XmlMember,
        held: Held<'a>,
        offset: usize,
        seen: &mut Seen,
    ) -> Result<(), DecodeError> {
        let member = &into.shape().members[child.member];
        self.notes.enter(member.name);
        if *seen == Seen::Once {
            return Err(self.error(DecodeErrorKind::Repeated, offset));
        }
        let mut source = XmlSource { reading: self, held, offset, format: member.format, flat: false };
        into.member_mut(child.member).read(&mut source)?;
        *seen = if source.flat { Seen::AsItem } else { Seen::Once };
        source.leave()?;
        self.notes.leave();
        Ok(())
    }

    /// Notes the attributes of the element that began last, where none is expected.
    fn unknown_attributes(&mut self) {
        for attribute in self.pull.take_attributes() {
            self.unknown_attribute(&attribute);
        }
    }

    fn unknown_attribute(&mut self, attribute: &Attribute<'_>) {
        if self.pull.attribute_namespace(attribute) != XSI {
            self.notes.unknown_member(&format!("@{}", attribute.local));
        }
    }
}

/// Finds a member by its expanded name; `guess` is where it most likely stands.
fn find(
    shape: &'static Shape,
    place: Place,
    namespace: &str,
    local: &str,
    guess: usize,
) -> Option<(usize, &'static XmlMember)> {
    let children = shape.xml.children;
    let named = |child: &XmlMember| {
        child.place == place
            && child.name.namespace == namespace
            && (child.name.local == local || shape.members[child.member].also.contains(&local))
    };
    if let Some(child) = children.get(guess).filter(|child| named(child)) {
        return Some((guess, child));
    }
    children.iter().enumerate().find(|(_, child)| named(child))
}

/// What holds a value.
#[derive(Debug)]
enum Held<'a> {
    /// The element that is open at a depth; a list in it has its items inside if they have a name.
    Element { depth: usize, item: Option<Name> },
    /// An attribute, or the text of a record's element.
    Text(Cow<'a, str>),
}

struct XmlSource<'s, 'a, 'n> {
    reading: &'s mut Reading<'a, 'n>,
    held: Held<'a>,
    offset: usize,
    format: Format,
    /// Whether the value turned out to be one item of a list.
    flat: bool,
}

impl XmlSource<'_, '_, '_> {
    /// Passes over what the value did not read of its element.
    fn leave(&mut self) -> Result<(), DecodeError> {
        match self.held {
            Held::Element { depth, .. } => {
                let closed = self.reading.pull.close(depth);
                self.reading.told(closed)
            }
            Held::Text(_) => Ok(()),
        }
    }

    /// Whether the element was read before, which a value does not do twice.
    fn is_read(&self) -> bool {
        matches!(self.held, Held::Element { depth, .. } if self.reading.pull.depth() < depth)
    }

    fn items_inside(
        &mut self,
        name: Name,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.reading.unknown_attributes();
        while self.reading.child()? {
            if !self.reading.is(name) {
                self.reading.notes.unknown_member(self.reading.pull.local());
                self.reading.skip()?;
                continue;
            }
            let held = Held::Element { depth: self.reading.pull.depth(), item: None };
            let offset = self.reading.pull.offset();
            let mut item =
                XmlSource { reading: self.reading, held, offset, format: self.format, flat: false };
            each(&mut item)?;
            item.leave()?;
        }
        Ok(())
    }
}

impl Source for XmlSource<'_, '_, '_> {
    fn format(&self) -> Format {
        self.format
    }

    fn notes(&mut self) -> &mut Notes {
        self.reading.notes
    }

    fn null(&mut self) -> Result<bool, DecodeError> {
        if matches!(self.held, Held::Text(_)) || self.is_read() {
            return Ok(false);
        }
        if !self.reading.told(self.reading.pull.is_nil())? {
            return Ok(false);
        }
        self.reading.unknown_attributes();
        if self.reading.child()? {
            let found = format!("<{}>", self.reading.pull.name());
            return Err(self.invalid("a null without content", &found));
        }
        Ok(true)
    }

    fn scalar(&mut self) -> Result<Scalar<'_>, DecodeError> {
        if self.is_read() {
            return Err(self.invalid("a value that is read once", ""));
        }
        let text = match &mut self.held {
            Held::Text(text) => std::mem::take(text),
            Held::Element { .. } => {
                self.reading.unknown_attributes();
                let content = self.reading.pull.content();
                self.reading.told(content)?
            }
        };
        Ok(Scalar { text, quoted: false })
    }

    fn record(&mut self, into: &mut dyn Record) -> Result<(), DecodeError> {
        match &self.held {
            Held::Element { .. } if !self.is_read() => self.reading.record(into),
            Held::Element { .. } => Err(self.invalid("a value that is read once", "")),
            Held::Text(text) => {
                let found = text.clone();
                Err(self.invalid("an element with members", &found))
            }
        }
    }

    fn items(
        &mut self,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        match &self.held {
            Held::Element { item: Some(name), .. } if !self.is_read() => {
                let name = *name;
                self.items_inside(name, each)
            }
            Held::Element { item: Some(_), .. } => Err(self.invalid("a value that is read once", "")),
            Held::Element { item: None, .. } => {
                self.flat = true;
                each(self)
            }
            Held::Text(text) => {
                let found = text.clone();
                Err(self.invalid("a list of elements", &found))
            }
        }
    }

    fn any(&mut self) -> Result<Any, DecodeError> {
        if let Held::Text(text) = &self.held {
            let mut content = String::new();
            escape_into(&mut content, text, EscapeFor::Text);
            return Ok(if content.is_empty() { Any::Empty } else { Any::Xml(content) });
        }
        if self.is_read() {
            return Ok(Any::Empty);
        }
        let pull = &self.reading.pull;
        let attributed = pull.attributes().iter().any(|attribute| pull.attribute_namespace(attribute) != XSI);
        self.reading.unknown_attributes();
        // An element is written with its namespace as the default.
        let enclosed = !self.reading.pull.namespace().is_empty();
        let content = fragment::read(&mut self.reading.pull, enclosed);
        let content = self.reading.told(content)?;
        Ok(if content.is_empty() && !attributed { Any::Empty } else { Any::Xml(content) })
    }

    fn invalid(&mut self, expected: &'static str, found: &str) -> DecodeError {
        let kind = DecodeErrorKind::Invalid { expected, found: found.to_owned() };
        self.reading.error(kind, self.offset)
    }
}
