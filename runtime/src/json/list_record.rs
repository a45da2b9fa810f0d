//! Records whose members stand in a list, in their order: `["BTC", "1.5", 7]`.
//!
//! A list has no names. What is absent at its end is left out; elsewhere a null keeps its place.

use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use super::read::{JsonSource, absent, strictly_record};
use super::write::JsonSink;
use crate::error::{DecodeError, EncodeError};
use crate::walk::{Deviation, Record};

/// Writes a record as a list; for serde.
///
/// # Errors
/// A member cannot be written, or the serializer fails.
pub fn serialize_list<T: Record, S: Serializer>(value: &T, serializer: S) -> Result<S::Ok, S::Error> {
    use serde::ser::Error as _;
    let mut out = Vec::new();
    write(value, &mut out).map_err(S::Error::custom)?;
    let text = String::from_utf8(out).map_err(S::Error::custom)?;
    RawValue::from_string(text).map_err(S::Error::custom)?.serialize(serializer)
}

/// Reads a record from a list; for serde.
///
/// # Errors
/// The input holds something else, or no such record.
pub fn deserialize_list<'de, T: Record, D: Deserializer<'de>>(deserializer: D) -> Result<T, D::Error> {
    let raw = Box::<RawValue>::deserialize(deserializer)?;
    let mut value = T::empty();
    strictly_record(&raw, &mut value).map_err(serde::de::Error::custom)?;
    Ok(value)
}

pub(super) fn write(record: &dyn Record, out: &mut Vec<u8>) -> Result<(), EncodeError> {
    let members = record.shape().members;
    let is_there =
        |index: &usize| !record.member(*index).is_absent() || members[*index].format.in_json().says_absence();
    let len = (0..members.len()).rev().find(is_there).map_or(0, |last| last + 1);
    out.push(b'[');
    for (index, member) in members.iter().enumerate().take(len) {
        if index > 0 {
            out.push(b',');
        }
        if !is_there(&index) {
            out.extend_from_slice(b"null");
            continue;
        }
        let mut sink = JsonSink { out, format: member.format.in_json() };
        record.member(index).write(&mut sink).map_err(|error| error.within(member.name))?;
    }
    out.push(b']');
    Ok(())
}

impl JsonSource<'_, '_> {
    pub(super) fn list_record(&mut self, into: &mut dyn Record) -> Result<(), DecodeError> {
        let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(self.raw.get()) else {
            return Err(self.invalid_list());
        };
        let members = into.shape().members;
        for index in members.len()..items.len() {
            let path = format!("{}[{index}]", self.notes.path());
            self.notes.push(Deviation::UnknownMember { path });
        }
        for (index, member) in members.iter().enumerate() {
            let format = member.format.in_json();
            let item = items.get(index).filter(|raw| raw.get() != "null" || format.says_absence());
            let Some(raw) = item else {
                absent(member, self.notes).map_err(|kind| self.refused(kind))?;
                continue;
            };
            self.notes.enter(member.name);
            into.member_mut(index).read(&mut self.inside(raw, format))?;
            self.notes.leave();
        }
        Ok(())
    }
}

/// Makes a generated record, whose members JSON has in a list, a serde type.
#[macro_export]
macro_rules! list_record {
    ($name:ty) => {
        impl $crate::serde::Serialize for $name {
            fn serialize<S: $crate::serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                $crate::json::serialize_list(self, serializer)
            }
        }

        impl<'de> $crate::serde::Deserialize<'de> for $name {
            fn deserialize<D: $crate::serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                $crate::json::deserialize_list(deserializer)
            }
        }
    };
}
