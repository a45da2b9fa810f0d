//! What generated servers are made of: routes, requests, limits and errors.

mod dispatch;
mod endpoint;
mod error;
mod guard;
mod identity;
mod limits;
mod not_found;
mod outermost;
mod problem;
#[cfg(feature = "xml")]
mod problem_xml;
mod request;
mod routes;
mod sample;
#[cfg(feature = "xml")]
mod soap;
mod told;
mod voice;

/// The crate whose `Router` a server becomes, for code that has no dependencies of its own.
pub use axum;

pub use error::ServerError;
pub use identity::Identity;
pub use limits::Limits;
pub use not_found::not_found;
pub use request::Request;
pub use routes::{Lookup, Routes, Verification};
pub use sample::sample;
