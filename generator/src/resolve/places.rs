//! Inputs that a server reads in several places.

use super::answer_headers::holds_text;
use super::context::{Context, MemberParts, member_parts};
use super::inputs::{Inputs, Section, Slot, SlotValue, is_header};
use super::members::{is_name, malformed};
use super::overlay::{Content, Merged};
use crate::diagnostics::{At, Problem, Report};
use crate::model::{BodyFrom, Elsewhere, Operation, Presence, TypeRef};
use crate::spec::{Places, Text};

/// Notes the further places of inputs, and reports those that they cannot have.
pub(super) fn gather(
    context: &Context<'_>,
    inputs: &mut Inputs<'_>,
    merged: &Merged<'_>,
    report: &mut Report,
) {
    let mut found: Vec<(At, Elsewhere)> = Vec::new();
    for slot in &inputs.slots {
        let (at, _, short) = &slot.written;
        let Some(places) = member_parts(short, at).places() else { continue };
        let at = at.key("also");
        if let Some((message, advice)) = unfit(context, slot, inputs, places, merged) {
            let (message, advice) = (message.to_owned(), advice.to_owned());
            report.push(at.name(), Problem::Conflict { message, advice });
            continue;
        }
        let SlotValue::Member(member) = slot.value else { continue };
        let before = report.len();
        let name = |section, key, name: &Option<Text>, report: &mut Report| {
            name.as_ref()
                .and_then(|Text(name)| free(slot, section, &at.key(key), name, inputs, &found, report))
        };
        let own = Elsewhere {
            member,
            query: name(Section::Query, "query", &places.query, report),
            header: name(Section::Headers, "headers", &places.headers, report),
            body: name(Section::Input, "input", &places.input, report),
        };
        if report.len() == before {
            found.push((at, own));
        }
    }
    for (_, own) in &found {
        let member = &mut inputs.input.record.members[own.member];
        let more = own.body.iter().filter(|name| **name != member.wire && !member.also.contains(name));
        let more: Vec<String> = more.cloned().collect();
        member.also.extend(more);
    }
    inputs.input.elsewhere = found.iter().map(|(_, own)| own.clone()).collect();
    inputs.places = found;
}

/// Why an input cannot have further places.
fn unfit(
    context: &Context<'_>,
    slot: &Slot<'_>,
    inputs: &Inputs<'_>,
    places: &Places,
    merged: &Merged<'_>,
) -> Option<(&'static str, &'static str)> {
    let given = |index: usize| inputs.input.given.iter().any(|own| own.member == index);
    let index = match slot.value {
        SlotValue::Member(index) if !given(index) => index,
        _ => return Some(("what is computed or always the same has one place", "leave `also` out")),
    };
    let member = &inputs.input.record.members[index];
    let own = match slot.section {
        Section::Path => return Some(("what stands in the path is always there", "leave `also` out")),
        Section::SoapHeaders => {
            return Some(("a block of a SOAP header has no other place", "leave `also` out"));
        }
        Section::Query => &places.query,
        Section::Headers => &places.headers,
        Section::Input => &places.input,
    };
    let stands_in = |own: &Slot<'_>| own.instead_of == Some(index);
    let in_body = places.input.is_some() || slot.section == Section::Input;
    if own.is_some() {
        Some(("it has this place already", "write further names of one place as a list: `also: [name]`"))
    } else if [&places.query, &places.headers, &places.input].into_iter().all(Option::is_none) {
        Some(("no place is named", "say `query`, `headers` or `input`, and the name there"))
    } else if slot.only.is_some() {
        Some(("an input of one binding has one place", "move it to the operation"))
    } else if slot.instead_of.is_some() || inputs.slots.iter().any(stands_in) {
        Some((
            "a header that stands in for another one has no other place",
            "leave `instead_of` or `also` out",
        ))
    } else if matches!(member.type_, TypeRef::List(_)) || !holds_text(context, &member.type_) {
        Some(("only a single value is read in several places", "use a scalar type"))
    } else if in_body && member.presence == Presence::Required {
        Some(("a body that may do without it cannot require it", "say `optional`"))
    } else if places.input.is_some() && matches!(merged.input, Content::Type(..)) {
        Some((
            "the body is a type, and has no place for it",
            "write its members under `input`, or leave `input` out",
        ))
    } else {
        None
    }
}

/// The name in a place, unless it is that of another input.
fn free(
    slot: &Slot<'_>,
    section: Section,
    at: &At,
    name: &str,
    inputs: &Inputs<'_>,
    found: &[(At, Elsewhere)],
    report: &mut Report,
) -> Option<String> {
    if section == Section::Headers && !is_header(name) {
        let expected = "letters, digits and `!#$%&'*+-.^_|~`".to_owned();
        report.push(at.clone(), Problem::Malformed { what: "header name", expected, found: name.to_owned() });
        return None;
    }
    if !is_name(name) {
        report.push(at.clone(), malformed(name));
        return None;
    }
    let same = |own: &str| match section {
        Section::Headers => own.eq_ignore_ascii_case(name),
        _ => own == name,
    };
    let of_slot = |own: &&Slot<'_>| {
        own.section == section
            && own.page != slot.page
            && (same(&own.wire) || own.also.iter().any(|own| same(own)))
    };
    let in_place = |own: &Elsewhere| match section {
        Section::Query => own.query.as_deref().is_some_and(same),
        Section::Headers => own.header.as_deref().is_some_and(same),
        _ => own.body.as_deref().is_some_and(same),
    };
    let page = |own: &Elsewhere| inputs.input.record.members[own.member].page.as_str();
    let other = inputs.slots.iter().find(of_slot).map(|own| own.page);
    let other = other.or_else(|| found.iter().find(|(_, own)| in_place(own)).map(|(_, own)| page(own)));
    if let Some(other) = other {
        let message = format!("the inputs `{other}` and `{}` are both `{name}` there", slot.page);
        let advice = "give one of them another name".to_owned();
        report.push(at.clone(), Problem::Conflict { message, advice });
        return None;
    }
    Some(name.to_owned())
}

/// Reports further places of what is no input.
pub(super) fn misplaced(at: &At, page: &str, parts: &MemberParts<'_>, report: &mut Report) {
    if parts.places().is_some() {
        let message = format!("`{page}` is no input, and only inputs are read in several places");
        let advice = "write further names as a list: `also: [name]`".to_owned();
        report.push(at.key("also").name(), Problem::Conflict { message, advice });
    }
}

/// Reports places in a body that no binding has.
pub(super) fn check(operation: &Operation, places: &[(At, Elsewhere)], report: &mut Report) {
    let has_body = operation.bindings.iter().any(|own| matches!(own.body, BodyFrom::Members(_)));
    for (at, _) in places.iter().filter(|(_, own)| own.body.is_some() && !has_body) {
        let message = format!("no binding of `{}` has members in its body", operation.page);
        let advice = "leave `input` out, or add inputs that stand in the body".to_owned();
        report.push(at.key("input").name(), Problem::Conflict { message, advice });
    }
}
