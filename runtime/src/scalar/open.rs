//! Enumerations whose lists may grow.

use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, Error, Visitor};

use crate::error::{DecodeError, EncodeError};
use crate::scalar::simple::note_quotes;
use crate::walk::{Deviation, Sink, Source};

/// An enumeration that keeps values which its page does not list.
///
/// Generated enumerations implement it; their `Other` variant holds such a value.
pub trait OpenEnum: Sized {
    /// The value as it is written.
    fn as_str(&self) -> &str;

    /// The value that is written so.
    fn from_text(text: &str) -> Self;

    /// Whether the page lists the value.
    fn is_listed(&self) -> bool;

    /// Reads the enumeration; for [`Value::read`](crate::Value::read).
    ///
    /// # Errors
    /// The source holds no text.
    fn read_text(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        let scalar = source.scalar()?;
        let (value, quoted) = (Self::from_text(&scalar.text), scalar.quoted);
        note_quotes(source, quoted, true);
        if !value.is_listed() {
            let path = source.notes().path();
            let value = value.as_str().to_owned();
            source.notes().push(Deviation::UnknownValue { path, value });
        }
        *self = value;
        Ok(())
    }

    /// Writes the enumeration; for [`Value::write`](crate::Value::write).
    ///
    /// # Errors
    /// The encoding has no way to write a character of the value.
    fn write_text(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        sink.text(self.as_str())
    }

    /// Reads the enumeration with serde.
    ///
    /// # Errors
    /// The input holds no text.
    fn deserialize_text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_str(Texts(PhantomData))
    }
}

struct Texts<T>(PhantomData<T>);

impl<T: OpenEnum> Visitor<'_> for Texts<T> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<T, E> {
        Ok(T::from_text(text))
    }
}

/// Makes a generated enumeration a member and a serde type by its [`OpenEnum`].
#[macro_export]
macro_rules! open_enum {
    ($name:ty, $first:expr) => {
        impl $crate::Value for $name {
            fn blank() -> Self {
                $crate::OpenEnum::from_text("")
            }

            fn read(&mut self, source: &mut dyn $crate::Source) -> Result<(), $crate::DecodeError> {
                $crate::OpenEnum::read_text(self, source)
            }

            fn write(&self, sink: &mut dyn $crate::Sink) -> Result<(), $crate::EncodeError> {
                $crate::OpenEnum::write_text(self, sink)
            }

            fn fill(&mut self, how: $crate::walk::Filling<'_>) {
                let first = $first;
                *self = how.open($crate::OpenEnum::as_str(&first), <Self as $crate::OpenEnum>::from_text);
            }
        }

        impl $crate::scalar::Key for $name {
            fn key_text(&self) -> Result<::std::borrow::Cow<'_, str>, $crate::EncodeError> {
                let text = $crate::OpenEnum::as_str(self);
                // Two values of one text would be one key.
                if <Self as $crate::OpenEnum>::from_text(text) != *self {
                    return Err($crate::EncodeError::new("a listed value is no other one"));
                }
                Ok(::std::borrow::Cow::Borrowed(text))
            }
        }

        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str($crate::OpenEnum::as_str(self))
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::OpenEnum::deserialize_text(deserializer)
            }
        }

        impl ::std::fmt::Display for $name {
            fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
                f.write_str($crate::OpenEnum::as_str(self))
            }
        }

        impl From<&str> for $name {
            fn from(text: &str) -> Self {
                $crate::OpenEnum::from_text(text)
            }
        }
    };
}
