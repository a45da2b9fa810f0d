//! What a handler is given.

use std::fmt;
use std::ops::Deref;

use bytes::Bytes;
use http::HeaderMap;

use crate::message::{Deviations, MediaType};
use crate::walk::Deviation;

/// A request that was read: the input, and how it came.
///
/// It dereferences to the input. `Debug` shows how long the body is and not what it holds, which may
/// be a password.
#[derive(Clone)]
pub struct Request<I> {
    pub(super) input: I,
    pub(super) binding: &'static str,
    pub(super) answer: &'static MediaType,
    pub(super) headers: HeaderMap,
    pub(super) body: Bytes,
    pub(super) deviations: Deviations,
}

impl<I> Request<I> {
    /// The input, handed over.
    pub fn into_input(self) -> I {
        self.input
    }

    /// The name of the binding that the request came by.
    pub fn binding(&self) -> &'static str {
        self.binding
    }

    /// The media type that the answer will be written in.
    pub fn answer_type(&self) -> &'static MediaType {
        self.answer
    }

    /// The headers as they came.
    pub fn headers(&self) -> &HeaderMap {
        &self.headers
    }

    /// The bytes of the body as they came.
    pub fn body(&self) -> &Bytes {
        &self.body
    }

    /// What the request has that the spec does not say: unknown members and
    /// values, texts in place of numbers.
    ///
    /// A JSON body is looked at a second time for them, on the first call only.
    pub fn deviations(&self) -> &[Deviation] {
        self.deviations.of(&self.body)
    }
}

impl<I: fmt::Debug> fmt::Debug for Request<I> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Request")
            .field("input", &self.input)
            .field("binding", &self.binding)
            .field("headers", &self.headers)
            .field("body", &format_args!("{} bytes", self.body.len()))
            .finish_non_exhaustive()
    }
}

impl<I> Deref for Request<I> {
    type Target = I;

    fn deref(&self) -> &I {
        &self.input
    }
}
