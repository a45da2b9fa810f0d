//! Texts of every kind that a scalar may take.

use super::Choices;
use crate::scalar::{Date, DateTime, Format, Time};

/// How many kinds of text there are; the last ones are taken by what refused some made-up ones.
pub(super) const KINDS: usize = 17;

/// A text of a kind. A kind whose texts are of a later kind too comes after it:
/// whatever is a whole number is also a number.
pub(super) fn text_of_kind(kind: usize, format: Format, choices: &mut Choices<'_>) -> String {
    match kind {
        0 => {
            let text = text(choices);
            // Without the feature there is no Base64 to make, and none to read.
            format.write_text(&text).ok().flatten().unwrap_or(text)
        }
        1 => guid(choices),
        2 => date_time(format, choices),
        3 => day(format, choices),
        4 => time(format, choices),
        5 => match (choices.below(2) == 1, format) {
            (true, Format::Words(yes, _)) => yes.to_owned(),
            (false, Format::Words(_, no)) => no.to_owned(),
            (value, _) => value.to_string(),
        },
        6 => fraction(choices),
        7 => signed(choices, 64),
        8 => choices.number().to_string(),
        9 => signed(choices, 32),
        10 => signed(choices, 16),
        11 => choices.byte().to_string(),
        12 => signed(choices, 8),
        13 => bytes(format, choices),
        14 => "1".to_owned(),
        15 => "00:00:00".to_owned(),
        _ => "2000-02-29T12:00:00Z".to_owned(),
    }
}

/// A date and time in a form that it may take.
fn date_time(format: Format, choices: &mut Choices<'_>) -> String {
    let text = date(choices);
    let value = text.parse::<DateTime>().unwrap_or(DateTime::UNSET);
    match format.write_date_time(&value) {
        Ok(None) => text,
        Ok(Some(written)) => written,
        // The picture has no seconds, or no minutes.
        Err(_) => {
            let hour = Time::new(value.time().0, 0, 0).unwrap_or(Time::MIDNIGHT);
            let value = DateTime::new(value.day(), hour, value.offset());
            format.write_date_time(&value).ok().flatten().unwrap_or(text)
        }
    }
}

fn day(format: Format, choices: &mut Choices<'_>) -> String {
    let text = date(choices);
    format.write_date(text.parse().map_or(Date::FIRST, |value: DateTime| value.day()))
}

fn time(format: Format, choices: &mut Choices<'_>) -> String {
    let value = date(choices).parse().map_or(Time::MIDNIGHT, |value: DateTime| value.time_of_day());
    let hour = Time::new(value.parts().0, 0, 0).unwrap_or(Time::MIDNIGHT);
    format.write_time(value).or_else(|_| format.write_time(hour)).unwrap_or_default()
}

fn bytes(format: Format, choices: &mut Choices<'_>) -> String {
    let bytes: Vec<u8> = (0..choices.below(9)).map(|_| choices.byte()).collect();
    format.write_bytes(&bytes).unwrap_or_default()
}

/// Texts that one encoding or another must treat with care.
const AWKWARD: [&str; 40] = [
    " ", "  a ", "\t", "\n", "\r", "\r\n", "\u{0}", "\u{1}", "\u{7f}", "\u{85}", "\u{a0}", "\u{2028}",
    "\u{feff}", "\u{fffe}", "\u{fffd}", "é", "ß", "漢", "😀", "&", "&amp;", "<", ">", "]]>", "<!--", "\"",
    "'", "\\", "%", "%2F", "+", "=", ";", "/", ".", "..", "[0]", "null", "{}", "x",
];

/// A text of a few pieces: letters, awkward ones, any characters, and words that were asked for.
pub(in crate::testing) fn text(choices: &mut Choices<'_>) -> String {
    if !choices.words.is_empty() && choices.below(3) == 1 {
        let at = usize::from(choices.byte()) % choices.words.len();
        return choices.words[at].to_owned();
    }
    let mut text = String::new();
    for _ in 0..choices.below(6) {
        match choices.byte() {
            byte @ 0..128 => text.push(char::from(byte % 26 + b'a')),
            byte @ 128..224 => text.push_str(AWKWARD[usize::from(byte) % AWKWARD.len()]),
            _ => {
                let point = u32::try_from(choices.number() % 0x11_0000).unwrap_or_default();
                text.extend(char::from_u32(point));
            }
        }
    }
    text
}

fn guid(choices: &mut Choices<'_>) -> String {
    let mut hex = |bytes: usize| (0..bytes).map(|_| format!("{:02x}", choices.byte())).collect::<String>();
    format!("{}-{}-{}-{}-{}", hex(4), hex(2), hex(2), hex(2), hex(6))
}

fn date(choices: &mut Choices<'_>) -> String {
    let year = 1 + choices.number() % 9999;
    let (month, day) = (1 + choices.below(12), 1 + choices.below(28));
    let (hour, minute, second) = (choices.below(24), choices.below(60), choices.below(61));
    let mut text = format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}");
    let digits = usize::from(choices.below(10));
    if digits > 0 {
        text.push('.');
        text.extend((0..digits).map(|_| char::from(b'0' + choices.byte() % 10)));
    }
    match choices.below(4) {
        0 => {}
        1 => text.push('Z'),
        sign => {
            text.push(if sign == 2 { '+' } else { '-' });
            text.push_str(&format!("{:02}:{:02}", choices.below(24), choices.below(60)));
        }
    }
    text
}

/// A number with a fraction, or one that is very big or very small.
fn fraction(choices: &mut Choices<'_>) -> String {
    let value = match choices.below(4) {
        0 => f64::from(choices.byte()) + 0.5,
        1 => f64::from(choices.byte()) / 10.0 + 0.01,
        _ => f64::from_bits((0..8).fold(0, |bits, _| bits << 8 | u64::from(choices.byte()))),
    };
    if value.is_finite() { format!("{value:e}") } else { "-2.5e-3".to_owned() }
}

fn signed(choices: &mut Choices<'_>, bits: u32) -> String {
    let sign = if choices.below(2) == 1 { "-" } else { "" };
    format!("{sign}{}", choices.number() >> (65 - bits))
}
