//! What is written is read back the same, or is not written at all.
//!
//! These take one made-up value through every binding and media type of an
//! operation and panic where it comes back changed, or where what was written
//! cannot be read.

use bytes::Bytes;
use http::header::{CONTENT_LENGTH, HeaderMap, HeaderValue};

use super::arbitrary::{Choices, arbitrary_record, arbitrary_value};
use super::round_trip::base;
use super::tree::{Eyes, Tree, of_body, of_member};
use crate::error::EncodeError;
use crate::form;
use crate::message::{
    Answered, Binding, Body, BodyFrom, Codec, Failure as _, Framed, MediaType, Operation, Outcome,
    ParameterValue, RequestError, Segment, charset, decode_answer, decode_request, encode_answer,
    encode_failure, encode_request, fill_body, single_text,
};
use crate::walk::{Member, Notes, Record as _, Value};

/// Which way a value travelled, and whether it could.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Journey {
    /// Operation, direction, binding and media type.
    pub way: String,
    /// Whether the value was written; if not, it was refused before it was sent.
    pub carried: bool,
}

/// Writes and reads the input that `bytes` make by every binding in every media type.
///
/// # Panics
/// The input comes back changed, or cannot be read.
pub fn input_survives<O: Operation>(
    _operation: O,
    credentials: Option<&O::Credentials>,
    bytes: &[u8],
) -> Vec<Journey> {
    let mut input = O::Input::empty();
    arbitrary_record(&mut input, &mut Choices::new(bytes));
    let mut journeys = Vec::new();
    for binding in O::BINDINGS {
        let all: Vec<_> = binding.accepts.iter().map(Some).collect();
        for media in if all.is_empty() { vec![None] } else { all } {
            let way = way::<O>("request", binding, media);
            let carried = match encode_request::<O>(&input, binding, media, None, &base(), credentials) {
                Ok(request) => {
                    request_is::<O>(&way, &input, binding, media, credentials, request);
                    true
                }
                Err(RequestError::Encode(_)) => false,
                Err(error) => panic!("{way}: {error}\n{input:?}"),
            };
            journeys.push(Journey { way, carried });
        }
    }
    journeys
}

pub(super) fn way<O: Operation>(
    what: &str,
    binding: &Binding<O::Credentials>,
    media: Option<&MediaType>,
) -> String {
    let media = media.map_or("nothing", MediaType::essence);
    format!("{} {what} by {} as {media}", O::NAME, binding.name)
}

/// Reads a request as a server does, and compares it with what was written.
pub(super) fn request_is<O: Operation>(
    way: &str,
    input: &O::Input,
    binding: &Binding<O::Credentials>,
    media: Option<&MediaType>,
    credentials: Option<&O::Credentials>,
    request: http::Request<Bytes>,
) {
    let (mut parts, body) = request.into_parts();
    parts.headers = travelled(&parts.headers);
    let shown = || format!("{} {:?}\n{}", parts.uri, parts.headers, String::from_utf8_lossy(&body));
    let read = decode_request::<O>(binding, media, &parts, &body, credentials, &mut Notes::new());
    let read = match read {
        Ok(read) => read,
        Err(error) => panic!("{way}: {error}\n{input:?}\n{}", shown()),
    };
    let eyes = media.map_or(Eyes::Form, |media| Eyes::of(media.codec));
    let mut told = with_twins::<O>(input, binding);
    if let Err(error) = fill_body::<O>(&mut told, binding, &mut Notes::new()) {
        panic!("{way}: {error}");
    }
    // What is computed inside a record is compared by the proof that it is.
    for given in O::GIVEN.iter().filter(|own| !own.inside.is_empty() && own.is_carried(binding)) {
        let text = given.text(&read).unwrap_or_default();
        let set = text.map(|text| given.set(&mut told, &text));
        assert_eq!(set.unwrap_or(Ok(())), Ok(()), "{way}: `{}`", given.name(&read));
    }
    for (index, eyes) in carried::<O>(input, binding, eyes) {
        let member = &input.shape().members[index];
        let mut expected = tree(way, of_member(&told, index, eyes));
        if let (Tree::Absent, Some(default)) = (&expected, member.default) {
            let taken =
                form::read_value(member, vec![("", default)], told.member_mut(index), &mut Notes::new());
            assert_eq!(taken, Ok(()), "{way}: the default of `{}`", member.name);
            expected = tree(way, of_member(&told, index, eyes));
        }
        let found = tree(way, of_member(&read, index, eyes));
        assert_eq!(found, expected, "{way}: `{}`\n{}", member.name, shown());
    }
    if let (BodyFrom::Whole, Some(expected), Some(found)) = (binding.body, O::body(&told), O::body(&read)) {
        let seen = |body: &dyn Body| tree(way, of_body(body.value(), O::BODY.format, eyes));
        assert_eq!(seen(found), seen(expected), "{way}: the body\n{}", shown());
    }
}

/// The input as a server has it where one header stands in for another: both have the value.
fn with_twins<O: Operation>(input: &O::Input, binding: &Binding<O::Credentials>) -> O::Input {
    let mut told = input.clone();
    let members = input.shape().members;
    for parameter in binding.headers {
        let (ParameterValue::Member(own), Some(other)) = (&parameter.value, parameter.instead_of) else {
            continue;
        };
        let (from, to) = if input.member(*own).is_absent() { (other, *own) } else { (*own, other) };
        let Ok(Some(text)) = single_text(input, from) else { continue };
        if !input.member(to).is_absent() || (from == other && text.is_ascii()) {
            continue;
        }
        let member = Member { format: members[from].format, ..members[to] };
        if let Err(error) =
            form::read_value(&member, vec![("", &text)], told.member_mut(to), &mut Notes::new())
        {
            panic!("{}: {error}", member.name);
        }
    }
    told
}

/// The members that a binding carries one by one, and in whose eyes.
fn carried<O: Operation>(
    input: &O::Input,
    binding: &Binding<O::Credentials>,
    body: Eyes,
) -> Vec<(usize, Eyes)> {
    let path = binding.path.iter().filter_map(|segment| match segment {
        Segment::Member(index) => Some(*index),
        Segment::Text(_) => None,
    });
    let parameters = binding.query.iter().chain(binding.headers).filter_map(|own| match own.value {
        ParameterValue::Member(index) => Some(index),
        ParameterValue::Constant(_) | ParameterValue::Computed(_) => None,
    });
    let mut all: Vec<_> = path.chain(parameters).map(|index| (index, Eyes::Form)).collect();
    if let BodyFrom::Members(only) = binding.body {
        let in_body = |index: &usize| match body {
            Eyes::Xml => input.shape().xml.children.iter().any(|child| child.member == *index),
            Eyes::Json | Eyes::Form => true,
        };
        all.extend(only.iter().copied().filter(in_body).map(|index| (index, body)));
    }
    // What is computed is compared by the proof that it is.
    all.retain(|(index, _)| O::GIVEN.iter().all(|given| given.member != *index || !given.inside.is_empty()));
    all
}

/// Headers as they arrive: blanks around a value mean nothing (RFC 9110, section 5.5).
fn travelled(headers: &HeaderMap) -> HeaderMap {
    let trimmed = headers.iter().filter(|(name, _)| *name != CONTENT_LENGTH).filter_map(|(name, value)| {
        Some((name.clone(), HeaderValue::from_bytes(value.as_bytes().trim_ascii()).ok()?))
    });
    trimmed.collect()
}

fn tree(way: &str, tree: Result<Tree, EncodeError>) -> Tree {
    match tree {
        Ok(tree) => tree,
        Err(error) => panic!("{way}: {error}"),
    }
}

/// Writes and reads the output that `bytes` make by every binding in every media type.
///
/// # Panics
/// The output comes back changed, or cannot be read.
pub fn output_survives<O: Operation>(_operation: O, bytes: &[u8]) -> Vec<Journey> {
    let mut output = O::Output::blank();
    arbitrary_value(&mut output, O::OUTPUT.format, &mut Choices::new(bytes).words(words::<O>()));
    let mut journeys = Vec::new();
    for (binding, media) in answers::<O>().filter(|(_, media)| fits(O::answer(&output).value(), media)) {
        let way = way::<O>("answer", binding, Some(media));
        let written = encode_answer::<O>(&output, media, padding(media));
        let carried = written.map(|answer| {
            answer_is::<O>(&way, &Framed::success::<O>(&output), binding, media, None, &answer);
        });
        journeys.push(Journey { way, carried: carried.is_ok() });
    }
    journeys
}

/// Writes and reads each documented failure, made from `bytes`, by every binding in every media type.
///
/// # Panics
/// The failure comes back changed, or as another, or cannot be read.
pub fn failures_survive<O: Operation>(_operation: O, bytes: &[u8]) -> Vec<Journey> {
    let mut journeys = Vec::new();
    for (case, told) in O::Failure::CASES.iter().enumerate() {
        let mut failure = O::Failure::empty(case);
        let mut choices = Choices::new(bytes).words(words::<O>());
        let format = O::Failure::root(case).format;
        arbitrary_value(failure.held_mut(), format, &mut choices);
        let held =
            |media: &MediaType| !matches!(media.codec, Codec::Empty) && fits(failure.body().value(), media);
        for (binding, media) in answers::<O>().filter(|(_, media)| held(media)) {
            let way = way::<O>(told.name, binding, Some(media));
            let written = encode_failure(&failure, None, media, padding(media));
            let carried = written.map(|answer| {
                answer_is::<O>(&way, &Framed::failure(&failure), binding, media, Some(case), &answer);
            });
            journeys.push(Journey { way, carried: carried.is_ok() });
        }
    }
    journeys
}

/// The values of members that tell failures from successes.
fn words<O: Operation>() -> impl Iterator<Item = &'static str> {
    let conditions = O::Failure::CASES.iter().map(|case| case.when).chain([O::SUCCESS]);
    conditions.flat_map(|when| when.words())
}

fn answers<O: Operation>() -> impl Iterator<Item = (&'static Binding<O::Credentials>, &'static MediaType)> {
    O::BINDINGS.iter().flat_map(|binding| binding.answers.iter().map(move |media| (binding, media)))
}

/// Whether a media type is for such a value: bytes have their own.
pub(super) fn fits(value: &dyn Value, media: &MediaType) -> bool {
    value.as_blob().is_some() == matches!(media.codec, Codec::Bytes)
}

pub(super) fn padding(media: &MediaType) -> Option<&'static str> {
    matches!(media.codec, Codec::PaddedJson(_)).then_some("call.$_1")
}

/// Reads an answer as a client does, and compares it with what was written.
/// What is told by a member is told by what a handler put there.
pub(super) fn answer_is<O: Operation>(
    way: &str,
    written: &Framed<'_>,
    binding: &Binding<O::Credentials>,
    media: &MediaType,
    case: Option<usize>,
    answer: &http::Response<Bytes>,
) {
    let (status, body) = (answer.status(), answer.body());
    let shown = || format!("{status} {:?}\n{}", answer.headers(), String::from_utf8_lossy(body));
    let mut told = O::Failure::CASES.iter().enumerate();
    let charset = charset(answer.headers());
    let answered =
        Answered { status: status.as_u16(), codec: media.codec, charset, body, ignore_case: false };
    let by_member =
        told.find(|(_, own)| own.when.holds(&answered)).filter(|(_, own)| own.when.looks_inside());
    let only_told = case.is_some_and(|case| O::Failure::CASES[case].when.looks_inside());
    let expected = by_member.map(|(case, _)| case).or(case.filter(|_| !only_told));
    let outcome = match decode_answer::<O>(binding, status, answer.headers(), body, &mut Notes::new()) {
        Ok(outcome) => outcome,
        Err(error) => panic!("{way}: {error}\n{}", shown()),
    };
    let eyes = Eyes::of(media.codec);
    let (read, found) = match &outcome {
        Outcome::Success(output) => (Framed::success::<O>(output), None),
        Outcome::Failure(failure) => (Framed::failure(failure), Some(failure.case())),
        Outcome::Fault(fault) => panic!("{way}: it was read as the fault {fault}\n{}", shown()),
        Outcome::Undocumented => panic!("{way}: the spec says nothing of it\n{}", shown()),
    };
    assert_eq!(found, expected, "{way}: the failure that was read\n{}", shown());
    let eyes = (!matches!(media.codec, Codec::Empty)).then_some(eyes);
    assert_eq!(of_framed(way, &read, eyes), of_framed(way, written, eyes), "{way}\n{}", shown());
}

/// A value as an answer shows it: the body, if there is one, then the headers.
fn of_framed(way: &str, own: &Framed<'_>, body: Option<Eyes>) -> Vec<Tree> {
    let members = |only: &[usize], eyes: Eyes| {
        let record = own.held.as_record();
        let trees = record
            .map(|record| only.iter().map(|&index| tree(way, of_member(record, index, eyes))).collect());
        trees.unwrap_or_default()
    };
    let mut trees = match (body, own.framing.body) {
        (None, _) => Vec::new(),
        (Some(eyes), BodyFrom::Members(only)) => members(only, eyes),
        (Some(eyes), _) => vec![tree(way, of_body(own.body.value(), own.root.format, eyes))],
    };
    trees.extend(members(own.framing.headers, Eyes::Form));
    trees
}
