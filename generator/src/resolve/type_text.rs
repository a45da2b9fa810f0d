//! The text of a type: `optional nullable list of Message`, `datetime as unix`.

use std::ops::Range;

use super::forms;
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Format, Int, Presence, TypeRef};

/// A text of a type, its words told apart but not looked up.
#[derive(Clone, Debug)]
pub(super) struct TypeText<'t> {
    pub(super) presence: Option<Presence>,
    pub(super) nullable: bool,
    /// The lists and maps around the name, the outermost first.
    pub(super) layers: Vec<Layer<'t>>,
    pub(super) name: &'t str,
    pub(super) name_range: Range<usize>,
    /// The range behind the first `list` or `map`.
    pub(super) count: Option<(&'t str, Range<usize>)>,
    /// The range behind the name.
    pub(super) size: Option<(&'t str, Range<usize>)>,
    pub(super) format: Option<(&'t str, Range<usize>)>,
}

/// A list or a map around what follows it.
#[derive(Clone, Debug)]
pub(super) enum Layer<'t> {
    List,
    Map {
        /// The name of the type of its keys, where they are not just texts.
        key: Option<(&'t str, Range<usize>)>,
        /// Whether its values may be null.
        nullable: bool,
    },
}

/// The words of a text, and where each stands.
pub(super) fn words(text: &str) -> Vec<(&str, Range<usize>)> {
    let mut words = Vec::new();
    let mut start = None;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        match (letter.is_whitespace(), start) {
            (true, Some(from)) => {
                words.push((&text[from..at], from..at));
                start = None;
            }
            (false, None) => start = Some(at),
            _ => {}
        }
    }
    words
}

/// Lists and maps nest no deeper than this.
const DEEPEST: usize = 8;

const GRAMMAR: &str = "words of presence (`required`, `optional`, `expected`, `nullable`), then `list of`, `map of` or `map of KEY to` as often as those nest, \
     then the name of a type, then a range `1..50`, then `as` and a form, then `joined by` and what stands between \
     the items of a list";

/// Tells the words of a type's text apart.
pub(super) fn parse<'t>(text: &'t str, at: &At, report: &mut Report) -> Option<TypeText<'t>> {
    let words = words(text);
    let malformed = |range: Range<usize>| {
        let problem =
            Problem::Malformed { what: "type", expected: GRAMMAR.to_owned(), found: text.to_owned() };
        (at.part(range.start, range.end), problem)
    };
    let mut rest = &words[..];
    let (mut presence, mut nullable) = (None, false);
    while let [(word, range), after @ ..] = rest {
        let said = match *word {
            "required" => Some(Presence::Required),
            "optional" => Some(Presence::Optional),
            "expected" => Some(Presence::Expected),
            "nullable" if !nullable => {
                nullable = true;
                rest = after;
                continue;
            }
            _ => None,
        };
        let Some(said) = said else { break };
        if presence.replace(said).is_some() {
            let advice = "say only one of `required`, `optional`, `expected`".to_owned();
            let message = format!("`{word}` contradicts the word before it");
            report.push(at.part(range.start, range.end), Problem::Conflict { message, advice });
            return None;
        }
        rest = after;
    }
    let (mut layers, mut count) = (Vec::new(), None);
    loop {
        let (word, after) = match rest {
            [(word @ ("list" | "map"), _), ("of", _), after @ ..] => (*word, after),
            [(word @ ("list" | "map"), _), (range, at), ("of", _), after @ ..]
                if layers.is_empty() && range.contains("..") =>
            {
                count = Some((*range, at.clone()));
                (*word, after)
            }
            _ => break,
        };
        rest = after;
        if word == "list" {
            layers.push(Layer::List);
            continue;
        }
        let mut key = None;
        if let [(name, range), ("to", _), after @ ..] = rest {
            key = Some((*name, range.clone()));
            rest = after;
        }
        let nullable = matches!(rest, [("nullable", _), ..]);
        rest = if nullable { &rest[1..] } else { rest };
        layers.push(Layer::Map { key, nullable });
    }
    if layers.len() > DEEPEST {
        let what = format!("a list or a map in more than {DEEPEST} others");
        let advice = "name a type of your own for the inner ones".to_owned();
        report.push(at.clone(), Problem::NotYet { what, advice });
        return None;
    }
    let [(name, name_range), after @ ..] = rest else {
        let (at, problem) = malformed(0..text.len());
        report.push(at, problem);
        return None;
    };
    let (size, after) = match after {
        [(range, at), after @ ..] if range.contains("..") => (Some((*range, at.clone())), after),
        after => (None, after),
    };
    // The only range of a list or a map is its own.
    let (count, size) = if !layers.is_empty() && count.is_none() { (size, None) } else { (count, size) };
    let is_joined = after.windows(2).any(|two| matches!(two, [("joined", _), ("by", _)]));
    let format = match after {
        [] => None,
        // What stands between two items may be a blank.
        [("joined", begin), .., (_, end)] | [("as", _), (_, begin), .., (_, end)] if is_joined => {
            Some((&text[begin.start..end.end], begin.start..end.end))
        }
        [("as", _), (format, range)] => Some((*format, range.clone())),
        // A picture may have blanks.
        [("as", _), (first, begin), .., (last, end)] if first.starts_with('\'') && last.ends_with('\'') => {
            Some((&text[begin.start..end.end], begin.start..end.end))
        }
        [(_, range), ..] => {
            let (at, problem) = malformed(range.clone());
            report.push(at, problem);
            return None;
        }
    };
    Some(TypeText { presence, nullable, layers, name, name_range: name_range.clone(), count, size, format })
}

impl TypeText<'_> {
    /// Whether there is neither a form nor a limit.
    pub(super) fn says_type_only(&self) -> bool {
        self.format.is_none() && self.count.is_none() && self.size.is_none()
    }
}

/// The scalars of the language.
const SCALARS: &[(&str, TypeRef)] = &[
    ("string", TypeRef::String),
    ("boolean", TypeRef::Boolean),
    ("guid", TypeRef::Guid),
    ("datetime", TypeRef::DateTime),
    ("date", TypeRef::Date),
    ("time", TypeRef::Time),
    ("double", TypeRef::Double),
    ("float", TypeRef::Float),
    ("decimal", TypeRef::Decimal),
    ("bytes", TypeRef::Bytes),
    ("any", TypeRef::Any),
    ("int8", TypeRef::Int(Int { signed: true, bits: 8 })),
    ("int16", TypeRef::Int(Int { signed: true, bits: 16 })),
    ("int32", TypeRef::Int(Int { signed: true, bits: 32 })),
    ("int64", TypeRef::Int(Int { signed: true, bits: 64 })),
    ("uint8", TypeRef::Int(Int { signed: false, bits: 8 })),
    ("uint16", TypeRef::Int(Int { signed: false, bits: 16 })),
    ("uint32", TypeRef::Int(Int { signed: false, bits: 32 })),
    ("uint64", TypeRef::Int(Int { signed: false, bits: 64 })),
];

/// The scalar that is called so.
pub(super) fn scalar(name: &str) -> Option<TypeRef> {
    SCALARS.iter().find(|(own, _)| *own == name).map(|(_, scalar)| scalar.clone())
}

/// The names of all scalars.
pub(super) fn scalar_names<'n>() -> impl Iterator<Item = &'n str> {
    SCALARS.iter().map(|(name, _)| *name)
}

/// The form that `as` asks for.
pub(super) fn format(text: &TypeText<'_>, of: &TypeRef, at: &At, report: &mut Report) -> Option<Format> {
    match &text.format {
        None => Some(Format::Plain),
        Some((word, range)) => forms::form(word, range.clone(), of, text.name, at, report),
    }
}
