//! Types that are the whole of a body.

use std::collections::BTreeSet;

use super::context::{Books, Context, MemberType};
use super::documents::travels_as;
use super::texts;
use crate::diagnostics::{At, Problem, Report};
use crate::model::{
    Binding, Codec, Document, Format, Holds, MediaType, Operation, Output, Presence, Type, TypeRef, Whole,
};

/// Looks up a type that is a whole body; `bytes` are taken as they are until it is
/// known whether a profile carries them so.
pub(super) fn body_type(
    context: &Context<'_>,
    text: &str,
    at: &At,
    books: &mut Books,
    report: &mut Report,
) -> Option<MemberType> {
    if text.trim() == "bytes" && context.document.types.get("bytes").is_none() {
        let (type_, presence) = (TypeRef::Raw, Presence::Required);
        return Some(MemberType {
            type_,
            presence,
            nullable: false,
            format: Format::Plain,
            ranges: [None, None],
        });
    }
    let found = context.member_type(text, at, books, report)?;
    let is_joined = |own: &Format| matches!(own, Format::Document(Document::Joined(_)));
    if super::documents::has_document(&found.format) && !found.format.all().all(is_joined) {
        let message = "a document in a text is that of a member, and this is a whole body".to_owned();
        let advice = "leave out `as` and what follows, and name its profile".to_owned();
        report.push(at.clone(), Problem::Conflict { message, advice });
        return None;
    }
    Some(found)
}

/// Looks up a type that is the whole of an answer.
pub(super) fn whole(
    context: &Context<'_>,
    text: &str,
    at: &At,
    books: &mut Books,
    report: &mut Report,
) -> Option<Whole> {
    let found = body_type(context, text, at, books, report)?;
    if let Some((_, range)) = found.ranges.iter().flatten().next() {
        let what = "a limit to what is a whole answer".to_owned();
        let advice = "give it a name, as a member, or leave the range out".to_owned();
        report.push(at.part(range.start, range.end), Problem::NotYet { what, advice });
        return None;
    }
    Some(Whole { type_: found.type_, format: found.format, root: None })
}

/// Takes `bytes` that no profile carries as they are for the scalar, which travels as text.
pub(super) fn settle(operation: &mut Operation) {
    let carries = |media: fn(&Binding) -> &[MediaType]| {
        operation.bindings.iter().flat_map(media).any(|own| own.codec == Codec::Bytes)
    };
    let (taken, brought) = (carries(|own| &own.accepts), carries(|own| &own.answers));
    let scalar = |type_: &mut TypeRef| {
        if *type_ == TypeRef::Raw {
            *type_ = TypeRef::Bytes;
        }
    };
    if let (Some(index), false) = (operation.input.body, taken) {
        scalar(&mut operation.input.record.members[index].type_);
    }
    if brought {
        return;
    }
    if let Output::Whole(whole) = &mut operation.output {
        scalar(&mut whole.type_);
    }
    for failure in &mut operation.failures {
        if let Holds::Whole(whole) = &mut failure.holds {
            scalar(&mut whole.type_);
        }
    }
}

/// Reports values without members in encodings that hold nothing else, and the reverse.
pub(super) fn check(
    operations: &[Operation],
    types: &[Option<Type>],
    incomplete: &BTreeSet<String>,
    report: &mut Report,
) {
    for operation in operations {
        let at = At::root().key("operations").key(&operation.page);
        let accepts: Vec<&MediaType> = operation.bindings.iter().flat_map(|own| &own.accepts).collect();
        let answers: Vec<&MediaType> = operation.bindings.iter().flat_map(|own| &own.answers).collect();
        let found = std::cell::RefCell::new(Vec::new());
        let check = |type_: Option<&TypeRef>, (media, side): (&[&MediaType], Side), at: &At| {
            let problem = media.iter().find_map(|media| misfit(type_, &media.codec, side, types));
            found.borrow_mut().extend(problem.map(|problem| (at.clone(), problem)));
        };
        let input = &operation.input;
        if !input.record.members.is_empty() {
            let type_ = input.body.and_then(|index| input.record.members.get(index));
            let type_ = type_.map(|own| travels_as(&own.type_, &own.format));
            check(type_, (&accepts, Side::Request), &at.key("input"));
        }
        let (raw, other): (Vec<&MediaType>, Vec<&MediaType>) =
            answers.iter().partition(|media| media.codec == Codec::Bytes);
        // Bytes leave the other media types to the failures.
        let carriers = |type_: Option<&TypeRef>| match type_ {
            Some(TypeRef::Raw) if !raw.is_empty() => &raw,
            Some(TypeRef::Raw) => &answers,
            _ if brings_bytes(operation) => &other,
            _ => &answers,
        };
        match &operation.output {
            Output::Nothing => {}
            Output::Whole(whole) => {
                check(
                    Some(travels_as(&whole.type_, &whole.format)),
                    (carriers(Some(&whole.type_)), Side::Answer),
                    &at.key("output"),
                );
            }
            Output::Record(_) => check(None, (&answers, Side::Answer), &at.key("output")),
        }
        for failure in &operation.failures {
            if let Holds::Whole(whole) = &failure.holds {
                let at = at.key("failures").key(&failure.page).key("type");
                check(
                    Some(travels_as(&whole.type_, &whole.format)),
                    (carriers(Some(&whole.type_)), Side::Answer),
                    &at,
                );
                // A binding with a problem may be the one that carries it.
                if carriers(Some(&whole.type_)).is_empty() && !incomplete.contains(&operation.page) {
                    let message = format!("`{}` has no media type beside that of the bytes", failure.page);
                    let advice = "write `-> bytes|json`: bytes for a success, JSON for a failure".to_owned();
                    found.borrow_mut().push((at, Problem::Conflict { message, advice }));
                }
            }
        }
        for (at, problem) in found.into_inner() {
            report.push(at, problem);
        }
    }
}

/// Whether a success brings bytes as they are.
pub(super) fn brings_bytes(operation: &Operation) -> bool {
    matches!(&operation.output, Output::Whole(whole) if whole.type_ == TypeRef::Raw)
}

/// Which body a type is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Side {
    Request,
    Answer,
}

/// What is wrong with a body in an encoding; `None` as the type stands for members.
fn misfit(type_: Option<&TypeRef>, codec: &Codec, side: Side, types: &[Option<Type>]) -> Option<Problem> {
    let record = type_.is_none_or(|own| super::inputs::is_record(own, types));
    let raw = type_ == Some(&TypeRef::Raw);
    let (message, advice) = match codec {
        Codec::Bytes if raw => return None,
        Codec::Bytes => (
            "the profile `bytes` holds bytes, and this is more than that",
            "say `bytes`, or name another profile",
        ),
        Codec::Empty => return None,
        _ if raw => (
            "bytes travel as they are, and this profile writes them in its own way",
            "name the profile `bytes` in the request line, or one made from it",
        ),
        Codec::Form(_) | Codec::Lines(_) if !record => {
            ("a form has names, and a value without members has none", "give it a name, as a member")
        }
        Codec::Soap { result: Some(_), .. } if side == Side::Answer => return None,
        Codec::Soap { .. } if !record && side == Side::Answer => (
            "a SOAP message holds members, and a value without them has none",
            "say in the profile what element holds it, `answer: '{operation}Response/{operation}Result'`, \
             or give it a name, as a member",
        ),
        Codec::Soap { .. } if !record => {
            ("a SOAP message holds members, and a value without them has none", "give it a name, as a member")
        }
        Codec::Text => type_.map_or(Some(texts::NO_LAYOUT), |own| texts::misfit(own, types))?,
        _ => return None,
    };
    Some(Problem::Conflict { message: message.to_owned(), advice: advice.to_owned() })
}
