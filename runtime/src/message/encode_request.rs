//! Requests, written by the tables of a binding.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

use super::body::{self, Role};
use super::{
    BaseUrl, Binding, BodyFrom, Codec, Computed, MediaType, Operation, Parameter, ParameterValue,
    RequestError, Segment, View,
};
use crate::error::EncodeError;
use crate::form::{self, Escape, Pairs};
use crate::walk::Record;

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

/// Whether a binding has a place for every input that is given.
#[cfg(feature = "client")]
pub(crate) fn has_place_for_all<O: Operation>(input: &O::Input, binding: &Binding<O::Credentials>) -> bool {
    let mut placed = O::PLACED.iter();
    placed.all(|(index, names)| names.contains(&binding.name) || input.member(*index).is_absent())
}

/// Writes the body of a request.
pub(crate) fn encode_body<O: Operation>(
    input: &O::Input,
    binding: &Binding<O::Credentials>,
    media: &MediaType,
) -> Result<Vec<u8>, EncodeError> {
    match (binding.body, O::body(input)) {
        (BodyFrom::Whole, Some(whole)) => body::write(whole, &O::BODY, media, Role::Request),
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
        if !writer.is_stood_in_for(parameter, binding.headers)? {
            writer.header(parameter, &mut headers)?;
        }
    }
    content_headers(media, accept, &mut headers);
    // Servers ask for a length where a method usually has content (RFC 9110, section 8.6).
    if body.is_empty() && matches!(method, "POST" | "PUT" | "PATCH") {
        headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
    }

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
        if let Codec::Soap(envelope) = media.codec {
            action(envelope, media.content_type, headers);
        }
    }
    if let Some(accept) = accept.filter(|accept| !matches!(accept.codec, Codec::Empty)) {
        headers.insert(ACCEPT, HeaderValue::from_static(accept.essence()));
    }
}

/// The action: a header in SOAP 1.1 (section 6.1.1), a parameter of the media
/// type in SOAP 1.2 (RFC 3902).
#[cfg(feature = "xml")]
fn action(envelope: &super::SoapEnvelope, content_type: &str, headers: &mut HeaderMap) {
    use crate::soap::SoapVersion;
    let action = envelope.action;
    let (name, value) = match envelope.version {
        SoapVersion::V11 => (HeaderName::from_static("soapaction"), format!("\"{action}\"")),
        SoapVersion::V12 if action.is_empty() => return,
        SoapVersion::V12 => (CONTENT_TYPE, format!("{content_type}; action=\"{action}\"")),
    };
    // The generator takes visible ASCII only.
    if let Ok(value) = HeaderValue::from_str(&value) {
        headers.insert(name, value);
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
            let invalid = || {
                EncodeError::new("a header takes visible ASCII characters and blanks between them only")
                    .within(&name)
            };
            // The HTTP library lets bytes beyond ASCII pass, which every peer reads its own way.
            let visible = value.bytes().all(|byte| (b' '..=b'~').contains(&byte));
            // Whoever reads it drops blanks around it (RFC 9110, section 5.5).
            let whole = value.trim_ascii().len() == value.len();
            let mut value =
                HeaderValue::from_str(&value).ok().filter(|_| visible && whole).ok_or_else(invalid)?;
            // `Debug` then keeps it to itself.
            value.set_sensitive(matches!(parameter.value, ParameterValue::Computed(_)));
            let name = HeaderName::from_bytes(name.as_bytes()).map_err(|_| invalid())?;
            headers.append(name, value);
        }
        Ok(())
    }

    /// Whether another header has the value of this one.
    fn is_stood_in_for(&self, parameter: &Parameter<C>, all: &[Parameter<C>]) -> Result<bool, EncodeError> {
        match parameter.value {
            ParameterValue::Member(index) => {
                let twin = all.iter().find(|own| own.instead_of == Some(index));
                let ParameterValue::Member(own) = twin.map_or(&parameter.value, |twin| &twin.value) else {
                    return Ok(false);
                };
                // One that holds a value of its own has no room for another.
                let has_room = twin.is_some() && self.input.member(*own).is_absent();
                Ok(has_room && self.is_beyond_ascii(index)?)
            }
            _ => Ok(false),
        }
    }

    /// Whether a member holds a text that no header takes as it is. Control
    /// characters are a mistake whichever header they are in.
    fn is_beyond_ascii(&self, index: usize) -> Result<bool, EncodeError> {
        let text = single_text(self.input, index)?;
        Ok(text.is_some_and(|text| !text.is_ascii() && !text.contains(char::is_control)))
    }

    fn add(&self, parameter: &Parameter<C>, out: &mut Pairs) -> Result<(), RequestError> {
        match &parameter.value {
            ParameterValue::Constant(value) => out.push((parameter.name.to_owned(), (*value).to_owned())),
            ParameterValue::Member(index) => {
                let format = self.input.shape().members[*index].format;
                let mut value = self.input.member(*index);
                if let Some(other) = parameter.instead_of
                    && value.is_absent()
                    && self.is_beyond_ascii(other)?
                {
                    value = self.input.member(other);
                }
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
