//! Whole messages that are right, for tests that change them.

use bytes::Bytes;
use http::{Request, Response};

use super::round_trip::{assembled, base, parts_of_answer, read_request};
use super::survival::fits;
use super::with::With;
use super::{binding_of, media_of};
use crate::message::{
    Codec, Direction, Failure as _, HttpText, Operation, Sample, encode_answer, encode_failure,
    encode_request,
};
use crate::walk::{Filling, Record as _, Value as _};

/// How deep values go that are made up from their types.
const DEPTH: usize = 3;

/// The request samples of an operation in each of their media types, and a
/// made-up request by each binding in each of its own.
///
/// # Panics
/// A sample cannot be read, or a made-up value cannot be written.
pub fn requests<O: Operation>(
    _operation: O,
    samples: &[Sample],
    credentials: Option<&O::Credentials>,
) -> Vec<Request<Bytes>> {
    let own = samples.iter().filter(|own| own.operation == O::NAME && own.direction == Direction::Request);
    let shown = own.flat_map(|sample| {
        let binding = binding_of::<O>(sample);
        let media_types = media_of(sample, binding.accepts).into_iter();
        media_types.map(move |media| {
            let with = With { credentials, ..With::default() };
            let input = read_request::<O>(sample, binding, media, sample.correct(), None);
            let body = HttpText::parse(sample.correct()).body.as_bytes().to_vec();
            let written =
                input.and_then(|input| assembled::<O>(&input, binding, media, &base(), &with, body));
            match written {
                Ok(request) => request,
                Err(error) => panic!("{}: {error}", sample.name),
            }
        })
    });
    let mut input = O::Input::empty();
    input.fill(Filling::whole(DEPTH));
    let made_up = O::BINDINGS.iter().flat_map(|binding| {
        let all: Vec<_> = binding.accepts.iter().map(Some).collect();
        let all = if all.is_empty() { vec![None] } else { all };
        all.into_iter().map(|media| (binding, media)).collect::<Vec<_>>()
    });
    let made_up = made_up.map(|(binding, media)| {
        match encode_request::<O>(&input, binding, media, binding.answers.last(), &base(), credentials) {
            Ok(request) => request,
            Err(error) => panic!("{} by {}: {error}", O::NAME, binding.name),
        }
    });
    shown.chain(made_up).collect()
}

/// The answer samples of an operation in each of their media types, and a
/// made-up success and failure by each binding in each of its own.
///
/// # Panics
/// A made-up value cannot be written.
pub fn answers<O: Operation>(_operation: O, samples: &[Sample]) -> Vec<Response<Bytes>> {
    let own = samples.iter().filter(|own| own.operation == O::NAME && own.direction == Direction::Answer);
    let shown = own.flat_map(|sample| {
        let media_types = media_of(sample, binding_of::<O>(sample).answers).into_iter();
        media_types.flat_map(move |media| {
            let texts = sample.defect.map(|_| sample.text).into_iter().chain([sample.correct()]);
            texts.map(move |text| {
                let (status, headers, body) = parts_of_answer::<O>(binding_of::<O>(sample), media, text);
                let mut answer = Response::new(Bytes::copy_from_slice(body.as_bytes()));
                (*answer.status_mut(), *answer.headers_mut()) = (status, headers);
                answer
            })
        })
    });
    let mut output = O::Output::blank();
    output.fill(Filling::whole(DEPTH));
    let made_up = O::BINDINGS.iter().flat_map(|binding| binding.answers).flat_map(|media| {
        let padding = matches!(media.codec, Codec::PaddedJson(_)).then_some("f");
        let failures = (0..O::Failure::CASES.len()).map(O::Failure::empty).map(move |mut failure| {
            failure.held_mut().fill(Filling::whole(DEPTH + 1));
            encode_failure(&failure, None, media, padding)
        });
        let success = fits(O::answer(&output).value(), media).then(|| {
            match encode_answer::<O>(&output, media, padding) {
                Ok(answer) => answer,
                Err(error) => panic!("{}: {error}", O::NAME),
            }
        });
        // A made-up value need not say that it is a failure, and is then not written.
        success.into_iter().chain(failures.filter_map(Result::ok)).collect::<Vec<_>>()
    });
    shown.chain(made_up).collect()
}
