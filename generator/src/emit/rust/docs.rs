//! Documentation comments: Markdown that rustdoc takes without a warning,
//! whatever a spec says.

use proc_macro2::TokenStream;
use quote::quote;

use crate::diagnostics::{NoteKind, is_hidden};
use crate::model::{Docs, Origin};

/// Lines are broken before they pass this many characters.
const WIDTH: usize = 96;

/// The lines of a documentation comment.
#[derive(Clone, Debug, Default)]
pub(super) struct Lines(Vec<String>);

impl Lines {
    /// Nothing yet.
    pub(super) fn new() -> Self {
        Self::default()
    }

    /// Adds a paragraph of a spec's Markdown.
    pub(super) fn spec(mut self, markdown: &str) -> Self {
        self.part();
        for line in markdown.lines() {
            self.0.extend(wrap(flat(&escape(line.trim_end()))));
        }
        self
    }

    /// Adds a paragraph that is Markdown already.
    pub(super) fn plain(mut self, markdown: &str) -> Self {
        self.part();
        self.0.extend(markdown.lines().flat_map(wrap));
        self
    }

    /// Adds what is not on the page.
    pub(super) fn origins(self, docs: &Docs) -> Self {
        docs.origins.iter().fold(self, |lines, origin| lines.plain(&remark(origin)))
    }

    /// Adds a spec's documentation, if there is any.
    pub(super) fn about(self, docs: &Docs) -> Self {
        match &docs.about {
            Some(about) => self.spec(about),
            None => self,
        }
    }

    fn part(&mut self) {
        if !self.0.is_empty() {
            self.0.push(String::new());
        }
    }

    /// The lines.
    pub(super) fn into_lines(self) -> Vec<String> {
        self.0
    }

    /// As attributes, one a line, which prettyplease prints as `///`.
    pub(super) fn attributes(self) -> TokenStream {
        let lines = self.0.into_iter().map(|line| if line.is_empty() { line } else { format!(" {line}") });
        quote!(#(#[doc = #lines])*)
    }
}

/// One fact that is not on the page.
pub(super) fn remark(origin: &Origin) -> String {
    let label = match origin.kind {
        NoteKind::Assumption => "Assumed",
        NoteKind::Outside => "Not from the page",
    };
    let key = origin.key.as_ref().map(|key| format!(" (`{key}`)")).unwrap_or_default();
    format!("{label}{key}: {}", escape(&one_line(&origin.text)))
}

/// A name of the page as code; backticks would end the code early.
pub(super) fn code(name: &str) -> String {
    let plain: String = name
        .chars()
        .map(|own| {
            if own == '`' {
                '\''
            } else if is_hidden(own) {
                ' '
            } else {
                own
            }
        })
        .collect();
    format!("`{plain}`")
}

/// The text on one line.
pub(super) fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The line without the runs of blanks that make it code, which rustdoc would
/// compile and run.
fn flat(line: &str) -> String {
    const MOST: usize = 3;
    let start = line.len() - line.trim_start_matches(' ').len();
    let words: Vec<&str> = line.split(' ').filter(|word| !word.is_empty()).collect();
    format!("{}{}", " ".repeat(start.min(MOST)), words.join(" "))
}

/// Takes from a line everything that rustdoc would warn of: HTML, links to
/// items, addresses that are no links. Code between backticks stays as it is.
pub(super) fn escape(line: &str) -> String {
    let line: String = line.chars().map(|own| if is_hidden(own) { ' ' } else { own }).collect();
    // Runs of backticks pair by their length, or open a block of code.
    let balanced = line.matches('`').count().is_multiple_of(2) && !line.contains("``");
    let mut escaped = String::with_capacity(line.len());
    for (at, part) in line.split('`').enumerate() {
        if at > 0 {
            escaped.push_str(if balanced { "`" } else { "\\`" });
        }
        if balanced && at % 2 == 1 {
            escaped.push_str(part);
        } else {
            escaped.push_str(&prose(part));
        }
    }
    escaped
}

fn prose(text: &str) -> String {
    let words = text.split(' ').map(|word| {
        let address = word.find("http://").or_else(|| word.find("https://"));
        match address {
            Some(start) => {
                let rest = &word[start..];
                let end = rest.find(['<', '>', '"', ')', ']']).unwrap_or(rest.len());
                let end = rest[..end].trim_end_matches(['.', ',', ';', ':', '!', '?', '\'']).len();
                format!("{}<{}>{}", marks(&word[..start]), &rest[..end], marks(&rest[end..]))
            }
            None => marks(word),
        }
    });
    words.collect::<Vec<_>>().join(" ")
}

fn marks(text: &str) -> String {
    let mut escaped = String::with_capacity(text.len());
    for own in text.chars() {
        if matches!(own, '<' | '>' | '[' | ']' | '\\' | '*' | '_' | '&' | '~') {
            escaped.push('\\');
        }
        escaped.push(own);
    }
    escaped
}

/// Breaks a line between words; items of a list keep their indentation.
fn wrap(line: impl AsRef<str>) -> Vec<String> {
    let line = line.as_ref();
    let start = line.len() - line.trim_start().len();
    let item = line.trim_start().starts_with("- ");
    let indent = " ".repeat(start + if item { 2 } else { 0 });
    let mut lines: Vec<String> = vec![line[..start].to_owned()];
    for (at, word) in line.trim_start().split(' ').enumerate() {
        let current = lines.last().map_or(0, |own| own.chars().count());
        // What begins a block of code must not begin a line.
        let fence = word.starts_with("~~~") || word.starts_with("```");
        if at > 0 && !fence && current + 1 + word.chars().count() > WIDTH {
            lines.push(indent.clone());
        } else if let Some(own) = lines.last_mut().filter(|_| at > 0) {
            own.push(' ');
        }
        if let Some(own) = lines.last_mut() {
            own.push_str(word);
        }
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_rustdoc_would_take_for_markup_is_escaped() {
        let check = |written: &str, expected: &str| assert_eq!(escape(written), expected);
        check("a <b> [c] `<d>`", "a \\<b\\> \\[c\\] `<d>`");
        check("``` <b> ` c", "\\`\\`\\` \\<b\\> \\` c");
        check("~~~ \u{202e}x", "\\~\\~\\~  x");
        check("an odd ` tick <x>", "an odd \\` tick \\<x\\>");
        check("see (http://a.b/c?d_e).", "see (<http://a.b/c?d_e>).");
        check("*/ /* \u{7}\"", "\\*/ /\\*  \"");
    }

    #[test]
    fn no_line_is_code_for_rustdoc_to_run() {
        let lines = Lines::new().spec("a\n\n      evil();\n-      evil();\n  - item\n````\n~~~").into_lines();
        let expected = ["a", "", "   evil();", "- evil();", "  - item", "\\`\\`\\`\\`", "\\~\\~\\~"];
        assert_eq!(lines, expected);
    }

    #[test]
    fn long_lines_are_broken_between_words() {
        let lines = wrap("- ".to_owned() + &"word ".repeat(30));
        assert!(lines.iter().all(|line| line.chars().count() <= WIDTH), "{lines:?}");
        assert!(lines[1].starts_with("  word"), "{lines:?}");
    }
}
