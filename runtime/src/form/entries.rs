//! Which names belong to which member, and to which item of a list.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::walk::{ListStyle, Member, PairStyle};

/// Names and values inside a member: `""` is the member's own value, `LoginID`
/// and `Address.City` are values of its members, `0.City` one of its first item.
pub(super) type Entries<'a> = Vec<(&'a str, &'a str)>;

/// The one notation that names are looked at in: `Content[LoginID]` as `Content.LoginID`.
pub(super) fn dots(name: &str) -> Cow<'_, str> {
    if name.contains('[') { Cow::Owned(name.replace(']', "").replace('[', ".")) } else { Cow::Borrowed(name) }
}

/// What a name says beyond the member's own, if it is about the member, in whatever notation; `any_case`
/// takes ASCII letters of either case.
pub(crate) fn inside<'a>(
    member: &Member,
    (style, any_case): (PairStyle, bool),
    name: &'a str,
) -> Option<Cow<'a, str>> {
    if let ListStyle::Named(names) = list_style(member, style)
        && let Some(by_index) = names.by_index(name, any_case)
    {
        return Some(Cow::Owned(by_index));
    }
    match dots(name) {
        Cow::Borrowed(name) => within(member, (style, any_case), name).map(Cow::Borrowed),
        Cow::Owned(name) => Some(Cow::Owned(within(member, (style, any_case), &name)?.to_owned())),
    }
}

/// How a member's list is written.
pub(super) fn list_style(member: &Member, style: PairStyle) -> ListStyle {
    member.list.unwrap_or(style.list)
}

/// Takes the entries that belong to a member out of all of them.
pub(super) fn take<'a>(
    member: &Member,
    (style, any_case): (PairStyle, bool),
    entries: &[(&'a str, &'a str)],
) -> Entries<'a> {
    let own = |&(name, value)| Some((within(member, (style, any_case), name)?, value));
    entries.iter().filter_map(own).collect()
}

/// As [`inside`], of a name with dots.
pub(super) fn within<'a>(
    member: &Member,
    (style, any_case): (PairStyle, bool),
    name: &'a str,
) -> Option<&'a str> {
    let own = [member.name].into_iter().chain(member.also.iter().copied());
    let mut rest = own.filter_map(|own| after(own, any_case, name));
    rest.find_map(|rest| match rest.as_bytes().first() {
        None => Some(rest),
        Some(b'.') => Some(&rest[1..]),
        Some(b'0'..=b'9') if matches!(list_style(member, style), ListStyle::Numbered { .. }) => {
            is_index(first(rest)).then_some(rest)
        }
        Some(_) => None,
    })
}

/// What follows a member's name, which may hold brackets itself.
fn after<'a>(own: &str, any_case: bool, name: &'a str) -> Option<&'a str> {
    let strip = |own: &str| match name.split_at_checked(own.len()) {
        Some((head, rest)) if head == own || (any_case && head.eq_ignore_ascii_case(own)) => Some(rest),
        _ => None,
    };
    match strip(own) {
        None if own.ends_with(']') => strip(&dots(own)),
        rest => rest,
    }
}

/// The items of a list.
#[derive(Debug)]
pub(super) enum Items<'a> {
    /// Each is one entry without a name of its own.
    Single(Entries<'a>),
    /// Each has its entries, in the order of their indexes.
    Grouped(Vec<Entries<'a>>),
    /// No name has an index: all entries together are one item.
    One,
}

/// Sorts the entries of a list by its items. An index tells the order of the items and
/// nothing else: whatever it is, there are no more items than entries.
pub(super) fn items<'a>(entries: &[(&'a str, &'a str)], style: ListStyle) -> Items<'a> {
    if entries.iter().all(|(name, _)| name.is_empty()) {
        return Items::Single(entries.to_vec());
    }
    let by_last =
        || grouped(entries, |name| name.rsplit_once('.').map_or(("", name), |(rest, last)| (rest, last)));
    let by_first =
        || grouped(entries, |name| name.split_once('.').map_or(("", name), |(first, rest)| (rest, first)));
    let groups = match style {
        ListStyle::Columns { .. } => by_last().or_else(by_first),
        _ => by_first().or_else(by_last),
    };
    groups.map_or(Items::One, Items::Grouped)
}

/// Entries by their index, which `split` takes off a name; `None` if one has none.
fn grouped<'a>(
    entries: &[(&'a str, &'a str)],
    split: impl Fn(&'a str) -> (&'a str, &'a str),
) -> Option<Vec<Entries<'a>>> {
    let mut groups: BTreeMap<u64, Entries<'a>> = BTreeMap::new();
    for &(name, value) in entries {
        let (rest, index) = split(name);
        let index = Some(index).filter(|index| is_index(index))?.parse().ok()?;
        groups.entry(index).or_default().push((rest, value));
    }
    Some(groups.into_values().collect())
}

/// The entries of a map by their keys, in the order in which the keys come first.
pub(super) fn by_key<'a>(entries: &[(&'a str, &'a str)]) -> Vec<(&'a str, Entries<'a>)> {
    let mut places: BTreeMap<&str, usize> = BTreeMap::new();
    let mut keyed: Vec<(&str, Entries<'a>)> = Vec::new();
    for &(name, value) in entries {
        let (key, rest) = name.split_once('.').unwrap_or((name, ""));
        let place = *places.entry(key).or_insert(keyed.len());
        if place == keyed.len() {
            keyed.push((key, Vec::new()));
        }
        keyed[place].1.push((rest, value));
    }
    keyed
}

fn first(name: &str) -> &str {
    name.split_once('.').map_or(name, |(first, _)| first)
}

fn is_index(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}
