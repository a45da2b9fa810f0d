//! Answers with everything that came.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use crate::message::Deviations;
use crate::walk::Deviation;

/// An answer as it came.
#[derive(Clone, Debug)]
pub struct Answer {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers.
    pub headers: HeaderMap,
    /// The bytes of the body.
    pub body: Bytes,
}

/// What a successful call brings: the value, and the answer that it was read from.
///
/// It dereferences to the value.
#[derive(Clone, Debug)]
pub struct Response<T> {
    pub(super) value: T,
    pub(super) answer: Answer,
    pub(super) deviations: Deviations,
}

impl<T> Response<T> {
    /// The value alone.
    pub fn into_inner(self) -> T {
        self.value
    }

    /// The answer as it came.
    pub fn answer(&self) -> &Answer {
        &self.answer
    }

    /// What the answer has that the spec does not say: unknown members and values,
    /// promised members that are missing, texts in place of numbers, an echo that
    /// is not what was sent.
    ///
    /// A JSON body is looked at a second time for them, on the first call only;
    /// who never asks does not pay.
    pub fn deviations(&self) -> &[Deviation] {
        self.deviations.of(&self.answer.body)
    }

    /// The response, if the answer is exactly what the spec says.
    ///
    /// # Errors
    /// It is not; the deviations and the response are in the error.
    pub fn strict(self) -> Result<Self, Box<NotExact<T>>> {
        if self.deviations().is_empty() { Ok(self) } else { Err(Box::new(NotExact(self))) }
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

/// A response whose answer is not exactly what the spec says.
#[derive(Clone, Debug)]
pub struct NotExact<T>(Response<T>);

impl<T> NotExact<T> {
    /// The response, after all.
    pub fn into_response(self) -> Response<T> {
        self.0
    }

    /// In which ways the answer differs.
    pub fn deviations(&self) -> &[Deviation] {
        self.0.deviations()
    }
}

impl<T> fmt::Display for NotExact<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the answer is not what the spec says")?;
        for (at, deviation) in self.deviations().iter().enumerate() {
            write!(f, "{} {deviation}", if at == 0 { ":" } else { "," })?;
        }
        Ok(())
    }
}

impl<T: fmt::Debug> std::error::Error for NotExact<T> {}
