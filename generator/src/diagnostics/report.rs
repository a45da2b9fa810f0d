//! What was found while specs were read and resolved.

use std::collections::BTreeSet;

use super::{Advice, Advised, At, Problem};

/// A problem at a place of a spec.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Finding {
    /// The way to the node.
    pub at: At,
    /// What is wrong there.
    pub problem: Problem,
}

/// A fact that is not on the page, and why it is in the spec.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Note {
    /// The way to the node that the fact is about.
    pub at: At,
    /// A guess, or something known from elsewhere.
    pub kind: NoteKind,
    /// What the fact is about, such as `types.Error` or `operations.Logout.output`.
    pub subject: String,
    /// The reason.
    pub text: String,
}

/// Where a fact that is not on the page comes from.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum NoteKind {
    /// Nobody knows; it is the spec's choice.
    Assumption,
    /// It is known from elsewhere.
    Outside,
}

/// The findings in one spec, in the order of their paths. What a whole service shares
/// is looked at for each operation and found once.
#[derive(Debug, Default)]
pub struct Report {
    findings: BTreeSet<Finding>,
    advice: Vec<Advised>,
}

impl Report {
    /// Adds a problem.
    pub fn push(&mut self, at: At, problem: Problem) {
        self.findings.insert(Finding { at, problem });
    }

    /// Adds an advice; it keeps nothing from being generated.
    pub fn advise(&mut self, at: At, advice: Advice) {
        let advised = Advised { at, advice };
        if !self.advice.contains(&advised) {
            self.advice.push(advised);
        }
    }

    /// Whether there is no problem.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.findings.is_empty()
    }

    /// How many problems were found.
    #[must_use]
    pub fn len(&self) -> usize {
        self.findings.len()
    }

    /// The advice. It is whole only where there is no problem.
    #[must_use]
    pub fn take_advice(&mut self) -> Vec<Advised> {
        std::mem::take(&mut self.advice)
    }

    /// The problems.
    #[must_use]
    pub fn into_findings(self) -> Vec<Finding> {
        self.findings.into_iter().collect()
    }
}
