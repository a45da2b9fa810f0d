//! What an edit of specs changes: on the wire, and in the Rust API of what is generated.
//!
//! Two lists of services go in, rows come out, one for each fact that differs.
//! What the kinds of rows do is one table, in `kind.rs`; `tests/tests/diff.rs`
//! proves its Rust columns by the compiler.

mod answer_headers;
mod bindings;
mod conditions;
mod effect;
mod failures;
mod inputs;
mod kind;
mod limits;
mod media;
mod members;
mod operations;
mod paging;
mod pairs;
mod parameters;
mod parts;
mod places;
mod print;
mod same;
mod sentence;
mod service;
mod sides;
mod subject;
mod types;
mod values;
mod words;
mod xml;

pub use effect::{Bump, Effect, Effects};
pub use kind::Kind;
pub use print::{Spotted, print};
pub use sides::Change;
pub use subject::Subject;

use crate::model::Service;
use pairs::pair;
use sides::Sides;

/// Every change from the old services to the new ones, in the order of the new specs.
#[must_use]
pub fn diff(old: &[Service], new: &[Service]) -> Vec<Change> {
    let pairs = pair(old, new, |own| &own.name, |own| &own.name);
    let mut changes = Vec::new();
    for &at in &pairs.gone {
        let change = Change::new(Subject::Service, Kind::ServiceRemoved, "", "");
        changes.push(of(&old[at], change));
    }
    for (at, own) in new.iter().enumerate() {
        if pairs.fresh.contains(&at) {
            changes.push(of(own, Change::new(Subject::Service, Kind::ServiceAdded, "", "")));
        } else if let Some(&(before, _)) = pairs.both.iter().find(|pair| pair.1 == at) {
            changes.extend(one(&old[before], own).into_iter().map(|change| of(own, change)));
        }
    }
    changes
}

fn of(service: &Service, change: Change) -> Change {
    Change { service: service.name.clone(), ..change }
}

/// The changes of one service. What is documentation becomes one row.
fn one(old: &Service, new: &Service) -> Vec<Change> {
    let sides = Sides::new(old, new);
    let mut changes = service::service(&sides);
    changes.extend(operations::operations(&sides));
    changes.extend(types::types(&sides));
    let (documentation, mut changes): (Vec<Change>, Vec<Change>) =
        changes.into_iter().partition(|own| own.kind == Kind::Documentation);
    // One member may be told of by each of several bindings.
    let mut seen = std::collections::BTreeSet::new();
    changes.retain(|own| seen.insert((own.subject.clone(), own.kind, own.old.clone(), own.new.clone())));
    let places: std::collections::BTreeSet<Subject> =
        documentation.into_iter().map(|own| own.subject).collect();
    if !places.is_empty() {
        let places =
            if places.len() == 1 { "one place".to_owned() } else { format!("{} places", places.len()) };
        changes.push(Change::new(Subject::Service, Kind::Documentation, "", places));
    }
    changes
}
