//! Values that a page leaves open.

use std::fmt;

use serde::ser::SerializeMap as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

use crate::error::{DecodeError, EncodeError};
use crate::walk::{Filling, Sink, Source, Value, read_text, write_text};

/// A value whose content no page documents, kept as it came.
///
/// It stays in the encoding that it came in: what was read from XML cannot be
/// written as JSON, and the reverse; trying to is an error. Only an object
/// without members and an element without content are the same value.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Any {
    /// `{}` in JSON, an element without content in XML.
    #[default]
    Empty,
    /// Any JSON, its text kept.
    Json(JsonText),
    /// The content of an XML element as text, with the namespaces that it needs declared inside.
    Xml(String),
}

/// A JSON text, known to be well-formed.
#[derive(Clone)]
pub struct JsonText(Box<RawValue>);

impl JsonText {
    /// The text.
    #[must_use]
    pub fn as_str(&self) -> &str {
        self.0.get()
    }

    /// Reads the text as a type.
    ///
    /// # Errors
    /// The text is no such value.
    pub fn parse<'a, T: Deserialize<'a>>(&'a self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.0.get())
    }

    /// Writes a value as JSON.
    ///
    /// # Errors
    /// The value has no JSON form, such as a map whose keys are no texts.
    pub fn of<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        serde_json::value::to_raw_value(value).map(Self)
    }
}

impl fmt::Debug for JsonText {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

impl PartialEq for JsonText {
    fn eq(&self, other: &Self) -> bool {
        self.as_str() == other.as_str()
    }
}

impl Any {
    /// A JSON value.
    ///
    /// # Errors
    /// The value has no JSON form, such as a map whose keys are no texts.
    pub fn json<T: Serialize + ?Sized>(value: &T) -> Result<Self, serde_json::Error> {
        let text = JsonText::of(value)?;
        Ok(Self::from_raw(&text.0))
    }

    pub(crate) fn from_raw(raw: &RawValue) -> Self {
        let mut inside = raw.get().bytes().filter(|byte| !byte.is_ascii_whitespace());
        if inside.next() == Some(b'{') && inside.next() == Some(b'}') {
            Self::Empty
        } else {
            Self::Json(JsonText(raw.to_owned()))
        }
    }
}

impl Serialize for Any {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Empty => serializer.serialize_map(Some(0))?.end(),
            Self::Json(text) => text.0.serialize(serializer),
            Self::Xml(_) => Err(serde::ser::Error::custom(KEPT_AS_XML)),
        }
    }
}

impl<'de> Deserialize<'de> for Any {
    /// Reads from JSON only: the text of the value is kept.
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        Ok(Self::from_raw(&raw))
    }
}

const KEPT_AS_XML: &str = "an undocumented value that came as XML cannot be written as JSON";

impl Any {
    /// The error of an encoding that cannot carry the value.
    pub(crate) fn refused(&self) -> EncodeError {
        EncodeError::new(match self {
            Self::Xml(_) => KEPT_AS_XML,
            Self::Empty | Self::Json(_) => "an undocumented value that came as JSON cannot be written as XML",
        })
    }
}

impl Value for Any {
    fn blank() -> Self {
        Self::Empty
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        if let Some(own) = source.document() {
            return read_text(own, self, source);
        }
        *self = source.any()?;
        Ok(())
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        match sink.document() {
            None => sink.any(self),
            Some(own) => write_text(own, self, sink),
        }
    }

    fn fill(&mut self, _: Filling<'_>) {
        *self = Self::Empty;
    }
}
