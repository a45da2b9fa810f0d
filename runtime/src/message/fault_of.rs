//! The words of the protocol in an answer that is a documented failure.

use http::HeaderMap;

use crate::fault::Fault;

/// The fault that an answer in SOAP is.
#[cfg(feature = "xml")]
pub(crate) fn fault_of(headers: &HeaderMap, body: &[u8]) -> Option<Fault> {
    crate::soap::decode_fault(body, super::charset(headers))
}

/// Without XML there is none.
#[cfg(not(feature = "xml"))]
pub(crate) fn fault_of(_: &HeaderMap, _: &[u8]) -> Option<Fault> {
    None
}
