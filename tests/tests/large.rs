//! A service of many operations: what is generated is the same each time, and compiles.

use wirewright::{Spec, Templates, pipeline, render};
use wirewright_tests::{Workspace, large};

fn spec(operations: usize) -> Spec {
    Spec::new("large.yaml", large(operations))
}

#[test]
fn whoever_makes_a_file_makes_the_same() {
    let templates = Templates::built_in().expect("the built-in templates are good");
    let tree = || render(&[spec(64)], &templates).expect("the spec is good");
    let first = tree();
    assert_eq!(first.iter().filter(|(path, _)| path.contains("/types/")).count(), 64 + 32 + 1);
    for _ in 0..8 {
        assert!(tree() == first, "threads share the work, not the order");
    }
}

#[test]
fn a_large_service_compiles_without_a_warning() {
    let templates = Templates::built_in().expect("the built-in templates are good");
    let tree = render(&[spec(24)], &templates).expect("the spec is good");
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "large", &tree);
    let done = workspace.cargo(&["check", "--workspace", "--no-default-features", "--tests"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

#[test]
fn a_slip_in_every_type_is_told_for_every_type() {
    let text = large(400).replace("placed: datetime", "placed: datetme");
    let problems = pipeline::services(&[Spec::new("large.yaml", text)]).expect_err("there is no `datetme`");
    assert_eq!(problems.len(), 400);
    let lines: Vec<usize> = problems.iter().map(|own| own.place.line).collect();
    assert!(lines.is_sorted() && problems.iter().all(|own| own.source_line.contains("datetme")));
}

#[test]
fn types_that_share_types_are_no_more_work_than_they_are() {
    use std::fmt::Write as _;
    let mut spec = String::from(
        "wirewright: 1\nservice: shared\nsource: page\noperations:\n  Get:\n    http: POST /get as json\n    \
         input: { own: required T0, key: required Key }\ncredentials: { key: secret }\ntypes:\n  \
         Key: { members: { key: { type: required string, value: credential.key } } }\n  T60: { members: { a: string } }\n",
    );
    for at in 0..60 {
        let next = at + 1;
        writeln!(spec, "  T{at}: {{ members: {{ a: required T{next}, b: required T{next} }} }}")
            .expect("a text takes what is written");
    }
    // There are two ways through each of sixty types.
    let services = pipeline::services(&[Spec::new("shared.yaml", spec)]);
    assert_eq!(services.map(|own| own.len()), Ok(1));
}
