//! Media types, and how a body of one is written.

use super::{JsonFrame, PairStyle, PartForm, QName, Segment, XmlStyle};

/// A media type and its codec.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct MediaType {
    /// What is written into `Content-Type`.
    pub content_type: String,
    /// How the body is read and written.
    pub codec: Codec,
    /// Whether names are read in any case.
    pub ignore_case: bool,
}

impl MediaType {
    /// The media type without parameters.
    #[must_use]
    pub fn essence(&self) -> &str {
        self.content_type.split(';').next().unwrap_or_default().trim()
    }
}

/// How a body is read and written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Codec {
    /// JSON.
    Json,
    /// JSON as the argument of a function.
    PaddedJson(Vec<Segment>),
    /// JSON in a frame.
    Framed(JsonFrame),
    /// Names and values.
    Form(PairStyle),
    /// Names and values, a pair a line.
    Lines(PairStyle),
    /// No body.
    Empty,
    /// Plain text.
    Text,
    /// Bytes as they are.
    Bytes,
    /// Parts, a member each; those whose parts say more than their text.
    Multipart(Vec<PartForm>),
    /// XML in the service's style.
    Xml(XmlStyle),
    /// SOAP.
    Soap {
        /// The version that is written.
        version: SoapVersion,
        /// The element of a request.
        request: QName,
        /// The element of an answer.
        answer: QName,
        /// The element in that one around what the answer brings, if there is one.
        result: Option<QName>,
        /// The SOAP action.
        action: String,
    },
}

/// A version of SOAP.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum SoapVersion {
    /// SOAP 1.1.
    V11,
    /// SOAP 1.2.
    V12,
}
