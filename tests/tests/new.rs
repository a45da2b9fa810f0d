//! A spec that `new` writes is good as it stands: it generates, and its crates
//! build without a warning and pass their own tests.

use wirewright::{Spec, Templates, output, render};
use wirewright_tests::{Folder, Workspace, root, specs};

fn folder(name: &str) -> Folder {
    Folder::new(env!("CARGO_TARGET_TMPDIR"), &format!("new/{name}"))
}

#[test]
fn the_crates_of_a_starter_pass_their_own_tests() {
    let folder = folder("starter");
    let done = folder.run("new corner-shop --specs api/specs").with(0);
    assert!(done.err.starts_with("wrote api/specs/corner-shop.yaml;"), "{done:#?}");
    folder.run("generate --specs api/specs").with(0);
    let text = folder.read("api/specs/corner-shop.yaml");
    let templates = Templates::built_in().expect("the built-in templates are good");
    let tree = render(&[Spec::new("starter", text)], &templates).expect("the starter is good");
    let drift = output::compare(&tree, &folder.path("generated")).expect("the folder is readable");
    assert_eq!(drift, []);

    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "starter", &tree);
    assert_eq!(workspace.passing_tests(), 3, "types, client and server each have tests");
}

#[test]
fn every_name_of_a_service_will_do() {
    let folder = folder("names");
    let long = "a2".repeat(25);
    // For YAML some of these are no texts, for Rust some are names of its own.
    for name in ["null", "true", "no", "self", "type", "client", "router", "request", "a-b-c", "e1", &long] {
        folder.run(&format!("new {name}")).with(0);
        folder.run("check --out nowhere").with(1);
    }
    folder.run("generate").with(0);
    assert!(folder.path("generated/null-types/Cargo.toml").exists());
}

#[test]
fn a_bad_name_is_refused_before_anything_is_written() {
    let folder = folder("bad");
    for name in ["Shop", "corner_shop", "../shop", "shop/inner", "2shop", "-", "shop-", "a: b", "a\nb", ""] {
        let done = folder.command("new").args(["--", name]).output().expect("the program runs");
        let said = String::from_utf8_lossy(&done.stderr).into_owned();
        assert_eq!(done.status.code(), Some(2), "{name}: {said}");
        assert!(said.contains("no name of a service; expected lower-case words"), "{name}: {said}");
    }
    assert!(!folder.path("specs").exists());
    assert!(!folder.path("shop.yaml").exists());
}

#[test]
fn what_is_there_is_left_alone() {
    let folder = folder("there");
    folder.write("specs/shop.yaml", "# Mine.\n");
    let done = folder.run("new shop").with(2);
    assert_eq!(done.err, "error: specs/shop.yaml: there is such a file; it was left alone\n");
    assert_eq!(folder.read("specs/shop.yaml"), "# Mine.\n");
    // Nor may two specs be of one service.
    folder.run("new store").with(0);
    let text = folder.read("specs/store.yaml");
    folder.write("specs/other.yml", &text.replace("'store'", "kiosk"));
    let done = folder.run("new kiosk").with(2);
    assert_eq!(done.err, "error: specs/other.yml: this spec has the name `kiosk`\n");
    assert!(!folder.path("specs/kiosk.yaml").exists());
    // The folder itself may be a file.
    let done = folder.run("new shop --specs specs/store.yaml").with(2);
    assert!(done.err.starts_with("error: specs/store.yaml"), "{done:#?}");
}

#[test]
fn the_first_line_leads_to_a_schema_that_is_there() {
    let folder = folder("schema");
    for (options, leads) in [
        ("", "../generated/wirewright.schema.json"),
        ("--specs api/specs --out crates", "../../crates/wirewright.schema.json"),
        ("--specs here --out here", "wirewright.schema.json"),
    ] {
        folder.run(&format!("new shop {options}")).with(0);
        let specs = options.split_whitespace().nth(1).unwrap_or("specs");
        let text = folder.read(&format!("{specs}/shop.yaml"));
        assert_eq!(text.lines().next(), Some(&*format!("# yaml-language-server: $schema={leads}")));
        let schema = folder.read(&format!("{specs}/{leads}"));
        assert_eq!(schema, folder.run("schema").with(0).out);
        let done = folder.run(&format!("generate {options}")).with(0);
        assert!(!done.err.contains("schema"), "{done:#?}");
    }
}

#[test]
fn a_schema_that_is_there_is_left_to_generate() {
    let folder = folder("old-schema");
    folder.write("generated/wirewright.schema.json", "{}\n");
    folder.run("new shop").with(0);
    assert_eq!(folder.read("generated/wirewright.schema.json"), "{}\n");
    let checked = folder.run("check").with(1);
    assert!(checked.out.contains("changed: generated/wirewright.schema.json\n"), "{checked:#?}");
    folder.run("generate").with(0);
    folder.run("check").with(0);
    assert_eq!(folder.read("generated/wirewright.schema.json"), folder.run("schema").with(0).out);
}

#[test]
fn the_specs_of_the_services_begin_with_the_line_of_their_schema() {
    for spec in specs() {
        let line = "# yaml-language-server: $schema=../generated/wirewright.schema.json\n";
        assert!(spec.text.starts_with(line), "{}", spec.file);
    }
    assert!(root().join("specs/../generated/wirewright.schema.json").exists());
}
