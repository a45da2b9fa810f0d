//! Values of any generated type, made from bytes.
//!
//! A property test or a fuzzer chooses the bytes. Each decision takes one or a
//! few of them, and zeros stand for those that are missing, so that the same
//! bytes always give the same value and fewer bytes give a simpler one.
//!
//! A value is made the way in which a message is read: here is a [`Source`] that
//! makes up what it says. What a member's type takes is found out by trying.

mod opaque;
pub(super) mod scalars;
mod sizes;

use crate::error::{DecodeError, DecodeErrorKind};
use crate::scalar::{Any, Blob, Format};
use crate::walk::{Limits, Notes, Presence, Record, Scalar, Source, Told, Union, Value};

/// How deep records and lists go that are made up.
const DEPTH: usize = 6;

/// Makes a value from bytes.
#[must_use]
pub fn arbitrary<T: Record>(bytes: &[u8]) -> T {
    let mut value = T::empty();
    arbitrary_record(&mut value, &mut Choices::new(bytes));
    value
}

/// Changes the members of a record, all absent so far, to made-up ones.
pub fn arbitrary_record(into: &mut dyn Record, choices: &mut Choices<'_>) {
    Arbitrary::new(choices, Format::Plain).members(into);
}

/// Changes a value, absent so far, to a made-up one; `format` is how its text is written.
pub(super) fn arbitrary_value(into: &mut dyn Value, format: Format, choices: &mut Choices<'_>) {
    if let Some(blob) = into.as_blob_mut() {
        blob.bytes = (0..choices.byte()).map(|_| choices.byte()).collect();
        return;
    }
    let mut source = Arbitrary::new(choices, undocumented(format));
    match into.as_record_mut() {
        Some(record) => source.members(record),
        None => source.value(into),
    }
}

/// Bytes from which decisions are taken.
#[derive(Clone, Debug)]
pub struct Choices<'b> {
    bytes: &'b [u8],
    words: Vec<&'static str>,
}

impl<'b> Choices<'b> {
    /// Takes decisions from these bytes, the first ones first.
    #[must_use]
    pub fn new(bytes: &'b [u8]) -> Self {
        Self { bytes, words: Vec::new() }
    }

    /// Adds texts that made-up values shall often have, such as those that tell a failure.
    #[must_use]
    pub fn words(mut self, words: impl IntoIterator<Item = &'static str>) -> Self {
        self.words.extend(words);
        self
    }

    /// One decision out of 256.
    pub fn byte(&mut self) -> u8 {
        let Some((&first, rest)) = self.bytes.split_first() else { return 0 };
        self.bytes = rest;
        first
    }

    /// A number below `end`, which is at most 256.
    pub fn below(&mut self, end: u16) -> u16 {
        u16::from(self.byte()) % end.max(1)
    }

    /// A number of 64 bits, as often small as big.
    fn number(&mut self) -> u64 {
        let shift = self.below(64);
        (0..8).fold(0, |number, _| number << 8 | u64::from(self.byte())) >> shift
    }
}

/// A message that is made up while it is read.
struct Arbitrary<'c, 'b> {
    choices: &'c mut Choices<'b>,
    notes: Notes,
    format: Format,
    limits: Option<&'static Limits>,
    /// Whether the value is the whole of a member, not an item or an entry of it.
    outermost: bool,
    depth: usize,
    /// How many texts the value that is being read has refused.
    attempt: usize,
    /// What an opaque value is to be, where something tells its type.
    opaque: Option<Any>,
}

/// What is inside a document is made up as if it were none.
fn undocumented(format: Format) -> Format {
    match format.in_form() {
        Format::Document(own) => undocumented(own.items()),
        format => format,
    }
}

impl<'c, 'b> Arbitrary<'c, 'b> {
    fn new(choices: &'c mut Choices<'b>, format: Format) -> Self {
        Self {
            choices,
            notes: Notes::new(),
            format,
            limits: None,
            outermost: true,
            depth: DEPTH,
            attempt: 0,
            opaque: None,
        }
    }

    fn members(&mut self, into: &mut dyn Record) {
        for (index, member) in into.shape().members.iter().enumerate() {
            let value = into.member_mut(index);
            let needed = member.presence == Presence::Required || !value.is_absent();
            if needed || (self.depth > 0 && self.choices.below(4) > 0) {
                self.format = undocumented(member.format);
                (self.limits, self.outermost) = (member.limits, true);
                self.value(value);
            }
        }
    }

    fn value(&mut self, value: &mut dyn Value) {
        let taken = self.tried(&mut |source| value.read(source));
        assert!(taken, "no text of any kind was taken for a value; add its kind to `scalars`");
    }

    /// Offers texts of one kind after the other until one is taken.
    fn tried(&mut self, read: &mut dyn FnMut(&mut dyn Source) -> Result<(), DecodeError>) -> bool {
        let (outer, format, bytes) = (self.attempt, self.format, self.choices.bytes);
        let taken = (0..scalars::KINDS).any(|attempt| {
            // What was refused has used no bytes up.
            (self.attempt, self.format, self.choices.bytes) = (attempt, format, bytes);
            read(self).is_ok()
        });
        (self.attempt, self.format) = (outer, format);
        taken
    }

    fn inside<T>(&mut self, make: impl FnOnce(&mut Self) -> T) -> T {
        let outer = (self.depth, self.format, self.limits, self.outermost);
        (self.depth, self.outermost) = (self.depth.saturating_sub(1), false);
        let made = make(self);
        (self.depth, self.format, self.limits, self.outermost) = outer;
        made
    }

    /// How many items or entries there are to be.
    fn count(&mut self) -> u16 {
        let len = if self.depth == 0 { 0 } else { self.choices.below(4) };
        self.limits.filter(|_| self.outermost).map_or(len, |own| sizes::within(own.count, len))
    }

    /// Offers keys of one kind after the other, each with values, until an entry is taken.
    fn entry(
        &mut self,
        listed: &'static [&'static str],
        each: &mut dyn FnMut(&str, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> bool {
        if !listed.is_empty() {
            let key = listed[usize::from(self.choices.byte()) % listed.len()];
            return self.tried(&mut |source| each(key, source));
        }
        let bytes = self.choices.bytes;
        (0..scalars::KINDS).any(|kind| {
            self.choices.bytes = bytes;
            let key = scalars::text_of_kind(kind, Format::Plain, self.choices);
            self.tried(&mut |source| each(&key, source))
        })
    }
}

impl Source for Arbitrary<'_, '_> {
    fn format(&self) -> Format {
        self.format
    }

    fn notes(&mut self) -> &mut Notes {
        &mut self.notes
    }

    fn null(&mut self) -> Result<bool, DecodeError> {
        Ok(self.attempt == 0 && self.choices.below(8) == 7)
    }

    fn scalar(&mut self) -> Result<Scalar<'_>, DecodeError> {
        let format = self.format.of_value();
        let sized = self.limits.and_then(|own| sizes::text_of_kind(self.attempt, own, format, self.choices));
        let text = sized.unwrap_or_else(|| scalars::text_of_kind(self.attempt, format, self.choices));
        Ok(Scalar { text: text.into(), quoted: None })
    }

    fn one_of(&mut self, values: &'static [&'static str]) -> Result<Scalar<'_>, DecodeError> {
        // Open lists take others too.
        let other = self.attempt == 0 && self.choices.below(4) == 3;
        match values.get(usize::from(self.choices.byte()) % values.len().max(1)) {
            Some(value) if !other => Ok(Scalar { text: (*value).into(), quoted: None }),
            _ => self.scalar(),
        }
    }

    fn blob(&mut self, into: &mut Blob) -> Result<(), DecodeError> {
        let length = self.choices.byte().into();
        let length = self.limits.map_or(length, |own| sizes::within(own.size, length));
        into.bytes = (0..length).map(|_| self.choices.byte()).collect();
        let name = scalars::text_of_kind(0, Format::Plain, self.choices);
        into.file_name = Some(name).filter(|_| self.choices.below(2) == 1);
        Ok(())
    }

    fn record(&mut self, into: &mut dyn Record) -> Result<(), DecodeError> {
        self.inside(|source| source.members(into));
        Ok(())
    }

    fn items(
        &mut self,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let len = self.count();
        let all = self.inside(|source| (0..len).all(|_| source.tried(each)));
        if all { Ok(()) } else { Err(self.invalid("an item", "")) }
    }

    fn entries(
        &mut self,
        listed: &'static [&'static str],
        each: &mut dyn FnMut(&str, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let len = self.count();
        // A key that came before is refused, and then there are fewer.
        let made = self.inside(|source| (0..len).take_while(|_| source.entry(listed, each)).count());
        if made == 0 && len > 0 { Err(self.invalid("an entry", "")) } else { Ok(()) }
    }

    fn variant(
        &mut self,
        union: &'static Union,
        read: &mut dyn FnMut(Told, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let listed = u16::try_from(union.variants.len()).unwrap_or(u16::MAX);
        let end = listed + u16::from(!union.closed);
        // Deep down, what may hold no more of its kind: a type that is not listed, or the first.
        let choice = match (self.depth, union.closed) {
            (0, true) => 0,
            (0, false) => listed,
            _ => self.choices.below(end),
        };
        if choice < listed {
            return self.inside(|source| read(Told::Listed(usize::from(choice)), source));
        }
        let (tag, content) = opaque::unlisted(union, self.choices);
        self.opaque = Some(content);
        read(Told::Other(tag), self)
    }

    fn any(&mut self) -> Result<Any, DecodeError> {
        if let Some(content) = self.opaque.take() {
            return Ok(content);
        }
        Ok(opaque::any(self.choices))
    }

    fn error(&mut self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.notes.path())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::scalar::{Bytes, Date, DateTime, Decimal, Nullable, Time};

    /// Whether bytes can be found that make a value such as is looked for.
    #[track_caller]
    fn some<T: Value>(what: &str, fits: impl Fn(&T) -> bool) {
        let found = (0..4000_u64).any(|seed| {
            let bytes: Vec<u8> = (0..40_u64)
                .map(|at| {
                    (seed.wrapping_mul(41).wrapping_add(at).wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 56) as u8
                })
                .collect();
            let mut value = T::blank();
            let mut choices = Choices::new(&bytes);
            Arbitrary {
                choices: &mut choices,
                notes: Notes::new(),
                format: Format::Plain,
                limits: None,
                outermost: true,
                depth: DEPTH,
                attempt: 0,
                opaque: None,
            }
            .value(&mut value);
            fits(&value)
        });
        assert!(found, "no bytes make {what}");
    }

    #[test]
    fn every_kind_of_value_is_reached() {
        some("an empty text", |own: &String| own.is_empty());
        some("a text beyond ASCII", |own: &String| !own.is_ascii());
        some("a text that XML has no way to write", |own: &String| own.contains('\u{0}'));
        some("true", |own: &bool| *own);
        some("a negative number", |own: &i16| *own < -1000);
        some("a big number", |own: &u64| *own > u64::MAX / 4);
        some("a small number", |own: &u8| *own > 200);
        some("a fraction", |own: &f64| own.fract() != 0.0);
        some("a date with an offset", |own: &DateTime| own.offset().minutes() < 0);
        some("a date with nine digits", |own: &DateTime| own.digits() == 9);
        some("a day", |own: &Date| own.parts().0 > 1500);
        some("a time with a fraction", |own: &Time| own.digits() > 3);
        some("a decimal below zero", |own: &Decimal| *own < Decimal::default());
        some("a small negative number", |own: &i8| *own < -50);
        some("a fraction of 32 bits", |own: &f32| own.fract() != 0.0);
        some("bytes that are no text", |own: &Bytes| std::str::from_utf8(own).is_err());
        some("null", |own: &Nullable<bool>| matches!(own, Nullable::Null));
        some("several items", |own: &Vec<String>| own.len() > 2);
        #[cfg(feature = "map")]
        {
            use crate::scalar::Map;
            some("several entries", |own: &Map<String, bool>| own.len() > 2);
            some("a number as a key", |own: &Map<i16, bool>| own.keys().any(|key| *key < -1000));
            some("a null as a value", |own: &Map<String, Nullable<bool>>| {
                own.values().any(Nullable::is_null)
            });
        }
        some("an opaque JSON", |own: &Any| matches!(own, Any::Json(_)));
        some("an opaque XML", |own: &Any| matches!(own, Any::Xml(_)));
        some("an empty opaque value", |own: &Any| matches!(own, Any::Empty));
    }

    #[test]
    fn no_bytes_are_the_simplest_value() {
        let mut text = "x".to_owned();
        let mut choices = Choices::new(b"");
        let format = Format::Plain;
        Arbitrary {
            choices: &mut choices,
            notes: Notes::new(),
            format,
            limits: None,
            outermost: true,
            depth: DEPTH,
            attempt: 0,
            opaque: None,
        }
        .value(&mut text);
        assert_eq!(text, "");
    }
}
