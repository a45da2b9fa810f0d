//! Parts of bodies, and documents inside of something else.

use super::bindings::Both;
use super::kind::Kind;
use super::sides::Change;
use super::subject::Subject;
use super::words::part_text;
use crate::model::{Binding, Codec, Document, Format, PartForm, TypeRef};

/// What differs in how a member is written as a part of a body of several.
pub(super) fn part(both: &Both<'_>, before: usize, after: usize, subject: Subject) -> Option<Change> {
    let (old, new) = (forms(both.was)?, forms(both.is)?);
    let (old, new) = (form(old, before), form(new, after));
    let nothing = |member: usize| PartForm { member, media: Vec::new(), file_name: None, document: None };
    let was = old.cloned().unwrap_or_else(|| nothing(after));
    let is = new.cloned().unwrap_or_else(|| nothing(after));
    if (&was.media, &was.file_name, &was.document) == (&is.media, &is.file_name, &is.document) {
        return None;
    }
    let is_file = reaches_raw(&both.new.input.record.members[after].type_);
    let encoded = match (&was.document, &is.document) {
        (None, None) => false,
        (Some(old), Some(new)) => !are_read_alike(old, new),
        _ => true,
    };
    let checks = is_file || is.document.is_some();
    let kind = match () {
        () if encoded => Kind::Part,
        () if !checks || was.media == is.media => Kind::PartHead,
        () if was.media.iter().all(|own| takes(&is, own)) && takes(&was, default(&is)) && !is_any(&was) => {
            Kind::PartMediaAdded
        }
        () => Kind::Part,
    };
    Some(Change::new(subject, kind, part_text(old), part_text(new)))
}

/// Whether a reader of one form takes the other: documents that differ in how they begin.
pub(super) fn are_alike(old: &Format, new: &Format) -> bool {
    match (old, new) {
        (Format::Document(old), Format::Document(new)) => are_read_alike(old, new),
        _ => false,
    }
}

fn are_read_alike(old: &Document, new: &Document) -> bool {
    match (old, new) {
        (Document::Xml(Some(old)), Document::Xml(Some(new))) => old.root == new.root,
        (old, new) => old == new,
    }
}

fn forms(binding: &Binding) -> Option<&Vec<PartForm>> {
    binding.accepts.iter().find_map(|media| match &media.codec {
        Codec::Multipart(forms) => Some(forms),
        _ => None,
    })
}

fn form(forms: &[PartForm], member: usize) -> Option<&PartForm> {
    forms.iter().find(|own| own.member == member)
}

fn default(form: &PartForm) -> &str {
    form.media.first().map_or("application/octet-stream", String::as_str)
}

fn is_any(form: &PartForm) -> bool {
    form.media.is_empty()
}

fn takes(form: &PartForm, media: &str) -> bool {
    is_any(form) || form.media.iter().any(|own| own.eq_ignore_ascii_case(media))
}

fn reaches_raw(type_: &TypeRef) -> bool {
    match type_ {
        TypeRef::List(item) => reaches_raw(item),
        own => *own == TypeRef::Raw,
    }
}
