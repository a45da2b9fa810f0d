//! Problems and advice as values: what is wrong or to think about, where, and how it is shown.
//!
//! Every other room reports here; this one knows none of them.

mod advice;
mod code;
mod message;
mod path;
mod print;
mod problem;
mod report;
mod style;

pub use advice::{Advice, Advised, Group, LocatedAdvice};
pub use code::{Code, UnknownCode};
pub use message::{Message, Severity};
pub use path::{At, Place};
pub use print::{Located, MessageFormat, print, print_as, print_messages};
pub(crate) use print::{annotation, visible};
pub use problem::Problem;
pub(crate) use problem::{is_hidden, nearest};
pub use report::{Finding, Note, NoteKind, Report};
pub use style::Look;
