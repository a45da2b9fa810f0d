//! What a client keeps of answers: members with `hold`.

use super::context::{Context, member_parts};
use super::overlay::{Content, Merged};
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Frame, Hold, Member, Output, Type, TypeKind, TypeRef};
use crate::spec::{Document, Kinds, Members, Text};

/// How many members of an answer are looked at. Types that hold each other twice, and twice again,
/// would lead to more than anybody has.
const MOST: usize = 10_000;

/// Every member that an answer brings and a client keeps: its place, and the name to hold it under.
pub(super) fn places(document: &Document) -> Vec<(At, String)> {
    let root = At::root();
    let every = document.every.as_ref().map(|own| (root.key("every"), own));
    let operations = document.operations.iter().map(|(name, own)| (root.key("operations").key(name), own));
    let outputs = every.into_iter().chain(operations).flat_map(|(at, own)| {
        let output = match &own.output {
            Some(Kinds::Map(members)) => Some((at.key("output"), members)),
            _ => None,
        };
        output.into_iter().chain([(at.key("answer-headers"), &own.answer_headers)])
    });
    let types = document.types.iter().filter_map(|(name, own)| match own {
        Kinds::Map(long) => Some((root.key("types").key(name).key("members"), long.members.as_ref()?)),
        _ => None,
    });
    let all = outputs.chain(types);
    all.flat_map(|(at, members)| held(members).map(move |(page, name)| (at.key(page), name.to_owned())))
        .collect()
}

/// The names of everything that an answer may bring.
pub(super) fn names(document: &Document) -> Vec<String> {
    let mut names: Vec<String> = places(document).into_iter().map(|(_, name)| name).collect();
    names.sort_unstable();
    names.dedup();
    names
}

/// The members that are held, by their names and those to hold them under.
fn held(members: &Members) -> impl Iterator<Item = (&str, &str)> {
    members.iter().filter_map(|(page, written)| match written {
        Kinds::Map(long) => long.hold.as_ref().map(|Text(name)| (page, name.as_str())),
        _ => None,
    })
}

/// What a client keeps of an operation's success.
pub(super) fn holds(
    context: &Context<'_>,
    merged: &Merged<'_>,
    (output, headers): (&Output, &[Member]),
    types: &[Option<Type>],
    report: &mut Report,
) -> Vec<Hold> {
    let (mut holds, mut steps) = (Vec::new(), 0);
    if context.held.is_empty() {
        return holds;
    }
    for (at, page, short) in &merged.answer_headers {
        let Some(member) = headers.iter().find(|own| own.page == *page) else { continue };
        let Some(Text(name)) = member_parts(short, at).long.and_then(|long| long.hold.as_ref()) else {
            continue;
        };
        match is_scalar(&member.type_) {
            true => holds.push(Hold { path: vec![member.wire.clone()], name: name.clone() }),
            false => unfit(&at.key("hold"), page, report),
        }
    }
    match (output, &merged.output) {
        (Output::Record(record), Content::Members(written)) => {
            for (at, page, short) in written {
                let Some(member) = record.members.iter().find(|own| own.page == *page) else { continue };
                let path = vec![member.wire.clone()];
                if let Some(Text(name)) = member_parts(short, at).long.and_then(|long| long.hold.as_ref()) {
                    if is_scalar(&member.type_) {
                        holds.push(Hold { path: path.clone(), name: name.clone() });
                    } else {
                        unfit(&at.key("hold"), page, report);
                    }
                }
                inside(context, &member.type_, types, path, &mut steps, &mut holds, report);
            }
        }
        (Output::Whole(whole), _) => {
            let path = if headers.is_empty() { Vec::new() } else { vec![Frame::BODY.to_owned()] };
            inside(context, &whole.type_, types, path, &mut steps, &mut holds, report);
        }
        _ => {}
    }
    holds
}

/// The held members of a type, and of those inside it.
fn inside(
    context: &Context<'_>,
    type_: &TypeRef,
    types: &[Option<Type>],
    path: Vec<String>,
    steps: &mut usize,
    holds: &mut Vec<Hold>,
    report: &mut Report,
) {
    let TypeRef::Named(id) = type_ else { return };
    let Some(TypeKind::Record(record)) = types.get(id.0).and_then(Option::as_ref).map(|own| &own.kind) else {
        return;
    };
    // A type that holds itself has been reported; elsewhere no way is longer than this.
    if path.len() > types.len() {
        return;
    }
    let own = declared(context, id.0);
    for member in &record.members {
        *steps += 1;
        if *steps > MOST {
            return;
        }
        let mut path = path.clone();
        path.push(member.wire.clone());
        if let Some((at, _, name)) = own.iter().find(|(_, page, _)| *page == member.page) {
            if is_scalar(&member.type_) {
                holds.push(Hold { path: path.clone(), name: (*name).to_owned() });
            } else {
                unfit(&at.key("hold"), &member.page, report);
            }
        }
        inside(context, &member.type_, types, path, steps, holds, report);
    }
}

/// The held members of a type and its bases: their places, their names, and those to hold them under.
fn declared<'s>(context: &Context<'s>, id: usize) -> Vec<(At, &'s str, &'s str)> {
    let mut all = Vec::new();
    let mut next = context.document.types.iter().nth(id);
    // Bases that are made of each other have been reported.
    for _ in 0..=context.document.types.names().count() {
        let Some((name, Kinds::Map(long))) = next else { break };
        let at = At::root().key("types").key(name).key("members");
        let own = long.members.iter().flat_map(held);
        all.extend(own.map(|(page, name)| (at.key(page), page, name)));
        next = long
            .base
            .as_ref()
            .and_then(|Text(base)| context.document.types.iter().find(|(name, _)| *name == base.as_str()));
    }
    all
}

fn is_scalar(type_: &TypeRef) -> bool {
    !matches!(type_, TypeRef::Any | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Named(_))
}

fn unfit(at: &At, page: &str, report: &mut Report) {
    let message = format!("`{page}` is no single value, and only such can be held");
    let advice = "hold a member of it instead".to_owned();
    report.push(at.clone(), Problem::Conflict { message, advice });
}
