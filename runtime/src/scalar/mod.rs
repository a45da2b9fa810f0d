//! The scalars of the spec language as Rust types, each reading and writing itself.

mod any;
mod blob;
mod date_time;
mod format;
mod list;
mod nullable;
mod open;
mod secret;
mod simple;

pub use any::{Any, JsonText};
pub use blob::Blob;
#[cfg(feature = "server")]
pub(crate) use blob::BlobStream;
pub use date_time::{DateTime, DateTimeError, Offset};
pub use format::Format;
pub use nullable::Nullable;
pub use open::OpenEnum;
pub use secret::Secret;
pub(crate) use secret::same;
#[cfg(feature = "guid")]
pub use uuid::Uuid;
