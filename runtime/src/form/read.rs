//! Reading members from names and values.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Pairs;
use crate::error::{DecodeError, DecodeErrorKind};
use crate::json::absent;
use crate::scalar::{Any, Format};
use crate::walk::{Member, Notes, Record, Scalar, Source, Value};

/// Names and values inside a member: `""` is the member's own value, `LoginID`
/// and `Address.City` are values of its members.
pub(crate) type Entries<'a> = Vec<(&'a str, &'a str)>;

/// Takes the entries that belong to a member out of all of them.
pub(crate) fn take<'a>(member: &Member, entries: &Entries<'a>) -> Entries<'a> {
    entries.iter().filter_map(|&(name, value)| Some((inside(member, name)?, value))).collect()
}

/// What a name says beyond the member's own, if it is about the member.
fn inside<'a>(member: &Member, name: &'a str) -> Option<&'a str> {
    let own = [member.name].into_iter().chain(member.also.iter().copied());
    let mut rest = own.filter_map(|own| name.strip_prefix(own));
    rest.find_map(|rest| if rest.is_empty() { Some(rest) } else { rest.strip_prefix('.') })
}

/// Reads one value; what is missing is the caller's to judge.
pub(crate) fn read_value(
    member: &Member,
    entries: Entries<'_>,
    into: &mut dyn Value,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    notes.enter(member.name);
    into.read(&mut PairSource { entries, format: member.format.in_form(), notes })?;
    notes.leave();
    Ok(())
}

/// Reads the members of `into` that `only` lists from a whole form.
pub(crate) fn read_members(
    pairs: &Pairs,
    into: &mut dyn Record,
    only: &[usize],
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    // `Content[LoginID]` and `Content.LoginID` are one notation from here on.
    let dotted: Vec<(Cow<'_, str>, &str)> =
        pairs.iter().map(|(name, value)| (dots(name), &**value)).collect();
    let entries = dotted.iter().map(|(name, value)| (&**name, *value)).collect();
    members(&entries, into, Some(only), notes)
}

fn dots(name: &str) -> Cow<'_, str> {
    if name.contains('[') { Cow::Owned(name.replace(']', "").replace('[', ".")) } else { Cow::Borrowed(name) }
}

fn members(
    entries: &Entries<'_>,
    into: &mut dyn Record,
    only: Option<&[usize]>,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let shape = into.shape();
    for (index, member) in shape.members.iter().enumerate() {
        if only.is_some_and(|only| !only.contains(&index)) {
            continue;
        }
        let own = take(member, entries);
        if !own.is_empty() {
            read_value(member, own, into.member_mut(index), notes)?;
        } else if !into.member(index).is_empty_list() {
            // A list has no other way to be empty than not to be there.
            absent(member, notes).map_err(|kind| DecodeError::new(kind, notes.path()))?;
        }
    }
    for (name, _) in entries {
        if !shape.members.iter().any(|member| inside(member, name).is_some()) {
            notes.unknown_member(name);
        }
    }
    Ok(())
}

struct PairSource<'a, 'n> {
    entries: Entries<'a>,
    format: Format,
    notes: &'n mut Notes,
}

impl PairSource<'_, '_> {
    fn error(&self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.notes.path())
    }
}

impl Source for PairSource<'_, '_> {
    fn format(&self) -> Format {
        self.format
    }

    fn notes(&mut self) -> &mut Notes {
        self.notes
    }

    /// A form has no null.
    fn null(&mut self) -> Result<bool, DecodeError> {
        Ok(false)
    }

    fn scalar(&mut self) -> Result<Scalar<'_>, DecodeError> {
        match self.entries[..] {
            [("", text)] => Ok(Scalar { text: Cow::Borrowed(text), quoted: None }),
            [("", _), ("", _), ..] => Err(self.error(DecodeErrorKind::Repeated)),
            _ => Err(self.invalid("a single value", "members of one")),
        }
    }

    fn record(&mut self, into: &mut dyn Record) -> Result<(), DecodeError> {
        // A type that holds itself goes as deep as the names do.
        let bounds = self.notes.bounds();
        if self.notes.depth() > bounds.nesting {
            return Err(self.error(bounds.too_deep()));
        }
        // `Content=` says that there is a content with nothing in it.
        let entries: Entries<'_> = self.entries.iter().copied().filter(|&entry| entry != ("", "")).collect();
        if let Some((_, text)) = entries.iter().find(|(name, _)| name.is_empty()) {
            return Err(self.invalid("the members of a value, each by its name", text));
        }
        members(&entries, into, None, self.notes)
    }

    fn items(
        &mut self,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        std::mem::take(&mut self.entries).into_iter().try_for_each(|entry| {
            each(&mut PairSource { entries: vec![entry], format: self.format, notes: self.notes })
        })
    }

    fn any(&mut self) -> Result<Any, DecodeError> {
        // Each dot is a level, and levels are built by recursion.
        let bounds = self.notes.bounds();
        if self.entries.iter().any(|(name, _)| name.split('.').count() > bounds.nesting) {
            return Err(self.error(bounds.too_deep()));
        }
        let json = match self.entries[..] {
            [("", "")] => return Ok(Any::Empty),
            [("", text)] => Any::json(text),
            _ => Any::json(&tree(&self.entries)),
        };
        json.map_err(|error| DecodeError::syntax(error.to_string()))
    }

    fn invalid(&mut self, expected: &'static str, found: &str) -> DecodeError {
        let found = found.to_owned();
        self.error(DecodeErrorKind::Invalid { expected, found })
    }
}

/// An undocumented value with members, as JSON with texts.
fn tree(entries: &Entries<'_>) -> serde_json::Value {
    let mut inner: BTreeMap<&str, Entries<'_>> = BTreeMap::new();
    for &(name, value) in entries {
        if name.is_empty() {
            return serde_json::Value::from(value);
        }
        let (first, rest) = name.split_once('.').unwrap_or((name, ""));
        inner.entry(first).or_default().push((rest, value));
    }
    inner.into_iter().map(|(name, entries)| (name.to_owned(), tree(&entries))).collect()
}
