//! Texts that mostly keep the limits of a member.

use super::Choices;
use crate::scalar::Format;
use crate::walk::{Limits, Span, fits_pattern};

/// A text of a size that the page allows; one in eight is left to chance.
pub(super) fn text_of_kind(
    kind: usize,
    limits: &Limits,
    format: Format,
    choices: &mut Choices<'_>,
) -> Option<String> {
    let by_chance = choices.below(8) == 7;
    let size = choices.below(9);
    match kind {
        0 if by_chance => None,
        0 if limits.bytes => {
            let bytes: Vec<u8> = (0..within(limits.size, size)).map(|_| choices.byte()).collect();
            format.write_bytes(&bytes).ok()
        }
        0 => text(limits, size, choices),
        1 => Some(within(limits.size, size).to_string()),
        // A limit may lie beyond what is tried here.
        2 => limits.size.least.or(limits.size.most).map(str::to_owned),
        _ => None,
    }
}

/// Letters of one kind that match the pattern, if that is so simple.
fn text(limits: &Limits, size: u16, choices: &mut Choices<'_>) -> Option<String> {
    let letters = ["A", "a", "0", "é", "-"];
    let first = usize::from(choices.byte());
    let mut tried = (0..letters.len()).flat_map(|step| {
        let letter = letters[(first + step) % letters.len()];
        (0..9).map(move |more| letter.repeat(usize::from(within(limits.size, (size + more) % 9))))
    });
    tried.find(|text| limits.pattern.is_none_or(|pattern| fits_pattern(pattern, text)))
}

/// A number moved into a span.
pub(super) fn within(span: Span, number: u16) -> u16 {
    let end = |end: Option<&str>| end.and_then(|end| end.parse().ok());
    let least = end(span.least).unwrap_or(0);
    number.saturating_add(least).min(end(span.most).unwrap_or(u16::MAX))
}
