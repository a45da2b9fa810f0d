//! Bodies of several parts (RFC 7578, RFC 2046): each member is a part by its name.
//!
//! A scalar is a part with its text, bytes are a file with a name and a media type, a list is
//! a part for each item, and everything else is a document in an encoding that a table names.
//! What is written follows RFC 7578 as browsers do; what is read is what curl, browsers,
//! requests and .NET write, and what those write whose lines end with a line feed alone.

mod head;
mod read;
mod split;
mod transfer;
mod write;

pub(crate) use read::read_members;
#[cfg(feature = "testing")]
pub(crate) use split::split;
pub(crate) use write::{boundary_of, write_members};

use crate::error::{DecodeError, EncodeError};
use crate::walk::{Document, Notes, Record};

/// Reads a record from a body in parts; where no boundary is said, the first line is it.
///
/// # Errors
/// The body is no such parts, has more than the bounds of `notes`, or a part is not what the
/// record says.
pub fn decode_record(
    own: &Multipart,
    body: &[u8],
    boundary: Option<&str>,
    into: &mut dyn Record,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let all: Vec<usize> = (0..into.shape().members.len()).collect();
    read_members(own, body, boundary, into, &all, notes)
}

/// Writes a record as a body in parts, whose boundary is made of `chance`.
///
/// # Errors
/// A value is no part, or a file name could be read as another.
pub fn encode_record(own: &Multipart, record: &dyn Record, chance: &str) -> Result<Vec<u8>, EncodeError> {
    let all: Vec<usize> = (0..record.shape().members.len()).collect();
    write_members(own, record, &all, chance)
}

/// How the members of a body in parts are written, where a part says more than its text.
#[derive(Clone, Copy, Debug)]
pub struct Multipart {
    /// The members whose parts do.
    pub parts: &'static [PartForm],
}

/// How one member is written as a part.
#[derive(Clone, Copy, Debug)]
pub struct PartForm {
    /// An index into the input's members.
    pub member: usize,
    /// The media types that the part may have, the first one by default; any where there are none.
    pub media: &'static [&'static str],
    /// The file name of a part whose value has none.
    pub file_name: Option<&'static str>,
    /// The encoding of a part that is a document; a text or bytes without one.
    pub document: Option<&'static dyn Document>,
}

impl Multipart {
    /// Members whose parts are their texts, or bytes of any media type.
    #[must_use]
    pub const fn new(parts: &'static [PartForm]) -> Self {
        Self { parts }
    }

    fn form(&self, member: usize) -> Option<&'static PartForm> {
        self.parts.iter().find(|own| own.member == member)
    }
}

impl PartForm {
    /// The part of a member, as it is by itself.
    #[must_use]
    pub const fn new(member: usize) -> Self {
        Self { member, media: &[], file_name: None, document: None }
    }

    /// Sets the media types that the part may have.
    #[must_use]
    pub const fn media(mut self, media: &'static [&'static str]) -> Self {
        self.media = media;
        self
    }

    /// Sets the file name of a value that has none.
    #[must_use]
    pub const fn file_name(mut self, name: &'static str) -> Self {
        self.file_name = Some(name);
        self
    }

    /// Makes the part a document.
    #[must_use]
    pub const fn document(mut self, document: &'static dyn Document) -> Self {
        self.document = Some(document);
        self
    }

    /// Whether the page lets the part have a media type.
    fn takes(&self, essence: &str) -> bool {
        let is = |own: &&str| own.split(';').next().unwrap_or_default().trim().eq_ignore_ascii_case(essence);
        self.media.is_empty() || self.media.iter().any(is)
    }
}
