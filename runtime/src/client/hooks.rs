//! What a client lets its owner see and add.

use std::fmt;
use std::sync::Arc;

use bytes::Bytes;

type BeforeSending = dyn Fn(&mut http::request::Parts, &Bytes) + Send + Sync;
type AfterReceiving = dyn Fn(&http::Response<Bytes>) + Send + Sync;

/// Functions that are called around every attempt of every call.
#[derive(Clone, Default)]
pub(super) struct Hooks {
    pub(super) before_sending: Vec<Arc<BeforeSending>>,
    pub(super) after_receiving: Vec<Arc<AfterReceiving>>,
}

impl fmt::Debug for Hooks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = (self.before_sending.len(), self.after_receiving.len());
        f.debug_tuple("Hooks").field(&counts.0).field(&counts.1).finish()
    }
}

impl Hooks {
    /// The request as it will be sent. The body is settled: a signature may lie over it.
    pub(super) fn before(&self, request: http::Request<Bytes>) -> http::Request<Bytes> {
        if self.before_sending.is_empty() {
            return request;
        }
        let (mut parts, body) = request.into_parts();
        self.before_sending.iter().for_each(|hook| hook(&mut parts, &body));
        http::Request::from_parts(parts, body)
    }

    pub(super) fn after(&self, answer: &http::Response<Bytes>) {
        self.after_receiving.iter().for_each(|hook| hook(answer));
    }
}
