//! What a call tells `tracing`, with the feature of that name; without it, nothing.

use std::future::Future;
use std::time::Duration;

use super::{Error, Response};

/// The span of a call: its operation and its binding, then the number of
/// attempts, the status of the last answer and the kind of the error.
///
/// Values, addresses and headers are not told: they may hold secrets.
pub(super) struct CallSpan(#[cfg(feature = "tracing")] tracing::Span);

#[cfg(feature = "tracing")]
impl CallSpan {
    pub(super) fn new(operation: &str, binding: &str) -> Self {
        use tracing::field::Empty;
        Self(tracing::info_span!("call", operation, binding, attempts = Empty, status = Empty, error = Empty))
    }

    /// Runs a future in the span.
    pub(super) async fn within<T>(&self, future: impl Future<Output = T>) -> T {
        use tracing::Instrument as _;
        future.instrument(self.0.clone()).await
    }

    /// Tells that a call is sent again.
    pub(super) fn again(attempts: u8, wait: Duration) {
        tracing::debug!(attempts, wait_ms = wait.as_millis(), "the call is sent again");
    }

    /// Tells how a call ended, after so many attempts.
    pub(super) fn finished<T, F>(&self, attempts: u8, result: &Result<Response<T>, Error<F>>) {
        self.0.record("attempts", attempts);
        let answer = match result {
            Ok(response) => Some(response.answer()),
            Err(error) => error.answer(),
        };
        if let Some(answer) = answer {
            self.0.record("status", answer.status.as_u16());
        }
        if let Err(error) = result {
            self.0.record("error", error.kind().word());
        }
    }
}

#[cfg(not(feature = "tracing"))]
impl CallSpan {
    pub(super) fn new(_: &str, _: &str) -> Self {
        Self()
    }

    #[expect(clippy::unused_self, reason = "there is no span to run it in")]
    pub(super) fn within<C: Future>(&self, future: C) -> C {
        future
    }

    pub(super) fn again(_: u8, _: Duration) {}

    #[expect(clippy::unused_self, reason = "there is no span to tell it to")]
    pub(super) fn finished<T, F>(&self, _: u8, _: &Result<Response<T>, Error<F>>) {}
}
