//! What tells an outcome, in words.

use crate::model::{Condition, Operation, Retry};

pub(super) fn condition_text(condition: &Condition) -> String {
    match condition {
        Condition::Status(ranges) => {
            let range = |(low, high): &(u16, u16)| {
                if low == high { low.to_string() } else { format!("{low}-{high}") }
            };
            format!("`status in {}`", ranges.iter().map(range).collect::<Vec<_>>().join(" "))
        }
        Condition::Member { path, values } => format!("`{} in {}`", path.join("."), texts(values)),
        Condition::Has(path) => format!("`has {}`", path.join(".")),
        Condition::Lacks(path) => format!("`lacks {}`", path.join(".")),
        Condition::BodyIn(values) => format!("`body in {}`", texts(values)),
        Condition::BodyStarts(text) => format!("`body starts {}`", texts(std::slice::from_ref(text))),
        Condition::Empty => "`empty`".to_owned(),
        Condition::Fault(codes) => format!("`fault in {}`", codes.join(" ")),
        Condition::All(all) => all.iter().map(condition_text).collect::<Vec<_>>().join(" and "),
    }
}

/// Texts of a condition; one with blanks or without letters stands in quotes.
fn texts(own: &[String]) -> String {
    let text = |own: &String| {
        let is_word = !own.is_empty() && !own.contains(char::is_whitespace);
        if is_word { own.clone() } else { format!("'{own}'") }
    };
    own.iter().map(text).collect::<Vec<_>>().join(" ")
}

/// What tells a success.
pub(super) fn success_text(operation: &Operation) -> String {
    operation.success.as_ref().map_or_else(|| "`status in 200-299`".to_owned(), condition_text)
}

pub(super) fn retry_text(retry: Option<&Retry>) -> String {
    match retry {
        None => "not at all".to_owned(),
        Some(Retry { times, when: None }) => format!("{times} times"),
        Some(Retry { times, when: Some(when) }) => format!("{times} times if {}", condition_text(when)),
    }
}
