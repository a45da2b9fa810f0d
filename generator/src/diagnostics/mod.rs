//! Problems as values: what is wrong, where, and how it is shown.
//!
//! Every other room reports here; this one knows none of them.

mod code;
mod path;
mod print;
mod problem;
mod report;

pub use code::{Code, UnknownCode};
pub use path::{At, Place};
pub use print::{Located, MessageFormat, print};
pub(crate) use print::{annotation, visible};
pub use problem::Problem;
pub(crate) use problem::{is_hidden, nearest};
pub use report::{Finding, Note, NoteKind, Report};
