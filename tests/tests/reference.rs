//! The reference in `specs/reference` is made from the definition of the language, and from the
//! specs in `tests/capabilities/specs`, which are compiled and whose messages are looked at.
//!
//! `UPDATE_REFERENCE=1` writes the pages anew.

use wirewright::output::{self, DriftKind};
use wirewright::reference::{Reference, reference};
use wirewright::source::Used;
use wirewright_tests::{root, specs_in};

fn made() -> Reference {
    let specs = specs_in("tests/capabilities/specs");
    let texts: Vec<&str> = specs.iter().map(|own| own.text.as_str()).collect();
    let included: Vec<&str> =
        specs.iter().flat_map(|own| &own.included).map(|own| own.text.as_str()).collect();
    reference(&texts, &included)
}

#[test]
fn every_key_and_every_grammar_has_an_example_that_is_compiled() {
    let missing: Vec<String> = made()
        .missing
        .into_iter()
        .map(|used| match used {
            Used::Key(mapping, key) => format!("`{key}` of {mapping}"),
            Used::Grammar(name) => format!("a text that is {name}"),
        })
        .collect();
    assert!(
        missing.is_empty(),
        "no spec in tests/capabilities/specs has {}; use it there, in the spec of its group or in \
         reference.yaml, then run this test with UPDATE_REFERENCE=1",
        missing.join(", nor ")
    );
}

#[test]
fn the_pages_are_as_the_language_is() {
    let folder = root().join("specs/reference");
    let pages = made().pages;
    if std::env::var_os("UPDATE_REFERENCE").is_some() {
        output::write(&pages, &folder).expect("the folder can be written");
    }
    let drift: Vec<String> = output::compare(&pages, &folder)
        .expect("the folder can be read")
        .into_iter()
        .filter(|own| own.kind != DriftKind::Extra)
        .map(|own| format!("{}\n{}", own.path, output::diff(&own)))
        .collect();
    assert!(drift.is_empty(), "run this test with UPDATE_REFERENCE=1:\n{}", drift.join("\n"));
    let files = std::fs::read_dir(&folder).expect("the folder is there");
    for file in files {
        let name = file.expect("the folder is readable").file_name();
        let name = name.to_string_lossy();
        assert!(pages.get(&name).is_some(), "specs/reference/{name} is no page any more: remove it");
    }
}
