//! What generated clients are made of: calls, transports, answers and errors.

mod builder;
mod call;
mod chunks;
mod error;
mod hooks;
#[cfg(feature = "server")]
mod in_process;
mod pages;
mod response;
mod retry;
mod stream;
mod trace;
mod transport;

pub use builder::{BuildError, Builder, Core, Service};
pub use call::Call;
pub use chunks::{Chunks, Pieces, Streamed};
pub use error::{Error, ErrorKind};
pub use pages::{Items, Pages, PagesError};
pub use response::{Answer, NotExact, Response};
pub use retry::RetryPolicy;
pub use transport::{BoxFuture, ReqwestTransport, Transport, TransportError};
