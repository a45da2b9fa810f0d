//! Limits that a page sets to values, and whether a record keeps them.
//!
//! Codecs know nothing of limits. A record is looked through once more, and only
//! for operations whose page sets some.

use std::cmp::Ordering;
use std::fmt;

use super::{Chosen, Entry, Record, Sink, Token, Union, Value};
use crate::error::EncodeError;
use crate::scalar::{Any, Blob, Decimal, Format};

/// The limits of one member.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Limits {
    /// How many items a list has, or entries a map; of one inside another, the outer one.
    pub count: Span,
    /// How long a text is in characters, how long bytes are, or how big a number is.
    pub size: Span,
    /// Whether the values are bytes, which travel as text.
    pub bytes: bool,
    /// What a whole text matches; a regular expression of the crate `regex`.
    pub pattern: Option<&'static str>,
}

/// From where to where something may go, both ends included; an end that is not said is none.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Span {
    /// The least, as a decimal number.
    pub least: Option<&'static str>,
    /// The most, as a decimal number.
    pub most: Option<&'static str>,
}

/// A limit of a page that a value does not keep. It says nothing of a text's content.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Breach {
    /// Where the value stands, such as `Lines[0].Count`.
    pub path: String,
    /// What the page says.
    pub limit: Limit,
    /// How long, how many or how big it is; of a text that does not match, its length.
    pub found: String,
}

/// What a page says of a value.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Limit {
    /// The length of a text in characters (Unicode scalar values).
    Characters(Span),
    /// The length of bytes.
    Bytes(Span),
    /// The value of a number.
    Value(Span),
    /// The number of items.
    Items(Span),
    /// The number of entries.
    Entries(Span),
    /// What the whole text matches.
    Pattern(&'static str),
}

impl Limits {
    /// No limits, to begin from.
    pub const NONE: Self = Self {
        count: Span { least: None, most: None },
        size: Span { least: None, most: None },
        bytes: false,
        pattern: None,
    };
}

impl fmt::Display for Span {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.least, self.most) {
            (Some(least), Some(most)) if least == most => f.write_str(least),
            (Some(least), Some(most)) => write!(f, "{least} to {most}"),
            (Some(least), None) => write!(f, "at least {least}"),
            (None, Some(most)) => write!(f, "at most {most}"),
            (None, None) => f.write_str("any"),
        }
    }
}

impl fmt::Display for Breach {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let found = &self.found;
        if !self.path.is_empty() {
            write!(f, "`{}` ", self.path.escape_debug())?;
        }
        match self.limit {
            Limit::Characters(span) => write!(f, "has {found} characters, the page says {span}"),
            Limit::Bytes(span) => write!(f, "has {found} bytes, the page says {span}"),
            Limit::Value(span) => write!(f, "is {found}, the page says {span}"),
            Limit::Items(span) => write!(f, "has {found} items, the page says {span}"),
            Limit::Entries(span) => write!(f, "has {found} entries, the page says {span}"),
            Limit::Pattern(pattern) => {
                write!(f, "has {found} characters that are not what the page says, `{pattern}`")
            }
        }
    }
}

impl Span {
    pub(super) fn has(self, found: &Decimal) -> bool {
        let against =
            |end: Option<&str>| end.and_then(|end| end.parse().ok()).map(|end: Decimal| found.cmp(&end));
        against(self.least) != Some(Ordering::Less) && against(self.most) != Some(Ordering::Greater)
    }
}

/// How many breaches are told of one record; the rest is dropped.
const MOST: usize = 100;

/// Every limit that a record does not keep, in the order of its members.
#[must_use]
pub fn breaches(record: &dyn Record) -> Vec<Breach> {
    let mut found = Vec::new();
    members(record, "", &mut found);
    found
}

/// Every limit of a member that a value does not keep; `path` is where it stands.
#[must_use]
pub fn breaches_of(value: &dyn Value, limits: &'static Limits, path: String) -> Vec<Breach> {
    let mut found = Vec::new();
    // What cannot be written at all is told by the codec that is to write it.
    let _ = value.write(&mut Looker { limits: Some(limits), outermost: true, path, found: &mut found });
    found
}

fn members(record: &dyn Record, path: &str, found: &mut Vec<Breach>) {
    for (index, member) in record.shape().members.iter().enumerate() {
        let dot = if path.is_empty() { "" } else { "." };
        let path = format!("{path}{dot}{}", member.name);
        let mut sink = Looker { limits: member.limits, outermost: true, path, found };
        // What cannot be written at all is told by the codec that is to write it.
        let _ = record.member(index).write(&mut sink);
    }
}

struct Looker<'f> {
    limits: Option<&'static Limits>,
    /// Whether the value is the whole of a member, not an item or an entry of it.
    outermost: bool,
    path: String,
    found: &'f mut Vec<Breach>,
}

impl Looker<'_> {
    fn check(&mut self, span: Span, found: Decimal, limit: Limit) {
        if !span.has(&found) && self.found.len() < MOST {
            self.found.push(Breach { path: self.path.clone(), limit, found: found.to_string() });
        }
    }
}

impl Looker<'_> {
    /// Checks how many there are; a range is that of the outermost list or map.
    fn count(&mut self, len: usize, limit: fn(Span) -> Limit) {
        if let Some(limits) = self.limits.filter(|_| self.outermost) {
            self.check(limits.count, length(len), limit(limits.count));
        }
    }
}

fn length(length: usize) -> Decimal {
    u64::try_from(length).unwrap_or(u64::MAX).into()
}

impl Sink for Looker<'_> {
    /// Bytes then come with two digits each; nothing else has this form.
    fn format(&self) -> Format {
        Format::Hex
    }

    fn text(&mut self, value: &str) -> Result<(), EncodeError> {
        let Some(limits) = self.limits else { return Ok(()) };
        if limits.bytes {
            self.check(limits.size, length(value.len() / 2), Limit::Bytes(limits.size));
            return Ok(());
        }
        let characters = length(value.chars().count());
        self.check(limits.size, characters.clone(), Limit::Characters(limits.size));
        if let Some(pattern) = limits.pattern
            && !pattern::is_match(pattern, value)
        {
            let limit = Limit::Pattern(pattern);
            self.found.push(Breach { path: self.path.clone(), limit, found: characters.to_string() });
        }
        Ok(())
    }

    fn token(&mut self, value: &str, token: Token) {
        if let (Some(limits), Token::Number, Ok(number)) = (self.limits, token, value.parse()) {
            self.check(limits.size, number, Limit::Value(limits.size));
        }
    }

    fn null(&mut self) {}

    fn blob(&mut self, value: &Blob) -> Result<(), EncodeError> {
        if let Some(limits) = self.limits {
            self.check(limits.size, length(value.len()), Limit::Bytes(limits.size));
        }
        Ok(())
    }

    fn record(&mut self, value: &dyn Record) -> Result<(), EncodeError> {
        members(value, &self.path, self.found);
        Ok(())
    }

    fn items(
        &mut self,
        len: usize,
        item: &dyn Fn(usize, &mut dyn Sink) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        self.count(len, Limit::Items);
        (0..len).try_for_each(|index| {
            let path = format!("{}[{index}]", self.path);
            item(index, &mut Looker { limits: self.limits, outermost: false, path, found: self.found })
        })
    }

    fn entries<'e>(
        &mut self,
        len: usize,
        entry: &'e dyn Fn(usize) -> Result<Entry<'e>, EncodeError>,
    ) -> Result<(), EncodeError> {
        self.count(len, Limit::Entries);
        (0..len).try_for_each(|index| {
            let (key, value) = entry(index)?;
            let path = format!("{}.{key}", self.path);
            value.write(&mut Looker { limits: self.limits, outermost: false, path, found: self.found })
        })
    }

    fn variant(&mut self, _: &'static Union, chosen: Chosen<'_>) -> Result<(), EncodeError> {
        if let Chosen::Listed(_, record) = chosen {
            members(record, &self.path, self.found);
        }
        Ok(())
    }

    fn any(&mut self, _: &Any) -> Result<(), EncodeError> {
        Ok(())
    }
}

pub use pattern::check as check_pattern;
pub(crate) use pattern::is_match as fits_pattern;

#[cfg(feature = "pattern")]
mod pattern {
    use std::collections::BTreeMap;
    use std::sync::{PoisonError, RwLock};

    use regex::Regex;

    fn compile(pattern: &str) -> Result<Regex, regex::Error> {
        Regex::new(&format!(r"\A(?:{pattern})\z"))
    }

    /// Whether a pattern is a regular expression.
    ///
    /// # Errors
    /// What is wrong with it.
    pub fn check(pattern: &str) -> Result<(), String> {
        // By itself first: the brackets around it could make sense of it.
        let alone = Regex::new(pattern).and_then(|_| compile(pattern));
        alone.map(drop).map_err(|error| {
            let message = error.to_string();
            let last = message.lines().last().unwrap_or_default();
            last.strip_prefix("error: ").unwrap_or(last).to_owned()
        })
    }

    /// Whether the whole text matches. Each pattern is compiled once; resolving has tried them all.
    pub(crate) fn is_match(pattern: &'static str, text: &str) -> bool {
        static COMPILED: RwLock<BTreeMap<&str, Regex>> = RwLock::new(BTreeMap::new());
        if let Some(regex) = COMPILED.read().unwrap_or_else(PoisonError::into_inner).get(pattern) {
            return regex.is_match(text);
        }
        let Ok(regex) = compile(pattern) else { return true };
        let matches = regex.is_match(text);
        COMPILED.write().unwrap_or_else(PoisonError::into_inner).insert(pattern, regex);
        matches
    }
}

#[cfg(not(feature = "pattern"))]
mod pattern {
    /// Whether a pattern is a regular expression.
    ///
    /// # Errors
    /// Always: the feature `pattern` is not there.
    pub fn check(_: &str) -> Result<(), String> {
        Err("patterns need the feature `pattern` of wirewright-runtime".to_owned())
    }

    /// Generated code asks for the feature where it has patterns.
    pub(crate) fn is_match(_: &'static str, _: &str) -> bool {
        true
    }
}
