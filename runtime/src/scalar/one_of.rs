//! Values of one of several types.

use super::Any;
use crate::error::{DecodeError, EncodeError};
use crate::walk::{Chosen, Filling, Record, Sink, Source, Told, Union, Value, read_text, write_text};

/// A value of a type that its page does not list, kept as it came.
///
/// There is no way to make one but by reading it, so that its tag and its
/// content always fit. As [`Any`], it stays in the encoding that it came in.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Unlisted {
    tag: String,
    content: Any,
}

impl Unlisted {
    /// What the tag says; in XML, an expanded name such as `{urn:x}y`. Empty where there is no tag.
    #[must_use]
    pub fn tag(&self) -> &str {
        &self.tag
    }

    /// The value; in JSON the whole object, its tag included, unless it has nothing else.
    #[must_use]
    pub fn content(&self) -> &Any {
        &self.content
    }
}

/// A value of one of several types, each a record.
///
/// Generated enumerations of types implement it; the rest is the same for all of them.
pub trait OneOf: Sized {
    /// How the value says which type it is of.
    const UNION: &'static Union;

    /// An empty value of the type at an index of [`Union::variants`].
    fn listed(index: usize) -> Self;

    /// A value of another type; `None` where the page lists all of them.
    fn other(value: Unlisted) -> Option<Self>;

    /// What is to be written.
    fn chosen(&self) -> Chosen<'_>;

    /// The value as a record, to be read into, if its type is listed.
    fn record_mut(&mut self) -> Option<&mut dyn Record>;

    /// The value that a reader starts from.
    #[must_use]
    fn blank_one() -> Self {
        Self::other(Unlisted::default()).unwrap_or_else(|| Self::listed(0))
    }

    /// Reads the value; for [`Value::read`](crate::Value::read).
    ///
    /// # Errors
    /// The source holds no such value.
    fn read_one(&mut self, source: &mut dyn Source) -> Result<(), DecodeError>
    where
        Self: Value,
    {
        if let Some(own) = source.document() {
            return read_text(own, self, source);
        }
        source.variant(Self::UNION, &mut |told, source| match told {
            Told::Listed(index) => {
                *self = Self::listed(index);
                self.record_mut().map_or(Ok(()), |record| source.record(record))
            }
            Told::Other(tag) => {
                let content = source.any()?;
                if let Some(value) = Self::other(Unlisted { tag, content }) {
                    *self = value;
                }
                Ok(())
            }
        })
    }

    /// Writes the value; for [`Value::write`](crate::Value::write).
    ///
    /// # Errors
    /// The encoding cannot carry the value.
    fn write_one(&self, sink: &mut dyn Sink) -> Result<(), EncodeError>
    where
        Self: Value,
    {
        match sink.document() {
            None => sink.variant(Self::UNION, self.chosen()),
            Some(own) => write_text(own, self, sink),
        }
    }

    /// Becomes a value that a reader can look at; for [`Value::fill`](crate::Value::fill).
    fn fill_one(&mut self, how: Filling<'_>) {
        *self = Self::listed(0);
        if let (Some(how), Some(record)) = (how.deeper(), self.record_mut()) {
            how.members(record);
        }
    }
}
