//! JSON as a document inside of something else.

use super::measure::values;
use super::{read_value, write_value};
use crate::error::{DecodeError, EncodeError};
use crate::scalar::Format;
use crate::walk::{Document, Notes, Value};

/// A value written as JSON, for tables.
#[derive(Clone, Copy, Debug)]
pub struct JsonDocument;

impl Document for JsonDocument {
    fn write(&self, value: &dyn Value, format: Format) -> Result<Vec<u8>, EncodeError> {
        write_value(value, format.in_json())
    }

    fn read(
        &self,
        text: &str,
        format: Format,
        into: &mut dyn Value,
        notes: &mut Notes,
    ) -> Result<(), DecodeError> {
        let members = values(text, notes.bounds())?;
        notes.spend(members);
        read_value(text.as_bytes(), format.in_json(), into, notes)
    }
}
