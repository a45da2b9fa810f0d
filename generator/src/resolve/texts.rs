//! Values in plain texts: which types have one.

use super::lookup::{is_single, is_text, meant};
use crate::model::{Document, Format, Layout, Record, Segment, Type, TypeId, TypeKind, TypeRef, Union};

/// What is wrong with a type in a text, and what to do; a type with a problem of its own is not blamed again.
pub(super) fn misfit(type_: &TypeRef, types: &[Option<Type>]) -> Option<(&'static str, &'static str)> {
    let TypeRef::Named(id) = meant(type_, types) else {
        return (!is_single(type_, types)).then_some((
            "a text is a single value, or one of a type with a `layout`",
            "use such a type, say how a list is `joined by` something, or use another profile",
        ));
    };
    match types.get(id.0).and_then(Option::as_ref).map(|own| &own.kind) {
        Some(TypeKind::Record(record)) => of_record(record, types),
        Some(TypeKind::Union(union)) => of_several(union, types),
        _ => None,
    }
}

fn of_record(record: &Record, types: &[Option<Type>]) -> Option<(&'static str, &'static str)> {
    if record.layout.is_none() {
        return Some(NO_LAYOUT);
    }
    (!record.members.iter().all(|own| is_text(own, types)))
        .then_some(("a layout has a member that is no single text", "use scalar types, or say `as text`"))
}

pub(super) const NO_LAYOUT: (&str, &str) = (
    "a text has no members, unless their type has a layout",
    "give it a type under `types`, with a `layout` such as `OK: {session}`",
);

/// What is wrong with one of several types in a text: what their layouts begin with tells them.
fn of_several(union: &Union, types: &[Option<Type>]) -> Option<(&'static str, &'static str)> {
    let of_variant = |TypeId(index): TypeId| types.get(index).and_then(Option::as_ref).map(|own| &own.kind);
    let mut begins: Vec<&str> = Vec::new();
    for variant in &union.variants {
        let Some(TypeKind::Record(record)) = of_variant(variant.type_) else { continue };
        let Some(Layout { pieces, .. }) = &record.layout else {
            return Some((
                "one of several types has a text only where each has a `layout`",
                "give each type a `layout`, or name another profile",
            ));
        };
        let first = if let Some(Segment::Text(first)) = pieces.first() { first } else { "" };
        let is_alike = |other: &&str| other.starts_with(first) || first.starts_with(*other);
        if begins.iter().any(is_alike) || (first.is_empty() && union.variants.len() > 1) {
            return Some((
                "nothing tells the types in a text: what one layout begins with could be another's",
                "begin each layout with a text of its own",
            ));
        }
        begins.push(first);
    }
    None
}

/// Whether a value is a text by the layout of its type, in every encoding.
pub(super) fn is_laid_out(format: &Format) -> bool {
    format.all().all(|own| match own {
        Format::Document(Document::Text) => true,
        Format::Document(Document::Joined(own)) => match &own.items {
            Format::Document(inner) => *inner == Document::Text,
            _ => true,
        },
        _ => false,
    })
}
