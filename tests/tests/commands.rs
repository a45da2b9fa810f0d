//! The commands as a person types them: exit codes, files, and what is printed.

use std::fs;

use wirewright_tests::Folder;

const SPEC: &str = "wirewright: 1\nservice: shop\nsource: page\nunmarked: optional\n\
    assume: { unmarked: The page does not say. }\n\
    operations:\n  Get:\n    about: Gets an order.\n    http: GET /get\n    output: Order\n  \
    Drop:\n    http: POST /drop\n    input: { Id: string }\n\
    types:\n  Order: { members: { Id: string }, outside: From the forum. }\n";

/// A folder of a test's own, with one spec in it.
fn shop(name: &str) -> Folder {
    let folder = Folder::new(env!("CARGO_TARGET_TMPDIR"), &format!("commands/{name}"));
    folder.write("specs/shop.yaml", SPEC);
    folder
}

#[test]
fn generate_writes_and_then_changes_nothing() {
    let folder = shop("twice");
    folder.run("generate").with(0);
    let first = folder.files();
    assert!(first.contains_key("generated/shop-types/Cargo.toml"), "{first:#?}");
    let second = folder.run("generate").with(0);
    assert_eq!(folder.files(), first);
    assert!(second.err.starts_with("0 written, 0 removed"), "{second:?}");
    let checked = folder.run("check").with(0);
    assert_eq!(checked.out, "");
}

#[test]
fn only_what_an_edit_reaches_is_written() {
    let folder = shop("edit");
    folder.run("generate").with(0);
    let before = folder.files();
    folder.edit("specs/shop.yaml", "Gets an order", "Fetches an order");
    folder.run("generate").with(0);
    folder.run("check").with(0);
    let after = folder.files();
    assert!(after.iter().any(|(path, time)| before.get(path) == Some(time)));
}

#[test]
fn what_a_spec_no_longer_says_is_removed_and_nothing_else() {
    let folder = shop("removed");
    folder.run("generate").with(0);
    let before = folder.files();
    folder.write("generated/shop-types/notes.txt", "Mine.\n");
    folder.write("generated/other/Cargo.toml", "# Mine.\n");
    folder.edit("specs/shop.yaml", "  Drop:\n    http: POST /drop\n    input: { Id: string }\n", "");
    let done = folder.run("generate").with(0);
    let after = folder.files();
    let gone: Vec<&String> = before.keys().filter(|path| !after.contains_key(*path)).collect();
    assert!(!gone.is_empty() && gone.iter().all(|path| path.contains("drop")), "{gone:#?}");
    for path in gone {
        assert!(done.err.contains(&format!("removed {path}\n")), "{done:#?}");
    }
    assert!(after.contains_key("generated/shop-types/notes.txt"));
    assert!(after.contains_key("generated/other/Cargo.toml"));
    fs::remove_file(folder.path("generated/shop-types/notes.txt")).expect("the file is there");
    folder.run("check").with(0);
}

#[test]
fn a_service_that_is_gone_takes_its_crates_along() {
    let folder = shop("gone");
    folder.write("specs/store.yaml", &SPEC.replace("service: shop", "service: store"));
    folder.run("generate").with(0);
    fs::remove_file(folder.path("specs/store.yaml")).expect("the file is there");
    let checked = folder.run("check").with(1);
    assert!(checked.out.contains("left-over: generated/store-types/Cargo.toml"), "{checked:#?}");
    folder.run("generate").with(0);
    assert!(!folder.path("generated/store-types").exists());
    folder.run("check").with(0);
}

#[test]
fn problems_are_all_printed_and_nothing_is_written() {
    let folder = shop("problems");
    folder.write("specs/other.yaml", "wirewright: 1\nservice: Other\nsource: page\noperations: {}\n");
    folder.edit("specs/shop.yaml", "input: { Id: string }", "input: { Id: strng, At: dattime }");
    for command in ["generate", "check", "lint"] {
        let done = folder.run(command).with(2);
        assert_eq!(done.out, "");
        for part in [
            "`Other` is no name",
            "without operations",
            "`strng`",
            "`dattime`",
            "4 problems; nothing was written",
        ] {
            assert!(done.err.contains(part), "no `{part}` in {done:#?}");
        }
        assert!(done.err.contains("--> specs/other.yaml:2:10\n"), "{done:#?}");
    }
    assert!(!folder.path("generated").exists());
    let json = folder.run("generate --message-format json").with(2);
    let lines: Vec<serde_json::Value> =
        json.err.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    assert_eq!(lines.len(), 4);
    assert_eq!(lines[0]["file"], "specs/other.yaml");
    let github = folder.run("check --message-format github").with(2);
    assert!(github.err.lines().all(|line| line.starts_with("::error file=specs/")), "{github:#?}");
}

#[test]
fn what_cannot_be_read_is_named() {
    let folder = shop("unreadable");
    for command in ["generate", "check", "lint"] {
        let done = folder.run(&format!("{command} --specs nowhere")).with(2);
        assert!(done.err.starts_with("error: nowhere: "), "{done:?}");
    }
    fs::create_dir_all(folder.path("empty")).expect("the folder can be made");
    let done = folder.run("generate --specs empty").with(2);
    assert!(done.err.contains("there is no spec in this folder"), "{done:?}");
    fs::write(folder.path("specs/bad.yaml"), b"\xff\xfe").expect("the file can be written");
    let done = folder.run("generate").with(2);
    assert!(done.err.contains("specs/bad.yaml"), "{done:?}");
    folder.run("generate --templates nowhere").with(2);
    folder.run("generate --flavour sweet").with(2);
    folder.run("").with(2);
}

#[test]
fn the_schema_is_printed() {
    let folder = shop("print");
    let done = folder.run("schema").with(0);
    let schema: serde_json::Value = serde_json::from_str(&done.out).expect("the schema is JSON");
    assert!(schema["definitions"].is_object());
    assert!(!folder.path("generated").exists());
}

#[test]
fn completions_and_the_manual_are_printed() {
    let folder = shop("scripts");
    let script = folder.run("completions bash").with(0);
    assert!(script.out.contains("complete -F _wirewright"), "{script:#?}");
    let manual = folder.run("man").with(0);
    assert!(manual.out.contains(".TH wirewright 1"), "{manual:#?}");
    let done = folder.run("completions abacus").with(2);
    assert!(done.err.contains("abacus") && done.err.contains("powershell"), "{done:#?}");
}

#[test]
fn a_code_is_explained() {
    let folder = shop("explain");
    folder.edit("specs/shop.yaml", "input: { Id: string }", "input: { Id: strng }");
    let done = folder.run("lint").with(2);
    assert!(done.err.starts_with("error[W0009]: there is no type `strng`\n"), "{done:#?}");
    let end = "\n\n`wirewright explain W0009` says more\n1 problem; nothing was written\n";
    assert!(done.err.ends_with(end), "{done:#?}");
    let page = folder.run("explain W0009").with(0);
    assert!(page.out.starts_with("# W0009: a name that nothing defines\n"), "{page:#?}");
    assert!(page.out.contains("```yaml right\n"), "{page:#?}");
    let list = folder.run("explain").with(0);
    assert!(list.out.starts_with("W0001  the file is no YAML\n"), "{list:#?}");
    assert!(list.out.contains("\nW0009  a name that nothing defines\n"), "{list:#?}");
    assert!(list.out.contains("\nunused-types  types that no operation reaches\n"), "{list:#?}");
    let group = folder.run("explain unused-types").with(0);
    assert!(group.out.starts_with("# unused-types: types that no operation reaches\n"), "{group:#?}");
    let unknown = folder.run("explain unused-type").with(2);
    assert!(unknown.err.contains("there is no such code; did you mean `unused-types`?"), "{unknown:#?}");
    let unknown = folder.run("explain E0009").with(2);
    assert_eq!(unknown.out, "");
    assert!(unknown.err.contains("there is no such code; did you mean `W0009`?"), "{unknown:#?}");
    folder.run("explain W0009 W0010").with(2);
}

#[test]
fn a_template_of_the_users_own_takes_the_place_of_one() {
    let folder = shop("templates");
    folder.run("generate --out plain").with(0);
    folder.write("mine/types/README.md", "# {{ title }}, by {{ package }}\n");
    folder.run("generate --templates mine").with(0);
    let read = |path: &str| fs::read_to_string(folder.path(path)).expect("the file is there");
    assert_eq!(read("generated/shop-types/README.md"), "# shop, by shop-types\n");
    let unchanged = "shop-client/README.md";
    assert_eq!(read(&format!("generated/{unchanged}")), read(&format!("plain/{unchanged}")));
    folder.run("check --templates mine").with(0);
    folder.run("check").with(1);
}
