//! What a person reads of a spec that is wrong: one small spec a problem.
//!
//! `UPDATE_PROBLEMS=1` writes the reports anew; read them before you keep them.

use wirewright::diagnostics::{MessageFormat, print};
use wirewright::{Spec, pipeline};
use wirewright_tests::check_reports;

/// The report on specs, as a person gets it.
fn report(specs: &[Spec]) -> String {
    let problems = pipeline::services(specs).err().unwrap_or_default();
    let report = print(&problems, MessageFormat::Human);
    // A slip in a case must not be written down as the absence of a problem.
    let files: Vec<&String> = specs.iter().map(|spec| &spec.file).collect();
    assert!(report.starts_with("error[W"), "{files:?}: {report}");
    report
}

#[test]
fn every_problem_is_reported_as_it_is_written_down() {
    check_reports("tests/problems", report);
}
