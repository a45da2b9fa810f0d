//! Types that are made of themselves.

use crate::diagnostics::{At, Problem, Report};
use crate::model::{Type, TypeKind, TypeRef};

/// Reports aliases that name each other in a circle, and records that hold
/// themselves directly.
pub(super) fn check(types: &[Option<Type>], report: &mut Report) {
    let mut done = vec![false; types.len()];
    for start in 0..types.len() {
        // The way from `start` to the type that is looked at, and for each type
        // on it those that it is made of and that are still to be looked at.
        let mut way: Vec<(usize, Vec<Part>)> = Vec::new();
        let mut next = Some(start);
        while let Some(index) = next.filter(|&index| !done[index]) {
            way.push((index, parts(types, index)));
            next = step(types, &mut way, &mut done, report);
        }
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

/// A type that another is made of.
#[derive(Clone, Copy, Debug)]
struct Part {
    index: usize,
    /// Whether there is no value without it.
    needed: bool,
}

/// Goes on to the next type that was not looked at; circles are reported on the way.
fn step(
    types: &[Option<Type>],
    way: &mut Vec<(usize, Vec<Part>)>,
    done: &mut [bool],
    report: &mut Report,
) -> Option<usize> {
    while let Some((index, parts)) = way.last_mut() {
        let Some(part) = parts.pop() else {
            done[*index] = true;
            way.pop();
            continue;
        };
        if let Some(begin) = way.iter().position(|(own, _)| *own == part.index) {
            let circle: Vec<usize> = way[begin..].iter().map(|(own, _)| *own).collect();
            report_circle(types, &circle, part.needed, report);
        } else if !done[part.index] {
            return Some(part.index);
        }
    }
    None
}

fn report_circle(types: &[Option<Type>], circle: &[usize], needed: bool, report: &mut Report) {
    let name = |&index: &usize| types[index].as_ref().map(|own| own.page.clone()).unwrap_or_default();
    let Some(first) = circle.first() else { return };
    let at = At::root().key("types").key(&name(first)).name();
    let needed = needed
        && circle
            .iter()
            .all(|&index| parts(types, index).iter().any(|part| part.needed && circle.contains(&part.index)));
    if needed {
        let chain = circle.iter().chain([first]).map(name).collect();
        report.push(at, Problem::Cycle { chain, what: "type" });
    } else {
        let what = format!("a type that holds itself, as `{}` does,", name(first));
        report.push(at, Problem::NotYet { what, advice: "let it hold a list of itself".to_owned() });
    }
}

/// What a type is made of, lists aside: an empty list ends every circle of records.
fn parts(types: &[Option<Type>], index: usize) -> Vec<Part> {
    let Some(own) = types.get(index).and_then(Option::as_ref) else {
        return Vec::new();
    };
    match &own.kind {
        TypeKind::Enum(_) => Vec::new(),
        // A value of a union begins as one of a type that is not listed, or of the first.
        TypeKind::Union(union) => {
            let first = union.variants.first().filter(|_| union.closed);
            first.map(|own| Part { index: own.type_.0, needed: true }).into_iter().collect()
        }
        TypeKind::Alias(target) => {
            let mut target = target;
            while let TypeRef::List(item) = target {
                target = item;
            }
            part(target, true).into_iter().collect()
        }
        TypeKind::Record(record) => {
            let members = record.members.iter();
            members.filter_map(|own| part(&own.type_, !own.is_optional() && !own.nullable)).collect()
        }
    }
}

fn part(type_: &TypeRef, needed: bool) -> Option<Part> {
    match type_ {
        TypeRef::Named(id) => Some(Part { index: id.0, needed }),
        _ => None,
    }
}
