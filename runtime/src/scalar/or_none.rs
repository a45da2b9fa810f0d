//! Members whose absence a value stands for, such as `-1`.

use super::{Any, Format, OrNone};
use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::walk::{Chosen, Entry, Notes, Record, Scalar, Sink, Source, Token, Told, Union, Value};

/// Reads a value; `false` if what stands there says that there is none.
pub(super) fn read(
    into: &mut dyn Value,
    own: &'static OrNone,
    source: &mut dyn Source,
) -> Result<bool, DecodeError> {
    let mut unless = Unless { source, own, hit: false };
    let read = into.read(&mut unless);
    if unless.hit { Ok(false) } else { read.map(|()| true) }
}

/// Writes a value, or what says that there is none.
///
/// A value that would be read as absent is refused.
pub(super) fn write(
    value: Option<&dyn Value>,
    own: &'static OrNone,
    sink: &mut dyn Sink,
) -> Result<(), EncodeError> {
    let Some(value) = value else {
        if own.is_number {
            sink.token(own.none, Token::Number);
            return Ok(());
        }
        return sink.text(own.none);
    };
    let mut apart = Apart { sink, own, hit: false };
    value.write(&mut apart)?;
    if apart.hit {
        return Err(EncodeError::new(format!("`{}` says that there is no value", own.none)));
    }
    Ok(())
}

impl OrNone {
    fn is(&self, text: &str) -> bool {
        text == self.none || (self.is_number && text.trim_ascii() == self.none)
    }
}

/// A source that notices the text which stands for absence.
struct Unless<'s> {
    source: &'s mut dyn Source,
    own: &'static OrNone,
    hit: bool,
}

impl Source for Unless<'_> {
    fn format(&self) -> Format {
        self.own.format
    }

    fn notes(&mut self) -> &mut Notes {
        self.source.notes()
    }

    fn null(&mut self) -> Result<bool, DecodeError> {
        self.source.null()
    }

    fn scalar(&mut self) -> Result<Scalar<'_>, DecodeError> {
        let scalar = self.source.scalar()?;
        self.hit = self.own.is(&scalar.text);
        if self.hit { Err(DecodeError::syntax("there is no value")) } else { Ok(scalar) }
    }

    fn one_of(&mut self, values: &'static [&'static str]) -> Result<Scalar<'_>, DecodeError> {
        let scalar = self.source.one_of(values)?;
        self.hit = self.own.is(&scalar.text);
        if self.hit { Err(DecodeError::syntax("there is no value")) } else { Ok(scalar) }
    }

    fn record(&mut self, into: &mut dyn Record) -> Result<(), DecodeError> {
        self.source.record(into)
    }

    fn items(
        &mut self,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.source.items(each)
    }

    fn entries(
        &mut self,
        listed: &'static [&'static str],
        each: &mut dyn FnMut(&str, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.source.entries(listed, each)
    }

    fn variant(
        &mut self,
        union: &'static Union,
        read: &mut dyn FnMut(Told, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.source.variant(union, read)
    }

    fn any(&mut self) -> Result<Any, DecodeError> {
        self.source.any()
    }

    fn error(&mut self, kind: DecodeErrorKind) -> DecodeError {
        self.source.error(kind)
    }
}

/// A sink that notices the text which stands for absence.
struct Apart<'s> {
    sink: &'s mut dyn Sink,
    own: &'static OrNone,
    hit: bool,
}

impl Sink for Apart<'_> {
    fn format(&self) -> Format {
        self.own.format
    }

    fn text(&mut self, value: &str) -> Result<(), EncodeError> {
        self.hit = self.own.is(value);
        self.sink.text(value)
    }

    fn token(&mut self, value: &str, token: Token) {
        self.hit = self.own.is(value);
        self.sink.token(value, token);
    }

    fn null(&mut self) {
        self.sink.null();
    }

    fn record(&mut self, value: &dyn Record) -> Result<(), EncodeError> {
        self.sink.record(value)
    }

    fn items(
        &mut self,
        len: usize,
        item: &dyn Fn(usize, &mut dyn Sink) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        self.sink.items(len, item)
    }

    fn entries<'e>(
        &mut self,
        len: usize,
        entry: &'e dyn Fn(usize) -> Result<Entry<'e>, EncodeError>,
    ) -> Result<(), EncodeError> {
        self.sink.entries(len, entry)
    }

    fn variant(&mut self, union: &'static Union, chosen: Chosen<'_>) -> Result<(), EncodeError> {
        self.sink.variant(union, chosen)
    }

    fn any(&mut self, value: &Any) -> Result<(), EncodeError> {
        self.sink.any(value)
    }
}
