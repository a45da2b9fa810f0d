//! The query and the headers of a request.

use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderMap, HeaderName, HeaderValue};

use super::encode_request::single_text;
use super::view::{Query, Target};
use super::{Codec, Given, MediaType, Parameter, ParameterValue, RequestError, View, header_text};
use crate::error::EncodeError;
use crate::form::{self, Pairs};
use crate::walk::{Member, Record, Value};

/// What the parameters of a request are written from.
pub(super) struct Writer<'a, C: 'static> {
    pub(super) input: &'a dyn Record,
    pub(super) given: &'a [Given<C>],
    pub(super) url: &'a str,
    pub(super) view: View<'a>,
    pub(super) credentials: Option<&'a C>,
}

impl<C> Writer<'_, C> {
    /// The query. What is computed over it sees all that is typed in.
    pub(super) fn query(&self, parameters: &[Parameter<C>]) -> Result<Pairs, RequestError> {
        let is_computed = |own: &Parameter<C>| matches!(own.value, ParameterValue::Computed(_));
        let mut query = Pairs::new();
        if !parameters.iter().any(is_computed) {
            for parameter in parameters {
                self.add(parameter, &self.view, &mut query)?;
            }
            return Ok(query);
        }
        let mut parts: Vec<Pairs> = Vec::new();
        for parameter in parameters {
            let mut part = Pairs::new();
            if !is_computed(parameter) {
                self.add(parameter, &self.view, &mut part)?;
            }
            parts.push(part);
        }
        for (index, parameter) in parameters.iter().enumerate().filter(|(_, own)| is_computed(own)) {
            let so_far = parts.concat();
            let view =
                View { target: Target::Sent(self.url), query: Query::Pairs(&so_far), ..self.view.again() };
            let mut part = Pairs::new();
            self.add(parameter, &view, &mut part)?;
            parts[index] = part;
        }
        Ok(parts.concat())
    }

    /// The headers. What is computed over them sees all that is typed in, and
    /// what was computed before.
    pub(super) fn headers(
        &self,
        parameters: &[Parameter<C>],
        media: Option<&MediaType>,
        accept: Option<&MediaType>,
        query: &str,
    ) -> Result<HeaderMap, RequestError> {
        let mut headers = HeaderMap::new();
        let is_computed = |own: &&Parameter<C>| matches!(own.value, ParameterValue::Computed(_));
        for parameter in parameters.iter().filter(|own| !is_computed(own)) {
            if !self.is_stood_in_for(parameter, parameters)? {
                for (name, value) in self.header(parameter, &self.view)? {
                    headers.append(name, value);
                }
            }
        }
        content_headers(media, accept, self.view.body, &mut headers);
        for parameter in parameters.iter().filter(is_computed) {
            let target = Target::Sent(self.url);
            let query = Query::Written(query);
            let view = View { target, query, headers: Some(&headers), ..self.view.again() };
            for (name, value) in self.header(parameter, &view)? {
                headers.append(name, value);
            }
        }
        // Servers ask for a length where a method usually has content (RFC 9110, section 8.6).
        if self.view.body.is_empty() && matches!(self.view.method, "POST" | "PUT" | "PATCH") {
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        Ok(headers)
    }

    fn header(
        &self,
        parameter: &Parameter<C>,
        view: &View<'_>,
    ) -> Result<Vec<(HeaderName, HeaderValue)>, RequestError> {
        let mut pairs = Pairs::new();
        match parameter.value {
            ParameterValue::Member(index) if self.input.shape().members[index].list.is_some() => {
                let (member, value) = (&self.input.shape().members[index], self.input.member(index));
                there(parameter, member, value)?;
                header_text::write(parameter.name, member, value, &mut pairs)?;
            }
            _ => self.add(parameter, view, &mut pairs)?,
        }
        let written = pairs.into_iter().map(|(name, text)| {
            let (name, mut value) = header_text::header(&name, &text)?;
            // `Debug` then keeps it to itself.
            value.set_sensitive(match parameter.value {
                ParameterValue::Computed(_) => true,
                ParameterValue::Member(index) => self.given.iter().any(|given| given.member == index),
                ParameterValue::Constant(_) => false,
            });
            Ok((name, value))
        });
        written.collect()
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

    fn add(&self, parameter: &Parameter<C>, view: &View<'_>, out: &mut Pairs) -> Result<(), RequestError> {
        match &parameter.value {
            ParameterValue::Constant(value) => out.push((parameter.name.to_owned(), (*value).to_owned())),
            ParameterValue::Member(index) => {
                let mut value = self.input.member(*index);
                if let Some(other) = parameter.instead_of
                    && value.is_absent()
                    && self.is_beyond_ascii(other)?
                {
                    value = self.input.member(other);
                }
                let member = &self.input.shape().members[*index];
                there(parameter, member, value)?;
                form::write_styled(parameter.name, member, parameter.pairs, value, out)?;
            }
            ParameterValue::Computed(computed) => {
                let value = computed.value(parameter.name, view, self.credentials)?;
                out.extend(value.map(|value| (parameter.name.to_owned(), value)));
            }
        }
        Ok(())
    }
}

/// Whether a binding can do with what it is given.
fn there<C>(parameter: &Parameter<C>, member: &Member, value: &dyn Value) -> Result<(), EncodeError> {
    if parameter.required && value.is_absent() && !member.format.in_form().says_absence() {
        let missing = EncodeError::new("this binding cannot do without it");
        return Err(missing.within(parameter.name));
    }
    Ok(())
}

/// What a message says of its own form, and of the form that it asks for.
#[cfg_attr(not(feature = "multipart"), expect(unused_variables, reason = "only parts have boundaries"))]
fn content_headers(
    media: Option<&MediaType>,
    accept: Option<&MediaType>,
    body: &[u8],
    headers: &mut HeaderMap,
) {
    if let Some(media) = media.filter(|media| !matches!(media.codec, Codec::Empty)) {
        headers.insert(CONTENT_TYPE, HeaderValue::from_static(media.content_type));
        #[cfg(feature = "xml")]
        if let Codec::Soap(envelope) = media.codec {
            action(envelope, media.content_type, headers);
        }
        #[cfg(feature = "multipart")]
        if matches!(media.codec, Codec::Multipart(_))
            && let Some(boundary) = crate::multipart::boundary_of(body)
            && let Ok(value) = HeaderValue::from_str(&format!("{}; boundary={boundary}", media.content_type))
        {
            headers.insert(CONTENT_TYPE, value);
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
