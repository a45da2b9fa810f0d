//! Whether what tells an outcome can tell it: a client finds what a server writes.

use std::collections::BTreeSet;

use super::lookup::as_record;
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Codec, Condition, Failure, Holds, MediaType, Operation, Output, Presence, Segment, Type};

/// Reports conditions that no answer of the operation can fulfil.
pub(super) fn check(
    operations: &[Operation],
    types: &[Option<Type>],
    incomplete: &BTreeSet<String>,
    report: &mut Report,
) {
    for operation in operations {
        let at = At::root().key("operations").key(&operation.page);
        // A binding with a problem may be the one with a frame.
        if let Some(success) = operation.success.as_ref().filter(|_| !incomplete.contains(&operation.page)) {
            let framed = |media: &MediaType| matches!(media.codec, Codec::Framed(_));
            let in_frame = operation.bindings.iter().flat_map(|own| &own.answers).any(framed);
            let empty = matches!(operation.output, Output::Nothing) && !in_frame;
            let problem = success.parts().iter().find_map(|own| unfit(own, operation, empty, "success"));
            if let Some((message, advice)) = problem {
                report.push(at.key("success"), conflict(message, advice));
            }
        }
        for failure in &operation.failures {
            let nothing = matches!(failure.holds, Holds::Nothing);
            let mut parts = failure.when.parts().iter();
            let problem = parts
                .clone()
                .find_map(|own| unfit(own, operation, nothing, &failure.page))
                .or_else(|| parts.find_map(|own| contradicts(own, failure, types)))
                .or_else(|| detail(failure, types));
            if let Some((message, advice)) = problem {
                report.push(at.key("failures").key(&failure.page), conflict(message, advice));
            }
        }
    }
}

fn conflict(message: String, advice: &str) -> Problem {
    Problem::Conflict { message, advice: advice.to_owned() }
}

/// A problem and an advice.
type Unfit = Option<(String, &'static str)>;

/// Whether a condition looks at what some answer does not have. `nothing` says that the outcome has no body.
fn unfit(condition: &Condition, operation: &Operation, nothing: bool, name: &str) -> Unfit {
    // Bytes tell nothing, and what fails is not among them.
    let bytes = super::wholes::brings_bytes(operation) && name != "success";
    let with_body =
        |media: &&MediaType| media.codec != Codec::Empty && !(bytes && media.codec == Codec::Bytes);
    let mut answers = operation.bindings.iter().flat_map(|own| &own.answers).filter(with_body);
    match condition {
        Condition::Status(_) => None,
        Condition::Empty if nothing => None,
        Condition::Empty => Some((
            format!("`{name}` holds something, so its answer is not empty"),
            "say `type: nothing`, or `output: nothing` for a success",
        )),
        Condition::Fault(_) if name == "success" => {
            Some(("a fault is never a success".to_owned(), "tell it by the status or a member"))
        }
        Condition::Fault(_) => {
            let other = answers.find(|media| !matches!(media.codec, Codec::Soap { .. }));
            other.map(|media| {
                let message = format!("`{name}` is told by a fault, and `{}` has none", media.essence());
                (message, "tell it by the status or a member, or leave out the other media types")
            })
        }
        _ if nothing => Some((
            format!("`{name}` holds nothing that could tell it"),
            "tell it by the status, or by `empty`; or give it a type",
        )),
        Condition::BodyIn(_) | Condition::BodyStarts(_) => {
            let other = answers.find(|media| media.codec != Codec::Text);
            other.map(|media| {
                let message =
                    format!("`{name}` is told by a text, and `{}` is more than that", media.essence());
                (message, "tell it by a member, or answer `-> text`")
            })
        }
        Condition::Member { .. } | Condition::Has(_) | Condition::Lacks(_) => {
            let text = answers.find(|media| matches!(media.codec, Codec::Text | Codec::Bytes));
            text.map(|_| {
                let message = format!("`{name}` is told by a member, and neither a text nor bytes have one");
                (message, "tell it by `body in` or `body starts`")
            })
        }
        // Conditions do not stand in each other.
        Condition::All(_) => None,
    }
}

/// Whether what a failure holds always denies its condition.
fn contradicts(condition: &Condition, failure: &Failure, types: &[Option<Type>]) -> Unfit {
    let Holds::Whole(whole) = &failure.holds else { return None };
    let record = as_record(&whole.type_, types)?;
    if let Condition::BodyStarts(start) = condition {
        let Segment::Text(own) = record.layout.as_ref()?.pieces.first()? else { return None };
        return (!own.starts_with(start) && !start.starts_with(own)).then(|| {
            let message = format!("`{}` begins with `{start}`, and its layout with `{own}`", failure.page);
            (message, "let the condition be the beginning of the layout")
        });
    }
    let Condition::Lacks(path) = condition else { return None };
    let [name] = &path[..] else { return None };
    let own = record.members.iter().find(|own| own.wire == *name)?;
    (own.presence == Presence::Required && !own.nullable).then(|| {
        let message = format!("`{}` lacks `{name}`, which its type always has", failure.page);
        (message, "make the member optional, or tell the failure by another one")
    })
}

/// Whether a fault's detail can hold what a failure holds.
fn detail(failure: &Failure, types: &[Option<Type>]) -> Unfit {
    if !failure.when.parts().iter().any(|own| matches!(own, Condition::Fault(_))) {
        return None;
    }
    let fits = match &failure.holds {
        Holds::Nothing => true,
        Holds::Success => false,
        Holds::Whole(whole) => super::inputs::is_record(&whole.type_, types),
    };
    (!fits).then(|| {
        let message = format!("the detail of a fault cannot hold what `{}` does", failure.page);
        (message, "give it a `type` with members, or `type: nothing`")
    })
}
