//! Everything that can be wrong with a spec, and how it is said.

use std::fmt;

/// What is wrong. The place is not part of it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the variants say what their fields are")]
pub enum Problem {
    /// The text is no YAML.
    Yaml(String),
    /// A key that the mapping does not have.
    UnknownKey { key: String, of: &'static str, nearest: Option<String> },
    /// A key that stands twice in a mapping.
    RepeatedKey { key: String, first_line: usize },
    /// A key without which the mapping means nothing.
    MissingKey { key: &'static str, of: &'static str },
    /// A text where a list belongs, or the like.
    WrongKind { expected: String, found: &'static str },
    /// A comma in a flow mapping cut a text in two.
    CutText { key: String },
    /// A word that is none of those that may stand there.
    UnknownWord { word: String, what: &'static str, nearest: Option<String>, known: Vec<String> },
    /// Something is named that the spec does not define.
    Undefined { name: String, what: &'static str, nearest: Option<String> },
    /// Something is defined that nothing uses.
    Unused { name: String, what: &'static str },
    /// Types or profiles that are made of themselves.
    Cycle { chain: Vec<String>, what: &'static str },
    /// A text that does not follow its grammar.
    Malformed { what: &'static str, expected: String, found: String },
    /// A name from which no Rust name can be made.
    NoRustName { name: String, what: &'static str },
    /// Two names that are one in Rust.
    RustCollision { name: String, other: String, rust: String, what: &'static str },
    /// Two keys that say different things.
    Conflict { message: String, advice: String },
    /// A sample that is not what the spec says.
    Sample { message: String },
    /// Two specs of one service.
    RepeatedService { service: String, other: String },
    /// The language has it, the generator does not do it yet.
    NotYet { what: String, advice: String },
}

impl fmt::Display for Problem {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Yaml(message) => write!(f, "this cannot be read as YAML: {message}"),
            Self::UnknownKey { key, of, .. } => write!(f, "`{}` is no key of {of}", Shown(key)),
            Self::RepeatedKey { key, .. } => write!(f, "`{}` stands here a second time", Shown(key)),
            Self::MissingKey { key, of } => write!(f, "`{key}` is missing from {of}"),
            Self::WrongKind { expected, found } => write!(f, "expected {expected}, found {found}"),
            Self::CutText { key } => write!(f, "`{}` is a key without a value", Shown(key)),
            Self::UnknownWord { word: found, what, .. } | Self::Malformed { what, found, .. } => {
                if found.is_empty() {
                    write!(f, "an empty text is no {what}")
                } else {
                    write!(f, "`{}` is no {what}", Shown(found))
                }
            }
            Self::Undefined { name, what, .. } => write!(f, "there is no {what} `{}`", Shown(name)),
            Self::Unused { name, what } => write!(f, "the {what} `{}` is not used", Shown(name)),
            Self::Cycle { chain, what } => {
                let chain: Vec<String> = chain.iter().map(|name| Shown(name).to_string()).collect();
                write!(f, "the {what} is made of itself: {}", chain.join(" → "))
            }
            Self::NoRustName { name, .. } => write!(f, "no Rust name can be made from `{}`", Shown(name)),
            Self::RustCollision { name, other, rust, what } => {
                write!(f, "the {what}s `{}` and `{}` are both `{rust}` in Rust", Shown(other), Shown(name))
            }
            Self::Conflict { message, .. } => f.write_str(message),
            Self::Sample { message } => write!(f, "the sample is not what the spec says: {message}"),
            Self::RepeatedService { service, other } => {
                write!(f, "the service `{service}` has a second spec, {other}")
            }
            Self::NotYet { what, .. } => write!(f, "{what} is not supported yet"),
        }
    }
}

impl Problem {
    /// Whether the problem may only be the consequence of another in the same file.
    #[must_use]
    pub fn may_follow(&self) -> bool {
        match self {
            Self::Undefined { .. }
            | Self::Unused { .. }
            | Self::MissingKey { .. }
            | Self::Conflict { .. }
            | Self::Sample { .. }
            | Self::NotYet { .. } => true,
            Self::UnknownWord { word, .. } | Self::Malformed { found: word, .. } => word.is_empty(),
            Self::Yaml(_)
            | Self::UnknownKey { .. }
            | Self::RepeatedKey { .. }
            | Self::WrongKind { .. }
            | Self::CutText { .. }
            | Self::Cycle { .. }
            | Self::NoRustName { .. }
            | Self::RustCollision { .. }
            | Self::RepeatedService { .. } => false,
        }
    }

    /// How to mend it, where that can be told.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let nearest =
            |nearest: &Option<String>| nearest.as_ref().map(|name| format!("did you mean `{name}`?"));
        match self {
            Self::Yaml(message) if message.contains("mapping values") => {
                Some("a text that holds `: ` must be quoted; else look at the indentation".to_owned())
            }
            Self::Yaml(_) | Self::Sample { .. } => None,
            Self::UnknownKey { nearest: found, .. } | Self::Undefined { nearest: found, .. } => {
                nearest(found)
            }
            Self::RepeatedKey { first_line, .. } => Some(format!("it stands first in line {first_line}")),
            Self::MissingKey { key, of } => Some(format!("add `{key}:` to {of}")),
            Self::WrongKind { .. } => None,
            Self::CutText { .. } => Some("a text with a comma must be quoted between braces".to_owned()),
            Self::UnknownWord { nearest: found, known, .. } => {
                nearest(found).or_else(|| Some(format!("it may be one of: {}", known.join(", "))))
            }
            Self::Unused { what, .. } => Some(format!("remove the {what}, or use it")),
            Self::Cycle { .. } => Some("break the chain at one of these".to_owned()),
            Self::Malformed { expected, .. } => Some(format!("expected {expected}")),
            Self::NoRustName { what, .. } | Self::RustCollision { what, .. } => Some(match *what {
                "type" | "member" | "input" | "operation" | "credential" | "value" => {
                    "give it a name of its own with `rust: name`".to_owned()
                }
                what => format!("give the {what} another name"),
            }),
            Self::Conflict { advice, .. } | Self::NotYet { advice, .. } => Some(advice.clone()),
            Self::RepeatedService { .. } => Some("merge the two, or rename one".to_owned()),
        }
    }
}

/// A text from a spec on its way into a message: on one line, without control characters.
pub(super) struct Shown<'a>(pub(super) &'a str);

impl fmt::Display for Shown<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 80;
        for character in self.0.chars().take(MOST) {
            if character.is_control() {
                write!(f, "{}", character.escape_debug())?;
            } else if is_hidden(character) {
                write!(f, "{}", character.escape_unicode())?;
            } else {
                write!(f, "{character}")?;
            }
        }
        if self.0.chars().nth(MOST).is_some() { f.write_str("…") } else { Ok(()) }
    }
}

/// Whether a character shows nothing of its own, and may change how the text around it looks.
pub(crate) fn is_hidden(character: char) -> bool {
    let turns =
        matches!(character, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    character.is_control() || turns || matches!(character, '\u{2028}' | '\u{2029}' | '\u{feff}')
}

/// The known name that a mistyped one most likely means.
pub(crate) fn nearest<'n>(wanted: &str, known: impl IntoIterator<Item = &'n str>) -> Option<String> {
    let wanted_length = wanted.chars().count();
    let mut best: Option<(usize, &str)> = None;
    for name in known {
        let length = name.chars().count();
        let slips = wanted_length.max(length) / 3;
        // Letters that one has and the other lacks are slips at the least.
        if wanted_length.abs_diff(length) > slips {
            continue;
        }
        let distance = distance(&wanted.to_lowercase(), &name.to_lowercase());
        if distance <= slips && best.is_none_or(|(least, _)| distance < least) {
            best = Some((distance, name));
        }
    }
    best.map(|(_, name)| name.to_owned())
}

/// How many letters have to be added, taken away, changed, or swapped with the next.
fn distance(one: &str, other: &str) -> usize {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let mut before: Vec<usize> = Vec::new();
    let mut row: Vec<usize> = (0..=other.len()).collect();
    for (at, &letter) in one.iter().enumerate() {
        let mut next = vec![at + 1];
        for (column, &own) in other.iter().enumerate() {
            let changed = row[column] + usize::from(letter != own);
            let mut least = changed.min(row[column + 1] + 1).min(next[column] + 1);
            if at > 0 && column > 0 && letter == other[column - 1] && own == one[at - 1] {
                least = least.min(before[column - 1] + 1);
            }
            next.push(least);
        }
        before = std::mem::replace(&mut row, next);
    }
    row[other.len()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_slip_of_the_finger_finds_the_name() {
        let known = ["token", "type", "assume"];
        assert_eq!(nearest("tokn", known).as_deref(), Some("token"));
        assert_eq!(nearest("Assume", known).as_deref(), Some("assume"));
        assert_eq!(nearest("tpye", known).as_deref(), Some("type"));
        assert_eq!(nearest("kind", known), None);
        assert_eq!(nearest("", known), None);
    }
}
