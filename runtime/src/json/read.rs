//! Reading JSON by the member walk: slower than serde, but it knows where it
//! is, takes what is clearly meant, and keeps the text of opaque values.

use std::borrow::Cow;
use std::fmt;

use serde::de::{Deserialize, Deserializer, MapAccess, Visitor};
use serde_json::value::RawValue;

use super::measure;
use crate::error::{DecodeError, DecodeErrorKind, Position};
use crate::scalar::{Any, Format};
use crate::walk::{Bounds, Deviation, Member, Notes, Presence, Record, Scalar, Source, Told, Union, Value};

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

/// The body as text.
pub(crate) fn utf8(body: &[u8]) -> Result<&str, DecodeError> {
    // A byte order mark may be ignored (RFC 8259, section 8.1).
    let body = body.strip_prefix(MARK).unwrap_or(body);
    std::str::from_utf8(body).map_err(|error| {
        DecodeError::syntax("the body is not UTF-8").at(Position::of(body, error.valid_up_to()))
    })
}

/// Whether a body begins as a list does.
pub(crate) fn begins_list(body: &[u8]) -> bool {
    let body = body.strip_prefix(MARK).unwrap_or(body);
    body.trim_ascii_start().first() == Some(&b'[')
}

/// What serde_json says of a text, in this crate's words.
pub(crate) fn syntax(error: &serde_json::Error) -> DecodeError {
    let message = error.to_string();
    let message = message.split(" at line ").next().unwrap_or_default();
    DecodeError::syntax(format!("not JSON: {message}"))
        .at(Position { line: error.line(), column: error.column() })
}

/// Whether a body is JSON at all; gives its text and its value.
pub(crate) fn check(body: &[u8], bounds: Bounds) -> Result<(&str, &RawValue), DecodeError> {
    let text = utf8(body)?;
    measure(text, bounds)?;
    serde_json::from_str::<serde::de::IgnoredAny>(text).map_err(|error| syntax(&error))?;
    let raw = serde_json::from_str(text).map_err(|error| syntax(&error))?;
    Ok((text, raw))
}

/// Reads what serde refused, or says precisely what is wrong with it.
pub(crate) fn tolerantly(
    text: &str,
    refusal: &serde_json::Error,
    into: &mut dyn Value,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let (text, raw) = check(text.as_bytes(), notes.bounds())?;
    let mut source = JsonSource { text, raw, notes, format: Format::Plain, tag: None };
    into.read(&mut source)?;
    // The walk takes more than serde does, never a text that serde calls broken.
    if refusal.is_data() { Ok(()) } else { Err(syntax(refusal)) }
}

/// The members of an object in the order of the text.
pub(crate) struct Pairs<'a>(pub(crate) Vec<(Cow<'a, str>, &'a RawValue)>);

impl<'de> Deserialize<'de> for Pairs<'de> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Members;

        impl<'de> Visitor<'de> for Members {
            type Value = Pairs<'de>;

            fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str("an object")
            }

            fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
                let mut pairs = Vec::new();
                while let Some(Text(name)) = map.next_key()? {
                    pairs.push((name, map.next_value()?));
                }
                Ok(Pairs(pairs))
            }
        }

        deserializer.deserialize_map(Members)
    }
}

/// A text that borrows from the input where it holds no escapes.
#[derive(serde::Deserialize)]
#[serde(transparent)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// Reads one value from a text that is known to be JSON, and nothing that the spec does not say.
pub(crate) fn strictly<T: Value>(raw: &RawValue, format: Format) -> Result<T, DecodeError> {
    let (mut value, mut notes) = (T::blank(), Notes::new());
    let mut source = JsonSource { text: raw.get(), raw, notes: &mut notes, format, tag: None };
    value.read(&mut source)?;
    match notes.deviations() {
        [] => Ok(value),
        [first, ..] => Err(DecodeError::syntax(first.to_string())),
    }
}

/// Reads a record from a text that is known to be JSON, and nothing that the spec does not say.
pub(super) fn strictly_record(raw: &RawValue, into: &mut dyn Record) -> Result<(), DecodeError> {
    let mut notes = Notes::new();
    JsonSource::of_text(raw, &mut notes).members(into, None)?;
    match notes.deviations() {
        [] => Ok(()),
        [first, ..] => Err(DecodeError::syntax(first.to_string())),
    }
}

/// Reads the members of `into` that `only` lists from a body that is an object.
pub(crate) fn read_record(
    body: &[u8],
    into: &mut dyn Record,
    only: &[usize],
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let (text, raw) = check(body, notes.bounds())?;
    JsonSource { text, raw, notes, format: Format::Plain, tag: None }.members(into, Some(only))
}

/// Reads a body that is one value, a list say; `format` is how its text is written.
///
/// # Errors
/// The body is not UTF-8, not JSON, or not such a value.
pub fn read_value(
    body: &[u8],
    format: Format,
    into: &mut dyn Value,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let (text, raw) = check(body, notes.bounds())?;
    into.read(&mut JsonSource { text, raw, notes, format, tag: None })
}

pub(super) fn pairs(raw: &RawValue) -> Result<Pairs<'_>, String> {
    serde_json::from_str(raw.get()).map_err(|_| raw.get().to_owned())
}

pub(super) struct JsonSource<'a, 'n> {
    /// The whole body, to tell positions in it.
    text: &'a str,
    pub(super) raw: &'a RawValue,
    pub(super) notes: &'n mut Notes,
    format: Format,
    /// The member that told the value's type, which is none of its own.
    pub(super) tag: Option<&'static str>,
}

impl<'a, 'n> JsonSource<'a, 'n> {
    /// A value whose text was taken out of a body.
    pub(super) fn of_text(raw: &'a RawValue, notes: &'n mut Notes) -> Self {
        Self { text: raw.get(), raw, notes, format: Format::Plain, tag: None }
    }

    pub(super) fn inside<'s>(&'s mut self, raw: &'a RawValue, format: Format) -> JsonSource<'a, 's> {
        JsonSource { text: self.text, raw, notes: self.notes, format, tag: None }
    }

    pub(super) fn refused(&self, kind: DecodeErrorKind) -> DecodeError {
        // Raw values are slices of the body, so their addresses tell their places.
        let offset = (self.raw.get().as_ptr() as usize).wrapping_sub(self.text.as_ptr() as usize);
        let error = DecodeError::new(kind, self.notes.path());
        error.at(Position::of(self.text.as_bytes(), offset))
    }

    pub(super) fn invalid_list(&mut self) -> DecodeError {
        self.invalid("a list of members", self.raw.get())
    }

    fn members(&mut self, into: &mut dyn Record, only: Option<&[usize]>) -> Result<(), DecodeError> {
        if into.is_list() {
            return self.list_record(into);
        }
        let Ok(Pairs(pairs)) = pairs(self.raw) else {
            return Err(self.invalid("an object", self.raw.get()));
        };
        let shape = into.shape();
        let listed = |index: &usize| only.is_none_or(|only| only.contains(index));
        let mut seen = vec![false; shape.members.len()];
        let mut guess = 0;
        for (name, raw) in pairs {
            let found = match shape.find(&name, guess) {
                None if self.notes.ignores_case() => shape.find_in_any_case(&name),
                found => found,
            };
            let Some(index) = found.filter(listed) else {
                if self.tag.is_none_or(|tag| !self.notes.is_name(tag, &name)) {
                    self.notes.unknown_member(&name);
                }
                continue;
            };
            let member = &shape.members[index];
            guess = index + 1;
            self.notes.enter(member.name);
            let mut source = self.inside(raw, member.format.in_json());
            if std::mem::replace(&mut seen[index], true) {
                return Err(source.refused(DecodeErrorKind::Repeated));
            }
            into.member_mut(index).read(&mut source)?;
            self.notes.leave();
        }
        for (index, member) in shape.members.iter().enumerate().filter(|(index, _)| listed(index)) {
            if !seen[index] {
                absent(member, self.notes).map_err(|kind| self.refused(kind))?;
            }
        }
        Ok(())
    }
}

/// What it means that a member is not there.
pub(crate) fn absent(member: &Member, notes: &mut Notes) -> Result<(), DecodeErrorKind> {
    match member.presence {
        Presence::Optional => Ok(()),
        Presence::Expected => {
            let path = notes.path_to(member.name);
            notes.push(Deviation::MissingMember { path });
            Ok(())
        }
        Presence::Required => Err(DecodeErrorKind::Missing(member.name)),
    }
}

impl Source for JsonSource<'_, '_> {
    fn format(&self) -> Format {
        self.format
    }

    fn notes(&mut self) -> &mut Notes {
        self.notes
    }

    fn null(&mut self) -> Result<bool, DecodeError> {
        Ok(self.raw.get() == "null")
    }

    fn scalar(&mut self) -> Result<Scalar<'_>, DecodeError> {
        let text = self.raw.get();
        match text.as_bytes().first() {
            Some(b'"') => match serde_json::from_str(text) {
                Ok(Text(text)) => Ok(Scalar { text, quoted: Some(true) }),
                Err(_) => Err(self.invalid("a text", text)),
            },
            Some(b'{' | b'[' | b'n') => Err(self.invalid("a single value", text)),
            _ => Ok(Scalar { text: Cow::Borrowed(text), quoted: Some(false) }),
        }
    }

    fn record(&mut self, into: &mut dyn Record) -> Result<(), DecodeError> {
        self.members(into, None)
    }

    fn items(
        &mut self,
        each: &mut dyn FnMut(&mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(self.raw.get()) else {
            // One value where a list may come is a list of one.
            let path = self.notes.path();
            self.notes.push(Deviation::SingleItem { path });
            return each(self);
        };
        items.into_iter().try_for_each(|raw| each(&mut self.inside(raw, self.format)))
    }

    fn entries(
        &mut self,
        _: &'static [&'static str],
        each: &mut dyn FnMut(&str, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        let Ok(Pairs(pairs)) = pairs(self.raw) else {
            return Err(self.invalid("an object", self.raw.get()));
        };
        pairs.into_iter().try_for_each(|(key, raw)| each(&key, &mut self.inside(raw, self.format)))
    }

    fn variant(
        &mut self,
        union: &'static Union,
        read: &mut dyn FnMut(Told, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.told(union, read)
    }

    fn any(&mut self) -> Result<Any, DecodeError> {
        // A tag alone is all that there is, and is kept apart.
        if self.tag.is_some() && pairs(self.raw).is_ok_and(|Pairs(pairs)| pairs.len() == 1) {
            return Ok(Any::Empty);
        }
        Ok(Any::from_raw(self.raw))
    }

    fn error(&mut self, kind: DecodeErrorKind) -> DecodeError {
        self.refused(kind)
    }
}
