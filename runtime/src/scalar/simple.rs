//! Texts, booleans, numbers, bytes and identifiers as members.

use crate::error::{DecodeError, EncodeError};
use crate::scalar::{Bytes, Decimal, Format};
use crate::walk::{Deviation, Filling, Record, Shape, Sink, Source, Token, Value, read_text, write_text};

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

    fn fill(&mut self, how: Filling<'_>) {
        *self = how.text();
    }
}

impl Value for bool {
    fn blank() -> Self {
        false
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        if let Format::Words(yes, no) = source.format() {
            *self = one_of(source, yes, no)?;
            return Ok(());
        }
        *self = token(source, "a boolean", |text| match text {
            "true" | "1" => Some(true),
            "false" | "0" => Some(false),
            _ => None,
        })?;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        let Format::Words(yes, no) = sink.format() else {
            sink.token(if *self { "true" } else { "false" }, Token::Boolean);
            return Ok(());
        };
        let word = if *self { yes } else { no };
        if are_numbers(yes, no) {
            sink.token(word, Token::Number);
            return Ok(());
        }
        sink.text(word)
    }

    fn fill(&mut self, how: Filling<'_>) {
        *self = how.flag();
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
                number(&self.to_string(), sink)
            }

            fn fill(&mut self, how: Filling<'_>) {
                *self = how.number().unwrap_or_else(|| true.into());
            }
        }
    )*};
}

numbers! {
    i8: "a whole number from -128 to 127",
    i16: "a whole number of 16 bits",
    i32: "a whole number of 32 bits",
    i64: "a whole number of 64 bits",
    u8: "a whole number from 0 to 255",
    u16: "a whole number of 16 bits, not negative",
    u32: "a whole number of 32 bits, not negative",
    u64: "a whole number of 64 bits, not negative",
}

/// Floating-point numbers, whose sizes differ.
macro_rules! floats {
    ($($number:ty)*) => {$(
        impl Value for $number {
            fn blank() -> Self {
                0.0
            }

            fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
                *self = token(source, "a number", |text| text.parse().ok().filter(|value: &$number| value.is_finite()))?;
                Ok(())
            }

            fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
                if !self.is_finite() {
                    return Err(EncodeError::new(format!("{self} has no written form")));
                }
                number(&self.to_string(), sink)
            }

            fn fill(&mut self, how: Filling<'_>) {
                *self = how.number().unwrap_or(1.0);
            }
        }
    )*};
}

floats!(f32 f64);

impl Value for Decimal {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        *self = token(source, "a decimal number", |text| text.parse().ok())?;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        number(self.as_str(), sink)
    }

    fn fill(&mut self, how: Filling<'_>) {
        *self = how.number().unwrap_or_else(|| 1_u8.into());
    }
}

impl Value for Bytes {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        let format = source.format();
        let scalar = source.scalar()?;
        let (text, quoted) = (scalar.text, scalar.quoted);
        match format.read_bytes(text.trim_ascii()) {
            Ok(bytes) => {
                note_quotes(source, quoted, true);
                *self = Self(bytes);
                Ok(())
            }
            Err(expected) => {
                let found = text.into_owned();
                Err(source.invalid(expected, &found))
            }
        }
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        sink.text(&sink.format().write_bytes(self)?)
    }

    fn fill(&mut self, how: Filling<'_>) {
        *self = how.bytes().into();
    }
}

/// Writes a number, as a text where the page has it so.
fn number(digits: &str, sink: &mut dyn Sink) -> Result<(), EncodeError> {
    if sink.format() == Format::Quoted {
        return sink.text(digits);
    }
    sink.token(digits, Token::Number);
    Ok(())
}

/// Whether a pair of words for a boolean is one of numbers, which JSON has without quotes.
pub(crate) fn are_numbers(yes: &str, no: &str) -> bool {
    let is_number = |word: &str| word.parse::<u32>().is_ok_and(|number| number.to_string() == word);
    is_number(yes) && is_number(no)
}

/// Reads a boolean that is one of two words.
fn one_of(source: &mut dyn Source, yes: &str, no: &str) -> Result<bool, DecodeError> {
    let scalar = source.scalar()?;
    let quoted = scalar.quoted;
    let value = match scalar.text.trim_ascii() {
        text if text == yes => true,
        text if text == no => false,
        _ => {
            let found = scalar.text.into_owned();
            return Err(source.invalid("one of the two words of a boolean", &found));
        }
    };
    note_quotes(source, quoted, !are_numbers(yes, no));
    Ok(value)
}

/// Notes a text where there should be none, and the reverse.
pub(super) fn note_quotes(source: &mut dyn Source, quoted: Option<bool>, expected: bool) {
    let deviation = match quoted {
        Some(true) if !expected => |path| Deviation::QuotedScalar { path },
        Some(false) if expected => |path| Deviation::BareText { path },
        _ => return,
    };
    let path = source.notes().path();
    source.notes().push(deviation(path));
}

/// Reads a scalar that is no text; white space around it means nothing.
fn token<T>(
    source: &mut dyn Source,
    expected: &'static str,
    parse: impl Fn(&str) -> Option<T>,
) -> Result<T, DecodeError> {
    let is_text = source.format() == Format::Quoted;
    let scalar = source.scalar()?;
    let quoted = scalar.quoted;
    let Some(value) = parse(scalar.text.trim_ascii()) else {
        let found = scalar.text.into_owned();
        return Err(source.invalid(expected, &found));
    };
    note_quotes(source, quoted, is_text);
    Ok(value)
}

#[cfg(feature = "guid")]
impl Value for uuid::Uuid {
    fn blank() -> Self {
        Self::nil()
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        let scalar = source.scalar()?;
        let (text, quoted) = (scalar.text, scalar.quoted);
        // The crate reads dashed, plain, braced and URN forms.
        let Ok(value) = text.trim_ascii().parse() else {
            let found = text.into_owned();
            return Err(source.invalid("a globally unique identifier", &found));
        };
        note_quotes(source, quoted, true);
        *self = value;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        let mut text = Self::encode_buffer();
        sink.text(match sink.format() {
            Format::Hex => self.simple().encode_lower(&mut text),
            _ => self.hyphenated().encode_lower(&mut text),
        })
    }

    fn fill(&mut self, _: Filling<'_>) {
        *self = Self::from_u128(1);
    }
}

/// Every record is a value by walking through its members.
impl<T: Record> Value for T {
    fn blank() -> Self {
        T::empty()
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        match source.document() {
            None => source.record(self),
            Some(own) => read_text(own, self, source),
        }
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        match sink.document() {
            None => sink.record(self),
            Some(own) => write_text(own, self, sink),
        }
    }

    fn as_record(&self) -> Option<&dyn Record> {
        Some(self)
    }

    fn as_record_mut(&mut self) -> Option<&mut dyn Record> {
        Some(self)
    }

    fn each_record(&mut self, visit: &mut dyn FnMut(&mut dyn Record)) {
        visit(self);
    }

    fn fill(&mut self, how: Filling<'_>) {
        if let Some(how) = how.deeper() {
            how.members(self);
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
