//! What the five pages do not need of the language works too: the crates of
//! made-up services build without a warning and pass the tests of their samples.

use wirewright::{Templates, render};
use wirewright_tests::{Workspace, specs_in};

#[test]
fn crates_of_made_up_services_pass_their_own_tests() {
    let templates = Templates::built_in().expect("the built-in templates are good");
    let mut all = specs_in("tests/fixtures");
    // Samples that say what they were made with, and samples in other letters than are written.
    let proving = ["signing.yaml", "sessions.yaml", "spellings.yaml"];
    let proves = |file: &str| proving.iter().any(|name| file.rsplit('/').next() == Some(name));
    all.extend(specs_in("tests/capabilities/specs").into_iter().filter(|own| proves(&own.file)));
    let tree = render(&all, &templates).expect("the specs are good");
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "fixtures", &tree);
    workspace.add("ledger-types/tests/survival.rs", include_str!("../fixtures/survival.rs"));
    assert_eq!(
        workspace.passing_tests(),
        6 * 3 + 1,
        "types, client and server each have tests, and one was added"
    );
}
