//! Conditions: `status in 404 5xx 400-499`, `Ack in Failure`, `has error`, `body starts 'ERR:'`.

use std::ops::Range;

use crate::diagnostics::{At, Problem, Report};
use crate::model::{Condition, Retry};
use crate::spec::{Conditions, Kinds, Text};

/// What a condition asks of a member.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Asks {
    /// Whether it has a value, or is there.
    There,
    /// Whether it is not there.
    Gone,
}

/// Looks up the names that lead to a member, as they travel.
pub(super) type Wire<'w> = dyn FnMut(&str, Asks, &At, &mut Report) -> Option<Vec<String>> + 'w;

/// Reads a condition, or a list of them that all hold.
pub(super) fn all(
    written: &Conditions,
    at: &At,
    wire: &mut Wire<'_>,
    report: &mut Report,
) -> Option<Condition> {
    let list = match &written.0 {
        Kinds::Text(text) => return parse(text, 0, at, wire, report),
        Kinds::List(list) => list,
        Kinds::Map(never) => match *never {},
    };
    let before = report.len();
    let mut parsed = Vec::new();
    for (index, Text(text)) in list.iter().enumerate() {
        parsed.extend(parse(text, 0, &at.item(index), wire, report));
    }
    if parsed.is_empty() && report.len() == before {
        malformed("", 0, at, report);
    }
    (report.len() == before).then(|| match parsed.len() {
        1 => parsed.remove(0),
        _ => Condition::All(parsed),
    })
}

/// Reads one condition. The names of a member's path are looked up by `wire`,
/// which reports those that do not exist.
pub(super) fn parse(
    text: &str,
    offset: usize,
    at: &At,
    wire: &mut Wire<'_>,
    report: &mut Report,
) -> Option<Condition> {
    let words = words(text);
    let plain: Vec<&str> = words.iter().map(|word| if word.quoted { "" } else { &*word.text }).collect();
    let values = |from: usize| words[from..].iter().map(|word| word.text.clone()).collect::<Vec<_>>();
    let place = |index: usize| {
        let Range { start, end } = words[index].range;
        at.part(offset + start, offset + end)
    };
    match &plain[..] {
        ["empty"] => Some(Condition::Empty),
        ["has", _] => Some(Condition::Has(wire(&words[1].text, Asks::There, &place(1), report)?)),
        ["lacks", _] => Some(Condition::Lacks(wire(&words[1].text, Asks::Gone, &place(1), report)?)),
        // A quote that is not closed is a slip here, where texts with blanks are usual.
        ["body", _, given @ ..] if given.iter().any(|own| own.starts_with(['\'', '"'])) => {
            malformed(text, offset, at, report);
            None
        }
        ["body", "in", _, ..] => Some(Condition::BodyIn(values(2))),
        ["body", "starts", _] if !words[2].text.is_empty() => {
            Some(Condition::BodyStarts(words[2].text.clone()))
        }
        ["fault", "in", _, ..] => {
            // Prefixes are not told apart; readers drop them.
            let local = |code: String| code.split_once(':').map_or(code.clone(), |(_, own)| own.to_owned());
            let codes: Vec<String> = values(2).into_iter().map(local).collect();
            if let Some(index) = codes.iter().position(|code| !is_code(code)) {
                let expected = "letters, digits, `-`, `_` and `.`, and a prefix before a colon".to_owned();
                let found = words[2 + index].text.clone();
                report
                    .push(place(2 + index), Problem::Malformed { what: "code of a fault", expected, found });
                return None;
            }
            Some(Condition::Fault(codes))
        }
        ["status", "in", _, ..] => {
            let mut ranges = Vec::new();
            for (index, word) in words.iter().enumerate().skip(2) {
                match statuses(&word.text) {
                    Some(found) => ranges.push(found),
                    None => {
                        let expected =
                            "a status such as `404`, a class such as `5xx`, or a range such as `400-499`";
                        let (expected, found) = (expected.to_owned(), word.text.clone());
                        report.push(place(index), Problem::Malformed { what: "status", expected, found });
                        return None;
                    }
                }
            }
            Some(Condition::Status(ranges))
        }
        [subject, "in", _, ..] if !subject.is_empty() => {
            let path = wire(subject, Asks::There, &place(0), report)?;
            Some(Condition::Member { path, values: values(2) })
        }
        _ => {
            malformed(text, offset, at, report);
            None
        }
    }
}

/// A word of a condition; quotes keep blanks together.
struct Word {
    text: String,
    quoted: bool,
    range: Range<usize>,
}

/// The words of a condition. A quote that does not end with a word is a letter as any other.
fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut at = 0;
    while let Some(begin) = text[at..].find(|own: char| !own.is_whitespace()).map(|found| at + found) {
        let rest = &text[begin..];
        let quoted = rest.chars().next().filter(|own| matches!(own, '\'' | '"')).and_then(|quote| {
            let length = rest[1..].find(quote)?;
            let ends = rest[length + 2..].chars().next().is_none_or(char::is_whitespace);
            ends.then_some((&rest[1..=length], begin + length + 2))
        });
        let plain = || {
            let length = rest.find(char::is_whitespace).unwrap_or(rest.len());
            (&rest[..length], begin + length)
        };
        let (inside, end) = quoted.unwrap_or_else(plain);
        words.push(Word { text: inside.to_owned(), quoted: quoted.is_some(), range: begin..end });
        at = end;
    }
    words
}

/// Whether a text can be the code of a fault, without a prefix.
fn is_code(code: &str) -> bool {
    let part = |part: &str| {
        !part.is_empty() && part.chars().all(|own| own.is_alphanumeric() || matches!(own, '-' | '_'))
    };
    code.split('.').all(part)
}

fn malformed(text: &str, offset: usize, at: &At, report: &mut Report) {
    let expected = "`status in 404 5xx`, `Member in value value`, `has Member`, `lacks Member`, `body in text text`, \
                    `body starts text`, `empty` or `fault in code code`; a text with blanks in quotes";
    let problem =
        Problem::Malformed { what: "condition", expected: expected.to_owned(), found: text.to_owned() };
    report.push(at.part(offset, offset + text.len()), problem);
}

fn statuses(text: &str) -> Option<(u16, u16)> {
    let status = |text: &str| text.parse::<u16>().ok().filter(|status| (100..600).contains(status));
    if let Some(class) = text.strip_suffix("xx") {
        let low = status(&format!("{class}00"))?;
        return Some((low, low + 99));
    }
    match text.split_once('-') {
        Some((low, high)) => Some((status(low)?, status(high)?)).filter(|(low, high)| low <= high),
        None => status(text).map(|status| (status, status)),
    }
}

/// Reads `2 times`, or `2 times if` and a condition.
pub(super) fn retry(text: &str, at: &At, wire: &mut Wire<'_>, report: &mut Report) -> Option<Retry> {
    let words = super::type_text::words(text);
    let times = words.first().and_then(|(times, _)| times.parse::<u8>().ok()).filter(|&times| times > 0);
    match (times, &words[..]) {
        (Some(times), [_, ("times" | "time", _)]) => Some(Retry { times, when: None }),
        (Some(times), [_, ("times" | "time", _), ("if", if_range), _, ..]) => {
            let rest = &text[if_range.end..];
            Some(Retry { times, when: Some(parse(rest, if_range.end, at, wire, report)?) })
        }
        _ => {
            let expected = "`2 times`, or `2 times if` and a condition".to_owned();
            report.push(at.clone(), Problem::Malformed { what: "retry", expected, found: text.to_owned() });
            None
        }
    }
}
