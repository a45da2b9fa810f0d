//! The look of messages on a terminal.

use super::Severity;

/// How messages for people look.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Look {
    /// Text alone, as files and other programs want it.
    #[default]
    Plain,
    /// With the escapes by which terminals know colours.
    Coloured,
}

/// What stands before the parts of a message, and after each of them.
#[derive(Clone, Copy, Debug)]
pub(super) struct Style {
    /// Before the word that says how bad it is, and before the marker.
    pub(super) word: &'static str,
    /// Before what is said.
    pub(super) text: &'static str,
    /// Before what frames the source line.
    pub(super) edge: &'static str,
    /// After all of them.
    pub(super) end: &'static str,
}

const BOLD: &str = "\x1b[1m";
const RED: &str = "\x1b[1;91m";
const YELLOW: &str = "\x1b[1;93m";
const BLUE: &str = "\x1b[1;94m";
const END: &str = "\x1b[0m";

impl Look {
    /// A message that is about no place: the word for how bad it is, and what there is to say.
    #[must_use]
    pub fn line(self, severity: Severity, text: &str) -> String {
        let Style { word, text: bold, end, .. } = self.style(severity);
        format!("{word}{}{end}{bold}: {text}{end}\n", severity.word())
    }

    pub(super) const fn style(self, severity: Severity) -> Style {
        match (self, severity) {
            (Self::Plain, _) => Style { word: "", text: "", edge: "", end: "" },
            (Self::Coloured, Severity::Error) => Style { word: RED, text: BOLD, edge: BLUE, end: END },
            (Self::Coloured, Severity::Advice) => Style { word: YELLOW, text: BOLD, edge: BLUE, end: END },
        }
    }
}
