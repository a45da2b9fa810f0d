//! What generated servers are made of: routes, requests, limits and errors.

mod dispatch;
mod endpoint;
mod error;
mod guard;
mod problem;
#[cfg(feature = "xml")]
mod problem_xml;
mod request;
mod routes;
mod sample;

pub use error::ServerError;
pub use request::Request;
pub use routes::{Limits, Routes, Verification};
pub use sample::sample;
