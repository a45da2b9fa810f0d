//! What tells the outcomes of an operation apart.

use serde_json::value::RawValue;

use super::json_padding;
use crate::json::{self, Pairs};
use crate::walk::Bounds;

/// A test of an answer.
#[derive(Clone, Copy, Debug)]
pub enum Condition {
    /// The status is in one of these ranges, both ends included.
    Status(&'static [(u16, u16)]),
    /// A member of the answer has one of these values.
    Member {
        /// The names that lead to the member; a list on the way is searched for any item that fits.
        path: &'static [&'static str],
        /// The values, as text.
        values: &'static [&'static str],
    },
}

/// Whether and how often the same request may be sent again.
#[derive(Clone, Copy, Debug)]
pub struct Retry {
    /// How many further attempts the page advises.
    pub times: u8,
    /// Only when this holds as well.
    pub when: Option<Condition>,
}

impl Condition {
    /// Whether an answer fits. A body that is no JSON, padded or not, fits no test of a member.
    #[must_use]
    pub fn holds(&self, status: u16, body: &[u8]) -> bool {
        match self {
            Self::Status(ranges) => ranges.iter().any(|&(low, high)| (low..=high).contains(&status)),
            Self::Member { path, values } => {
                let plain = json_padding::strip(body).unwrap_or(body);
                json::check(plain, Bounds::default()).is_ok_and(|(_, raw)| any_member(raw, path, values))
            }
        }
    }

    /// The status that a server answers with.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Status(ranges) => ranges.first().map_or(500, |&(low, _)| low),
            Self::Member { .. } => 200,
        }
    }
}

fn any_member(raw: &RawValue, path: &[&str], values: &[&str]) -> bool {
    if let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) {
        return items.iter().any(|item| any_member(item, path, values));
    }
    let Some((name, rest)) = path.split_first() else {
        let text = serde_json::from_str::<String>(raw.get());
        return values.contains(&text.as_deref().unwrap_or(raw.get()));
    };
    let members = serde_json::from_str::<Pairs<'_>>(raw.get());
    members.is_ok_and(|Pairs(members)| {
        members.iter().any(|(own, value)| own == name && any_member(value, rest, values))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SYSTEM: Condition =
        Condition::Member { path: &["Errors", "Class"], values: &["SystemError", "7", "true"] };

    #[track_caller]
    fn check(body: &str, expected: bool) {
        assert_eq!(SYSTEM.holds(200, body.as_bytes()), expected, "{body}");
    }

    #[test]
    fn any_item_of_a_list_will_do() {
        check(r#"{"Errors":[{"Class":"RequestError"},{"Class":"SystemError"}]}"#, true);
        check(r#"{"Errors":{"Class":"SystemError"}}"#, true);
        check(r#"{"Errors":{"Class":7}}"#, true);
        check(r#"{"Errors":[]}"#, false);
        check(r#"{"Class":"SystemError"}"#, false);
        check("<Errors/>", false);
    }

    #[test]
    fn padding_does_not_hide_a_member() {
        check(r#"f({"Errors":{"Class":"SystemError"}})"#, true);
        check(r#"f({"Errors":{"Class":"SystemError"}}"#, false);
    }

    #[test]
    fn ranges_of_statuses_include_their_ends() {
        let condition = Condition::Status(&[(429, 429), (500, 599)]);
        let fits = [428, 429, 430, 499, 500, 599, 600].map(|status| condition.holds(status, b""));
        assert_eq!(fits, [false, true, false, false, true, true, false]);
        assert_eq!(condition.status(), 429);
    }
}
