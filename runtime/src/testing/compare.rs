//! Whether a written message is the sample.

use super::difference::same;
#[cfg(feature = "multipart")]
use super::parts;
use super::values::values;
use crate::message::{Codec, Direction, Match, MediaType, Sample, json_frame};
use crate::walk::Bounds;

/// Compares a body with the sample's.
pub(super) fn body(sample: &Sample, media: Option<&MediaType>, expected: &str, written: &[u8]) {
    let written = settled(sample, media, expected, String::from_utf8_lossy(written).into_owned());
    let (one, other) = match sample.matching {
        #[cfg(feature = "multipart")]
        Match::Bytes | Match::Tokens
            if media.is_some_and(|media| matches!(media.codec, Codec::Multipart(_))) =>
        {
            (parts::comparable(expected), parts::comparable(&written))
        }
        Match::Bytes => (expected.to_owned(), written.clone()),
        Match::Tokens => (tokens(media, expected), tokens(media, &written)),
        Match::Values => {
            let said = |text: &str| values(media, text).unwrap_or_else(|| tokens(media, text));
            (said(expected), said(&written))
        }
    };
    same(sample, "the body", &other, &one);
}

/// The text with what the sample's frame has in place of what was made up, or repeats that.
fn settled(sample: &Sample, media: Option<&MediaType>, expected: &str, written: String) -> String {
    let Some(frame) = media.and_then(json_frame) else { return written };
    let own = |text: &str| match sample.direction {
        Direction::Request => frame.made_up(text.as_bytes()),
        Direction::Answer => frame.repeating(text.as_bytes()),
    };
    let pairs = own(&written).into_iter().zip(own(expected));
    pairs.fold(written.clone(), |text, ((_, made), (_, shown))| text.replacen(&made, &shown, 1))
}

/// The text without white space between tokens.
fn tokens(media: Option<&MediaType>, text: &str) -> String {
    match media.map(|media| media.codec) {
        Some(Codec::Json | Codec::PaddedJson(_) | Codec::Framed(_)) => json_tokens(text),
        #[cfg(feature = "xml")]
        Some(Codec::Xml(_) | Codec::Soap(_)) => xml_tokens(text),
        // An escape is another way to write a letter.
        Some(Codec::Form) => {
            let pairs = crate::form::parse(text.trim(), Bounds::default());
            pairs.map_or_else(|_| text.trim().to_owned(), |pairs| format!("{pairs:?}"))
        }
        _ => text.trim().to_owned(),
    }
}

fn json_tokens(text: &str) -> String {
    let (mut inside, mut escaped) = (false, false);
    text.chars()
        .filter(|&own| {
            let keep = inside || !own.is_ascii_whitespace();
            if own == '"' && !escaped {
                inside = !inside;
            }
            escaped = inside && own == '\\' && !escaped;
            keep
        })
        .collect()
}

#[cfg(feature = "xml")]
fn xml_tokens(text: &str) -> String {
    let mut tokens = String::new();
    for (at, part) in text.split('>').enumerate() {
        if at > 0 {
            tokens.push('>');
        }
        let (before, tag) = part.split_at(part.find('<').unwrap_or(part.len()));
        if !before.trim().is_empty() {
            tokens.push_str(before);
        }
        // What stands in quotes or in a section of characters is no space of the tag.
        let is_tag = ['"', '\''].iter().all(|&quote| tag.matches(quote).count() % 2 == 0);
        let (open, close) = tag.strip_suffix('/').map_or((tag, ""), |open| (open, "/"));
        tokens.push_str(if is_tag && !tag.starts_with("<!") { open.trim_end() } else { open });
        tokens.push_str(close);
    }
    tokens
}

#[cfg(all(test, feature = "xml"))]
mod tests {
    use super::*;

    #[test]
    fn tokens_of_xml_are_its_tags_however_they_close() {
        assert_eq!(xml_tokens("<a >\n <b c=\"d\" />\n</a>"), "<a><b c=\"d\"/></a>");
        for kept in ["<a b=\"c />\"></a>", "<a><![CDATA[ b />]]></a>", "<a>b  /></a>", "<a> b </a>"] {
            assert_eq!(xml_tokens(kept), kept);
        }
    }
}
