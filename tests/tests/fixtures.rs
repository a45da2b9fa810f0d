//! What the five pages do not need of the language works too: the crates of
//! made-up services build without a warning and pass the tests of their samples.

use wirewright::{Templates, render};
use wirewright_tests::{Workspace, specs_in};

#[test]
fn crates_of_made_up_services_pass_their_own_tests() {
    let templates = Templates::built_in().expect("the built-in templates are good");
    let tree = render(&specs_in("tests/fixtures"), &templates).expect("the specs are good");
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "fixtures", &tree);
    workspace.add("ledger-types/tests/survival.rs", include_str!("../fixtures/survival.rs"));
    assert_eq!(workspace.passing_tests(), 4, "types, client and server each have tests, and one was added");
}
