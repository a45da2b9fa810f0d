//! Requests, read by the tables of a binding.

use http::header::{CONTENT_TYPE, HOST, HeaderMap};

use super::body::{self, Role};
use super::defaults::fill_body;
use super::elsewhere::{Found, in_body};
use super::encode_request::form_of;
use super::fit::first_breach;
use super::route::{entries, match_path, values};
use super::view::{Form, Query, Target};
use super::{
    BaseUrl, Binding, BodyFrom, Codec, Fresh, MediaType, Operation, Parameter, ParameterValue, RequestError,
    View, header_text,
};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::form::{self, Pairs};
use crate::json::absent;
use crate::walk::{Member, Notes, Record};

/// Reads a request that was sent by a binding.
///
/// Values that are computed from the message are computed again over the bytes
/// that came, and compared; those that need credentials, where there are some.
/// What needs no input is compared before the body is read.
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
    let fresh = Fresh::default();
    let view = view_of(O::NAME, parts, body, None, &fresh);
    decode_request_at::<O>(binding, media, parts, &view, credentials, notes)
}

/// What a message that came shows of itself.
pub(crate) fn view_of<'v>(
    operation: &'static str,
    parts: &'v http::request::Parts,
    body: &'v [u8],
    base: Option<&'v BaseUrl>,
    fresh: &'v Fresh<'v>,
) -> View<'v> {
    let host = || parts.headers.get(HOST)?.to_str().ok();
    let host = parts.uri.authority().map(http::uri::Authority::as_str).or_else(host).unwrap_or_default();
    // A router takes away the part of the path that it is nested under.
    #[cfg(feature = "server")]
    let original = parts.extensions.get::<axum::extract::OriginalUri>().map(|own| own.0.path());
    #[cfg(not(feature = "server"))]
    let original = None;
    let path = if base.is_some() { None } else { original }.unwrap_or(parts.uri.path());
    View {
        body,
        target: Target::Received { base, scheme: parts.uri.scheme_str().unwrap_or("http"), host, path },
        query: Query::Written(parts.uri.query().unwrap_or_default()),
        headers: Some(&parts.headers),
        ..View::new(operation, parts.method.as_str(), fresh)
    }
}

/// Reads a request that shows itself in `view`.
pub(crate) fn decode_request_at<O: Operation>(
    binding: &Binding<O::Credentials>,
    media: Option<&MediaType>,
    parts: &http::request::Parts,
    view: &View<'_>,
    credentials: Option<&O::Credentials>,
    notes: &mut Notes,
) -> Result<O::Input, RequestError> {
    let body = view.body;
    let is_form = media.is_some_and(|media| matches!(media.codec, Codec::Form));
    let form = if is_form { Form::Body } else { Form::Nothing };
    let view = View { form, ..view.again() };
    let path = parts.uri.path();
    let query = form::parse(parts.uri.query().unwrap_or_default(), notes.bounds())?;
    let headers = read_headers(binding, &parts.headers)?;
    prove(binding.query, &query, &view, credentials, false)?;
    prove(binding.headers, &headers, &view, credentials, false)?;
    for parameter in binding.headers {
        let ParameterValue::Constant(text) = parameter.value else { continue };
        let found = values(parameter, &headers);
        // The query's constants have told the binding already.
        if found.iter().any(|(_, found)| *found != text) || (found.is_empty() && parameter.required) {
            return Err(RequestError::Unequal { parameter: parameter.name });
        }
    }

    let mut input = O::Input::empty();
    notes.expect_documents(O::DOCUMENTS);
    if let Some(media) = media {
        decode_body::<O>(&mut input, binding, media, content_type(&parts.headers), body, notes)?;
        fill_body::<O>(&mut input, binding, notes)?;
    }
    let in_path = match_path(binding.path, path).unwrap_or_default();
    for (index, value) in &in_path {
        let member = &input.shape().members[*index];
        form::read_value(member, vec![("", value)], input.member_mut(*index), notes)?;
    }
    let found = Found::new(O::ELSEWHERE, &query, &parts.headers, &input)?;
    read_parameters(binding.query, &query, (false, &found), &mut input, notes)?;
    read_parameters(binding.headers, &headers, (true, &found), &mut input, notes)?;
    found.read(binding, [&query, &headers], &mut input, notes)?;
    if let Some(breach) = first_breach::<O>(&input) {
        let path = breach.path.clone();
        return Err(DecodeError::new(DecodeErrorKind::OutOfLimits(breach), path).into());
    }

    let over_input = |own: &Parameter<O::Credentials>| own.over_input;
    if O::GIVEN.is_empty() && !binding.query.iter().chain(binding.headers).any(over_input) {
        return Ok(input);
    }
    let mut texts: Vec<(&'static str, String)> = Vec::new();
    let members = input.shape().members;
    texts.extend(in_path.into_iter().map(|(index, value)| (members[index].name, value)));
    for (parameters, pairs) in [(binding.query, &query), (binding.headers, &headers)] {
        for parameter in parameters {
            if let (ParameterValue::Member(index), [(_, text)]) =
                (&parameter.value, &values(parameter, pairs)[..])
            {
                texts.push((members[*index].name, (*text).to_owned()));
            }
        }
    }
    let whole = View {
        input: Some(&input),
        texts: &texts,
        form: form_of::<O>(&input, binding, media),
        ..view.again()
    };
    prove(binding.query, &query, &whole, credentials, true)?;
    prove(binding.headers, &headers, &whole, credentials, true)?;
    let mut secrets = Vec::new();
    for given in O::GIVEN.iter().filter(|given| given.is_carried(binding)) {
        let name = given.name(&input);
        let absent = given.is_absent(&input);
        if absent && given.value.required {
            return Err(DecodeError::new(DecodeErrorKind::Missing(name), notes.path()).into());
        }
        // What stood in a path, a query or a header is compared as it came.
        let found = match given.inside {
            [] => Some(whole.input(name)),
            _ => given.text(&input)?,
        };
        let found: Vec<&str> = found.as_deref().filter(|_| !absent).into_iter().collect();
        given.value.check(name, &found, &whole, credentials)?;
        secrets.extend((given.secret && !absent).then_some(given));
    }
    // Handlers may print what they get.
    for given in secrets {
        given.blank(&mut input)?;
    }
    Ok(input)
}

/// Reads the body of a request into its input.
pub(crate) fn decode_body<O: Operation>(
    input: &mut O::Input,
    binding: &Binding<O::Credentials>,
    media: &MediaType,
    content_type: Option<&str>,
    body: &[u8],
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    match binding.body {
        BodyFrom::Nothing => Ok(()),
        BodyFrom::Members(only) => {
            let only = in_body(only, O::ELSEWHERE);
            body::read_members(input, &only, body, media, content_type, Role::Request, notes)
        }
        BodyFrom::Whole => match O::body_mut(input) {
            Some(whole) => body::read(whole, &O::BODY, body, media, content_type, Role::Request, notes),
            None => Ok(()),
        },
    }
}

pub(crate) fn charset(headers: &HeaderMap) -> Option<&str> {
    super::media_type::parameter(content_type(headers)?, "charset")
}

pub(crate) fn content_type(headers: &HeaderMap) -> Option<&str> {
    headers.get(CONTENT_TYPE)?.to_str().ok()
}

/// The values of the headers that a binding knows.
fn read_headers<C>(binding: &Binding<C>, headers: &HeaderMap) -> Result<Pairs, DecodeError> {
    let mut pairs = Pairs::new();
    for parameter in binding.headers {
        for value in headers.get_all(parameter.name) {
            let text = header_text::text(parameter.name, value)?;
            pairs.push((parameter.name.to_owned(), text.to_owned()));
        }
    }
    Ok(pairs)
}

fn prove<C>(
    parameters: &[Parameter<C>],
    pairs: &Pairs,
    view: &View<'_>,
    credentials: Option<&C>,
    over_input: bool,
) -> Result<(), RequestError> {
    for parameter in parameters.iter().filter(|own| own.over_input == over_input) {
        let ParameterValue::Computed(computed) = &parameter.value else {
            continue;
        };
        let found: Vec<&str> = values(parameter, pairs).into_iter().map(|(_, found)| found).collect();
        let view = View { found: found.first().copied(), ..view.again() };
        computed.check(parameter.name, &found, &view, credentials)?;
    }
    Ok(())
}

fn read_parameters<C>(
    parameters: &[Parameter<C>],
    pairs: &Pairs,
    (are_headers, found): (bool, &Found<'_>),
    input: &mut dyn Record,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    for parameter in parameters {
        let ParameterValue::Member(index) = parameter.value else {
            continue;
        };
        let there = |own: &Parameter<C>| !values(own, pairs).is_empty();
        let member: &Member = &input.shape().members[index];
        let own = entries(parameter, member, parameters, pairs);
        let mut entries: Vec<(&str, &str)> = own.iter().map(|(name, value)| (&**name, *value)).collect();
        if entries.is_empty() && parameters.iter().any(|own| own.instead_of == Some(index) && there(own)) {
            // The twin fills it in.
            continue;
        }
        if entries.is_empty() && found.has(index) {
            continue;
        }
        if entries.is_empty() {
            match member.default.filter(|_| !notes.is_as_sent()) {
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
        if are_headers && member.list.is_some() {
            let (own, items) = header_text::entries(member, entries);
            form::read_value(&own, items, input.member_mut(index), notes)?;
            continue;
        }
        let of_other = |own: &Parameter<C>| matches!(own.value, ParameterValue::Member(index) if Some(index) == parameter.instead_of);
        let other =
            parameter.instead_of.filter(|_| !parameters.iter().any(|own| of_other(own) && there(own)));
        let twin = other.map(|other| (other, entries.clone()));
        let before = notes.ignore_case(parameter.ignore_case);
        form::read_styled(member, parameter.pairs, entries, input.member_mut(index), notes)?;
        notes.ignore_case(before);
        if let Some((other, entries)) = twin {
            let twin = Member { format: member.format, ..input.shape().members[other] };
            form::read_value(&twin, entries, input.member_mut(other), notes)?;
        }
    }
    Ok(())
}
