//! Bytes that are the whole of a body, or a part of one.

use std::fmt;
use std::ops::Deref;
#[cfg(feature = "server")]
use std::sync::{Arc, Mutex, PoisonError};

use bytes::Bytes;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::error::{DecodeError, EncodeError};
use crate::walk::{Filling, Sink, Source, Value};

/// Bytes that are the whole of a body or a part of one as they are, and what they are: a
/// picture, a document, whatever the page lets travel.
///
/// It dereferences to the bytes.
#[derive(Clone, Default, Eq, PartialEq)]
pub struct Blob {
    /// The bytes.
    pub bytes: Bytes,
    /// The media type without parameters. One that was read has the one that came;
    /// one to be written must be one of the page's, and is the first of them by default.
    pub media_type: Option<String>,
    /// The name of the file, of a part that has one. One that was read is what the peer says:
    /// it may hold a path, and is none to write to.
    pub file_name: Option<String>,
    #[cfg(feature = "server")]
    stream: Option<BlobStream>,
}

/// A body that a server sends as it comes.
#[cfg(feature = "server")]
#[derive(Clone)]
pub(crate) struct BlobStream(Arc<Mutex<Option<axum::body::Body>>>);

#[cfg(feature = "server")]
impl BlobStream {
    /// The body, for the first who asks.
    pub(crate) fn take(&self) -> Option<axum::body::Body> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}

/// Two streams are the same if they are one.
#[cfg(feature = "server")]
impl PartialEq for BlobStream {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

#[cfg(feature = "server")]
impl Eq for BlobStream {}

impl Blob {
    /// Bytes of the default media type.
    #[must_use]
    pub fn new(bytes: impl Into<Bytes>) -> Self {
        Self { bytes: bytes.into(), ..Self::default() }
    }

    /// An answer of a server whose bytes are sent as they come.
    #[cfg(feature = "server")]
    #[must_use]
    pub fn streamed(body: impl Into<axum::body::Body>) -> Self {
        Self { stream: Some(BlobStream(Arc::new(Mutex::new(Some(body.into()))))), ..Self::default() }
    }

    #[cfg(feature = "server")]
    pub(crate) fn stream(&self) -> Option<&BlobStream> {
        self.stream.as_ref()
    }

    /// Says what the bytes are, in the words of the page: `image/png` say.
    #[must_use]
    pub fn media_type(mut self, media_type: impl Into<String>) -> Self {
        self.media_type = Some(media_type.into());
        self
    }

    /// Says what the file is called that becomes a part of a body.
    #[must_use]
    pub fn file_name(mut self, file_name: impl Into<String>) -> Self {
        self.file_name = Some(file_name.into());
        self
    }
}

impl Deref for Blob {
    type Target = [u8];

    fn deref(&self) -> &[u8] {
        &self.bytes
    }
}

impl fmt::Debug for Blob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let media_type = self.media_type.as_deref().unwrap_or("bytes");
        write!(f, "Blob({} of {})", self.bytes.len(), media_type.escape_debug())
    }
}

impl From<Vec<u8>> for Blob {
    fn from(bytes: Vec<u8>) -> Self {
        Self::new(bytes)
    }
}

impl From<Bytes> for Blob {
    fn from(bytes: Bytes) -> Self {
        Self::new(bytes)
    }
}

impl From<&'static [u8]> for Blob {
    fn from(bytes: &'static [u8]) -> Self {
        Self::new(bytes)
    }
}

/// For programs that print an answer: a text where the bytes are one, else a list of numbers.
impl Serialize for Blob {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match std::str::from_utf8(&self.bytes) {
            Ok(text) => serializer.serialize_str(text),
            Err(_) => serializer.collect_seq(self.bytes.iter()),
        }
    }
}

/// For programs that are given a text.
impl<'de> Deserialize<'de> for Blob {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self::new(text.into_bytes()))
    }
}

impl Value for Blob {
    fn blank() -> Self {
        Self::default()
    }

    /// A part of a body, or a text for programs that are given one; a whole body is never walked through.
    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        source.blob(self)
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        sink.blob(self)
    }

    fn as_blob(&self) -> Option<&Blob> {
        Some(self)
    }

    fn as_blob_mut(&mut self) -> Option<&mut Blob> {
        Some(self)
    }

    fn fill(&mut self, how: Filling<'_>) {
        self.bytes = how.bytes().into();
    }
}
