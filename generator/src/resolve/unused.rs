//! Definitions that nothing uses.

use super::context::{Books, Context};
use super::xml::{closure, reached};
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Operation, Output, Type};
use crate::spec::{Kinds, Text};

/// The types that an operation reaches, and those that others are based on.
pub(super) fn used_types(
    context: &Context<'_>,
    operations: &[Operation],
    types: &[Option<Type>],
) -> Vec<bool> {
    let document = context.document;
    let mut start: Vec<usize> = Vec::new();
    for operation in operations {
        start.extend(operation.input.record.members.iter().filter_map(|member| reached(&member.type_)));
        match &operation.output {
            Output::Nothing => {}
            Output::Type(id) => start.push(id.0),
            Output::Record(record) => {
                start.extend(record.members.iter().filter_map(|own| reached(&own.type_)))
            }
        }
        start.extend(operation.failures.iter().filter_map(|failure| failure.type_.map(|id| id.0)));
        start.extend(operation.faults.iter().map(|id| id.0));
    }
    let mut seen = closure(types, start);
    let bases = document.types.iter().filter_map(|(_, written)| match written {
        Kinds::Map(long) => long.base.as_ref(),
        _ => None,
    });
    for Text(base) in bases {
        if let Some(index) = document.types.position(base) {
            seen[index] = true;
        }
    }
    seen
}

/// Reports types, profiles, namespaces and credentials that no operation reaches. Those of an
/// included file may be there for another spec.
pub(super) fn check(context: &Context<'_>, used_types: &[bool], books: &Books, report: &mut Report) {
    let document = context.document;
    let root = At::root();
    let types = document.types.names().zip(used_types).filter(|(_, used)| !**used);
    for (name, _) in types.filter(|(name, _)| document.types.is_own(name)) {
        report.push(root.key("types").key(name).name(), unused(name, "type"));
    }
    let credentials = document.credentials.names().zip(&books.used_credentials).filter(|(_, used)| !**used);
    for (name, _) in credentials.filter(|(name, _)| document.credentials.is_own(name)) {
        report.push(root.key("credentials").key(name).name(), unused(name, "credential"));
    }
    let profiles = document.profiles.names().filter(|name| document.profiles.is_own(name));
    for name in profiles.filter(|name| !profile_is_used(context, name, books)) {
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
    for name in document.namespaces.names().filter(|name| document.namespaces.is_own(name)) {
        if !books.used_namespaces.contains(name) && !in_profiles(name) {
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
