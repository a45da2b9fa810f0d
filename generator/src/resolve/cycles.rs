//! Types that are made of themselves.

use super::xml::reached;
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Record, Type, TypeKind, TypeRef};

/// Reports aliases that name each other in a circle, and records of which there
/// is no value without another one inside it.
pub(super) fn check(types: &[Option<Type>], report: &mut Report) {
    circles(types, names, &mut |circle| report_circle(types, circle, report));
    circles(types, needs, &mut |circle| {
        if circle.iter().any(|&index| record(types, index).is_some()) {
            report_circle(types, circle, report);
        }
    });
}

/// Puts into boxes what would make a record hold itself without end in memory:
/// of each circle the member that closes it, in the order of the spec.
pub(super) fn box_members(types: &mut [Option<Type>]) {
    let mut boxed: Vec<(usize, usize)> = Vec::new();
    let mut done = vec![false; types.len()];
    for start in 0..types.len() {
        // Each record on the way, and the member of it that is looked at next.
        let mut way: Vec<(usize, usize)> = Vec::new();
        if !done[start] && record(types, start).is_some() {
            way.push((start, 0));
        }
        while let Some((index, member)) = way.last_mut() {
            let (index, own) = (*index, *member);
            *member += 1;
            let Some(type_) = record(types, index).and_then(|record| record.members.get(own)) else {
                done[index] = true;
                way.pop();
                continue;
            };
            let Some(target) = record_inside(types, &type_.type_) else { continue };
            if way.iter().any(|(above, _)| *above == target) {
                boxed.push((index, own));
            } else if !done[target] {
                way.push((target, 0));
            }
        }
    }
    for (index, member) in boxed {
        if let Some(record) = types[index].as_mut().and_then(Type::as_record_mut) {
            record.members[member].boxed = true;
        }
    }
}

fn record(types: &[Option<Type>], index: usize) -> Option<&Record> {
    types.get(index)?.as_ref()?.as_record()
}

/// The record that a value of a type is, aliases seen through.
fn record_inside(types: &[Option<Type>], type_: &TypeRef) -> Option<usize> {
    let mut type_ = type_;
    // Aliases in a circle were reported before.
    for _ in 0..=types.len() {
        let TypeRef::Named(id) = type_ else { return None };
        match &types.get(id.0)?.as_ref()?.kind {
            TypeKind::Record(_) => return Some(id.0),
            TypeKind::Alias(target) => type_ = target,
            // The variants of a union are in boxes.
            TypeKind::Enum(_) | TypeKind::Union(_) => return None,
        }
    }
    None
}

/// Finds circles: `next` says what a type leads to.
fn circles(
    types: &[Option<Type>],
    next: fn(&[Option<Type>], usize) -> Vec<usize>,
    found: &mut dyn FnMut(&[usize]),
) {
    let mut done = vec![false; types.len()];
    for start in 0..types.len() {
        // The way from `start` to the type that is looked at, and for each type
        // on it those that it leads to and that are still to be looked at.
        let mut way: Vec<(usize, Vec<usize>)> = Vec::new();
        if !done[start] {
            way.push((start, next(types, start)));
        }
        while let Some((index, open)) = way.last_mut() {
            let index = *index;
            let Some(target) = open.pop() else {
                done[index] = true;
                way.pop();
                continue;
            };
            if let Some(begin) = way.iter().position(|(own, _)| *own == target) {
                let circle: Vec<usize> = way[begin..].iter().map(|(own, _)| *own).collect();
                found(&circle);
            } else if !done[target] {
                way.push((target, next(types, target)));
            }
        }
    }
}

/// The alias that an alias names, in lists too: Rust has no such type.
fn names(types: &[Option<Type>], index: usize) -> Vec<usize> {
    let is_alias = |index: &usize| {
        matches!(types.get(*index).and_then(Option::as_ref).map(|own| &own.kind), Some(TypeKind::Alias(_)))
    };
    match types.get(index).and_then(Option::as_ref).map(|own| &own.kind) {
        Some(TypeKind::Alias(target)) => reached(target).filter(is_alias).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// The types without which there is no value of a type. An empty list needs none.
fn needs(types: &[Option<Type>], index: usize) -> Vec<usize> {
    let direct = |type_: &TypeRef| match type_ {
        TypeRef::Named(id) => Some(id.0),
        _ => None,
    };
    match types.get(index).and_then(Option::as_ref).map(|own| &own.kind) {
        Some(TypeKind::Alias(target)) => direct(target).into_iter().collect(),
        Some(TypeKind::Record(record)) => {
            let needed = record.members.iter().filter(|own| !own.is_optional() && !own.nullable);
            needed.filter_map(|own| direct(&own.type_)).collect()
        }
        // A value of a union begins as one of a type that is not listed, or of the first.
        Some(TypeKind::Union(union)) => {
            union.variants.first().filter(|_| union.closed).map(|own| own.type_.0).into_iter().collect()
        }
        Some(TypeKind::Enum(_)) | None => Vec::new(),
    }
}

/// The circle that a way closes by coming back to a name. It begins with the
/// name that the spec has first, whoever came upon it.
pub(super) fn circle<'n>(way: &[String], back: &str, order: impl Iterator<Item = &'n str>) -> Vec<String> {
    let begin = way.iter().position(|own| own == back).unwrap_or(0);
    let mut circle = way[begin..].to_vec();
    let first = order.filter_map(|name| circle.iter().position(|own| own == name)).next();
    circle.rotate_left(first.unwrap_or(0));
    circle.extend(circle.first().cloned());
    circle
}

fn report_circle(types: &[Option<Type>], circle: &[usize], report: &mut Report) {
    let name = |&index: &usize| types[index].as_ref().map(|own| own.page.clone()).unwrap_or_default();
    let Some(first) = circle.first() else { return };
    let at = At::root().key("types").key(&name(first)).name();
    let chain = circle.iter().chain([first]).map(name).collect();
    report.push(at, Problem::Cycle { chain, what: "type" });
}
