//! Bindings that a server could not tell apart.

use std::collections::HashMap;

use crate::diagnostics::{At, Problem, Report};
use crate::model::{Binding, Codec, Operation, Presence, QName, Segment, Value};

/// What a server goes by to find the binding of a request.
#[derive(Debug, Eq, Hash, PartialEq)]
struct Signs<'b> {
    method: &'b str,
    /// The path, values blanked.
    path: String,
    /// The constants of the query, and what it cannot be without, sorted.
    query: Vec<(&'b str, &'b str)>,
    media: &'b str,
    /// The element in the body of a SOAP request.
    root: Option<&'b QName>,
}

/// Reports operations of which a server would take one for the other.
pub(super) fn check(operations: &[Operation], report: &mut Report) {
    let mut seen: HashMap<Signs<'_>, (&Operation, &Binding)> = HashMap::new();
    for operation in operations {
        for binding in &operation.bindings {
            for signs in signs(operation, binding) {
                let (other, its) = *seen.entry(signs).or_insert((operation, binding));
                if !std::ptr::eq(its, binding) {
                    let message = format!(
                        "a server cannot tell `{}` of `{}` from `{}` of `{}`",
                        binding.page, operation.page, its.page, other.page
                    );
                    let advice = "give them different paths, methods, media types or constants in the query"
                        .to_owned();
                    let at = At::root().key("operations").key(&operation.page).name();
                    report.push(at, Problem::Conflict { message, advice });
                    return;
                }
            }
        }
    }
}

fn signs<'b>(operation: &'b Operation, binding: &'b Binding) -> Vec<Signs<'b>> {
    let path: String = binding
        .path
        .iter()
        .map(|segment| match segment {
            Segment::Text(text) => text.trim_start_matches('/'),
            Segment::Member(_) => "{}",
        })
        .collect();
    let mut query: Vec<(&str, &str)> = Vec::new();
    for parameter in &binding.query {
        match &parameter.value {
            Value::Constant(text) => query.push((&parameter.name, text)),
            Value::Member(index) => {
                let needed = |index: usize| {
                    // What may stand elsewhere tells nothing by its absence here.
                    let only_here = operation.input.elsewhere.iter().all(|own| own.member != index);
                    only_here
                        && operation
                            .input
                            .record
                            .members
                            .get(index)
                            .is_some_and(|member| member.presence == Presence::Required)
                };
                if parameter.required || needed(*index) {
                    query.push((&parameter.name, ""));
                }
            }
            Value::Computed(_) => {}
        }
    }
    query.sort_unstable();
    let mut bodies: Vec<(&str, Option<&QName>)> = binding
        .accepts
        .iter()
        .map(|media| match &media.codec {
            Codec::Soap { request, .. } => (media.essence(), Some(request)),
            _ => (media.essence(), None),
        })
        .collect();
    if bodies.is_empty() {
        bodies.push(("", None));
    }
    let methods = binding.methods.iter();
    methods
        .flat_map(|method| {
            let (path, query) = (&path, &query);
            bodies.iter().map(move |(media, root)| Signs {
                method,
                path: path.clone(),
                query: query.clone(),
                media,
                root: *root,
            })
        })
        .collect()
}
