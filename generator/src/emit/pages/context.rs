//! What templates can say about a service.

use serde::Serialize;

use crate::diagnostics::NoteKind;
use crate::emit::{Part, features, limits_words};
use crate::model::{Codec, Member, Operation, Output, Presence, Service, TypeId, TypeKind, TypeRef};

/// Everything that a template can use; `templates/README.md` tells it to who writes one.
#[derive(Debug, Serialize)]
pub(super) struct Page<'s> {
    /// The service's name in the spec.
    service: &'s str,
    /// The service's name for people.
    title: &'s str,
    /// The service's name as a Rust type.
    rust: &'s str,
    /// The pages that the spec was transcribed from.
    sources: &'s [String],
    package: String,
    types_package: String,
    types_crate: String,
    client_crate: String,
    server_crate: String,
    /// The features that the crate needs of the runtime.
    features: Vec<&'static str>,
    /// The program among the examples; empty where there is none.
    example: String,
    has_credentials: bool,
    /// The credentials, by their names on a command line.
    credentials: Vec<&'s str>,
    has_guids: bool,
    operations: Vec<OperationRow<'s>>,
    assumptions: Vec<NoteRow<'s>>,
    outside: Vec<NoteRow<'s>>,
    limits: Vec<LimitRow>,
}

#[derive(Debug, Serialize)]
struct LimitRow {
    /// The member, behind the type or the operation that it belongs to.
    subject: String,
    text: String,
}

#[derive(Debug, Serialize)]
struct OperationRow<'s> {
    page: &'s str,
    rust: &'s str,
    method: &'s str,
    summary: &'s str,
    /// Whether there is something to hand over, or only an empty success.
    has_output: bool,
    /// The inputs that a caller must give.
    needed: Vec<&'s str>,
    /// The single values that a command line must give, by their names on the wire.
    arguments: Vec<&'s str>,
    /// Whether a call needs more than those, or what has no plain name.
    needs_json: bool,
    bindings: Vec<BindingRow<'s>>,
}

#[derive(Debug, Serialize)]
struct BindingRow<'s> {
    page: &'s str,
    rust: &'s str,
    line: &'s str,
    accepts: String,
    answers: String,
}

#[derive(Debug, Serialize)]
struct NoteRow<'s> {
    subject: &'s str,
    text: &'s str,
}

pub(super) fn page(service: &Service, part: Part) -> Page<'_> {
    Page {
        service: &service.name,
        title: &service.title,
        rust: &service.rust,
        sources: &service.sources,
        package: part.package(service),
        types_package: Part::Types.package(service),
        types_crate: Part::Types.crate_name(service),
        client_crate: Part::Client.crate_name(service),
        server_crate: Part::Server.crate_name(service),
        features: features::of(service, part),
        example: part.example(service),
        credentials: service.credentials.iter().map(|own| own.rust.as_str()).collect(),
        has_credentials: !service.credentials.is_empty(),
        has_guids: features::uses(service, &TypeRef::Guid),
        operations: service.operations.iter().map(|own| operation(own, service)).collect(),
        assumptions: notes(service, NoteKind::Assumption),
        outside: notes(service, NoteKind::Outside),
        limits: limits(service),
    }
}

fn limits(service: &Service) -> Vec<LimitRow> {
    let types = service.types.iter().filter_map(|own| match &own.kind {
        TypeKind::Record(record) => Some((&own.page, record)),
        TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => None,
    });
    let operations = service.operations.iter().flat_map(|own| {
        let output = match &own.output {
            Output::Record(record) => Some(record),
            Output::Nothing | Output::Whole(_) => None,
        };
        let members =
            [Some(&own.input.record), output].into_iter().flatten().flat_map(|record| &record.members);
        members.chain(own.answer_headers()).map(|member| (&own.page, member))
    });
    let types = types.flat_map(|(page, record)| record.members.iter().map(move |member| (page, member)));
    let mut rows = Vec::new();
    for (page, member) in operations.chain(types) {
        let text = member.limits.as_ref().map(limits_words);
        rows.extend(text.map(|text| LimitRow { subject: format!("{page}.{}", member.page), text }));
    }
    rows
}

fn notes(service: &Service, kind: NoteKind) -> Vec<NoteRow<'_>> {
    service.notes_of(kind).map(|note| NoteRow { subject: &note.subject, text: &note.text }).collect()
}

fn operation<'s>(own: &'s Operation, service: &'s Service) -> OperationRow<'s> {
    let (arguments, needs_json) = arguments(own, service);
    let needed = |member: &&Member| !member.is_optional() && !member.nullable && member.always.is_none();
    OperationRow {
        page: &own.page,
        rust: &own.rust,
        method: &own.method,
        summary: &own.summary,
        has_output: !matches!(own.output, Output::Nothing) || !own.headers.is_empty(),
        needed: own.input.record.members.iter().filter(needed).map(|member| member.rust.as_str()).collect(),
        arguments,
        needs_json,
        bindings: own
            .bindings
            .iter()
            .map(|own| BindingRow {
                page: &own.page,
                rust: &own.rust,
                line: &own.line,
                accepts: media(&own.accepts),
                answers: media(&own.answers),
            })
            .collect(),
    }
}

/// The single values that a call must be given, and whether that is not all that it must be.
fn arguments<'s>(own: &'s Operation, service: &'s Service) -> (Vec<&'s str>, bool) {
    let find = |id: TypeId| service.types.get(id.0);
    let input = &own.input;
    let body = input.body.and_then(|index| input.record.members.get(index)?.type_.members(find));
    let beside = input.record.members.iter().enumerate();
    let beside = beside.filter(|(index, _)| body.is_none() || input.body != Some(*index)).map(|(_, own)| own);
    // What a client computes is not typed in; resolving has made it optional.
    let needed = |own: &&Member| own.presence == Presence::Required && own.always.is_none();
    let all = beside.chain(body.into_iter().flat_map(|record| &record.members));
    let all: Vec<&Member> = all.filter(needed).collect();
    let is_plain = |name: &str| name.bytes().all(|own| own.is_ascii_alphanumeric() || b"-_.".contains(&own));
    let is_single = |type_: &TypeRef| match type_ {
        TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Any | TypeRef::Raw => false,
        TypeRef::Named(id) => find(*id).is_some_and(|own| matches!(own.kind, TypeKind::Enum(_))),
        _ => true,
    };
    let names = all.iter().filter(|own| is_single(&own.type_) && is_plain(&own.wire));
    let names: Vec<&str> = names.map(|own| own.wire.as_str()).collect();
    match names.len() == all.len() {
        true => (names, false),
        false => (Vec::new(), true),
    }
}

fn media(media: &[crate::model::MediaType]) -> String {
    let essences: Vec<&str> =
        media.iter().filter(|own| own.codec != Codec::Empty).map(|own| own.essence()).collect();
    if essences.is_empty() { "no body".to_owned() } else { essences.join(", ") }
}
