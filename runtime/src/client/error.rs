//! The one error type of a client.

use std::error::Error as StdError;
use std::fmt;
use std::time::Duration;

use super::{Answer, PagesError, TransportError};
use crate::error::DecodeError;
use crate::fault::Fault;
use crate::message::{Failure, RequestError, fault_of};

/// Why a call brought no value, with everything that is known about it.
#[derive(Debug)]
pub struct Error<F>(Box<Inner<F>>);

/// Boxed, so that results stay small.
#[derive(Debug)]
struct Inner<F> {
    operation: &'static str,
    binding: &'static str,
    kind: ErrorKind<F>,
    answer: Option<Answer>,
    /// In which words of the protocol a documented failure came.
    fault: Option<Fault>,
    advised_retries: u8,
}

/// The kinds of [`Error`].
#[derive(Debug)]
#[non_exhaustive]
pub enum ErrorKind<F> {
    /// The request was not sent: a value cannot travel by this binding, or credentials are missing.
    Input(RequestError),
    /// No answer came.
    Transport(TransportError),
    /// No answer came in time. Whether the service did what it was asked is not known.
    Timeout,
    /// An answer came, and it is not what the spec says.
    Decode(DecodeError),
    /// An answer came with a status of which the spec says nothing.
    UndocumentedStatus,
    /// The service failed in a way that its page documents.
    Failure(F),
    /// The service failed in the words of the protocol.
    Fault(Fault),
    /// The pages of the service cannot be followed any further.
    Pages(PagesError),
}

impl<F> ErrorKind<F> {
    /// The kind in a word, for logs; it says nothing of any value.
    #[must_use]
    pub fn word(&self) -> &'static str {
        match self {
            Self::Input(_) => "input",
            Self::Transport(_) => "transport",
            Self::Timeout => "timeout",
            Self::Decode(_) => "decode",
            Self::UndocumentedStatus => "undocumented status",
            Self::Failure(_) => "failure",
            Self::Fault(_) => "fault",
            Self::Pages(_) => "pages",
        }
    }
}

impl<F> Error<F> {
    pub(super) fn new(
        operation: &'static str,
        binding: &'static str,
        kind: ErrorKind<F>,
        answer: Option<Answer>,
        advised_retries: u8,
    ) -> Self {
        let fault = match (&kind, &answer) {
            (ErrorKind::Failure(_), Some(answer)) => fault_of(&answer.headers, &answer.body),
            _ => None,
        };
        Self(Box::new(Inner { operation, binding, kind, answer, fault, advised_retries }))
    }

    /// What went wrong.
    pub fn kind(&self) -> &ErrorKind<F> {
        &self.0.kind
    }

    /// What went wrong, handed over.
    pub fn into_kind(self) -> ErrorKind<F> {
        self.0.kind
    }

    /// The operation that was called.
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// The binding that it travelled by.
    pub fn binding(&self) -> &'static str {
        self.0.binding
    }

    /// The answer as it came, unless none did.
    pub fn answer(&self) -> Option<&Answer> {
        self.0.answer.as_ref()
    }

    /// The documented failure, if this is one.
    pub fn failure(&self) -> Option<&F> {
        match &self.0.kind {
            ErrorKind::Failure(failure) => Some(failure),
            _ => None,
        }
    }

    /// The fault, if the service failed in the words of the protocol. A failure that the page documents
    /// by the code of a fault has its reason here too.
    pub fn fault(&self) -> Option<&Fault> {
        match &self.0.kind {
            ErrorKind::Fault(fault) => Some(fault),
            _ => self.0.fault.as_ref(),
        }
    }
}

impl<F: Failure> Error<F> {
    /// Whether the page says that the same request may be sent again.
    pub fn is_retryable(&self) -> bool {
        self.advised_retries() > 0
    }

    /// How long the service asks to be left alone, in the seconds of its
    /// `Retry-After` header (RFC 9110, section 10.2.3); `None` where it says
    /// nothing. A date, or what is no number, counts as longer than anybody waits.
    pub fn retry_after(&self) -> Option<Duration> {
        let header = self.0.answer.as_ref()?.headers.get(http::header::RETRY_AFTER)?;
        let seconds = header.to_str().ok().and_then(|text| text.trim_ascii().parse().ok());
        Some(seconds.map_or(Duration::MAX, Duration::from_secs))
    }

    /// How many further attempts the page advises; 0 where it advises none.
    pub fn advised_retries(&self) -> u8 {
        self.0.advised_retries
    }
}

impl<F: Failure> fmt::Display for Error<F> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} by {}: ", self.0.operation, self.0.binding)?;
        match &self.0.kind {
            ErrorKind::Input(error) => write!(f, "the request was not sent: {error}")?,
            ErrorKind::Transport(error) => error.fmt(f)?,
            ErrorKind::Timeout => TransportError::Timeout.fmt(f)?,
            ErrorKind::Decode(error) => write!(f, "the answer cannot be read: {error}")?,
            ErrorKind::UndocumentedStatus => f.write_str("the spec says nothing of this answer")?,
            ErrorKind::Failure(failure) => {
                let name = F::CASES.get(failure.case()).map_or("failure", |case| case.name);
                write!(f, "the service answered with its failure `{name}`")?;
                match (&self.0.fault, failure.body().to_json()) {
                    (Some(fault), _) => write!(f, ", {fault}")?,
                    (None, Ok(body)) if !body.is_empty() && body != b"null" && body != b"{}" => {
                        write!(f, ", {}", Said(&String::from_utf8_lossy(&body)))?;
                    }
                    // What came in another encoding is in `answer()`.
                    _ => {}
                }
            }
            ErrorKind::Fault(fault) => write!(f, "the service answered with a fault, {fault}")?,
            ErrorKind::Pages(error) => error.fmt(f)?,
        }
        match &self.0.answer {
            Some(answer) => write!(f, " (status {})", answer.status.as_u16()),
            None => Ok(()),
        }
    }
}

/// The beginning of what a failure holds, as JSON, so that it can stand in a log line.
struct Said<'s>(&'s str);

impl fmt::Display for Said<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 160;
        let mut rest = self.0.chars();
        for own in rest.by_ref().take(MOST) {
            match own {
                '"' | '\'' | '\\' => write!(f, "{own}")?,
                own => write!(f, "{}", own.escape_debug())?,
            }
        }
        if rest.next().is_some() { f.write_str("…") } else { Ok(()) }
    }
}

impl<F: Failure> StdError for Error<F> {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match &self.0.kind {
            ErrorKind::Input(error) => Some(error),
            ErrorKind::Transport(error) => Some(error),
            ErrorKind::Decode(error) => Some(error),
            ErrorKind::Fault(fault) => Some(fault),
            ErrorKind::Pages(error) => Some(error),
            ErrorKind::UndocumentedStatus | ErrorKind::Failure(_) | ErrorKind::Timeout => None,
        }
    }
}
