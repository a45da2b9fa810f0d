//! Plain text: a scalar is the text itself, a record follows its layout.

mod layout;

pub use layout::{decode_record, encode_record};

use crate::error::{DecodeError, EncodeError};
use crate::scalar::Format;
use crate::walk::{Member, Notes, Value};
use crate::{form, json};

/// Reads a scalar from a text.
///
/// # Errors
/// The body is not UTF-8, or the text is no such value.
pub fn decode_value(
    body: &[u8],
    format: Format,
    into: &mut dyn Value,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let member = Member::required("").format(format);
    form::read_value(&member, vec![("", json::utf8(body)?)], into, notes)
}

/// Writes a scalar as its text.
///
/// # Errors
/// The value is no scalar, or a text that would be read as another one.
pub fn encode_value(value: &dyn Value, format: Format) -> Result<Vec<u8>, EncodeError> {
    let mut pairs = form::Pairs::new();
    form::write_value("", format, value, &mut pairs)?;
    match &mut pairs[..] {
        // A reader takes it for a mark of the encoding.
        [(_, text)] if text.starts_with('\u{feff}') => {
            Err(EncodeError::new("a text cannot begin with a byte order mark"))
        }
        [(_, text)] => Ok(std::mem::take(text).into_bytes()),
        _ => Err(EncodeError::new("only a single value is a text")),
    }
}
