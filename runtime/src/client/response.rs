//! Answers with everything that came.

use std::ops::Deref;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

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
    pub(super) deviations: Vec<Deviation>,
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

    /// What the reader found that the spec does not say.
    pub fn deviations(&self) -> &[Deviation] {
        &self.deviations
    }
}

impl<T> Deref for Response<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}
