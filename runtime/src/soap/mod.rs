//! SOAP envelopes of both versions, and their faults.
//!
//! A message is one element in the body of an envelope. Envelopes follow
//! [SOAP 1.1](https://www.w3.org/TR/2000/NOTE-SOAP-20000508/), section 4, and
//! [SOAP 1.2 part 1](https://www.w3.org/TR/soap12-part1/), section 5; both
//! versions are read wherever one is expected, and which one came is told.

mod detail;
mod fault;
mod read;
mod write;

pub(crate) use detail::{read_detail, read_detail_into, write_detail};
pub use read::{Body, ResultInto, decode_envelope, decode_result, peek};
pub(crate) use read::{decode_fault, search};
pub(crate) use write::{ResultOf, encode_result};
pub use write::{encode_envelope, encode_fault};

/// A version of SOAP.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum SoapVersion {
    /// SOAP 1.1.
    V11,
    /// SOAP 1.2.
    V12,
}

impl SoapVersion {
    const ALL: [Self; 2] = [Self::V11, Self::V12];

    /// The namespace of the envelope, which tells the versions apart.
    #[must_use]
    pub const fn namespace(self) -> &'static str {
        match self {
            Self::V11 => "http://schemas.xmlsoap.org/soap/envelope/",
            Self::V12 => "http://www.w3.org/2003/05/soap-envelope",
        }
    }

    /// The media type over HTTP (SOAP 1.1, section 6; RFC 3902).
    #[must_use]
    pub const fn media_type(self) -> &'static str {
        match self {
            Self::V11 => "text/xml",
            Self::V12 => "application/soap+xml",
        }
    }

    /// The prefix that the envelope is written with; readers go by the namespace.
    #[must_use]
    pub const fn prefix(self) -> &'static str {
        match self {
            Self::V11 => "soap",
            Self::V12 => "soap12",
        }
    }

    fn of(namespace: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|version| version.namespace() == namespace)
    }
}
