//! Documents: values in an encoding of their own, inside of a text or of a part of a body.

use std::fmt;

use super::{Notes, Sink, Source, Value};
use crate::error::{DecodeError, EncodeError};
use crate::scalar::Format;

/// An encoding that a single value is written in as a whole, whatever stands around it.
///
/// Tables name it, so that neither values nor the codecs around it know which one it is.
pub trait Document: fmt::Debug + Send + Sync {
    /// Whether a list or a map is one document as a whole; else each item and each value of it is one.
    fn takes_lists(&self) -> bool {
        true
    }

    /// How the text of each item is written.
    fn items(&self) -> Format {
        Format::Plain
    }

    /// Writes a value; `format` is how its text is written, or that of its items.
    ///
    /// # Errors
    /// The encoding cannot carry the value.
    fn write(&self, value: &dyn Value, format: Format) -> Result<Vec<u8>, EncodeError>;

    /// Reads a value, no more than the bounds of `notes`.
    ///
    /// # Errors
    /// The text is no such document.
    fn read(
        &self,
        text: &str,
        format: Format,
        into: &mut dyn Value,
        notes: &mut Notes,
    ) -> Result<(), DecodeError>;
}

/// Two of them are the same if they are one.
impl PartialEq for dyn Document {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::addr_eq(self, other)
    }
}

impl Eq for dyn Document {}

/// Reads a value from a document at the place where a reader is.
///
/// It nests no deeper than what is left of the bounds of the message around it, and
/// all documents of a message share one count of members.
pub(crate) fn read_document(
    own: &'static dyn Document,
    text: &str,
    format: Format,
    into: &mut dyn Value,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let path = notes.path();
    let outer = notes.enter_document().map_err(|kind| DecodeError::new(kind, path.clone()))?;
    let read = own.read(text, format, into, notes);
    notes.leave_document(outer);
    read.map_err(|error| error.inside(path))
}

/// Reads a value that is a document in a text.
///
/// # Errors
/// The source holds no text, or one that is no such document.
pub fn read_text(
    own: &'static dyn Document,
    into: &mut dyn Value,
    source: &mut dyn Source,
) -> Result<(), DecodeError> {
    let text = source.scalar()?.text.into_owned();
    read_document(own, &text, Format::Plain, into, source.notes())
}

/// Writes a value as a document in a text.
///
/// # Errors
/// The encoding of the document, or the one around it, cannot carry the value.
pub fn write_text(
    own: &'static dyn Document,
    value: &dyn Value,
    sink: &mut dyn Sink,
) -> Result<(), EncodeError> {
    let document = own.write(value, Format::Plain)?;
    match std::str::from_utf8(&document) {
        Ok(text) => sink.text(text),
        Err(_) => Err(EncodeError::new("the document is no text")),
    }
}
