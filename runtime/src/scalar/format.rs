//! How a scalar is written where the page asks for a form of its own.

use crate::error::EncodeError;
use crate::scalar::DateTime;

/// The written form of a scalar.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[non_exhaustive]
pub enum Format {
    /// The form that the type has by itself.
    #[default]
    Plain,
    /// A date and time in UTC with three fraction digits, `2008-06-01T03:52:54.843Z`.
    UtcMillis,
    /// A date and time as whole seconds since 1970-01-01T00:00:00Z.
    UnixSeconds,
    /// A date and time as milliseconds since 1970-01-01T00:00:00Z.
    UnixMillis,
    /// A text as the standard Base64 of its UTF-8 bytes (RFC 4648, section 4).
    Base64,
}

impl Format {
    /// Whether the written form is a number.
    #[must_use]
    pub fn is_number(self) -> bool {
        matches!(self, Self::UnixSeconds | Self::UnixMillis)
    }

    /// Reads a date and time in this form.
    pub(crate) fn read_date_time(self, text: &str) -> Option<DateTime> {
        match self {
            Self::UnixSeconds => DateTime::from_unix_millis(text.parse::<i64>().ok()?.checked_mul(1000)?, 0),
            Self::UnixMillis => DateTime::from_unix_millis(text.parse().ok()?, 3),
            Self::Plain | Self::UtcMillis | Self::Base64 => text.parse().ok(),
        }
    }

    /// The number that a date and time is in this form; `None` where it is a text.
    pub(crate) fn count(self, value: &DateTime) -> Option<i64> {
        match self {
            Self::UnixSeconds => Some(value.unix_millis().div_euclid(1000)),
            Self::UnixMillis => Some(value.unix_millis()),
            Self::Plain | Self::UtcMillis | Self::Base64 => None,
        }
    }

    /// The same moment as a text in this form has it.
    pub(crate) fn date_time(self, value: &DateTime) -> DateTime {
        if self == Self::UtcMillis { value.to_utc().with_digits(3) } else { *value }
    }

    /// Writes a text in this form, if it differs from the text itself.
    pub(crate) fn write_text(self, value: &str) -> Result<Option<String>, EncodeError> {
        match self {
            Self::Base64 => base64(value).map(Some),
            _ => Ok(None),
        }
    }

    /// Reads a text in this form, if it differs from the text itself.
    pub(crate) fn read_text(self, text: &str) -> Option<Result<String, &'static str>> {
        match self {
            Self::Base64 => Some(from_base64(text).ok_or("the Base64 of a text")),
            _ => None,
        }
    }
}

#[cfg(feature = "base64")]
fn base64(value: &str) -> Result<String, EncodeError> {
    Ok(crate::digest::base64(value.as_bytes()))
}

#[cfg(feature = "base64")]
fn from_base64(text: &str) -> Option<String> {
    use base64::Engine as _;
    let bytes = base64::engine::general_purpose::STANDARD.decode(text).ok()?;
    String::from_utf8(bytes).ok()
}

#[cfg(not(feature = "base64"))]
fn base64(_: &str) -> Result<String, EncodeError> {
    Err(EncodeError::new("Base64 needs the feature `base64` of wirewright-runtime"))
}

#[cfg(not(feature = "base64"))]
fn from_base64(_: &str) -> Option<String> {
    None
}
