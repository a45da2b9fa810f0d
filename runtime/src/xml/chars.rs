//! The characters, names, references and line ends of XML 1.0 (fifth edition).

use std::borrow::Cow;

use super::scan;

/// Whether XML can carry the character at all (section 2.2).
pub(crate) fn is_char(c: char) -> bool {
    matches!(c, '\t' | '\n' | '\r' | ' '..='\u{fffd}' | '\u{10000}'..)
}

/// The place of the first character that XML cannot carry.
pub(crate) fn first_illegal(text: &str) -> Option<(usize, char)> {
    // What is refused begins with few different bytes, so most texts need no decoding.
    let spaced = |byte: u8| (byte == b'\t') | (byte == b'\n') | (byte == b'\r');
    let suspicious = |byte: u8| (byte < b' ') & !spaced(byte) | (byte == 0xef);
    if !scan::any(text.as_bytes(), suspicious) {
        return None;
    }
    text.char_indices().find(|&(_, c)| !is_char(c))
}

/// Whether a text can be written anywhere as it is; most can.
pub(crate) fn is_plain(text: &str) -> bool {
    let marks = |byte: u8| (byte == b'&') | (byte == b'<') | (byte == b'>') | (byte == b'"');
    // A character that begins with the last of these may be one that XML cannot carry.
    !scan::any(text.as_bytes(), |byte| (byte < b' ') | marks(byte) | (byte == 0xef))
}

/// Whether the text is nothing but white space (section 2.3).
pub(crate) fn is_space(text: &str) -> bool {
    text.bytes().all(is_space_byte)
}

pub(crate) fn is_space_byte(byte: u8) -> bool {
    matches!(byte, b' ' | b'\t' | b'\r' | b'\n')
}

/// Splits a qualified name into prefix and local part (Namespaces in XML 1.0, section 4).
pub(crate) fn qualified(name: &str) -> Option<(&str, &str)> {
    let (mut colons, mut first, mut letters) = (0, 0, true);
    for (at, byte) in name.bytes().enumerate() {
        if byte == b':' {
            (colons, first) = (colons + 1, if colons == 0 { at } else { first });
        } else {
            letters &= byte.is_ascii_alphabetic();
        }
    }
    let (prefix, local) = match colons {
        0 => ("", name),
        1 => (&name[..first], &name[first + 1..]),
        _ => return None,
    };
    // Most names are letters alone, and then it is enough that neither part is empty.
    let is_part = |part: &str| if letters { !part.is_empty() } else { is_name(part) };
    (is_part(local) && (colons == 0 || is_part(prefix))).then_some((prefix, local))
}

/// Whether the text is a name without a colon.
pub(crate) fn is_name(text: &str) -> bool {
    let mut chars = text.chars();
    chars.next().is_some_and(begins_name) && chars.all(continues_name)
}

fn begins_name(c: char) -> bool {
    matches!(c, 'A'..='Z' | 'a'..='z' | '_'
        | '\u{c0}'..='\u{d6}' | '\u{d8}'..='\u{f6}' | '\u{f8}'..='\u{2ff}' | '\u{370}'..='\u{37d}'
        | '\u{37f}'..='\u{1fff}' | '\u{200c}'..='\u{200d}' | '\u{2070}'..='\u{218f}'
        | '\u{2c00}'..='\u{2fef}' | '\u{3001}'..='\u{d7ff}' | '\u{f900}'..='\u{fdcf}'
        | '\u{fdf0}'..='\u{fffd}' | '\u{10000}'..='\u{effff}')
}

pub(crate) fn continues_name(c: char) -> bool {
    begins_name(c)
        || matches!(c, '-' | '.' | '0'..='9' | '\u{b7}' | '\u{300}'..='\u{36f}' | '\u{203f}'..='\u{2040}')
}

/// The character that `&name;` stands for (sections 4.1 and 4.6).
///
/// Only the five predefined entities exist, as no document type is read.
pub(crate) fn reference(name: &str) -> Option<char> {
    let Some(number) = name.strip_prefix('#') else {
        return match name {
            "lt" => Some('<'),
            "gt" => Some('>'),
            "amp" => Some('&'),
            "apos" => Some('\''),
            "quot" => Some('"'),
            _ => None,
        };
    };
    let (digits, radix) = number.strip_prefix('x').map_or((number, 10), |digits| (digits, 16));
    // The parser of the standard library would take a sign too.
    if !digits.chars().all(|c| c.is_digit(radix)) {
        return None;
    }
    u32::from_str_radix(digits, radix).ok().and_then(char::from_u32).filter(|&c| is_char(c))
}

/// The text with every line end as a line feed (section 2.11).
pub(crate) fn lines(text: &str) -> Cow<'_, str> {
    if !scan::any(text.as_bytes(), |byte| byte == b'\r') {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n"))
}

/// The value of an attribute as XML means it (section 3.3.3); `Err` says what is wrong.
pub(crate) fn attribute(raw: &str) -> Result<Cow<'_, str>, String> {
    if !scan::any(raw.as_bytes(), |byte| (byte < b' ') | (byte == b'&') | (byte == b'<')) {
        return Ok(Cow::Borrowed(raw));
    }
    let lines = lines(raw);
    let mut value = String::with_capacity(lines.len());
    let mut rest: &str = &lines;
    while let Some(at) = rest.find(['&', '<', '\t', '\n']) {
        let (before, special) = rest.split_at(at);
        value.push_str(before);
        if special.starts_with('<') {
            return Err("`<` stands in an attribute".to_owned());
        }
        let Some(after) = special.strip_prefix('&') else {
            value.push(' ');
            rest = &special[1..];
            continue;
        };
        let (name, after) = after.split_once(';').ok_or("`&` begins no reference")?;
        value.push(reference(name).ok_or_else(|| unknown(name))?);
        rest = after;
    }
    value.push_str(rest);
    Ok(Cow::Owned(value))
}

/// What is said of a reference that stands for nothing.
pub(crate) fn unknown(name: &str) -> String {
    format!("the reference {} stands for no character", crate::error::Excerpt(name))
}
