//! What the language can say and the generator cannot do yet.

use crate::diagnostics::{At, Problem, Report};
use crate::model::{Codec, Condition, MediaType, Operation};

/// Reports what would otherwise be generated wrong.
pub(super) fn check(operations: &[Operation], report: &mut Report) {
    conditions(operations, report);
    failures(operations, report);
}

/// A failure needs a media type to be written in; SOAP has faults instead.
fn failures(operations: &[Operation], report: &mut Report) {
    for operation in operations.iter().filter(|own| !own.failures.is_empty()) {
        let empty = |media: &MediaType| media.codec == Codec::Empty;
        if let Some(binding) = operation.bindings.iter().find(|own| own.answers.iter().all(empty)) {
            let message =
                format!("the failures of `{}` have no media type by `{}`", operation.page, binding.page);
            let advice = "write `-> empty|json`: nothing for a success, JSON for a failure".to_owned();
            let at = At::root().key("operations").key(&operation.page).name();
            report.push(at, Problem::Conflict { message, advice });
        }
        let soap = |media: &MediaType| matches!(media.codec, Codec::Soap { .. });
        if operation.bindings.iter().any(|own| own.answers.iter().any(soap)) {
            let what = "a failure in SOAP beside its faults".to_owned();
            let advice = "a fault needs no word; list what its detail may hold under `faults`".to_owned();
            let at = At::root().key("operations").key(&operation.page).name();
            report.push(at, Problem::NotYet { what, advice });
        }
    }
}

/// Members are looked at in JSON answers only.
fn conditions(operations: &[Operation], report: &mut Report) {
    for operation in operations {
        let looks = |when: &Condition| matches!(when, Condition::Member { .. });
        let Some(failure) = operation.failures.iter().find(|own| looks(&own.when)) else { continue };
        let json = |media: &MediaType| matches!(media.codec, Codec::Json | Codec::PaddedJson(_));
        let all = || operation.bindings.iter().flat_map(|own| &own.answers);
        if !all().all(json) {
            let what = format!("the failure `{}` of an answer that is not JSON", failure.page);
            let at = At::root().key("operations").key(&operation.page).name();
            let advice = "tell it by the status, or leave out the other media types".to_owned();
            report.push(at, Problem::NotYet { what, advice });
        }
    }
}
