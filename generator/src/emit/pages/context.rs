//! What templates can say about a service.

use serde::Serialize;

use crate::diagnostics::NoteKind;
use crate::emit::{Part, features, limits_words};
use crate::model::{Codec, Member, Operation, Output, Service, TypeKind, TypeRef};

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
    has_credentials: bool,
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
        has_credentials: !service.credentials.is_empty(),
        has_guids: features::uses(service, &TypeRef::Guid),
        operations: service.operations.iter().map(operation).collect(),
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

fn operation(own: &Operation) -> OperationRow<'_> {
    let needed = |member: &&Member| !member.is_optional() && !member.nullable && member.always.is_none();
    OperationRow {
        page: &own.page,
        rust: &own.rust,
        method: &own.method,
        summary: &own.summary,
        has_output: !matches!(own.output, Output::Nothing) || !own.headers.is_empty(),
        needed: own.input.record.members.iter().filter(needed).map(|member| member.rust.as_str()).collect(),
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

fn media(media: &[crate::model::MediaType]) -> String {
    let essences: Vec<&str> =
        media.iter().filter(|own| own.codec != Codec::Empty).map(|own| own.essence()).collect();
    if essences.is_empty() { "no body".to_owned() } else { essences.join(", ") }
}
