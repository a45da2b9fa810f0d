//! A body taken apart at its boundaries (RFC 2046, section 5.1).

use memchr::memmem::Finder;

use super::head::{self, Head};
use crate::error::{DecodeError, Position};
use crate::walk::Bounds;

/// One part as it came.
#[derive(Debug)]
pub(crate) struct Part<'b> {
    pub(crate) head: Head<'b>,
    pub(crate) content: &'b [u8],
}

/// The parts of a body. Where no boundary is said, the first line is it: a page shows
/// bodies without their headers.
///
/// What stands before the first boundary and behind the last one means nothing. Where the
/// line of the first one ends with a line feed alone, so do all of them.
pub(crate) fn split<'b>(
    body: &'b [u8],
    boundary: Option<&str>,
    bounds: Bounds,
) -> Result<Vec<Part<'b>>, DecodeError> {
    let fail = |message: &str, at: usize| DecodeError::syntax(message).at(Position::of(body, at));
    let boundary = match boundary {
        Some(own) => own.as_bytes(),
        None => first_line(body).ok_or_else(|| fail("the media type says no boundary", 0))?,
    };
    // RFC 2046 has a list of letters; what matters is that it stands on a line.
    if boundary.is_empty() || boundary.len() > 70 || !boundary.iter().all(|own| (b' '..=b'~').contains(own)) {
        return Err(fail("the boundary is none: it has 1 to 70 letters of ASCII", 0));
    }
    let opening = [b"--", boundary].concat();
    let Some((mut at, mut last, line_end)) = first(body, &opening) else {
        return Err(fail("the boundary of the media type does not begin a line", 0));
    };
    let delimiter = Finder::new(&[line_end, &opening].concat()).into_owned();
    let mut parts = Vec::new();
    while !last {
        // The line end of one boundary may be that of the next one.
        let from = at - line_end.len();
        let found = delimiter.find_iter(&body[from..]).map(|found| from + found).find_map(|found| {
            let (after, last) = end_of_line(body, found + line_end.len() + opening.len(), line_end)?;
            Some((found, after, last))
        });
        let Some((end, after, is_last)) = found else {
            return Err(fail("the last boundary is missing", body.len()));
        };
        if parts.len() == bounds.members {
            return Err(DecodeError::new(bounds.too_many(), String::new()).at(Position::of(body, at)));
        }
        parts.push(part(body, at, end.max(at))?);
        (at, last) = (after, is_last);
    }
    Ok(parts)
}

/// The boundary that the first line of a body is.
fn first_line(body: &[u8]) -> Option<&[u8]> {
    let line = body.split(|&own| own == b'\n').next()?.trim_ascii_end();
    line.strip_prefix(b"--").map(|own| own.strip_suffix(b"--").unwrap_or(own))
}

/// Where the first part begins, whether there is none, and how lines end.
fn first(body: &[u8], opening: &[u8]) -> Option<(usize, bool, &'static [u8])> {
    Finder::new(opening).find_iter(body).find_map(|found| {
        let begins = found == 0 || body[found - 1] == b'\n';
        let line_ends: [&[u8]; 2] = [b"\r\n", b"\n"];
        let mut ends = line_ends.into_iter().filter(|_| begins);
        ends.find_map(|line_end| {
            let (after, last) = end_of_line(body, found + opening.len(), line_end)?;
            Some((after, last, line_end))
        })
    })
}

/// What stands behind a boundary: where the next part begins, or that it was the last one.
/// `None` where the line goes on, so that it is no boundary.
fn end_of_line(body: &[u8], at: usize, line_end: &[u8]) -> Option<(usize, bool)> {
    let rest = &body[at..];
    if rest.starts_with(b"--") {
        return Some((at, true));
    }
    let blanks = rest.iter().take_while(|own| matches!(own, b' ' | b'\t')).count();
    rest[blanks..].starts_with(line_end).then(|| (at + blanks + line_end.len(), false))
}

/// The part between two boundaries.
fn part(body: &[u8], at: usize, end: usize) -> Result<Part<'_>, DecodeError> {
    let whole = &body[at..end];
    let place = || Position::of(body, at);
    let mut length = 0;
    let mut content = whole.len();
    for line in whole.split_inclusive(|&own| own == b'\n') {
        if length > head::LONGEST {
            break;
        }
        if matches!(line, b"\n" | b"\r\n") {
            content = length + line.len();
            break;
        }
        length += line.len();
    }
    if length > head::LONGEST {
        let message = format!("the headers of a part are longer than {} bytes", head::LONGEST);
        return Err(DecodeError::syntax(message).at(place()));
    }
    let head = Head::read(&whole[..length]).map_err(|message| DecodeError::syntax(message).at(place()))?;
    Ok(Part { head, content: &whole[content..] })
}
