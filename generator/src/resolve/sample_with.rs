//! What a page made a sample with.

use wirewright_runtime::DateTime;

use super::context::Context;
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::MadeWith;
use crate::spec::{self, Text};

/// What stands under `with`: credentials by their names, and what else an expression may name.
pub(super) fn made_with(
    context: &Context<'_>,
    sample: &spec::Sample,
    at: &At,
    report: &mut Report,
) -> MadeWith {
    let mut with = MadeWith::default();
    let at = at.key("with");
    if sample.answer.is_some() && !sample.with.is_empty() {
        let message = "nothing is computed for an answer".to_owned();
        let advice = "leave out `with`".to_owned();
        report.push(at.name(), Problem::Conflict { message, advice });
        return with;
    }
    let credentials: Vec<&str> = context.document.credentials.names().collect();
    for (name, Text(value)) in sample.with.iter() {
        let credential = credentials.iter().position(|own| *own == name);
        let held = name.strip_prefix("held.").filter(|name| context.held.iter().any(|own| own == name));
        match (credential, held) {
            (Some(index), _) => with.credentials.push((index, value.clone())),
            (None, Some(held)) => with.held.push((held.to_owned(), value.clone())),
            (None, None) if name == "now" => {
                if value.parse::<DateTime>().is_err() {
                    let expected = "a date and time such as `2008-12-01T03:52:54Z`".to_owned();
                    let (what, found) = ("date and time", value.clone());
                    report.push(at.key(name), Problem::Malformed { what, expected, found });
                }
                with.now = Some(value.clone());
            }
            (None, None) if name == "nonce" => with.nonce = Some(value.clone()),
            (None, None) => {
                let held: Vec<String> = context.held.iter().map(|own| format!("held.{own}")).collect();
                let known = credentials.iter().copied().chain(["now", "nonce"]);
                let nearest = nearest(name, known.chain(held.iter().map(String::as_str)));
                let (name, what) = (name.to_owned(), "credential or value of the sender");
                report.push(at.key(&name).name(), Problem::Undefined { name, what, nearest });
            }
        }
    }
    with
}
