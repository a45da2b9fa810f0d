//! Answers, read and written by the tables of a binding.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use http::{Response, StatusCode};

use super::body::{self, Role};
use super::media_type::essence;
use super::{Binding, Body, Codec, Failure, MediaType, Operation, Root, json_padding};
use crate::error::{DecodeError, EncodeError};
use crate::fault::Fault;
use crate::walk::{Notes, Record, Value};

/// What an answer says.
#[derive(Debug)]
pub enum Outcome<O: Operation> {
    /// The operation did what it was asked.
    Success(O::Output),
    /// A failure that the page documents.
    Failure(O::Failure),
    /// A failure in the words of the protocol.
    Fault(Fault),
    /// A status of which the spec says nothing.
    Undocumented,
}

/// Reads an answer.
///
/// A fault is read whatever the status. Documented failures are tried in the
/// order of the spec, then a status from 200 to 299 is a success.
///
/// # Errors
/// The status says success or a documented failure, and the body is not what the spec says.
pub fn decode_answer<O: Operation>(
    binding: &Binding<O::Credentials>,
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
    notes: &mut Notes,
) -> Result<Outcome<O>, DecodeError> {
    let Some(media) = answer_type(binding, headers) else {
        return Ok(if status.is_success() {
            Outcome::Success(O::Output::blank())
        } else {
            Outcome::Undocumented
        });
    };
    let charset = super::decode_request::charset(headers);

    #[cfg(feature = "xml")]
    if let Codec::Soap(envelope) = media.codec {
        return decode_soap(envelope, status, body, charset, notes);
    }
    for (case, failure) in O::Failure::CASES.iter().enumerate() {
        if failure.when.holds(status.as_u16(), body) {
            let mut failure = O::Failure::empty(case);
            if body::is_nothing(failure.body()) {
                return Ok(Outcome::Failure(failure));
            }
            // A success without a body says nothing of how a failure is written.
            let body_type =
                if matches!(media.codec, Codec::Empty) { with_body(binding) } else { Some(media) };
            let Some(media) = body_type else { return Ok(Outcome::Undocumented) };
            let read = body::read(
                failure.body_mut(),
                &O::Failure::root(case),
                body,
                media,
                charset,
                Role::Answer,
                notes,
            );
            return match read {
                Ok(()) => Ok(Outcome::Failure(failure)),
                Err(error) if status.is_success() => Err(error),
                // Something on the way answered in the service's place.
                Err(_) => Ok(Outcome::Undocumented),
            };
        }
    }
    if !status.is_success() {
        return Ok(Outcome::Undocumented);
    }
    let mut output = O::Output::blank();
    body::read(&mut output, &O::OUTPUT, body, media, charset, Role::Answer, notes)?;
    Ok(Outcome::Success(output))
}

/// The first media type of the answers that has a body.
pub(crate) fn with_body<C>(binding: &Binding<C>) -> Option<&'static MediaType> {
    binding.answers.iter().find(|media| !matches!(media.codec, Codec::Empty))
}

/// The media type of an answer. Peers name other types for what they send, and
/// some name none; that is then the first of the binding.
pub(crate) fn answer_type<C>(binding: &Binding<C>, headers: &HeaderMap) -> Option<&'static MediaType> {
    let content_type = headers.get(CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let own = content_type.map(essence);
    let known =
        binding.answers.iter().find(|media| own.is_some_and(|own| media.essence().eq_ignore_ascii_case(own)));
    known.or(binding.answers.first())
}

#[cfg(feature = "xml")]
fn decode_soap<O: Operation>(
    envelope: &super::SoapEnvelope,
    status: StatusCode,
    body: &[u8],
    charset: Option<&str>,
    notes: &mut Notes,
) -> Result<Outcome<O>, DecodeError> {
    let mut output = O::Output::blank();
    // Resolving lets only records come here.
    let into: &mut dyn Record = match output.as_record_mut() {
        Some(record) => record,
        None => &mut (),
    };
    match crate::soap::decode_envelope(body, charset, envelope.answer, into, notes) {
        Ok((_, crate::soap::Body::Fault(fault))) => Ok(Outcome::Fault(fault)),
        Ok(_) if status.is_success() => Ok(Outcome::Success(output)),
        Err(error) if status.is_success() => Err(error),
        Ok(_) | Err(_) => Ok(Outcome::Undocumented),
    }
}

/// Writes the answer of a success.
///
/// `padding` is the name of the function that padded JSON calls.
///
/// # Errors
/// A value cannot be written in this media type.
pub fn encode_answer<O: Operation>(
    output: &O::Output,
    media: &MediaType,
    padding: Option<&str>,
) -> Result<Response<Bytes>, EncodeError> {
    encode(200, output, &O::OUTPUT, media, padding)
}

/// Writes the answer of a documented failure, under `status` if that tells the
/// failure, else under the first status that does.
///
/// # Errors
/// A value cannot be written in this media type, or a member should tell the
/// failure and does not.
pub fn encode_failure<F: Failure>(
    failure: &F,
    status: Option<StatusCode>,
    media: &MediaType,
    padding: Option<&str>,
) -> Result<Response<Bytes>, EncodeError> {
    let case = F::CASES.get(failure.case());
    let first = case.map_or(500, |case| case.when.status());
    // A reader takes the first failure that the answer tells.
    let told = |status: u16, body: &[u8]| F::CASES.iter().position(|case| case.when.holds(status, body));
    let status = status.map(|status| status.as_u16());
    let status = status.filter(|status| told(*status, b"") == Some(failure.case())).unwrap_or(first);
    let nothing = MediaType::new("", Codec::Empty);
    let (media, padding) = if body::is_nothing(failure.body()) { (&nothing, None) } else { (media, padding) };
    let response = encode(status, failure.body(), &F::root(failure.case()), media, padding)?;
    match told(status, response.body()).map(|case| F::CASES[case].name) {
        name if name == case.map(|case| case.name) => Ok(response),
        name => {
            let own = case.map_or("failure", |case| case.name);
            let taken = name.map_or_else(|| "a success".to_owned(), |name| format!("`{name}`"));
            let message =
                format!("the value does not say that it is `{own}`: a caller would take it for {taken}");
            Err(EncodeError::new(message))
        }
    }
}

fn encode(
    status: u16,
    value: &dyn Body,
    root: &Root,
    media: &MediaType,
    padding: Option<&str>,
) -> Result<Response<Bytes>, EncodeError> {
    let mut body = body::write(value, root, media, Role::Answer)?;
    if let Some(function) = padding {
        if !json_padding::is_function(function.as_bytes()) {
            return Err(EncodeError::new(
                "the name of a function takes letters, digits, `_`, `$` and `.` only",
            ));
        }
        body = [function.as_bytes(), b"(", &body, b")"].concat();
    }
    let mut response = Response::new(Bytes::from(body));
    *response.status_mut() = StatusCode::from_u16(status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    if !matches!(media.codec, Codec::Empty) {
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media.content_type));
    }
    Ok(response)
}
