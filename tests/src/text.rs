//! Texts without the white space that means nothing.

/// JSON without white space between tokens.
#[must_use]
pub fn json_tokens(text: &str) -> String {
    let (mut inside, mut escaped) = (false, false);
    let keep = |&own: &char| {
        let keep = inside || !own.is_ascii_whitespace();
        if own == '"' && !escaped {
            inside = !inside;
        }
        escaped = inside && own == '\\' && !escaped;
        keep
    };
    text.chars().filter(keep).collect()
}

/// XML without the white space that stands alone between tags.
#[must_use]
pub fn xml_tokens(text: &str) -> String {
    let pieces = text.trim().split_inclusive('>').map(|piece| {
        let tag = piece.find('<').unwrap_or(piece.len());
        if piece[..tag].trim().is_empty() { &piece[tag..] } else { piece }
    });
    pieces.collect()
}
