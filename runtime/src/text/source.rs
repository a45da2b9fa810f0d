//! Reading one value from its text.

use std::borrow::Cow;

use super::layout::{begins, decode_layout};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::scalar::{Any, Format};
use crate::walk::{Notes, Record, Scalar, Source, Told, Union};

/// One text.
pub(super) struct TextSource<'t, 'n> {
    text: &'t str,
    format: Format,
    notes: &'n mut Notes,
    /// Whether the text does not begin as the record that was to be read.
    is_other: bool,
}

impl<'t, 'n> TextSource<'t, 'n> {
    /// The whole of a text, in a form.
    pub(super) fn new(text: &'t str, format: Format, notes: &'n mut Notes) -> Self {
        Self { text, format: format.in_form(), notes, is_other: false }
    }
}

const SINGLE: &str = "a single value";

impl Source for TextSource<'_, '_> {
    fn format(&self) -> Format {
        self.format
    }

    fn notes(&mut self) -> &mut Notes {
        self.notes
    }

    /// A text has no null.
    fn null(&mut self) -> Result<bool, DecodeError> {
        Ok(false)
    }

    fn scalar(&mut self) -> Result<Scalar<'_>, DecodeError> {
        Ok(Scalar { text: Cow::Borrowed(self.text), quoted: None })
    }

    fn record(&mut self, into: &mut dyn Record) -> Result<(), DecodeError> {
        self.is_other = !begins(self.text, into);
        decode_layout(self.text, into, self.notes)
    }

    fn items(
        &mut self,
        _: &mut dyn FnMut(&mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        Err(self.invalid(SINGLE, self.text))
    }

    fn entries(
        &mut self,
        _: &'static [&'static str],
        _: &mut dyn FnMut(&str, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        Err(self.invalid(SINGLE, self.text))
    }

    /// What its layout begins with tells the type.
    fn variant(
        &mut self,
        union: &'static Union,
        read: &mut dyn FnMut(Told, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        for index in 0..union.variants.len() {
            let read = read(Told::Listed(index), self);
            if !std::mem::take(&mut self.is_other) {
                return read;
            }
        }
        let told = union.tell((!union.closed).then_some(""), |_| false, self.notes);
        match told {
            Ok(told) => read(told, self),
            Err(_) => Err(self.invalid("a text that begins as one of the listed types does", self.text)),
        }
    }

    fn any(&mut self) -> Result<Any, DecodeError> {
        Any::json(self.text).map_err(|error| DecodeError::syntax(error.to_string()))
    }

    fn error(&mut self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.notes.path())
    }
}
