//! What the language can say and the generator cannot do yet.

use super::xml::{closure, reached};
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Codec, Holds, MediaType, Operation, Output, Type, TypeKind, TypeRef};

/// Reports what would otherwise be generated wrong.
pub(super) fn check(operations: &[Operation], types: &[Option<Type>], report: &mut Report) {
    forms(operations, types, report);
    failures(operations, report);
}

/// A failure needs a media type to be written in.
fn failures(operations: &[Operation], report: &mut Report) {
    for operation in operations.iter().filter(|own| !own.failures.is_empty()) {
        let holds = operation.failures.iter().any(|own| !matches!(own.holds, Holds::Nothing));
        let empty = |media: &MediaType| media.codec == Codec::Empty;
        if let Some(binding) = operation.bindings.iter().find(|own| holds && own.answers.iter().all(empty)) {
            let message =
                format!("the failures of `{}` have no media type by `{}`", operation.page, binding.page);
            let advice = "write `-> empty|json`: nothing for a success, JSON for a failure".to_owned();
            let at = At::root().key("operations").key(&operation.page).name();
            report.push(at, Problem::Conflict { message, advice });
        }
    }
}

/// Lists of records have no place in a form yet.
fn forms(operations: &[Operation], types: &[Option<Type>], report: &mut Report) {
    for operation in operations {
        let at = At::root().key("operations").key(&operation.page);
        let carries = |media: &[crate::model::MediaType]| {
            media.iter().any(|own| matches!(own.codec, Codec::Form | Codec::Lines))
        };
        let requests = operation.bindings.iter().any(|own| carries(&own.accepts));
        let answers = operation.bindings.iter().any(|own| carries(&own.answers));
        let input = operation.input.record.members.iter().filter(|_| requests).map(|own| &own.type_);
        let output = match &operation.output {
            Output::Record(record) if answers => record.members.iter().map(|own| own.type_.clone()).collect(),
            Output::Whole(whole) if answers => vec![whole.type_.clone()],
            _ => Vec::new(),
        };
        let start: Vec<&TypeRef> = input.chain(&output).collect();
        let seen = closure(types, start.iter().filter_map(|own| reached(own)));
        let records = |own: &TypeRef| matches!(own, TypeRef::List(item) if is_deep(item, types));
        let inside =
            types.iter().flatten().zip(seen).filter(|(_, seen)| *seen).any(|(own, _)| match &own.kind {
                TypeKind::Record(record) => record.members.iter().any(|own| records(&own.type_)),
                TypeKind::Alias(target) => records(target),
                TypeKind::Enum(_) => false,
            });
        if inside || start.into_iter().any(records) {
            let what = "a list of values with members in a form".to_owned();
            let advice = "leave the form out of the media types".to_owned();
            report.push(at.name(), Problem::NotYet { what, advice });
        }
    }
}

/// Whether an item has values inside it.
fn is_deep(item: &TypeRef, types: &[Option<Type>]) -> bool {
    match item {
        TypeRef::List(_) => true,
        TypeRef::Named(id) => {
            matches!(types.get(id.0).and_then(Option::as_ref).map(|own| &own.kind), Some(TypeKind::Record(_)))
        }
        _ => false,
    }
}
