//! Documented failures, and what the detail of a fault may hold.

use super::answer_headers::{held, of_failure};
use super::conditions::{condition_text, retry_text};
use super::kind::Kind;
use super::pairs::{Pairs, pair};
use super::same::{is_one, same_kind, same_output, same_rust};
use super::sides::{Change, Sides};
use super::subject::Subject;
use super::words::{output_text, quoted};
use crate::model::{Condition, Failure, Holds, Operation, Output, Type};

/// What differs between the failures of an operation.
pub(super) fn failures(sides: &Sides<'_>, old: &Operation, new: &Operation) -> Vec<Change> {
    let (was, is) = (&old.failures, &new.failures);
    let payloads = |before: &Failure, after: &Failure| {
        // One that holds nothing of its own is a variant without a field.
        let is_bare = |own: &Failure| matches!(own.holds, Holds::Nothing);
        let is_one = is_bare(before) == is_bare(after) && held(before, old) == held(after, new);
        let (before, after) = (payload(before, old), payload(after, new));
        let (in_rust, on_wire) = same_payload(sides, &before, &after);
        (in_rust && is_one, on_wire)
    };
    let mut pairs = pair(was, is, |own| &own.page, |own| &own.rust);
    pairs.match_rest(|before, after| {
        let (before, after) = (&was[before], &is[after]);
        let headers = of_failure(sides, new, before, after);
        before.when == after.when && payloads(before, after).1 && headers.is_empty()
    });
    let subject = |own: &Failure| Subject::Failure(new.page.clone(), own.page.clone());
    let mut changes = Vec::new();
    for &at in &pairs.gone {
        let text = condition_text(&was[at].when);
        changes.push(Change::new(subject(&was[at]), Kind::FailureRemoved, text, ""));
    }
    for &at in &pairs.fresh {
        let own = &is[at];
        let told = was.iter().any(|other| overlap(&own.when, &other.when)) || may_be_success(&own.when, old);
        let kind = if told { Kind::FailureAddedInPlace } else { Kind::FailureAdded };
        changes.push(Change::new(subject(own), kind, "", condition_text(&own.when)));
    }
    for &(before, after) in &pairs.both {
        let (before, after) = (&was[before], &is[after]);
        let subject = subject(after);
        let change = |kind, old: String, new: String| Change::new(subject.clone(), kind, old, new);
        if before.rust != after.rust {
            changes.push(change(Kind::RustName, quoted(&before.rust), quoted(&after.rust)));
        }
        if before.when != after.when {
            let texts = (condition_text(&before.when), condition_text(&after.when));
            changes.push(change(Kind::FailureCondition, texts.0, texts.1));
        }
        let (in_rust, on_wire) = payloads(before, after);
        if !in_rust || !on_wire {
            let text = |own: &Failure, operation: &Operation, service| {
                let beside = if own.headers.is_empty() { "" } else { " and headers" };
                output_text(&payload(own, operation), service) + beside
            };
            let texts = (text(before, old, sides.old), text(after, new, sides.new));
            changes.push(change(Kind::FailureType, texts.0, texts.1).in_rust(!in_rust).on_wire(!on_wire));
        }
        changes.extend(of_failure(sides, new, before, after));
        if before.retry != after.retry {
            let texts = (retry_text(before.retry.as_ref()), retry_text(after.retry.as_ref()));
            changes.push(change(Kind::Retry, texts.0, texts.1));
        }
        if before.docs.about != after.docs.about || before.page != after.page {
            changes.push(change(Kind::Documentation, String::new(), String::new()));
        }
    }
    changes.extend(order(new, &pairs, was, is));
    changes.extend(faults(sides, old, new));
    changes
}

/// What the answer of a failure holds.
fn payload(failure: &Failure, operation: &Operation) -> Output {
    match &failure.holds {
        Holds::Success => operation.output.clone(),
        Holds::Nothing => Output::Nothing,
        Holds::Whole(own) => Output::Whole(own.clone()),
    }
}

/// Whether two answers are of one Rust type, and whether they travel in one form.
/// What differs within a type is told of the type.
fn same_payload(sides: &Sides<'_>, old: &Output, new: &Output) -> (bool, bool) {
    match (old, new) {
        (Output::Nothing, Output::Nothing) | (Output::Record(_), Output::Record(_)) => (true, true),
        (Output::Whole(was), Output::Whole(is)) if is_one(sides, was, is) => (true, true),
        (Output::Whole(was), Output::Whole(is)) => {
            (same_rust(sides, &was.type_, &is.type_), same_output(sides, old, new))
        }
        (old, new) => (false, same_output(sides, old, new)),
    }
}

/// The order in which failures are tried; it counts where one answer may tell two of them.
fn order(operation: &Operation, pairs: &Pairs, old: &[Failure], new: &[Failure]) -> Option<Change> {
    let both = &pairs.both;
    let swapped = both.iter().enumerate().any(|(at, one)| {
        both[at + 1..].iter().any(|other| other.1 < one.1 && overlap(&new[one.1].when, &new[other.1].when))
    });
    let names = |own: Vec<&Failure>| own.iter().map(|own| quoted(&own.page)).collect::<Vec<_>>().join(", ");
    swapped.then(|| {
        let subject = Subject::Operation(operation.page.clone());
        Change::new(
            subject,
            Kind::FailuresReordered,
            names(old.iter().collect()),
            names(new.iter().collect()),
        )
    })
}

/// Whether one answer may fulfil both.
fn overlap(one: &Condition, other: &Condition) -> bool {
    one.parts().iter().all(|own| other.parts().iter().all(|its| meet(own, its)))
}

/// Whether one answer may fulfil both, neither of which is made of others.
fn meet(one: &Condition, other: &Condition) -> bool {
    let begins = |text: &String, with: &String| text.starts_with(with.as_str());
    match (one, other) {
        (Condition::Status(one), Condition::Status(other)) => {
            one.iter().any(|own| other.iter().any(|its| own.0 <= its.1 && its.0 <= own.1))
        }
        (
            Condition::Member { path, values },
            Condition::Member { path: other_path, values: other_values },
        ) if path == other_path => values.iter().any(|own| other_values.contains(own)),
        (Condition::Lacks(lacks), Condition::Has(path) | Condition::Member { path, .. })
        | (Condition::Has(path) | Condition::Member { path, .. }, Condition::Lacks(lacks)) => lacks != path,
        (Condition::BodyIn(one), Condition::BodyIn(other))
        | (Condition::Fault(one), Condition::Fault(other)) => one.iter().any(|own| other.contains(own)),
        (Condition::BodyIn(texts), Condition::BodyStarts(with))
        | (Condition::BodyStarts(with), Condition::BodyIn(texts)) => {
            texts.iter().any(|own| begins(own, with))
        }
        (Condition::BodyStarts(one), Condition::BodyStarts(other)) => {
            begins(one, other) || begins(other, one)
        }
        (Condition::Empty, Condition::Member { .. } | Condition::Has(_) | Condition::Fault(_))
        | (Condition::Member { .. } | Condition::Has(_) | Condition::Fault(_), Condition::Empty) => false,
        (
            Condition::Status(_)
            | Condition::Member { .. }
            | Condition::Has(_)
            | Condition::Lacks(_)
            | Condition::BodyIn(_)
            | Condition::BodyStarts(_)
            | Condition::Empty
            | Condition::Fault(_)
            | Condition::All(_),
            _,
        ) => true,
    }
}

fn may_be_success(condition: &Condition, operation: &Operation) -> bool {
    let usual = Condition::Status(vec![(200, 299)]);
    overlap(condition, operation.success.as_ref().unwrap_or(&usual))
}

fn faults(sides: &Sides<'_>, old: &Operation, new: &Operation) -> Vec<Change> {
    let subject = || Subject::Operation(new.page.clone());
    let name = |own: &Type| quoted(&own.page);
    let mut changes = Vec::new();
    for own in &old.faults {
        if !new.faults.iter().any(|other| sides.types.are_one(own.0, other.0)) {
            changes.push(Change::new(subject(), Kind::FaultRemoved, name(&sides.old.types[own.0]), ""));
        }
    }
    for own in &new.faults {
        if !old.faults.iter().any(|other| sides.types.are_one(other.0, own.0)) {
            let known = old.faults.iter().any(|other| same_kind(sides, other.0, own.0));
            let change = Change::new(subject(), Kind::FaultAdded, "", name(&sides.new.types[own.0]));
            changes.push(change.on_wire(!known));
        }
    }
    changes
}
