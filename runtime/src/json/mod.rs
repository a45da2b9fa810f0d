//! JSON (RFC 8259): serde on the way through, the member walk where serde cannot go.
//!
//! Generated types derive serde's traits, so that the common path is as fast as
//! serde. A body that serde refuses is read again by the member walk, which
//! either survives what was wrong and notes it, or says where it is.

/// A module for serde's `with` attribute: what it is for, and the two functions beside it
/// that write and read a value in a form.
macro_rules! with_module {
    ($module:ident, $values:ident, $write:ident, $read:ident, $format:expr, $about:literal) => {
        #[doc = $about]
        pub mod $module {
            use super::{Deserializer, Format, Serializer, $values};

            /// Writes the value.
            ///
            /// # Errors
            /// The form cannot hold the value, or the serializer fails.
            pub fn serialize<T: $values, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
                super::$write(value, serializer, $format)
            }

            /// Reads the value.
            ///
            /// # Errors
            /// The input holds no such value.
            pub fn deserialize<'de, T: $values, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<T, D::Error> {
                super::$read(deserializer, $format)
            }
        }
    };
}

mod document;
#[cfg(feature = "map")]
mod entries;
mod form;
mod list_record;
mod measure;
mod objects;
#[cfg(feature = "server")]
mod peek;
mod read;
mod variant;
mod with;
mod write;

pub use document::JsonDocument;
pub use form::{base64, base64_url, hex, quoted, read_form, write_form};
pub use list_record::{deserialize_list, serialize_list};
pub use objects::{Objects, objects};
pub use read::read_value;
pub use variant::{deserialize_one_of, serialize_one_of};
pub use with::{unix_millis, unix_seconds, utc_millis};

pub(crate) use measure::measure;
#[cfg(feature = "server")]
pub(crate) use peek::peek;
pub(crate) use read::{Pairs, absent, begins_list, check, read_record, utf8};
pub(crate) use write::{write_members, write_value};

use serde::Serialize;
use serde::de::DeserializeOwned;

use crate::error::{DecodeError, EncodeError};
use crate::walk::{Notes, Record, Value};

/// Reads a value from a JSON body.
///
/// # Errors
/// The body is not UTF-8, not JSON, more than the bounds of `notes`, or is not such a value.
pub fn decode<T: Value + DeserializeOwned>(body: &[u8], notes: &mut Notes) -> Result<T, DecodeError> {
    let text = read::utf8(body)?;
    measure(text, notes.bounds())?;
    match serde_json::from_str(text) {
        Ok(value) => {
            notes.hurry();
            Ok(value)
        }
        Err(error) => {
            let mut value = T::blank();
            read::tolerantly(text, &error, &mut value, notes)?;
            Ok(value)
        }
    }
}

/// Reads a record from a JSON body by the member walk alone.
///
/// For records whose type is known only at run time; [`decode`] is faster.
///
/// # Errors
/// The body is not UTF-8, not JSON, or not such a record.
pub fn decode_record(body: &[u8], into: &mut dyn Record, notes: &mut Notes) -> Result<(), DecodeError> {
    let all: Vec<usize> = (0..into.shape().members.len()).collect();
    read_record(body, into, &all, notes)
}

/// Writes a value as JSON without white space.
///
/// # Errors
/// A member holds a value that came in another encoding.
#[inline]
pub fn encode<T: Serialize + ?Sized>(value: &T) -> Result<Vec<u8>, EncodeError> {
    /// Room for most messages, so that they do not move while they grow.
    const ROOM: usize = 512;
    let mut out = Vec::with_capacity(ROOM);
    match value.serialize(&mut serde_json::Serializer::new(&mut out)) {
        Ok(()) => Ok(out),
        Err(error) => Err(refused(error)),
    }
}

#[cold]
fn refused(error: serde_json::Error) -> EncodeError {
    EncodeError::new(error.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_read_to_its_last_bit() {
        for number in [3.111_516_467_837_338e-221, 22.610_000_000_000_003, f64::MAX, f64::MIN_POSITIVE] {
            let written = encode(&number).unwrap();
            assert_eq!(decode::<f64>(&written, &mut Notes::new()), Ok(number));
        }
    }
}
