//! A record as the whole of a body.

use serde::Serialize;
use serde::de::DeserializeOwned;

use super::{Codec, MediaType};
use crate::error::{DecodeError, EncodeError};
use crate::walk::{Notes, Record};
use crate::{form, json};

/// A record that can be the whole body of a message, in every encoding.
///
/// Every generated type is one, by deriving serde's traits.
pub trait Body: Send + Sync {
    /// The record, for the codecs that walk through its members.
    fn record(&self) -> &dyn Record;

    /// The record, to be read into.
    fn record_mut(&mut self) -> &mut dyn Record;

    /// Writes the record as JSON.
    ///
    /// # Errors
    /// A member came in another encoding.
    fn to_json(&self) -> Result<Vec<u8>, EncodeError>;

    /// Reads the record from JSON.
    ///
    /// # Errors
    /// The body is no such JSON.
    fn read_json(&mut self, body: &[u8], notes: &mut Notes) -> Result<(), DecodeError>;
}

impl<T: Record + Serialize + DeserializeOwned> Body for T {
    fn record(&self) -> &dyn Record {
        self
    }

    fn record_mut(&mut self) -> &mut dyn Record {
        self
    }

    fn to_json(&self) -> Result<Vec<u8>, EncodeError> {
        json::encode(self)
    }

    fn read_json(&mut self, body: &[u8], notes: &mut Notes) -> Result<(), DecodeError> {
        // The code that serde derives would take a list for the members in their order.
        if json::begins_list(body) {
            let every = all(self);
            return json::read_record(body, self, &every, notes);
        }
        *self = json::decode(body, notes)?;
        Ok(())
    }
}

/// The members of a record as a list of all their indexes.
pub(super) fn all(record: &dyn Record) -> Vec<usize> {
    (0..record.shape().members.len()).collect()
}

/// Which of a codec's documents a body is; SOAP names them differently.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Role {
    Request,
    Answer,
}

/// Writes a whole body.
pub(super) fn write(body: &dyn Body, media: &MediaType, role: Role) -> Result<Vec<u8>, EncodeError> {
    match media.codec {
        Codec::Json | Codec::PaddedJson(_) => body.to_json(),
        Codec::Empty => Ok(Vec::new()),
        _ => write_members(body.record(), &all(body.record()), media, role),
    }
}

/// Writes some of a record's members as a body. XML and SOAP know from the
/// record's shape which members they carry.
#[cfg_attr(
    not(feature = "xml"),
    expect(unused_variables, reason = "only SOAP names documents by their role")
)]
pub(super) fn write_members(
    record: &dyn Record,
    only: &[usize],
    media: &MediaType,
    role: Role,
) -> Result<Vec<u8>, EncodeError> {
    match &media.codec {
        Codec::Json | Codec::PaddedJson(_) => {
            let mut out = Vec::new();
            json::write_members(record, only, &mut out)?;
            Ok(out)
        }
        Codec::Form => {
            let mut pairs = form::Pairs::new();
            form::write_members(record, only, media.pairs, &mut pairs)?;
            Ok(form::format(&pairs, form::Escape::Form).into_bytes())
        }
        Codec::Empty => Ok(Vec::new()),
        #[cfg(feature = "xml")]
        Codec::Xml(style) => crate::xml::encode(record.shape().xml.root, record, style),
        #[cfg(feature = "xml")]
        Codec::Soap(envelope) => crate::soap::encode_envelope(envelope.version, envelope.root(role), record),
    }
}

/// Reads a whole body.
pub(super) fn read(
    into: &mut dyn Body,
    body: &[u8],
    media: &MediaType,
    charset: Option<&str>,
    role: Role,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    match media.codec {
        Codec::Json => into.read_json(body, notes),
        Codec::PaddedJson(_) => into.read_json(super::json_padding::strip(body)?, notes),
        _ => {
            let only = all(into.record());
            read_members(into.record_mut(), &only, body, media, charset, role, notes)
        }
    }
}

/// Reads some of a record's members from a body.
#[cfg_attr(not(feature = "xml"), expect(unused_variables, reason = "only XML has charsets and roles"))]
pub(super) fn read_members(
    into: &mut dyn Record,
    only: &[usize],
    body: &[u8],
    media: &MediaType,
    charset: Option<&str>,
    role: Role,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    match &media.codec {
        Codec::Json => json::read_record(body, into, only, notes),
        Codec::PaddedJson(_) => json::read_record(super::json_padding::strip(body)?, into, only, notes),
        Codec::Form => {
            let text = json::utf8(body)?;
            form::read_members(&form::parse(text, notes.bounds())?, media.pairs, into, only, notes)
        }
        Codec::Empty => Ok(()),
        #[cfg(feature = "xml")]
        Codec::Xml(_) => crate::xml::decode(body, charset, into.shape().xml.root, into, notes),
        #[cfg(feature = "xml")]
        Codec::Soap(envelope) => {
            let (_, content) = crate::soap::decode_envelope(body, charset, envelope.root(role), into, notes)?;
            if let (Role::Request, Some(header)) = (role, notes.first_not_understood()) {
                let kind = crate::error::DecodeErrorKind::NotUnderstood { header: header.to_owned() };
                return Err(DecodeError::new(kind, String::new()));
            }
            match content {
                crate::soap::Body::Content => Ok(()),
                crate::soap::Body::Fault(fault) => {
                    Err(DecodeError::syntax(format!("expected a message, found the fault {fault}")))
                }
            }
        }
    }
}
