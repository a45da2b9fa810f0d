//! Types of included files that a spec has no use for: other specs do.

use crate::model::{Holds, Operation, Output, Record, Type, TypeId, TypeKind, TypeRef};

/// Leaves out the types that are not used, and makes every reference follow.
pub(super) fn drop_unused(operations: &mut [Operation], types: &mut Vec<Type>, used: &[bool]) {
    if used.iter().all(|used| *used) {
        return;
    }
    let before = used.iter().scan(0, |count, used| {
        let own = *count;
        *count += usize::from(*used);
        Some(own)
    });
    let ids: Vec<usize> = before.collect();
    let mut index = 0;
    types.retain(|_| {
        index += 1;
        used.get(index - 1) == Some(&true)
    });
    for own in types {
        match &mut own.kind {
            TypeKind::Record(members) => record(members, &ids),
            TypeKind::Union(union) => union.variants.iter_mut().for_each(|own| id(&mut own.type_, &ids)),
            TypeKind::Alias(target) => reference(target, &ids),
            TypeKind::Enum(_) => {}
        }
    }
    for operation in operations {
        record(&mut operation.input.record, &ids);
        match &mut operation.output {
            Output::Nothing => {}
            Output::Whole(own) => reference(&mut own.type_, &ids),
            Output::Record(members) => record(members, &ids),
        }
        operation.answer_headers_mut().for_each(|own| reference(&mut own.type_, &ids));
        for failure in &mut operation.failures {
            match &mut failure.holds {
                Holds::Success | Holds::Nothing => {}
                Holds::Whole(own) => reference(&mut own.type_, &ids),
            }
        }
        operation.faults.iter_mut().for_each(|own| id(own, &ids));
    }
}

fn record(own: &mut Record, ids: &[usize]) {
    own.members.iter_mut().for_each(|member| reference(&mut member.type_, ids));
}

fn reference(own: &mut TypeRef, ids: &[usize]) {
    match own {
        TypeRef::Named(own) => id(own, ids),
        TypeRef::List(item) => reference(item, ids),
        TypeRef::Map(map) => {
            reference(&mut map.key, ids);
            reference(&mut map.value, ids);
        }
        TypeRef::String
        | TypeRef::Boolean
        | TypeRef::Int(_)
        | TypeRef::Float
        | TypeRef::Double
        | TypeRef::Decimal
        | TypeRef::Bytes
        | TypeRef::Date
        | TypeRef::Time
        | TypeRef::Guid
        | TypeRef::DateTime
        | TypeRef::Any
        | TypeRef::Raw => {}
    }
}

fn id(own: &mut TypeId, ids: &[usize]) {
    // Every reference leads to a type that is used by it.
    own.0 = ids.get(own.0).copied().unwrap_or(own.0);
}
