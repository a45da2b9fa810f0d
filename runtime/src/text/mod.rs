//! Plain text: a scalar is the text itself, a record follows its layout, a list is joined.

mod document;
mod joined;
mod layout;
mod sink;
mod source;

pub use document::TextDocument;
pub use joined::JoinedText;
pub use layout::{decode_record, encode_record};

use crate::error::{DecodeError, EncodeError};
use crate::json;
use crate::scalar::Format;
use crate::walk::{Notes, Value};

/// Reads a scalar, or a list that is joined, from a text.
///
/// # Errors
/// The body is not UTF-8, or the text is no such value.
pub fn decode_value(
    body: &[u8],
    format: Format,
    into: &mut dyn Value,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    into.read(&mut source::TextSource::new(json::utf8(body)?, format, notes))
}

/// Writes a scalar, or a list that is joined, as its text.
///
/// # Errors
/// The value is no scalar, or a text that would be read as another one.
pub fn encode_value(value: &dyn Value, format: Format) -> Result<Vec<u8>, EncodeError> {
    match sink::text_of(format, &mut |sink| value.write(sink))? {
        // A reader takes it for a mark of the encoding.
        Some(text) if text.starts_with('\u{feff}') => {
            Err(EncodeError::new("a text cannot begin with a byte order mark"))
        }
        Some(text) => Ok(text.into_bytes()),
        None => Err(EncodeError::new("only a single value is a text")),
    }
}
