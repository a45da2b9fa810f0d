//! Escapes for what is not Rust.

use crate::diagnostics::is_hidden;
use tera::{Kwargs, State, Tera};

/// Makes of a text what can stand in a file.
type Filter = fn(&str) -> String;

/// The filters by which a text gets into a file, by name.
pub(super) const FILTERS: [(&str, Filter); 3] = [("toml", toml), ("md", markdown), ("code", code)];

/// Adds them to what templates may use.
pub(super) fn register(tera: &mut Tera) {
    for (name, filter) in FILTERS {
        tera.register_filter(name, move |text: &str, _: Kwargs, _: &State| filter(text));
    }
}

/// A basic string of TOML (TOML 1.0, "String"), its quotes included.
fn toml(text: &str) -> String {
    let mut escaped = String::from("\"");
    for own in text.chars() {
        match own {
            '"' => escaped.push_str("\\\""),
            '\\' => escaped.push_str("\\\\"),
            own if is_hidden(own) => escaped.push_str(&format!("\\u{:04X}", u32::from(own))),
            own => escaped.push(own),
        }
    }
    escaped.push('"');
    escaped
}

/// A text on one line of Markdown, in a table too. Code between backticks
/// stays code.
fn markdown(text: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let balanced = line.matches('`').count().is_multiple_of(2) && !line.contains("``");
    let mut escaped = String::new();
    for (at, part) in line.split('`').enumerate() {
        match (at, balanced && at % 2 == 1) {
            (_, true) => escaped.push_str(&code(part)),
            (0, false) => escaped.push_str(&prose(part)),
            (_, false) => {
                escaped.push_str(if balanced { "" } else { "\\`" });
                escaped.push_str(&prose(part));
            }
        }
    }
    escaped
}

fn prose(text: &str) -> String {
    let mut escaped = String::new();
    for own in text.chars().filter(|own| !is_hidden(*own)) {
        if matches!(own, '\\' | '*' | '_' | '[' | ']' | '<' | '>' | '|' | '#' | '&' | '~') {
            escaped.push('\\');
        }
        escaped.push(own);
    }
    escaped
}

/// Code on one line of Markdown, in a table too.
fn code(text: &str) -> String {
    let plain: String = text
        .chars()
        .map(|own| match own {
            '`' => '\'',
            '|' => '¦',
            own if is_hidden(own) => ' ',
            own => own,
        })
        .collect();
    format!("`{plain}`")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_text_leaves_its_place() {
        assert_eq!(toml("a\"b\\c\n[x]"), r#""a\"b\\c\u000A[x]""#);
        assert_eq!(markdown("a | <b>\n# c `d`"), r"a \| \<b\> \# c `d`");
        assert_eq!(markdown("`a_b` c_d `"), r"\`a\_b\` c\_d \`");
        assert_eq!(markdown("``` <b> ` c"), r"\`\`\` \<b\> \` c");
        assert_eq!(markdown("`a_b` c_d"), r"`a_b` c\_d");
        assert_eq!(code("a`|\nb"), "`a'¦ b`");
    }
}
