//! What can be read, whoever wrote it, can be written and read again.
//!
//! These take a message as it came, which may be any bytes, and panic where
//! reading panics, or where writing what was read changes it.

use bytes::Bytes;

use super::round_trip::base;
use super::survival::{answer_is, padding, request_is, way};
use crate::message::{
    Failure as _, Framed, Operation, Outcome, RequestError, answer_type, carrier, decode_answer,
    decode_request, encode_answer, encode_failure, encode_request,
};
use crate::walk::Notes;

/// Reads a request by every binding in every media type, without proofs; what
/// is read is written again. Gives how often it could be read.
///
/// Readers take more than writers write, so that an input may be refused; a
/// header may hold UTF-8, for one.
///
/// # Panics
/// What was read cannot be read again, or is changed by it.
pub fn request_settles<O: Operation>(
    _operation: O,
    credentials: Option<&O::Credentials>,
    request: &http::Request<Bytes>,
) -> usize {
    let (parts, body) = request.clone().into_parts();
    let mut read = 0;
    for binding in O::BINDINGS {
        let all: Vec<_> = binding.accepts.iter().map(Some).collect();
        for media in if all.is_empty() { vec![None] } else { all } {
            let input = decode_request::<O>(binding, media, &parts, &body, None, &mut Notes::new());
            let Ok(input) = input else { continue };
            read += 1;
            let way = way::<O>("request", binding, media);
            match encode_request::<O>(&input, binding, media, None, &base(), credentials) {
                Ok(request) => request_is::<O>(&way, &input, binding, media, credentials, request),
                Err(RequestError::Encode(_)) => {}
                Err(error) => panic!("{way}: {error}\n{input:?}"),
            }
        }
    }
    read
}

/// Reads an answer by every binding; what is read is written again. Gives how
/// often it could be read.
///
/// # Panics
/// What was read cannot be written and read again, or is changed by it.
pub fn answer_settles<O: Operation>(_operation: O, answer: &http::Response<Bytes>) -> usize {
    let (status, headers, body) = (answer.status(), answer.headers(), answer.body());
    let mut read = 0;
    for binding in O::BINDINGS {
        let outcome = decode_answer::<O>(binding, status, headers, body, &mut Notes::new());
        let (Ok(outcome), Some(media)) = (outcome, answer_type(binding, headers)) else { continue };
        let way = way::<O>("answer", binding, Some(media));
        let (written, value, case) = match &outcome {
            Outcome::Success(output) => {
                let value = Framed::success::<O>(output);
                let media = carrier(binding.answers, media, value.body.value(), false).unwrap_or(media);
                (encode_answer::<O>(output, media, padding(media)), value, None)
            }
            Outcome::Failure(failure) => {
                let written = encode_failure(failure, Some(status), media, padding(media));
                (written, Framed::failure(failure), Some(failure.case()))
            }
            Outcome::Fault(_) | Outcome::Undocumented => continue,
        };
        read += 1;
        match written {
            Ok(written) => answer_is::<O>(&way, &value, binding, media, case, &written),
            // Readers take more of a header than writers write, UTF-8 for one.
            Err(_) if !value.framing.headers.is_empty() => {}
            Err(error) => panic!("{way}: what was read cannot be written: {error}"),
        }
    }
    read
}
