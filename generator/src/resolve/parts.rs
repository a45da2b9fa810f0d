//! Bodies of several parts: how each input is written as one.

use super::bindings::Travel;
use super::context::{Books, MemberParts, member_parts};
use super::documents;
use super::inputs::{Slot, SlotValue};
use super::lookup::meant;
use super::profiles::{Profile, ProfileKind, essence, media_types};
use super::type_text;
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{
    Binding, BodyFrom, Codec, Document, MediaType, Member, Operation, PartForm, Type, TypeKind, TypeRef,
    Value,
};
use crate::spec::{MemberPart, Text};

/// Reports media types of a profile for parts that say nothing of parts.
pub(super) fn media_is_multipart(profile: &Profile, written: &[Text], at: &At, report: &mut Report) {
    let is_parts = |own: &Text| essence(&own.0).to_ascii_lowercase().starts_with("multipart/");
    for (index, own) in written.iter().enumerate() {
        if is_parts(own) != (profile.kind == ProfileKind::Multipart) {
            let message = match is_parts(own) {
                true => format!("`{}` is a body of several parts, which `{}` is not", own.0, profile.name),
                false => format!("`{}` is no body of several parts", own.0),
            };
            let advice =
                "name a media type that begins with `multipart/` in `multipart` and what is made from it, \
                          and nowhere else"
                    .to_owned();
            report.push(at.item(index), Problem::Conflict { message, advice });
        }
    }
}

/// Reports a member that says what only an input of a body can say.
pub(super) fn misplaced(at: &At, page: &str, parts: &MemberParts<'_>, report: &mut Report) {
    if parts.long.is_some_and(|long| long.part.is_some()) {
        let message = format!("`{page}` is no part of a body of several parts");
        let advice =
            "leave `part` out; members of an operation's `input` have it, where the profile is `multipart`";
        report.push(at.key("part").name(), Problem::Conflict { message, advice: advice.to_owned() });
    }
}

/// Whether a codec is that of bodies of several parts.
pub(super) fn is_multipart(media: &MediaType) -> bool {
    matches!(media.codec, Codec::Multipart(_))
}

impl Travel<'_, '_> {
    /// Says of each member of a body in parts how it is written.
    pub(super) fn in_parts(
        &self,
        body: &BodyFrom,
        accepts: &mut [MediaType],
        answers: &[MediaType],
        books: &mut Books,
        report: &mut Report,
    ) {
        if answers.iter().any(is_multipart) {
            let what = "an answer of several parts".to_owned();
            let advice = "name another profile after `->`".to_owned();
            report.push(self.at.clone(), Problem::NotYet { what, advice });
        }
        if !accepts.iter().any(is_multipart) {
            return;
        }
        let BodyFrom::Members(members) = body else {
            let what = "a type that is the whole of a body of several parts".to_owned();
            let advice = "write its members under `input`".to_owned();
            report.push(self.at.clone(), Problem::NotYet { what, advice });
            return;
        };
        let slots = self.inputs.slots.iter().filter_map(|slot| match slot.value {
            SlotValue::Member(index) if members.contains(&index) => Some((index, slot)),
            _ => None,
        });
        let forms: Vec<PartForm> =
            slots.filter_map(|(index, slot)| self.part(index, slot, books, report)).collect();
        for media in accepts {
            if let Codec::Multipart(own) = &mut media.codec {
                own.clone_from(&forms);
            }
        }
    }

    /// How a member is written; `None` for its text, or for bytes of any media type.
    fn part(
        &self,
        index: usize,
        slot: &Slot<'_>,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<PartForm> {
        let member = self.inputs.input.record.members.get(index)?;
        let (at, page, short) = &slot.written;
        let written = member_parts(short, at).long.and_then(|long| long.part.as_ref());
        let nothing = MemberPart::default();
        let (at, own) = (at.key("part"), written.unwrap_or(&nothing));
        let conflict = |at: At, message: String, advice: &str, report: &mut Report| {
            report.push(at, Problem::Conflict { message, advice: advice.to_owned() });
        };
        let file = is_file(slot, member);
        let mut form = PartForm { member: index, media: Vec::new(), file_name: None, document: None };
        if let Some(Text(name)) = &own.as_ {
            let profile = self.profile(name, &at.key("as"), report)?;
            if own.media.is_some() {
                let message = format!("`{name}` has media types of its own");
                conflict(
                    at.key("media").name(),
                    message,
                    "leave `media` out, or make a profile with it",
                    report,
                );
                return None;
            }
            books.use_profile(name);
            form.media.clone_from(&profile.media);
            let (fits, advice) = match profile.kind {
                ProfileKind::Json if profile.call.is_none() => {
                    form.document = Some(Document::Json);
                    (!file, "leave `part` out: bytes travel as they are")
                }
                ProfileKind::Xml => {
                    form.document = Some(documents::unsettled(self.context, name));
                    (!file, "leave `part` out: bytes travel as they are")
                }
                ProfileKind::Text => (true, ""),
                ProfileKind::Bytes => (file, "name another profile, such as `json`"),
                _ => (false, "name `json`, `xml`, `text`, `bytes`, or a profile made from one of them"),
            };
            if !fits {
                conflict(
                    at.key("as"),
                    format!("`{page}` cannot be a part in the profile `{name}`"),
                    advice,
                    report,
                );
                return None;
            }
        }
        if let Some(media) = &own.media {
            form.media = media_types(media, &at.key("media"), report);
        }
        if let Some(Text(name)) = &own.name {
            if !file {
                let message = format!("`{page}` is no file, and `name` is that of one");
                conflict(at.key("name").name(), message, "leave `name` out", report);
            } else if name.is_empty()
                || name.len() > 100
                || name.contains(['"', '\\', '%'])
                || name.contains(char::is_control)
            {
                let expected =
                    "1 to 100 characters without quotes, backslashes, `%` and control characters".to_owned();
                report.push(
                    at.key("name"),
                    Problem::Malformed { what: "file name", expected, found: name.clone() },
                );
            }
            form.file_name = Some(name.clone());
        }
        let says = !form.media.is_empty() || form.file_name.is_some() || form.document.is_some();
        says.then_some(form)
    }

    fn profile(&self, name: &str, at: &At, report: &mut Report) -> Option<&Profile> {
        let found = self.context.profiles.get(name);
        // One with a problem of its own is not blamed again.
        if found.is_none() && self.context.document.profiles.get(name).is_none() {
            let nearest = nearest(name, self.context.profiles.names());
            report.push(at.clone(), Problem::Undefined { name: name.to_owned(), what: "profile", nearest });
        }
        found
    }
}

/// Whether a member travels in a part as the bytes that it is, or each of its items does: no
/// form asks for a text.
fn is_file(slot: &Slot<'_>, member: &Member) -> bool {
    let (at, _, short) = &slot.written;
    let parts = member_parts(short, at);
    let has_form = || {
        let text = type_text::parse(parts.type_, at, &mut Report::default());
        text.is_some_and(|text| text.format.is_some()) || parts.long.is_some_and(|long| long.as_.is_some())
    };
    let as_text =
        parts.long.and_then(|long| long.part.as_ref()?.as_.as_ref()).is_some_and(|own| own.0 == "text");
    is_bytes(&member.type_) && !as_text && !has_form()
}

/// Whether a type is bytes, or a list of them, by no other name.
fn is_bytes(type_: &TypeRef) -> bool {
    match type_ {
        TypeRef::List(item) => **item == TypeRef::Bytes,
        own => *own == TypeRef::Bytes,
    }
}

/// Why a value without an encoding of its own is no part.
fn misfit(page: &str, type_: &TypeRef, types: &[Option<Type>]) -> Option<Problem> {
    let meant = match meant(type_, types) {
        TypeRef::List(item) => meant(item, types),
        own => own,
    };
    let (message, advice) = match meant {
        TypeRef::Bytes => (
            format!("`{page}` is bytes by another name, and only `bytes` are a file"),
            "say `bytes`, or `part: { as: text }` for their Base64",
        ),
        TypeRef::Any | TypeRef::List(_) | TypeRef::Map(_) => {
            (more(page), "say `part: { as: json }`, or name another profile")
        }
        TypeRef::Named(id) => match types.get(id.0).and_then(Option::as_ref).map(|own| &own.kind) {
            Some(TypeKind::Record(_) | TypeKind::Union(_)) => {
                (more(page), "say `part: { as: json }`, or name another profile")
            }
            _ => return None,
        },
        _ => return None,
    };
    Some(Problem::Conflict { message, advice: advice.to_owned() })
}

fn more(page: &str) -> String {
    format!("`{page}` is more than a text, and a part has no way of its own to write it")
}

/// Whether a member of the input is a part of the body of a binding.
fn in_parts(binding: &Binding, index: usize) -> bool {
    let in_body = matches!(&binding.body, BodyFrom::Members(own) if own.contains(&index));
    in_body && binding.accepts.iter().any(is_multipart)
}

/// Reports inputs that say how they look as parts, and are none by any binding.
pub(super) fn check(slots: &[Slot<'_>], bindings: &[Binding], report: &mut Report) {
    for slot in slots {
        let (at, page, short) = &slot.written;
        let is_part = match slot.value {
            SlotValue::Member(index) | SlotValue::Always(index, _) => {
                bindings.iter().any(|own| in_parts(own, index))
            }
            SlotValue::Constant(_) | SlotValue::Computed(_) => false,
        };
        // Where a binding has a problem, it is not known what travels by it.
        if !is_part && !bindings.is_empty() {
            misplaced(at, page, &member_parts(short, at), report);
        }
    }
}

/// Makes files of the bytes that travel in parts, and reports those that cannot be files everywhere.
pub(super) fn settle(
    operation: &mut Operation,
    slots: &[Slot<'_>],
    types: &[Option<Type>],
    report: &mut Report,
) {
    for slot in slots {
        let SlotValue::Member(index) = slot.value else { continue };
        let (at, page, _) = &slot.written;
        let bindings = &operation.bindings;
        if !bindings.iter().any(|own| in_parts(own, index)) {
            continue;
        }
        let Some(member) = operation.input.record.members.get_mut(index) else { continue };
        if !is_file(slot, member) {
            let is_document = |own: &PartForm| own.member == index && own.document.is_some();
            let mut codecs = bindings.iter().flat_map(|own| &own.accepts).map(|media| &media.codec);
            let encoded =
                codecs.any(|own| matches!(own, Codec::Multipart(own) if own.iter().any(is_document)));
            let is_text = encoded || member.format.in_form().is_document() || is_bytes(&member.type_);
            let problem = misfit(page, &member.type_, types).filter(|_| !is_text);
            problem.into_iter().for_each(|problem| report.push(at.clone(), problem));
            continue;
        }
        let elsewhere = bindings.iter().any(|own| {
            let in_body = matches!(&own.body, BodyFrom::Members(own) if own.contains(&index));
            let as_text = own.accepts.iter().any(|media| !is_multipart(media));
            own.query.iter().any(|own| own.value == Value::Member(index)) || (in_body && as_text)
        });
        let problem = if elsewhere {
            let what = format!("`{page}` as a file in one body and as a text in another");
            Problem::NotYet { what, advice: "make them two operations".to_owned() }
        } else if member.none.is_some() || member.default.is_some() {
            let message = format!("`{page}` is a file, which has neither `none` nor `default`");
            Problem::Conflict { message, advice: "leave it out, and say `optional`".to_owned() }
        } else {
            to_file(&mut member.type_);
            continue;
        };
        report.push(at.name(), problem);
    }
}

fn to_file(type_: &mut TypeRef) {
    match type_ {
        TypeRef::List(item) => to_file(item),
        own => *own = TypeRef::Raw,
    }
}
