//! The command lines of the generated `mock` and `call` examples.

#[cfg(feature = "client")]
mod call;
#[cfg(any(feature = "client", feature = "server"))]
mod credentials;
#[cfg(feature = "server")]
mod mock;

#[cfg(feature = "client")]
pub use call::{CallArguments, CallOptions, answer, finish};
#[cfg(any(feature = "client", feature = "server"))]
pub use credentials::Credentials;
#[cfg(feature = "server")]
pub use mock::mock;
