//! What an envelope holds: a record, or a value in an element of its own.

use super::body::{Body, Role, is_unit};
use super::{Root, SoapEnvelope};
use crate::error::{DecodeError, EncodeError};
use crate::soap::{self, ResultInto, ResultOf};
use crate::walk::{Notes, Record};

/// Writes what an envelope holds, in an element of its own where the answer has one.
pub(super) fn write(
    envelope: &SoapEnvelope,
    role: Role,
    value: ResultOf<'_>,
) -> Result<Vec<u8>, EncodeError> {
    let root = envelope.root(role);
    let nothing = matches!(value, ResultOf::Record(own) if is_unit(own));
    match (envelope.result(role).filter(|_| !nothing), value) {
        (Some(result), value) => soap::encode_result(envelope.version, (root, result), value),
        (None, ResultOf::Record(record)) => soap::encode_envelope(envelope.version, root, record),
        (None, ResultOf::Value(..)) => {
            Err(EncodeError::new("only a value with members stands in an envelope by itself"))
        }
    }
}

/// Reads what an envelope holds, from an element of its own where the answer has one.
pub(super) fn read(
    into: &mut dyn Body,
    root: &Root,
    envelope: &SoapEnvelope,
    (body, charset): (&[u8], Option<&str>),
    role: Role,
    notes: &mut Notes,
) -> Result<soap::Body, DecodeError> {
    if let Some(record) = into.record_mut() {
        return read_record(record, envelope, (body, charset), role, notes);
    }
    let outer = envelope.root(role);
    let Some(result) = envelope.result(role) else {
        return Err(DecodeError::syntax("only a value with members stands in an envelope by itself"));
    };
    let value = ResultInto::Value(into.value_mut(), root.content(), root.format.in_xml());
    Ok(soap::decode_result(body, charset, (outer, result), value, notes)?.1)
}

pub(super) fn read_record(
    into: &mut dyn Record,
    envelope: &SoapEnvelope,
    (body, charset): (&[u8], Option<&str>),
    role: Role,
    notes: &mut Notes,
) -> Result<soap::Body, DecodeError> {
    let root = envelope.root(role);
    let nothing = is_unit(into);
    let (_, content) = match envelope.result(role).filter(|_| !nothing) {
        Some(result) => {
            let into = ResultInto::Record(into);
            soap::decode_result(body, charset, (root, result), into, notes)?
        }
        None => soap::decode_envelope(body, charset, root, into, notes)?,
    };
    Ok(content)
}

pub(super) fn no_fault(content: soap::Body) -> Result<(), DecodeError> {
    match content {
        soap::Body::Content => Ok(()),
        soap::Body::Fault(fault) => {
            Err(DecodeError::syntax(format!("expected a message, found the fault {fault}")))
        }
    }
}
