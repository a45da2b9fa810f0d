//! The value of one member, on its way in from XML.

use std::borrow::Cow;

use super::read::Reading;
use super::write::{EscapeFor, escape_into};
use super::{XSI, fragment};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::scalar::{Any, Format};
use crate::walk::{Inside, Name, Notes, Record, Scalar, Source, Told, Union};

/// What holds a value.
#[derive(Debug)]
pub(super) enum Held<'a> {
    /// The element that is open at a depth, and what stands inside it, if it is a list or a map.
    Element { depth: usize, inside: Option<Inside> },
    /// An attribute, or the text of a record's element.
    Text(Cow<'a, str>),
}

/// The value of one member, or of one item of a list.
pub(super) struct XmlSource<'s, 'a, 'n> {
    pub(super) reading: &'s mut Reading<'a, 'n>,
    pub(super) held: Held<'a>,
    offset: usize,
    pub(super) format: Format,
    /// Whether the value turned out to be one item of a list.
    pub(super) flat: bool,
}

impl<'s, 'a, 'n> XmlSource<'s, 'a, 'n> {
    pub(super) fn new(
        reading: &'s mut Reading<'a, 'n>,
        held: Held<'a>,
        offset: usize,
        format: Format,
    ) -> Self {
        Self { reading, held, offset, format, flat: false }
    }

    /// Whether the value turned out to be one item of a list that stands directly in the parent.
    pub(super) fn is_item(&self) -> bool {
        self.flat
    }

    /// Passes over what the value did not read of its element.
    pub(super) fn leave(&mut self) -> Result<(), DecodeError> {
        match self.held {
            Held::Element { depth, .. } => {
                let closed = self.reading.pull.close(depth);
                self.reading.told(closed)
            }
            Held::Text(_) => Ok(()),
        }
    }

    /// Checks that there is a value to be read, which is neither null nor read before.
    pub(super) fn expect_value(&mut self) -> Result<(), DecodeError> {
        if self.is_read() {
            return Err(self.invalid("a value that is read once", ""));
        }
        if matches!(self.held, Held::Element { .. }) && self.reading.told(self.reading.pull.is_nil())? {
            return Err(self.invalid("a value", "null"));
        }
        Ok(())
    }

    /// Whether the element was read before, which a value does not do twice.
    fn is_read(&self) -> bool {
        matches!(self.held, Held::Element { depth, .. } if self.reading.pull.depth() < depth)
    }

    fn items_inside(
        &mut self,
        name: Name,
        inside: Option<Inside>,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.reading.unknown_attributes();
        while self.reading.child()? {
            if name != Name::ANY && !self.reading.is(name.namespace, name.local) {
                self.reading.notes.unknown_member(self.reading.pull.local());
                self.reading.skip()?;
                continue;
            }
            let held = Held::Element { depth: self.reading.pull.depth(), inside };
            let offset = self.reading.pull.offset();
            let mut item = XmlSource::new(self.reading, held, offset, self.format);
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
        self.expect_value()?;
        let text = match &mut self.held {
            Held::Text(text) => std::mem::take(text),
            Held::Element { .. } => {
                self.reading.unknown_attributes();
                let content = self.reading.pull.content();
                self.reading.told(content)?
            }
        };
        Ok(Scalar { text, quoted: None })
    }

    fn record(&mut self, into: &mut dyn Record) -> Result<(), DecodeError> {
        self.expect_value()?;
        match &self.held {
            Held::Element { .. } => self.reading.record(into),
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
            Held::Element { inside: Some(Inside::Items(name, inside)), .. } => {
                let (name, inside) = (*name, inside.copied());
                self.expect_value()?;
                self.items_inside(name, inside, each)
            }
            Held::Element { .. } => {
                self.flat = true;
                each(self)
            }
            Held::Text(text) => {
                let found = text.clone();
                Err(self.invalid("a list of elements", &found))
            }
        }
    }

    fn entries(
        &mut self,
        _: &'static [&'static str],
        each: &mut dyn FnMut(&str, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.map(each)
    }

    fn variant(
        &mut self,
        union: &'static Union,
        read: &mut dyn FnMut(Told, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.told(union, read)
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

    fn error(&mut self, kind: DecodeErrorKind) -> DecodeError {
        self.reading.error(kind, self.offset)
    }
}
