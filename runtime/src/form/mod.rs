//! Names and values: form bodies (WHATWG URL, section 5) and queries (RFC 3986, section 3.4).
//!
//! Neither says how a value with members or a list is written, and services each have their own
//! way. What is written follows a [`PairStyle`]; `Content.LoginID=…` and `Content[LoginID]=…` are
//! both read, and so is every way of writing a list that cannot be taken for another.

mod entries;
mod item_names;
mod lines;
#[cfg(feature = "server")]
mod peek;
mod percent;
mod read;
mod variant;
mod write;

pub use lines::{format_lines, parse_lines};
pub use percent::{Escape, decode, encode};

pub(crate) use entries::inside;
#[cfg(feature = "server")]
pub(crate) use peek::peek;
pub(crate) use read::{read_members, read_styled, read_value};
pub(crate) use write::{write_members, write_styled, write_value};

use crate::error::{DecodeError, DecodeErrorKind};
use crate::walk::{Bounds, Notes, PairStyle, Record};

/// Names and values in the order of a message.
pub type Pairs = Vec<(String, String)>;

/// Reads a record from names and values, those of a body or of a query.
///
/// # Errors
/// A value is missing or not what the record says.
pub fn decode_record(
    pairs: &Pairs,
    style: PairStyle,
    into: &mut dyn Record,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let all: Vec<usize> = (0..into.shape().members.len()).collect();
    read_members(pairs, style, into, &all, notes)
}

/// Splits `a=1&b=2` and takes the escapes out.
///
/// # Errors
/// An escape is broken, or its bytes are no UTF-8, or there are more pairs than
/// members within `bounds`.
pub fn parse(text: &str, bounds: Bounds) -> Result<Pairs, DecodeError> {
    if text.len() > bounds.members && text.bytes().filter(|&byte| byte == b'&').count() >= bounds.members {
        return Err(DecodeError::new(bounds.too_many(), String::new()));
    }
    let pairs = text.split('&').filter(|pair| !pair.is_empty());
    pairs
        .map(|pair| {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let plain = |part: &str| {
                decode(part, true).ok_or_else(|| {
                    let kind = DecodeErrorKind::Invalid { expected: "escaped UTF-8", found: part.to_owned() };
                    DecodeError::new(kind, String::new())
                })
            };
            Ok((plain(name)?, plain(value)?))
        })
        .collect()
}

/// Writes `a=1&b=2`, escaped for a body or a query.
#[must_use]
pub fn format(pairs: &[(String, String)], escape: Escape) -> String {
    let mut text = String::new();
    for (name, value) in pairs {
        if !text.is_empty() {
            text.push('&');
        }
        encode(name, escape, &mut text);
        text.push('=');
        encode(value, escape, &mut text);
    }
    text
}
