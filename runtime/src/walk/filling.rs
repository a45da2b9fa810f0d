//! How values are made up that nobody gave.

use std::str::FromStr;

use super::limits::fits_pattern;
use super::{Hints, Limits, Member, Presence, Record, Span};
use crate::scalar::{Decimal, Format};

/// How a value is made up, for [`Value::fill`](super::Value::fill).
#[derive(Clone, Copy, Debug)]
pub struct Filling<'h> {
    /// How deep records, lists and maps go, so that types that contain themselves end.
    depth: usize,
    /// Whether members are made up that a record can do without.
    whole: bool,
    /// What the page says of the member's size.
    limits: Option<&'static Limits>,
    /// Whether the value is the whole of a member, not an item or an entry of it.
    outermost: bool,
    /// Which key of a map it is.
    turn: usize,
    /// What it is to say.
    hints: &'h Hints,
    /// The name of the member; empty for a whole answer.
    name: &'static str,
    /// What it has for true and false.
    words: (&'static str, &'static str),
}

/// What most booleans have for true and false.
const WORDS: (&str, &str) = ("true", "false");

/// More items than these, or a longer text, are not made up.
const MOST: usize = 10_000;

impl<'h> Filling<'h> {
    /// Everything that has a place.
    #[must_use]
    pub const fn whole(depth: usize) -> Self {
        Self {
            depth,
            whole: true,
            limits: None,
            outermost: true,
            turn: 0,
            hints: Hints::NONE,
            name: "",
            words: WORDS,
        }
    }

    /// Only what a record cannot do without.
    #[must_use]
    pub const fn least(depth: usize) -> Self {
        Self { whole: false, ..Self::whole(depth) }
    }

    /// Adds what members are to say.
    #[cfg(feature = "server")]
    pub(crate) const fn hints(self, hints: &'h Hints) -> Self {
        Self { hints, ..self }
    }

    /// How what is inside of a record is made up; `None` where it is deep enough.
    pub(crate) fn deeper(self) -> Option<Self> {
        Some(Self { depth: self.depth.checked_sub(1)?, turn: 0, ..self })
    }

    /// Makes up the members of a record.
    pub(crate) fn members<R: Record + ?Sized>(self, record: &mut R) {
        for (index, member) in record.shape().members.iter().enumerate() {
            let wanted = self.hints.wants(member.name) || (self.whole && !self.hints.avoids(member.name));
            if wanted || member.presence != Presence::Optional {
                self.member(record, index);
            }
        }
    }

    /// Makes up one member of a record.
    pub(crate) fn member<R: Record + ?Sized>(self, record: &mut R, index: usize) {
        let Member { name, limits, format, .. } = record.shape().members[index];
        let words = if let Format::Words(yes, no) = format { (yes, no) } else { WORDS };
        record.member_mut(index).fill(Self { limits, outermost: true, turn: 0, name, words, ..self });
    }

    /// How an item of a list, or the value of an entry, is made up.
    pub(crate) fn inside(self) -> Self {
        Self { depth: self.depth.saturating_sub(1), outermost: false, turn: 0, ..self }
    }

    /// How a key of a map is made up, each another than the ones before.
    #[cfg(feature = "map")]
    pub(crate) fn key(self, turn: usize) -> Self {
        Self { limits: None, turn, ..self }
    }

    /// How many items or entries there are: one, unless the page says otherwise.
    pub(crate) fn count(self) -> usize {
        let count = self.limits.filter(|_| self.outermost).map(|own| own.count).unwrap_or_default();
        within(count, usize::from(self.depth > 0))
    }

    /// A listed value: one that it is to be, else the first that it may be.
    #[must_use]
    pub fn one_of(self, listed: &[&'static str]) -> Option<&'static str> {
        let wanted = self.hints.texts(self.name).find(|own| listed.contains(own));
        wanted.or_else(|| listed.iter().copied().find(|own| self.hints.allow(self.name, own)))
    }

    /// A value of a list that may grow: one that it is to be, else the first if it may be that.
    #[must_use]
    pub fn open<T>(self, first: &str, from_text: impl Fn(&str) -> T) -> T {
        let wanted = self.hints.texts(self.name).next();
        let allowed = [first, "string"].into_iter().find(|own| self.hints.allow(self.name, own));
        from_text(wanted.or(allowed).unwrap_or(first))
    }

    /// A boolean.
    pub(crate) fn flag(self) -> bool {
        let (yes, no) = self.words;
        match self.hints.texts(self.name).next() {
            Some(wanted) => wanted != no,
            None => self.hints.allow(self.name, yes),
        }
    }

    /// A text.
    pub(crate) fn text(self) -> String {
        if let Some(wanted) = self.hints.texts(self.name).next() {
            return wanted.to_owned();
        }
        let plain = if self.turn == 0 { "string".to_owned() } else { format!("string{}", self.turn) };
        let Some(limits) = self.limits else { return plain };
        let sized: String = plain.chars().cycle().take(within(limits.size, plain.len())).collect();
        let Some(pattern) = limits.pattern else { return sized };
        // Most patterns are a length of one kind of letters, or a choice of words.
        let words = pattern.split(|own: char| !own.is_alphanumeric()).map(str::to_owned);
        let lengths = (0..=64).map(|own| within(limits.size, own));
        let letters = lengths.flat_map(|own| ["a", "A", "0", "1"].map(|letter| letter.repeat(own)));
        let fits = |own: &String| {
            fits_pattern(pattern, own) && limits.size.has(&Decimal::from(own.chars().count() as u64))
        };
        [sized.clone()].into_iter().chain(words).chain(letters).find(fits).unwrap_or(sized)
    }

    /// Bytes.
    pub(crate) fn bytes(self) -> Vec<u8> {
        let plain = b"bytes";
        let len = self.limits.map_or(plain.len(), |own| within(own.size, plain.len()));
        plain.iter().copied().cycle().take(len).collect()
    }

    /// A number; `None` where none of its type is within the limits.
    pub(crate) fn number<T: FromStr>(self) -> Option<T> {
        let plain = (1 + self.turn).to_string();
        let size = self.limits.map(|own| own.size).unwrap_or_default();
        let fits =
            |own: &&str| self.hints.allow(self.name, own) && own.parse().is_ok_and(|own| size.has(&own));
        let plain = [Some(plain.as_str()), size.least, size.most, Some("0"), Some("2")];
        let plain = plain.into_iter().flatten();
        let wanted = self.hints.texts(self.name).find_map(|own| own.parse().ok());
        wanted.or_else(|| plain.filter(fits).find_map(|own| own.parse().ok()))
    }
}

/// A length moved into a span.
fn within(span: Span, length: usize) -> usize {
    let end = |end: Option<&str>| end.and_then(|end| end.parse().ok());
    let least = end(span.least).unwrap_or(0);
    length.max(least).min(end(span.most).unwrap_or(usize::MAX)).min(MOST)
}
