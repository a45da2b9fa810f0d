//! Looking types up: what a name stands for, and every record of a service.

use crate::diagnostics::At;
use crate::model::{Member, Operation, Output, Record, Type, TypeKind, TypeRef};

/// The type that other names stand for. One that stands for itself has a problem of its own.
pub(super) fn meant<'t>(type_: &'t TypeRef, types: &'t [Option<Type>]) -> &'t TypeRef {
    let mut own = type_;
    for _ in types {
        let TypeRef::Named(id) = own else { break };
        match types.get(id.0).and_then(Option::as_ref).map(|own| &own.kind) {
            Some(TypeKind::Alias(target)) => own = target,
            _ => break,
        }
    }
    own
}

/// The record that a type is, other names for it seen through.
pub(super) fn as_record<'t>(type_: &TypeRef, types: &'t [Option<Type>]) -> Option<&'t Record> {
    let TypeRef::Named(id) = meant(type_, types) else { return None };
    types.get(id.0)?.as_ref()?.as_record()
}

/// Whether a value is one text.
pub(super) fn is_single(type_: &TypeRef, types: &[Option<Type>]) -> bool {
    match meant(type_, types) {
        TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Any => false,
        TypeRef::Named(id) => {
            types.get(id.0).and_then(Option::as_ref).is_none_or(|own| matches!(own.kind, TypeKind::Enum(_)))
        }
        _ => true,
    }
}

/// Whether a member is one text in forms, queries, paths and headers.
pub(super) fn is_text(member: &Member, types: &[Option<Type>]) -> bool {
    member.format.in_form().is_document() || is_single(&member.type_, types)
}

/// Every record of the types, the inputs and the outputs, with the place of its members in the spec.
pub(super) fn records<'r>(
    types: &'r [Option<Type>],
    operations: &'r [Operation],
) -> impl Iterator<Item = (At, &'r Record)> {
    let of_types = types.iter().flatten().filter_map(|own| Some((of_type(own), own.as_record()?)));
    let of_operations = operations.iter().flat_map(|own| {
        let at = of_operation(own);
        let output = match &own.output {
            Output::Record(record) => Some((at.key("output"), record)),
            Output::Nothing | Output::Whole(_) => None,
        };
        [(at.key("input"), &own.input.record)].into_iter().chain(output)
    });
    of_types.chain(of_operations)
}

/// As [`records`], to be changed.
pub(super) fn records_mut<'r>(
    types: &'r mut [Option<Type>],
    operations: &'r mut [Operation],
) -> impl Iterator<Item = (At, &'r mut Record)> {
    let of_types = types.iter_mut().flatten().filter_map(|own| Some((of_type(own), own.as_record_mut()?)));
    let of_operations = operations.iter_mut().flat_map(|own| {
        let at = of_operation(own);
        let output = match &mut own.output {
            Output::Record(record) => Some((at.key("output"), record)),
            Output::Nothing | Output::Whole(_) => None,
        };
        [(at.key("input"), &mut own.input.record)].into_iter().chain(output)
    });
    of_types.chain(of_operations)
}

fn of_type(own: &Type) -> At {
    At::root().key("types").key(&own.page).key("members")
}

fn of_operation(own: &Operation) -> At {
    At::root().key("operations").key(&own.page)
}
