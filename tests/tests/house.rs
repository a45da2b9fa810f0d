//! The rules of the house that no compiler keeps.

use std::fs;
use std::path::{Path, PathBuf};

use wirewright_tests::root;

/// Every hand-written `.rs` file below a folder of the workspace.
fn sources(folder: &str) -> Vec<PathBuf> {
    let mut open = vec![root().join(folder)];
    let mut files = Vec::new();
    while let Some(folder) = open.pop() {
        for entry in fs::read_dir(folder).expect("the folder is there") {
            let path = entry.expect("the folder is readable").path();
            if path.is_dir() {
                // A workspace of its own builds into its own folder.
                open.extend(Some(path).filter(|path| !path.ends_with("target")));
            } else if path.extension().is_some_and(|own| own == "rs") {
                files.push(path);
            }
        }
    }
    files.sort_unstable();
    files
}

fn read(file: &Path) -> String {
    fs::read_to_string(file).expect("a source file is UTF-8")
}

/// The rooms of a crate that a file names.
fn named(text: &str, rooms: &[&'static str]) -> Vec<&'static str> {
    rooms.iter().filter(|room| text.contains(&format!("crate::{room}"))).copied().collect()
}

#[track_caller]
fn check_directions(src: &str, rooms: &[(&'static str, &[&str])]) {
    let all: Vec<&'static str> = rooms.iter().map(|(room, _)| *room).collect();
    for (room, may_use) in rooms {
        for file in sources(&format!("{src}/{room}")) {
            for used in named(&read(&file), &all) {
                let fine = used == *room || may_use.contains(&used);
                assert!(fine, "{}: `{room}` looks into `{used}`; data flows the other way", file.display());
            }
        }
    }
}

#[test]
fn data_flows_one_way_through_the_generator() {
    check_directions(
        "generator/src",
        &[
            ("diagnostics", &[]),
            ("spec", &[]),
            ("source", &["diagnostics", "spec"]),
            ("model", &["diagnostics", "spec"]),
            ("resolve", &["diagnostics", "spec", "model"]),
            ("emit", &["diagnostics", "spec", "model", "output"]),
            ("output", &["diagnostics", "emit"]),
            ("input", &["source", "emit"]),
            ("diff", &["diagnostics", "model"]),
        ],
    );
}

#[test]
fn data_flows_one_way_through_the_runtime() {
    check_directions(
        "runtime/src",
        &[
            ("walk", &["scalar", "error"]),
            ("scalar", &["walk", "error", "digest"]),
            ("digest", &[]),
            ("json", &["walk", "scalar", "error"]),
            ("form", &["walk", "scalar", "error", "json"]),
            ("text", &["walk", "scalar", "error", "json", "form"]),
            ("multipart", &["walk", "scalar", "error", "json"]),
            ("xml", &["walk", "scalar", "error", "json"]),
            ("soap", &["walk", "scalar", "error", "xml", "fault"]),
            (
                "message",
                &[
                    "walk",
                    "scalar",
                    "error",
                    "digest",
                    "json",
                    "form",
                    "text",
                    "multipart",
                    "xml",
                    "soap",
                    "fault",
                ],
            ),
            ("client", &["message", "walk", "error", "fault", "json"]),
            ("server", &["message", "walk", "scalar", "error", "digest", "fault", "form", "xml", "soap"]),
        ],
    );
}

#[test]
fn only_one_room_reads_yaml() {
    for file in sources("generator/src") {
        let inside = file.components().any(|part| part.as_os_str() == "source");
        let text = read(&file);
        let reads = text.contains("serde_yaml::") || text.contains("saphyr_parser");
        assert!(inside || !reads, "{}: YAML is read in `source` only", file.display());
    }
}

#[test]
fn no_file_is_two() {
    const MOST: usize = 450;
    for folder in ["generator/src", "runtime/src", "tests"] {
        for file in sources(folder) {
            let lines = read(&file).lines().count();
            assert!(lines <= MOST, "{}: {lines} lines; find the two ideas in it", file.display());
        }
    }
}

#[test]
fn every_file_says_what_it_is() {
    for folder in ["generator/src", "runtime/src", "tests"] {
        for file in sources(folder) {
            assert!(read(&file).starts_with("//! "), "{}: begin with what it is for", file.display());
        }
    }
}
