//! Reading members from names and values.

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::Pairs;
use super::entries::{Entries, Items, by_key, dots, items, list_style, take, within};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::json::absent;
use crate::scalar::{Any, Format};
use crate::walk::{
    Deviation, ListStyle, Member, Notes, PairStyle, Record, Scalar, Source, Told, Union, Value,
};

/// Reads one value; what is missing is the caller's to judge.
pub(crate) fn read_value(
    member: &Member,
    entries: Entries<'_>,
    into: &mut dyn Value,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    read_styled(member, PairStyle::PLAIN, entries, into, notes)
}

/// Reads one value that is written in a style.
pub(crate) fn read_styled(
    member: &Member,
    style: PairStyle,
    entries: Entries<'_>,
    into: &mut dyn Value,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    notes.enter(member.name);
    let list = list_style(member, style);
    into.read(&mut PairSource { entries, format: member.format.in_form(), style, list, notes })?;
    notes.leave();
    Ok(())
}

/// Reads the members of `into` that `only` lists from a whole form.
pub(crate) fn read_members(
    pairs: &Pairs,
    style: PairStyle,
    into: &mut dyn Record,
    only: &[usize],
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    // `Content[LoginID]` and `Content.LoginID` are one notation from here on.
    let shape = into.shape();
    let any_case = notes.ignores_case();
    let named = |name: &str| {
        let own = |own: &Member| own.is(name) || (any_case && own.is_in_any_case(name));
        if shape.members.iter().any(own) {
            return None;
        }
        shape.members.iter().find_map(|member| {
            let ListStyle::Named(names) = list_style(member, style) else { return None };
            Some(format!("{}.{}", member.name, names.by_index(name, any_case)?))
        })
    };
    let has_names = shape.members.iter().any(|own| matches!(own.list, Some(ListStyle::Named(_))));
    let dotted: Vec<(Cow<'_, str>, &str)> = pairs
        .iter()
        .map(|(name, value)| {
            let own = if has_names { named(name) } else { None };
            (own.map_or_else(|| dots(name), Cow::Owned), &**value)
        })
        .collect();
    let entries = dotted.iter().map(|(name, value)| (&**name, *value)).collect();
    members(&entries, style, into, Some(only), notes)
}

fn members(
    entries: &Entries<'_>,
    style: PairStyle,
    into: &mut dyn Record,
    only: Option<&[usize]>,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let shape = into.shape();
    let any_case = notes.ignores_case();
    for (index, member) in shape.members.iter().enumerate() {
        if only.is_some_and(|only| !only.contains(&index)) {
            continue;
        }
        let own = take(member, (style, any_case), entries);
        if !own.is_empty() {
            read_styled(member, style, own, into.member_mut(index), notes)?;
        } else if !into.member(index).is_empty_list() {
            // A list has no other way to be empty than not to be there.
            absent(member, notes).map_err(|kind| DecodeError::new(kind, notes.path()))?;
        }
    }
    for (name, _) in entries {
        if !shape.members.iter().any(|member| within(member, (style, any_case), name).is_some()) {
            notes.unknown_member(name);
        }
    }
    Ok(())
}

pub(super) struct PairSource<'a, 'n> {
    pub(super) entries: Entries<'a>,
    format: Format,
    style: PairStyle,
    /// How the list is written, if the value is one.
    list: ListStyle,
    pub(super) notes: &'n mut Notes,
}

impl<'a> PairSource<'a, '_> {
    pub(super) fn refused(&self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.notes.path())
    }

    pub(super) fn item<'s>(&'s mut self, entries: Entries<'a>) -> PairSource<'a, 's> {
        PairSource { entries, format: self.format, style: self.style, list: self.list, notes: self.notes }
    }

    /// Each name and each index is a level, and levels are read by recursion.
    pub(super) fn measure(&self) -> Result<(), DecodeError> {
        let bounds = self.notes.bounds();
        let deep = |name: &str| name.bytes().filter(|&byte| byte == b'.').count() >= bounds.nesting;
        if self.entries.iter().any(|(name, _)| deep(name)) {
            return Err(self.refused(bounds.too_deep()));
        }
        Ok(())
    }

    /// An undocumented value as JSON with texts.
    fn opaque(&self, entries: &[(&str, &str)]) -> Result<serde_json::Value, DecodeError> {
        match entries {
            [("", text)] => return Ok((*text).into()),
            [("", _), ("", _), ..] => return Err(self.refused(DecodeErrorKind::Repeated)),
            _ => {}
        }
        let mut inner: BTreeMap<&str, Entries<'_>> = BTreeMap::new();
        // `Content=` says that there is a content, which its members say too.
        for &(name, value) in entries.iter().filter(|&&entry| entry != ("", "")) {
            if name.is_empty() {
                let kind = DecodeErrorKind::Invalid {
                    expected: "a value or the members of one",
                    found: value.to_owned(),
                };
                return Err(self.refused(kind));
            }
            let (first, rest) = name.split_once('.').unwrap_or((name, ""));
            inner.entry(first).or_default().push((rest, value));
        }
        let members = inner.into_iter().map(|(name, entries)| Ok((name.to_owned(), self.opaque(&entries)?)));
        members.collect()
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
            [("", _), ("", _), ..] => Err(self.refused(DecodeErrorKind::Repeated)),
            _ => Err(self.invalid("a single value", "members of one")),
        }
    }

    fn record(&mut self, into: &mut dyn Record) -> Result<(), DecodeError> {
        // A type that holds itself goes as deep as the names do.
        let bounds = self.notes.bounds();
        if self.notes.depth() > bounds.nesting {
            return Err(self.refused(bounds.too_deep()));
        }
        // `Content=` says that there is a content with nothing in it.
        let entries: Entries<'_> = self.entries.iter().copied().filter(|&entry| entry != ("", "")).collect();
        if let Some((_, text)) = entries.iter().find(|(name, _)| name.is_empty()) {
            return Err(self.invalid("the members of a value, each by its name", text));
        }
        members(&entries, self.style, into, None, self.notes)
    }

    fn items(
        &mut self,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.measure()?;
        let entries = std::mem::take(&mut self.entries);
        match (items(&entries, self.list), self.list) {
            (Items::Single(entries), ListStyle::Joined { separator }) => {
                let texts = entries.into_iter().filter(|(_, text)| !text.is_empty());
                let mut items = texts.flat_map(|(_, text)| text.split(separator));
                items.try_for_each(|text| each(&mut self.item(vec![("", text)])))
            }
            (Items::Single(entries), _) => {
                entries.into_iter().try_for_each(|entry| each(&mut self.item(vec![entry])))
            }
            (Items::Grouped(groups), _) => {
                groups.into_iter().try_for_each(|entries| each(&mut self.item(entries)))
            }
            (Items::One, _) => {
                let path = self.notes.path();
                self.notes.push(Deviation::SingleItem { path });
                each(&mut self.item(entries))
            }
        }
    }

    fn entries(
        &mut self,
        _: &'static [&'static str],
        each: &mut dyn FnMut(&str, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.measure()?;
        // `prices=` says that there is a map with nothing in it.
        let entries = std::mem::take(&mut self.entries);
        let entries: Entries<'_> = entries.into_iter().filter(|&entry| entry != ("", "")).collect();
        if let Some((_, text)) = entries.iter().find(|(name, _)| name.is_empty()) {
            return Err(self.invalid("the values of a map, each by its key", text));
        }
        let keyed = by_key(&entries);
        keyed.into_iter().try_for_each(|(key, entries)| each(key, &mut self.item(entries)))
    }

    fn variant(
        &mut self,
        union: &'static Union,
        read: &mut dyn FnMut(Told, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.told(union, read)
    }

    fn any(&mut self) -> Result<Any, DecodeError> {
        self.measure()?;
        if self.entries == [("", "")] {
            return Ok(Any::Empty);
        }
        let value = self.opaque(&self.entries)?;
        Any::json(&value).map_err(|error| DecodeError::syntax(error.to_string()))
    }

    fn error(&mut self, kind: DecodeErrorKind) -> DecodeError {
        self.refused(kind)
    }
}
