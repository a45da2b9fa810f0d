//! Definitions that nothing uses.

use super::context::{Books, Context};
use super::xml::{closure, reached};
use crate::diagnostics::{Advice, At, Problem, Report};
use crate::model::{Operation, Output, Type};
use crate::spec::{self, Kinds, Text};

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
            Output::Whole(whole) => start.extend(reached(&whole.type_)),
            Output::Record(record) => {
                start.extend(record.members.iter().filter_map(|own| reached(&own.type_)))
            }
        }
        start.extend(operation.answer_headers().filter_map(|own| reached(&own.type_)));
        start.extend(operation.failures.iter().filter_map(|failure| failure.reached()));
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

/// The types that are generated: those that are used, and the spec's own, which are
/// transcribed before their use, with what they are made of.
pub(super) fn kept_types(context: &Context<'_>, used: &[bool], types: &[Option<Type>]) -> Vec<bool> {
    let document = context.document;
    let names = document.types.names().zip(used).enumerate();
    let start = names.filter(|(_, (name, used))| **used || document.types.is_own(name));
    closure(types, start.map(|(index, _)| index))
}

/// Reports profiles and credentials that no operation reaches. Of types it is
/// only told: who transcribes a page from its top has them before their use. Those of an
/// included file may be there for another spec.
pub(super) fn check(context: &Context<'_>, used_types: &[bool], books: &mut Books, report: &mut Report) {
    let document = context.document;
    let root = At::root();
    let types = document.types.names().zip(used_types).filter(|(_, used)| !**used);
    for (name, _) in types.filter(|(name, _)| document.types.is_own(name)) {
        report.advise(root.key("types").key(name).name(), Advice::UnusedType { name: name.to_owned() });
        books.unused_types.push(name.to_owned());
    }
    let credentials = document.credentials.names().zip(&books.used_credentials).filter(|(_, used)| !**used);
    for (name, _) in credentials.filter(|(name, _)| document.credentials.is_own(name)) {
        report.push(root.key("credentials").key(name).name(), unused(name, "credential"));
    }
    for (at, name) in super::holds::places(document) {
        if !books.used_held.contains(&name) {
            report.push(at.key("hold"), unused(&name, "held value"));
        }
    }
    let profiles = document.profiles.names().filter(|name| document.profiles.is_own(name));
    for name in profiles.filter(|name| !profile_is_used(context, name, books)) {
        report.push(root.key("profiles").key(name).name(), unused(name, "profile"));
    }
}

/// Reports short names of namespaces; it is known only after the shapes are settled.
pub(super) fn check_namespaces(context: &Context<'_>, books: &Books, report: &mut Report) {
    let document = context.document;
    // Only types that are reached have shapes; the others may name namespaces too.
    let types = document.types.iter().filter(|(name, _)| books.unused_types.iter().any(|own| own == name));
    let in_types: Vec<&str> = types.flat_map(|(_, written)| prefixes(written)).collect();
    let in_profiles = |name: &str| {
        let is = |text: &Text| text.0 == name;
        document.profiles.iter().any(|(_, profile)| {
            profile.namespace.as_ref().is_some_and(is) || profile.declare.iter().any(|(_, uri)| is(uri))
        })
    };
    for name in document.namespaces.names().filter(|name| document.namespaces.is_own(name)) {
        if !books.used_namespaces.contains(name) && !in_profiles(name) && !in_types.contains(&name) {
            report.push(At::root().key("namespaces").key(name).name(), unused(name, "namespace"));
        }
    }
}

/// The short names of namespaces that a type's XML names.
fn prefixes(written: &spec::Short<spec::Type>) -> Vec<&str> {
    let Kinds::Map(long) = written else { return Vec::new() };
    let members = long.members.iter().flat_map(|members| members.iter());
    let of_members = members.filter_map(|(_, member)| match member {
        Kinds::Map(member) => member.xml.as_ref(),
        _ => None,
    });
    let own = long.xml.iter().flat_map(|xml| xml.root.iter().chain(xml.order.iter().flatten()));
    let names = of_members.flat_map(|xml| xml.name.iter().chain(&xml.item)).chain(own);
    names
        .filter_map(|Text(name)| name.split_once(':'))
        .map(|(short, _)| short.trim_start_matches('@'))
        .collect()
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
