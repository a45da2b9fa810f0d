//! Whether two sides write and read the same, and whether two Rust types are one.

use std::collections::BTreeSet;

use super::sides::Sides;
use crate::model::{
    Enumeration, Member, Output, Presence, Record, Segment, Type, TypeId, TypeKind, TypeRef, Union, Whole,
    XmlChild, XmlRoot,
};

/// The type that a chain of other names leads to.
pub(super) fn behind<'s>(mut type_: &'s TypeRef, types: &'s [Type]) -> &'s TypeRef {
    while let TypeRef::Named(TypeId(id)) = type_
        && let TypeKind::Alias(target) = &types[*id].kind
    {
        type_ = target;
    }
    type_
}

/// Whether the spec names the same type.
pub(super) fn same_name(sides: &Sides<'_>, old: &TypeRef, new: &TypeRef) -> bool {
    match (old, new) {
        (TypeRef::Named(old), TypeRef::Named(new)) => sides.types.are_one(old.0, new.0),
        (TypeRef::List(old), TypeRef::List(new)) => same_name(sides, old, new),
        (TypeRef::Map(old), TypeRef::Map(new)) => {
            old.nullable == new.nullable
                && same_name(sides, &old.key, &new.key)
                && same_name(sides, &old.value, &new.value)
        }
        (old, new) => !has_parts(old) && !has_parts(new) && old == new,
    }
}

/// Whether a type is made of others, whose indexes mean nothing on the other side.
fn has_parts(type_: &TypeRef) -> bool {
    matches!(type_, TypeRef::Named(_) | TypeRef::List(_) | TypeRef::Map(_))
}

/// Whether the compiler takes one for the other, but for what their names are.
pub(super) fn same_rust(sides: &Sides<'_>, old: &TypeRef, new: &TypeRef) -> bool {
    match (behind(old, &sides.old.types), behind(new, &sides.new.types)) {
        (TypeRef::List(old), TypeRef::List(new)) => same_rust(sides, old, new),
        (TypeRef::Map(old), TypeRef::Map(new)) => {
            old.nullable == new.nullable
                && same_rust(sides, &old.key, &new.key)
                && same_rust(sides, &old.value, &new.value)
        }
        (old, new) => same_name(sides, old, new),
    }
}

/// Whether values of both travel in the same form.
pub(super) fn same_wire(sides: &Sides<'_>, old: &TypeRef, new: &TypeRef) -> bool {
    Walk { sides, seen: BTreeSet::new() }.type_(old, new)
}

/// Whether what two types are made of travels in the same form.
pub(super) fn same_kind(sides: &Sides<'_>, old: usize, new: usize) -> bool {
    same_wire(sides, &TypeRef::Named(TypeId(old)), &TypeRef::Named(TypeId(new)))
}

/// Whether two successes travel in the same form.
pub(super) fn same_output(sides: &Sides<'_>, old: &Output, new: &Output) -> bool {
    match (record(old, &sides.old.types), record(new, &sides.new.types)) {
        (Some(old), Some(new)) => document(sides, old, new),
        (None, None) => match (old, new) {
            (Output::Whole(old), Output::Whole(new)) => {
                same_form(old, new) && same_wire(sides, &old.type_, &new.type_)
            }
            (Output::Nothing, Output::Nothing) => true,
            _ => false,
        },
        _ => false,
    }
}

/// Whether the spec names the same type for a whole body, written in the same form.
pub(super) fn is_one(sides: &Sides<'_>, old: &Whole, new: &Whole) -> bool {
    same_name(sides, &old.type_, &new.type_) && same_form(old, new)
}

/// Whether the text and the document of two whole bodies look the same, types aside.
fn same_form(old: &Whole, new: &Whole) -> bool {
    old.format == new.format && same_root(old.root.as_ref(), new.root.as_ref())
}

/// Whether a list or a scalar stands in the same elements, where both are XML.
pub(super) fn same_root(old: Option<&XmlRoot>, new: Option<&XmlRoot>) -> bool {
    old.zip(new).is_none_or(|(old, new)| old == new)
}

/// Whether two records travel in the same form as whole bodies.
pub(super) fn document(sides: &Sides<'_>, old: &Record, new: &Record) -> bool {
    let roots = match (&old.xml, &new.xml) {
        (Some(old), Some(new)) => old.root == new.root,
        _ => true,
    };
    roots && Walk { sides, seen: BTreeSet::new() }.record(old, new)
}

/// Whether two inputs are alike but for their names.
pub(super) fn same_input(sides: &Sides<'_>, old: &Record, new: &Record) -> bool {
    let mut walk = Walk { sides, seen: BTreeSet::new() };
    old.members.len() == new.members.len()
        && old.members.iter().zip(&new.members).all(|(old, new)| walk.value(old, new))
        && same_xml(old, new)
}

/// Whether a template has the same texts, and the same members at the same places.
pub(super) fn same_template(old: &[Segment], new: &[Segment], is_one: impl Fn(usize, usize) -> bool) -> bool {
    old.len() == new.len()
        && old.iter().zip(new).all(|pair| match pair {
            (Segment::Member(old), Segment::Member(new)) => is_one(*old, *new),
            (old, new) => old == new,
        })
}

fn record<'s>(output: &'s Output, types: &'s [Type]) -> Option<&'s Record> {
    match output {
        Output::Nothing => None,
        Output::Record(record) => Some(record),
        Output::Whole(whole) => match &types[whole.record(types)?.0].kind {
            TypeKind::Record(record) => Some(record),
            TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => None,
        },
    }
}

/// A walk through two types at once; pairs that were seen are taken for alike,
/// as types may hold themselves.
struct Walk<'w, 's> {
    sides: &'w Sides<'s>,
    seen: BTreeSet<(usize, usize)>,
}

impl Walk<'_, '_> {
    fn type_(&mut self, old: &TypeRef, new: &TypeRef) -> bool {
        let (old_types, new_types) = (&self.sides.old.types, &self.sides.new.types);
        match (behind(old, old_types), behind(new, new_types)) {
            (TypeRef::List(old), TypeRef::List(new)) => self.type_(old, new),
            (TypeRef::Map(old), TypeRef::Map(new)) => {
                old.nullable == new.nullable
                    && self.type_(&old.key, &new.key)
                    && self.type_(&old.value, &new.value)
            }
            (TypeRef::Named(old), TypeRef::Named(new)) => {
                if !self.seen.insert((old.0, new.0)) {
                    return true;
                }
                match (&old_types[old.0].kind, &new_types[new.0].kind) {
                    (TypeKind::Record(old), TypeKind::Record(new)) => self.record(old, new),
                    (TypeKind::Enum(old), TypeKind::Enum(new)) => same_values(old, new),
                    (TypeKind::Union(old), TypeKind::Union(new)) => self.union(old, new),
                    _ => false,
                }
            }
            (TypeRef::Named(id), TypeRef::String) => is_text(&old_types[id.0].kind),
            (TypeRef::String, TypeRef::Named(id)) => is_text(&new_types[id.0].kind),
            (old, new) => !has_parts(old) && !has_parts(new) && old == new,
        }
    }

    fn union(&mut self, old: &Union, new: &Union) -> bool {
        (&old.tag, &old.xml, old.closed) == (&new.tag, &new.xml, new.closed)
            && old.variants.len() == new.variants.len()
            && old.variants.iter().zip(&new.variants).all(|(old, new)| {
                (&old.tag, &old.xml) == (&new.tag, &new.xml)
                    && self.type_(&TypeRef::Named(old.type_), &TypeRef::Named(new.type_))
            })
    }

    fn record(&mut self, old: &Record, new: &Record) -> bool {
        let names = |own: &Member| (own.wire.clone(), own.also.clone());
        old.is_list == new.is_list
            && old.members.len() == new.members.len()
            && old
                .members
                .iter()
                .zip(&new.members)
                .all(|(old, new)| names(old) == names(new) && self.value(old, new))
            && same_xml(old, new)
            && old.layout.as_ref().zip(new.layout.as_ref()).is_none_or(|(old, new)| old == new)
    }

    fn value(&mut self, old: &Member, new: &Member) -> bool {
        (old.presence == Presence::Required) == (new.presence == Presence::Required)
            && old.none == new.none
            && old.limits == new.limits
            && old.list == new.list
            && old.nullable == new.nullable
            && old.format == new.format
            && old.default == new.default
            && old.always == new.always
            && old.echo == new.echo
            && self.type_(&old.type_, &new.type_)
    }
}

/// What is not listed is kept, unless that is said, so that every text is a value of either.
fn same_values(old: &Enumeration, new: &Enumeration) -> bool {
    let listed = |own: &Enumeration| {
        own.values.iter().map(|own| own.wire.clone()).filter(|_| own.closed).collect::<BTreeSet<_>>()
    };
    (old.number, old.closed) == (new.number, new.closed) && listed(old) == listed(new)
}

/// Whether every text is a value.
fn is_text(kind: &TypeKind) -> bool {
    matches!(kind, TypeKind::Enum(Enumeration { closed: false, number: None, .. }))
}

/// Whether members of the same indexes look the same in XML.
fn same_xml(old: &Record, new: &Record) -> bool {
    let children =
        |record: &Record| -> Option<Vec<XmlChild>> { record.xml.as_ref().map(|own| own.children.clone()) };
    match (children(old), children(new)) {
        (Some(old), Some(new)) => old == new,
        _ => true,
    }
}
