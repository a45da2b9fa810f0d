//! From the bytes of a body to its text (XML 1.0, section 4.3.3 and appendix F; RFC 7303, section 3).

use std::borrow::Cow;

use super::DECLARATION;
use crate::error::{DecodeError, Excerpt, Position};

/// The encodings that are read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Charset {
    Utf8,
    Ascii,
    Latin1,
    Utf16Le,
    Utf16Be,
}

/// The text of a document, without its byte order mark.
///
/// The mark decides, then `charset`, which is what the Content-Type says, then
/// the XML declaration; without any of them the text is UTF-8.
pub(crate) fn text<'a>(body: &'a [u8], charset: Option<&str>) -> Result<Cow<'a, str>, DecodeError> {
    if let Some((charset, rest)) = marked(body) {
        return decode(charset, rest);
    }
    let charset = match charset {
        Some(name) => named(name, body)?,
        None => sniffed(body)?,
    };
    decode(charset, body)
}

fn marked(body: &[u8]) -> Option<(Charset, &[u8])> {
    const MARKS: [(&[u8], Charset); 3] =
        [(b"\xef\xbb\xbf", Charset::Utf8), (b"\xff\xfe", Charset::Utf16Le), (b"\xfe\xff", Charset::Utf16Be)];
    MARKS.into_iter().find_map(|(mark, charset)| Some((charset, body.strip_prefix(mark)?)))
}

fn named(name: &str, body: &[u8]) -> Result<Charset, DecodeError> {
    // The commonest needs no copy of its name.
    if name.eq_ignore_ascii_case("utf-8") {
        return Ok(Charset::Utf8);
    }
    match name.trim().to_ascii_lowercase().as_str() {
        "utf-8" | "utf8" => Ok(Charset::Utf8),
        "us-ascii" | "ascii" => Ok(Charset::Ascii),
        "iso-8859-1" | "latin1" => Ok(Charset::Latin1),
        "utf-16le" => Ok(Charset::Utf16Le),
        "utf-16be" => Ok(Charset::Utf16Be),
        // A document begins with an ASCII character, which tells the order where no mark does.
        "utf-16" if body.get(1) == Some(&0) => Ok(Charset::Utf16Le),
        "utf-16" => Ok(Charset::Utf16Be),
        _ => Err(unreadable(body, format!("the charset {} cannot be read", Excerpt(name)))),
    }
}

fn sniffed(body: &[u8]) -> Result<Charset, DecodeError> {
    if body.starts_with(b"<\0") {
        return Ok(Charset::Utf16Le);
    }
    if body.starts_with(b"\0<") {
        return Ok(Charset::Utf16Be);
    }
    let Some(name) = declared(body) else {
        return Ok(Charset::Utf8);
    };
    let charset = named(name, body)?;
    if matches!(charset, Charset::Utf16Le | Charset::Utf16Be) {
        let message = format!("the document declares {}, which it is not", Excerpt(name));
        return Err(unreadable(body, message));
    }
    Ok(charset)
}

/// The encoding that the XML declaration names; whether the declaration is
/// well-formed is checked when the text is read.
fn declared(body: &[u8]) -> Option<&str> {
    if body.starts_with(DECLARATION.as_bytes()) {
        return Some("utf-8");
    }
    let rest = body.strip_prefix(b"<?xml")?;
    let end = rest.windows(2).position(|pair| pair == b"?>")?;
    let declaration = std::str::from_utf8(rest.get(..end)?).ok()?;
    let (_, rest) = declaration.split_once("encoding")?;
    let value = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|quote| matches!(quote, '"' | '\''))?;
    value.split(quote).nth(1)
}

fn decode(charset: Charset, body: &[u8]) -> Result<Cow<'_, str>, DecodeError> {
    match charset {
        Charset::Utf8 => utf8(body).map(Cow::Borrowed),
        Charset::Ascii => match body.iter().position(|byte| !byte.is_ascii()) {
            Some(at) => Err(broken("US-ASCII", body, at)),
            None => utf8(body).map(Cow::Borrowed),
        },
        // The first 256 characters of Unicode are those of ISO 8859-1.
        Charset::Latin1 => Ok(body.iter().map(|&byte| char::from(byte)).collect()),
        Charset::Utf16Le => utf16(body, u16::from_le_bytes),
        Charset::Utf16Be => utf16(body, u16::from_be_bytes),
    }
}

fn utf8(body: &[u8]) -> Result<&str, DecodeError> {
    std::str::from_utf8(body).map_err(|error| broken("UTF-8", body, error.valid_up_to()))
}

fn utf16(body: &[u8], unit: fn([u8; 2]) -> u16) -> Result<Cow<'_, str>, DecodeError> {
    let pairs = body.chunks_exact(2);
    if !pairs.remainder().is_empty() {
        return Err(unreadable(body, "the body is UTF-16 that stops inside a character"));
    }
    let units = pairs.map(|pair| unit([pair[0], pair[1]]));
    let text: Result<String, _> = char::decode_utf16(units).collect();
    text.map(Cow::Owned).map_err(|_| unreadable(body, "the body is not UTF-16"))
}

/// A body of which no text is known, so that the place is its beginning.
fn unreadable(body: &[u8], message: impl Into<String>) -> DecodeError {
    DecodeError::syntax(message).at(Position::of(body, 0))
}

fn broken(charset: &str, body: &[u8], at: usize) -> DecodeError {
    DecodeError::syntax(format!("the body is not {charset}")).at(Position::of(body, at))
}
