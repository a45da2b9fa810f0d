//! The place of one member, on its way out to XML.

use super::XSI;
use super::write::Writer;
use crate::error::EncodeError;
use crate::scalar::{Any, Format};
use crate::walk::{Chosen, Entry, Inside, Name, Place, Record, Sink, Token, Union};

/// The place of one value.
pub(super) struct XmlSink<'w> {
    pub(super) writer: &'w mut Writer,
    pub(super) name: Name,
    /// The default namespace around the value.
    pub(super) around: &'static str,
    pub(super) place: Place,
    /// What stands inside the value's element, if it is a list or a map.
    pub(super) inside: Option<Inside>,
    pub(super) format: Format,
}

impl XmlSink<'_> {
    fn scalar(&mut self, text: &str) -> Result<(), EncodeError> {
        match self.place {
            Place::Text => self.writer.text(text),
            Place::Attribute => {
                let prefix = self.writer.attribute_prefix(self.name.namespace);
                self.writer.checked_attribute(&[&prefix, self.name.local], text)
            }
            Place::Element | Place::Header => {
                self.writer.open(self.name);
                let start = self.writer.content(self.name, self.around);
                self.writer.text(text)?;
                self.writer.close(self.name, start);
                Ok(())
            }
        }
    }

    /// The prefix of the instance namespace in the start tag that is being written.
    pub(super) fn xsi(&mut self) -> &'static str {
        let declared = self.writer.prefixes.iter().find(|(_, namespace)| *namespace == XSI);
        if declared.is_none() {
            self.writer.attribute(&["xmlns:xsi"], XSI);
        }
        declared.map_or("xsi", |(prefix, _)| prefix)
    }

    pub(super) fn only_in_elements(&self) -> Result<(), EncodeError> {
        match self.place {
            Place::Element | Place::Header => Ok(()),
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
        let prefix = self.xsi();
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
        let Some(Inside::Items(name, inside)) = self.inside else {
            return (0..len).try_for_each(|index| item(index, self));
        };
        self.writer.open(self.name);
        let start = self.writer.content(self.name, self.around);
        let around = self.name.namespace;
        let (place, format) = (Place::Element, self.format);
        let inside = inside.copied();
        let mut sink = XmlSink { writer: self.writer, name, around, place, inside, format };
        (0..len).try_for_each(|index| item(index, &mut sink))?;
        self.writer.close(self.name, start);
        Ok(())
    }

    fn entries<'e>(
        &mut self,
        len: usize,
        entry: &'e dyn Fn(usize) -> Result<Entry<'e>, EncodeError>,
    ) -> Result<(), EncodeError> {
        self.map(len, entry)
    }

    fn variant(&mut self, union: &'static Union, chosen: Chosen<'_>) -> Result<(), EncodeError> {
        super::variant::write(union, chosen, self)
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
