//! What stands around a body in JSON, such as the members of JSON-RPC.

use std::borrow::Cow;

use serde_json::value::RawValue;

use super::{Codec, Fresh, MediaType, RequestError};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::json::{self, Pairs};
use crate::message::body::Role;
#[cfg(feature = "server")]
use crate::walk::Bounds;
use crate::walk::{Deviation, Notes};

/// The members around what requests and answers hold, in the order in which they are written. A
/// direction without any has no frame.
#[derive(Clone, Copy, Debug)]
pub struct JsonFrame {
    /// Around the input.
    pub request: &'static [(&'static str, JsonFramePart)],
    /// Around the output or a failure.
    pub answer: &'static [(&'static str, JsonFramePart)],
}

/// What a member of a frame is.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum JsonFramePart {
    /// Always this text.
    Always(&'static str),
    /// The input, or the output.
    Inside,
    /// The output, and in a failure this JSON.
    InsideOr(&'static str),
    /// A failure. In a frame without such a member, failures stand alone.
    Failure,
    /// A failure, and in a success this JSON.
    FailureOr(&'static str),
    /// 32 hexadecimal digits, made once an attempt.
    Nonce,
    /// A UUID, made once a call.
    Uuid,
    /// What the request has in the member of this name.
    Repeats(&'static str),
}

impl JsonFramePart {
    /// Whether the member holds the body.
    fn holds(self, role: Role) -> bool {
        match self {
            Self::Inside | Self::InsideOr(_) => role != Role::Failure,
            Self::Failure | Self::FailureOr(_) => role == Role::Failure,
            Self::Always(_) | Self::Nonce | Self::Uuid | Self::Repeats(_) => false,
        }
    }

    /// The JSON that stands in the place of what the member does not hold.
    fn instead(self, role: Role) -> Option<&'static str> {
        match (self, role) {
            (Self::InsideOr(json), Role::Failure) | (Self::FailureOr(json), Role::Answer) => Some(json),
            _ => None,
        }
    }
}

/// What an answer takes from its request.
#[derive(Clone, Copy, Debug, Default)]
pub struct Around<'a> {
    /// The name of the function that padded JSON calls.
    pub padding: Option<&'a str>,
    /// Members of the request's frame, each with its JSON.
    pub repeated: &'a [(&'static str, String)],
}

impl<'a> From<Option<&'a str>> for Around<'a> {
    fn from(padding: Option<&'a str>) -> Self {
        Self { padding, repeated: &[] }
    }
}

type Parts = &'static [(&'static str, JsonFramePart)];

impl JsonFrame {
    /// The members around a body; none where it has no frame.
    pub(super) fn parts(&self, role: Role) -> Parts {
        match role {
            Role::Request => self.request,
            Role::Answer => self.answer,
            Role::Failure if self.answer.iter().any(|(_, part)| part.holds(role)) => self.answer,
            Role::Failure => &[],
        }
    }

    /// What stands in the frame of a request, at the same place in a text that has nothing else;
    /// `may_be_absent` says whether the frame may be all that came.
    ///
    /// # Errors
    /// The body is no JSON, or has another frame.
    pub fn in_request(
        &self,
        may_be_absent: bool,
        body: &[u8],
        notes: &mut Notes,
    ) -> Result<String, DecodeError> {
        let inside = self.inside(Role::Request, body, may_be_absent.then_some("{}"), notes)?;
        json::utf8(&inside).map(str::to_owned)
    }

    /// What stands in the frame of an answer, that of a success or that of a failure, likewise.
    ///
    /// # Errors
    /// The body is no JSON, or has another frame.
    pub fn in_answer(&self, fails: bool, body: &[u8], notes: &mut Notes) -> Result<String, DecodeError> {
        let role = if fails { Role::Failure } else { Role::Answer };
        let inside = self.inside(role, body, None, notes)?;
        json::utf8(&inside).map(str::to_owned)
    }

    /// Puts the frame around a body; `known` are the members that an attempt has made up, or that
    /// an answer repeats. Those of which nothing is known are left out.
    pub(super) fn around(&self, role: Role, body: Vec<u8>, known: &[(&'static str, String)]) -> Vec<u8> {
        let parts = self.parts(role);
        if parts.is_empty() {
            return body;
        }
        let find = |name: &str| {
            known.iter().find(|(own, _)| *own == name).map(|(_, json)| json.clone().into_bytes())
        };
        let mut out = Vec::with_capacity(body.len() + 32 * parts.len());
        for (name, part) in parts {
            let value = match part {
                JsonFramePart::Always(text) => Some(serde_json::Value::from(*text).to_string().into_bytes()),
                JsonFramePart::Nonce | JsonFramePart::Uuid => find(name),
                JsonFramePart::Repeats(of) => find(of),
                part if part.holds(role) => Some(body.clone()),
                part => part.instead(role).map(|json| json.as_bytes().to_vec()),
            };
            let Some(value) = value else { continue };
            out.push(if out.is_empty() { b'{' } else { b',' });
            out.extend(serde_json::Value::from(*name).to_string().into_bytes());
            out.push(b':');
            out.extend(value);
        }
        out.push(b'}');
        out
    }

    /// What stands in the frame of a body, at the same place in a text that has nothing else.
    ///
    /// Whatever is always the same must be so in a request; an answer that differs is noted.
    /// `absent` is what stands for a body that is left out.
    pub(super) fn inside<'b>(
        &self,
        role: Role,
        body: &'b [u8],
        absent: Option<&'static str>,
        notes: &mut Notes,
    ) -> Result<Cow<'b, [u8]>, DecodeError> {
        let parts = self.parts(role);
        if parts.is_empty() {
            return Ok(Cow::Borrowed(body));
        }
        let (text, Pairs(pairs)) = members(body, notes)?;
        let mut inside: Option<&RawValue> = None;
        let mut seen: Vec<&str> = Vec::new();
        for (name, raw) in &pairs {
            let Some((own, part)) = parts.iter().find(|(own, _)| own == name) else {
                notes.unknown_member(name);
                continue;
            };
            if seen.contains(own) {
                return Err(DecodeError::new(DecodeErrorKind::Repeated, (*own).to_owned()));
            }
            seen.push(own);
            match part {
                JsonFramePart::Always(text) => same(own, text, raw, role, notes)?,
                part if part.holds(role) => inside = Some(raw),
                part => {
                    if part.instead(role).is_some_and(|json| !same_json(json, raw)) {
                        let value = raw.get().to_owned();
                        notes.push(Deviation::UnknownValue { path: (*own).to_owned(), value });
                    }
                }
            }
        }
        for (name, part) in parts.iter().filter(|(name, _)| !seen.contains(name)) {
            match (part, role) {
                (JsonFramePart::Always(_), Role::Request) => return Err(missing(name)),
                (part, _) if matches!(part, JsonFramePart::Always(_)) || part.instead(role).is_some() => {
                    notes.push(Deviation::MissingMember { path: (*name).to_owned() })
                }
                _ => {}
            }
        }
        match (inside, absent) {
            (Some(raw), _) => Ok(Cow::Owned(alone(text, raw.get()))),
            (None, Some(absent)) => Ok(Cow::Borrowed(absent.as_bytes())),
            (None, None) => {
                let own = parts.iter().find(|(_, part)| part.holds(role));
                Err(missing(own.map_or("body", |(name, _)| name)))
            }
        }
    }

    /// The members that a request's frame makes up for an attempt.
    pub(super) fn fresh(&self, fresh: &Fresh<'_>) -> Result<Vec<(&'static str, String)>, RequestError> {
        let mut made = Vec::new();
        for (name, part) in self.request {
            let as_uuid = match part {
                JsonFramePart::Uuid => true,
                JsonFramePart::Nonce => false,
                _ => continue,
            };
            let Some(value) = chance(fresh, as_uuid) else {
                let why = "the system has no chance to give for a nonce";
                return Err(RequestError::NotComputed { parameter: name, why });
            };
            made.push((*name, serde_json::Value::from(value).to_string()));
        }
        Ok(made)
    }

    /// The members of a request that its answer repeats, as they came.
    #[cfg(any(feature = "client", feature = "server"))]
    pub(crate) fn repeated(&self, request: &[u8]) -> Vec<(&'static str, String)> {
        let of = |part: &(&'static str, JsonFramePart)| match part.1 {
            JsonFramePart::Repeats(of) => Some((of, of)),
            _ => None,
        };
        pick(request, self.answer.iter().filter_map(of))
    }

    /// The members of an answer that repeat one of the request, by the names in the request.
    #[cfg(any(feature = "client", feature = "testing"))]
    pub(crate) fn repeating(&self, answer: &[u8]) -> Vec<(&'static str, String)> {
        let of = |part: &(&'static str, JsonFramePart)| match part.1 {
            JsonFramePart::Repeats(of) => Some((part.0, of)),
            _ => None,
        };
        pick(answer, self.answer.iter().filter_map(of))
    }

    /// The member of an answer that repeats one of the request.
    #[cfg(feature = "client")]
    pub(crate) fn repeats(&self, name: &str) -> &'static str {
        let is = |part: &&(&'static str, JsonFramePart)| matches!(part.1, JsonFramePart::Repeats(of) if of == name);
        self.answer.iter().find(is).map_or("", |part| part.0)
    }

    /// The members of a request that an attempt has made up.
    #[cfg(feature = "testing")]
    pub(crate) fn made_up(&self, request: &[u8]) -> Vec<(&'static str, String)> {
        let of = |part: &(&'static str, JsonFramePart)| {
            matches!(part.1, JsonFramePart::Nonce | JsonFramePart::Uuid).then_some((part.0, part.0))
        };
        pick(request, self.request.iter().filter_map(of))
    }
}

/// The frame of a media type, if it has one.
pub(crate) fn json_frame(media: &MediaType) -> Option<&'static JsonFrame> {
    match media.codec {
        Codec::Framed(frame) => Some(frame),
        _ => None,
    }
}

/// Whether two texts are the same JSON.
fn same_json(json: &str, raw: &RawValue) -> bool {
    let value = |text: &str| serde_json::from_str::<serde_json::Value>(text).ok();
    json == raw.get() || value(json) == value(raw.get())
}

/// The names of the members of a body; `None` where it is no object.
#[cfg(feature = "server")]
pub(crate) fn outer_names(body: &[u8], bounds: Bounds) -> Option<Vec<String>> {
    let (_, Pairs(pairs)) = members(body, &Notes::within(bounds)).ok()?;
    Some(pairs.into_iter().map(|(name, _)| name.into_owned()).collect())
}

/// The members of a body that is an object, and its text.
fn members<'b>(body: &'b [u8], notes: &Notes) -> Result<(&'b str, Pairs<'b>), DecodeError> {
    let (text, raw) = json::check(body, notes.bounds())?;
    match serde_json::from_str(raw.get()) {
        Ok(pairs) => Ok((text, pairs)),
        Err(_) => {
            let found = raw.get().to_owned();
            Err(DecodeError::new(DecodeErrorKind::Invalid { expected: "an object", found }, String::new()))
        }
    }
}

fn missing(name: &'static str) -> DecodeError {
    DecodeError::new(DecodeErrorKind::Missing(name), String::new())
}

/// Compares what is always the same.
fn same(
    name: &'static str,
    text: &'static str,
    raw: &RawValue,
    role: Role,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let found = serde_json::from_str::<String>(raw.get()).unwrap_or_else(|_| raw.get().to_owned());
    if found == text {
        return Ok(());
    }
    if role == Role::Request {
        return Err(DecodeError::new(DecodeErrorKind::Invalid { expected: text, found }, name.to_owned()));
    }
    notes.push(Deviation::UnknownValue { path: name.to_owned(), value: found });
    Ok(())
}

/// A part of a text at its place, everything else blank, so that positions in it stay right.
fn alone(text: &str, part: &str) -> Vec<u8> {
    // The part is a slice of the text, so their addresses tell its place.
    let start = (part.as_ptr() as usize).wrapping_sub(text.as_ptr() as usize).min(text.len());
    let before = text.as_bytes()[..start].iter().map(|&byte| if byte == b'\n' { byte } else { b' ' });
    before.chain(part.bytes()).collect()
}

/// Some members of an object, each by another name.
#[cfg(any(feature = "client", feature = "server", feature = "testing"))]
fn pick(
    body: &[u8],
    names: impl Iterator<Item = (&'static str, &'static str)>,
) -> Vec<(&'static str, String)> {
    let Ok((_, Pairs(pairs))) = members(body, &Notes::new()) else { return Vec::new() };
    let find = |(name, to): (&'static str, &'static str)| {
        let (_, raw) = pairs.iter().find(|(own, _)| own == name)?;
        Some((to, raw.get().to_owned()))
    };
    names.filter_map(find).collect()
}

#[cfg(feature = "nonce")]
fn chance(fresh: &Fresh<'_>, as_uuid: bool) -> Option<String> {
    if as_uuid { fresh.uuid() } else { fresh.nonce() }
}

#[cfg(not(feature = "nonce"))]
fn chance(_: &Fresh<'_>, _: bool) -> Option<String> {
    None
}
