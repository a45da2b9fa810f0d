//! How a handler says that it failed.

use std::fmt;

use http::StatusCode;

use crate::fault::Fault;
use crate::message::Failure;

/// A handler's failure. It is written in the form that the caller speaks.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum ServerError<F> {
    /// A failure that the page documents, under the first status that tells it.
    Failure(F),
    /// A failure that the page documents under several statuses, and the one to
    /// answer with. Where it does not tell the failure, the first one is taken.
    FailureUnder(StatusCode, F),
    /// Any other failure: a fault in SOAP, a problem document (RFC 9457) in JSON
    /// and XML, a line of text elsewhere.
    Fault(Box<Fault>),
}

impl<F> ServerError<F> {
    /// The caller's request was at fault.
    pub fn client(reason: impl Into<String>) -> Self {
        Self::Fault(Box::new(Fault::client(reason)))
    }

    /// The server is at fault.
    pub fn server(reason: impl Into<String>) -> Self {
        Self::Fault(Box::new(Fault::server(reason)))
    }
}

impl<F> From<F> for ServerError<F> {
    fn from(failure: F) -> Self {
        Self::Failure(failure)
    }
}

impl<F: Failure> fmt::Display for ServerError<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Failure(failure) | Self::FailureUnder(_, failure) => {
                f.write_str(F::CASES.get(failure.case()).map_or("failure", |case| case.name))
            }
            Self::Fault(fault) => fault.fmt(f),
        }
    }
}

impl<F: Failure> std::error::Error for ServerError<F> {}
