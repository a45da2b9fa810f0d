//! What the language can say and the generator cannot do yet.

use crate::diagnostics::{At, Problem, Report};
use crate::model::{Codec, Holds, MediaType, Operation};

/// Reports what would otherwise be generated wrong.
pub(super) fn check(operations: &[Operation], report: &mut Report) {
    failures(operations, report);
}

/// A failure needs a media type to be written in.
fn failures(operations: &[Operation], report: &mut Report) {
    for operation in operations.iter().filter(|own| !own.failures.is_empty()) {
        let holds = operation.failures.iter().any(|own| !matches!(own.holds, Holds::Nothing));
        let empty = |media: &MediaType| media.codec == Codec::Empty;
        if let Some(binding) = operation.bindings.iter().find(|own| holds && own.answers.iter().all(empty)) {
            let message =
                format!("the failures of `{}` have no media type by `{}`", operation.page, binding.page);
            let advice = "write `-> empty|json`: nothing for a success, JSON for a failure".to_owned();
            let at = At::root().key("operations").key(&operation.page).name();
            report.push(at, Problem::Conflict { message, advice });
        }
    }
}
