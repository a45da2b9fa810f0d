//! Members that are always the same text.

use super::Format;
use crate::error::{DecodeError, EncodeError};
use crate::walk::{Filling, Sink, Source, Value};

/// The value of a member that is always the same text, such as what tells an operation.
///
/// The text is that of the member's form, [`Format::Always`]; so there is nothing to keep,
/// and generated records have no field for it.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Always;

impl Always {
    /// The value, to be read into.
    #[must_use]
    pub fn place() -> &'static mut Self {
        // It has no size, so that nothing is taken of the memory.
        Box::leak(Box::new(Self))
    }
}

impl Value for Always {
    fn blank() -> Self {
        Self
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        let Format::Always(texts) = source.format() else { return source.scalar().map(drop) };
        let found = source.one_of(texts)?;
        if texts.contains(&&*found.text) {
            return Ok(());
        }
        let found = found.text.into_owned();
        Err(source.invalid(texts[0], &found))
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        match sink.format() {
            Format::Always([text]) => sink.text(text),
            _ => Ok(()),
        }
    }

    fn fill(&mut self, _: Filling<'_>) {}
}
