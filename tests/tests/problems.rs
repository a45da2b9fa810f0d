//! What a person reads of a spec that is wrong: one small spec a problem.
//!
//! `UPDATE_PROBLEMS=1` writes the reports anew; read them before you keep them.

use std::fs;
use std::path::{Path, PathBuf};

use wirewright::diagnostics::{MessageFormat, print};
use wirewright::{Spec, pipeline};
use wirewright_tests::{root, spec};

/// The report on specs, as a person gets it.
fn report(specs: &[Spec]) -> String {
    match pipeline::services(specs) {
        Ok(_) => "no problem\n".to_owned(),
        Err(problems) => print(&problems, MessageFormat::Human),
    }
}

/// The specs of a case: one file, or those of a folder.
fn specs(case: &Path) -> Vec<Spec> {
    let mut files = if case.is_dir() { entries(case) } else { vec![case.to_owned()] };
    files.retain(|file| file.extension().is_some_and(|own| own == "yaml"));
    let folder = if case.is_dir() { case } else { case.parent().unwrap_or(case) };
    files.iter().map(|file| spec(file, folder, "")).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is readable");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the folder is readable").path()).collect();
    paths.sort_unstable();
    paths
}

#[test]
fn every_problem_is_reported_as_it_is_written_down() {
    let update = std::env::var_os("UPDATE_PROBLEMS").is_some();
    let cases = entries(&root().join("tests/problems"));
    let mut wrong = Vec::new();
    for case in cases.into_iter().filter(|path| path.extension().is_none_or(|own| own != "txt")) {
        let expected_at = case.with_extension("txt");
        let found = report(&specs(&case));
        // A slip in a case must not be written down as the absence of a problem.
        assert!(found.starts_with("error[W"), "{}: {found}", case.display());
        if update {
            fs::write(&expected_at, &found).expect("the folder is writable");
            continue;
        }
        let expected = fs::read_to_string(&expected_at).unwrap_or_default();
        if found != expected {
            wrong.push(format!("{}\n--- written down\n{expected}--- found\n{found}", case.display()));
        }
    }
    assert!(wrong.is_empty(), "{} of the reports changed:\n\n{}", wrong.len(), wrong.join("\n"));
}
