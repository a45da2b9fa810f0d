//! Types that are the whole of a body.

use super::context::{Books, Context};
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Codec, Holds, MediaType, Operation, Output, Type, TypeKind, TypeRef, Whole};

/// Looks up a type that is the whole of an answer.
pub(super) fn whole(
    context: &Context<'_>,
    text: &str,
    at: &At,
    books: &mut Books,
    report: &mut Report,
) -> Option<Whole> {
    let found = context.member_type(text, at, books, report)?;
    Some(Whole { type_: found.type_, format: found.format, root: None })
}

/// Reports values without members in encodings that hold nothing else, and the reverse.
pub(super) fn check(operations: &[Operation], types: &[Option<Type>], report: &mut Report) {
    for operation in operations {
        let at = At::root().key("operations").key(&operation.page);
        let accepts: Vec<&MediaType> = operation.bindings.iter().flat_map(|own| &own.accepts).collect();
        let answers: Vec<&MediaType> = operation.bindings.iter().flat_map(|own| &own.answers).collect();
        let mut check = |type_: Option<&TypeRef>, media: &[&MediaType], at: &At| {
            if let Some(problem) = media.iter().find_map(|media| misfit(type_, &media.codec, types)) {
                report.push(at.clone(), problem);
            }
        };
        let input = &operation.input;
        if !input.record.members.is_empty() {
            let type_ = input.body.and_then(|index| input.record.members.get(index)).map(|own| &own.type_);
            check(type_, &accepts, &at.key("input"));
        }
        match &operation.output {
            Output::Nothing => {}
            Output::Whole(whole) => check(Some(&whole.type_), &answers, &at.key("output")),
            Output::Record(_) => check(None, &answers, &at.key("output")),
        }
        for failure in &operation.failures {
            if let Holds::Whole(whole) = &failure.holds {
                let at = at.key("failures").key(&failure.page).key("type");
                check(Some(&whole.type_), &answers, &at);
            }
        }
    }
}

/// What is wrong with a body in an encoding; `None` as the type stands for members.
fn misfit(type_: Option<&TypeRef>, codec: &Codec, types: &[Option<Type>]) -> Option<Problem> {
    let record = type_.is_none_or(|own| super::inputs::is_record(own, types));
    let (message, advice) = match codec {
        Codec::Form if !record => {
            ("a form has names, and a value without members has none", "give it a name, as a member")
        }
        Codec::Soap { .. } if !record => {
            ("a SOAP message holds members, and a value without them has none", "give it a name, as a member")
        }
        Codec::Text => type_.map_or(Some(NO_LAYOUT), |own| in_text(own, types))?,
        Codec::Xml if type_.is_some_and(|own| lists(own, types) > 1) => {
            let what = "a list of lists as a whole XML document".to_owned();
            let advice = "give the inner list a name, as a member".to_owned();
            return Some(Problem::NotYet { what, advice });
        }
        _ => return None,
    };
    Some(Problem::Conflict { message: message.to_owned(), advice: advice.to_owned() })
}

/// The type that another name stands for; one in a circle stands for itself.
fn meant<'t>(type_: &'t TypeRef, types: &'t [Option<Type>]) -> &'t TypeRef {
    let mut own = type_;
    for _ in 0..types.len() {
        let TypeRef::Named(id) = own else { break };
        match types.get(id.0).and_then(Option::as_ref).map(|own| &own.kind) {
            Some(TypeKind::Alias(target)) => own = target,
            _ => break,
        }
    }
    own
}

/// What is wrong with a type in a text. One with a problem of its own is not blamed again.
fn in_text(type_: &TypeRef, types: &[Option<Type>]) -> Option<(&'static str, &'static str)> {
    let TypeRef::Named(id) = meant(type_, types) else {
        return (!is_single(type_, types))
            .then_some(("a text is a single value", "use a scalar type, or another profile"));
    };
    let Some(TypeKind::Record(record)) = types.get(id.0).and_then(Option::as_ref).map(|own| &own.kind) else {
        return None;
    };
    if record.layout.is_none() {
        return Some(NO_LAYOUT);
    }
    let single = record.members.iter().all(|own| is_single(&own.type_, types));
    (!single).then_some(("a layout has a member that is no single text", "use scalar types"))
}

const NO_LAYOUT: (&str, &str) = (
    "a text has no members, unless their type has a layout",
    "give it a type under `types`, with a `layout` such as `OK: {session}`",
);

/// Whether a value is one text.
fn is_single(type_: &TypeRef, types: &[Option<Type>]) -> bool {
    match meant(type_, types) {
        TypeRef::List(_) | TypeRef::Any => false,
        TypeRef::Named(id) => {
            types.get(id.0).and_then(Option::as_ref).is_none_or(|own| matches!(own.kind, TypeKind::Enum(_)))
        }
        _ => true,
    }
}

/// How many lists stand in each other.
pub(super) fn lists(type_: &TypeRef, types: &[Option<Type>]) -> usize {
    let mut own = meant(type_, types);
    let mut count = 0;
    // Types that hold themselves have a problem of their own.
    while let (TypeRef::List(item), true) = (own, count <= types.len() + 8) {
        count += 1;
        own = meant(item, types);
    }
    count
}
