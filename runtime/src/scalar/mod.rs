//! The scalars of the spec language as Rust types, each reading and writing itself.

mod always;
mod any;
mod blob;
mod bytes;
mod calendar;
mod date;
mod date_time;
mod dates;
mod decimal;
mod format;
mod http_date;
mod key;
mod list;
mod listed;
#[cfg(feature = "map")]
mod map;
mod nullable;
mod one_of;
mod open;
mod or_none;
pub mod picture;
mod secret;
mod simple;
mod time;
mod wcf_date;

pub use always::Always;
pub use any::{Any, JsonText};
pub use blob::Blob;
#[cfg(feature = "server")]
pub(crate) use blob::BlobStream;
pub use bytes::Bytes;
pub use date::{Date, DateError};
pub use date_time::{DateTime, DateTimeError, Offset};
pub use decimal::{Decimal, DecimalError};
pub use format::{Each, Format, OrNone};
pub use key::Key;
pub use listed::{ClosedEnum, NumberEnum};
#[cfg(feature = "map")]
pub use map::Map;
pub use nullable::Nullable;
pub use one_of::{OneOf, Unlisted};
pub use open::OpenEnum;
pub use secret::Secret;
pub(crate) use secret::same;
pub use time::{Time, TimeError};
#[cfg(feature = "guid")]
pub use uuid::Uuid;
