//! The command lines of the generated `mock` and `call` examples.

#[cfg(feature = "client")]
mod call;
mod credentials;
#[cfg(feature = "server")]
mod mock;

#[cfg(feature = "client")]
pub use call::{CallArguments, CallOptions, answer, finish};
pub use credentials::Credentials;
#[cfg(feature = "server")]
pub use mock::mock;
