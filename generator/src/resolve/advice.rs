//! What a careful reader of a good spec would ask about.

use crate::diagnostics::{Advice, At, Note, NoteKind, Report};
use crate::model::{Computed, Operation};
use crate::spec::{self, Document, Kinds, Remarks};

/// Tells every guess and every fact from elsewhere.
pub(super) fn notes(notes: &[Note], report: &mut Report) {
    for note in notes {
        let subject = note.subject.clone();
        let advice = match note.kind {
            NoteKind::Assumption => Advice::Assumed { subject, reason: note.text.clone() },
            NoteKind::Outside => Advice::Outside { subject, source: note.text.clone() },
        };
        report.advise(note.at.clone(), advice);
    }
}

/// Tells what the page is likely to say of an operation and the spec does not.
pub(super) fn operations(
    document: &Document,
    (operations, computed): (&[Operation], &[Computed]),
    report: &mut Report,
) {
    for operation in operations {
        let at = At::root().key("operations").key(&operation.page).name();
        if let Some(marked) = undocumented_answer(document, operation) {
            let advice = Advice::UndocumentedAnswer { operation: operation.page.clone(), marked };
            report.advise(at.clone(), advice);
        }
        for sample in &operation.samples {
            let values: Vec<String> =
                operation.unproven(sample, computed).into_iter().map(str::to_owned).collect();
            if !values.is_empty() {
                let operation = operation.page.clone();
                report.advise(at.clone(), Advice::UnprovenSample { operation, values });
            }
        }
        for (index, binding) in operation.bindings.iter().enumerate() {
            let has = |is_request| {
                operation.samples.iter().any(|own| own.binding == index && own.is_request == is_request)
            };
            let (request, answer) = (!has(true), !has(false));
            if request || answer {
                let several = operation.bindings.len() > 1;
                let binding = several.then(|| binding.page.clone());
                let operation = operation.page.clone();
                report.advise(at.clone(), Advice::MissingSample { operation, binding, request, answer });
            }
        }
    }
}

/// Whether the page has nothing of what an operation brings, and then whether the spec
/// says so. A sample of the page's shows what is brought, whatever its text leaves out.
fn undocumented_answer(document: &Document, operation: &Operation) -> Option<bool> {
    let from_page = |own: &crate::model::Sample| own.docs.origins.iter().all(|origin| origin.key.is_some());
    if operation.samples.iter().any(|own| !own.is_request && from_page(own)) {
        return None;
    }
    let own = document.operations.get(&operation.page);
    let layers: Vec<&spec::Operation> = document.every.iter().chain(own).collect();
    if layers.iter().any(|layer| marks_output(layer)) {
        return Some(true);
    }
    layers.iter().all(|layer| layer.output.is_none()).then_some(false)
}

/// Whether an operation, or what it brings, is marked as not from the page.
fn marks_output(layer: &spec::Operation) -> bool {
    let about = |remarks: &Remarks| match remarks {
        Kinds::Text(_) => true,
        Kinds::List(_) => false,
        Kinds::Map(keys) => keys.get("output").is_some(),
    };
    layer.assume.iter().chain(&layer.outside).any(about)
}
