//! Definitions that nothing uses.

use super::context::{Books, Context};
use super::xml::{closure, reached};
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Operation, Output, Type};
use crate::spec::{Kinds, Text};

/// Reports types, profiles, namespaces and credentials that no operation reaches.
pub(super) fn check(
    context: &Context<'_>,
    operations: &[Operation],
    types: &[Option<Type>],
    books: &Books,
    report: &mut Report,
) {
    let document = context.document;
    let root = At::root();
    let mut start: Vec<usize> = Vec::new();
    for operation in operations {
        start.extend(operation.input.record.members.iter().filter_map(|member| reached(&member.type_)));
        match &operation.output {
            Output::Nothing => {}
            Output::Whole(whole) => start.extend(reached(&whole.type_)),
            Output::Record(record) => {
                start.extend(record.members.iter().filter_map(|own| reached(&own.type_)))
            }
        }
        start.extend(operation.failures.iter().filter_map(|failure| failure.reached()));
        start.extend(operation.faults.iter().map(|id| id.0));
    }
    let mut seen = closure(types, start);
    let bases = document.types.iter().filter_map(|(_, written)| match written {
        Kinds::Map(long) => long.base.as_ref(),
        _ => None,
    });
    for Text(base) in bases {
        if let Some(index) = document.types.names().position(|own| own == base) {
            seen[index] = true;
        }
    }
    for (name, _) in document.types.names().zip(seen).filter(|(_, seen)| !seen) {
        report.push(root.key("types").key(name).name(), unused(name, "type"));
    }
    for (name, _) in document.credentials.names().zip(&books.used_credentials).filter(|(_, used)| !**used) {
        report.push(root.key("credentials").key(name).name(), unused(name, "credential"));
    }
    for name in document.profiles.names().filter(|name| !profile_is_used(context, name, books)) {
        report.push(root.key("profiles").key(name).name(), unused(name, "profile"));
    }
}

/// Reports short names of namespaces; it is known only after the shapes are settled.
pub(super) fn check_namespaces(context: &Context<'_>, books: &Books, report: &mut Report) {
    let document = context.document;
    let in_profiles = |name: &str| {
        let is = |text: &Text| text.0 == name;
        document.profiles.iter().any(|(_, profile)| {
            profile.namespace.as_ref().is_some_and(is) || profile.declare.iter().any(|(_, uri)| is(uri))
        })
    };
    for name in document.namespaces.names() {
        if !books.used_namespaces.iter().any(|used| used == name) && !in_profiles(name) {
            report.push(At::root().key("namespaces").key(name).name(), unused(name, "namespace"));
        }
    }
}

fn unused(name: &str, what: &'static str) -> Problem {
    Problem::Unused { name: name.to_owned(), what }
}

/// A profile is used by itself, or by one that is made from it.
fn profile_is_used(context: &Context<'_>, name: &str, books: &Books) -> bool {
    let profiles = &context.document.profiles;
    let made_from = |used: &str| {
        let mut used = used.to_owned();
        for _ in 0..=profiles.names().count() {
            if used == name || (name == "xml" && used.starts_with("soap")) {
                return true;
            }
            match profiles.get(&used).and_then(|profile| profile.base.as_ref()) {
                Some(Text(base)) => used.clone_from(base),
                None => return false,
            }
        }
        false
    };
    books.used_profiles.iter().any(|used| made_from(used))
}
