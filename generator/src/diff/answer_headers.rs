//! The headers of answers, those of successes and those of failures.

use super::kind::Kind;
use super::members::{Around, members};
use super::pairs::{Pairs, pair};
use super::sides::{Change, Sides};
use super::subject::Home;
use super::words::quoted;
use crate::model::{Failure, Holds, Member, Operation, Output, Record};

/// What differs between the headers of a success; `inputs` are those of both sides.
pub(super) fn of_success(sides: &Sides<'_>, old: &Operation, new: &Operation, inputs: &Pairs) -> Vec<Change> {
    let home = Home::AnswerHeaders(&new.page);
    let (pairs, mut changes) = compared(sides, home, &old.headers, &new.headers);
    for &(before, after) in &pairs.both {
        let (was, is) = (old.headers[before].echo, new.headers[after].echo);
        if was.map(|at| inputs.new_of(at)) != is.map(Some) {
            let name = |at: Option<usize>, own: &Operation| {
                at.map(|at| quoted(&own.input.record.members[at].page)).unwrap_or_default()
            };
            let subject = home.member(&new.headers[after].page);
            changes.push(Change::new(subject, Kind::Echo, name(was, old), name(is, new)));
        }
    }
    changes
}

/// What differs between the headers of a failure's answer.
pub(super) fn of_failure(
    sides: &Sides<'_>,
    operation: &Operation,
    old: &Failure,
    new: &Failure,
) -> Vec<Change> {
    let home = Home::FailureHeaders(&operation.page, &new.page);
    compared(sides, home, &old.headers, &new.headers).1
}

fn compared(sides: &Sides<'_>, home: Home<'_>, old: &[Member], new: &[Member]) -> (Pairs, Vec<Change>) {
    let pairs = pair(old, new, |own| &own.page, |own| &own.rust);
    let around =
        Around { home, pairs: &pairs, is_named: &|_, _| true, is_parameter: &|_, _| false, is_asked: false };
    let record = |members: &[Member]| Record { members: members.to_vec(), ..Record::default() };
    let changes = members(sides, &around, &record(old), &record(new));
    (pairs, changes)
}

/// What Rust has for a success: a record of its own, where there are headers or members.
pub(super) fn is_own(operation: &Operation) -> bool {
    matches!(operation.output, Output::Record(_)) || !operation.headers.is_empty()
}

/// What Rust has for a failure.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Held {
    /// What its body holds.
    Body,
    /// A record of the body and of headers.
    Own,
    /// The record that a success brings.
    Success,
}

/// What Rust has for a failure of an operation.
pub(super) fn held(failure: &Failure, operation: &Operation) -> Held {
    match failure.holds {
        _ if !failure.headers.is_empty() => Held::Own,
        Holds::Success if is_own(operation) => Held::Success,
        _ => Held::Body,
    }
}
