//! What templates can say about a service.

use serde::Serialize;

use crate::diagnostics::NoteKind;
use crate::emit::Part;
use crate::model::{Codec, Function, Member, Operation, Output, Record, Service, TypeKind, TypeRef};

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
    let own = match part {
        Part::Types => features(service),
        Part::Client => vec!["client"],
        Part::Server => vec!["server"],
    };
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
        features: own,
        has_credentials: !service.credentials.is_empty(),
        has_guids: uses(service, &TypeRef::Guid),
        operations: service.operations.iter().map(operation).collect(),
        assumptions: notes(service, NoteKind::Assumption),
        outside: notes(service, NoteKind::Outside),
    }
}

fn notes(service: &Service, kind: NoteKind) -> Vec<NoteRow<'_>> {
    service.notes_of(kind).map(|note| NoteRow { subject: &note.subject, text: &note.text }).collect()
}

fn operation(own: &Operation) -> OperationRow<'_> {
    let needed = |member: &&Member| !member.is_optional() && !member.nullable;
    OperationRow {
        page: &own.page,
        rust: &own.rust,
        method: &own.method,
        summary: &own.summary,
        has_output: !matches!(own.output, Output::Nothing),
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

/// The features of the runtime that the types need, each found in the model.
fn features(service: &Service) -> Vec<&'static str> {
    let calls = |function| service.computed.iter().any(|own| own.expr.calls(function));
    let base64 = calls(Function::Base64)
        || calls(Function::Basic)
        || any_member(service, |own| own.format == crate::model::Format::Base64);
    let xml = service.xml_style.is_some() || codecs(service).any(|codec| matches!(codec, Codec::Soap { .. }));
    let found = [
        ("base64", base64),
        ("digest", calls(Function::Sha256)),
        ("guid", uses(service, &TypeRef::Guid)),
        ("xml", xml),
    ];
    found.into_iter().filter(|(_, found)| *found).map(|(feature, _)| feature).collect()
}

fn codecs(service: &Service) -> impl Iterator<Item = &Codec> {
    let bindings = service.operations.iter().flat_map(|own| &own.bindings);
    bindings.flat_map(|own| own.accepts.iter().chain(&own.answers)).map(|media| &media.codec)
}

fn records(service: &Service) -> impl Iterator<Item = &Record> {
    let types = service.types.iter().filter_map(|own| match &own.kind {
        TypeKind::Record(record) => Some(record),
        _ => None,
    });
    let operations = service.operations.iter().flat_map(|own| {
        let output = match &own.output {
            Output::Record(record) => Some(record),
            _ => None,
        };
        [Some(&own.input.record), output]
    });
    types.chain(operations.flatten())
}

fn any_member(service: &Service, wanted: impl Fn(&Member) -> bool) -> bool {
    records(service).flat_map(|own| &own.members).any(wanted)
}

fn uses(service: &Service, wanted: &TypeRef) -> bool {
    fn is(own: &TypeRef, wanted: &TypeRef) -> bool {
        match own {
            TypeRef::List(item) => is(item, wanted),
            own => own == wanted,
        }
    }
    let aliases =
        service.types.iter().any(|own| matches!(&own.kind, TypeKind::Alias(target) if is(target, wanted)));
    aliases || any_member(service, |own| is(&own.type_, wanted))
}
