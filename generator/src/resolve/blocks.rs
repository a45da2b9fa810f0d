//! Blocks in the headers of SOAP envelopes.

use super::context::member_parts;
use super::inputs::{Inputs, Section, SlotValue};
use super::members::Written;
use super::overlay::{Content, Merged};
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Binding, Block, Codec, MediaType, Member, Place, TypeRef, XmlChild};
use crate::spec::Text;

/// A block is one element, so that a list or a map is none.
pub(super) fn fits(member: &Member, at: &At, report: &mut Report) -> bool {
    let what = match member.type_ {
        TypeRef::List(_) => "list",
        TypeRef::Map(_) => "map",
        _ => return true,
    };
    let message = format!("`{}` is a {what}, and a block of a header is one element", member.page);
    let advice = format!("use a type with the {what} as a member");
    report.push(at.clone(), Problem::Conflict { message, advice });
    false
}

/// Makes the XML of a member that of a block.
pub(super) fn block(child: XmlChild, (at, _, written): &Written<'_>) -> XmlChild {
    let soap = member_parts(written, at).long.and_then(|long| long.soap.as_ref());
    let block = soap.map_or_else(Block::default, |soap| Block {
        must_understand: soap.must_understand == Some(true),
        actor: soap.actor.as_ref().map(|Text(actor)| actor.clone()),
    });
    XmlChild { place: Place::Header, item: None, inside: None, block, ..child }
}

/// Reports a member that says what only a block can say.
pub(super) fn misplaced((at, page, written): &Written<'_>, report: &mut Report) {
    if member_parts(written, at).long.is_some_and(|long| long.soap.is_some()) {
        let message = format!("`{page}` is no block of a SOAP header");
        let advice =
            "leave `soap` out, or move the member to `soap-headers` or `answer-soap-headers`".to_owned();
        report.push(at.key("soap").name(), Problem::Conflict { message, advice });
    }
}

/// Reports blocks that have no envelope to stand in.
pub(super) fn check(merged: &Merged<'_>, inputs: &Inputs<'_>, bindings: &[Binding], report: &mut Report) {
    if let Content::Members(members) = &merged.output {
        let is_block = |page: &str| merged.answer_soap_headers.iter().any(|(_, own, _)| *own == page);
        members.iter().filter(|(_, page, _)| !is_block(page)).for_each(|own| misplaced(own, report));
    }
    let soap = |codec: &Codec| matches!(codec, Codec::Soap { .. });
    let requests = |own: &&Binding| own.accepts.iter().any(|media| soap(&media.codec));
    let answers = |own: &&Binding| own.answers.iter().any(|media| soap(&media.codec));
    let none = [
        ("soap-headers", merged.soap_headers.first(), bindings.iter().any(|own| requests(&own))),
        ("answer-soap-headers", merged.answer_soap_headers.first(), bindings.iter().any(|own| answers(&own))),
    ];
    for (key, first, has) in none {
        if let Some((at, _, _)) = first.filter(|_| !has && !bindings.is_empty()) {
            let message = format!("`{}` has no binding in SOAP, and only SOAP has `{key}`", merged.page);
            let advice = "move them to `headers` or to the members, or add a binding in SOAP".to_owned();
            report.push(at.name(), Problem::Conflict { message, advice });
        }
    }
    if let (Some((at, _, _)), Content::Type(..)) = (merged.soap_headers.first(), &merged.input) {
        let what = "a block in the header beside a type that is the whole body".to_owned();
        let advice = "write the members of the type under `input`".to_owned();
        report.push(at.name(), Problem::NotYet { what, advice });
    }
    let inner = |own: &MediaType| matches!(own.codec, Codec::Soap { result: Some(_), .. });
    if let Some((at, _, _)) = merged.answer_soap_headers.first()
        && bindings.iter().flat_map(|own| &own.answers).any(inner)
    {
        let what =
            "a block in the header of an answer whose members stand in an element of their own".to_owned();
        let advice =
            "leave the second element out of `answer`, and make it a member of the output".to_owned();
        report.push(at.name(), Problem::NotYet { what, advice });
    }
    for slot in inputs.slots.iter().filter(|slot| slot.section == Section::SoapHeaders) {
        let SlotValue::Member(index) = slot.value else { continue };
        let needed =
            inputs.input.record.members.get(index).is_some_and(|own| !own.is_optional() && !own.nullable);
        if let Some(other) = bindings.iter().find(|own| needed && !requests(own)) {
            let message = format!(
                "`{}` is required, and `{}` is not SOAP and has no place for it",
                slot.page, other.page
            );
            let advice = "say `optional`".to_owned();
            report.push(slot.written.0.name(), Problem::Conflict { message, advice });
        }
    }
    let plain = |own: &&Binding| own.answers.iter().any(|media| matches!(media.codec, Codec::Xml(_)));
    if let (Some((at, page, _)), Some(other)) =
        (merged.answer_soap_headers.first(), bindings.iter().find(plain))
    {
        let message = format!("plain XML has no header for `{page}`, and `{}` answers in it", other.page);
        let advice = "leave out XML, or make it an operation of its own".to_owned();
        report.push(at.name(), Problem::Conflict { message, advice });
    }
}
