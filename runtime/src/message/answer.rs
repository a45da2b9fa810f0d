//! Answers, read and written by the tables of a binding.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderMap, HeaderValue};
use http::{Response, StatusCode};

use super::body::{self, Role};
use super::decode_request::{charset, content_type};
use super::framing::Framed;
use super::json_frame::json_frame;
use super::media_type::essence;
#[cfg(feature = "xml")]
use super::soap_body;
use super::{
    Answered, Around, Binding, Body, BodyFrom, Codec, Condition, Failure, MediaType, Operation, header_text,
    json_padding,
};
use crate::error::{DecodeError, EncodeError};
use crate::fault::Fault;
use crate::walk::{Deviation, Limits, Notes, Value, breaches_of};

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
/// Documented failures are tried in the order of the spec, then a fault is read
/// whatever the status, then [`Operation::SUCCESS`] decides.
///
/// # Errors
/// The answer is a success or a documented failure, and the body is not what the spec says.
pub fn decode_answer<O: Operation>(
    binding: &Binding<O::Credentials>,
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
    notes: &mut Notes,
) -> Result<Outcome<O>, DecodeError> {
    notes.expect_documents(O::DOCUMENTS);
    let mut outcome = outcome::<O>(binding, status, headers, body, notes)?;
    if let Outcome::Success(output) = &mut outcome
        && let Some(record) = output.as_record_mut()
    {
        header_text::read(headers, O::ANSWER.headers, record, notes)?;
    }
    if O::LIMITED {
        // A peer's limits are its own to break; what it says is of use all the same.
        let found = match &outcome {
            Outcome::Success(output) => breaches_of(output, &Limits::NONE, String::new()),
            Outcome::Failure(failure) => breaches_of(failure.held(), &Limits::NONE, String::new()),
            Outcome::Fault(_) | Outcome::Undocumented => Vec::new(),
        };
        found.into_iter().for_each(|breach| notes.push(Deviation::OutOfLimits(breach)));
    }
    Ok(outcome)
}

fn outcome<O: Operation>(
    binding: &Binding<O::Credentials>,
    status: StatusCode,
    headers: &HeaderMap,
    body: &[u8],
    notes: &mut Notes,
) -> Result<Outcome<O>, DecodeError> {
    let charset = charset(headers);
    let media = answer_type(binding, headers);
    let codec = media.map_or(Codec::Empty, |media| media.codec);
    let ignore_case = media.is_some_and(|media| media.ignore_case);
    let answer = Answered { status: status.as_u16(), codec, charset, body, ignore_case };
    let Some(media) = media else {
        return Ok(match O::SUCCESS.holds(&answer) {
            true => Outcome::Success(O::Output::blank()),
            false => Outcome::Undocumented,
        });
    };
    if let Some(case) = O::Failure::CASES.iter().position(|case| case.when.holds(&answer)) {
        return decode_failure(case, binding, media, (headers, &answer), notes);
    }
    #[cfg(feature = "xml")]
    if let Codec::Soap(envelope) = media.codec {
        return decode_soap(envelope, &answer, notes);
    }
    if !O::SUCCESS.holds(&answer) {
        return Ok(Outcome::Undocumented);
    }
    let mut output = O::Output::blank();
    if let Some(blob) = O::answer_mut(&mut output).value_mut().as_blob_mut() {
        blob.bytes = notes.share(body);
        let sent = headers.get(CONTENT_TYPE).and_then(|own| own.to_str().ok()).map(essence);
        blob.media_type = Some(sent.unwrap_or(media.essence()).to_owned());
        return Ok(Outcome::Success(output));
    }
    let content_type = content_type(headers);
    let into = O::answer_mut(&mut output);
    match (O::ANSWER.body, into.record_mut()) {
        (BodyFrom::Members(only), Some(record)) => {
            body::read_members(record, only, body, media, content_type, Role::Answer, notes)?;
        }
        _ => body::read(into, &O::OUTPUT, body, media, content_type, Role::Answer, notes)?,
    }
    Ok(Outcome::Success(output))
}

/// Reads an answer that tells a documented failure.
fn decode_failure<O: Operation>(
    case: usize,
    binding: &Binding<O::Credentials>,
    media: &'static MediaType,
    (headers, answer): (&HeaderMap, &Answered<'_>),
    notes: &mut Notes,
) -> Result<Outcome<O>, DecodeError> {
    let mut failure = O::Failure::empty(case);
    let told = |error| match O::SUCCESS.holds(answer) || O::Failure::CASES[case].when.looks_inside() {
        true => Err(error),
        // Something on the way answered in the service's place.
        false => Ok(Outcome::Undocumented),
    };
    match failure_body::<O>(case, &mut failure, binding, media, (answer, content_type(headers)), notes) {
        Ok(None) => {}
        Ok(Some(other)) => return Ok(other),
        Err(error) => return told(error),
    }
    let bare = body::is_nothing(failure.body());
    match failure.held_mut().as_record_mut() {
        None => {}
        Some(record) => match header_text::read(headers, O::Failure::framing(case).headers, record, notes) {
            Ok(()) => {}
            Err(error) if bare => return told(error),
            // The body is the service's own.
            Err(error) => return Err(error),
        },
    }
    Ok(Outcome::Failure(failure))
}

/// Reads the body of a failure's answer; gives what the answer is, if not this failure.
fn failure_body<O: Operation>(
    case: usize,
    failure: &mut O::Failure,
    binding: &Binding<O::Credentials>,
    media: &'static MediaType,
    (answer, content_type): (&Answered<'_>, Option<&str>),
    notes: &mut Notes,
) -> Result<Option<Outcome<O>>, DecodeError> {
    #[cfg(feature = "xml")]
    if O::Failure::CASES[case].when.fault_codes().is_some()
        && let Some(fault) = crate::soap::decode_fault(answer.body, answer.charset)
    {
        let into = failure.body_mut().record_mut();
        let nothing = into.as_ref().is_none_or(|record| record.shape().members.is_empty());
        let told = match (into, &fault.detail) {
            (Some(into), Some(detail)) if !nothing => crate::soap::read_detail_into(detail, into, notes)?,
            _ => nothing,
        };
        return Ok((!told).then_some(Outcome::Fault(fault)));
    }
    if body::is_nothing(failure.body()) {
        return Ok(None);
    }
    // A success without a body says nothing of how a failure is written.
    let unfit =
        matches!(media.codec, Codec::Empty | Codec::Bytes) && failure.body().value().as_blob().is_none();
    let body_type = if unfit { with_body(binding) } else { Some(media) };
    let Some(media) = body_type else { return Ok(Some(Outcome::Undocumented)) };
    let root = O::Failure::root(case);
    let into = failure.body_mut();
    match (O::Failure::framing(case).body, into.record_mut()) {
        (BodyFrom::Members(only), Some(record)) => {
            body::read_members(record, only, answer.body, media, content_type, Role::Failure, notes)?;
        }
        _ => body::read(into, &root, answer.body, media, content_type, Role::Failure, notes)?,
    }
    Ok(None)
}

/// The first media type of the answers that holds a value.
fn with_body<C>(binding: &Binding<C>) -> Option<&'static MediaType> {
    binding.answers.iter().find(|media| !matches!(media.codec, Codec::Empty | Codec::Bytes))
}

/// The media type that what an answer holds is written in: bytes by their own, everything
/// else by one that is not that of bytes, and nothing by none. `None` where a handler
/// names a media type for bytes that the binding does not have.
#[cfg(any(feature = "server", feature = "testing"))]
pub(crate) fn carrier(
    answers: &'static [MediaType],
    negotiated: &'static MediaType,
    held: &dyn Value,
    is_failure: bool,
) -> Option<&'static MediaType> {
    let raw = |media: &&MediaType| matches!(media.codec, Codec::Bytes);
    let Some(blob) = held.as_blob() else {
        // A success without a body says nothing of how a failure is written.
        let unfit = raw(&negotiated) || (is_failure && matches!(negotiated.codec, Codec::Empty));
        let with_members = |media: &&MediaType| !raw(media) && !matches!(media.codec, Codec::Empty);
        let other = answers.iter().find(with_members).filter(|_| unfit);
        return Some(other.unwrap_or(negotiated));
    };
    match &blob.media_type {
        Some(own) => answers.iter().filter(raw).find(|media| media.essence().eq_ignore_ascii_case(own)),
        None => Some(negotiated).filter(raw).or(answers.iter().find(raw)).or(Some(negotiated)),
    }
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
    answer: &Answered<'_>,
    notes: &mut Notes,
) -> Result<Outcome<O>, DecodeError> {
    let mut output = O::Output::blank();
    let (into, body) = (O::answer_mut(&mut output), (answer.body, answer.charset));
    match soap_body::read(into, &O::OUTPUT, envelope, body, Role::Answer, notes) {
        Ok(crate::soap::Body::Fault(fault)) => Ok(Outcome::Fault(fault)),
        Ok(_) if O::SUCCESS.holds(answer) => Ok(Outcome::Success(output)),
        Err(error) if O::SUCCESS.holds(answer) => Err(error),
        Ok(_) | Err(_) => Ok(Outcome::Undocumented),
    }
}

/// Writes the answer of a success, under the first status that tells it.
///
/// `around` is what the answer takes from its request, such as the name of a function that it calls.
///
/// # Errors
/// A value cannot be written in this media type, or does not say that it is a
/// success: a caller would take it for a failure that holds something else, or for
/// nothing that the page documents. A value that says that it is a failure which
/// holds what a success does is written as it is.
pub fn encode_answer<'a, O: Operation>(
    output: &O::Output,
    media: &MediaType,
    around: impl Into<Around<'a>>,
) -> Result<Response<Bytes>, EncodeError> {
    let status = O::SUCCESS.status();
    let response = encode((status, Role::Answer), &Framed::success::<O>(output), media, around.into())?;
    let looks_inside = |when: &Condition| when.looks_inside();
    if !O::Failure::CASES.iter().any(|case| looks_inside(&case.when)) && !looks_inside(&O::SUCCESS) {
        return Ok(response);
    }
    let answer =
        Answered { status, codec: media.codec, charset: None, body: response.body(), ignore_case: false };
    if let Some(case) = O::Failure::CASES.iter().position(|case| case.when.holds(&answer)) {
        let failure = O::Failure::empty(case);
        let shape = |body: &dyn Body| body.record().map(|own| std::ptr::from_ref(own.shape()));
        let same = shape(failure.body()).is_some_and(|own| shape(O::answer(output)) == Some(own));
        let name = O::Failure::CASES[case].name;
        return if same {
            Ok(response)
        } else {
            Err(EncodeError::new(format!("a caller would take the value for the failure `{name}`")))
        };
    }
    if O::SUCCESS.holds(&answer) {
        Ok(response)
    } else {
        Err(EncodeError::new("the value does not say that it is a success"))
    }
}

/// Writes the answer of a documented failure, under `status` if that tells the
/// failure, else under the first status that does.
///
/// # Errors
/// A value cannot be written in this media type, or a member should tell the
/// failure and does not.
pub fn encode_failure<'a, F: Failure>(
    failure: &F,
    status: Option<StatusCode>,
    media: &MediaType,
    around: impl Into<Around<'a>>,
) -> Result<Response<Bytes>, EncodeError> {
    let around = around.into();
    let case = failure.case();
    let when = F::CASES.get(case).map_or(&Condition::Empty, |own| &own.when);
    // One before it may have the same status.
    let by_status =
        |status: u16| F::CASES.iter().position(|own| own.when.takes(status) && !own.when.looks_inside());
    let status = status.map(|status| status.as_u16());
    let status = status.filter(|&own| when.takes(own) && by_status(own).is_none_or(|first| first >= case));
    let status = status.unwrap_or(when.status());
    let nothing = MediaType::new("", Codec::Empty);
    let (own, around) =
        if body::is_nothing(failure.body()) { (&nothing, Around::default()) } else { (media, around) };
    let response = match when.fault_codes() {
        Some(codes) => encode_fault(failure, F::CASES[case].name, codes, media)?,
        None => encode((status, Role::Failure), &Framed::failure(failure), own, around)?,
    };
    // A reader takes the first failure that the answer tells.
    let status = response.status().as_u16();
    let answer =
        Answered { status, codec: media.codec, charset: None, body: response.body(), ignore_case: false };
    match F::CASES.iter().position(|own| own.when.holds(&answer)) {
        Some(told) if told == case => Ok(response),
        told => {
            let own = F::CASES.get(case).map_or("failure", |case| case.name);
            let taken =
                told.map_or_else(|| "a success".to_owned(), |told| format!("`{}`", F::CASES[told].name));
            let message =
                format!("the value does not say that it is `{own}`: a caller would take it for {taken}");
            Err(EncodeError::new(message))
        }
    }
}

/// Writes a failure that is told by the code of a fault.
#[cfg(feature = "xml")]
fn encode_fault<F: Failure>(
    failure: &F,
    name: &str,
    codes: &[&str],
    media: &MediaType,
) -> Result<Response<Bytes>, EncodeError> {
    let Codec::Soap(envelope) = media.codec else {
        return Err(EncodeError::new(format!("only SOAP has a fault such as `{name}`")));
    };
    let detail = match failure.body().record() {
        Some(record) if !body::is_nothing(failure.body()) => crate::soap::write_detail(record)?,
        _ => String::new(),
    };
    let code = codes.first().copied().unwrap_or("Server").to_owned();
    let fault = Fault { code, detail: Some(detail), ..Fault::server(name) };
    let mut response = Response::new(Bytes::from(crate::soap::encode_fault(envelope.version, &fault)?));
    // SOAP 1.2 has another status for faults of the sender (part 2, section 7.5.2.2).
    let sender = envelope.version == crate::soap::SoapVersion::V12 && fault.is_client();
    *response.status_mut() = if sender { StatusCode::BAD_REQUEST } else { StatusCode::INTERNAL_SERVER_ERROR };
    response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(media.content_type));
    Framed::failure(failure).add_headers(response.headers_mut())?;
    Ok(response)
}

#[cfg(not(feature = "xml"))]
fn encode_fault<F: Failure>(
    _: &F,
    name: &str,
    _: &[&str],
    _: &MediaType,
) -> Result<Response<Bytes>, EncodeError> {
    Err(EncodeError::new(format!("only SOAP has a fault such as `{name}`")))
}

fn encode(
    (status, role): (u16, Role),
    value: &Framed<'_>,
    media: &MediaType,
    around: Around<'_>,
) -> Result<Response<Bytes>, EncodeError> {
    let mut body = value.write(media)?;
    if let Some(frame) = json_frame(media) {
        body = frame.around(role, body, around.repeated);
    }
    if let Some(function) = around.padding {
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
    value.add_headers(response.headers_mut())?;
    Ok(response)
}
