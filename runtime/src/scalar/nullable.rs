//! Absent, null and present kept apart.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{DecodeError, EncodeError};
use crate::walk::{Filling, Record, Sink, Source, Value};

/// A member that may be left out, may be null, or has a value.
///
/// A plain `Option` serves where a page knows no null.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq)]
pub enum Nullable<T> {
    /// The member is left out.
    #[default]
    Absent,
    /// The member is there and null: `null` in JSON, `xsi:nil` in XML.
    Null,
    /// The member has a value.
    Value(T),
}

impl<T> Nullable<T> {
    /// Whether the member is left out.
    pub fn is_absent(&self) -> bool {
        matches!(self, Self::Absent)
    }

    /// Whether the member is there and null.
    pub fn is_null(&self) -> bool {
        matches!(self, Self::Null)
    }

    /// The value, if there is one.
    pub fn value(&self) -> Option<&T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }

    /// The value, if there is one, handed over.
    pub fn into_value(self) -> Option<T> {
        match self {
            Self::Value(value) => Some(value),
            Self::Absent | Self::Null => None,
        }
    }
}

impl<T> From<T> for Nullable<T> {
    fn from(value: T) -> Self {
        Self::Value(value)
    }
}

impl From<&str> for Nullable<String> {
    fn from(text: &str) -> Self {
        Self::Value(text.to_owned())
    }
}

impl<T> From<Option<T>> for Nullable<T> {
    /// `None` becomes [`Nullable::Absent`].
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Absent, Self::Value)
    }
}

impl<T: Serialize> Serialize for Nullable<T> {
    /// Both absent and null are `null`; generated code skips absent members.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value().serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Nullable<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let value = Option::deserialize(deserializer)?;
        Ok(value.map_or(Self::Null, Self::Value))
    }
}

impl<T: Value> Value for Nullable<T> {
    fn blank() -> Self {
        Self::Absent
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        if source.null()? {
            *self = Self::Null;
            return Ok(());
        }
        // A repeated element adds to the list that is already there.
        if !matches!(self, Self::Value(_)) {
            *self = Self::Value(T::blank());
        }
        match self {
            Self::Value(value) => value.read(source),
            Self::Absent | Self::Null => Ok(()),
        }
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        match self {
            Self::Absent => Ok(()),
            Self::Null => {
                sink.null();
                Ok(())
            }
            Self::Value(value) => value.write(sink),
        }
    }

    fn is_absent(&self) -> bool {
        self.is_absent()
    }

    fn is_empty_list(&self) -> bool {
        self.value().is_some_and(Value::is_empty_list)
    }

    fn each_record(&mut self, visit: &mut dyn FnMut(&mut dyn Record)) {
        if let Self::Value(value) = self {
            value.each_record(visit);
        }
    }

    fn fill(&mut self, how: Filling<'_>) {
        let mut value = T::blank();
        value.fill(how);
        *self = Self::Value(value);
    }
}
