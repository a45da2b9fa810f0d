//! Names that have the number of an item somewhere in them: `PAYMENT_0_AMOUNT`, `L_NAME0`.
//!
//! A reader turns them into those of a list by index, `payments.0.AMOUNT`, which are taken too.

use super::Pairs;
use crate::error::EncodeError;
use crate::walk::{ItemNames, NamePiece};

/// What a name means: the numbers in it, and the member at the end.
#[derive(Clone, Copy)]
struct Found<'a> {
    numbers: [&'a str; 2],
    member: &'a str,
}

impl ItemNames {
    /// What a name says behind that of the list, if it is one of these: `0.AMOUNT`; `any_case` takes
    /// ASCII letters of either case.
    #[must_use]
    pub fn by_index(&self, name: &str, any_case: bool) -> Option<String> {
        let dotted = |member: &str| if member.is_empty() { String::new() } else { format!(".{member}") };
        if let Some(found) = take(self, name, any_case) {
            return Some(format!("{}{}", found.numbers[0], dotted(found.member)));
        }
        self.lists.iter().find_map(|(list, names)| {
            let Found { numbers: [outer, inner], member } = take(names, name, any_case)?;
            Some(format!("{outer}.{list}.{inner}{}", dotted(member)))
        })
    }
}

fn take<'a>(names: &ItemNames, name: &'a str, any_case: bool) -> Option<Found<'a>> {
    pieces(names, names.pieces, name, any_case, Found { numbers: ["", ""], member: "" })
}

fn pieces<'a>(
    names: &ItemNames,
    rest: &[NamePiece],
    name: &'a str,
    any_case: bool,
    mut found: Found<'a>,
) -> Option<Found<'a>> {
    let strip = |own: &str| match name.split_at_checked(own.len()) {
        Some((head, after)) if head == own || (any_case && head.eq_ignore_ascii_case(own)) => {
            Some((head, after))
        }
        _ => None,
    };
    match rest {
        [] => name.is_empty().then_some(found),
        [NamePiece::Text(own), rest @ ..] => pieces(names, rest, strip(own)?.1, any_case, found),
        [NamePiece::Number, rest @ ..] => {
            let end = name.bytes().position(|own| !own.is_ascii_digit()).unwrap_or(name.len());
            let (number, after) = name.split_at_checked(end).filter(|(number, _)| !number.is_empty())?;
            let place = usize::from(!found.numbers[0].is_empty());
            found.numbers[place] = number;
            pieces(names, rest, after, any_case, found)
        }
        // One name may begin as another one does.
        [NamePiece::Member, rest @ ..] => names.members.iter().find_map(|own| {
            let (member, after) = strip(own)?;
            pieces(names, rest, after, any_case, Found { member, ..found })
        }),
    }
}

/// Gives what was written as a list by index, from 0 and without a name of its own, its names.
pub(super) fn rename(names: &ItemNames, written: Pairs, out: &mut Pairs) -> Result<(), EncodeError> {
    for (name, value) in written {
        let lost = || EncodeError::new("it has no name in the list").within(&name);
        let (outer, member) = index(&name).ok_or_else(lost)?;
        let inner = names.lists.iter().find_map(|(list, names)| {
            let (inner, member) = index(member.strip_prefix(list)?)?;
            Some((names, inner, member))
        });
        let made = match inner {
            Some((own, inner, member)) => {
                fill(own, &[from(names.first, outer), from(own.first, inner)], member)
            }
            None => fill(names, &[from(names.first, outer)], member),
        };
        out.push((made.ok_or_else(lost)?, value));
    }
    Ok(())
}

/// The number in `[7].name`, and the name behind it.
fn index(name: &str) -> Option<(u64, &str)> {
    let (number, rest) = name.strip_prefix('[')?.split_once(']')?;
    Some((number.parse().ok()?, rest.strip_prefix('.').unwrap_or(rest)))
}

fn from(first: u64, index: u64) -> u64 {
    first.saturating_add(index)
}

fn fill(names: &ItemNames, numbers: &[u64], member: &str) -> Option<String> {
    let mut numbers = numbers.iter();
    let mut name = String::new();
    let mut with_member = false;
    for piece in names.pieces {
        match piece {
            NamePiece::Text(own) => name.push_str(own),
            NamePiece::Number => name.push_str(&numbers.next()?.to_string()),
            NamePiece::Member => {
                name.push_str(member);
                with_member = true;
            }
        }
    }
    (with_member != member.is_empty()).then_some(name)
}
