//! Answers that a page shows, for a mock server.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderValue, StatusCode};

use super::{Request, ServerError};
use crate::message::{
    Around, Binding, Codec, Direction, Failure as _, HttpText, MediaType, Operation, Outcome, Sample,
    decode_answer, encode_answer, make_up_headers,
};
use crate::walk::{Filling, Hints, Notes, Value as _};

/// How deep a value goes that is made up from its type.
const DEPTH: usize = 4;

/// Answers a request with a sample of its operation.
///
/// `Prefer: example=NAME` (RFC 7240) asks for the sample of that name; else the
/// first success for the binding and the media type of the answer is taken, else the
/// first one of the operation, else a value that is made up from the type. An
/// output that repeats an input does so.
///
/// # Errors
/// The sample that was asked for is a failure, or there is none of that name.
pub fn sample<O: Operation>(
    _operation: O,
    samples: &[Sample],
    request: &Request<O::Input>,
) -> Result<O::Output, ServerError<O::Failure>> {
    let own = samples.iter().filter(|own| own.operation == O::NAME && own.direction == Direction::Answer);
    let own: Vec<&Sample> = own.collect();
    let fits = |sample: &&&Sample| {
        let essence = request.answer_type().essence();
        sample.binding == request.binding()
            && (sample.media_types.contains(&essence) || matches!(request.answer_type().codec, Codec::Empty))
    };
    if let Some(name) = preferred(request.headers()) {
        return match own.iter().find(|sample| sample.name == name) {
            Some(sample) => read::<O>(sample),
            None => Err(ServerError::client(format!("there is no sample `{}`", name.escape_debug()))),
        };
    }
    let (here, elsewhere): (Vec<&&Sample>, Vec<&&Sample>) = own.iter().partition(fits);
    for sample in here.into_iter().chain(elsewhere) {
        match read::<O>(sample) {
            Err(ServerError::FailureUnder(..) | ServerError::Fault(_)) => {}
            read => return read,
        }
    }
    Ok(made_up::<O>(request.answer_type()))
}

/// A value that nobody takes for a failure: with all that it may have, else the least.
fn made_up<O: Operation>(media: &MediaType) -> O::Output {
    let mut hints = Hints::default();
    O::SUCCESS.hint(true, &mut hints);
    O::Failure::CASES.iter().for_each(|case| case.when.hint(false, &mut hints));
    let made = |how: Filling<'_>| {
        let mut output = O::Output::blank();
        output.fill(how.hints(&hints));
        output
    };
    let whole = made(Filling::whole(DEPTH));
    match encode_answer::<O>(&whole, media, Around { padding: Some("call"), repeated: &[] }) {
        Ok(_) => whole,
        Err(_) => made(Filling::least(DEPTH)),
    }
}

fn preferred(headers: &HeaderMap) -> Option<&str> {
    let values = headers.get_all("Prefer").into_iter().filter_map(|value| value.to_str().ok());
    values.flat_map(|value| value.split([',', ';'])).find_map(|preference| {
        let (name, value) = preference.split_once('=')?;
        name.trim().eq_ignore_ascii_case("example").then(|| value.trim().trim_matches('"'))
    })
}

/// The value that a sample shows.
fn read<O: Operation>(sample: &Sample) -> Result<O::Output, ServerError<O::Failure>> {
    let broken =
        |message: String| ServerError::server(format!("the sample `{}` is broken: {message}", sample.name));
    let find = |binding: &&Binding<O::Credentials>| binding.name == sample.binding;
    let Some(binding) = O::BINDINGS.iter().find(find) else {
        return Err(broken("it has no binding".to_owned()));
    };
    let text = HttpText::parse(sample.correct());
    let mut headers = text.headers.clone();
    let first = sample.media_types.first().copied().or(binding.answers.first().map(MediaType::essence));
    if let Some(value) = first.filter(|own| !own.is_empty()).and_then(|own| HeaderValue::from_str(own).ok()) {
        headers.entry(CONTENT_TYPE).or_insert(value);
    }
    let status = text.status.and_then(|status| StatusCode::from_u16(status).ok()).unwrap_or(StatusCode::OK);
    if text.status.is_none() {
        make_up_headers::<O>(binding, status, &mut headers, text.body.as_bytes());
    }
    match decode_answer::<O>(binding, status, &headers, text.body.as_bytes(), &mut Notes::new()) {
        Ok(Outcome::Success(output)) => Ok(output),
        Ok(Outcome::Failure(failure)) => Err(ServerError::FailureUnder(status, failure)),
        Ok(Outcome::Fault(fault)) => Err(ServerError::Fault(Box::new(fault))),
        Ok(Outcome::Undocumented) => Err(broken(format!("the spec says nothing of status {status}"))),
        Err(error) => Err(broken(error.to_string())),
    }
}
