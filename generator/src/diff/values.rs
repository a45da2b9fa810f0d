//! What a type lists: the values of an enumeration, the types of a union.

use super::kind::Kind;
use super::pairs::{Pairs, pair};
use super::same::{same_name, same_wire};
use super::sides::{Change, Sides};
use super::subject::Subject;
use super::words::{int, quoted, union as union_text};
use crate::model::{Enumeration, TypeRef, Union};

/// What differs between the values of two enumerations.
pub(super) fn values(page: &str, old: &Enumeration, new: &Enumeration) -> Vec<Change> {
    let (was, is) = (&old.values, &new.values);
    let pairs = pair(was, is, |own| &own.wire, |own| &own.rust);
    let one = |own: &crate::model::EnumValue| (own.wire.clone(), own.rust.clone());
    let (was_listed, is_listed): (Vec<_>, Vec<_>) =
        (was.iter().map(one).collect(), is.iter().map(one).collect());
    let mut changes = listed(page, &pairs, (&was_listed, old.closed), (&is_listed, new.closed));
    if old.number != new.number {
        let text = |own: &Enumeration| own.number.as_ref().map_or("text".to_owned(), int);
        let change = Change::new(Subject::Type(page.to_owned()), Kind::ValuesNumber, text(old), text(new));
        // Listed numbers look alike, whatever their size.
        let alike = old.closed && new.closed && old.number.is_some() && new.number.is_some();
        changes.push(change.on_wire(!alike));
    }
    for &(before, after) in &pairs.both {
        if was[before].about != is[after].about {
            let subject = Subject::Value(page.to_owned(), is[after].wire.clone());
            changes.push(Change::new(subject, Kind::Documentation, "", ""));
        }
    }
    changes
}

/// What differs between the types of two unions, and between what tells them.
pub(super) fn union(sides: &Sides<'_>, page: &str, old: &Union, new: &Union) -> Vec<Change> {
    let pairs = pair(&old.variants, &new.variants, |own| &own.tag, |own| &own.rust);
    let listed_of = |own: &Union| -> Vec<(String, String)> {
        own.variants.iter().map(|own| (own.tag.clone(), own.rust.clone())).collect()
    };
    let (was, is) = (listed_of(old), listed_of(new));
    let mut changes = listed(page, &pairs, (&was, old.closed), (&is, new.closed));
    let types = |before: usize, after: usize| {
        (TypeRef::Named(old.variants[before].type_), TypeRef::Named(new.variants[after].type_))
    };
    let each = |alike: &dyn Fn(usize, usize) -> bool| pairs.both.iter().all(|pair| alike(pair.0, pair.1));
    let told = (&old.tag, &old.xml) == (&new.tag, &new.xml)
        && each(&|before, after| old.variants[before].xml == new.variants[after].xml);
    let rust = each(&|before, after| {
        let (was, is) = types(before, after);
        same_name(sides, &was, &is)
    });
    let wire = each(&|before, after| {
        let (was, is) = types(before, after);
        same_name(sides, &was, &is) || same_wire(sides, &was, &is)
    });
    if !told || !rust {
        let texts = (union_text(old, sides.old), union_text(new, sides.new));
        let change = Change::new(Subject::Type(page.to_owned()), Kind::TypeKind, texts.0, texts.1);
        changes.push(change.on_wire(!told || !wire).in_rust(!rust));
    }
    changes
}

/// What is listed, each as it is written and as Rust names it, and whether nothing else may be there.
fn listed(
    page: &str,
    pairs: &Pairs,
    (old, was_closed): (&[(String, String)], bool),
    (new, is_closed): (&[(String, String)], bool),
) -> Vec<Change> {
    let subject = |own: &(String, String)| Subject::Value(page.to_owned(), own.0.clone());
    let mut changes = Vec::new();
    let removed = if is_closed { Kind::ClosedValueRemoved } else { Kind::ValueRemoved };
    changes.extend(pairs.gone.iter().map(|at| Change::new(subject(&old[*at]), removed, "", "")));
    let added = if was_closed { Kind::ClosedValueAdded } else { Kind::ValueAdded };
    changes.extend(pairs.fresh.iter().map(|at| Change::new(subject(&new[*at]), added, "", "")));
    for &(before, after) in &pairs.both {
        let (was, is) = (&old[before], &new[after]);
        if was.1 != is.1 {
            changes.push(Change::new(subject(is), Kind::RustName, quoted(&was.1), quoted(&is.1)));
        }
        if was.0 != is.0 {
            changes.push(Change::new(subject(is), Kind::Value, quoted(&was.0), quoted(&is.0)));
        }
    }
    let kind = match (was_closed, is_closed) {
        (true, true) | (false, false) => return changes,
        (false, true) => Kind::ValuesClosed,
        (true, false) => Kind::ValuesOpened,
    };
    changes.push(Change::new(Subject::Type(page.to_owned()), kind, "", ""));
    changes
}
