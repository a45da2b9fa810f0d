//! The XML declaration and processing instructions (XML 1.0, sections 2.6 and 2.8).

use super::{chars, tag};

/// Checks the name of a processing instruction; `Err` is the name.
pub(super) fn target(raw: &str) -> Result<(), &str> {
    let (target, _) = tag::name(raw);
    let sound = chars::is_name(target) && !target.eq_ignore_ascii_case("xml");
    if sound { Ok(()) } else { Err(target) }
}

/// Whether an XML declaration is as it should be; its encoding was used before there was a text.
pub(super) fn is_declaration(raw: &str) -> bool {
    let (_, mut attributes) = tag::name(raw);
    let mut names = ["version", "encoding", "standalone"].into_iter();
    let mut versioned = false;
    loop {
        let attribute = match attributes.next() {
            Ok(Some(attribute)) => attribute,
            Ok(None) => return versioned,
            Err(_) => return false,
        };
        let value: &str = &attribute.value;
        // Each may be left out, apart from the version, but none comes before its turn.
        let known = attribute.prefix.is_empty() && names.any(|name| name == attribute.local);
        let valid = match attribute.local {
            "version" => value.strip_prefix("1.").is_some_and(is_number),
            "encoding" => versioned && is_encoding(value),
            _ => versioned && matches!(value, "yes" | "no"),
        };
        if !(known && valid) {
            return false;
        }
        versioned = true;
    }
}

fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit())
}

fn is_encoding(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text.bytes().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'.' | b'_' | b'-'))
}
