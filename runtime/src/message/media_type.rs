//! Media types, and how a server picks one (RFC 9110, sections 8.3 and 12.5.1).

use super::{JsonFrame, Segment};
#[cfg(feature = "multipart")]
use crate::multipart::Multipart;
use crate::walk::PairStyle;
#[cfg(feature = "xml")]
use crate::{soap::SoapVersion, walk::Name, xml::XmlStyle};

/// A media type and the codec behind it.
#[derive(Clone, Copy, Debug)]
pub struct MediaType {
    /// What is written into `Content-Type`, parameters included.
    pub content_type: &'static str,
    /// How such a body is read and written.
    pub codec: Codec,
    /// How a form names values and writes lists.
    pub pairs: PairStyle,
    /// Whether names are read in any case of ASCII letters.
    pub ignore_case: bool,
}

impl MediaType {
    /// A media type as a message names it.
    #[must_use]
    pub const fn new(content_type: &'static str, codec: Codec) -> Self {
        Self { content_type, codec, pairs: PairStyle::PLAIN, ignore_case: false }
    }

    /// Sets how a form names values and writes lists.
    #[must_use]
    pub const fn pairs(mut self, style: PairStyle) -> Self {
        self.pairs = style;
        self
    }

    /// Makes readers take names in any case of ASCII letters.
    #[must_use]
    pub const fn ignore_case(mut self) -> Self {
        self.ignore_case = true;
        self
    }

    /// The media type without parameters.
    #[must_use]
    pub fn essence(&self) -> &'static str {
        essence(self.content_type)
    }
}

/// How a body is read and written.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub enum Codec {
    /// JSON (RFC 8259).
    Json,
    /// JSON inside a call of a function, whose name the template gives.
    PaddedJson(&'static [Segment]),
    /// JSON with a frame around what requests and answers hold.
    Framed(&'static JsonFrame),
    /// Names and values (WHATWG URL, section 5).
    Form,
    /// Names and values, a pair a line.
    Lines,
    /// No body at all.
    Empty,
    /// Plain text: a scalar is the text itself.
    Text,
    /// Bytes as they are.
    Bytes,
    /// Parts, a member each (RFC 7578); requests only.
    #[cfg(feature = "multipart")]
    Multipart(&'static Multipart),
    /// XML 1.0 with namespaces.
    #[cfg(feature = "xml")]
    Xml(&'static XmlStyle),
    /// An XML document in a SOAP envelope.
    #[cfg(feature = "xml")]
    Soap(&'static SoapEnvelope),
}

impl Codec {
    /// Whether an `Accept` header has a say: a SOAP answer follows its request,
    /// and an empty one has no type.
    fn is_negotiable(self) -> bool {
        match self {
            Self::Json
            | Self::PaddedJson(_)
            | Self::Framed(_)
            | Self::Form
            | Self::Lines
            | Self::Text
            | Self::Bytes => true,
            Self::Empty => false,
            #[cfg(feature = "multipart")]
            Self::Multipart(_) => true,
            #[cfg(feature = "xml")]
            Self::Xml(_) => true,
            #[cfg(feature = "xml")]
            Self::Soap(_) => false,
        }
    }
}

/// How an operation travels in SOAP.
#[cfg(feature = "xml")]
#[derive(Clone, Copy, Debug)]
pub struct SoapEnvelope {
    /// The version that is written; both are read.
    pub version: SoapVersion,
    /// The element in the body of a request.
    pub request: Name,
    /// The element in the body of an answer.
    pub answer: Name,
    /// The element in that one around what the answer brings; none where its members stand in that one.
    pub result: Option<Name>,
    /// What a request says in its `SOAPAction` header, or in the `action` of its
    /// media type; without quotes.
    pub action: &'static str,
}

#[cfg(feature = "xml")]
impl SoapEnvelope {
    pub(super) fn root(&self, role: super::body::Role) -> Name {
        match role {
            super::body::Role::Request => self.request,
            super::body::Role::Answer | super::body::Role::Failure => self.answer,
        }
    }

    /// The element around what an answer brings, inside of that in the body.
    pub(super) fn result(&self, role: super::body::Role) -> Option<Name> {
        self.result.filter(|_| role != super::body::Role::Request)
    }
}

/// The media type without parameters.
pub(crate) fn essence(content_type: &str) -> &str {
    content_type.split(';').next().unwrap_or_default().trim_ascii()
}

/// A parameter of a media type, without quotes.
pub(crate) fn parameter<'a>(content_type: &'a str, name: &str) -> Option<&'a str> {
    content_type.split(';').skip(1).find_map(|parameter| {
        let (own, value) = parameter.split_once('=')?;
        own.trim_ascii().eq_ignore_ascii_case(name).then(|| value.trim_ascii().trim_matches('"'))
    })
}

/// The media type that an `Accept` header likes best among those on offer.
///
/// The first is taken where there is no header or it says `*/*`; `None` where
/// nothing on offer is acceptable. An answer in SOAP or without a body is always
/// acceptable.
#[must_use]
pub fn accepts<'m>(header: Option<&str>, offer: &'m [MediaType]) -> Option<&'m MediaType> {
    let Some(header) = header.filter(|header| !header.trim_ascii().is_empty()) else {
        return offer.first();
    };
    let mut best: Option<(u16, &MediaType)> = None;
    for media in offer {
        let quality = if media.codec.is_negotiable() { quality(header, media.essence()) } else { 1000 };
        if quality > best.map_or(0, |(quality, _)| quality) {
            best = Some((quality, media));
        }
    }
    best.map(|(_, media)| media)
}

/// How much, in thousandths, an `Accept` header likes a media type. The most
/// specific range that covers the type decides.
fn quality(header: &str, essence: &str) -> u16 {
    let mut found = (0, 0);
    for range in header.split(',') {
        let precision = match self::essence(range) {
            "*/*" => 1,
            range if range.eq_ignore_ascii_case(essence) => 3,
            range => match (range.strip_suffix("/*"), essence.split_once('/')) {
                (Some(kind), Some((own, _))) if kind.eq_ignore_ascii_case(own) => 2,
                _ => continue,
            },
        };
        let weight = parameter(range, "q").map_or(1000, thousandths);
        found = found.max((precision, weight));
    }
    found.1
}

fn thousandths(weight: &str) -> u16 {
    let weight = weight.parse::<f32>().ok().filter(|weight| (0.0..=1.0).contains(weight));
    weight.map_or(0, |weight| {
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "checked to be from 0 to 1"
        )]
        let thousandths = (weight * 1000.0) as u16;
        thousandths
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const JSON: MediaType = MediaType::new("application/json; charset=utf-8", Codec::Json);
    const HTML: MediaType = MediaType::new("text/html", Codec::Json);

    #[track_caller]
    fn check(header: &str, expected: Option<&str>) {
        let chosen = accepts(Some(header), &[JSON, HTML]);
        assert_eq!(chosen.map(MediaType::essence), expected, "{header}");
    }

    #[test]
    fn the_header_chooses() {
        check("*/*", Some("application/json"));
        check("", Some("application/json"));
        check("text/html", Some("text/html"));
        check("TEXT/HTML;level=1", Some("text/html"));
        check("text/*, application/json;q=0.5", Some("text/html"));
        check("text/html;q=0.1, */*;q=0.2", Some("application/json"));
        check("text/html;q=0.9,application/json;q=0.9", Some("application/json"));
    }

    #[test]
    fn what_is_not_on_offer_is_not_given() {
        check("image/png", None);
        check("text/html;q=0, application/json;q=0.0", None);
        check("text/html;q=NaN", None);
    }
}
