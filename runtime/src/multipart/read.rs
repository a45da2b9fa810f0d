//! Reading members from parts.

use std::borrow::Cow;

use super::split::{Part, split};
use super::{Multipart, PartForm, transfer};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::json::absent;
use crate::scalar::{Any, Blob, Format};
use crate::walk::{Notes, Record, Scalar, Source, Told, Union, read_document};

/// Reads the members of `into` that `only` lists from a body in parts.
pub(crate) fn read_members(
    own: &Multipart,
    body: &[u8],
    boundary: Option<&str>,
    into: &mut dyn Record,
    only: &[usize],
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let parts = split(body, boundary, notes.bounds())?;
    let shape = into.shape();
    let mut found: Vec<Vec<&Part<'_>>> = vec![Vec::new(); shape.members.len()];
    let mut guess = 0;
    for part in &parts {
        let name = &part.head.name;
        let plain = || name.replace("%22", "\"");
        let index = shape.find(name, guess).or_else(|| shape.find(&plain(), guess));
        let Some(index) = index.filter(|index| only.contains(index)) else {
            notes.unknown_member(name);
            continue;
        };
        guess = index + 1;
        if !part.head.is_unchosen() || !part.content.is_empty() {
            found[index].push(part);
        }
    }
    for &index in only {
        let member = &shape.members[index];
        let parts = &found[index][..];
        if parts.is_empty() {
            // A list has no other way to be empty than not to be there.
            if !into.member(index).is_empty_list() {
                absent(member, notes).map_err(|kind| DecodeError::new(kind, notes.path()))?;
            }
            continue;
        }
        notes.enter(member.name);
        let form = own.form(index);
        let mut source = PartSource { parts, form, format: member.format.in_form(), notes };
        match form.and_then(|form| Some((form, form.document?))) {
            None => into.member_mut(index).read(&mut source)?,
            Some((form, document)) => {
                let part = source.single()?;
                let essence = part.head.essence().filter(|own| !own.eq_ignore_ascii_case("text/plain"));
                if let Some(other) = essence.filter(|own| !form.takes(own)) {
                    let other = other.to_owned();
                    return Err(source.invalid("a part of the media type of the page", &other));
                }
                let text = source.text(part)?;
                read_document(document, &text, member.format, into.member_mut(index), source.notes)?;
            }
        }
        notes.leave();
    }
    Ok(())
}

/// The parts of one member.
struct PartSource<'a, 'n> {
    parts: &'a [&'a Part<'a>],
    form: Option<&'static PartForm>,
    format: Format,
    notes: &'n mut Notes,
}

impl<'a> PartSource<'a, '_> {
    fn single(&self) -> Result<&'a Part<'a>, DecodeError> {
        match self.parts {
            [part] => Ok(part),
            _ => Err(DecodeError::new(DecodeErrorKind::Repeated, self.notes.path())),
        }
    }

    fn content(&mut self, part: &'a Part<'a>) -> Result<Cow<'a, [u8]>, DecodeError> {
        let transfer = part.head.transfer.as_deref();
        transfer::decoded(part.content, transfer).map_err(|expected| self.invalid(expected, "other bytes"))
    }

    fn text(&mut self, part: &'a Part<'a>) -> Result<Cow<'a, str>, DecodeError> {
        let content = self.content(part)?;
        let charset = part.head.charset();
        let found = charset.unwrap_or("other bytes");
        transfer::text(content, charset).map_err(|expected| self.invalid(expected, found))
    }
}

impl Source for PartSource<'_, '_> {
    fn format(&self) -> Format {
        self.format
    }

    fn notes(&mut self) -> &mut Notes {
        self.notes
    }

    /// A part has no null.
    fn null(&mut self) -> Result<bool, DecodeError> {
        Ok(false)
    }

    fn scalar(&mut self) -> Result<Scalar<'_>, DecodeError> {
        let part = self.single()?;
        Ok(Scalar { text: self.text(part)?, quoted: None })
    }

    fn blob(&mut self, into: &mut Blob) -> Result<(), DecodeError> {
        let part = self.single()?;
        let essence = part.head.essence();
        if let (Some(other), Some(form)) = (essence, self.form)
            && !form.takes(other)
        {
            return Err(self.invalid("a file of one of the media types of the page", other));
        }
        into.bytes = match self.content(part)? {
            Cow::Borrowed(content) => self.notes.share(content),
            Cow::Owned(content) => content.into(),
        };
        into.media_type = essence.map(str::to_owned);
        into.file_name.clone_from(&part.head.file_name);
        Ok(())
    }

    fn record(&mut self, _: &mut dyn Record) -> Result<(), DecodeError> {
        Err(self.invalid("a single value", "a part without an encoding"))
    }

    fn items(
        &mut self,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.parts.iter().try_for_each(|part| {
            let parts = std::slice::from_ref(part);
            each(&mut PartSource { parts, form: self.form, format: self.format, notes: self.notes })
        })
    }

    fn entries(
        &mut self,
        _: &'static [&'static str],
        _: &mut dyn FnMut(&str, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        Err(self.invalid("a single value", "a part without an encoding"))
    }

    fn variant(
        &mut self,
        _: &'static Union,
        _: &mut dyn FnMut(Told, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        Err(self.invalid("a single value", "a part without an encoding"))
    }

    fn any(&mut self) -> Result<Any, DecodeError> {
        Err(self.invalid("a single value", "a part without an encoding"))
    }

    fn error(&mut self, kind: DecodeErrorKind) -> DecodeError {
        DecodeError::new(kind, self.notes.path())
    }
}
