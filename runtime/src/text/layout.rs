//! Records as texts.

use super::joined::without_line_end;
use super::sink::text_of;
use super::source::TextSource;
use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::json;
use crate::walk::{Layout, Notes, Piece, Record};

/// Reads a record from a text by its layout. A line end after the text means nothing.
///
/// # Errors
/// The record has no layout, or the text does not follow it, or a member is no such value.
pub fn decode_record(body: &[u8], into: &mut dyn Record, notes: &mut Notes) -> Result<(), DecodeError> {
    decode_layout(without_line_end(json::utf8(body)?), into, notes)
}

/// Whether a text begins as the layout of a record does.
pub(super) fn begins(text: &str, record: &dyn Record) -> bool {
    let layout = record.layout();
    layout.and_then(|layout| first_text(layout.pieces)).is_some_and(|first| text.starts_with(first))
}

/// Reads a record from the whole of a text.
pub(super) fn decode_layout(text: &str, into: &mut dyn Record, notes: &mut Notes) -> Result<(), DecodeError> {
    let layout = into.layout().ok_or_else(|| DecodeError::syntax(NO_LAYOUT))?;
    let place = notes.path();
    let refused = |expected: &'static str| {
        let found = text.to_owned();
        DecodeError::new(DecodeErrorKind::Invalid { expected, found }, place.clone())
    };
    let mut found = Vec::new();
    let rest = take(layout.pieces, first_text(layout.tail), text, &mut found);
    let rest = rest.ok_or_else(|| refused("a text as its layout has it"))?;
    if !rest.is_empty() {
        match take(layout.tail, None, rest, &mut found) {
            Some("") => {}
            _ => return Err(refused("a text that ends as its layout does")),
        }
    }
    for (index, value) in found {
        let member = &into.shape().members[index];
        notes.enter(member.name);
        into.member_mut(index).read(&mut TextSource::new(value, member.format, notes))?;
        notes.leave();
    }
    Ok(())
}

/// Writes a record as a text by its layout.
///
/// # Errors
/// The record has no layout, a value holds the text that should end it, only a part of the
/// layout's tail is there, or the text would be read as another one.
pub fn encode_record(record: &dyn Record) -> Result<Vec<u8>, EncodeError> {
    let text = encode_layout(record)?;
    // A reader takes them for marks of the encoding, and of the end.
    if text.starts_with('\u{feff}') || text.ends_with('\n') {
        return Err(EncodeError::new("a text cannot begin with a byte order mark, nor end with a line end"));
    }
    Ok(text.into_bytes())
}

/// Writes a record as the whole of a text.
pub(super) fn encode_layout(record: &dyn Record) -> Result<String, EncodeError> {
    let layout = record.layout().ok_or_else(|| EncodeError::new(NO_LAYOUT))?;
    let all = |pieces: &[Piece], there: bool| {
        let mut members = pieces.iter().filter_map(|piece| match piece {
            Piece::Member(index) => Some(record.member(*index).is_absent()),
            Piece::Text(_) => None,
        });
        members.all(|absent| absent != there)
    };
    let with_tail = !layout.tail.is_empty() && !all(layout.tail, false);
    if with_tail && !all(layout.tail, true) {
        return Err(EncodeError::new(
            "the members at the end of the layout are there together or not at all",
        ));
    }
    let mut out = String::new();
    let tail: &[Piece] = if with_tail { layout.tail } else { &[] };
    write(record, layout, tail, &mut out)?;
    Ok(out)
}

const NO_LAYOUT: &str = "a text has no members, unless its type has a layout";

fn first_text(pieces: &[Piece]) -> Option<&'static str> {
    match pieces.first() {
        Some(Piece::Text(text)) => Some(text),
        _ => None,
    }
}

/// Takes the pieces from a text, each member up to the next text; gives the rest.
/// `after` is what may follow.
fn take<'t>(
    pieces: &[Piece],
    after: Option<&str>,
    text: &'t str,
    found: &mut Vec<(usize, &'t str)>,
) -> Option<&'t str> {
    let mut rest = text;
    for (at, piece) in pieces.iter().enumerate() {
        match piece {
            Piece::Text(own) => rest = rest.strip_prefix(own)?,
            Piece::Member(index) => {
                let end = match pieces.get(at + 1) {
                    Some(Piece::Text(next)) => rest.find(next)?,
                    _ => after.and_then(|after| rest.find(after)).unwrap_or(rest.len()),
                };
                found.push((*index, &rest[..end]));
                rest = &rest[end..];
            }
        }
    }
    Some(rest)
}

fn write(record: &dyn Record, layout: &Layout, tail: &[Piece], out: &mut String) -> Result<(), EncodeError> {
    let pieces = || layout.pieces.iter().chain(tail);
    for (at, piece) in pieces().enumerate() {
        let index = match piece {
            Piece::Text(text) => {
                out.push_str(text);
                continue;
            }
            Piece::Member(index) => *index,
        };
        let member = &record.shape().members[index];
        let value = text_of(member.format, &mut |sink| record.member(index).write(sink));
        let value =
            value.and_then(|own| own.ok_or_else(|| EncodeError::new("a layout needs a single value")));
        let value = value.map_err(|error| error.within(member.name))?;
        let next = pieces().nth(at + 1);
        let (ends, followed) = match next {
            Some(Piece::Text(next)) => (Some(*next), true),
            // What may follow, and does not.
            _ if at + 1 == layout.pieces.len() => (first_text(layout.tail), false),
            _ => (None, false),
        };
        // A reader looks for the first place where the next text could begin.
        let first = ends
            .and_then(|next| if followed { format!("{value}{next}").find(next) } else { value.find(next) });
        if first.is_some_and(|first| first < value.len()) {
            let next = ends.unwrap_or_default().escape_debug();
            return Err(
                EncodeError::new(format!("the value holds `{next}`, which ends it")).within(member.name)
            );
        }
        out.push_str(&value);
    }
    Ok(())
}
