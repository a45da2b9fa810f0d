//! The two endings: writing files, and comparing them.

mod compare;
mod disk;
mod write;

pub use compare::{Drift, DriftKind, compare, diff};
pub use write::{Written, write};

/// Lists the files of a generated crate; only those are ever removed.
pub(crate) const MANIFEST: &str = ".wirewright";
