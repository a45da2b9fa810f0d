//! Reports on small specs, each written down in a file beside its spec.

use std::fs;
use std::path::{Path, PathBuf};

use wirewright::Spec;

use crate::root;

/// Compares the report on each spec in a folder of the workspace, or on those of a
/// folder in it, with the one that is written down. With `UPDATE_PROBLEMS` set they
/// are written anew.
#[track_caller]
pub fn check_reports(folder: &str, report: impl Fn(&[Spec]) -> String) {
    let cases = entries(&root().join(folder));
    let mut wrong = Vec::new();
    for case in cases.into_iter().filter(|path| path.extension().is_none_or(|own| own != "txt")) {
        let found = report(&specs(&case));
        wrong.extend(check_report(&case.with_extension("txt"), &found));
    }
    assert!(wrong.is_empty(), "{} of the reports changed:\n\n{}", wrong.len(), wrong.join("\n"));
}

/// Compares a report with the one that is written down in a file.
#[must_use]
pub fn check_report(expected_at: &Path, found: &str) -> Option<String> {
    if std::env::var_os("UPDATE_PROBLEMS").is_some() {
        fs::write(expected_at, found).expect("the folder is writable");
        return None;
    }
    let expected = fs::read_to_string(expected_at).unwrap_or_default();
    let file = expected_at.display();
    (found != expected).then(|| format!("{file}\n--- written down\n{expected}--- found\n{found}"))
}

/// The specs of a case: one file, or those of a folder.
fn specs(case: &Path) -> Vec<Spec> {
    let mut files = if case.is_dir() { entries(case) } else { vec![case.to_owned()] };
    files.retain(|file| file.extension().is_some_and(|own| own == "yaml"));
    let folder = if case.is_dir() { case } else { case.parent().unwrap_or(case) };
    files.iter().map(|file| crate::spec(file, folder, "")).collect()
}

fn entries(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder is readable");
    let mut paths: Vec<PathBuf> =
        entries.map(|entry| entry.expect("the folder is readable").path()).collect();
    paths.sort_unstable();
    paths
}
