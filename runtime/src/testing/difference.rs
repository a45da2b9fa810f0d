//! What a generated test says of a difference.

use crate::message::Sample;

/// How many letters stand before the first difference, and behind it.
const AROUND: usize = 40;

/// Fails unless what is written is what the sample shows, both in a form to be compared.
pub(super) fn same(sample: &Sample, what: &str, written: &str, shown: &str) {
    if written != shown {
        panic!("{}: {what} is not the sample's{}", sample.name, told(written, shown));
    }
}

/// Where two texts differ first.
fn told(written: &str, shown: &str) -> String {
    let at = written.chars().zip(shown.chars()).take_while(|(one, other)| one == other).count();
    format!(", from letter {} on\n written: {}\n  sample: {}", at + 1, around(written, at), around(shown, at))
}

fn around(text: &str, at: usize) -> String {
    let start = at.saturating_sub(AROUND);
    let mut letters = text.chars().skip(start);
    let own: String = letters.by_ref().take(2 * AROUND).collect();
    let before = if start > 0 { "\u{2026}" } else { "" };
    let after = if letters.next().is_some() { "\u{2026}" } else { "" };
    format!("{before}{own}{after}").replace('\r', "\\r").replace('\n', "\\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_first_difference_is_shown_with_what_stands_around_it() {
        assert_eq!(told("a\nb", "a\nc"), ", from letter 3 on\n written: a\\nb\n  sample: a\\nc");
        assert_eq!(told("", "a"), ", from letter 1 on\n written: \n  sample: a");
        let long = |middle: &str| format!("{}{middle}{}", "a".repeat(50), "\u{e9}".repeat(50));
        let shown = |middle: &str, after: usize| {
            format!("\u{2026}{}{middle}{}\u{2026}", "a".repeat(40), "\u{e9}".repeat(after))
        };
        let expected =
            format!(", from letter 51 on\n written: {}\n  sample: {}", shown("bc", 38), shown("d", 39));
        assert_eq!(told(&long("bc"), &long("d")), expected);
    }
}
