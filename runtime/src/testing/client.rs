//! A client between the samples of a page and a peer that is not there.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use bytes::Bytes;

use super::inputs::input_of;
use super::round_trip::{self, parts_of_answer, read_request};
use super::{binding_of, defect, media_of, unproven};
use crate::client::{BoxFuture, Error, ErrorKind, Response, Transport, TransportError};
use crate::message::{
    BindingName, BodyFrom, Direction, HttpText, MediaType, MediaTypeName, Operation, Sample,
};

/// A transport that keeps the request and gives a settled answer.
#[derive(Clone, Debug)]
pub struct Peer {
    request: Arc<Mutex<Option<http::Request<Bytes>>>>,
    answer: http::Response<Bytes>,
}

impl Transport for Peer {
    fn send(
        &self,
        request: http::Request<Bytes>,
        _: Duration,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        *self.request.lock().unwrap_or_else(PoisonError::into_inner) = Some(request);
        let answer = self.answer.clone();
        Box::pin(async move { Ok(answer) })
    }
}

/// One call that a test makes with the generated client.
#[derive(Debug)]
pub struct Exchange<O: Operation> {
    /// What the client sends by.
    pub peer: Peer,
    /// What the client is given.
    pub input: O::Input,
    /// The binding to choose.
    pub binding: BindingName<O>,
    /// The form of the body to choose.
    pub format: Option<MediaTypeName<O>>,
    /// The form of the answer to choose.
    pub accept: Option<MediaTypeName<O>>,
    sample: Sample,
    media: Option<&'static MediaType>,
    /// The error that a defective sample must cause.
    refused: Option<&'static str>,
}

/// The calls that show a sample: one for each of its media types, and one more
/// for a defective sample as the page has it. `all` are the samples of the page.
pub fn exchanges<O: Operation>(operation: O, sample: &Sample, all: &[Sample]) -> Vec<Exchange<O>> {
    let binding = binding_of::<O>(sample);
    let is_request = sample.direction == Direction::Request;
    let asked = input_of::<O>(binding, all);
    let media_types = media_of(sample, if is_request { binding.accepts } else { binding.answers });
    let mut exchanges = Vec::new();
    for media in media_types {
        let name = media.map(MediaType::essence).filter(|name| !name.is_empty()).map(MediaTypeName::new);
        let texts = [(Some(sample.correct()), None), (sample.defect.map(|_| sample.text), sample.defect)];
        for (text, defect) in texts {
            let Some(text) = text else { continue };
            let (input, answer) = match (is_request, defect) {
                // A client does not send what its types cannot hold.
                (true, Some(_)) => continue,
                (true, None) => match read_request::<O>(sample, binding, media, text, None) {
                    Ok(input) => (input, http::Response::new(Bytes::new())),
                    Err(error) => panic!("{}: {error}", sample.name),
                },
                (false, _) => {
                    let Some(input) = asked.clone() else {
                        // What no call can ask for is read and written all the same.
                        round_trip::round_trip(operation, sample);
                        return Vec::new();
                    };
                    let (status, headers, body) = parts_of_answer::<O>(binding, media, text);
                    let mut answer = http::Response::new(Bytes::copy_from_slice(body.as_bytes()));
                    (*answer.status_mut(), *answer.headers_mut()) = (status, headers);
                    (input, answer)
                }
            };
            exchanges.push(Exchange {
                peer: Peer { request: Arc::default(), answer },
                input,
                binding: BindingName::new(binding.name),
                format: name.filter(|_| is_request && binding.body != BodyFrom::Nothing),
                accept: name.filter(|_| !is_request),
                sample: *sample,
                media,
                refused: defect.map(|defect| defect.error),
            });
        }
    }
    exchanges
}

impl<O: Operation> Exchange<O> {
    /// Compares what the client sent, or what it made of the answer, with the sample.
    pub fn check(&self, result: Result<Response<O::Output>, Error<O::Failure>>) {
        if self.sample.direction == Direction::Request {
            let sent = self.peer.request.lock().unwrap_or_else(PoisonError::into_inner);
            match &*sent {
                Some(sent) => self.check_request(sent),
                None => panic!("{}: nothing was sent: {:?}", self.sample.name, result.err()),
            }
            return;
        }
        match (result, self.refused) {
            (Ok(response), None) => {
                round_trip::success::<O>(&self.sample, self.media, &response.into_inner())
            }
            (Err(error), Some(refused)) => {
                if matches!(error.kind(), ErrorKind::Failure(_)) {
                    // It does not tell how its answer was read.
                    let binding = binding_of::<O>(&self.sample);
                    defect::check::<O>(&self.sample, binding, self.media, refused, None);
                } else {
                    defect::holds(&self.sample, refused, &[error.to_string()]);
                }
            }
            (Ok(response), Some(refused)) => {
                defect::holds(&self.sample, refused, &defect::of_sample(response.deviations()));
            }
            (Err(error), None) => match error.into_kind() {
                ErrorKind::Failure(failure) => round_trip::failure(&self.sample, self.media, &failure),
                other => panic!("{}: {other:?}", self.sample.name),
            },
        }
    }

    /// What is computed is not on the page, so a sample that shows only a body is
    /// compared with the body alone.
    fn check_request(&self, sent: &http::Request<Bytes>) {
        let sent = settled(&self.sample, self.media, sent);
        let binding = binding_of::<O>(&self.sample);
        round_trip::whole_request(&self.sample, binding, self.media, &sent);
    }
}

/// A request with the sample's values in the places of what nobody can compute again. What is
/// not there stays away.
fn settled(
    sample: &Sample,
    media: Option<&MediaType>,
    written: &http::Request<Bytes>,
) -> http::Request<Bytes> {
    let mut settled = written.clone();
    let text = HttpText::parse(sample.correct());
    for name in sample.unproven {
        let Ok(name) = http::HeaderName::from_bytes(name.as_bytes()) else { continue };
        if let (Some(shown), Some(own)) = (text.headers.get(&name), settled.headers_mut().get_mut(&name)) {
            own.clone_from(shown);
        }
    }
    if let (Some((_, target)), Some((before, query))) =
        (&text.request_line, written.uri().to_string().split_once('?'))
        && let Some((_, shown)) = target.split_once('?')
        && let Ok(uri) = format!("{before}?{}", unproven::pairs(sample, shown, query)).parse()
    {
        *settled.uri_mut() = uri;
    }
    *settled.body_mut() = unproven::body(sample, media, text.body, written.body()).into();
    settled
}
