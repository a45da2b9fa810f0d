//! How specs use each key of the language, and each text with a grammar.

use super::tree::{Kind, Node, parse};
use crate::spec::{Form, MapForm, ScalarForm};

/// A use of something that the language has.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Example {
    /// What is used.
    pub of: Used,
    /// The lines that use it, or the text alone.
    pub text: String,
}

/// Something that the language has.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Used {
    /// A key of a mapping, by the names of both.
    Key(&'static str, &'static str),
    /// A text with a grammar of its own, by its name.
    Grammar(&'static str),
}

/// Every use in a text that follows a form. A text that is no YAML uses nothing.
#[must_use]
pub fn examples(text: &str, form: &Form) -> Vec<Example> {
    let lines: Vec<&str> = text.lines().collect();
    let mut found = Vec::new();
    if let Ok(root) = parse(text) {
        gather(&root, form, &lines, &mut found);
    }
    found
}

fn gather(node: &Node, form: &Form, lines: &[&str], found: &mut Vec<Example>) {
    match (&node.kind, form) {
        (Kind::Scalar { text, .. }, Form { scalar: Some(ScalarForm::Grammar(own)), .. }) => {
            found.push(Example { of: Used::Grammar(own.name), text: text.clone() });
        }
        (Kind::List(items), Form { list: Some(form), .. }) => {
            items.iter().for_each(|item| gather(item, form, lines, found));
        }
        (Kind::Map(pairs), Form { map: Some(MapForm::Names(form)), .. }) => {
            pairs.all.iter().for_each(|(_, value)| gather(value, form, lines, found));
        }
        (Kind::Map(pairs), Form { map: Some(MapForm::Keys(mapping)), .. }) => {
            for (key, value) in &pairs.all {
                let Some(own) = key.text().and_then(|text| mapping.key(text)) else { continue };
                let of = Used::Key(mapping.name, own.name);
                found.push(Example { of, text: excerpt(lines, key.place.line) });
                gather(value, &own.form, lines, found);
            }
        }
        _ => {}
    }
}

/// The line of a key and those that belong to it, moved to the left.
fn excerpt(lines: &[&str], line: usize) -> String {
    let indent = |line: &str| line.len() - line.trim_start_matches([' ', '-']).len();
    let Some((first, rest)) = lines.get(line - 1..).and_then(<[_]>::split_first) else {
        return String::new();
    };
    let depth = indent(first);
    let below = rest.iter().take_while(|line| line.trim().is_empty() || indent(line) > depth);
    let mut text = first.get(depth..).unwrap_or_default().to_owned();
    for line in below {
        text.push('\n');
        text.push_str(line.get(depth..).unwrap_or_default());
    }
    text.trim_end().to_owned()
}
