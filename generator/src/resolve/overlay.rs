//! An operation with what all operations share laid under it.

use super::members::Written;
use crate::diagnostics::{At, Problem, Report};
use crate::spec::{self, Kinds, Members, Names, Short, Text};

/// An operation as the spec means it: the sections of `every` first, its own
/// after them, each with its place.
#[derive(Clone, Debug)]
pub(super) struct Merged<'s> {
    pub(super) at: At,
    pub(super) page: &'s str,
    pub(super) http: Option<(At, &'s str)>,
    pub(super) bindings: Vec<(At, &'s str, &'s Short<spec::Binding>)>,
    pub(super) path: Vec<Written<'s>>,
    pub(super) query: Vec<Written<'s>>,
    pub(super) headers: Vec<Written<'s>>,
    pub(super) soap_headers: Vec<Written<'s>>,
    /// Those of an answer, which are among the members of the output as well.
    pub(super) answer_soap_headers: Vec<Written<'s>>,
    /// The headers of an answer, which stand beside what its body holds.
    pub(super) answer_headers: Vec<Written<'s>>,
    pub(super) accepts: Option<(At, &'s [Text])>,
    pub(super) answers: Option<(At, &'s [Text])>,
    pub(super) input: Content<'s>,
    pub(super) output: Content<'s>,
    pub(super) success: Option<(At, &'s spec::Conditions)>,
    pub(super) failures: Vec<(At, &'s str, &'s Short<spec::Failure>)>,
    pub(super) faults: Option<(At, &'s [Text])>,
    /// What the operation itself says of its pages.
    pub(super) pages: Option<(At, &'s spec::Paging)>,
}

/// What an operation takes or gives.
#[derive(Clone, Debug)]
pub(super) enum Content<'s> {
    Nothing,
    Type(At, &'s str),
    Members(Vec<Written<'s>>),
}

/// Lays an operation over `every`.
pub(super) fn merge<'s>(
    every: Option<&'s spec::Operation>,
    page: &'s str,
    own: &'s spec::Operation,
    report: &mut Report,
) -> Merged<'s> {
    let every_at = At::root().key("every");
    let at = At::root().key("operations").key(page);
    let layers: Vec<(At, &spec::Operation)> =
        every.map(|every| (every_at, every)).into_iter().chain([(at.clone(), own)]).collect();
    let scalar = |key: &str, get: fn(&'s spec::Operation) -> Option<&'s Text>| {
        layers.iter().rev().find_map(|(at, layer)| get(layer).map(|text| (at.key(key), text.0.as_str())))
    };
    let list = |key: &str, get: fn(&'s spec::Operation) -> Option<&'s Vec<Text>>| {
        layers.iter().rev().find_map(|(at, layer)| get(layer).map(|list| (at.key(key), list.as_slice())))
    };
    let blocks = names(&layers, "answer-soap-headers", |layer| &layer.answer_soap_headers);
    let output = content(&layers, "output", |layer| layer.output.as_ref(), report);
    // They are tried in order, and what an operation says of itself is the narrower.
    let mut failures = names(&layers, "failures", |layer| &layer.failures);
    failures.sort_by_key(|(own, _, _)| !own.steps().starts_with(at.steps()));
    Merged {
        http: scalar("http", |layer| layer.http.as_ref()),
        bindings: names(&layers, "bindings", |layer| &layer.bindings),
        path: names(&layers, "path", |layer| &layer.path),
        query: names(&layers, "query", |layer| &layer.query),
        headers: names(&layers, "headers", |layer| &layer.headers),
        soap_headers: names(&layers, "soap-headers", |layer| &layer.soap_headers),
        accepts: list("accepts", |layer| layer.accepts.as_ref()),
        answers: list("answers", |layer| layer.answers.as_ref()),
        input: content(&layers, "input", |layer| layer.input.as_ref(), report),
        output: with_headers(output, &blocks, report),
        answer_soap_headers: blocks,
        answer_headers: names(&layers, "answer-headers", |layer| &layer.answer_headers),
        success: layers
            .iter()
            .rev()
            .find_map(|(at, layer)| layer.success.as_ref().map(|own| (at.key("success"), own))),
        failures,
        faults: list("faults", |layer| layer.faults.as_ref()),
        pages: own.pages.as_ref().map(|pages| (at.key("pages"), pages)),
        at,
        page,
    }
}

/// What an answer holds, the blocks of its header along with it.
fn with_headers<'s>(output: Content<'s>, headers: &[Written<'s>], report: &mut Report) -> Content<'s> {
    let Some((at, _, _)) = headers.first() else { return output };
    let mut members = match output {
        Content::Nothing => Vec::new(),
        Content::Members(members) => members,
        Content::Type(..) => {
            let message =
                "an answer with blocks in its header has no room for a whole type beside them".to_owned();
            let advice = "write the members of the type under `output`".to_owned();
            report.push(at.name(), Problem::Conflict { message, advice });
            return output;
        }
    };
    members.extend(headers.iter().cloned());
    Content::Members(members)
}

/// Names of all layers; one that stands in two keeps its place and takes the later content.
fn names<'s, T>(
    layers: &[(At, &'s spec::Operation)],
    key: &str,
    get: fn(&'s spec::Operation) -> &'s Names<T>,
) -> Vec<(At, &'s str, &'s T)> {
    let mut all: Vec<(At, &'s str, &'s T)> = Vec::new();
    for (at, layer) in layers {
        add(&mut all, &at.key(key), get(layer));
    }
    all
}

fn add<'s, T>(all: &mut Vec<(At, &'s str, &'s T)>, at: &At, names: &'s Names<T>) {
    for (name, value) in names.iter() {
        let entry = (at.key(name), name, value);
        match all.iter_mut().find(|(_, own, _)| *own == name) {
            Some(earlier) => *earlier = entry,
            None => all.push(entry),
        }
    }
}

fn content<'s>(
    layers: &[(At, &'s spec::Operation)],
    key: &'static str,
    get: fn(&'s spec::Operation) -> Option<&'s Short<Members>>,
    report: &mut Report,
) -> Content<'s> {
    let mut content = Content::Nothing;
    for (at, layer) in layers {
        let at = at.key(key);
        content = match (content, get(layer)) {
            (content, None | Some(Kinds::List(_))) => content,
            (Content::Nothing, Some(Kinds::Text(text))) if text == "nothing" => Content::Nothing,
            (Content::Nothing | Content::Type(..), Some(Kinds::Text(text))) => Content::Type(at, text),
            (Content::Nothing, Some(Kinds::Map(members))) => {
                let mut all = Vec::new();
                add(&mut all, &at, members);
                Content::Members(all)
            }
            (Content::Members(mut all), Some(Kinds::Map(members))) => {
                add(&mut all, &at, members);
                Content::Members(all)
            }
            (content, Some(_)) => {
                let message = format!("`{key}` is a type here and members under `every`, or the reverse");
                let advice = "write both as members".to_owned();
                report.push(at, Problem::Conflict { message, advice });
                content
            }
        };
    }
    content
}
