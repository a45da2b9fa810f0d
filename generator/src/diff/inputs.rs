//! What a caller of an operation gives.

use super::kind::Kind;
use super::members::{Around, Side, members};
use super::pairs::{Pairs, pair};
use super::places::{in_first_places, places};
use super::sides::{Change, Sides, has_names, has_roots};
use super::subject::Home;
use super::words::expression;
use super::xml::xml;
use crate::model::{Binding, BodyFrom, Computed, Given, Operation, Segment, Value};

/// What differs between two inputs, and which member is which.
pub(super) fn input(sides: &Sides<'_>, old: &Operation, new: &Operation) -> (Pairs, Vec<Change>) {
    let home = Home::Input(&new.page);
    let (was, is) = &(in_first_places(old), in_first_places(new));
    let mut pairs = pair(&was.members, &is.members, |own| &own.page, |own| &own.rust);
    pairs.match_rest(|before, after| {
        let same_type = super::same::same_name(sides, &was.members[before].type_, &is.members[after].type_);
        same_type && steps(old, before).is_some_and(|own| Some(own) == steps(new, after))
    });
    pairs.part(|before, after| {
        // What is always the same has no field, so it is another thing than what has one.
        was.members[before].always.is_some() == is.members[after].always.is_some()
    });
    let is_named = |before, after| is_named(old, before) || is_named(new, after);
    let is_parameter = |side, at| {
        let own = if side == Side::Old { old } else { new };
        own.bindings.iter().all(|binding| !is_in_body(own, binding, at)) && steps(own, at).is_none()
    };
    let around =
        Around { home, pairs: &pairs, is_named: &is_named, is_parameter: &is_parameter, is_asked: true };
    let mut changes = members(sides, &around, was, is);
    let is_document = [old, new].iter().any(|own| {
        own.bindings
            .iter()
            .any(|binding| matches!(binding.body, BodyFrom::Members(_)) && has_roots(&binding.accepts))
    });
    changes.extend(xml(home, &pairs, was, is, is_document));
    changes.extend(computed(sides, (old, new), &pairs));
    changes.extend(places(old, new, &pairs));
    (pairs, changes)
}

/// Inputs that are computed before anything is written, or no longer are.
fn computed(sides: &Sides<'_>, (old, new): (&Operation, &Operation), pairs: &Pairs) -> Vec<Change> {
    fn find(own: &Operation, at: usize) -> Option<&Given> {
        own.input.given.iter().find(|given| given.member == at && given.inside.is_empty())
    }
    let has_setter = |own: &Operation, at: usize| {
        let member = &own.input.record.members[at];
        let is_set = member.is_optional() || member.nullable;
        (is_set && member.always.is_none()).then(|| find(own, at).is_none_or(|given| given.settable))
    };
    let mut changes = Vec::new();
    for at in 0..new.input.record.members.len() {
        let before = pairs.both.iter().find(|pair| pair.1 == at).map(|pair| pair.0);
        let was = before.and_then(|at| find(old, at)).map(|own| &sides.old.computed[own.computed]);
        let is = find(new, at).map(|own| &sides.new.computed[own.computed]);
        let subject = Home::Input(&new.page).member(&new.input.record.members[at].page);
        let change = |kind, old: &str, new: &str| Change::new(subject.clone(), kind, old, new);
        let text = |own: Option<&Computed>| own.map(|own| own.text.clone()).unwrap_or_default();
        let meaning = |own: Option<&Computed>, service| {
            own.map(|own| expression(&own.expr, service)).unwrap_or_default()
        };
        if meaning(was, sides.old) != meaning(is, sides.new) {
            // What is new and may be left out is taken without it.
            let counts = before.is_some() || is.is_some_and(|own| own.required);
            let is_fixed = |own: &Operation, at| find(own, at).is_some_and(|given| !given.settable);
            let fixed = before.is_some_and(|at| is_fixed(old, at)) || is_fixed(new, at);
            let demanded = was.is_none() && is.is_some_and(|own| own.required);
            let kind = if fixed || demanded { Kind::Computed } else { Kind::Held };
            changes.push(change(kind, &text(was), &text(is)).on_wire(counts));
        }
        match (was.map(|own| own.required), is.map(|own| own.required)) {
            (Some(true), Some(false)) => changes.push(change(Kind::ComputedOptional, "", "")),
            (Some(false), Some(true)) => changes.push(change(Kind::ComputedRequired, "", "")),
            _ => {}
        }
        match (before.and_then(|at| has_setter(old, at)), has_setter(new, at)) {
            (Some(true), Some(false)) => changes.push(change(Kind::SetterRemoved, "", "")),
            (Some(false), Some(true)) => changes.push(change(Kind::SetterAdded, "", "")),
            _ => {}
        }
    }
    changes
}

/// Where a member stands in the paths, if it travels nowhere else: its name does not travel.
fn steps(operation: &Operation, member: usize) -> Option<Vec<usize>> {
    let step = |binding: &Binding| {
        let at = binding.path.iter().position(|own| *own == Segment::Member(member))?;
        let mut parameters = binding.query.iter().chain(&binding.headers);
        let elsewhere = parameters.any(|own| own.value == Value::Member(member));
        (!elsewhere && !is_in_body(operation, binding, member)).then_some(at)
    };
    operation.bindings.iter().map(step).collect()
}

fn is_in_body(operation: &Operation, binding: &Binding, member: usize) -> bool {
    match &binding.body {
        BodyFrom::Nothing => false,
        BodyFrom::Whole => operation.input.body == Some(member),
        BodyFrom::Members(members) => members.contains(&member),
    }
}

/// Whether the name of a member stands in a body.
fn is_named(operation: &Operation, member: usize) -> bool {
    operation.bindings.iter().any(|binding| {
        matches!(&binding.body, BodyFrom::Members(members) if members.contains(&member))
            && has_names(&binding.accepts)
    })
}

/// A place for an input in a binding.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Spot {
    /// None.
    Nowhere,
    /// A step of the path.
    Path,
    /// A parameter of the query, by its index.
    Query(usize),
    /// A header, by its index.
    Header(usize),
    /// The body.
    Body,
}

/// Where an input travels in a binding.
pub(super) fn spot(operation: &Operation, binding: &Binding, member: usize) -> Spot {
    let value = Value::Member(member);
    let query = binding.query.iter().position(|own| own.value == value);
    let header = binding.headers.iter().position(|own| own.value == value);
    if binding.path.contains(&Segment::Member(member)) {
        Spot::Path
    } else if let Some(at) = query {
        Spot::Query(at)
    } else if let Some(at) = header {
        Spot::Header(at)
    } else if is_in_body(operation, binding, member) {
        Spot::Body
    } else {
        Spot::Nowhere
    }
}

impl Spot {
    /// The place in words.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Nowhere => "nowhere",
            Self::Path => "the path",
            Self::Query(_) => "the query",
            Self::Header(_) => "a header",
            Self::Body => "the body",
        }
    }

    /// The kind of a move to another place, which is none where only the index differs.
    pub(super) fn to(self, new: Self, is_demanded: bool) -> Option<Kind> {
        match (self, new) {
            (Self::Nowhere, Self::Nowhere)
            | (Self::Path, Self::Path)
            | (Self::Query(_), Self::Query(_))
            | (Self::Header(_), Self::Header(_))
            | (Self::Body, Self::Body) => None,
            (Self::Nowhere, _) if !is_demanded => Some(Kind::PlaceAdded),
            _ => Some(Kind::Place),
        }
    }
}
