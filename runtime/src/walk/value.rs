//! Values, and the two ends that they read from and write to.

use std::borrow::Cow;

use super::{Chosen, Document, Entry, Filling, Layout, Notes, Shape, Told, Union};
use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::scalar::{Any, Blob, Format};

/// Anything that can be a member: a scalar, a list, a record, or one of these that may be absent.
pub trait Value: Send + Sync {
    /// The value that a reader starts from, and the state of a member that was left out.
    fn blank() -> Self
    where
        Self: Sized;

    /// Reads the value.
    ///
    /// # Errors
    /// What the source holds is not such a value.
    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError>;

    /// Writes the value; an absent one writes nothing.
    ///
    /// # Errors
    /// The encoding cannot carry the value.
    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError>;

    /// Whether there is nothing to write, not even a null.
    fn is_absent(&self) -> bool {
        false
    }

    /// Whether this is a list without items, or a map without entries.
    fn is_empty_list(&self) -> bool {
        false
    }

    /// The record that this is, if it is one.
    fn as_record(&self) -> Option<&dyn Record> {
        None
    }

    /// The record that this is, if it is one, to be read into.
    fn as_record_mut(&mut self) -> Option<&mut dyn Record> {
        None
    }

    /// The bytes that this is, if it is a whole body of them.
    fn as_blob(&self) -> Option<&Blob> {
        None
    }

    /// The bytes that this is, if it is a whole body of them, to be read into.
    fn as_blob_mut(&mut self) -> Option<&mut Blob> {
        None
    }

    /// Shows each record that the value is or holds directly.
    fn each_record(&mut self, _visit: &mut dyn FnMut(&mut dyn Record)) {}

    /// Becomes a value that a reader can look at and that keeps the limits of the page.
    fn fill(&mut self, how: Filling<'_>);
}

/// A value with named members.
pub trait Record: Send + Sync {
    /// The record that a reader starts from: nothing in it is set.
    fn empty() -> Self
    where
        Self: Sized;

    /// The names of the members.
    fn shape(&self) -> &'static Shape;

    /// Whether JSON has the members in a list, in their order and without their names.
    fn is_list(&self) -> bool {
        false
    }

    /// How the record stands in a plain text, if it can.
    fn layout(&self) -> Option<&'static Layout> {
        None
    }

    /// The member at an index of [`Shape::members`].
    fn member(&self, index: usize) -> &dyn Value;

    /// The member at an index of [`Shape::members`], to be changed.
    fn member_mut(&mut self, index: usize) -> &mut dyn Value;
}

/// A scalar as an encoding holds it.
#[derive(Debug)]
pub struct Scalar<'a> {
    /// Its text, without quotes and escapes.
    pub text: Cow<'a, str>,
    /// Whether this is a text, where the encoding tells texts from numbers and booleans.
    pub quoted: Option<bool>,
}

/// The value of one member, on its way in.
pub trait Source {
    /// How the member's text is written.
    fn format(&self) -> Format;

    /// The encoding of the document that the value is in a text of its own, if it is one.
    fn document(&self) -> Option<&'static dyn Document> {
        if let Format::Document(own) = self.format() { Some(own) } else { None }
    }

    /// Where the reader is.
    fn notes(&mut self) -> &mut Notes;

    /// Whether the value is an explicit null, which is then taken.
    ///
    /// # Errors
    /// The message is broken at this place.
    fn null(&mut self) -> Result<bool, DecodeError>;

    /// The value as a scalar.
    ///
    /// # Errors
    /// The value is not a scalar, or the message is broken at this place.
    fn scalar(&mut self) -> Result<Scalar<'_>, DecodeError>;

    /// The value as a scalar that should be one of these; a source that makes values up takes one.
    ///
    /// # Errors
    /// As those of [`Source::scalar`].
    fn one_of(&mut self, _values: &'static [&'static str]) -> Result<Scalar<'_>, DecodeError> {
        self.scalar()
    }

    /// The value as a record.
    ///
    /// # Errors
    /// The value is not such a record.
    fn record(&mut self, into: &mut dyn Record) -> Result<(), DecodeError>;

    /// Each item of the value.
    ///
    /// # Errors
    /// The value is not a list, or `each` fails.
    fn items(
        &mut self,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError>;

    /// Each entry of the value, a map, by the text of its key. A source that makes values up
    /// takes the keys of `listed`, if there are some.
    ///
    /// # Errors
    /// The value is not a map, or `each` fails.
    fn entries(
        &mut self,
        listed: &'static [&'static str],
        each: &mut dyn FnMut(&str, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError>;

    /// The value as one of several types: finds out which one, and lets `read` read it.
    ///
    /// # Errors
    /// The value does not say its type, or `read` fails.
    fn variant(
        &mut self,
        union: &'static Union,
        read: &mut dyn FnMut(Told, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError>;

    /// The value as bytes that travel as they are; most encodings have only a text for them.
    ///
    /// # Errors
    /// The value is neither, or the message is broken at this place.
    fn blob(&mut self, into: &mut Blob) -> Result<(), DecodeError> {
        into.bytes = self.scalar()?.text.into_owned().into_bytes().into();
        Ok(())
    }

    /// The value as it stands.
    ///
    /// # Errors
    /// The message is broken at this place.
    fn any(&mut self) -> Result<Any, DecodeError>;

    /// An error at this place.
    fn error(&mut self, kind: DecodeErrorKind) -> DecodeError;

    /// An error at this place: what the spec says, and what stands here instead.
    fn invalid(&mut self, expected: &'static str, found: &str) -> DecodeError {
        self.error(DecodeErrorKind::Invalid { expected, found: found.to_owned() })
    }
}

/// What a scalar other than a text is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Token {
    /// A number, in the notation that JSON and XML share.
    Number,
    /// `true` or `false`.
    Boolean,
}

/// The place of one member, on its way out.
pub trait Sink {
    /// How the member's text is written.
    fn format(&self) -> Format;

    /// The encoding of the document that the value is in a text of its own, if it is one.
    fn document(&self) -> Option<&'static dyn Document> {
        if let Format::Document(own) = self.format() { Some(own) } else { None }
    }

    /// Writes a text.
    ///
    /// # Errors
    /// The encoding has no way to write a character of the text.
    fn text(&mut self, value: &str) -> Result<(), EncodeError>;

    /// Writes a number or a boolean, which needs no escaping.
    fn token(&mut self, value: &str, token: Token);

    /// Writes an explicit null.
    fn null(&mut self);

    /// Writes a record.
    ///
    /// # Errors
    /// A member cannot be written.
    fn record(&mut self, value: &dyn Record) -> Result<(), EncodeError>;

    /// Writes a list of `len` items; `item` writes the one at an index.
    ///
    /// # Errors
    /// An item cannot be written.
    fn items(
        &mut self,
        len: usize,
        item: &dyn Fn(usize, &mut dyn Sink) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError>;

    /// Writes a map of `len` entries; `entry` gives the one at an index.
    ///
    /// # Errors
    /// An entry cannot be written.
    fn entries<'e>(
        &mut self,
        len: usize,
        entry: &'e dyn Fn(usize) -> Result<Entry<'e>, EncodeError>,
    ) -> Result<(), EncodeError>;

    /// Writes a value of one of several types, and what tells which.
    ///
    /// # Errors
    /// A member cannot be written, or the value was kept in another encoding.
    fn variant(&mut self, union: &'static Union, chosen: Chosen<'_>) -> Result<(), EncodeError>;

    /// Writes bytes that travel as they are.
    ///
    /// # Errors
    /// The encoding has no way to write bytes but as a text.
    fn blob(&mut self, _: &Blob) -> Result<(), EncodeError> {
        Err(EncodeError::new("bytes that travel as they are have no form here"))
    }

    /// Writes an opaque value.
    ///
    /// # Errors
    /// The value was kept in another encoding.
    fn any(&mut self, value: &Any) -> Result<(), EncodeError>;
}
