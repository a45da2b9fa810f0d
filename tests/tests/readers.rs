//! The reader by serde and the reader with places agree.

use std::fs;
use std::path::PathBuf;

use wirewright::source;
use wirewright::spec::Document;
use wirewright_tests::{root, specs};

/// Every spec that there is: those of the services, and those of the tests.
fn texts() -> Vec<(String, String)> {
    let mut texts: Vec<(String, String)> = specs().into_iter().map(|own| (own.file, own.text)).collect();
    for folder in ["tests/problems", "tests/fixtures"] {
        let Ok(entries) = fs::read_dir(root().join(folder)) else { continue };
        let mut files: Vec<PathBuf> =
            entries.map(|entry| entry.expect("the folder is readable").path()).collect();
        files.retain(|file| file.extension().is_some_and(|own| own == "yaml"));
        files.sort_unstable();
        texts.extend(files.into_iter().map(|file| {
            (file.display().to_string(), fs::read_to_string(&file).expect("a spec is readable"))
        }));
    }
    texts
}

#[test]
fn both_readers_read_the_same() {
    let mut read = 0;
    for (file, text) in texts() {
        let Ok(by_serde) = serde_yaml::from_str::<Document>(&text) else { continue };
        let by_places = source::read_by_places(&text).expect("what serde reads is YAML");
        // Where the grammar is stricter than the structs, resolving says so.
        if by_places.report.is_empty() {
            assert_eq!(format!("{by_serde:#?}"), format!("{:#?}", by_places.document), "{file}");
            read += 1;
        }
    }
    assert!(read > 50, "only {read} specs were compared");
}

#[test]
fn the_specs_of_the_services_follow_the_grammar() {
    for spec in specs() {
        let findings =
            source::read_by_places(&spec.text).expect("what serde reads is YAML").report.into_findings();
        assert!(findings.is_empty(), "{}: {findings:?}", spec.file);
    }
}
