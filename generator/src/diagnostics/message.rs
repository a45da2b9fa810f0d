//! What is printed, whatever it comes from.

use super::{Group, Located, LocatedAdvice, Place};

/// Something to print, about a place in a file.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Message {
    /// How bad it is.
    pub severity: Severity,
    /// The code of a problem, or the group of an advice.
    pub code: Option<&'static str>,
    /// What there is to say.
    pub text: String,
    /// What to do about it, where that can be told.
    pub help: Option<String>,
    /// The file, as the caller names it.
    pub file: String,
    /// The place in the file, where there is one, and the line there without its end.
    pub place: Option<(Place, String)>,
}

/// How bad it is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Severity {
    /// Nothing is done before it is mended.
    Error,
    /// It may stay as it is.
    Advice,
}

impl Severity {
    /// The word that messages begin with.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Advice => "advice",
        }
    }
}

impl From<&Located> for Message {
    fn from(own: &Located) -> Self {
        Self {
            severity: Severity::Error,
            code: Some(own.problem.code().name()),
            text: own.problem.to_string(),
            help: own.problem.help(),
            file: own.file.clone(),
            place: Some((own.place, own.source_line.clone())),
        }
    }
}

impl LocatedAdvice {
    /// What is printed of it; what belongs to a denied group is an error.
    #[must_use]
    pub fn message(&self, denied: &[Group]) -> Message {
        let group = self.advice.group();
        let severity = if denied.contains(&group) { Severity::Error } else { Severity::Advice };
        Message {
            severity,
            code: Some(group.name()),
            text: self.advice.to_string(),
            help: self.advice.help(),
            file: self.file.clone(),
            place: Some((self.place, self.source_line.clone())),
        }
    }
}
