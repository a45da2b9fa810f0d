//! A server between the samples of a page and a caller that is not there.

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::HeaderValue;
use http_body_util::BodyExt as _;
use tower_service::Service as _;

use super::inputs::input_of;
use super::round_trip::{assembled, base, base_of, read_request, round_trip, whole_answer};
use super::with::With;
use super::{binding_of, media_of};
use crate::message::{
    Binding, Codec, Direction, HttpText, MediaType, Operation, Outcome, Sample, decode_answer,
    encode_request, encode_request_by,
};
use crate::walk::Notes;

/// Sends a request sample to a server that knows these credentials and expects it to be understood, or asks
/// a mock server for an answer sample and compares what comes. `all` are the samples of the page.
pub async fn serve<O: Operation>(
    operation: O,
    router: Router,
    (sample, all): (&Sample, &[Sample]),
    credentials: Option<&O::Credentials>,
) {
    serve_with(operation, router, (sample, all), &With { credentials, ..With::default() }).await;
}

/// The same for a sample that the page made with these.
pub async fn serve_with<O: Operation>(
    operation: O,
    router: Router,
    (sample, all): (&Sample, &[Sample]),
    with: &With<'_, O::Credentials>,
) {
    let binding = binding_of::<O>(sample);
    match sample.direction {
        Direction::Request => {
            for media in media_of(sample, binding.accepts) {
                let request = request::<O>(sample, binding, media, with);
                let answer = send(router.clone(), request).await;
                // A mock may answer with a documented failure, never with a refusal.
                let (status, body) = (answer.status(), answer.body());
                let told = decode_answer::<O>(binding, status, answer.headers(), body, &mut Notes::new());
                let understood = status.is_success() || matches!(told, Ok(Outcome::Failure(_)));
                let body = String::from_utf8_lossy(body);
                assert!(understood, "{}: {status} {body}", sample.name);
            }
        }
        Direction::Answer => {
            // What no request can ask for is read and written all the same.
            let Some(input) = input_of::<O>(binding, all) else { return round_trip(operation, sample) };
            for media in media_of(sample, binding.answers) {
                let Some(media) = media else { panic!("{}: an answer without a media type", sample.name) };
                let form = binding.accepts.first();
                let request =
                    encode_request::<O>(&input, binding, form, Some(media), &base(), with.credentials);
                let mut request = match request {
                    Ok(request) => request,
                    Err(error) => panic!("{}: {error}", sample.name),
                };
                if let Ok(prefer) = HeaderValue::from_str(&format!("example={}", sample.name)) {
                    request.headers_mut().insert("Prefer", prefer);
                }
                let answer = send(router.clone(), request).await;
                if !matches!(media.codec, Codec::PaddedJson(_)) {
                    whole_answer(sample, media, &answer);
                }
            }
        }
    }
}

/// The sample as a request, with the values around it that the page leaves out.
fn request<O: Operation>(
    sample: &Sample,
    binding: &Binding<O::Credentials>,
    media: Option<&MediaType>,
    with: &With<'_, O::Credentials>,
) -> http::Request<Bytes> {
    let input = match read_request::<O>(sample, binding, media, sample.correct(), None) {
        Ok(input) => input,
        Err(error) => panic!("{}: {error}", sample.name),
    };
    let text = HttpText::parse(sample.correct());
    let base = &base_of(sample);
    // Of what nobody can compute again, the page's own would be refused.
    let is_proven = sample.unproven.is_empty();
    let written = match is_proven {
        true => assembled::<O>(&input, binding, media, base, with, text.body.as_bytes().to_vec()),
        false => with.send(base, |sender| encode_request_by::<O>(&input, binding, media, None, sender)),
    };
    let mut request = match written {
        Ok(request) => request,
        Err(error) => panic!("{}: {error}", sample.name),
    };
    if !is_proven {
        return request;
    }
    if let Some((_, target)) = text.request_line
        && let Ok(uri) = base.join(&target).parse()
    {
        *request.uri_mut() = uri;
    }
    for (name, value) in &text.headers {
        if name != "content-length" {
            request.headers_mut().insert(name, value.clone());
        }
    }
    request
}

async fn send(mut router: Router, request: http::Request<Bytes>) -> http::Response<Bytes> {
    let answer = match router.call(request.map(Body::from)).await {
        Ok(answer) => answer,
        Err(never) => match never {},
    };
    let (parts, body) = answer.into_parts();
    match body.collect().await {
        Ok(body) => http::Response::from_parts(parts, body.to_bytes()),
        Err(error) => panic!("the answer broke off: {error}"),
    }
}
