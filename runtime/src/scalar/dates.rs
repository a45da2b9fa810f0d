//! Days and times as members, and as serde has them.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{DecodeError, EncodeError};
use crate::scalar::simple::note_quotes;
use crate::scalar::{Date, DateTime, Time};
use crate::walk::{Filling, Sink, Source, Token, Value};

impl Value for DateTime {
    fn blank() -> Self {
        Self::UNSET
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        let format = source.format();
        let scalar = source.scalar()?;
        let (text, quoted) = (scalar.text, scalar.quoted);
        let Some(value) = format.read_date_time(text.trim_ascii()) else {
            let found = text.into_owned();
            let expected = if format.is_number() { "a count since 1970" } else { "a date and time" };
            return Err(source.invalid(expected, &found));
        };
        note_quotes(source, quoted, !format.is_number());
        *self = value;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        let format = sink.format();
        if let Some(count) = format.count(self) {
            sink.token(&count.to_string(), Token::Number);
            return Ok(());
        }
        match format.write_date_time(self)? {
            Some(written) => sink.text(&written),
            None => sink.text(format.date_time(self).written().as_str()),
        }
    }

    fn fill(&mut self, _: Filling<'_>) {
        *self = Self::from_unix_millis(0, 0).unwrap_or(Self::UNSET);
    }
}

impl Value for Date {
    fn blank() -> Self {
        Self::FIRST
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        let format = source.format();
        let scalar = source.scalar()?;
        let (text, quoted) = (scalar.text, scalar.quoted);
        let Some(value) = format.read_date(text.trim_ascii()) else {
            let found = text.into_owned();
            return Err(source.invalid("a day", &found));
        };
        note_quotes(source, quoted, true);
        *self = value;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        sink.text(&sink.format().write_date(*self))
    }

    fn fill(&mut self, _: Filling<'_>) {
        *self = Self::new(1970, 1, 1).unwrap_or(Self::FIRST);
    }
}

impl Value for Time {
    fn blank() -> Self {
        Self::MIDNIGHT
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        let format = source.format();
        let scalar = source.scalar()?;
        let (text, quoted) = (scalar.text, scalar.quoted);
        let Some(value) = format.read_time(text.trim_ascii()) else {
            let found = text.into_owned();
            return Err(source.invalid("a time of day", &found));
        };
        note_quotes(source, quoted, true);
        *self = value;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        sink.text(&sink.format().write_time(*self)?)
    }

    fn fill(&mut self, _: Filling<'_>) {
        *self = Self::MIDNIGHT;
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.written().as_str())
    }
}

/// As serde has them, days and times are texts in their own form.
macro_rules! texts {
    ($($own:ty)*) => {$(
        impl Serialize for $own {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }
    )*};
}

texts!(Date Time);

macro_rules! from_texts {
    ($($own:ty)*) => {$(
        impl<'de> Deserialize<'de> for $own {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
                text.parse().map_err(serde::de::Error::custom)
            }
        }
    )*};
}

from_texts!(Date DateTime Time);
