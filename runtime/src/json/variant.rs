//! Values of one of several types in JSON.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::read::{JsonSource, Pairs, pairs};
use super::write::{JsonSink, string, write_tagged};
use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::scalar::{Any, Format, OneOf};
use crate::walk::{Chosen, Deviation, Notes, Sink, Source, Tag, Told, Union, Value};

impl JsonSource<'_, '_> {
    pub(super) fn told(
        &mut self,
        union: &'static Union,
        read: &mut dyn FnMut(Told, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let Ok(Pairs(pairs)) = pairs(self.raw) else {
            return Err(self.invalid("an object", self.raw.get()));
        };
        match union.tag {
            Tag::Member(member) => {
                let mut tags = pairs.iter().filter(|(name, _)| self.notes.is_name(member, name));
                let tags = (tags.next(), tags.next());
                let tag = match tags {
                    (Some(_), Some(_)) => return Err(self.refused(DecodeErrorKind::Repeated)),
                    (tag, _) => tag.map(|(_, raw)| self.text_of(member, raw)).transpose()?,
                };
                let own = tag.as_deref().unwrap_or_default();
                let told = union.tell(tag.as_deref(), |variant| variant.tag == own, self.notes);
                let told = told.map_err(|kind| self.refused(kind))?;
                self.tag = tag.is_some().then_some(member);
                let done = read(told, self);
                self.tag = None;
                done
            }
            Tag::Outer => {
                let [(tag, raw)] = &pairs[..] else {
                    return Err(
                        self.invalid("an object with one member, the type of its value", self.raw.get())
                    );
                };
                let any_case = self.notes.ignores_case();
                let is = |own: &str| own == tag || (any_case && own.eq_ignore_ascii_case(tag));
                let told = union.tell(Some(tag), |variant| is(variant.tag), self.notes);
                let told = told.map_err(|kind| self.refused(kind))?;
                read(told, &mut self.inside(raw, Format::Plain))
            }
        }
    }

    /// The text of a tag, which may have been a number.
    fn text_of(&mut self, member: &'static str, raw: &RawValue) -> Result<String, DecodeError> {
        self.notes.enter(member);
        let text = match raw.get().as_bytes().first() {
            Some(b'"') => serde_json::from_str(raw.get()).map_err(|_| self.invalid("a text", raw.get()))?,
            Some(b'{' | b'[' | b'n') => return Err(self.invalid("a text", raw.get())),
            _ => {
                let path = self.notes.path();
                self.notes.push(Deviation::BareText { path });
                raw.get().to_owned()
            }
        };
        self.notes.leave();
        Ok(text)
    }
}

/// Writes a value of one of several types with serde.
///
/// # Errors
/// A member came in another encoding.
pub fn serialize_one_of<T: OneOf, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    let mut out = Vec::new();
    let written = JsonSink { out: &mut out, format: Format::Plain }.variant(T::UNION, value.chosen());
    written.map_err(serde::ser::Error::custom)?;
    let text = String::from_utf8(out).map_err(serde::ser::Error::custom)?;
    RawValue::from_string(text).map_err(serde::ser::Error::custom)?.serialize(serializer)
}

/// Reads a value of one of several types with serde.
///
/// # Errors
/// The input is no JSON, or holds no such value.
pub fn deserialize_one_of<'de, T: OneOf + Value, D: Deserializer<'de>>(
    deserializer: D,
) -> Result<T, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let (mut value, mut notes) = (T::blank_one(), Notes::new());
    // What deviates is found out where the whole message is looked at again.
    let read = value.read_one(&mut JsonSource::of_text(&raw, &mut notes));
    read.map_err(serde::de::Error::custom)?;
    Ok(value)
}

pub(super) fn write(
    union: &'static Union,
    chosen: Chosen<'_>,
    sink: &mut JsonSink<'_>,
) -> Result<(), EncodeError> {
    match (union.tag, chosen) {
        (Tag::Member(member), Chosen::Listed(index, record)) => {
            let tag = union.variants[index].tag;
            write_tagged(Some((member, tag)).filter(|_| !tag.is_empty()), record, sink.out)
        }
        (Tag::Member(member), Chosen::Other(value)) => match value.content() {
            Any::Empty if !value.tag().is_empty() => outer(member, sink, |sink| sink.text(value.tag())),
            content => sink.any(content),
        },
        (Tag::Outer, Chosen::Listed(index, record)) => {
            outer(union.variants[index].tag, sink, |sink| sink.record(record))
        }
        (Tag::Outer, Chosen::Other(value)) => outer(value.tag(), sink, |sink| sink.any(value.content())),
    }
}

/// Writes an object with one member.
fn outer(
    name: &str,
    sink: &mut JsonSink<'_>,
    value: impl FnOnce(&mut JsonSink<'_>) -> Result<(), EncodeError>,
) -> Result<(), EncodeError> {
    sink.out.push(b'{');
    string(name, sink.out);
    sink.out.push(b':');
    value(sink)?;
    sink.out.push(b'}');
    Ok(())
}
