//! Places in which a server reads an input that a client writes in another one.

use super::kind::Kind;
use super::pairs::Pairs;
use super::sides::Change;
use super::subject::Home;
use super::words::quoted;
use crate::model::{Operation, Record};

/// What differs between the further places of inputs that both sides have.
pub(super) fn places(old: &Operation, new: &Operation, pairs: &Pairs) -> Vec<Change> {
    let mut changes = Vec::new();
    for &(before, after) in &pairs.both {
        let (was, is) = (named(old, before), named(new, after));
        let subject = Home::Input(&new.page).member(&new.input.record.members[after].page);
        let gone = was.iter().filter(|own| !is.contains(own));
        let fresh = is.iter().filter(|own| !was.contains(own));
        changes.extend(gone.map(|own| Change::new(subject.clone(), Kind::ReadPlaceRemoved, own.clone(), "")));
        changes.extend(fresh.map(|own| Change::new(subject.clone(), Kind::ReadPlaceAdded, "", own.clone())));
    }
    changes
}

/// The further places of an input, in words.
fn named(operation: &Operation, member: usize) -> Vec<String> {
    let own = operation.input.elsewhere.iter().find(|own| own.member == member);
    let places = own.map(|own| {
        [("the query", &own.query), ("the headers", &own.header), ("the body", &own.body)]
            .into_iter()
            .filter_map(|(place, name)| Some(format!("{place} as {}", quoted(name.as_ref()?))))
            .collect()
    });
    places.unwrap_or_default()
}

/// The input without the names that members have in further places.
pub(super) fn in_first_places(operation: &Operation) -> Record {
    let mut record = operation.input.record.clone();
    for own in &operation.input.elsewhere {
        record.members[own.member].also.retain(|name| Some(name) != own.body.as_ref());
    }
    record
}
