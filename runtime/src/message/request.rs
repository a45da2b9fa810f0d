//! Requests, written and read by the tables of a binding.

use std::fmt;

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

use super::body::{self, Role};
use super::{
    BaseUrl, Binding, BodyFrom, Codec, Computed, MediaType, Operation, Parameter, ParameterValue, Segment,
};
use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::form::{self, Escape, Pairs};
use crate::json::absent;
use crate::walk::{Member, Notes, Presence, Record};

/// What a computed value can look at: the message as it travels.
#[derive(Clone, Copy, Debug)]
pub struct View<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The path, escaped as it travels.
    pub path: &'a str,
    /// The bytes of the body.
    pub body: &'a [u8],
}

/// Why a request cannot be sent, or was not taken.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum RequestError {
    /// A value cannot be written.
    Encode(EncodeError),
    /// The message cannot be read.
    Decode(DecodeError),
    /// A value is computed with credentials, and there are none.
    NoCredentials {
        /// The parameter that needs them.
        parameter: &'static str,
    },
    /// The signature or the credentials in a request are missing or wrong.
    Unproven {
        /// The parameter that should prove who sent the request.
        parameter: &'static str,
    },
    /// The binding does not have the media type.
    MediaType {
        /// The media type that was asked for.
        wanted: String,
        /// Those that the binding has.
        known: Vec<&'static str>,
    },
}

impl fmt::Display for RequestError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Encode(error) => error.fmt(f),
            Self::Decode(error) => error.fmt(f),
            Self::NoCredentials { parameter } => {
                write!(f, "`{parameter}` is computed with credentials, and none were given")
            }
            Self::Unproven { parameter } => write!(f, "`{parameter}` is missing or wrong"),
            Self::MediaType { wanted, known } => {
                write!(f, "`{}` is not one of the media types of this binding", wanted.escape_debug())?;
                if known.is_empty() {
                    f.write_str(", which has none")
                } else {
                    write!(f, ": {}", known.join(", "))
                }
            }
        }
    }
}

impl std::error::Error for RequestError {}

impl From<EncodeError> for RequestError {
    fn from(error: EncodeError) -> Self {
        Self::Encode(error)
    }
}

impl From<DecodeError> for RequestError {
    fn from(error: DecodeError) -> Self {
        Self::Decode(error)
    }
}

/// Writes a request.
///
/// `media` is the form of the body; `None` for a binding without one. Values
/// that are computed see the bytes of the body that is then sent.
///
/// # Errors
/// A value cannot be written in its place, or credentials are needed and missing.
pub fn encode_request<O: Operation>(
    input: &O::Input,
    binding: &Binding<O::Credentials>,
    media: Option<&MediaType>,
    accept: Option<&MediaType>,
    base: &BaseUrl,
    credentials: Option<&O::Credentials>,
) -> Result<http::Request<Bytes>, RequestError> {
    let body = match media {
        Some(media) => encode_body::<O>(input, binding, media)?,
        None => Vec::new(),
    };
    assemble(input, binding, media, accept, base, credentials, body)
}

/// Writes the body of a request.
pub(crate) fn encode_body<O: Operation>(
    input: &O::Input,
    binding: &Binding<O::Credentials>,
    media: &MediaType,
) -> Result<Vec<u8>, EncodeError> {
    match (binding.body, O::body(input)) {
        (BodyFrom::Whole, Some(whole)) => body::write(whole, media, Role::Request),
        (BodyFrom::Members(only), _) => body::write_members(input, only, media, Role::Request),
        _ => Ok(Vec::new()),
    }
}

/// Puts the address and the headers around a body.
pub(crate) fn assemble<C>(
    input: &dyn Record,
    binding: &Binding<C>,
    media: Option<&MediaType>,
    accept: Option<&MediaType>,
    base: &BaseUrl,
    credentials: Option<&C>,
    body: Vec<u8>,
) -> Result<http::Request<Bytes>, RequestError> {
    let path = write_path(binding.path, input)?;
    let method = binding.methods.first().copied().unwrap_or("POST");
    let writer = Writer { input, view: View { method, path: &path, body: &body }, credentials };
    let mut query = Pairs::new();
    for parameter in binding.query {
        writer.add(parameter, &mut query)?;
    }
    let mut url = base.join(&path);
    if !query.is_empty() {
        url.push('?');
        url.push_str(&form::format(&query, Escape::Uri));
    }
    let mut headers = HeaderMap::new();
    for parameter in binding.headers {
        writer.header(parameter, &mut headers)?;
    }
    content_headers(media, accept, &mut headers);

    let mut request = http::Request::new(Bytes::from(body));
    *request.method_mut() =
        method.parse().map_err(|_| EncodeError::new(format!("`{method}` is no HTTP method")))?;
    *request.uri_mut() = url.parse().map_err(|_| EncodeError::new("the address is too long for a URL"))?;
    *request.headers_mut() = headers;
    Ok(request)
}

/// What a message says of its own form, and of the form that it asks for.
fn content_headers(media: Option<&MediaType>, accept: Option<&MediaType>, headers: &mut HeaderMap) {
    if let Some(media) = media.filter(|media| !matches!(media.codec, Codec::Empty)) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media.content_type));
        #[cfg(feature = "xml")]
        if let Codec::Soap(envelope) = media.codec
            && envelope.version == crate::soap::SoapVersion::V11
            && let Ok(action) = HeaderValue::from_str(&format!("\"{}\"", envelope.action))
        {
            headers.insert("SOAPAction", action);
        }
    }
    if let Some(accept) = accept.filter(|accept| !matches!(accept.codec, Codec::Empty)) {
        headers.insert(ACCEPT, HeaderValue::from_static(accept.essence()));
    }
}

/// What the parameters of a request are written from.
struct Writer<'a, C> {
    input: &'a dyn Record,
    view: View<'a>,
    credentials: Option<&'a C>,
}

impl<C> Writer<'_, C> {
    fn header(&self, parameter: &Parameter<C>, headers: &mut HeaderMap) -> Result<(), RequestError> {
        let mut pairs = Pairs::new();
        self.add(parameter, &mut pairs)?;
        for (name, value) in pairs {
            let invalid =
                || EncodeError::new("a header takes visible ASCII characters and blanks only").within(&name);
            let value = HeaderValue::from_str(&value).map_err(|_| invalid())?;
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid())?;
            headers.append(name, value);
        }
        Ok(())
    }

    fn add(&self, parameter: &Parameter<C>, out: &mut Pairs) -> Result<(), RequestError> {
        match &parameter.value {
            ParameterValue::Constant(value) => out.push((parameter.name.to_owned(), (*value).to_owned())),
            ParameterValue::Member(index) => {
                let format = self.input.shape().members[*index].format;
                let value = self.input.member(*index);
                if parameter.required && value.is_absent() {
                    let missing = EncodeError::new("this binding cannot do without it");
                    return Err(missing.within(parameter.name).into());
                }
                form::write_value(parameter.name, format, value, out)?;
            }
            ParameterValue::Computed(Computed { value, required }) => match self.credentials {
                Some(credentials) => out.push((parameter.name.to_owned(), value(&self.view, credentials))),
                None if *required => return Err(RequestError::NoCredentials { parameter: parameter.name }),
                None => {}
            },
        }
        Ok(())
    }
}

fn write_path(segments: &[Segment], input: &dyn Record) -> Result<String, EncodeError> {
    let mut path = String::new();
    for segment in segments {
        match segment {
            Segment::Text(text) => path.push_str(text),
            Segment::Member(index) => {
                let member = &input.shape().members[*index];
                let value = single_text(input, *index)?.unwrap_or_default();
                // Every URL library takes dot segments out, escaped or not, and
                // the request would go to another operation.
                if matches!(value.as_str(), "" | "." | "..") {
                    return Err(
                        EncodeError::new(format!("`{value}` cannot stand in a path")).within(member.name)
                    );
                }
                form::encode(&value, Escape::Uri, &mut path);
            }
        }
    }
    Ok(path)
}

/// The text of a member that is a single value; `None` if it is absent.
pub(crate) fn single_text(input: &dyn Record, index: usize) -> Result<Option<String>, EncodeError> {
    let member = &input.shape().members[index];
    let mut pairs = Pairs::new();
    form::write_value(member.name, member.format, input.member(index), &mut pairs)?;
    Ok(pairs.pop().map(|(_, value)| value))
}

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
    let query = form::parse(parts.uri.query().unwrap_or_default())?;
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
            Some(whole) => body::read(whole, body, media, charset, Role::Request, notes),
            None => Ok(()),
        },
    }
}

pub(super) fn charset(headers: &HeaderMap) -> Option<&str> {
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

fn values<'p, C>(parameter: &Parameter<C>, pairs: &'p Pairs) -> Vec<(&'static str, &'p str)> {
    let is = |name: &str| parameter.name == name || parameter.also.contains(&name);
    pairs.iter().filter(|(name, _)| is(name)).map(|(_, value)| ("", value.as_str())).collect()
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
        let member: &Member = &input.shape().members[index];
        let mut entries = values(parameter, pairs);
        if entries.is_empty() {
            match member.default {
                Some(default) => entries.push(("", default)),
                None if parameter.required => {
                    let kind = DecodeErrorKind::Missing(parameter.name);
                    return Err(DecodeError::new(kind, notes.path()));
                }
                None => {
                    absent(member, notes).map_err(|kind| DecodeError::new(kind, notes.path()))?;
                    continue;
                }
            }
        }
        form::read_value(member, entries, input.member_mut(index), notes)?;
    }
    Ok(())
}

/// Matches a path, escaped as it came, against a template. A value ends where
/// the next text of the template begins, and never goes beyond a slash.
pub(crate) fn match_path(template: &[Segment], path: &str) -> Option<Vec<(usize, String)>> {
    let mut rest = path.strip_prefix('/').unwrap_or(path);
    let mut values = Vec::new();
    for (at, segment) in template.iter().enumerate() {
        match segment {
            Segment::Text(text) => {
                let text = if at == 0 { text.strip_prefix('/').unwrap_or(text) } else { text };
                rest = rest.strip_prefix(text)?;
            }
            Segment::Member(index) => {
                let own = &rest[..rest.find('/').unwrap_or(rest.len())];
                let end = match template.get(at + 1) {
                    Some(Segment::Text(next)) if !next.starts_with('/') => {
                        rest.find(next).filter(|&end| end <= own.len())?
                    }
                    _ => own.len(),
                };
                let (value, after) = rest.split_at(end);
                values.push((*index, form::decode(value, false).filter(|value| !value.is_empty())?));
                rest = after;
            }
        }
    }
    rest.is_empty().then_some(values)
}

/// Whether every parameter that is always the same is there.
pub(crate) fn constants_match<C>(binding: &Binding<C>, query: &Pairs) -> bool {
    binding.query.iter().all(|parameter| match parameter.value {
        ParameterValue::Constant(value) => values(parameter, query).iter().any(|(_, found)| *found == value),
        _ => true,
    })
}

/// Whether every member that the binding cannot do without is in the query.
pub(crate) fn required_there<C>(binding: &Binding<C>, input: &dyn Record, query: &Pairs) -> bool {
    binding.query.iter().all(|parameter| match parameter.value {
        ParameterValue::Member(index) => {
            let required = parameter.required || input.shape().members[index].presence == Presence::Required;
            !required || !values(parameter, query).is_empty()
        }
        _ => true,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_gives_its_values_back() {
        let template =
            [Segment::Text("/a/"), Segment::Member(0), Segment::Text(".json/"), Segment::Member(1)];
        let matched = |path| match_path(&template, path);
        assert_eq!(matched("/a/x%2Fy.json/z"), Some(vec![(0, "x/y".to_owned()), (1, "z".to_owned())]));
        assert_eq!(matched("/a/x.json/"), None);
        assert_eq!(matched("/a/x/y.json/z"), None);
        assert_eq!(matched("/a/x.json/z/"), None);
        assert_eq!(matched("/b/x.json/z"), None);
        assert_eq!(matched("/a/%zz.json/z"), None);
    }
}
