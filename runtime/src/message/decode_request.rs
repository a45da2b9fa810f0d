//! Requests, read by the tables of a binding.

use http::header::{CONTENT_TYPE, HeaderMap};

use super::body::{self, Role};
use super::route::{match_path, values};
use super::{
    Binding, BodyFrom, Computed, MediaType, Operation, Parameter, ParameterValue, RequestError, View,
};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::form::{self, Pairs};
use crate::json::absent;
use crate::walk::{Member, Notes, Record};

/// Reads a request that was sent by a binding.
///
/// With credentials, computed values are computed again over the bytes that
/// came, and compared before the body is read.
///
/// # Errors
/// A proof is missing or wrong, a parameter is missing, or a value is not what
/// the spec says.
pub fn decode_request<O: Operation>(
    binding: &Binding<O::Credentials>,
    media: Option<&MediaType>,
    parts: &http::request::Parts,
    body: &[u8],
    credentials: Option<&O::Credentials>,
    notes: &mut Notes,
) -> Result<O::Input, RequestError> {
    let path = parts.uri.path();
    let query = form::parse(parts.uri.query().unwrap_or_default(), notes.bounds())?;
    let headers = read_headers(binding, &parts.headers)?;
    if let Some(credentials) = credentials {
        let view = View { method: parts.method.as_str(), path, body };
        prove(binding.query, &query, &view, credentials)?;
        prove(binding.headers, &headers, &view, credentials)?;
    }

    let mut input = O::Input::empty();
    if let Some(media) = media {
        decode_body::<O>(&mut input, binding, media, charset(&parts.headers), body, notes)?;
    }
    for (index, value) in match_path(binding.path, path).unwrap_or_default() {
        let member = &input.shape().members[index];
        form::read_value(member, vec![("", &value)], input.member_mut(index), notes)?;
    }
    read_parameters(binding.query, &query, &mut input, notes)?;
    read_parameters(binding.headers, &headers, &mut input, notes)?;
    Ok(input)
}

/// Reads the body of a request into its input.
pub(crate) fn decode_body<O: Operation>(
    input: &mut O::Input,
    binding: &Binding<O::Credentials>,
    media: &MediaType,
    charset: Option<&str>,
    body: &[u8],
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    match binding.body {
        BodyFrom::Nothing => Ok(()),
        BodyFrom::Members(only) => {
            body::read_members(input, only, body, media, charset, Role::Request, notes)
        }
        BodyFrom::Whole => match O::body_mut(input) {
            Some(whole) => body::read(whole, &O::BODY, body, media, charset, Role::Request, notes),
            None => Ok(()),
        },
    }
}

pub(crate) fn charset(headers: &HeaderMap) -> Option<&str> {
    let content_type = headers.get(CONTENT_TYPE)?.to_str().ok()?;
    super::media_type::parameter(content_type, "charset")
}

/// The values of the headers that a binding knows.
fn read_headers<C>(binding: &Binding<C>, headers: &HeaderMap) -> Result<Pairs, DecodeError> {
    let mut pairs = Pairs::new();
    for parameter in binding.headers {
        for value in headers.get_all(parameter.name) {
            let Ok(value) = std::str::from_utf8(value.as_bytes()) else {
                let found = String::from_utf8_lossy(value.as_bytes()).into_owned();
                let kind = DecodeErrorKind::Invalid { expected: "a header in UTF-8", found };
                return Err(DecodeError::new(kind, parameter.name.to_owned()));
            };
            pairs.push((parameter.name.to_owned(), value.to_owned()));
        }
    }
    Ok(pairs)
}

fn prove<C>(
    parameters: &[Parameter<C>],
    pairs: &Pairs,
    view: &View<'_>,
    credentials: &C,
) -> Result<(), RequestError> {
    for parameter in parameters {
        let ParameterValue::Computed(Computed { value, .. }) = &parameter.value else {
            continue;
        };
        let expected = value(view, credentials);
        let proven = match values(parameter, pairs)[..] {
            [(_, found)] => crate::scalar::same(found.as_bytes(), expected.as_bytes()),
            _ => false,
        };
        if !proven {
            return Err(RequestError::Unproven { parameter: parameter.name });
        }
    }
    Ok(())
}

fn read_parameters<C>(
    parameters: &[Parameter<C>],
    pairs: &Pairs,
    input: &mut dyn Record,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    for parameter in parameters {
        let ParameterValue::Member(index) = parameter.value else {
            continue;
        };
        let there = |own: &Parameter<C>| !values(own, pairs).is_empty();
        let mut entries = values(parameter, pairs);
        if entries.is_empty() && parameters.iter().any(|own| own.instead_of == Some(index) && there(own)) {
            // The twin fills it in.
            continue;
        }
        let member: &Member = &input.shape().members[index];
        if entries.is_empty() {
            match member.default {
                Some(default) => entries.push(("", default)),
                None if parameter.required => {
                    let kind = DecodeErrorKind::Missing(parameter.name);
                    return Err(DecodeError::new(kind, notes.path()));
                }
                // A list has no other way to be empty.
                None if input.member(index).is_empty_list() => continue,
                None => {
                    absent(member, notes).map_err(|kind| DecodeError::new(kind, notes.path()))?;
                    continue;
                }
            }
        }
        let of_other = |own: &Parameter<C>| matches!(own.value, ParameterValue::Member(index) if Some(index) == parameter.instead_of);
        let other =
            parameter.instead_of.filter(|_| !parameters.iter().any(|own| of_other(own) && there(own)));
        let twin = other.map(|other| (other, entries.clone()));
        form::read_value(member, entries, input.member_mut(index), notes)?;
        if let Some((other, entries)) = twin {
            let twin = Member { format: member.format, ..input.shape().members[other] };
            form::read_value(&twin, entries, input.member_mut(other), notes)?;
        }
    }
    Ok(())
}
