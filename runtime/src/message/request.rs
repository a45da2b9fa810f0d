//! Requests, and what keeps them from being sent or taken.

use std::fmt;

use crate::error::{DecodeError, EncodeError};

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
    /// A value in a request is not what the rest of the message, or the spec, says.
    Unequal {
        /// The parameter or the input.
        parameter: &'static str,
    },
    /// Nobody is known by what a request shows.
    UnknownSender,
    /// A value cannot be computed.
    NotComputed {
        /// The parameter or the input.
        parameter: &'static str,
        /// Why not.
        why: &'static str,
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
            Self::Unequal { parameter } => {
                write!(f, "`{parameter}` is missing, or not what the rest of the message says")
            }
            Self::UnknownSender => f.write_str("nobody is known by these credentials"),
            Self::NotComputed { parameter, why } => write!(f, "`{parameter}` cannot be computed: {why}"),
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
