//! How problems look: for people, for programs, and for a CI's annotations.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::{Code, Place, Problem, is_hidden};

/// The form in which problems are printed.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
#[cfg_attr(feature = "cli", derive(clap::ValueEnum))]
pub enum MessageFormat {
    /// For people: the source line with a marker under the part that is meant.
    #[default]
    Human,
    /// One JSON object a line.
    Json,
    /// Annotations of GitHub Actions.
    Github,
}

/// A problem with its place looked up.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Located {
    /// The file, as the caller names it.
    pub file: String,
    /// The line of the file, without its end.
    pub source_line: String,
    /// The place in the file.
    pub place: Place,
    /// What is wrong there.
    pub problem: Problem,
}

/// Prints problems, one after the other; for people, with a hint at what explains them.
#[must_use]
pub fn print(problems: &[Located], format: MessageFormat) -> String {
    let one = match format {
        MessageFormat::Human => Located::human,
        MessageFormat::Json => Located::json,
        MessageFormat::Github => Located::github,
    };
    let mut text: String = problems.iter().map(one).collect();
    if format == MessageFormat::Human {
        text += &hint(problems);
    }
    text
}

/// Where more is said about what was found.
fn hint(problems: &[Located]) -> String {
    let codes: BTreeSet<Code> = problems.iter().map(|own| own.problem.code()).collect();
    let names: Vec<&str> = codes.into_iter().map(Code::name).collect();
    match names[..] {
        [] => String::new(),
        [code] => format!("`wirewright explain {code}` says more\n"),
        _ => format!("`wirewright explain CODE` says more about each of {}\n", names.join(", ")),
    }
}

impl Located {
    fn human(&self) -> String {
        let Place { line, column, length } = self.place;
        let source = visible(&self.source_line);
        let gutter = " ".repeat(line.to_string().len());
        // A tab moves the marker as far as it moves the text above.
        let indent: String =
            source.chars().take(column - 1).map(|own| if own == '\t' { '\t' } else { ' ' }).collect();
        let room = source.chars().count().saturating_sub(column - 1).max(1);
        let marker = "^".repeat(length.clamp(1, room));
        let mut text = format!("error[{}]: {}\n", self.problem.code(), visible(&self.problem.to_string()));
        text += &format!("{gutter}--> {}:{line}:{column}\n{gutter} |\n", self.file);
        text += format!("{line} | {source}\n").trim_end_matches([' ', '\n']);
        text += &format!("\n{gutter} | {indent}{marker}\n");
        if let Some(advice) = self.problem.advice() {
            text += &format!("{gutter} = help: {}\n", visible(&advice));
        }
        text.push('\n');
        text
    }

    fn json(&self) -> String {
        let object = serde_json::json!({
            "severity": "error",
            "code": self.problem.code().name(),
            "message": self.problem.to_string(),
            "help": self.problem.advice(),
            "file": self.file,
            "line": self.place.line,
            "column": self.place.column,
            "length": self.place.length,
        });
        format!("{object}\n")
    }

    fn github(&self) -> String {
        let Place { line, column, .. } = self.place;
        let mut message = self.problem.to_string();
        if let Some(advice) = self.problem.advice() {
            write!(message, " ({advice})").expect("writing to a string cannot fail");
        }
        annotation(&self.file, &format!("line={line},col={column},title={}", self.problem.code()), &message)
    }
}

/// An annotation of GitHub Actions at a file, with properties that need no escape.
pub(crate) fn annotation(file: &str, properties: &str, message: &str) -> String {
    // The notation of workflow commands has its own escapes.
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let file = data(file).replace(':', "%3A").replace(',', "%2C");
    format!("::error file={file},{properties}::{}\n", data(message))
}

/// The text without what a terminal would act on; every character keeps its column.
pub(crate) fn visible(text: &str) -> String {
    text.chars().map(|own| if own != '\t' && is_hidden(own) { '\u{fffd}' } else { own }).collect()
}
