//! A layout as a document inside of something else.

use super::sink::text_of;
use super::source::TextSource;
use crate::error::{DecodeError, EncodeError};
use crate::scalar::Format;
use crate::walk::{Document, Notes, Value};

/// A value written as a text by the layout of its type, for tables.
#[derive(Clone, Copy, Debug)]
pub struct TextDocument;

impl Document for TextDocument {
    fn takes_lists(&self) -> bool {
        false
    }

    fn write(&self, value: &dyn Value, format: Format) -> Result<Vec<u8>, EncodeError> {
        let text = text_of(format, &mut |sink| value.write(sink))?;
        Ok(text.ok_or_else(|| EncodeError::new("there is nothing to write"))?.into_bytes())
    }

    fn read(
        &self,
        text: &str,
        format: Format,
        into: &mut dyn Value,
        notes: &mut Notes,
    ) -> Result<(), DecodeError> {
        into.read(&mut TextSource::new(text, format, notes))
    }
}
