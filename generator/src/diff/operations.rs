//! Operations: what they take, what they bring, and how they fail.

use super::answer_headers::{self, is_own};
use super::bindings::bindings;
use super::conditions::success_text;
use super::failures::failures;
use super::inputs::input;
use super::kind::Kind;
use super::members::{Around, members};
use super::paging::paging;
use super::pairs::{Pairs, pair};
use super::same::{is_one, same_input, same_output, same_root, same_rust};
use super::sides::{Change, Sides, has_names, has_roots};
use super::subject::{Home, Subject};
use super::words::{output_text, quoted, root_text};
use super::xml::xml;
use crate::model::{Hold, MediaType, Operation, Output, Sample, Service};

/// What differs between the operations of two sides.
pub(super) fn operations(sides: &Sides<'_>) -> Vec<Change> {
    let (old, new) = (&sides.old.operations, &sides.new.operations);
    let mut pairs = pair(old, new, |own| &own.page, |own| &own.rust);
    pairs.match_rest(|before, after| same_on_wire(sides, &old[before], &new[after]));
    let whole = |own: &Operation, kind| Change::new(Subject::Operation(own.page.clone()), kind, "", "");
    let mut changes: Vec<Change> = Vec::new();
    changes.extend(pairs.gone.iter().map(|at| whole(&old[*at], Kind::OperationRemoved)));
    for (at, own) in new.iter().enumerate() {
        if pairs.fresh.contains(&at) {
            changes.push(whole(own, Kind::OperationAdded));
        } else if let Some(&(before, _)) = pairs.both.iter().find(|pair| pair.1 == at) {
            changes.extend(operation(sides, &old[before], own));
        }
    }
    changes
}

/// Whether two operations are one but for their names.
fn same_on_wire(sides: &Sides<'_>, old: &Operation, new: &Operation) -> bool {
    let members = old.input.record.members.iter().zip(&new.input.record.members);
    let names = members.into_iter().all(|(old, new)| old.wire == new.wire && old.also == new.also);
    let count = old.input.record.members.len().max(new.input.record.members.len());
    let both = (0..count).map(|at| (at, at)).collect();
    let inputs = Pairs { both, ..Pairs::default() };
    names
        && same_input(sides, &old.input.record, &new.input.record)
        && same_root(old.input.root.as_ref(), new.input.root.as_ref())
        && old.input.elsewhere == new.input.elsewhere
        && same_output(sides, &old.output, &new.output)
        && answer_headers::of_success(sides, old, new, &inputs).is_empty()
        && old.success == new.success
        && bindings(sides, old, new, &inputs).iter().all(|change| {
            let effects = change.effects();
            effects == Default::default()
        })
        && failures(sides, old, new).iter().all(|change| change.effects() == Default::default())
}

fn operation(sides: &Sides<'_>, old: &Operation, new: &Operation) -> Vec<Change> {
    let subject = || Subject::Operation(new.page.clone());
    let mut changes = Vec::new();
    if (&old.rust, &old.method) != (&new.rust, &new.method) {
        changes.push(Change::new(subject(), Kind::RustName, quoted(&old.rust), quoted(&new.rust)));
    }
    if (&old.summary, &old.docs.about) != (&new.summary, &new.docs.about) || old.page != new.page {
        changes.push(Change::new(subject(), Kind::Documentation, "", ""));
    }
    let (inputs, found) = input(sides, old, new);
    changes.extend(found);
    let (was, is) = (old.input.root.as_ref(), new.input.root.as_ref());
    if !same_root(was, is) {
        changes.push(Change::new(subject(), Kind::XmlRoot, root_text(was), root_text(is)));
    }
    changes.extend(output(sides, old, new, &inputs));
    changes.extend(answer_headers::of_success(sides, old, new, &inputs));
    if old.success != new.success {
        let texts = (success_text(old), success_text(new));
        let same = texts.0 == texts.1;
        changes.push(Change::new(subject(), Kind::SuccessCondition, texts.0, texts.1).on_wire(!same));
    }
    changes.extend(bindings(sides, old, new, &inputs));
    changes.extend(failures(sides, old, new));
    changes.extend(holds(sides, old, new));
    changes.extend(paging(sides, old, new));
    changes.extend(constants(old, new));
    changes.extend(samples(&new.page, &old.samples, &new.samples));
    changes
}

fn output(sides: &Sides<'_>, old: &Operation, new: &Operation, inputs: &Pairs) -> Vec<Change> {
    let subject = Subject::Operation(new.page.clone());
    // Headers make a record of what was the body alone.
    let same_frame = is_own(old) == is_own(new);
    let (was, is) = match (&old.output, &new.output) {
        (Output::Nothing, Output::Nothing) if same_frame => return Vec::new(),
        (Output::Whole(was), Output::Whole(is)) if same_frame && is_one(sides, was, is) => {
            return Vec::new();
        }
        (Output::Record(was), Output::Record(is)) => (was, is),
        (was, is) => {
            let same = same_output(sides, was, is);
            let in_rust = same_frame
                && match (was, is) {
                    (Output::Whole(was), Output::Whole(is)) => same_rust(sides, &was.type_, &is.type_),
                    _ => false,
                };
            let text = |own: &Operation, service| {
                let beside = if own.headers.is_empty() { "" } else { " and headers" };
                output_text(&own.output, service) + beside
            };
            let texts = (text(old, sides.old), text(new, sides.new));
            return vec![
                Change::new(subject, Kind::Output, texts.0, texts.1).on_wire(!same).in_rust(!in_rust),
            ];
        }
    };
    let home = Home::Output(&new.page);
    let pairs = pair(&was.members, &is.members, |own| &own.page, |own| &own.rust);
    let answers = |own: fn(&[MediaType]) -> bool| {
        old.bindings.iter().chain(&new.bindings).any(|binding| own(&binding.answers))
    };
    let named = answers(has_names);
    let around =
        Around { home, pairs: &pairs, is_named: &|_, _| named, is_parameter: &|_, _| false, is_asked: false };
    let mut changes = members(sides, &around, was, is);
    changes.extend(xml(home, &pairs, was, is, answers(has_roots)));
    for &(before, after) in &pairs.both {
        let (was, is) = (was.members[before].echo, is.members[after].echo);
        if was.map(|at| inputs.new_of(at)) != is.map(Some) {
            let name = |at: Option<usize>, own: &Operation| {
                at.map(|at| quoted(&own.input.record.members[at].page)).unwrap_or_default()
            };
            let subject = home.member(&is_page(new, after));
            changes.push(Change::new(subject, Kind::Echo, name(was, old), name(is, new)));
        }
    }
    changes
}

/// What a client keeps of answers. It has one way to all of it.
fn holds(sides: &Sides<'_>, old: &Operation, new: &Operation) -> Vec<Change> {
    let keeps = |own: &Service| own.operations.iter().any(|own| !own.holds.is_empty());
    let touches = keeps(sides.old) != keeps(sides.new);
    let text = |own: &Hold| format!("{} as {}", quoted(own.path.join(".")), quoted(&own.name));
    let of = |kind, was: String, is: String| {
        Change::new(Subject::Operation(new.page.clone()), kind, was, is).in_rust(touches)
    };
    let gone = old.holds.iter().filter(|own| !new.holds.contains(own));
    let fresh = new.holds.iter().filter(|own| !old.holds.contains(own));
    gone.map(|own| of(Kind::HoldRemoved, text(own), String::new()))
        .chain(fresh.map(|own| of(Kind::HoldAdded, String::new(), text(own))))
        .collect()
}

fn is_page(operation: &Operation, at: usize) -> String {
    match &operation.output {
        Output::Record(record) => record.members[at].page.clone(),
        Output::Nothing | Output::Whole(_) => String::new(),
    }
}

/// The constants for media types, where another one with nearly the same name changes them.
fn constants(old: &Operation, new: &Operation) -> Vec<Change> {
    let known = new.media_constants();
    let mut changes = Vec::new();
    for (was, essence) in old.media_constants() {
        if let Some((is, _)) = known.iter().find(|(is, own)| *own == essence && *is != was) {
            let subject = Subject::Operation(new.page.clone());
            changes.push(Change::new(subject, Kind::RustName, quoted(&was), quoted(is)));
        }
    }
    changes
}

/// A sample is a constant of the types crate; its text is documentation.
fn samples(page: &str, old: &[Sample], new: &[Sample]) -> Vec<Change> {
    let subject = |own: &Sample| Subject::Sample(page.to_owned(), own.name.clone());
    let pairs = pair(old, new, |own| &own.name, |own| &own.name);
    let mut changes = Vec::new();
    changes.extend(pairs.gone.iter().map(|at| Change::new(subject(&old[*at]), Kind::SampleRemoved, "", "")));
    changes.extend(pairs.fresh.iter().map(|at| Change::new(subject(&new[*at]), Kind::SampleAdded, "", "")));
    for &(before, after) in &pairs.both {
        let shown = |own: &Sample| {
            let own = own.clone();
            (own.text, own.media_types, own.is_request, own.matching, own.defect, own.docs.about)
        };
        if shown(&old[before]) != shown(&new[after]) {
            changes.push(Change::new(subject(&new[after]), Kind::Documentation, "", ""));
        }
    }
    changes
}
