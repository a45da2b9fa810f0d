//! Writing one value as its text.

use super::joined::JoinedText;
use super::layout::encode_layout;
use crate::error::EncodeError;
use crate::scalar::{Any, Format};
use crate::walk::{Chosen, Document, Entry, Record, Sink, Token, Union};

/// The text of one value, which `write` writes; `None` where there is nothing to write.
pub(super) fn text_of(
    format: Format,
    write: &mut dyn FnMut(&mut dyn Sink) -> Result<(), EncodeError>,
) -> Result<Option<String>, EncodeError> {
    let mut sink = TextSink { format: format.in_form(), list: None, text: None };
    write(&mut sink)?;
    Ok(sink.text)
}

/// A place for one text.
pub(super) struct TextSink<'l> {
    format: Format,
    /// How the items of a list are joined; nothing else is taken then.
    list: Option<&'l JoinedText>,
    text: Option<String>,
}

impl<'l> TextSink<'l> {
    /// A place for a list.
    pub(super) fn joined(list: &'l JoinedText) -> Self {
        Self { format: list.items, list: Some(list), text: None }
    }

    /// What was written, if anything was.
    pub(super) fn into_text(self) -> Option<String> {
        self.text
    }

    fn single(&self) -> Result<(), EncodeError> {
        match self.list {
            None => Ok(()),
            Some(_) => Err(EncodeError::new("only a list has items to be joined")),
        }
    }
}

const NO_SINGLE: &str = "only a single value is a text";

impl Sink for TextSink<'_> {
    fn format(&self) -> Format {
        self.format
    }

    /// The form of a list that is joined is that of its items.
    fn document(&self) -> Option<&'static dyn Document> {
        match self.format {
            Format::Document(own) if self.list.is_none() => Some(own),
            _ => None,
        }
    }

    fn text(&mut self, value: &str) -> Result<(), EncodeError> {
        self.single()?;
        self.text = Some(value.to_owned());
        Ok(())
    }

    fn token(&mut self, value: &str, _: Token) {
        self.text = Some(value.to_owned());
    }

    /// A text has no null: an empty one would be read as an empty text.
    fn null(&mut self) {}

    fn record(&mut self, value: &dyn Record) -> Result<(), EncodeError> {
        self.single()?;
        self.text = Some(encode_layout(value)?);
        Ok(())
    }

    fn items(
        &mut self,
        len: usize,
        item: &dyn Fn(usize, &mut dyn Sink) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        let Some(list) = self.list else { return Err(EncodeError::new(NO_SINGLE)) };
        let text_of_item = |index: usize| {
            let text = text_of(list.items, &mut |sink| item(index, sink))?;
            text.ok_or_else(|| EncodeError::new("an item has no text"))
        };
        let texts = (0..len).map(text_of_item).collect::<Result<Vec<_>, _>>()?;
        self.text = Some(list.join(&texts)?);
        Ok(())
    }

    fn entries<'e>(
        &mut self,
        _: usize,
        _: &'e dyn Fn(usize) -> Result<Entry<'e>, EncodeError>,
    ) -> Result<(), EncodeError> {
        self.single()?;
        Err(EncodeError::new(NO_SINGLE))
    }

    /// What its layout begins with tells the type.
    fn variant(&mut self, _: &'static Union, chosen: Chosen<'_>) -> Result<(), EncodeError> {
        match chosen {
            Chosen::Listed(_, record) => self.record(record),
            Chosen::Other(value) => self.any(value.content()),
        }
    }

    fn any(&mut self, value: &Any) -> Result<(), EncodeError> {
        match value {
            Any::Empty => self.text(""),
            Any::Json(json) => {
                let text = json.parse::<String>().map_err(|_| EncodeError::new(NO_SINGLE))?;
                self.text(&text)
            }
            Any::Xml(_) => {
                Err(EncodeError::new("an undocumented value that came as XML cannot be written as a text"))
            }
        }
    }
}
