//! Values in a form that is not their type's own, for serde's `with` attribute.
//!
//! They go by the member walk, which knows every form; a date that is a count
//! has a shorter way of its own.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::read::strictly;
use super::write::JsonSink;
use crate::scalar::Format;
use crate::walk::Value;

/// Writes a value in a form.
///
/// # Errors
/// The form cannot hold the value, or the serializer fails.
pub fn write_form<T: Value, S: Serializer>(
    value: &T,
    serializer: S,
    format: Format,
) -> Result<S::Ok, S::Error> {
    use serde::ser::Error as _;
    if value.is_absent() && !format.says_absence() {
        return serializer.serialize_none();
    }
    let mut out = Vec::new();
    value.write(&mut JsonSink { out: &mut out, format }).map_err(S::Error::custom)?;
    let text = String::from_utf8(out).map_err(S::Error::custom)?;
    RawValue::from_string(text).map_err(S::Error::custom)?.serialize(serializer)
}

/// Reads a value in a form.
///
/// # Errors
/// The input holds no such value.
pub fn read_form<'de, T: Value, D: Deserializer<'de>>(
    deserializer: D,
    format: Format,
) -> Result<T, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    strictly(&raw, format).map_err(serde::de::Error::custom)
}

/// Defines a module for serde's `with` attribute: `json_form!(due, Format::Picture("dd.MM.yyyy"));`.
#[macro_export]
macro_rules! json_form {
    ($module:ident, $format:expr) => {
        #[doc(hidden)]
        mod $module {
            use $crate::serde::{Deserializer, Serializer};
            use $crate::{Format, Value, json};

            const FORMAT: Format = $format;

            pub(super) fn serialize<T: Value, S: Serializer>(
                value: &T,
                serializer: S,
            ) -> Result<S::Ok, S::Error> {
                json::write_form(value, serializer, FORMAT)
            }

            pub(super) fn deserialize<'de, T: Value, D: Deserializer<'de>>(
                deserializer: D,
            ) -> Result<T, D::Error> {
                json::read_form(deserializer, FORMAT)
            }
        }
    };
}

with_module!(quoted, Value, write_form, read_form, Format::Quoted, "Numbers as texts.");
with_module!(base64, Value, write_form, read_form, Format::Base64, "Texts as the Base64 of their UTF-8.");
with_module!(
    base64_url,
    Value,
    write_form,
    read_form,
    Format::Base64Url,
    "Bytes as the Base64 that is safe in addresses."
);
with_module!(hex, Value, write_form, read_form, Format::Hex, "Bytes as hexadecimal digits.");
