//! How messages look: for people, for programs, and for a CI's annotations.

use std::collections::BTreeSet;

use super::style::Style;
use super::{Code, Look, Message, Place, Problem, Severity, is_hidden};

/// The form in which messages are printed.
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
    print_as(problems, format, Look::Plain)
}

/// Prints problems as [`print()`] does, with this look where they are for people.
#[must_use]
pub fn print_as(problems: &[Located], format: MessageFormat, look: Look) -> String {
    let messages: Vec<Message> = problems.iter().map(Message::from).collect();
    let mut text = print_messages(&messages, format, look);
    if format == MessageFormat::Human {
        text += &hint(problems);
    }
    text
}

/// Prints messages, one after the other. The look is that of messages for people.
#[must_use]
pub fn print_messages(messages: &[Message], format: MessageFormat, look: Look) -> String {
    let one = |message: &Message| match format {
        MessageFormat::Human => message.human(look.style(message.severity)),
        MessageFormat::Json => message.json(),
        MessageFormat::Github => message.github(),
    };
    messages.iter().map(one).collect()
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

impl Message {
    fn human(&self, style: Style) -> String {
        let Style { word, text, edge, end } = style;
        let code = self.code.map_or_else(String::new, |code| format!("[{code}]"));
        let what = visible(&self.text);
        let mut printed = format!("{word}{}{code}{end}{text}: {what}{end}\n", self.severity.word());
        let file = visible(&self.file);
        let gutter = match &self.place {
            None => {
                printed += &format!(" {edge}-->{end} {file}\n");
                " ".to_owned()
            }
            Some((Place { line, column, length }, source)) => {
                let source = visible(source);
                let gutter = " ".repeat(line.to_string().len());
                // A tab moves the marker as far as it moves the text above.
                let indent: String =
                    source.chars().take(column - 1).map(|own| if own == '\t' { '\t' } else { ' ' }).collect();
                let room = source.chars().count().saturating_sub(column - 1).max(1);
                let marker = "^".repeat((*length).clamp(1, room));
                printed += &format!("{gutter}{edge}-->{end} {file}:{line}:{column}\n{gutter} {edge}|{end}\n");
                printed += format!("{edge}{line} |{end} {source}").trim_end_matches(' ');
                printed += &format!("\n{gutter} {edge}|{end} {indent}{word}{marker}{end}\n");
                gutter
            }
        };
        if let Some(help) = &self.help {
            printed += &format!("{gutter} {edge}={end} {text}help{end}: {}\n", visible(help));
        }
        printed.push('\n');
        printed
    }

    fn json(&self) -> String {
        let place = self.place.as_ref().map(|(place, _)| place);
        let object = serde_json::json!({
            "severity": self.severity.word(),
            "code": self.code,
            "message": self.text,
            "help": self.help,
            "file": self.file,
            "line": place.map(|own| own.line),
            "column": place.map(|own| own.column),
            "length": place.map(|own| own.length),
        });
        format!("{object}\n")
    }

    fn github(&self) -> String {
        let help = self.help.as_ref().map_or_else(String::new, |help| format!(" ({help})"));
        let command = match self.severity {
            Severity::Error => "error",
            Severity::Advice => "notice",
        };
        let mut properties: Vec<String> = Vec::new();
        if let Some((Place { line, column, .. }, _)) = self.place {
            properties.push(format!("line={line},col={column}"));
        }
        properties.extend(self.code.map(|code| format!("title={code}")));
        annotation(command, &self.file, &properties.join(","), &format!("{}{help}", self.text))
    }
}

/// An annotation of GitHub Actions at a file, with properties that need no escape.
pub(crate) fn annotation(command: &str, file: &str, properties: &str, message: &str) -> String {
    // The notation of workflow commands has its own escapes.
    let data = |text: &str| {
        let text = text.replace('%', "%25").replace('\r', "%0D");
        text.split('\n').map(visible).collect::<Vec<_>>().join("%0A")
    };
    let file = data(file).replace(':', "%3A").replace(',', "%2C");
    let comma = if properties.is_empty() { "" } else { "," };
    format!("::{command} file={file}{comma}{properties}::{}\n", data(message))
}

/// The text without what a terminal would act on; every character keeps its column.
pub(crate) fn visible(text: &str) -> String {
    text.chars().map(|own| if own != '\t' && is_hidden(own) { '\u{fffd}' } else { own }).collect()
}
