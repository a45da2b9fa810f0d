//! The headers and the bodies of samples, read as the generated code reads them.

use std::sync::Arc;

use wirewright_runtime::message::{Answered, HttpText, read_headers};
use wirewright_runtime::multipart::decode_record;
use wirewright_runtime::soap::{Body, ResultInto, decode_envelope, decode_result};
use wirewright_runtime::{DecodeError, Name, Notes, Position, Record as _, form, json, text, xml};

use super::dynamic::{DynamicRecord, Types};
use super::dynamic_condition::{condition, runtime_codec};
use super::leaked::kept;
use super::tables::{content, format, frame, multipart, name, pair_style};
use crate::model::{
    Binding, BodyFrom, Codec, Condition, Holds, MediaType, Operation, Output, Presence, QName, Record,
    TypeRef, Whole,
};

/// Reads the body of a request.
pub(super) fn request_body(
    operation: &Operation,
    binding: &Binding,
    media: &MediaType,
    (boundary, body): (Option<&str>, &str),
    types: &Arc<Types>,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let framed;
    let body = match &media.codec {
        Codec::Framed(own) => {
            framed = frame(own).in_request(needs_nothing(operation, binding), body.as_bytes(), notes)?;
            framed.as_str()
        }
        _ => body,
    };
    let members = &operation.input.record.members;
    let whole = || operation.input.body.and_then(|index| members.get(index));
    match (&binding.body, whole()) {
        (BodyFrom::Nothing, _) | (BodyFrom::Whole, None) => Ok(()),
        (BodyFrom::Whole, Some(own)) => {
            let whole = Whole {
                type_: own.type_.clone(),
                format: own.format.clone(),
                root: operation.input.root.clone(),
            };
            decode_whole(&whole, types, media, body, true, notes)
        }
        (BodyFrom::Members(only), _) => {
            let mut own = operation.input.record.clone();
            keep(&mut own, only);
            if let Codec::Multipart(parts) = &media.codec {
                let parts = multipart(parts, |index| only.iter().position(|own| *own == index));
                let mut record = types.members(&operation.page, &own);
                return decode_record(&parts, body.as_bytes(), boundary, &mut record, notes);
            }
            decode(&mut types.members(&operation.page, &own), media, body, true, notes)
        }
    }
}

/// Whether a request may hold nothing of its input.
fn needs_nothing(operation: &Operation, binding: &Binding) -> bool {
    let members = &operation.input.record.members;
    let needed = |index: &usize| members.get(*index).is_some_and(|own| own.presence == Presence::Required);
    match &binding.body {
        BodyFrom::Nothing => true,
        BodyFrom::Whole => false,
        BodyFrom::Members(only) => !only.iter().any(needed),
    }
}

/// Leaves only some members in a record, their XML along with them.
fn keep(record: &mut Record, only: &[usize]) {
    let new_index = |index: usize| only.iter().position(|own| *own == index);
    if let Some(xml) = &mut record.xml {
        xml.children.retain_mut(|child| match new_index(child.member) {
            Some(index) => {
                child.member = index;
                true
            }
            None => false,
        });
    }
    record.members = only.iter().filter_map(|&index| record.members.get(index).cloned()).collect();
}

/// Reads an answer: its headers, where the sample is a whole message, and its body.
pub(super) fn answer(
    operation: &Operation,
    media: &MediaType,
    parts: &HttpText<'_>,
    types: &Arc<Types>,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let (codec, body) = (runtime_codec(&media.codec), parts.body);
    let status = parts.status.unwrap_or(200);
    let ignore_case = media.ignore_case;
    let answered = Answered { status, codec, charset: None, body: body.as_bytes(), ignore_case };
    let mut failures = operation.failures.iter();
    let failure = failures.find(|own| condition(&own.when, operation, own, types).holds(&answered));
    if parts.status.is_some() {
        let headers = match failure {
            Some(own) if !own.headers.is_empty() || !matches!(own.holds, Holds::Success) => &own.headers,
            Some(_) | None => &operation.headers,
        };
        let (members, all): (_, Vec<usize>) = (headers.clone(), (0..headers.len()).collect());
        let mut record = types.members(&operation.page, &Record { members, ..Record::default() });
        read_headers(&parts.headers, &all, &mut record, notes)?;
    }
    if failure.is_some_and(|own| own.when.parts().iter().any(|own| matches!(own, Condition::Fault(_)))) {
        return Ok(());
    }
    let failure = failure.map(|own| &own.holds);
    let framed;
    let body = match (&media.codec, failure, &operation.output) {
        (_, Some(Holds::Nothing), _) => return Ok(()),
        (Codec::Framed(own), failure, output) => {
            framed = frame(own).in_answer(failure.is_some(), body.as_bytes(), notes)?;
            if failure.is_none() && matches!(output, Output::Nothing) {
                return Ok(());
            }
            framed.as_str()
        }
        _ => body,
    };
    match (failure.unwrap_or(&Holds::Success), &operation.output) {
        (Holds::Nothing, _) => Ok(()),
        (Holds::Whole(whole), _) | (Holds::Success, Output::Whole(whole)) => {
            decode_whole(whole, types, media, body, false, notes)
        }
        (Holds::Success, Output::Record(record)) => {
            decode(&mut types.members(&operation.page, record), media, body, false, notes)
        }
        (Holds::Success, Output::Nothing) => {
            decode(&mut types.members("nothing", &Record::default()), media, body, false, notes)
        }
    }
}

/// Reads a type that is the whole of a body.
fn decode_whole(
    whole: &Whole,
    types: &Arc<Types>,
    media: &MediaType,
    body: &str,
    is_request: bool,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    if whole.type_ == TypeRef::Raw {
        return Ok(());
    }
    if let Some(mut record) = types.record_of(&whole.type_) {
        return decode(&mut record, media, body, is_request, notes);
    }
    let (mut value, format) = (types.value(&whole.type_), format(&whole.format));
    match &media.codec {
        Codec::Bytes => Ok(()),
        Codec::Text => text::decode_value(body.as_bytes(), format.in_form(), &mut value, notes),
        Codec::Soap { answer, result: Some(result), .. } if !is_request => {
            let inside = whole.root.as_ref().and_then(content);
            let into = ResultInto::Value(&mut value, inside, format.in_xml());
            decode_answer((answer, result), into, body.as_bytes(), notes)
        }
        Codec::Xml(_) => {
            let Some(root) = &whole.root else { return Ok(()) };
            let names = (name(&root.name), content(root));
            xml::decode_value(body.as_bytes(), None, names, format.in_xml(), &mut value, notes)
        }
        Codec::PaddedJson(_) => {
            json::read_value(unpadded(body).as_bytes(), format.in_json(), &mut value, notes)
        }
        _ => json::read_value(body.as_bytes(), format.in_json(), &mut value, notes),
    }
}

/// The JSON inside a call.
fn unpadded(body: &str) -> &str {
    let inside = body.find('(').zip(body.rfind(')')).and_then(|(open, close)| body.get(open + 1..close));
    inside.unwrap_or(body)
}

fn decode(
    record: &mut DynamicRecord,
    media: &MediaType,
    body: &str,
    is_request: bool,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let bytes = body.as_bytes();
    match &media.codec {
        Codec::Empty if body.trim().is_empty() => Ok(()),
        Codec::Text => text::decode_record(bytes, record, notes),
        Codec::Bytes => Err(DecodeError::syntax("only bytes are read as they are")),
        Codec::Multipart(_) => Err(DecodeError::syntax("only a request comes in parts")),
        Codec::Empty => Err(DecodeError::syntax("there is a body where the binding has none")),
        Codec::Json | Codec::Framed(_) => json::decode_record(bytes, record, notes),
        Codec::PaddedJson(_) => json::decode_record(unpadded(body).as_bytes(), record, notes),
        Codec::Lines(style) => {
            form::decode_record(&form::parse_lines(body, notes.bounds())?, pair_style(style), record, notes)
        }
        Codec::Form(style) => {
            form::decode_record(&form::parse(body.trim(), notes.bounds())?, pair_style(style), record, notes)
        }
        Codec::Xml(_) => xml::decode(bytes, None, record.shape().xml.root, record, notes),
        Codec::Soap { answer, result: Some(result), .. }
            if !is_request && !record.shape().members.is_empty() =>
        {
            decode_answer((answer, result), ResultInto::Record(record), bytes, notes)
        }
        Codec::Soap { request, answer, .. } => {
            let QName { namespace, local } = if is_request { request } else { answer };
            // As the tables of records: the runtime wants names that stay.
            let root = Name::new(kept(namespace), kept(local));
            no_fault(decode_envelope(bytes, None, root, record, notes)?.1)
        }
    }
}

/// Reads what an answer in an envelope holds in an element of its own.
fn decode_answer(
    (answer, result): (&QName, &QName),
    into: ResultInto<'_>,
    body: &[u8],
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let names = (name(answer), name(result));
    no_fault(decode_result(body, None, names, into, notes)?.1)
}

fn no_fault(body: Body) -> Result<(), DecodeError> {
    match body {
        Body::Content => Ok(()),
        Body::Fault(fault) => {
            Err(DecodeError::syntax(format!("it is a fault, {fault}")).at(Position { line: 1, column: 1 }))
        }
    }
}
