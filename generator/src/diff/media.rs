//! The media types of requests and answers.

use super::bindings::Both;
use super::kind::Kind;
use super::same::same_template;
use super::sides::Change;
use super::subject::Subject;
use super::words::{codec_text, json_text, quoted, style};
use crate::model::{Codec, JsonFramePart, MediaType, Operation};

/// What differs between the media types of a binding.
pub(super) fn media_types(both: &Both<'_>, subject: &Subject) -> Vec<Change> {
    let mut changes = list(both, subject, "request", &both.was.accepts, &both.is.accepts);
    changes.extend(list(both, subject, "answer", &both.was.answers, &both.is.answers));
    changes
}

fn list(both: &Both<'_>, subject: &Subject, of: &str, old: &[MediaType], new: &[MediaType]) -> Vec<Change> {
    let shown = |own: &MediaType| {
        let name = if own.codec == Codec::Empty { "no body" } else { own.essence() };
        format!("`{name}` ({of})")
    };
    let mut changes = Vec::new();
    for own in old {
        let Some(other) = find(new, own) else {
            let change = Change::new(subject.clone(), Kind::MediaTypeRemoved, shown(own), "");
            changes.push(change.in_rust(is_named(both.old, own) && !is_named(both.new, own)));
            continue;
        };
        // What an answer in SOAP looks like is told of the request.
        let is_told =
            of == "answer" && matches!((&own.codec, &other.codec), (Codec::Soap { .. }, Codec::Soap { .. }));
        if !is_told && !same_codec(both, of, &own.codec, &other.codec) {
            let text = |own: &MediaType, operation| match around(&own.codec, of) {
                Some(parts) => json_text(parts),
                None => codec_text(&own.codec, operation),
            };
            let texts = (text(own, both.old), format!("{} {}", shown(other), text(other, both.new)));
            changes.push(Change::new(subject.clone(), Kind::Codec, texts.0, texts.1));
        }
        if let (Codec::Xml(was), Codec::Xml(is)) = (&own.codec, &other.codec)
            && was != is
            && has_several(both)
        {
            changes.push(Change::new(subject.clone(), Kind::XmlStyle, style(was), style(is)));
        }
        changes.extend(cases(
            (own.ignore_case, other.ignore_case),
            subject,
            &format!("the names in {}", shown(own)),
        ));
        if own.content_type != other.content_type && own.codec != Codec::Empty {
            let text = |own: &MediaType| format!("`{}` ({of})", own.content_type);
            changes.push(Change::new(subject.clone(), Kind::ContentType, text(own), text(other)));
        }
    }
    for (at, own) in new.iter().enumerate().filter(|(_, own)| find(old, own).is_none()) {
        // A client that writes a body in it asks for the answer in it too, where it can.
        let follows =
            of == "answer" && find(&both.was.accepts, own).is_some() && find(&both.is.accepts, own).is_some();
        let kind = if at == 0 || follows { Kind::DefaultMediaTypeAdded } else { Kind::MediaTypeAdded };
        let change = Change::new(subject.clone(), kind, "", shown(own));
        changes.push(change.in_rust(is_named(both.new, own) && !is_named(both.old, own)));
    }
    let found = old.iter().filter_map(|own| new.iter().position(|other| is_one(own, other)));
    if !found.is_sorted() {
        let names =
            |own: &[MediaType]| own.iter().map(|own| quoted(own.essence())).collect::<Vec<_>>().join(", ");
        let texts = (names(old), format!("{} ({of})", names(new)));
        changes.push(Change::new(subject.clone(), Kind::MediaTypesReordered, texts.0, texts.1));
    }
    changes
}

/// Whether names are read in any case now, or no longer.
pub(super) fn cases((was, is): (bool, bool), subject: &Subject, what: &str) -> Option<Change> {
    let what = format!("{what} in any case");
    match (was, is) {
        (false, true) => Some(Change::new(subject.clone(), Kind::CaseIgnored, "", what)),
        (true, false) => Some(Change::new(subject.clone(), Kind::CaseCounts, what, "")),
        _ => None,
    }
}

/// Whether a side writes XML in several styles; the one style of a service is told with the service.
fn has_several(both: &Both<'_>) -> bool {
    [both.sides.old, both.sides.new].iter().any(|own| own.xml_styles.len() > 1)
}

fn is_one(one: &MediaType, other: &MediaType) -> bool {
    one.essence().eq_ignore_ascii_case(other.essence())
}

fn find<'m>(all: &'m [MediaType], wanted: &MediaType) -> Option<&'m MediaType> {
    all.iter().find(|own| is_one(own, wanted))
}

/// Whether an operation has a constant for the media type.
fn is_named(operation: &Operation, media: &MediaType) -> bool {
    operation.media_constants().iter().any(|(_, essence)| essence == media.essence())
}

/// What stands around JSON in one of the directions; `None` for what is no JSON.
fn around<'c>(codec: &'c Codec, of: &str) -> Option<&'c [(String, JsonFramePart)]> {
    match codec {
        Codec::Json => Some(&[]),
        Codec::Framed(frame) => Some(if of == "request" { &frame.request } else { &frame.answer }),
        _ => None,
    }
}

fn same_codec(both: &Both<'_>, of: &str, old: &Codec, new: &Codec) -> bool {
    if let (Some(old), Some(new)) = (around(old, of), around(new, of)) {
        return old == new;
    }
    match (old, new) {
        (Codec::PaddedJson(old), Codec::PaddedJson(new)) => {
            same_template(old, new, |before, after| both.inputs.are_one(before, after))
        }
        // Each part is compared by itself.
        (Codec::Multipart(_), Codec::Multipart(_)) => true,
        // How documents begin is no matter of what they say.
        (Codec::Xml(_), Codec::Xml(_)) => true,
        (old, new) => old == new,
    }
}
