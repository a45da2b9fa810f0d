//! What `diff` says of pairs of small specs, and that the compiler agrees with it.
//!
//! `UPDATE_DIFF=1` writes the tables anew; read them before you keep them.

mod callers;
mod command;
mod proof;
mod wire;

use std::collections::BTreeSet;
use std::fs;

use wirewright::diff::{Change, Effect, Kind, print};
use wirewright::model::Service;
use wirewright::{MessageFormat, Spec, diff, pipeline};
use wirewright_tests::root;

/// An edit of a spec: a folder of `tests/diff`.
struct Edit {
    name: String,
    old: Service,
    new: Service,
}

impl Edit {
    fn changes(&self) -> Vec<Change> {
        diff::diff(std::slice::from_ref(&self.old), std::slice::from_ref(&self.new))
    }

    /// The changes when the edit is taken back.
    fn changes_back(&self) -> Vec<Change> {
        diff::diff(std::slice::from_ref(&self.new), std::slice::from_ref(&self.old))
    }
}

/// Every edit, in the order of their names.
fn edits() -> Vec<Edit> {
    let entries = fs::read_dir(root().join("tests/diff")).expect("the folder is there");
    let mut names: Vec<String> = entries
        .map(|entry| entry.expect("the folder is readable").file_name().to_string_lossy().into_owned())
        .collect();
    names.sort_unstable();
    names.into_iter().map(edit).collect()
}

fn edit(name: String) -> Edit {
    let side = |side: &str| {
        let file = format!("tests/diff/{name}/{side}.yaml");
        let text = fs::read_to_string(root().join(&file)).expect("an edit has both sides");
        let services = pipeline::services(&[Spec::new(file, text)]).expect("the specs of an edit are good");
        services.into_iter().next().expect("a spec is of a service")
    };
    Edit { old: side("old"), new: side("new"), name }
}

#[test]
fn every_edit_is_told_as_it_is_written_down() {
    let update = std::env::var_os("UPDATE_DIFF").is_some();
    let mut wrong = Vec::new();
    for own in edits() {
        let found = print(&own.changes(), MessageFormat::Human, |_| None);
        let expected_at = root().join(format!("tests/diff/{}/expected.txt", own.name));
        if update {
            fs::write(&expected_at, &found).expect("the folder is writable");
        }
        let expected = fs::read_to_string(&expected_at).unwrap_or_default();
        if found != expected {
            wrong.push(format!("{}\n--- written down\n{expected}--- found\n{found}", own.name));
        }
        let is_same = own.name.starts_with("same-but-");
        assert_eq!(own.changes().is_empty(), is_same, "{}: {found}", own.name);
        assert!(found.lines().all(|line| line.chars().count() <= 110), "{}: {found}", own.name);
    }
    assert!(wrong.is_empty(), "{} of the tables changed:\n\n{}", wrong.len(), wrong.join("\n"));
}

#[test]
fn an_edit_that_is_taken_back_is_no_edit() {
    for own in edits() {
        let sides = [&own.old, &own.new];
        for side in sides.map(std::slice::from_ref) {
            assert_eq!(diff::diff(side, side), [], "{}", own.name);
        }
        assert_eq!(own.changes_back().is_empty(), own.changes().is_empty(), "{}", own.name);
    }
}

#[test]
fn the_readme_shows_what_is_printed() {
    let read = |path: &str| fs::read_to_string(root().join(path)).expect("the file is there");
    assert!(read("README.md").contains(&read("tests/diff/several-at-once/expected.txt")));
}

/// Every kind has an edit. A kind that breaks a Rust API has one in which nothing
/// else breaks it, so that what the compiler says of the edit it says of the kind.
#[test]
fn every_kind_has_an_edit_that_proves_it() {
    let columns: [fn(&Change) -> Effect; 2] = [|own| own.effects().client, |own| own.effects().server];
    let mut seen = BTreeSet::new();
    let mut proven = BTreeSet::new();
    for own in edits() {
        let changes = own.changes();
        seen.extend(changes.iter().map(|own| own.kind));
        for (at, column) in columns.iter().enumerate() {
            let breaking: Vec<Kind> =
                changes.iter().filter(|own| column(own) == Effect::Breaking).map(|own| own.kind).collect();
            if let [only] = breaking[..] {
                proven.insert((at, only));
            }
        }
    }
    let unseen: Vec<&Kind> = Kind::ALL.iter().filter(|kind| !seen.contains(kind)).collect();
    assert!(unseen.is_empty(), "add edits to tests/diff for {unseen:?}");
    for &kind in Kind::ALL {
        let effects = kind.effects();
        for (at, effect) in [effects.client, effects.server].into_iter().enumerate() {
            let is_proven = effect != Effect::Breaking || proven.contains(&(at, kind));
            assert!(is_proven, "add an edit to tests/diff that breaks by {kind:?} alone");
        }
    }
}
