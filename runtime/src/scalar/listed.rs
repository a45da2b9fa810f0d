//! Enumerations whose lists are closed, and those whose values are numbers.

use std::fmt;

use crate::error::{DecodeError, EncodeError};
use crate::scalar::Format;
use crate::scalar::simple::note_quotes;
use crate::walk::{Deviation, Sink, Source, Token};

/// An enumeration that refuses values which its page does not list.
///
/// Generated enumerations of a closed list implement it.
pub trait ClosedEnum: Copy + 'static {
    /// The values as they are written, in the order of the page.
    const VALUES: &'static [&'static str];

    /// The value as it is written.
    fn as_str(self) -> &'static str;

    /// The value that is written so.
    fn from_text(text: &str) -> Option<Self>;

    /// Reads the enumeration; for [`Value::read`](crate::Value::read).
    ///
    /// # Errors
    /// The source holds no text, or none of the values.
    fn read_text(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        let scalar = source.one_of(Self::VALUES)?;
        let (text, quoted) = (scalar.text, scalar.quoted);
        let Some(value) = Self::from_text(&text) else {
            let found = text.into_owned();
            return Err(source.invalid("one of the listed values", &found));
        };
        note_quotes(source, quoted, true);
        *self = value;
        Ok(())
    }

    /// Writes the enumeration; for [`Value::write`](crate::Value::write).
    ///
    /// # Errors
    /// The encoding has no way to write a character of the value.
    fn write_text(self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        sink.text(self.as_str())
    }
}

/// An enumeration whose values are whole numbers, of a closed list or an open one.
///
/// The `Other` variant of an open one holds a number that the page does not list.
pub trait NumberEnum: Copy + 'static {
    /// The numbers.
    type Number: fmt::Display + std::str::FromStr;

    /// The listed numbers as they are written, in the order of the page.
    const VALUES: &'static [&'static str];

    /// The number of the value.
    fn number(self) -> Self::Number;

    /// The value of a number; `None` where the list is closed and does not have it.
    fn from_number(number: Self::Number) -> Option<Self>;

    /// Whether the page lists the value.
    fn is_listed(self) -> bool;

    /// Reads the enumeration; for [`Value::read`](crate::Value::read).
    ///
    /// # Errors
    /// The source holds no number, or one that a closed list does not have.
    fn read_number(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        let is_text = source.format() == Format::Quoted;
        let scalar = source.one_of(Self::VALUES)?;
        let is_quoted = scalar.quoted == Some(true) && !is_text;
        let value = scalar.text.trim_ascii().parse().ok().and_then(Self::from_number);
        let Some(value) = value else {
            let found = scalar.text.into_owned();
            return Err(source.invalid("one of the listed numbers", &found));
        };
        let path = source.notes().path();
        if is_quoted {
            source.notes().push(Deviation::QuotedScalar { path: path.clone() });
        }
        if !value.is_listed() {
            let value = value.number().to_string();
            source.notes().push(Deviation::UnknownValue { path, value });
        }
        *self = value;
        Ok(())
    }

    /// Writes the enumeration; for [`Value::write`](crate::Value::write).
    fn write_number(self, sink: &mut dyn Sink) {
        sink.token(&self.number().to_string(), Token::Number);
    }
}

/// Makes a generated enumeration of a closed list a member and a serde type by its [`ClosedEnum`].
#[macro_export]
macro_rules! closed_enum {
    ($name:ty, $first:expr) => {
        impl $crate::Value for $name {
            fn blank() -> Self {
                $first
            }

            fn read(&mut self, source: &mut dyn $crate::Source) -> Result<(), $crate::DecodeError> {
                $crate::ClosedEnum::read_text(self, source)
            }

            fn write(&self, sink: &mut dyn $crate::Sink) -> Result<(), $crate::EncodeError> {
                $crate::ClosedEnum::write_text(*self, sink)
            }

            fn fill(&mut self, how: $crate::walk::Filling<'_>) {
                let chosen = how.one_of(<Self as $crate::ClosedEnum>::VALUES);
                *self = chosen.and_then($crate::ClosedEnum::from_text).unwrap_or($first);
            }
        }

        impl $crate::scalar::Key for $name {
            const LISTED: &'static [&'static str] = <Self as $crate::ClosedEnum>::VALUES;
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::ClosedEnum::as_str(*self))
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text =
                    <::std::borrow::Cow<'_, str> as $crate::serde::Deserialize>::deserialize(deserializer)?;
                $crate::ClosedEnum::from_text(&text)
                    .ok_or_else(|| $crate::serde::de::Error::custom("none of the listed values"))
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($crate::ClosedEnum::as_str(*self))
            }
        }
    };
}

/// Makes a generated enumeration of numbers a member and a serde type by its [`NumberEnum`].
#[macro_export]
macro_rules! number_enum {
    ($name:ty, $first:expr) => {
        impl $crate::Value for $name {
            fn blank() -> Self {
                $first
            }

            fn read(&mut self, source: &mut dyn $crate::Source) -> Result<(), $crate::DecodeError> {
                $crate::NumberEnum::read_number(self, source)
            }

            fn write(&self, sink: &mut dyn $crate::Sink) -> Result<(), $crate::EncodeError> {
                $crate::NumberEnum::write_number(*self, sink);
                Ok(())
            }

            fn fill(&mut self, how: $crate::walk::Filling<'_>) {
                let chosen =
                    how.one_of(<Self as $crate::NumberEnum>::VALUES).and_then(|own| own.parse().ok());
                *self = chosen.and_then($crate::NumberEnum::from_number).unwrap_or($first);
            }
        }

        impl $crate::scalar::Key for $name {
            const LISTED: &'static [&'static str] = <Self as $crate::NumberEnum>::VALUES;

            fn key_text(&self) -> Result<::std::borrow::Cow<'_, str>, $crate::EncodeError> {
                let number = $crate::NumberEnum::number(*self);
                // Two values of one number would be one key.
                if <Self as $crate::NumberEnum>::from_number(number) != Some(*self) {
                    return Err($crate::EncodeError::new("a listed value is no other one"));
                }
                Ok(::std::borrow::Cow::Owned(number.to_string()))
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::serde::Serialize::serialize(&$crate::NumberEnum::number(*self), serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let number = $crate::serde::Deserialize::deserialize(deserializer)?;
                $crate::NumberEnum::from_number(number)
                    .ok_or_else(|| $crate::serde::de::Error::custom("none of the listed numbers"))
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                ::std::fmt::Display::fmt(&$crate::NumberEnum::number(*self), f)
            }
        }
    };
}
