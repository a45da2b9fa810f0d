//! What generated documentation says.

use crate::diagnostics::NoteKind;

/// The documentation of one item.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Docs {
    /// What it is, as Markdown in the spec's words.
    pub about: Option<String>,
    /// What is not on the page.
    pub origins: Vec<Origin>,
}

/// A fact that is not on the page.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Origin {
    /// A guess, or something known from elsewhere.
    pub kind: NoteKind,
    /// The key that it is about; `None` for the whole item.
    pub key: Option<String>,
    /// The reason.
    pub text: String,
}
