//! Texts, booleans, numbers, dates and identifiers as members.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{DecodeError, EncodeError};
use crate::scalar::DateTime;
use crate::walk::{Deviation, Record, Shape, Sink, Source, Token, Value};

impl Value for String {
    fn blank() -> Self {
        String::new()
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        let format = source.format();
        let scalar = source.scalar()?;
        let bare = scalar.quoted == Some(false);
        let text = scalar.text.into_owned();
        if bare {
            let path = source.notes().path();
            source.notes().push(Deviation::BareText { path });
        }
        *self = match format.read_text(&text) {
            None => text,
            Some(Ok(plain)) => plain,
            Some(Err(expected)) => return Err(source.invalid(expected, &text)),
        };
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        match sink.format().write_text(self)? {
            Some(written) => sink.text(&written),
            None => sink.text(self),
        }
    }

    fn fill(&mut self, _: usize) {
        "string".clone_into(self);
    }
}

impl Value for bool {
    fn blank() -> Self {
        false
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        *self = token(source, "a boolean", |text| match text {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        })?;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        sink.token(if *self { "true" } else { "false" }, Token::Boolean);
        Ok(())
    }

    fn fill(&mut self, _: usize) {
        *self = true;
    }
}

/// Numbers differ only in their type and in how an error names them.
macro_rules! numbers {
    ($($number:ty: $expected:literal,)*) => {$(
        impl Value for $number {
            fn blank() -> Self {
                Self::default()
            }

            fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
                *self = token(source, $expected, |text| text.parse().ok())?;
                Ok(())
            }

            fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
                sink.token(&self.to_string(), Token::Number);
                Ok(())
            }

            fn fill(&mut self, _: usize) {
                *self = 1_u8.into();
            }
        }
    )*};
}

numbers! {
    i16: "a whole number of 16 bits",
    i32: "a whole number of 32 bits",
    i64: "a whole number of 64 bits",
    u8: "a whole number from 0 to 255",
    u16: "a whole number of 16 bits, not negative",
    u32: "a whole number of 32 bits, not negative",
    u64: "a whole number of 64 bits, not negative",
}

impl Value for f64 {
    fn blank() -> Self {
        0.0
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        *self = token(source, "a number", |text| text.parse().ok().filter(|value: &f64| value.is_finite()))?;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        if !self.is_finite() {
            return Err(EncodeError::new(format!("{self} has no written form")));
        }
        sink.token(&self.to_string(), Token::Number);
        Ok(())
    }

    fn fill(&mut self, _: usize) {
        *self = 1.0;
    }
}

/// Reads a scalar that is no text; white space around it means nothing.
fn token<T>(
    source: &mut dyn Source,
    expected: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, DecodeError> {
    let scalar = source.scalar()?;
    let quoted = scalar.quoted;
    let Some(value) = parse(scalar.text.trim_ascii()) else {
        let found = scalar.text.into_owned();
        return Err(source.invalid(expected, &found));
    };
    if quoted == Some(true) {
        let path = source.notes().path();
        source.notes().push(Deviation::QuotedScalar { path });
    }
    Ok(value)
}

impl Value for DateTime {
    fn blank() -> Self {
        Self::UNSET
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        let format = source.format();
        let text = source.scalar()?.text;
        let Some(value) = format.read_date_time(text.trim_ascii()) else {
            let found = text.into_owned();
            let expected = if format.is_number() { "a count since 1970" } else { "a date and time" };
            return Err(source.invalid(expected, &found));
        };
        *self = value;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        let format = sink.format();
        match format.count(self) {
            Some(count) => {
                sink.token(&count.to_string(), Token::Number);
                Ok(())
            }
            None => sink.text(format.date_time(self).written().as_str()),
        }
    }

    fn fill(&mut self, _: usize) {
        *self = Self::from_unix_millis(0, 0).unwrap_or(Self::UNSET);
    }
}

impl Serialize for DateTime {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.written().as_str())
    }
}

impl<'de> Deserialize<'de> for DateTime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = std::borrow::Cow::<str>::deserialize(deserializer)?;
        text.parse().map_err(serde::de::Error::custom)
    }
}

#[cfg(feature = "guid")]
impl Value for uuid::Uuid {
    fn blank() -> Self {
        Self::nil()
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        let text = source.scalar()?.text;
        // The crate reads dashed, plain, braced and URN forms.
        let Ok(value) = text.trim_ascii().parse() else {
            let found = text.into_owned();
            return Err(source.invalid("a globally unique identifier", &found));
        };
        *self = value;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        sink.text(self.hyphenated().encode_lower(&mut Self::encode_buffer()))
    }

    fn fill(&mut self, _: usize) {
        *self = Self::from_u128(1);
    }
}

/// Every record is a value by walking through its members.
impl<T: Record> Value for T {
    fn blank() -> Self {
        T::empty()
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        source.record(self)
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        sink.record(self)
    }

    fn as_record(&self) -> Option<&dyn Record> {
        Some(self)
    }

    fn as_record_mut(&mut self) -> Option<&mut dyn Record> {
        Some(self)
    }

    fn fill(&mut self, depth: usize) {
        let Some(depth) = depth.checked_sub(1) else {
            return;
        };
        for index in 0..self.shape().members.len() {
            self.member_mut(index).fill(depth);
        }
    }
}

/// What an operation without inputs takes, and one without an answer gives.
impl Record for () {
    fn empty() -> Self {}

    fn shape(&self) -> &'static Shape {
        static NOTHING: Shape = Shape::new("nothing", &[]);
        &NOTHING
    }

    fn member(&self, _: usize) -> &dyn Value {
        self
    }

    fn member_mut(&mut self, _: usize) -> &mut dyn Value {
        self
    }
}

/// A type that contains itself does so in a box.
impl<T: Record> Record for Box<T> {
    fn empty() -> Self {
        Box::new(T::empty())
    }

    fn shape(&self) -> &'static Shape {
        self.as_ref().shape()
    }

    fn layout(&self) -> Option<&'static crate::walk::Layout> {
        self.as_ref().layout()
    }

    fn member(&self, index: usize) -> &dyn Value {
        self.as_ref().member(index)
    }

    fn member_mut(&mut self, index: usize) -> &mut dyn Value {
        self.as_mut().member_mut(index)
    }
}
