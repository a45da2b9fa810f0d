//! What lies in `generated` is what the specs say.

use wirewright::{Templates, output, render};
use wirewright_tests::{root, specs};

#[test]
fn generated_crates_are_fresh() {
    let templates = Templates::built_in().expect("the built-in templates are good");
    let tree = render(&specs(), &templates).expect("the specs are good");
    let drift = output::compare(&tree, &root().join("generated")).expect("the folder is readable");
    let paths: Vec<&str> = drift.iter().map(|drift| drift.path.as_str()).collect();
    assert!(paths.is_empty(), "run `cargo run -p wirewright -- generate`: {paths:?}");
}

#[test]
fn the_order_of_specs_does_not_matter() {
    let templates = Templates::built_in().expect("the built-in templates are good");
    let forward = render(&specs(), &templates).expect("the specs are good");
    let mut specs = specs();
    specs.reverse();
    for spec in &mut specs {
        // Nor does the folder that they lie in.
        spec.file = format!("/elsewhere/{}", spec.file);
    }
    let backward = render(&specs, &templates).expect("the specs are good");
    assert_eq!(forward, backward);
}
