//! Conditions: `status in 404 5xx 400-499`, `Ack in Failure PartialFailure`.

use super::type_text::words;
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Condition, Retry};

/// Looks up the names that lead to a member, as they travel.
pub(super) type Wire<'w> = dyn FnMut(&str, &At, &mut Report) -> Option<Vec<String>> + 'w;

/// Reads a condition. The names of a member's path are looked up by `wire`,
/// which reports those that do not exist.
pub(super) fn parse(
    text: &str,
    offset: usize,
    at: &At,
    wire: &mut Wire<'_>,
    report: &mut Report,
) -> Option<Condition> {
    let words = words(text);
    let [(subject, range), ("in", _), values @ ..] = &words[..] else {
        malformed(text, offset, at, report);
        return None;
    };
    if values.is_empty() {
        malformed(text, offset, at, report);
        return None;
    }
    if *subject == "status" {
        let mut ranges = Vec::new();
        for (value, range) in values {
            match statuses(value) {
                Some(found) => ranges.push(found),
                None => {
                    let expected =
                        "a status such as `404`, a class such as `5xx`, or a range such as `400-499`";
                    let problem = Problem::Malformed {
                        what: "status",
                        expected: expected.to_owned(),
                        found: (*value).to_owned(),
                    };
                    report.push(at.part(offset + range.start, offset + range.end), problem);
                    return None;
                }
            }
        }
        return Some(Condition::Status(ranges));
    }
    let path = wire(subject, &at.part(offset + range.start, offset + range.end), report)?;
    Some(Condition::Member { path, values: values.iter().map(|(value, _)| (*value).to_owned()).collect() })
}

fn malformed(text: &str, offset: usize, at: &At, report: &mut Report) {
    let expected = "`status in 404 5xx` or `Member in value value`".to_owned();
    let problem = Problem::Malformed { what: "condition", expected, found: text.to_owned() };
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
    let words = words(text);
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
