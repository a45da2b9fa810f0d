//! Names and values, a pair a line, as they are: nothing is escaped.

use super::Pairs;
use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::walk::Bounds;

/// Splits lines such as `a=1`. Lines with nothing in them mean nothing.
///
/// # Errors
/// A line has no `=`, or there are more pairs than members within `bounds`.
pub fn parse_lines(text: &str, bounds: Bounds) -> Result<Pairs, DecodeError> {
    let lines = text.lines().filter(|line| !line.is_empty());
    let mut pairs = Pairs::new();
    for line in lines {
        let Some((name, value)) = line.split_once('=') else {
            let kind =
                DecodeErrorKind::Invalid { expected: "a line such as `name=value`", found: line.to_owned() };
            return Err(DecodeError::new(kind, String::new()));
        };
        if pairs.len() >= bounds.members {
            return Err(DecodeError::new(bounds.too_many(), String::new()));
        }
        pairs.push((name.to_owned(), value.to_owned()));
    }
    Ok(pairs)
}

/// Writes lines such as `a=1`, without an end after the last one.
///
/// # Errors
/// A name holds a `=`, or a name or a value a line end.
pub fn format_lines(pairs: &[(String, String)]) -> Result<String, EncodeError> {
    let ends = ['\n', '\r'];
    let mut text = String::new();
    for (name, value) in pairs {
        if name.contains('=') || name.contains(ends) || value.contains(ends) {
            let message = "a line has no way to write a line end, nor a `=` in a name";
            return Err(EncodeError::new(message).within(name));
        }
        if !text.is_empty() {
            text.push('\n');
        }
        text.extend([name, "=", value]);
    }
    Ok(text)
}
