//! Names that are read in any case.

use std::collections::HashMap;

use super::profiles::Profiles;
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Operation, Output, Parameter, Record, Type, TypeKind};

/// Lets the parameters of a query be read in any case, where its profile says so.
pub(super) fn in_query(query: &mut [Parameter], profiles: &Profiles) {
    let ignore_case = profiles.get("query").is_some_and(|own| own.ignore_case);
    query.iter_mut().for_each(|own| own.ignore_case = ignore_case);
}

/// Reports names in one record, or in one query, that differ by their case alone, where that is ignored.
pub(super) fn check(operations: &[Operation], types: &[Option<Type>], report: &mut Report) {
    let bindings = || operations.iter().flat_map(|own| &own.bindings);
    let in_bodies =
        bindings().flat_map(|own| own.accepts.iter().chain(&own.answers)).any(|own| own.ignore_case);
    let in_queries = bindings().flat_map(|own| &own.query).any(|own| own.ignore_case);
    if !in_bodies && !in_queries {
        return;
    }
    let root = At::root();
    for own in types.iter().flatten() {
        if let TypeKind::Record(record) = &own.kind {
            self::record(record, &root.key("types").key(&own.page), report);
        }
    }
    for operation in operations {
        let at = root.key("operations").key(&operation.page);
        for binding in operation.bindings.iter().filter(|_| in_queries) {
            let names = binding
                .query
                .iter()
                .flat_map(|own| own.also.iter().chain([&own.name]).map(move |name| (&own.name, name)));
            if names_clash(names, &at, report) {
                break;
            }
        }
        if in_bodies {
            record(&operation.input.record, &at.key("input"), report);
            if let Output::Record(own) = &operation.output {
                record(own, &at.key("output"), report);
            }
        }
    }
}

fn record(record: &Record, at: &At, report: &mut Report) {
    let names = record.members.iter();
    let names = names.flat_map(|own| own.also.iter().chain([&own.wire]).map(move |name| (&own.page, name)));
    names_clash(names, at, report);
}

/// Reports the first two names that are one in any case; pairs of an owner and a name of its.
fn names_clash<'n>(
    names: impl Iterator<Item = (&'n String, &'n String)>,
    at: &At,
    report: &mut Report,
) -> bool {
    let mut seen: HashMap<String, &String> = HashMap::new();
    for (owner, name) in names {
        let other = *seen.entry(name.to_ascii_lowercase()).or_insert(owner);
        if other != owner {
            let message = format!(
                "`{other}` and `{owner}` have names that differ by their case alone, which is ignored"
            );
            let advice = "give one of them another name with `wire`, or leave out `ignore-case`".to_owned();
            report.push(at.name(), Problem::Conflict { message, advice });
            return true;
        }
    }
    false
}
