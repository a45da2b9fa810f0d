//! Keeps a server alive whatever a handler does.

use std::future::poll_fn;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::pin::Pin;
use std::time::Duration;

use http::StatusCode;

use super::endpoint::BoxFuture;
use super::problem::Problem;
use crate::fault::Fault;

/// Waits for a handler's answer. A panic and a handler that takes too long become
/// problems; what the panic said is for the server's log, not for the caller.
pub(super) async fn guarded<T>(
    mut handled: BoxFuture<Result<T, Problem>>,
    longest: Duration,
) -> Result<T, Problem> {
    let polled = poll_fn(|context| {
        let poll = AssertUnwindSafe(|| Pin::as_mut(&mut handled).poll(context));
        // The future is dropped after a panic, so nothing sees what it left behind.
        catch_unwind(poll).unwrap_or_else(|_| Err(Problem::server("the server failed")).into())
    });
    tokio::time::timeout(longest, polled).await.unwrap_or_else(|_| {
        let fault = Box::new(Fault::server("the server took too long"));
        Err(Problem { status: StatusCode::SERVICE_UNAVAILABLE, ..Problem::of(fault) })
    })
}
