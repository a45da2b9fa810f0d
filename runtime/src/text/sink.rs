//! Writing one value as its text.

use super::layout::encode_layout;
use crate::error::EncodeError;
use crate::scalar::{Any, Format};
use crate::walk::{Chosen, Entry, Record, Sink, Token, Union};

/// The text of one value, which `write` writes; `None` where there is nothing to write.
pub(super) fn text_of(
    format: Format,
    write: &mut dyn FnMut(&mut dyn Sink) -> Result<(), EncodeError>,
) -> Result<Option<String>, EncodeError> {
    let mut sink = TextSink { format: format.in_form(), text: None };
    write(&mut sink)?;
    Ok(sink.text)
}

/// A place for one text.
struct TextSink {
    format: Format,
    text: Option<String>,
}

const NO_SINGLE: &str = "only a single value is a text";

impl Sink for TextSink {
    fn format(&self) -> Format {
        self.format
    }

    fn text(&mut self, value: &str) -> Result<(), EncodeError> {
        self.text = Some(value.to_owned());
        Ok(())
    }

    fn token(&mut self, value: &str, _: Token) {
        self.text = Some(value.to_owned());
    }

    /// A text has no null: an empty one would be read as an empty text.
    fn null(&mut self) {}

    fn record(&mut self, value: &dyn Record) -> Result<(), EncodeError> {
        self.text = Some(encode_layout(value)?);
        Ok(())
    }

    fn items(
        &mut self,
        _: usize,
        _: &dyn Fn(usize, &mut dyn Sink) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        Err(EncodeError::new(NO_SINGLE))
    }

    fn entries<'e>(
        &mut self,
        _: usize,
        _: &'e dyn Fn(usize) -> Result<Entry<'e>, EncodeError>,
    ) -> Result<(), EncodeError> {
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
