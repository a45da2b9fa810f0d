//! Names with the number of an item in them: `PAYMENT_{n}_{member}`, `L_{member}{n}`.

use std::collections::BTreeMap;

use super::line::{self, Part};
use super::lookup::{is_single, is_text, meant, records_mut};
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{ItemNames, ListStyle, Member, NamePiece, Operation, Type, TypeId, TypeRef};

/// Reads what a name is made of.
pub(super) fn parse(text: &str, first: u64, at: &At, report: &mut Report) -> Option<ItemNames> {
    let mut pieces = Vec::new();
    for part in line::template(text, 0, at, report)? {
        pieces.push(match part {
            Part::Text(text) => NamePiece::Text(text.to_owned()),
            Part::Hole("n", _) => NamePiece::Number,
            Part::Hole("member", _) => NamePiece::Member,
            Part::Hole(name, range) => {
                let nearest = nearest(name, ["n", "member"]);
                let problem = Problem::Undefined { name: name.to_owned(), what: "part of a name", nearest };
                report.push(at.part(range.start, range.end), problem);
                return None;
            }
        });
    }
    let names = ItemNames { pieces, first, members: Vec::new(), lists: Vec::new() };
    let members = names.pieces.iter().filter(|own| **own == NamePiece::Member).count();
    let begins_with_digit = |own: &str| own.starts_with(|own: char| own.is_ascii_digit());
    let runs_on = names.pieces.windows(2).any(|two| match two {
        [NamePiece::Number, NamePiece::Number] => true,
        [NamePiece::Number, NamePiece::Text(own)] => begins_with_digit(own),
        _ => false,
    });
    if !matches!(names.numbers(), 1 | 2) || members > 1 || runs_on {
        let expected = "`{n}` for the number of an item, or two of them in a list of a list, with something \
                        between a number and what follows; and at most one `{member}`: `L_{member}{n}`"
            .to_owned();
        let problem = Problem::Malformed { what: "name of items", expected, found: text.to_owned() };
        report.push(at.clone(), problem);
        return None;
    }
    Some(names)
}

/// Tells the names of lists what members their items have, once types are known; reports what has no name.
pub(super) fn settle(operations: &mut [Operation], types: &mut [Option<Type>], report: &mut Report) {
    let known = types.to_vec();
    for (at, record) in records_mut(types, operations) {
        for member in &mut record.members {
            let Some(ListStyle::Named(names)) = &mut member.list else { continue };
            let settled = settle_names(&member.page, &member.type_, names, &known);
            if let Err((message, advice)) = settled {
                let problem = Problem::Conflict { message, advice: advice.to_owned() };
                report.push(at.key(&member.page).key("form").key("name"), problem);
            }
        }
    }
}

fn settle_names(
    page: &str,
    type_: &TypeRef,
    names: &mut ItemNames,
    types: &[Option<Type>],
) -> Result<(), (String, &'static str)> {
    let TypeRef::List(item) = meant(type_, types) else {
        return Err((format!("`{page}` is no list, and its name has the number of an item"), "leave it out"));
    };
    let item = meant(item, types);
    let has_member = names.pieces.contains(&NamePiece::Member);
    let record = match item {
        TypeRef::Named(TypeId(index)) => match types.get(*index).and_then(Option::as_ref) {
            // It has a problem of its own.
            None => return Ok(()),
            Some(own) => own.as_record(),
        },
        _ => None,
    };
    let Some(record) = record else {
        return match (is_single(item, types), has_member) {
            (true, false) => Ok(()),
            (true, true) => Err((
                format!("the items of `{page}` have no members to be named"),
                "leave `{member}` out of the name",
            )),
            (false, _) => Err((
                format!(
                    "only single values and types with members have such names, and those of `{page}` are neither"
                ),
                "write the list in another way: `list: indexed`",
            )),
        };
    };
    if !has_member {
        return Err((
            format!("the items of `{page}` have members, and their name says none"),
            "put `{member}` into the name",
        ));
    }
    for member in &record.members {
        match &member.list {
            Some(ListStyle::Named(own)) if names.numbers() == 1 && own.numbers() == 2 => {
                let mut own = (**own).clone();
                settle_names(&member.page, &member.type_, &mut own, types)?;
                names.lists.push((member.wire.clone(), own));
            }
            _ if is_text(member, types) => {
                names.members.extend([&member.wire].into_iter().chain(&member.also).cloned())
            }
            _ => {
                return Err((
                    format!("`{}`, in the items of `{page}`, is no single value", member.page),
                    "a list in an item has a name of its own, with two numbers: `L_{n}_{member}{n}`",
                ));
            }
        }
    }
    match ambiguous(names) {
        None => Ok(()),
        Some(name) => Err((
            format!("nothing tells where the number ends and `{name}` begins, or the reverse"),
            "put a text between `{n}` and `{member}`, if the page has one",
        )),
    }
}

/// A member whose name cannot be told from the number beside it.
fn ambiguous(names: &ItemNames) -> Option<&str> {
    let is_digit = |own: char| own.is_ascii_digit();
    let grows = |own: &String| {
        let all = |rest: &str| !rest.is_empty() && rest.chars().all(is_digit);
        names.members.iter().any(|other| own.strip_prefix(other.as_str()).is_some_and(all))
    };
    let touches = |first: NamePiece, second: NamePiece| {
        names.pieces.windows(2).any(|two| two[0] == first && two[1] == second)
    };
    let mut members = names.members.iter();
    let found = if touches(NamePiece::Member, NamePiece::Number) {
        members.find(|own| grows(own))
    } else if touches(NamePiece::Number, NamePiece::Member) {
        members.find(|own| own.starts_with(is_digit))
    } else {
        None
    };
    found.map(String::as_str)
}

/// Two members of one form, told by their pages' names, whose names could be each other's.
pub(super) fn clash<'m>(members: &[&'m Member]) -> Option<(&'m str, &'m str)> {
    let mut taken: BTreeMap<String, &'m str> = BTreeMap::new();
    for member in members {
        let all = match &member.list {
            Some(ListStyle::Named(names)) => made(names),
            _ => [&member.wire].into_iter().chain(&member.also).map(|own| with_ones(own)).collect(),
        };
        let is_named = |own: &&Member| matches!(own.list, Some(ListStyle::Named(_)));
        for name in all {
            match taken.insert(name, &member.page) {
                // Two plain names that differ in a number are two names.
                Some(other) if other != member.page => {
                    let both = members.iter().filter(|own| own.page == other || own.page == member.page);
                    if both.clone().any(is_named) {
                        return Some((other, &member.page));
                    }
                }
                _ => {}
            }
        }
    }
    None
}

/// The names that are made, each number 1.
fn made(names: &ItemNames) -> Vec<String> {
    let fill = |member: &str| {
        let pieces = names.pieces.iter().map(|own| match own {
            NamePiece::Text(text) => text.as_str(),
            NamePiece::Number => "1",
            NamePiece::Member => member,
        });
        with_ones(&pieces.collect::<String>())
    };
    let own: Vec<String> = match &names.members[..] {
        [] if !names.pieces.contains(&NamePiece::Member) => vec![fill("")],
        members => members.iter().map(|own| fill(own)).collect(),
    };
    own.into_iter().chain(names.lists.iter().flat_map(|(_, own)| made(own))).collect()
}

/// A name with each run of digits as 1.
fn with_ones(name: &str) -> String {
    let mut out = String::new();
    for own in name.chars() {
        match own.is_ascii_digit() {
            true if out.ends_with('1') => {}
            true => out.push('1'),
            false => out.push(own),
        }
    }
    out
}
