//! What can be the key of a map.

use std::borrow::Cow;
use std::hash::Hash;

use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::scalar::{Any, Format};
use crate::walk::{Chosen, Entry, Notes, Record, Scalar, Sink, Source, Token, Told, Union, Value};

/// A scalar that can be the key of a map: a text, a whole number, a guid or a value of an
/// enumeration. In every encoding it is its text.
pub trait Key: Value + Eq + Hash {
    /// The keys that there are, where a page lists all of them.
    const LISTED: &'static [&'static str] = &[];

    /// Reads a key from its text.
    ///
    /// # Errors
    /// The text is no such key.
    fn read_key(text: &str, notes: &mut Notes) -> Result<Self, DecodeErrorKind>
    where
        Self: Sized,
    {
        let mut key = Self::blank();
        match key.read(&mut KeySource { text, notes }) {
            Ok(()) => Ok(key),
            Err(error) => Err(error.kind().clone()),
        }
    }

    /// The key as a text.
    ///
    /// # Errors
    /// The key has no text.
    fn key_text(&self) -> Result<Cow<'_, str>, EncodeError> {
        let mut sink = KeySink(String::new());
        self.write(&mut sink)?;
        Ok(Cow::Owned(sink.0))
    }
}

impl Key for String {
    fn key_text(&self) -> Result<Cow<'_, str>, EncodeError> {
        Ok(Cow::Borrowed(self))
    }
}

macro_rules! keys {
    ($($number:ty),*) => { $(impl Key for $number {})* };
}

keys!(i8, i16, i32, i64, u8, u16, u32, u64);

#[cfg(feature = "guid")]
impl Key for uuid::Uuid {}

/// A key on its way in.
struct KeySource<'k> {
    text: &'k str,
    notes: &'k mut Notes,
}

impl KeySource<'_> {
    fn no_scalar(&mut self) -> DecodeError {
        let found = self.text.to_owned();
        self.invalid("a key", &found)
    }
}

impl Source for KeySource<'_> {
    fn format(&self) -> Format {
        Format::Plain
    }

    fn notes(&mut self) -> &mut Notes {
        self.notes
    }

    fn null(&mut self) -> Result<bool, DecodeError> {
        Ok(false)
    }

    fn scalar(&mut self) -> Result<Scalar<'_>, DecodeError> {
        Ok(Scalar { text: Cow::Borrowed(self.text), quoted: None })
    }

    fn record(&mut self, _: &mut dyn Record) -> Result<(), DecodeError> {
        Err(self.no_scalar())
    }

    fn items(
        &mut self,
        _: &mut dyn FnMut(&mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        Err(self.no_scalar())
    }

    fn entries(
        &mut self,
        _: &'static [&'static str],
        _: &mut dyn FnMut(&str, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        Err(self.no_scalar())
    }

    fn variant(
        &mut self,
        _: &'static Union,
        _: &mut dyn FnMut(Told, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        Err(self.no_scalar())
    }

    fn any(&mut self) -> Result<Any, DecodeError> {
        Err(self.no_scalar())
    }

    fn error(&mut self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.notes.path())
    }
}

/// A key on its way out.
struct KeySink(String);

impl Sink for KeySink {
    fn format(&self) -> Format {
        Format::Plain
    }

    fn text(&mut self, value: &str) -> Result<(), EncodeError> {
        value.clone_into(&mut self.0);
        Ok(())
    }

    fn token(&mut self, value: &str, _: Token) {
        value.clone_into(&mut self.0);
    }

    fn null(&mut self) {}

    fn record(&mut self, _: &dyn Record) -> Result<(), EncodeError> {
        Err(no_scalar())
    }

    fn items(
        &mut self,
        _: usize,
        _: &dyn Fn(usize, &mut dyn Sink) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        Err(no_scalar())
    }

    fn entries<'e>(
        &mut self,
        _: usize,
        _: &'e dyn Fn(usize) -> Result<Entry<'e>, EncodeError>,
    ) -> Result<(), EncodeError> {
        Err(no_scalar())
    }

    fn variant(&mut self, _: &'static Union, _: Chosen<'_>) -> Result<(), EncodeError> {
        Err(no_scalar())
    }

    fn any(&mut self, _: &Any) -> Result<(), EncodeError> {
        Err(no_scalar())
    }
}

fn no_scalar() -> EncodeError {
    EncodeError::new("only a scalar is a key")
}
