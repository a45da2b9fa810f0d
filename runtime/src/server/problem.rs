//! Refusals in the form that the caller speaks.

use bytes::Bytes;
use http::header::{CONTENT_TYPE, HeaderValue};
use http::{Response, StatusCode};

use super::voice::Voice;
use crate::fault::Fault;
#[cfg(feature = "xml")]
use crate::soap::SoapVersion;

/// Why the server did not do what it was asked.
#[derive(Debug)]
pub(super) struct Problem {
    pub(super) status: StatusCode,
    pub(super) fault: Box<Fault>,
    /// What the server asks for, each a value of `WWW-Authenticate`.
    pub(super) challenges: Vec<String>,
}

impl Problem {
    pub(super) fn client(status: StatusCode, reason: impl Into<String>) -> Self {
        Self { status, fault: Box::new(Fault::client(reason)), challenges: Vec::new() }
    }

    pub(super) fn server(reason: impl Into<String>) -> Self {
        Self {
            status: StatusCode::INTERNAL_SERVER_ERROR,
            fault: Box::new(Fault::server(reason)),
            challenges: Vec::new(),
        }
    }

    /// A request that breaks the rules of SOAP itself: a fault with a code for that, and no detail.
    pub(super) fn protocol(code: &str, reason: impl ToString) -> Self {
        let fault = Fault { code: code.to_owned(), detail: None, ..Fault::client(reason.to_string()) };
        Self { status: StatusCode::INTERNAL_SERVER_ERROR, fault: Box::new(fault), challenges: Vec::new() }
    }

    pub(super) fn of(fault: Box<Fault>) -> Self {
        let status =
            if fault.is_client() { StatusCode::BAD_REQUEST } else { StatusCode::INTERNAL_SERVER_ERROR };
        Self { status, fault, challenges: Vec::new() }
    }

    /// Writes the problem for a caller who speaks so.
    pub(super) fn respond(&self, voice: Voice) -> Response<Bytes> {
        let title = self.status.canonical_reason().unwrap_or("Error");
        let (status, content_type, body) = match voice {
            #[cfg(feature = "xml")]
            Voice::Soap(version) => self.soap(version),
            #[cfg(feature = "xml")]
            Voice::Xml => (self.status, "application/problem+xml", self.xml(title)),
            Voice::Json => (self.status, "application/problem+json", self.json(title)),
            Voice::Text => (self.status, "text/plain; charset=utf-8", self.fault.reason.clone().into_bytes()),
        };
        let mut response = Response::new(Bytes::from(body));
        *response.status_mut() = status;
        response.headers_mut().insert(CONTENT_TYPE, HeaderValue::from_static(content_type));
        response
    }

    fn json(&self, title: &str) -> Vec<u8> {
        #[derive(serde::Serialize)]
        struct ProblemDetails<'p> {
            title: &'p str,
            status: u16,
            detail: &'p str,
        }
        let problem = ProblemDetails { title, status: self.status.as_u16(), detail: &self.fault.reason };
        serde_json::to_vec(&problem).unwrap_or_default()
    }

    /// Faults travel under 500 in SOAP 1.1 (section 6.2); SOAP 1.2 has 400 for
    /// those of the sender (part 2, section 7.5.2.2). What HTTP itself refuses
    /// keeps its status.
    #[cfg(feature = "xml")]
    fn soap(&self, version: SoapVersion) -> (StatusCode, &'static str, Vec<u8>) {
        // A fault with a character that XML does not have, or with a broken code, is kept from the caller.
        let plain =
            Fault { reason: "the fault cannot be written".to_owned(), detail: None, ..Fault::server("") };
        let body = crate::soap::encode_fault(version, &self.fault)
            .or_else(|_| crate::soap::encode_fault(version, &plain))
            .unwrap_or_default();
        let status = match (self.status, version) {
            (StatusCode::BAD_REQUEST, SoapVersion::V11) => StatusCode::INTERNAL_SERVER_ERROR,
            (status, _) => status,
        };
        let content_type = match version {
            SoapVersion::V11 => "text/xml; charset=utf-8",
            SoapVersion::V12 => "application/soap+xml; charset=utf-8",
        };
        (status, content_type, body)
    }

    /// The XML form of a problem document (RFC 7807, appendix A).
    #[cfg(feature = "xml")]
    fn xml(&self, title: &str) -> Vec<u8> {
        use super::problem_xml::ProblemDocument;
        let status = self.status.as_u16();
        ProblemDocument { title: title.to_owned(), status, detail: self.fault.reason.clone() }.to_xml()
    }
}
