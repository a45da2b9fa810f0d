//! What generated code needs of the runtime, found in the model.

use super::Part;
use crate::model::{
    Codec, Document, Expr, Format, Function, Holds, JsonFramePart, Member, Output, PartForm, Record, Service,
    TypeKind, TypeRef, Whole,
};

/// The features of the runtime that a part of a service needs.
pub(super) fn of(service: &Service, part: Part) -> Vec<&'static str> {
    match part {
        Part::Types => of_types(service),
        Part::Client => vec!["client"],
        Part::Server => vec!["server"],
    }
}

fn of_types(service: &Service) -> Vec<&'static str> {
    let calls = |function| service.computed.iter().any(|own| own.expr.calls(function));
    let any = |wanted: &[Function]| wanted.iter().any(|function| calls(*function));
    let occurs = |wanted: &dyn Fn(&Expr) -> bool| service.computed.iter().any(|own| own.expr.any(wanted));
    let base64 = any(&[Function::Base64, Function::Base64Url, Function::FromBase64, Function::Basic])
        || any_member(service, |own| is_base64(&own.format))
        || wholes(service).any(|own| is_base64(&own.format))
        || uses(service, &TypeRef::Bytes);
    let xml_documents =
        |own: &Member| own.format.all().any(|own| matches!(own, Format::Document(Document::Xml(_))));
    let xml_parts = |own: &PartForm| matches!(own.document, Some(Document::Xml(_)));
    let xml_part = |own: &Codec| matches!(own, Codec::Multipart(parts) if parts.iter().any(xml_parts));
    let xml = any_member(service, xml_documents)
        || codecs(service).any(xml_part)
        || !service.xml_styles.is_empty()
        || codecs(service).any(|codec| matches!(codec, Codec::Soap { .. }));
    let found = [
        ("base64", base64),
        ("challenge", calls(Function::Digest)),
        ("digest", any(&[Function::Sha256, Function::Sha512, Function::HmacSha256, Function::HmacSha512])),
        ("guid", uses(service, &TypeRef::Guid)),
        ("hmac", any(&[Function::HmacMd5, Function::HmacSha1, Function::HmacSha256, Function::HmacSha512])),
        ("map", any_type(service, &|own| matches!(own, TypeRef::Map(_)))),
        ("md5", any(&[Function::Md5, Function::HmacMd5])),
        ("multipart", codecs(service).any(|codec| matches!(codec, Codec::Multipart(_)))),
        ("nonce", occurs(&|own| matches!(own, Expr::Nonce | Expr::Uuid)) || codecs(service).any(makes_up)),
        ("oauth1", calls(Function::OAuth1)),
        ("pattern", any_member(service, |own| own.limits.as_ref().is_some_and(|own| own.pattern.is_some()))),
        ("sha1", any(&[Function::Sha1, Function::HmacSha1])),
        ("xml", xml),
    ];
    found.into_iter().filter(|(_, found)| *found).map(|(feature, _)| feature).collect()
}

/// Whether a frame has something that an attempt makes up.
fn makes_up(codec: &Codec) -> bool {
    let Codec::Framed(frame) = codec else { return false };
    frame.request.iter().any(|(_, part)| matches!(part, JsonFramePart::Nonce | JsonFramePart::Uuid))
}

fn is_base64(format: &Format) -> bool {
    match format {
        Format::Each(each) => [&each.json, &each.xml, &each.form].into_iter().any(is_base64),
        format => *format == Format::Base64,
    }
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

/// The types that are the whole of an answer.
fn wholes(service: &Service) -> impl Iterator<Item = &Whole> {
    service.operations.iter().flat_map(|own| {
        let output = match &own.output {
            Output::Whole(whole) => Some(whole),
            _ => None,
        };
        let failures = own.failures.iter().filter_map(|own| match &own.holds {
            Holds::Whole(whole) => Some(whole),
            _ => None,
        });
        output.into_iter().chain(failures)
    })
}

fn any_member(service: &Service, wanted: impl Fn(&Member) -> bool) -> bool {
    let headers = service.operations.iter().flat_map(|own| own.answer_headers());
    records(service).flat_map(|own| &own.members).chain(headers).any(wanted)
}

/// Whether a member or an alias is of a type.
pub(super) fn uses(service: &Service, wanted: &TypeRef) -> bool {
    any_type(service, &|own| own == wanted)
}

/// Whether a member or an alias is of a type that is looked for.
fn any_type(service: &Service, wanted: &dyn Fn(&TypeRef) -> bool) -> bool {
    let aliases =
        service.types.iter().any(|own| matches!(&own.kind, TypeKind::Alias(target) if target.any(wanted)));
    aliases
        || any_member(service, |own| own.type_.any(wanted))
        || wholes(service).any(|own| own.type_.any(wanted))
}
