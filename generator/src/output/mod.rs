//! The two endings: writing files, and comparing them.
//!
//! Both begin with the same survey, which reads each file once. Writing goes
//! on with a plan, a list of steps of which each is one operation of the file
//! system, so that a run may stop between any two of them.

mod compare;
#[cfg(test)]
mod crashes;
mod disk;
mod lock;
mod manifest;
mod plan;
mod report;
mod survey;
mod write;

pub use compare::{Drift, DriftKind, compare};
pub(crate) use manifest::{MANIFEST, manifest};
pub use report::{diff, print_drift, summary};
pub use write::{Written, write};
