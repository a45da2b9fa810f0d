//! Named types.

use super::kind::Kind;
use super::members::{Around, members};
use super::pairs::{Pairs, pair};
use super::same::{same_kind, same_rust, same_template};
use super::sides::{Change, Sides};
use super::subject::{Home, Subject};
use super::values::{union, values};
use super::words::{kind_text, layout_text, quoted};
use super::xml::xml;
use crate::model::{Layout, Record, Type, TypeKind};

/// What differs between the types of two sides.
pub(super) fn types(sides: &Sides<'_>) -> Vec<Change> {
    let mut changes = Vec::new();
    let change = |own: &Type, kind| Change::new(Subject::Type(own.page.clone()), kind, "", "");
    changes.extend(sides.types.gone.iter().map(|at| change(&sides.old.types[*at], Kind::TypeRemoved)));
    changes.extend(sides.types.fresh.iter().map(|at| change(&sides.new.types[*at], Kind::TypeAdded)));
    for &(before, after) in &sides.types.both {
        changes.extend(type_(sides, before, after));
    }
    changes
}

fn type_(sides: &Sides<'_>, before: usize, after: usize) -> Vec<Change> {
    let (old, new) = (&sides.old.types[before], &sides.new.types[after]);
    let subject = Subject::Type(new.page.clone());
    let mut changes = Vec::new();
    if old.rust != new.rust {
        changes.push(Change::new(subject.clone(), Kind::RustName, quoted(&old.rust), quoted(&new.rust)));
    }
    if old.docs.about != new.docs.about || old.page != new.page {
        changes.push(Change::new(subject.clone(), Kind::Documentation, "", ""));
    }
    let other = |in_rust| {
        let texts = (kind_text(&old.kind, sides.old), kind_text(&new.kind, sides.new));
        Change::new(subject.clone(), Kind::TypeKind, texts.0, texts.1)
            .on_wire(!same_kind(sides, before, after))
            .in_rust(in_rust)
    };
    match (&old.kind, &new.kind) {
        (TypeKind::Record(before_record), TypeKind::Record(after_record)) => {
            let home = Home::Type(&new.page);
            let (was, is) = (&before_record.members, &after_record.members);
            let pairs = pair(was, is, |own| &own.page, |own| &own.rust);
            let named = sides.are_named(before, after);
            let around = Around {
                home,
                pairs: &pairs,
                is_named: &|_, _| named,
                is_parameter: &|_, _| false,
                is_asked: sides.is_asked(before, after),
            };
            changes.extend(members(sides, &around, before_record, after_record));
            let form = |own: &Record| if own.is_list { "a list" } else { "an object" };
            if before_record.is_list != after_record.is_list {
                let texts = (form(before_record), form(after_record));
                changes.push(Change::new(subject.clone(), Kind::JsonList, texts.0, texts.1));
            } else if after_record.is_list && pairs.both.iter().any(|(was, is)| was != is) {
                let texts = (positions(before_record), positions(after_record));
                changes.push(Change::new(subject.clone(), Kind::JsonPositions, texts.0, texts.1));
            }
            let is_document = sides.is_document(before, after);
            changes.extend(xml(home, &pairs, before_record, after_record, is_document));
            let (was, is) = (before_record.layout.as_ref(), after_record.layout.as_ref());
            if !same_layout(was, is, &pairs) {
                let texts = (layout_text(before_record), layout_text(after_record));
                // Where one side has none, no text is of the type.
                let both = was.is_some() && is.is_some();
                changes.push(Change::new(subject, Kind::Layout, texts.0, texts.1).on_wire(both));
            }
        }
        (TypeKind::Enum(before), TypeKind::Enum(after)) => {
            changes.extend(values(&new.page, before, after));
        }
        (TypeKind::Alias(was), TypeKind::Alias(is)) => {
            if !super::same::same_name(sides, was, is) {
                changes.push(other(!same_rust(sides, was, is)));
            }
        }
        (TypeKind::Union(was), TypeKind::Union(is)) => {
            changes.extend(union(sides, &new.page, was, is));
        }
        (TypeKind::Record(_) | TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_), _) => {
            changes.push(other(true))
        }
    }
    changes
}

/// The members of a record in their order.
fn positions(record: &Record) -> String {
    record.members.iter().map(|own| quoted(&own.page)).collect::<Vec<_>>().join(", ")
}

fn same_layout(old: Option<&Layout>, new: Option<&Layout>, members: &Pairs) -> bool {
    let same = |old, new| same_template(old, new, |was, is| members.are_one(was, is));
    match (old, new) {
        (None, None) => true,
        (Some(old), Some(new)) => same(&old.pieces, &new.pieces) && same(&old.tail, &new.tail),
        _ => false,
    }
}
