//! Lists in one text: their items, and what stands between them.

use super::sink::text_of;
use super::source::TextSource;
use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::scalar::{Any, Format};
use crate::walk::{Chosen, Document, Entry, Notes, Record, Scalar, Sink, Source, Token, Told, Union, Value};

/// A list written as one text, for tables: `1,2`, or a record on each line.
///
/// An empty list is an empty text. What stands at the end of the last line means nothing.
#[derive(Clone, Copy, Debug)]
pub struct JoinedText {
    /// What stands between two items.
    pub separator: &'static str,
    /// How the text of an item is written.
    pub items: Format,
}

impl Document for JoinedText {
    fn items(&self) -> Format {
        self.items
    }

    fn write(&self, value: &dyn Value, _: Format) -> Result<Vec<u8>, EncodeError> {
        let mut sink = JoinedSink { items: self.items, texts: Vec::new() };
        value.write(&mut sink)?;
        let texts = sink.texts;
        if let Some(text) = texts.iter().find(|text| text.contains(self.separator)) {
            let message = format!("`{}` would be read as several items", text.escape_debug());
            return Err(EncodeError::new(message));
        }
        // Two texts may make a separator between them, and one with nothing in it is no text at all.
        let joined = texts.join(self.separator);
        if !self.split(&joined).eq(texts.iter().map(String::as_str)) {
            return Err(EncodeError::new("the items joined would be read as others"));
        }
        Ok(joined.into_bytes())
    }

    fn read(
        &self,
        text: &str,
        _: Format,
        into: &mut dyn Value,
        notes: &mut Notes,
    ) -> Result<(), DecodeError> {
        let (count, bounds) = (self.split(text).count(), notes.bounds());
        if count > bounds.members {
            return Err(DecodeError::new(bounds.too_many(), notes.path()));
        }
        notes.spend(count);
        into.read(&mut JoinedSource { own: *self, text, notes })
    }
}

impl JoinedText {
    fn split<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> + use<'t> {
        let (lines, separator) = (self.separator == "\n", self.separator);
        let text = if lines { without_line_end(text) } else { text };
        let items = (!text.is_empty()).then(|| text.split(separator));
        items.into_iter().flatten().map(move |item| match lines {
            true => item.strip_suffix('\r').unwrap_or(item),
            false => item,
        })
    }
}

/// A text without the one line end behind it.
pub(super) fn without_line_end(text: &str) -> &str {
    text.strip_suffix('\n').map_or(text, |text| text.strip_suffix('\r').unwrap_or(text))
}

const NO_LIST: &str = "only a list has items to be joined";

/// A place for the texts of a list.
struct JoinedSink {
    items: Format,
    texts: Vec<String>,
}

impl Sink for JoinedSink {
    fn format(&self) -> Format {
        self.items
    }

    /// The form is that of the items.
    fn document(&self) -> Option<&'static dyn Document> {
        None
    }

    fn text(&mut self, _: &str) -> Result<(), EncodeError> {
        Err(EncodeError::new(NO_LIST))
    }

    fn token(&mut self, _: &str, _: Token) {}

    fn null(&mut self) {}

    fn record(&mut self, _: &dyn Record) -> Result<(), EncodeError> {
        Err(EncodeError::new(NO_LIST))
    }

    fn items(
        &mut self,
        len: usize,
        item: &dyn Fn(usize, &mut dyn Sink) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        for index in 0..len {
            let text = text_of(self.items, &mut |sink| item(index, sink))?;
            self.texts.push(text.ok_or_else(|| EncodeError::new("an item has no text"))?);
        }
        Ok(())
    }

    fn entries<'e>(
        &mut self,
        _: usize,
        _: &'e dyn Fn(usize) -> Result<Entry<'e>, EncodeError>,
    ) -> Result<(), EncodeError> {
        Err(EncodeError::new(NO_LIST))
    }

    fn variant(&mut self, _: &'static Union, _: Chosen<'_>) -> Result<(), EncodeError> {
        Err(EncodeError::new(NO_LIST))
    }

    fn any(&mut self, _: &Any) -> Result<(), EncodeError> {
        Err(EncodeError::new(NO_LIST))
    }
}

/// A text that a list is read from.
struct JoinedSource<'t, 'n> {
    own: JoinedText,
    text: &'t str,
    notes: &'n mut Notes,
}

impl JoinedSource<'_, '_> {
    fn refused(&mut self) -> DecodeError {
        let text = self.text;
        self.invalid("a list", text)
    }
}

impl Source for JoinedSource<'_, '_> {
    fn format(&self) -> Format {
        self.own.items
    }

    /// The form is that of the items.
    fn document(&self) -> Option<&'static dyn Document> {
        None
    }

    fn notes(&mut self) -> &mut Notes {
        self.notes
    }

    fn null(&mut self) -> Result<bool, DecodeError> {
        Ok(false)
    }

    fn scalar(&mut self) -> Result<Scalar<'_>, DecodeError> {
        Err(self.refused())
    }

    fn record(&mut self, _: &mut dyn Record) -> Result<(), DecodeError> {
        Err(self.refused())
    }

    fn items(
        &mut self,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let own = self.own;
        own.split(self.text).try_for_each(|item| each(&mut TextSource::new(item, own.items, self.notes)))
    }

    fn entries(
        &mut self,
        _: &'static [&'static str],
        _: &mut dyn FnMut(&str, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        Err(self.refused())
    }

    fn variant(
        &mut self,
        _: &'static Union,
        _: &mut dyn FnMut(Told, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        Err(self.refused())
    }

    fn any(&mut self) -> Result<Any, DecodeError> {
        Err(self.refused())
    }

    fn error(&mut self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.notes.path())
    }
}
