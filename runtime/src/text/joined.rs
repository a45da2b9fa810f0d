//! Lists in one text: their items, and what stands between them.

use super::sink::TextSink;
use super::source::TextSource;
use crate::error::{DecodeError, EncodeError};
use crate::scalar::Format;
use crate::walk::{Document, Notes, Value};

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
        let mut sink = TextSink::joined(self);
        value.write(&mut sink)?;
        Ok(sink.into_text().unwrap_or_default().into_bytes())
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
        into.read(&mut TextSource::joined(text, self, notes))
    }
}

impl JoinedText {
    /// One text of those of the items, which reads as them and no others.
    pub(super) fn join(&self, texts: &[String]) -> Result<String, EncodeError> {
        if let Some(text) = texts.iter().find(|text| text.contains(self.separator)) {
            let message = format!("`{}` would be read as several items", text.escape_debug());
            return Err(EncodeError::new(message));
        }
        // Two texts may make a separator between them, and one with nothing in it is no text at all.
        let joined = texts.join(self.separator);
        if !self.split(&joined).eq(texts.iter().map(String::as_str)) {
            return Err(EncodeError::new("the items joined would be read as others"));
        }
        Ok(joined)
    }

    /// The texts of the items.
    pub(super) fn split<'t>(&self, text: &'t str) -> impl Iterator<Item = &'t str> + use<'t> {
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
