//! Reading XML by the member walk.

use std::borrow::Cow;

use super::XSI;
use super::pull::{Attribute, Broken, Node, Pull};
use super::source::{Held, XmlSource};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::json::absent;
use crate::scalar::Format;
use crate::walk::{Inside, Name, Notes, Place, Record, Shape, Value, XmlMember};

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
        match Pull::new(text, notes.bounds()) {
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
    pub(crate) fn is(&self, namespace: &str, local: &str) -> bool {
        self.notes.is_name(local, self.pull.local()) && self.pull.namespace() == namespace
    }

    /// Takes an attribute off the element that began last.
    pub(super) fn take_attribute(&mut self, name: Name) -> Option<Cow<'a, str>> {
        let notes = &*self.notes;
        self.pull.take_attribute(name.namespace, |own| notes.is_name(name.local, own))
    }

    /// Checks the name of the element that began last.
    pub(crate) fn expect(&self, namespace: &str, local: &str) -> Result<(), DecodeError> {
        if self.is(namespace, local) {
            return Ok(());
        }
        let expected = format!("{{{namespace}}}{local}");
        let kind = DecodeErrorKind::Root { expected, found: self.pull.expanded() };
        Err(self.error(kind, self.pull.offset()))
    }

    /// Reads the members of a record from the element that began last, and its end.
    pub(crate) fn record(&mut self, into: &mut dyn Record) -> Result<(), DecodeError> {
        let start = self.pull.offset();
        let children = into.shape().xml.children;
        // Few records have more members, and only those need room from elsewhere.
        let (mut few, mut many) = ([Seen::Never; 16], Vec::new());
        let seen = match few.get_mut(..children.len()) {
            Some(few) => few,
            None => {
                many.resize(children.len(), Seen::Never);
                &mut many
            }
        };
        self.attributes(into, seen)?;
        self.children(into, seen)?;
        for (child, seen) in children.iter().zip(seen) {
            // A list that is left out when it is empty is not missing, and one
            // whose items stand alone has no other way to be empty.
            let flat = Inside::is_flat(child.content()) && into.member(child.member).is_empty_list();
            // Blocks stand somewhere else, and are asked for there.
            let is_block = child.place == Place::Header;
            if *seen == Seen::Never && !child.omit_empty && !flat && !is_block {
                let member = &into.shape().members[child.member];
                absent(member, self.notes).map_err(|kind| self.error(kind, start))?;
            }
        }
        Ok(())
    }

    /// Reads a value from the element that began last, and its end.
    pub(crate) fn value(
        &mut self,
        into: &mut dyn Value,
        inside: Option<Inside>,
        format: Format,
    ) -> Result<(), DecodeError> {
        let held = Held::Element { depth: self.pull.depth(), inside };
        let offset = self.pull.offset();
        let mut source = XmlSource::new(self, held, offset, format);
        into.read(&mut source)?;
        source.leave()
    }

    fn attributes(&mut self, into: &mut dyn Record, seen: &mut [Seen]) -> Result<(), DecodeError> {
        let shape = into.shape();
        for attribute in self.pull.take_attributes() {
            let namespace = self.pull.attribute_namespace(&attribute);
            let found = find(shape, Place::Attribute, namespace, attribute.local, 0, self.notes);
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
                    let (namespace, local) = (self.pull.namespace(), self.pull.local());
                    let found = find(shape, Place::Element, namespace, local, guess, self.notes);
                    let Some((index, child)) = found else {
                        self.notes.unknown_member(self.pull.local());
                        self.skip()?;
                        continue;
                    };
                    guess = index + 1;
                    let held = Held::Element { depth: self.pull.depth(), inside: child.content() };
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

    /// Reads a block of a SOAP header from the element that began last, if the record has it.
    ///
    /// Gives its index into the children of the shape.
    pub(crate) fn block(
        &mut self,
        into: &mut dyn Record,
        seen: &mut Vec<usize>,
    ) -> Result<bool, DecodeError> {
        let (namespace, local) = (self.pull.namespace(), self.pull.local());
        let Some((index, child)) = find(into.shape(), Place::Header, namespace, local, 0, self.notes) else {
            return Ok(false);
        };
        let mut again = if seen.contains(&index) { Seen::Once } else { Seen::Never };
        seen.push(index);
        let held = Held::Element { depth: self.pull.depth(), inside: None };
        self.member(into, child, held, self.pull.offset(), &mut again)?;
        Ok(true)
    }

    /// Looks for blocks without which a record cannot be read.
    pub(crate) fn absent_blocks(&mut self, of: &dyn Record, seen: &[usize]) -> Result<(), DecodeError> {
        let shape = of.shape();
        let blocks = shape.xml.children.iter().enumerate().filter(|(_, child)| child.place == Place::Header);
        for (_, child) in blocks.filter(|(index, _)| !seen.contains(index)) {
            let missing = absent(&shape.members[child.member], self.notes);
            missing.map_err(|kind| self.error(kind, self.pull.offset()))?;
        }
        Ok(())
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
        let mut source = XmlSource::new(self, held, offset, member.format.in_xml());
        into.member_mut(child.member).read(&mut source)?;
        *seen = if source.is_item() { Seen::AsItem } else { Seen::Once };
        source.leave()?;
        self.notes.leave();
        Ok(())
    }

    /// Notes the attributes of the element that began last, where none is expected.
    pub(super) fn unknown_attributes(&mut self) {
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
    notes: &Notes,
) -> Option<(usize, &'static XmlMember)> {
    let children = shape.xml.children;
    let also = |child: &XmlMember| shape.members[child.member].also;
    let named =
        |child: &XmlMember| child.place == place && child.is(namespace, also(child), |own| own == local);
    if let Some(child) = children.get(guess).filter(|child| named(child)) {
        return Some((guess, child));
    }
    let mut found = children.iter().enumerate();
    if notes.ignores_case() {
        return found.find(|(_, child)| {
            let is = |own: &str| own.eq_ignore_ascii_case(local);
            child.place == place && child.is(namespace, also(child), is)
        });
    }
    found.find(|(_, child)| named(child))
}
