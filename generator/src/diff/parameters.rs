//! Parameters of queries and headers.

use super::bindings::{Both, parameter_names};
use super::kind::Kind;
use super::sides::Change;
use super::subject::{Home, Subject};
use super::words::{expression, quoted};
use crate::model::{Operation, Parameter, Value};

/// What differs between two parameters for one input.
pub(super) fn parameter(
    both: &Both<'_>,
    (old, new): (&Parameter, &Parameter),
    is_header: bool,
    subject: &Subject,
) -> Vec<Change> {
    let change = |kind, old: String, new: String| Change::new(subject.clone(), kind, old, new);
    let mut changes = parameter_names((old, new), is_header, change);
    if old.required != new.required {
        let word = |own: &Parameter| if own.required { "needs it" } else { "does without" }.to_owned();
        changes.push(change(Kind::ParameterNeed, word(old), word(new)));
    }
    let stands_for = old.instead_of.map(|at| both.inputs.new_of(at));
    if stands_for != new.instead_of.map(Some) {
        let name = |at: usize, own: &Operation| quoted(&own.input.record.members[at].page);
        if let Some(at) = old.instead_of {
            changes.push(change(Kind::StandInRemoved, name(at, both.old), String::new()));
        }
        if let Some(at) = new.instead_of {
            changes.push(change(Kind::StandInAdded, String::new(), name(at, both.new)));
        }
    }
    changes
}

/// Parameters that are no inputs, and the order of all.
pub(super) fn own_values(both: &Both<'_>, subject: &Subject) -> Vec<Change> {
    let mut changes = Vec::new();
    for (old, new) in [(&both.was.query, &both.is.query), (&both.was.headers, &both.is.headers)] {
        for own in old.iter().filter(|own| is_own(own)) {
            let twin = new.iter().find(|other| other.name == own.name && is_own(other));
            changes.extend(compare(both, subject, Some(own), twin));
        }
        for own in new.iter().filter(|own| is_own(own)) {
            if !old.iter().any(|other| other.name == own.name && is_own(other)) {
                changes.extend(compare(both, subject, None, Some(own)));
            }
        }
    }
    changes.extend(order(both, subject));
    changes
}

fn is_own(parameter: &Parameter) -> bool {
    !matches!(parameter.value, Value::Member(_))
}

fn compare(
    both: &Both<'_>,
    subject: &Subject,
    old: Option<&Parameter>,
    new: Option<&Parameter>,
) -> Vec<Change> {
    let name = old.or(new).map(|own| own.name.clone()).unwrap_or_default();
    let home = Home::Input(&both.new.page);
    let (old_computed, new_computed) = (&both.sides.old.computed, &both.sides.new.computed);
    let text = |own: Option<&Parameter>, computed: &[crate::model::Computed]| match own.map(|own| &own.value)
    {
        Some(Value::Constant(value)) => format!("{name}={value}"),
        Some(Value::Computed(at)) => computed[*at].text.clone(),
        Some(Value::Member(_)) | None => String::new(),
    };
    let texts = (text(old, old_computed), text(new, new_computed));
    match (old.map(|own| &own.value), new.map(|own| &own.value)) {
        (Some(Value::Computed(before)), Some(Value::Computed(after))) => {
            let (was, is) = (&old_computed[*before], &new_computed[*after]);
            let subject = home.member(&is.page);
            let mut changes = Vec::new();
            if expression(&was.expr, both.sides.old) != expression(&is.expr, both.sides.new) {
                changes.push(Change::new(subject.clone(), Kind::Computed, texts.0, texts.1));
            }
            if was.required != is.required {
                let kind = if is.required { Kind::ComputedRequired } else { Kind::ComputedOptional };
                changes.push(Change::new(subject.clone(), kind, "", ""));
            }
            if was.docs.about != is.docs.about {
                changes.push(Change::new(subject, Kind::Documentation, "", ""));
            }
            changes
        }
        (Some(Value::Computed(_)), _) | (_, Some(Value::Computed(_))) => {
            vec![Change::new(home.member(&name), Kind::Computed, texts.0, texts.1)]
        }
        (Some(Value::Constant(was)), Some(Value::Constant(is))) if was == is => Vec::new(),
        _ => vec![Change::new(
            subject.clone(),
            Kind::Constant,
            quoted_or_none(&texts.0),
            quoted_or_none(&texts.1),
        )],
    }
}

fn quoted_or_none(text: &str) -> String {
    if text.is_empty() { String::new() } else { quoted(text) }
}

/// The order in which parameters are written; that of the inputs is told with them.
fn order(both: &Both<'_>, subject: &Subject) -> Option<Change> {
    if !both.inputs.in_order() {
        return None;
    }
    let lists = [(&both.was.query, &both.is.query), (&both.was.headers, &both.is.headers)];
    for (old, new) in lists {
        let is_one = |own: &Parameter, other: &Parameter| match (&own.value, &other.value) {
            (Value::Member(before), Value::Member(after)) => both.inputs.are_one(*before, *after),
            _ => is_own(own) && is_own(other) && own.name == other.name,
        };
        let found: Vec<usize> =
            old.iter().filter_map(|own| new.iter().position(|other| is_one(own, other))).collect();
        if !found.is_sorted() {
            let names =
                |own: &[Parameter]| own.iter().map(|own| quoted(&own.name)).collect::<Vec<_>>().join(", ");
            return Some(Change::new(subject.clone(), Kind::ParametersReordered, names(old), names(new)));
        }
    }
    None
}
