//! What an operation brings: its output, and its failures.

use super::conditions::{self, Asks};
use super::context::{Books, Context, member_parts};
use super::docs::docs;
use super::inputs::{Inputs, SlotValue, is_record, record_of};
use super::json_frames::Answers;
use super::lookup::{as_record, meant};
use super::members::members;
use super::names::{Case, Scope};
use super::overlay::{Content, Merged};
use super::wholes::whole;
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{
    Binding, Codec, Condition, Docs, Failure, Holds, Member, Output, Type, TypeId, TypeKind, TypeRef,
};
use crate::spec::{self, Kinds, Text};

/// What a success brings.
pub(super) fn output(
    context: &Context<'_>,
    merged: &Merged<'_>,
    inputs: &Inputs<'_>,
    books: &mut Books,
    report: &mut Report,
) -> Option<Output> {
    match &merged.output {
        Content::Nothing => Some(Output::Nothing),
        Content::Type(at, text) => whole(context, text, at, books, report).map(Output::Whole),
        Content::Members(written) => {
            let before = report.len();
            let mut all = members(context, written, books, report);
            for (at, page, short) in written {
                let Some(value) = member_parts(short, at).long.and_then(|long| long.value.as_ref()) else {
                    continue;
                };
                let echo = echo(&value.0, inputs, &at.key("value"), report);
                if let Some(member) = all.iter_mut().find(|member| member.page == *page) {
                    member.echo = echo;
                }
            }
            (report.len() == before).then(|| Output::Record(record_of(all)))
        }
    }
}

/// The input that an output repeats.
pub(super) fn echo(text: &str, inputs: &Inputs<'_>, at: &At, report: &mut Report) -> Option<usize> {
    let slot = inputs.slots.iter().find(|slot| slot.page == text || slot.wire == text);
    match slot.map(|slot| &slot.value) {
        Some(SlotValue::Member(index) | SlotValue::Always(index, _)) => Some(*index),
        // It has a problem of its own.
        None if inputs.failed.iter().any(|own| own == text) => None,
        _ => {
            let nearest = nearest(text, inputs.slots.iter().map(|slot| slot.page));
            report.push(at.clone(), Problem::Undefined { name: text.to_owned(), what: "input", nearest });
            None
        }
    }
}

/// What the detail of a fault may hold.
pub(super) fn faults(
    context: &Context<'_>,
    merged: &Merged<'_>,
    types: &[Option<Type>],
    bindings: &[Binding],
    books: &mut Books,
    report: &mut Report,
) -> Vec<TypeId> {
    let Some((at, names)) = &merged.faults else { return Vec::new() };
    let soap = |binding: &Binding| binding.answers.iter().any(|own| matches!(own.codec, Codec::Soap { .. }));
    if !bindings.is_empty() && !bindings.iter().any(soap) {
        let message = format!("`{}` has no binding in SOAP, and only SOAP has faults", merged.page);
        let advice = "tell a failure by its status or a member, under `failures`".to_owned();
        report.push(at.name(), Problem::Conflict { message, advice });
    }
    let mut faults = Vec::new();
    for (index, Text(name)) in names.iter().enumerate() {
        let at = at.item(index);
        match context.member_type(name, &at, books, report).map(|own| own.type_) {
            Some(TypeRef::Named(id)) if is_record(&TypeRef::Named(id), types) => faults.push(id),
            Some(_) => {
                let what = "a fault's detail that is no type with members".to_owned();
                let advice = "use a type with `members`".to_owned();
                report.push(at, Problem::NotYet { what, advice });
            }
            None => {}
        }
    }
    faults
}

/// The documented failures.
pub(super) fn failures(
    context: &Context<'_>,
    merged: &Merged<'_>,
    types: &[Option<Type>],
    output: Option<&Output>,
    around: Option<Answers<'_>>,
    books: &mut Books,
    report: &mut Report,
) -> Vec<Failure> {
    let mut scope = Scope::new("failure", Case::Pascal);
    let mut failures = Vec::new();
    for (at, page, written) in &merged.failures {
        let short;
        let (when, when_at, long) = match written {
            Kinds::Text(when) => {
                short = spec::Conditions(Kinds::Text(when.clone()));
                (&short, at.clone(), None)
            }
            Kinds::List(_) => continue,
            Kinds::Map(long) => (&long.when, at.key("when"), Some(long)),
        };
        let rust = scope.name(page, None, at, report);
        let docs = long.map_or_else(Docs::default, |long| {
            let remarks = [long.assume.as_ref(), long.outside.as_ref()];
            docs(long.about.as_ref(), remarks, &spec::Failure::MAPPING, at, &mut books.notes, report)
        });
        let holds = match long.and_then(|long| long.type_.as_ref()) {
            None => Holds::Success,
            Some(Text(nothing)) if nothing == "nothing" => Holds::Nothing,
            Some(Text(text)) => match whole(context, text, &at.key("type"), books, report) {
                Some(whole) => Holds::Whole(whole),
                None => continue,
            },
        };
        if matches!(holds, Holds::Success) && around.is_some_and(|own| !own.parts.is_empty()) {
            let of = "a failure where answers have a frame";
            report.push(at.clone(), Problem::MissingKey { key: "type", of });
            continue;
        }
        if matches!((&holds, output), (Holds::Success, Some(Output::Nothing))) {
            report.push(
                at.clone(),
                Problem::MissingKey { key: "type", of: "a failure of an operation without output" },
            );
            continue;
        }
        let record = match (&holds, output) {
            (Holds::Whole(whole), _) | (Holds::Success, Some(Output::Whole(whole))) => {
                match members_of_type(types, &whole.type_) {
                    Some(members) => members,
                    // The type has a problem of its own.
                    None => continue,
                }
            }
            (Holds::Success, Some(Output::Record(record))) => &record.members[..],
            (Holds::Nothing, _) => &[],
            (Holds::Success, _) => continue,
        };
        let brought = output.and_then(|output| members_of_output(types, output)).unwrap_or(&[]);
        let mut wire = |path: &str, asks: Asks, at: &At, report: &mut Report| {
            if let Some(path) = framed_path(types, around, (brought, record), path, at, report) {
                return path;
            }
            // What a failure lacks is what a success has.
            let gone =
                asks == Asks::Gone && wire_path(types, record, path, at, &mut Report::default()).is_none();
            wire_path(types, if gone { brought } else { record }, path, at, report)
        };
        let condition = conditions::all(when, &when_at, &mut wire, report);
        let retry = match long.and_then(|long| long.retry.as_ref()) {
            None => None,
            Some(text) => conditions::retry(&text.0, &at.key("retry"), &mut wire, report),
        };
        let (Some(rust), Some(when)) = (rust, condition) else { continue };
        let headers = super::answer_headers::of_failure(context, long, at, (&holds, output), books, report);
        failures.push(Failure { page: (*page).to_owned(), rust, when, holds, headers, retry, docs });
    }
    failures
}

/// What tells a success, where the spec says it.
pub(super) fn success(
    merged: &Merged<'_>,
    types: &[Option<Type>],
    output: Option<&Output>,
    around: Option<Answers<'_>>,
    report: &mut Report,
) -> Option<Condition> {
    let (at, written) = merged.success.as_ref()?;
    let record = members_of_output(types, output?)?;
    let mut wire = |path: &str, _: Asks, at: &At, report: &mut Report| {
        let framed = framed_path(types, around, (record, &[]), path, at, report);
        framed.unwrap_or_else(|| wire_path(types, record, path, at, report))
    };
    conditions::all(written, at, &mut wire, report)
}

/// The members of what a success brings; `None` if its type has a problem.
fn members_of_output<'t>(types: &'t [Option<Type>], output: &'t Output) -> Option<&'t [Member]> {
    match output {
        Output::Nothing => Some(&[]),
        Output::Whole(whole) => members_of_type(types, &whole.type_),
        Output::Record(record) => Some(&record.members),
    }
}

/// Whether what is inside of a value has no names of the spec: that of a map, and of members in a list.
fn is_nameless(types: &[Option<Type>], type_: &TypeRef) -> bool {
    let mut own = meant(type_, types);
    // Types that hold themselves have a problem of their own.
    for _ in 0..types.len() + 8 {
        let TypeRef::List(item) = own else { break };
        own = meant(item, types);
    }
    match own {
        TypeRef::Map(_) => true,
        own => as_record(own, types).is_some_and(|own| own.is_list),
    }
}

/// The members that a type or an item of it has; `None` if it has a problem.
fn members_of_type<'t>(types: &'t [Option<Type>], type_: &TypeRef) -> Option<&'t [Member]> {
    if is_nameless(types, type_) {
        return Some(&[]);
    }
    match super::xml::reached(type_) {
        Some(index) => members_of(types, index),
        None => Some(&[]),
    }
}

/// The members of a type; `None` if it has a problem.
fn members_of(types: &[Option<Type>], index: usize) -> Option<&[Member]> {
    match &types.get(index)?.as_ref()?.kind {
        TypeKind::Record(record) => Some(&record.members),
        TypeKind::Alias(target) => match super::xml::reached(target) {
            // One that stands for itself has a problem of its own.
            Some(next) if next != index => members_of(types, next),
            _ => Some(&[]),
        },
        TypeKind::Enum(_) | TypeKind::Union(_) => Some(&[]),
    }
}

/// The names that lead to a member through the frame around answers; `None` where there is no
/// frame, or where a failure has none and the path is its own. Inside are those of `brought` and
/// of `failed`. Where a binding has a problem it is not known which frame there is, and any path
/// will do.
#[expect(clippy::option_option, reason = "no frame, a problem, a path")]
fn framed_path(
    types: &[Option<Type>],
    answers: Option<Answers<'_>>,
    (brought, failed): (&[Member], &[Member]),
    path: &str,
    at: &At,
    report: &mut Report,
) -> Option<Option<Vec<String>>> {
    let Some(answers) = answers else { return Some(Some(vec![path.to_owned()])) };
    let around = answers.parts;
    if !answers.are_one(at, report) {
        return Some(None);
    }
    let (first, rest) = path.split_once('.').map_or((path, None), |(first, rest)| (first, Some(rest)));
    let found = around.iter().find(|(name, _)| name == first);
    let failures_stand_alone = !around.iter().any(|(_, part)| part.is_failure());
    let Some((_, part)) = found else {
        if around.is_empty() || failures_stand_alone {
            return None;
        }
        let nearest = nearest(first, around.iter().map(|(name, _)| name.as_str()));
        report.push(
            at.clone(),
            Problem::Undefined { name: first.to_owned(), what: "member of the frame", nearest },
        );
        return Some(None);
    };
    let inside = match part {
        part if part.is_inside() => brought,
        part if part.is_failure() => failed,
        _ => &[],
    };
    let rest = match rest {
        Some(rest) => match wire_path(types, inside, rest, at, report) {
            Some(rest) => rest,
            None => return Some(None),
        },
        None => Vec::new(),
    };
    Some(Some([first.to_owned()].into_iter().chain(rest).collect()))
}

/// The names that lead to a member, as they travel.
fn wire_path(
    types: &[Option<Type>],
    record: &[Member],
    path: &str,
    at: &At,
    report: &mut Report,
) -> Option<Vec<String>> {
    let mut members = record;
    let mut wire = Vec::new();
    let mut above: Option<&Member> = None;
    for name in path.split('.') {
        // What is inside of a document has no names in its encoding.
        let ends =
            |own: &&Member| super::documents::has_document(&own.format) || is_nameless(types, &own.type_);
        if let Some(above) = above.filter(ends) {
            let what = format!("a condition on what is inside of `{}`", above.page);
            let advice = "ask whether that itself is there: `has`, or `lacks`".to_owned();
            report.push(at.clone(), Problem::NotYet { what, advice });
            return None;
        }
        let Some(member) = members.iter().find(|member| member.wire == name || member.page == name) else {
            let nearest = nearest(name, members.iter().map(|member| member.wire.as_str()));
            report.push(at.clone(), Problem::Undefined { name: name.to_owned(), what: "member", nearest });
            return None;
        };
        wire.push(member.wire.clone());
        above = Some(member);
        members = members_of_type(types, &member.type_)?;
    }
    Some(wire)
}
