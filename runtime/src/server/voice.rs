//! What a caller speaks, and so understands.

use std::borrow::Cow;

use http::HeaderMap;
use http::header::{ACCEPT, CONTENT_TYPE, HeaderName};

use crate::message::{Codec, MediaType, essence};
#[cfg(feature = "xml")]
use crate::soap::SoapVersion;

/// The form of a refusal.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Voice {
    /// A problem document in JSON (RFC 9457).
    Json,
    /// A problem document in XML.
    #[cfg(feature = "xml")]
    Xml,
    /// A fault.
    #[cfg(feature = "xml")]
    Soap(SoapVersion),
    /// A line of text.
    Text,
}

impl Voice {
    /// The form of those who are answered in a media type.
    pub(super) fn of(media: &MediaType) -> Self {
        match media.codec {
            Codec::Json | Codec::PaddedJson(_) | Codec::Framed(_) => Self::Json,
            Codec::Form | Codec::Lines | Codec::Empty | Codec::Text | Codec::Bytes => Self::Text,
            #[cfg(feature = "multipart")]
            Codec::Multipart(_) => Self::Text,
            #[cfg(feature = "xml")]
            Codec::Xml(_) => Self::Xml,
            #[cfg(feature = "xml")]
            Codec::Soap(envelope) => Self::Soap(envelope.version),
        }
    }

    /// Whether it is SOAP of any version.
    pub(super) fn is_soap(self) -> bool {
        match self {
            Self::Json | Self::Text => false,
            #[cfg(feature = "xml")]
            Self::Xml => false,
            #[cfg(feature = "xml")]
            Self::Soap(_) => true,
        }
    }

    /// What the headers of a request tell, where nothing is known of its operation.
    pub(super) fn heard(headers: &HeaderMap) -> Self {
        let sent = header(headers, &CONTENT_TYPE).map(essence);
        #[cfg(feature = "xml")]
        {
            let is =
                |version: SoapVersion| sent.is_some_and(|own| own.eq_ignore_ascii_case(version.media_type()));
            if is(SoapVersion::V12) {
                return Self::Soap(SoapVersion::V12);
            }
            if headers.contains_key("SOAPAction") && is(SoapVersion::V11) {
                return Self::Soap(SoapVersion::V11);
            }
        }
        let wanted = wanted(headers).unwrap_or_default();
        sent.into_iter().chain(wanted.split(',').map(essence)).find_map(Self::named).unwrap_or(Self::Text)
    }

    fn named(media_type: &str) -> Option<Self> {
        let (kind, name) = media_type.split_once('/')?;
        let is = |own: &str| {
            name.eq_ignore_ascii_case(own) || name.to_ascii_lowercase().ends_with(&format!("+{own}"))
        };
        match kind.to_ascii_lowercase().as_str() {
            "application" | "text" if is("json") => Some(Self::Json),
            #[cfg(feature = "xml")]
            "application" | "text" if is("xml") && !name.eq_ignore_ascii_case("xhtml+xml") => Some(Self::Xml),
            "text" if is("plain") => Some(Self::Text),
            _ => None,
        }
    }
}

/// The value of a header that is text.
pub(super) fn header<'h>(headers: &'h HeaderMap, name: &HeaderName) -> Option<&'h str> {
    headers.get(name).and_then(|value| value.to_str().ok())
}

/// What a caller asks for, all lines of its `Accept` header joined (RFC 9110,
/// section 5.3); `None` where it takes anything.
pub(super) fn wanted(headers: &HeaderMap) -> Option<Cow<'_, str>> {
    let mut lines = headers.get_all(ACCEPT).iter().filter_map(|line| line.to_str().ok());
    let first = lines.next()?;
    let joined = lines.fold(Cow::Borrowed(first), |all, line| Cow::Owned(format!("{all}, {line}")));
    (joined.trim_ascii() != "*/*").then_some(joined)
}

#[cfg(test)]
mod tests {
    use http::HeaderValue;

    use super::*;

    #[track_caller]
    fn check(given: &[(&'static str, &'static str)], expected: Voice) {
        let headers = given
            .iter()
            .map(|&(name, value)| (HeaderName::from_static(name), HeaderValue::from_static(value)));
        assert_eq!(Voice::heard(&headers.collect()), expected, "{given:?}");
    }

    #[test]
    fn headers_tell_what_a_caller_speaks() {
        check(&[], Voice::Text);
        check(&[("content-type", "application/json; charset=utf-8")], Voice::Json);
        check(&[("accept", "text/html, application/problem+json")], Voice::Json);
        check(&[("content-type", "application/x-www-form-urlencoded"), ("accept", "*/*")], Voice::Text);
        check(&[("accept", "text/html"), ("accept", "application/json")], Voice::Json);
    }

    #[cfg(feature = "xml")]
    #[test]
    fn headers_tell_the_version_of_soap() {
        check(&[("content-type", "Application/SOAP+xml; action=\"x\"")], Voice::Soap(SoapVersion::V12));
        check(&[("content-type", "text/xml"), ("soapaction", "")], Voice::Soap(SoapVersion::V11));
        check(&[("content-type", "text/xml")], Voice::Xml);
        check(&[("accept", "application/xhtml+xml, application/xml;q=0.9")], Voice::Xml);
    }
}
