//! What an operation is made of, types inside types seen through, and what a page says of sizes.

use crate::diagnostics::is_hidden;
use crate::model::{
    BodyFrom, Failure, Limits, Member, Operation, Output, Service, TypeId, TypeKind, TypeRef,
};

/// Every member that the input, the output or a failure of an operation may hold.
pub(super) fn members<'s>(operation: &'s Operation, service: &'s Service) -> Vec<&'s Member> {
    let mut members: Vec<&Member> = operation.input.record.members.iter().collect();
    let mut open: Vec<TypeId> = Vec::new();
    match &operation.output {
        Output::Nothing => {}
        Output::Whole(whole) => open.extend(named(&whole.type_)),
        Output::Record(record) => members.extend(&record.members),
    }
    members.extend(operation.answer_headers());
    open.extend(operation.failures.iter().filter_map(Failure::reached).map(TypeId));
    inside(members, open, service)
}

/// Every member that the body of a request of an operation may hold.
pub(super) fn in_bodies<'s>(operation: &'s Operation, service: &'s Service) -> Vec<&'s Member> {
    let all = &operation.input.record.members;
    let mut members: Vec<&Member> = Vec::new();
    for binding in &operation.bindings {
        match &binding.body {
            BodyFrom::Nothing => {}
            BodyFrom::Members(only) => members.extend(only.iter().filter_map(|&index| all.get(index))),
            BodyFrom::Whole => members.extend(operation.input.body.and_then(|index| all.get(index))),
        }
    }
    inside(members, Vec::new(), service)
}

/// These members, and all that they and these types hold.
fn inside<'s>(mut members: Vec<&'s Member>, mut open: Vec<TypeId>, service: &'s Service) -> Vec<&'s Member> {
    open.extend(members.iter().filter_map(|own| named(&own.type_)));
    let mut seen = vec![false; service.types.len()];
    while let Some(TypeId(index)) = open.pop() {
        if std::mem::replace(&mut seen[index], true) {
            continue;
        }
        match &service.types[index].kind {
            TypeKind::Record(record) => {
                open.extend(record.members.iter().filter_map(|own| named(&own.type_)));
                members.extend(&record.members);
            }
            TypeKind::Union(union) => open.extend(union.variants.iter().map(|own| own.type_)),
            TypeKind::Alias(target) => open.extend(named(target)),
            TypeKind::Enum(_) => {}
        }
    }
    members
}

fn named(type_: &TypeRef) -> Option<TypeId> {
    match type_ {
        TypeRef::Named(id) => Some(*id),
        own => own.inside().and_then(named),
    }
}

/// Limits in words; a pattern is code.
pub(super) fn limits_words(own: &Limits) -> String {
    let mut said = own.sizes();
    // Backticks would end the code early.
    let plain = |own: char| match own {
        '`' => '\'',
        own if is_hidden(own) => ' ',
        own => own,
    };
    let plain = |pattern: &String| pattern.chars().map(plain).collect::<String>();
    said.extend(own.pattern.as_ref().map(|pattern| format!("all of it matching `{}`", plain(pattern))));
    said.join(", ")
}
