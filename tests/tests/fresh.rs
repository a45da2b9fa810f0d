//! What lies in `generated` is what the specs say, as a test of a user's own would tell.

use std::fs;
use std::panic::catch_unwind;

use wirewright::{Fresh, Templates, assert_fresh, render};
use wirewright_tests::{Folder, specs};

#[test]
fn generated_crates_are_fresh() {
    assert_fresh("../specs", "../generated");
}

/// What a test fails with.
fn said(fresh: &Fresh) -> String {
    let panic = catch_unwind(|| fresh.assert()).expect_err("the crates are not fresh");
    let text = panic.downcast_ref::<String>().expect("a message is a text");
    text.strip_prefix('\n').expect("the message begins on a line of its own").to_owned()
}

#[test]
fn a_test_says_what_check_prints() {
    let folder = Folder::new(env!("CARGO_TARGET_TMPDIR"), "fresh");
    let path = |path: &str| folder.path(path).display().to_string();
    let (specs, out, templates) = (path("specs"), path("made"), path("mine"));
    folder.write(
        "specs/shop.yaml",
        "wirewright: 1\nservice: shop\nsource: page\noperations:\n  Get: { http: GET /get }\n",
    );
    let options = format!("--specs {specs} --out {out}");
    folder.run(&format!("generate {options}")).with(0);
    let fresh = Fresh::new(&specs, &out);
    fresh.assert();

    folder.write("made/shop-types/README.md", "Edited.\n");
    fs::remove_file(folder.path("made/shop-types/src/lib.rs")).expect("the file is there");
    folder.write("made/shop-types/mine.txt", "Mine.\n");
    let checked = folder.run(&format!("check {options}")).with(1);
    assert!(checked.err.contains(&format!("run `wirewright generate {options}`\n")), "{checked:#?}");
    assert_eq!(said(&fresh), checked.out + &checked.err);

    folder.write("mine/types/README.md", "# Mine\n");
    let fresh = fresh.templates(&templates);
    let options = format!("{options} --templates {templates}");
    let checked = folder.run(&format!("check {options}")).with(1);
    assert_eq!(said(&fresh), checked.out + &checked.err);
    folder.run(&format!("generate {options}")).with(0);
    fs::remove_file(folder.path("made/shop-types/mine.txt")).expect("the file is there");
    fresh.assert();
}

#[test]
fn a_test_tells_problems_of_the_specs() {
    let folder = Folder::new(env!("CARGO_TARGET_TMPDIR"), "fresh problems");
    let fresh = Fresh::new(folder.path("specs"), folder.path("made"));
    assert!(said(&fresh).starts_with(&format!("error: {}: ", folder.path("specs").display())));
    folder.write("specs/notes.txt", "");
    assert!(said(&fresh).ends_with("there is no spec in this folder\n"));
    folder.write(
        "specs/shop.yaml",
        "wirewright: 1\nservice: Shop\nsource: page\noperations:\n  Get: { http: GET /get }\n",
    );
    let problems = said(&fresh);
    assert!(problems.starts_with("error[W") && problems.contains("`Shop` is no name"), "{problems}");
    folder.write("mine/types/README.md", "# {{ title\n");
    let problems = said(&fresh.templates(folder.path("mine")));
    assert!(problems.contains("`types/README.md`"), "{problems}");
    assert!(!folder.path("made").exists());
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
