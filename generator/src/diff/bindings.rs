//! The ways in which an operation travels.

use super::inputs::{Spot, spot};
use super::kind::Kind;
use super::media::{cases, media_types};
use super::members::names;
use super::pairs::{Pairs, pair};
use super::parameters::{own_values, parameter};
use super::same::same_template;
use super::sides::{Change, Sides};
use super::subject::{Home, Subject};
use super::words::{line, path_text, quoted};
use crate::model::{Binding, Operation, Presence};

/// One binding of both sides, and what is needed to compare it.
pub(super) struct Both<'a> {
    pub(super) sides: &'a Sides<'a>,
    pub(super) old: &'a Operation,
    pub(super) new: &'a Operation,
    pub(super) was: &'a Binding,
    pub(super) is: &'a Binding,
    /// Which input is which.
    pub(super) inputs: &'a Pairs,
}

/// What differs between the bindings of an operation.
pub(super) fn bindings(sides: &Sides<'_>, old: &Operation, new: &Operation, inputs: &Pairs) -> Vec<Change> {
    let both = |before: usize, after: usize| {
        let (was, is) = (&old.bindings[before], &new.bindings[after]);
        Both { sides, old, new, was, is, inputs }
    };
    let mut pairs = pair(&old.bindings, &new.bindings, |own| &own.page, |own| &own.rust);
    pairs.match_rest(|before, after| {
        binding(&both(before, after)).iter().all(|own| own.kind == Kind::RustName)
    });
    let subject = |own: &Binding| Subject::Binding(new.page.clone(), own.page.clone());
    let mut changes = Vec::new();
    for &at in &pairs.gone {
        let own = &old.bindings[at];
        changes.push(Change::new(subject(own), Kind::BindingRemoved, line(own), ""));
    }
    for &at in &pairs.fresh {
        let own = &new.bindings[at];
        let kind = if at == 0 { Kind::DefaultBindingAdded } else { Kind::BindingAdded };
        changes.push(Change::new(subject(own), kind, "", line(own)));
    }
    for &(before, after) in &pairs.both {
        changes.extend(binding(&both(before, after)));
    }
    if !pairs.in_order() {
        let names = |own: &[Binding]| own.iter().map(|own| quoted(&own.page)).collect::<Vec<_>>().join(", ");
        let subject = Subject::Operation(new.page.clone());
        let texts = (names(&old.bindings), names(&new.bindings));
        changes.push(Change::new(subject, Kind::BindingsReordered, texts.0, texts.1));
    }
    changes
}

fn binding(both: &Both<'_>) -> Vec<Change> {
    let Both { old, new, was, is, inputs, .. } = both;
    let subject = Subject::Binding(new.page.clone(), is.page.clone());
    let change = |kind, old: String, new: String| Change::new(subject.clone(), kind, old, new);
    let mut changes = Vec::new();
    if was.rust != is.rust {
        changes.push(change(Kind::RustName, quoted(&was.rust), quoted(&is.rust)));
    }
    changes.extend(methods(&was.methods, &is.methods, change));
    if !same_template(&was.path, &is.path, |before, after| inputs.are_one(before, after)) {
        changes.push(change(Kind::Path, path_text(old, was), path_text(new, is)));
    }
    for &(before, after) in &inputs.both {
        changes.extend(input(both, before, after));
    }
    changes.extend(own_values(both, &subject));
    let ignores = |own: &Binding| own.query.iter().any(|own| own.ignore_case);
    if !was.query.is_empty() && !is.query.is_empty() {
        changes.extend(cases((ignores(was), ignores(is)), &subject, "the names in its query"));
    }
    changes.extend(media_types(both, &subject));
    if was.docs.about != is.docs.about {
        changes.push(change(Kind::Documentation, String::new(), String::new()));
    }
    changes
}

fn methods(
    old: &[String],
    new: &[String],
    change: impl Fn(Kind, String, String) -> Change,
) -> Option<Change> {
    if old == new {
        return None;
    }
    let text = |own: &[String]| own.join(" or ");
    // The first is written, all are taken.
    let all_taken = old.iter().all(|own| new.contains(own));
    let written_known = new.first().is_none_or(|own| old.contains(own));
    let kind = if all_taken && written_known { Kind::MethodAdded } else { Kind::Method };
    Some(change(kind, text(old), text(new)))
}

/// How an input travels in the binding.
fn input(both: &Both<'_>, before: usize, after: usize) -> Vec<Change> {
    let Both { old, new, was, is, .. } = both;
    let (from, to) = (spot(old, was, before), spot(new, is, after));
    let member = &new.input.record.members[after];
    let subject = Home::Input(&new.page).member(&member.page);
    let parameters = match (from, to) {
        (Spot::Query(from), Spot::Query(to)) => Some((&was.query[from], &is.query[to], false)),
        (Spot::Header(from), Spot::Header(to)) => Some((&was.headers[from], &is.headers[to], true)),
        _ => None,
    };
    if let Some((old, new, is_header)) = parameters {
        return parameter(both, (old, new), is_header, &subject);
    }
    let demanded = member.presence == Presence::Required && member.default.is_none();
    let moved = from.to(to, demanded).map(|kind| {
        let name = |spot: Spot, binding: &Binding| format!("{} of `{}`", spot.name(), binding.page);
        Change::new(subject, kind, name(from, was), name(to, is))
    });
    let subject = Home::Input(&new.page).member(&member.page);
    moved.into_iter().chain(super::parts::part(both, before, after, subject)).collect()
}

/// The names of a parameter; those of headers are the same in either case of letters.
pub(super) fn parameter_names(
    (old, new): (&crate::model::Parameter, &crate::model::Parameter),
    is_header: bool,
    change: impl Fn(Kind, String, String) -> Change,
) -> Vec<Change> {
    let folded = |own: &String| if is_header { own.to_ascii_lowercase() } else { own.clone() };
    let all = |own: &Vec<String>| own.iter().map(folded).collect::<Vec<_>>();
    let (was, is) = ((folded(&old.name), all(&old.also)), (folded(&new.name), all(&new.also)));
    names((&was.0, &was.1), (&is.0, &is.1), change)
}
