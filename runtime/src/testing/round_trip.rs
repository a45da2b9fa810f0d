//! What is read from a sample is written back.

use http::header::{CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};
use http::{Request, StatusCode};

use super::difference::same;
use super::with::{BASE_URL, With, base_url};
use super::{address, binding_of, compare, defect, headers, media_of, unproven};
use crate::error::DecodeError;
use crate::message::{
    Around, BaseUrl, Binding, BodyFrom, Codec, Direction, Fresh, HttpText, MediaType, Operation, Outcome,
    RequestError, Sample, assemble, decode_answer, decode_body, decode_request, encode_answer,
    encode_failure, encode_framed, encode_request_by, json_frame, make_up_headers,
};
use crate::walk::{Filling, Notes, Record as _};

/// Reads a sample in each of its media types, writes what was read, and
/// compares. A defective sample must be refused as its spec says, and its
/// corrected form must pass.
pub fn round_trip<O: Operation>(operation: O, sample: &Sample) {
    round_trip_with(operation, sample, &With::default());
}

/// The same for a sample that the page made with these: what it proves is checked as a
/// server would, and computed once more.
pub fn round_trip_with<O: Operation>(_operation: O, sample: &Sample, with: &With<'_, O::Credentials>) {
    let binding = binding_of::<O>(sample);
    let offer = if sample.direction == Direction::Request { binding.accepts } else { binding.answers };
    for media in media_of(sample, offer) {
        if let Some(defect) = sample.defect {
            defect::check::<O>(sample, binding, media, defect.error, with.credentials);
        }
        match sample.direction {
            Direction::Request => request::<O>(sample, binding, media, with),
            Direction::Answer => answer::<O>(sample, binding, media),
        }
    }
}

/// The input that a request sample shows. What stands outside of a sample that
/// is only a body is made up.
pub(super) fn read_request<O: Operation>(
    sample: &Sample,
    binding: &Binding<O::Credentials>,
    media: Option<&MediaType>,
    text: &str,
    credentials: Option<&O::Credentials>,
) -> Result<O::Input, RequestError> {
    read_request_noting::<O>(sample, binding, media, text, credentials, &mut Notes::new())
}

/// The same; the notes tell what is not the spec's.
pub(super) fn read_request_noting<O: Operation>(
    sample: &Sample,
    binding: &Binding<O::Credentials>,
    media: Option<&MediaType>,
    text: &str,
    credentials: Option<&O::Credentials>,
    notes: &mut Notes,
) -> Result<O::Input, RequestError> {
    let text = HttpText::parse(text);
    notes.take_as_sent();
    let Some((method, target)) = text.request_line else {
        let mut input = O::Input::empty();
        // What the body may leave out is not made up.
        let in_body = |index: usize| matches!(binding.body, BodyFrom::Members(only) if only.contains(&index));
        for index in (0..input.shape().members.len()).filter(|index| !in_body(*index)) {
            Filling::whole(0).member(&mut input, index);
        }
        if let Some(media) = media {
            decode_body::<O>(&mut input, binding, media, None, text.body.as_bytes(), notes)?;
        }
        return Ok(input);
    };
    let method = method.or(binding.methods.first().copied()).unwrap_or("GET");
    let mut request = Request::builder().method(method).uri(base_of(sample).join(&target));
    if let Some(headers) = request.headers_mut() {
        headers.clone_from(&text.headers);
    }
    let Ok(request) = request.body(()) else {
        panic!("{}: the request line is none", sample.name);
    };
    let (parts, ()) = request.into_parts();
    decode_request::<O>(binding, media, &parts, text.body.as_bytes(), credentials, notes)
}

fn request<O: Operation>(
    sample: &Sample,
    binding: &Binding<O::Credentials>,
    media: Option<&'static MediaType>,
    with: &With<'_, O::Credentials>,
) {
    let credentials = with.credentials;
    let input = match read_request::<O>(sample, binding, media, sample.correct(), credentials) {
        Ok(input) => input,
        Err(error) => panic!("{}: {error}", sample.name),
    };
    let text = HttpText::parse(sample.correct());
    // A body alone is written by itself, unless it is known what its proofs are made with; so is
    // one of whose message something cannot be computed.
    if (text.request_line.is_none() && with.is_nothing()) || !sample.unproven.is_empty() {
        let Some(media) = media.filter(|_| binding.body != BodyFrom::Nothing) else { return };
        match encode_framed::<O>(&input, binding, media, &made_up(media, text.body), &Fresh::default()) {
            Ok(written) => {
                let written = unproven::body(sample, Some(media), text.body, &written);
                compare::body(sample, Some(media), text.body, &written);
            }
            Err(error) => panic!("{}: {error}", sample.name),
        }
        return;
    }
    let written =
        with.send(&base_of(sample), |sender| encode_request_by::<O>(&input, binding, media, None, sender));
    match written {
        Ok(written) => whole_request(sample, binding, media, &written),
        Err(error) => panic!("{}: {error}", sample.name),
    }
}

/// Compares a whole request with the sample's.
pub(super) fn whole_request<C>(
    sample: &Sample,
    binding: &Binding<C>,
    media: Option<&MediaType>,
    written: &Request<bytes::Bytes>,
) {
    let text = HttpText::parse(sample.correct());
    if let Some((method, target)) = &text.request_line {
        let own = written.uri().path_and_query().map(ToString::to_string).unwrap_or_default();
        address::compare(sample, &own, target);
        if let Some(method) = method {
            same(sample, "the method", written.method().as_str(), method);
        }
    }
    let is_named =
        |name: &HeaderName| binding.headers.iter().any(|own| own.name.eq_ignore_ascii_case(name.as_str()));
    headers::compare(sample, &text.headers, written.headers(), is_named);
    compare::body(sample, media, text.body, written.body());
}

/// Where a made-up message is sent to.
pub(super) fn base() -> BaseUrl {
    match BASE_URL.parse() {
        Ok(base) => base,
        Err(error) => panic!("{error}"),
    }
}

/// Where a sample was sent to.
pub(super) fn base_of(sample: &Sample) -> BaseUrl {
    match base_url(sample).parse() {
        Ok(base) => base,
        Err(error) => panic!("{error}"),
    }
}

/// A body that a sample shows, with the address and the headers around it.
pub(super) fn assembled<O: Operation>(
    input: &O::Input,
    binding: &Binding<O::Credentials>,
    media: Option<&MediaType>,
    base: &BaseUrl,
    with: &With<'_, O::Credentials>,
    body: Vec<u8>,
) -> Result<Request<bytes::Bytes>, RequestError> {
    with.send(base, |sender| assemble::<O>(input, binding, media, None, sender, body))
}

fn status_of(text: &HttpText<'_>) -> StatusCode {
    text.status.and_then(|status| StatusCode::from_u16(status).ok()).unwrap_or(StatusCode::OK)
}

/// The status, the headers and the body that an answer sample shows. A sample that is only
/// a body has the headers that it cannot be without.
pub(super) fn parts_of_answer<'t, O: Operation>(
    binding: &Binding<O::Credentials>,
    media: Option<&MediaType>,
    text: &'t str,
) -> (StatusCode, HeaderMap, &'t str) {
    let text = HttpText::parse(text);
    let status = status_of(&text);
    let mut headers = text.headers;
    if let Some(media) = media.filter(|media| !media.content_type.is_empty()) {
        headers.entry(CONTENT_TYPE).or_insert(HeaderValue::from_static(media.content_type));
    }
    if text.status.is_none() {
        make_up_headers::<O>(binding, status, &mut headers, text.body.as_bytes());
    }
    (status, headers, text.body)
}

/// What an answer sample says.
pub(super) fn read_answer<O: Operation>(
    binding: &Binding<O::Credentials>,
    media: Option<&MediaType>,
    text: &str,
    notes: &mut Notes,
) -> Result<Outcome<O>, DecodeError> {
    let (status, headers, body) = parts_of_answer::<O>(binding, media, text);
    decode_answer::<O>(binding, status, &headers, body.as_bytes(), notes)
}

fn answer<O: Operation>(
    sample: &Sample,
    binding: &Binding<O::Credentials>,
    media: Option<&'static MediaType>,
) {
    let outcome = match read_answer::<O>(binding, media, sample.correct(), &mut Notes::new()) {
        Ok(outcome) => outcome,
        Err(error) => panic!("{}: {error}", sample.name),
    };
    match outcome {
        Outcome::Success(output) => success::<O>(sample, media, &output),
        Outcome::Failure(failure) => self::failure(sample, media, &failure),
        Outcome::Fault(fault) => panic!("{}: it is a fault, {fault}", sample.name),
        Outcome::Undocumented => panic!("{}: the spec says nothing of its status", sample.name),
    }
}

/// Writes a success and compares it with the sample.
pub(super) fn success<O: Operation>(sample: &Sample, media: Option<&'static MediaType>, output: &O::Output) {
    let Some(media) = media else { panic!("{}: an answer without a media type", sample.name) };
    let (padding, repeated) = (padding(sample, media), repeated(sample, media));
    let around = Around { padding: padding.as_deref(), repeated: &repeated };
    compare_answer(sample, media, encode_answer::<O>(output, media, around));
}

/// Writes a failure and compares it with the sample.
pub(super) fn failure<F: crate::message::Failure>(
    sample: &Sample,
    media: Option<&'static MediaType>,
    failure: &F,
) {
    let Some(media) = media else { panic!("{}: an answer without a media type", sample.name) };
    let status = status_of(&HttpText::parse(sample.correct()));
    let (padding, repeated) = (padding(sample, media), repeated(sample, media));
    let around = Around { padding: padding.as_deref(), repeated: &repeated };
    compare_answer(sample, media, encode_failure(failure, Some(status), media, around));
}

fn compare_answer(
    sample: &Sample,
    media: &MediaType,
    written: Result<http::Response<bytes::Bytes>, crate::EncodeError>,
) {
    match written {
        Ok(written) => whole_answer(sample, media, &written),
        Err(error) => panic!("{}: {error}", sample.name),
    }
}

/// Compares a whole answer with the sample's.
pub(super) fn whole_answer(sample: &Sample, media: &MediaType, written: &http::Response<bytes::Bytes>) {
    let text = HttpText::parse(sample.correct());
    if let Some(status) = text.status {
        let own = written.status().as_u16();
        assert!(own == status, "{}: a server answers so with status {own}, not {status}", sample.name);
    }
    headers::compare(sample, &text.headers, written.headers(), |_| true);
    compare::body(sample, Some(media), text.body, written.body());
}

/// What a sample's request has made up in its frame.
fn made_up(media: &MediaType, body: &str) -> Vec<(&'static str, String)> {
    json_frame(media).map(|frame| frame.made_up(body.as_bytes())).unwrap_or_default()
}

/// What a sample's answer repeats in its frame.
fn repeated(sample: &Sample, media: &MediaType) -> Vec<(&'static str, String)> {
    let body = HttpText::parse(sample.correct()).body;
    json_frame(media).map(|frame| frame.repeating(body.as_bytes())).unwrap_or_default()
}

/// The function that a sample of padded JSON calls.
fn padding(sample: &Sample, media: &MediaType) -> Option<String> {
    if !matches!(media.codec, Codec::PaddedJson(_)) {
        return None;
    }
    let body = HttpText::parse(sample.correct()).body.trim().to_owned();
    let (name, _) = body.split_once('(')?;
    (!body.starts_with(['{', '[', '<'])).then(|| name.to_owned())
}
