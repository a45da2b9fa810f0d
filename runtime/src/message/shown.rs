//! Answers that a page shows without their headers.

use http::StatusCode;
use http::header::HeaderMap;

use super::framing::{Framed, Framing};
use super::{Answered, Binding, Codec, Failure, Operation, answer_type, charset};
use crate::walk::{Filling, Presence, Value};

/// Adds what a body that stands alone leaves out: the headers that its outcome is never
/// without, made up from their types.
pub(crate) fn make_up_headers<O: Operation>(
    binding: &Binding<O::Credentials>,
    status: StatusCode,
    headers: &mut HeaderMap,
    body: &[u8],
) {
    let media = answer_type(binding, headers);
    let codec = media.map_or(Codec::Empty, |media| media.codec);
    let ignore_case = media.is_some_and(|media| media.ignore_case);
    let answered = Answered { status: status.as_u16(), codec, charset: charset(headers), body, ignore_case };
    let mut more = HeaderMap::new();
    // What is made up can be written; where it could not be, whoever reads the answer says what is missing.
    let _ = match O::Failure::CASES.iter().position(|case| case.when.holds(&answered)) {
        Some(case) => {
            let mut failure = O::Failure::empty(case);
            fill(failure.held_mut(), O::Failure::framing(case));
            Framed::failure(&failure).add_headers(&mut more)
        }
        None => {
            let mut output = O::Output::blank();
            fill(&mut output, O::ANSWER);
            Framed::success::<O>(&output).add_headers(&mut more)
        }
    };
    headers.extend(more);
}

fn fill(held: &mut dyn Value, framing: Framing) {
    let Some(record) = held.as_record_mut() else { return };
    for &index in framing.headers {
        if record.shape().members[index].presence == Presence::Required {
            Filling::least(1).member(record, index);
        }
    }
}
