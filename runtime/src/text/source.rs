//! Reading one value from its text.

use std::borrow::Cow;

use super::joined::JoinedText;
use super::layout::{begins, decode_layout};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::scalar::{Any, Format};
use crate::walk::{Document, Notes, Record, Scalar, Source, Told, Union};

/// One text.
pub(super) struct TextSource<'t, 'n> {
    text: &'t str,
    format: Format,
    /// How the items of a list are joined; nothing else is read then.
    list: Option<&'t JoinedText>,
    notes: &'n mut Notes,
    /// Whether the text does not begin as the record that was to be read.
    is_other: bool,
}

impl<'t, 'n> TextSource<'t, 'n> {
    /// The whole of a text, in a form.
    pub(super) fn new(text: &'t str, format: Format, notes: &'n mut Notes) -> Self {
        Self { text, format: format.in_form(), list: None, notes, is_other: false }
    }

    /// The whole of a text that holds a list.
    pub(super) fn joined(text: &'t str, list: &'t JoinedText, notes: &'n mut Notes) -> Self {
        Self { text, format: list.items, list: Some(list), notes, is_other: false }
    }

    fn single(&mut self) -> Result<(), DecodeError> {
        if self.list.is_none() { Ok(()) } else { Err(self.refused()) }
    }

    fn refused(&mut self) -> DecodeError {
        let held = if self.list.is_none() { "a single value" } else { "a list" };
        self.invalid(held, self.text)
    }
}

impl Source for TextSource<'_, '_> {
    fn format(&self) -> Format {
        self.format
    }

    /// The form of a list that is joined is that of its items.
    fn document(&self) -> Option<&'static dyn Document> {
        match self.format {
            Format::Document(own) if self.list.is_none() => Some(own),
            _ => None,
        }
    }

    fn notes(&mut self) -> &mut Notes {
        self.notes
    }

    /// A text has no null.
    fn null(&mut self) -> Result<bool, DecodeError> {
        Ok(false)
    }

    fn scalar(&mut self) -> Result<Scalar<'_>, DecodeError> {
        self.single()?;
        Ok(Scalar { text: Cow::Borrowed(self.text), quoted: None })
    }

    fn record(&mut self, into: &mut dyn Record) -> Result<(), DecodeError> {
        self.single()?;
        self.is_other = !begins(self.text, into);
        decode_layout(self.text, into, self.notes)
    }

    fn items(
        &mut self,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let Some(list) = self.list else { return Err(self.refused()) };
        let notes = &mut *self.notes;
        list.split(self.text).try_for_each(|item| each(&mut TextSource::new(item, list.items, notes)))
    }

    fn entries(
        &mut self,
        _: &'static [&'static str],
        _: &mut dyn FnMut(&str, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        Err(self.refused())
    }

    /// What its layout begins with tells the type.
    fn variant(
        &mut self,
        union: &'static Union,
        read: &mut dyn FnMut(Told, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.single()?;
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
        self.single()?;
        Any::json(self.text).map_err(|error| DecodeError::syntax(error.to_string()))
    }

    fn error(&mut self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.notes.path())
    }
}
