//! Writing members as parts.

use std::borrow::Cow;

use bytes::Bytes;
use memchr::memmem;

use super::{Multipart, PartForm};
use crate::error::EncodeError;
use crate::scalar::{Any, Blob, Format};
use crate::walk::{Chosen, Entry, Record, Sink, Token, Union};

/// A part before the boundary is known. The bytes of a file are shared with its value.
#[derive(Debug)]
struct Draft {
    head: String,
    content: Bytes,
}

/// Writes the members that `only` lists; the boundary is made of `chance`.
///
/// Everything is held in memory, and copied once: into the body.
pub(crate) fn write_members(
    own: &Multipart,
    record: &dyn Record,
    only: &[usize],
    chance: &str,
) -> Result<Vec<u8>, EncodeError> {
    let mut drafts = Vec::new();
    for &index in only {
        let member = &record.shape().members[index];
        let value = record.member(index);
        let form = own.form(index);
        let mut sink =
            PartSink { name: member.name, form, format: member.format.in_form(), drafts: &mut drafts };
        let written = match form.and_then(|form| form.document) {
            Some(_) if value.is_absent() => Ok(()),
            Some(document) => {
                document.write(value, member.format).and_then(|own| sink.push(None, None, own.into()))
            }
            None => value.write(&mut sink),
        };
        written.map_err(|error| error.within(member.name))?;
    }
    Ok(assembled(&drafts, &boundary(&drafts, chance)))
}

/// A boundary that stands in no part.
fn boundary(drafts: &[Draft], chance: &str) -> String {
    const LONGEST: usize = 40;
    let mut stem: String = chance.chars().filter(char::is_ascii_alphanumeric).take(LONGEST).collect();
    if stem.is_empty() {
        "part".clone_into(&mut stem);
    }
    let mut boundary = stem.clone();
    let mut tries = 0_u64;
    loop {
        let finder = memmem::Finder::new(&boundary);
        let taken =
            |own: &Draft| finder.find(&own.content).is_some() || finder.find(own.head.as_bytes()).is_some();
        if !drafts.iter().any(taken) {
            return boundary;
        }
        tries += 1;
        boundary = format!("{stem}-{tries}");
    }
}

fn assembled(drafts: &[Draft], boundary: &str) -> Vec<u8> {
    // Two dashes around or before a boundary, and the line ends around a part.
    let around = boundary.len() + 8;
    let size = drafts.iter().map(|own| own.head.len() + own.content.len() + around).sum::<usize>() + around;
    let mut body = Vec::with_capacity(size);
    for own in drafts {
        for piece in
            [b"--", boundary.as_bytes(), b"\r\n", own.head.as_bytes(), b"\r\n", &own.content[..], b"\r\n"]
        {
            body.extend_from_slice(piece);
        }
    }
    for piece in [b"--", boundary.as_bytes(), b"--\r\n"] {
        body.extend_from_slice(piece);
    }
    body
}

/// The boundary of a body that begins with one.
pub(crate) fn boundary_of(body: &[u8]) -> Option<&str> {
    let line = body.split(|&own| own == b'\n').next()?.trim_ascii_end().strip_prefix(b"--")?;
    // A body without parts has nothing but its last line.
    let line = std::str::from_utf8(line).ok()?;
    Some(line.strip_suffix("--").unwrap_or(line))
}

/// The place of one member.
struct PartSink<'a> {
    name: &'static str,
    form: Option<&'static PartForm>,
    format: Format,
    drafts: &'a mut Vec<Draft>,
}

impl PartSink<'_> {
    /// Adds a part; a media type that is not said is the first of the page's.
    fn push(
        &mut self,
        file_name: Option<&str>,
        media: Option<&str>,
        content: Bytes,
    ) -> Result<(), EncodeError> {
        let mut head = format!("Content-Disposition: form-data; name=\"{}\"", self.name.replace('"', "%22"));
        if let Some(file_name) = file_name {
            head += &format!("; filename=\"{}\"", escaped(file_name)?);
        }
        head += "\r\n";
        let first = self.form.and_then(|form| form.media.first().copied());
        if let Some(media) = media.or(first) {
            head += &format!("Content-Type: {media}\r\n");
        }
        self.drafts.push(Draft { head, content });
        Ok(())
    }
}

/// A file name as browsers write it. One that could be read as another is refused.
fn escaped(name: &str) -> Result<Cow<'_, str>, EncodeError> {
    let ambiguous = name.contains('\\') || name.contains("%22") || name.contains(char::is_control);
    if ambiguous || name.is_empty() || name.len() > 1000 {
        let message = "a file name has 1 to 1000 bytes, no backslash, no `%22` and no control character";
        return Err(EncodeError::new(message));
    }
    Ok(if name.contains('"') { name.replace('"', "%22").into() } else { name.into() })
}

/// Whether a text can stand in a header as a media type without parameters.
fn is_media_type(text: &str) -> bool {
    let token = |own: &str| !own.is_empty() && own.bytes().all(|own| own.is_ascii_graphic() && own != b';');
    text.split_once('/').is_some_and(|(kind, rest)| token(kind) && token(rest))
}

impl Sink for PartSink<'_> {
    fn format(&self) -> Format {
        self.format
    }

    fn text(&mut self, value: &str) -> Result<(), EncodeError> {
        self.push(None, None, Bytes::copy_from_slice(value.as_bytes()))
    }

    fn token(&mut self, value: &str, _: Token) {
        self.push(None, None, Bytes::copy_from_slice(value.as_bytes()))
            .expect("only a file name is refused, and this is none");
    }

    fn blob(&mut self, value: &Blob) -> Result<(), EncodeError> {
        #[cfg(feature = "server")]
        if value.stream().is_some() {
            return Err(EncodeError::new("a part of a body is held in memory, and this is a stream"));
        }
        let media = match (&value.media_type, self.form) {
            (Some(own), form) => {
                if !is_media_type(own) || form.is_some_and(|form| !form.takes(own)) {
                    let message = format!("`{}` is no media type that the page has here", own.escape_debug());
                    return Err(EncodeError::new(message));
                }
                Some(own.as_str())
            }
            (None, Some(form)) if !form.media.is_empty() => None,
            (None, _) => Some("application/octet-stream"),
        };
        let default = self.form.and_then(|form| form.file_name);
        self.push(value.file_name.as_deref().or(default), media, value.bytes.clone())
    }

    /// A part has no null: an empty one would be read as an empty text.
    fn null(&mut self) {}

    fn record(&mut self, _: &dyn Record) -> Result<(), EncodeError> {
        Err(EncodeError::new("a part holds a single value, or names its encoding"))
    }

    fn items(
        &mut self,
        len: usize,
        item: &dyn Fn(usize, &mut dyn Sink) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        (0..len).try_for_each(|index| item(index, self))
    }

    fn entries<'e>(
        &mut self,
        _: usize,
        _: &'e dyn Fn(usize) -> Result<Entry<'e>, EncodeError>,
    ) -> Result<(), EncodeError> {
        Err(EncodeError::new("a part holds a single value, or names its encoding"))
    }

    fn variant(&mut self, _: &'static Union, _: Chosen<'_>) -> Result<(), EncodeError> {
        Err(EncodeError::new("a part holds a single value, or names its encoding"))
    }

    fn any(&mut self, _: &Any) -> Result<(), EncodeError> {
        Err(EncodeError::new("a part holds a single value, or names its encoding"))
    }
}
