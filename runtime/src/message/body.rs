//! A value as the whole of a body.

use serde::Serialize;
use serde::de::DeserializeOwned;

#[cfg(any(feature = "multipart", feature = "xml"))]
use super::media_type::parameter;
#[cfg(feature = "xml")]
use super::soap_body;
use super::{Codec, MediaType, Root};
use crate::error::{DecodeError, EncodeError};
use crate::scalar::Format;
#[cfg(feature = "xml")]
use crate::soap::ResultOf;
use crate::walk::{Notes, Presence, Record, Value};
use crate::{form, json};

/// A value that can be the whole body of a message.
///
/// Every generated type is one, by deriving serde's traits, and so are scalars and lists.
pub trait Body: Send + Sync {
    /// The value, for the codecs that walk through it.
    fn value(&self) -> &dyn Value;

    /// The value, to be read into.
    fn value_mut(&mut self) -> &mut dyn Value;

    /// The record that the value is, if it is one.
    fn record(&self) -> Option<&dyn Record> {
        self.value().as_record()
    }

    /// The record that the value is, if it is one, to be read into.
    fn record_mut(&mut self) -> Option<&mut dyn Record> {
        self.value_mut().as_record_mut()
    }

    /// Writes the value as JSON.
    ///
    /// # Errors
    /// A member came in another encoding.
    fn to_json(&self) -> Result<Vec<u8>, EncodeError>;

    /// Reads the value from JSON.
    ///
    /// # Errors
    /// The body is no such JSON.
    fn read_json(&mut self, body: &[u8], notes: &mut Notes) -> Result<(), DecodeError>;
}

impl<T: Value + Serialize + DeserializeOwned> Body for T {
    fn value(&self) -> &dyn Value {
        self
    }

    fn value_mut(&mut self) -> &mut dyn Value {
        self
    }

    fn to_json(&self) -> Result<Vec<u8>, EncodeError> {
        json::encode(self)
    }

    fn read_json(&mut self, body: &[u8], notes: &mut Notes) -> Result<(), DecodeError> {
        let Some(record) = self.as_record_mut() else {
            // The code that serde derives would take a list in a list for a record's members.
            return json::read_value(body, Format::Plain, self, notes);
        };
        // So it would here; and what stands in documents is bounded by the walk alone.
        if json::begins_list(body) || notes.expects_documents() || notes.is_thorough() {
            let every = all(record);
            return json::read_record(body, record, &every, notes);
        }
        *self = json::decode(body, notes)?;
        Ok(())
    }
}

/// What an answer without a body holds, for generated code.
#[must_use]
pub fn nothing() -> &'static mut () {
    // It has no size, so that nothing is taken of the memory.
    Box::leak(Box::new(()))
}

/// Whether a body is that of an answer without one.
pub(super) fn is_nothing(body: &dyn Body) -> bool {
    body.record().is_some_and(is_unit)
}

/// Whether a record is that of an answer without a body.
pub(super) fn is_unit(record: &dyn Record) -> bool {
    std::ptr::eq(record.shape(), ().shape())
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
    /// An answer that is a failure; only frames tell it from other answers.
    Failure,
}

/// Writes a value as the whole of an answer's body.
///
/// # Errors
/// The value cannot be written in this media type.
pub fn write_body(body: &dyn Body, root: &Root, media: &MediaType) -> Result<Vec<u8>, EncodeError> {
    write(body, root, media, Role::Answer)
}

/// Writes a whole body; `root` is how it stands where it is no record.
pub(super) fn write(
    body: &dyn Body,
    root: &Root,
    media: &MediaType,
    role: Role,
) -> Result<Vec<u8>, EncodeError> {
    match (body.record(), media.codec) {
        (_, Codec::Empty) => Ok(Vec::new()),
        #[cfg(feature = "xml")]
        (None, Codec::Soap(envelope)) => {
            let value = ResultOf::Value(body.value(), root.content(), root.format.in_xml());
            soap_body::write(envelope, role, value)
        }
        (Some(_), Codec::Json | Codec::PaddedJson(_) | Codec::Framed(_)) => body.to_json(),
        (Some(record), _) => write_members(record, &all(record), media, role),
        (None, _) => write_value(body.value(), root, media),
    }
}

/// Writes a body that is a list or a scalar.
fn write_value(value: &dyn Value, root: &Root, media: &MediaType) -> Result<Vec<u8>, EncodeError> {
    match media.codec {
        Codec::Json | Codec::PaddedJson(_) | Codec::Framed(_) => {
            json::write_value(value, root.format.in_json())
        }
        Codec::Text => crate::text::encode_value(value, root.format.in_form()),
        Codec::Bytes => match value.as_blob() {
            Some(blob) => Ok(blob.to_vec()),
            None => Err(EncodeError::new("only bytes are written as they are")),
        },
        #[cfg(feature = "xml")]
        Codec::Xml(style) => {
            crate::xml::encode_value(root.name, root.content(), root.format.in_xml(), value, style)
        }
        _ => Err(EncodeError::new("only a value with members has such a form")),
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
        Codec::Json | Codec::PaddedJson(_) | Codec::Framed(_) => {
            let mut out = Vec::new();
            json::write_members(record, only, &mut out)?;
            Ok(out)
        }
        Codec::Form | Codec::Lines => {
            let mut pairs = form::Pairs::new();
            form::write_members(record, only, media.pairs, &mut pairs)?;
            let text = match media.codec {
                Codec::Lines => form::format_lines(&pairs)?,
                _ => form::format(&pairs, form::Escape::Form),
            };
            Ok(text.into_bytes())
        }
        Codec::Empty => Ok(Vec::new()),
        Codec::Text => crate::text::encode_record(record),
        Codec::Bytes => Err(EncodeError::new("only bytes are written as they are")),
        // Requests have a way of their own, which knows of boundaries.
        #[cfg(feature = "multipart")]
        Codec::Multipart(_) => Err(EncodeError::new("only requests are written in parts")),
        #[cfg(feature = "xml")]
        Codec::Xml(style) => crate::xml::encode(record.shape().xml.root, record, style),
        #[cfg(feature = "xml")]
        Codec::Soap(envelope) => soap_body::write(envelope, role, ResultOf::Record(record)),
    }
}

/// What the media type of a message says of its charset.
#[cfg(feature = "xml")]
fn charset(content_type: Option<&str>) -> Option<&str> {
    parameter(content_type?, "charset")
}

/// Reads a whole body; `root` is how it stands where it is no record.
pub(super) fn read(
    into: &mut dyn Body,
    root: &Root,
    body: &[u8],
    media: &MediaType,
    content_type: Option<&str>,
    role: Role,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let before = notes.ignore_case(media.ignore_case);
    let read = read_whole(into, root, body, media, content_type, role, notes);
    notes.ignore_case(before);
    read
}

fn read_whole(
    into: &mut dyn Body,
    root: &Root,
    body: &[u8],
    media: &MediaType,
    content_type: Option<&str>,
    role: Role,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let framed;
    let plain = match media.codec {
        Codec::PaddedJson(_) => super::json_padding::strip(body)?,
        Codec::Framed(frame) => {
            let nothing = is_nothing(into);
            framed = frame.inside(role, body, nothing.then_some("null"), notes)?;
            &framed
        }
        _ => body,
    };
    match (into.record_mut(), media.codec) {
        // The code that serde derives knows names in one case only.
        (Some(record), Codec::Json | Codec::PaddedJson(_)) if media.ignore_case => {
            let every = all(record);
            json::read_record(plain, record, &every, notes)
        }
        (Some(_), Codec::Json | Codec::PaddedJson(_)) => into.read_json(plain, notes),
        (Some(record), Codec::Framed(_)) if is_unit(record) => Ok(()),
        // Whoever looks again for what the spec does not say sees no frame, so all of it is found here.
        (Some(record), Codec::Framed(_)) => {
            let every = all(record);
            json::read_record(plain, record, &every, notes)
        }
        (Some(record), _) => {
            let only = all(record);
            read_members(record, &only, body, media, content_type, role, notes)
        }
        (None, Codec::Json | Codec::PaddedJson(_) | Codec::Framed(_)) => {
            json::read_value(plain, root.format.in_json(), into.value_mut(), notes)
        }
        (None, Codec::Bytes) => match into.value_mut().as_blob_mut() {
            Some(blob) => {
                blob.bytes = notes.share(body);
                blob.media_type = Some(media.essence().to_owned());
                Ok(())
            }
            None => Err(DecodeError::syntax("only bytes are read as they are")),
        },
        (None, Codec::Text) => {
            crate::text::decode_value(body, root.format.in_form(), into.value_mut(), notes)
        }
        #[cfg(feature = "xml")]
        (None, Codec::Xml(_)) => crate::xml::decode_value(
            body,
            charset(content_type),
            (root.name, root.content()),
            root.format.in_xml(),
            into.value_mut(),
            notes,
        ),
        #[cfg(feature = "xml")]
        (None, Codec::Soap(envelope)) => {
            let charset = charset(content_type);
            soap_body::no_fault(soap_body::read(into, root, envelope, (body, charset), role, notes)?)
        }
        (None, Codec::Empty) => Ok(()),
        (None, _) => Err(DecodeError::syntax("only a value with members has such a form")),
    }
}

/// Reads some of a record's members from a body.
pub(super) fn read_members(
    into: &mut dyn Record,
    only: &[usize],
    body: &[u8],
    media: &MediaType,
    content_type: Option<&str>,
    role: Role,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let before = notes.ignore_case(media.ignore_case);
    let read = read_some(into, only, body, media, content_type, role, notes);
    notes.ignore_case(before);
    read
}

#[cfg_attr(
    not(feature = "xml"),
    expect(unused_variables, reason = "only XML has charsets and roles, only parts have boundaries")
)]
fn read_some(
    into: &mut dyn Record,
    only: &[usize],
    body: &[u8],
    media: &MediaType,
    content_type: Option<&str>,
    role: Role,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    match &media.codec {
        Codec::Json => json::read_record(body, into, only, notes),
        Codec::PaddedJson(_) => json::read_record(super::json_padding::strip(body)?, into, only, notes),
        Codec::Framed(frame) => {
            let members = into.shape().members;
            let needs = only.iter().any(|&index| members[index].presence == Presence::Required);
            let absent = (role == Role::Request && !needs).then_some("{}");
            let plain = frame.inside(role, body, absent, notes)?;
            json::read_record(&plain, into, only, notes)
        }
        Codec::Form => {
            let text = json::utf8(body)?;
            form::read_members(&form::parse(text, notes.bounds())?, media.pairs, into, only, notes)
        }
        Codec::Lines => {
            let pairs = form::parse_lines(json::utf8(body)?, notes.bounds())?;
            form::read_members(&pairs, media.pairs, into, only, notes)
        }
        Codec::Empty => Ok(()),
        Codec::Text => crate::text::decode_record(body, into, notes),
        Codec::Bytes => Err(DecodeError::syntax("only bytes are read as they are")),
        #[cfg(feature = "multipart")]
        Codec::Multipart(own) => {
            let boundary = content_type.map(|own| parameter(own, "boundary").unwrap_or_default());
            crate::multipart::read_members(own, body, boundary, into, only, notes)
        }
        #[cfg(feature = "xml")]
        Codec::Xml(_) => crate::xml::decode(body, charset(content_type), into.shape().xml.root, into, notes),
        #[cfg(feature = "xml")]
        Codec::Soap(envelope) => {
            let content = soap_body::read_record(into, envelope, (body, charset(content_type)), role, notes)?;
            if let (Role::Request, Some(header)) = (role, notes.first_not_understood()) {
                let kind = crate::error::DecodeErrorKind::NotUnderstood { header: header.to_owned() };
                return Err(DecodeError::new(kind, String::new()));
            }
            soap_body::no_fault(content)
        }
    }
}
