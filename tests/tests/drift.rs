//! `check` tells what was changed by whom, and `generate` mends it without touching anybody's files.

use std::fs;

use wirewright_tests::Folder;

const SPEC: &str = "wirewright: 1\nservice: shop\nsource: page\n\
    operations:\n  Get:\n    about: Gets an order.\n    http: GET /get\n    output: Order\n  \
    Drop:\n    http: POST /drop\n    input: { Id: string }\n\
    types:\n  Order: { members: { Id: string } }\n";

/// What the spec is without one of its operations.
fn without_drop() -> String {
    SPEC.replace("  Drop:\n    http: POST /drop\n    input: { Id: string }\n", "")
}

/// A folder of a test's own, with the crates of one spec in it.
fn shop(name: &str) -> Folder {
    let folder = Folder::new(env!("CARGO_TARGET_TMPDIR"), &format!("drift/{name}"));
    folder.write("specs/shop.yaml", SPEC);
    folder.run("generate").with(0);
    folder
}

/// The file that documents the operation.
const CLIENT: &str = "generated/shop-client/src/lib.rs";
const README: &str = "generated/shop-types/README.md";
const MANIFEST: &str = "generated/shop-types/.wirewright";

/// A list of the form that had no digests.
fn without_digests(list: &str) -> String {
    list.lines().map(|line| line.split_once(' ').map_or(line, |(_, path)| path)).fold(
        String::new(),
        |all, line| {
            // The first line is no file.
            if line.starts_with("The") { all } else { all + line + "\n" }
        },
    )
}

#[test]
fn every_kind_has_a_line_and_a_summary() {
    let folder = shop("kinds");
    let done = folder.run("check").with(0);
    assert_eq!((done.out.as_str(), done.err.contains("files are as the specs say")), ("", true), "{done:#?}");

    folder.write(README, "Edited.\n");
    fs::remove_file(folder.path("generated/shop-client/README.md")).expect("the file is there");
    folder.write("generated/shop-server/src/mine.rs", "// Mine.\n");
    let before = folder.files();
    let done = folder.run("check").with(1);
    assert_eq!(
        done.out,
        "missing: generated/shop-client/README.md\n\
         extra: generated/shop-server/src/mine.rs\n\
         hand-edited: generated/shop-types/README.md\n"
    );
    assert_eq!(
        done.err,
        "2 files are not as the specs say; run `wirewright generate`\n\
         that puts back what was edited by hand: an edit belongs into the spec, or into a crate of your own\n\
         1 file is extra: no run wrote or removes it; move it out of the generated crates\n"
    );
    assert_eq!(folder.files(), before, "check writes nothing");

    let done = folder.run("generate").with(0);
    assert_eq!(
        done.err.lines().take(2).collect::<Vec<_>>(),
        ["wrote generated/shop-client/README.md", "overwrote hand-edited generated/shop-types/README.md"]
    );
    let done = folder.run("check").with(1);
    assert_eq!(done.out, "extra: generated/shop-server/src/mine.rs\n");
    assert!(!done.err.contains("wirewright generate"), "that would not help: {done:#?}");
}

#[test]
fn what_the_specs_changed_is_no_edit() {
    let folder = shop("changed");
    folder.write("specs/shop.yaml", &without_drop().replace("Gets an order", "Fetches an order"));
    let done = folder.run("check").with(1);
    assert!(done.out.contains(&format!("changed: {CLIENT}\n")), "{done:#?}");
    assert!(done.out.contains("changed: generated/shop-client/.wirewright\n"), "{done:#?}");
    assert!(done.out.contains("left-over: generated/shop-types/src/operations/drop.rs\n"), "{done:#?}");
    assert!(!done.out.contains("hand-edited") && !done.out.contains("extra"), "{done:#?}");

    // Both at once: the edit is what would be lost.
    let edited = folder.read(CLIENT) + "// Mine.\n";
    folder.write(CLIENT, &edited);
    folder.write("generated/shop-types/src/operations/drop.rs", "// Mine.\n");
    let done = folder.run("check").with(1);
    assert!(done.out.contains(&format!("hand-edited: {CLIENT}\n")), "{done:#?}");
    let done = folder.run("generate").with(0);
    assert!(done.err.contains(&format!("overwrote hand-edited {CLIENT}\n")), "{done:#?}");
    let removed = "removed hand-edited generated/shop-types/src/operations/drop.rs\n";
    assert!(done.err.contains(removed), "{done:#?}");
    assert_eq!(done.err.matches("hand-edited").count(), 2, "{done:#?}");
    folder.run("check").with(0);
}

#[test]
fn diffs_are_shown_where_they_are_asked_for() {
    let folder = shop("diff");
    folder.edit("specs/shop.yaml", "Gets an order", "Fetches an order");
    assert!(!folder.run("check").with(1).out.contains("@@"));
    fs::remove_file(folder.path(README)).expect("the file is there");
    let done = folder.run("check --diff").with(1);
    let diff = "changed: generated/shop-client/src/lib.rs\n\
        --- a/shop-client/src/lib.rs\n+++ b/shop-client/src/lib.rs\n@@ ";
    assert!(done.out.contains(diff), "{done:#?}");
    assert!(done.out.contains("Gets an order") && done.out.contains("Fetches an order"), "{done:#?}");
    assert!(
        done.out.contains(&format!("missing: {README}\n")) && !done.out.contains("/dev/null"),
        "{done:#?}"
    );
    let done = folder.run("check --diff --message-format json").with(1);
    let lines: Vec<serde_json::Value> =
        done.out.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    let own = lines.iter().find(|own| own["path"] == CLIENT).expect("the file differs");
    assert!(own["diff"].as_str().is_some_and(|diff| diff.contains("\n@@ ")), "{own:#}");
}

#[test]
fn programs_read_it_too() {
    let folder = shop("formats");
    folder.write(README, "Edited.\n");
    folder.write("generated/shop-types/a,b%c.txt", "Mine.\n");
    let json = folder.run("check --message-format json").with(1);
    assert_eq!(
        json.out,
        "{\"kind\":\"hand-edited\",\"line_ends\":false,\"path\":\"generated/shop-types/README.md\"}\n\
         {\"kind\":\"extra\",\"line_ends\":false,\"path\":\"generated/shop-types/a,b%c.txt\"}\n"
    );
    assert_eq!(json.err, "");
    let github = folder.run("check --message-format github").with(1);
    assert_eq!(
        github.out,
        "::error file=generated/shop-types/README.md,title=hand-edited::this file was edited by hand\n\
         ::error file=generated/shop-types/a%2Cb%25c.txt,title=extra::this file was not generated\n"
    );
    assert!(github.err.contains("run `wirewright generate`\n"), "{github:#?}");
    // A terminal does not act on the name of a file.
    folder.write("generated/shop-types/\u{1b}[2J\nmissing: x", "Mine.\n");
    let done = folder.run("check").with(1);
    assert!(done.out.contains("extra: generated/shop-types/\u{fffd}[2J\u{fffd}missing: x\n"), "{done:#?}");
    fs::remove_file(folder.path("specs/shop.yaml")).expect("the file is there");
    folder.run("check").with(2);
}

#[test]
fn the_command_that_mends_has_the_options_that_were_given() {
    let folder = Folder::new(env!("CARGO_TARGET_TMPDIR"), "drift/command");
    folder.write("api specs/shop.yaml", SPEC);
    folder.write("mine/types/README.md", "# Mine\n");
    let check = |arguments: &[&str]| {
        let done = folder.command("check").args(arguments).output().expect("the program runs");
        assert_eq!(done.status.code(), Some(1));
        let err = String::from_utf8(done.stderr).expect("the program writes UTF-8");
        let (_, command) = err.split_once("run `wirewright ").expect("a command is named");
        command.split('`').next().unwrap_or_default().to_owned()
    };
    let command = check(&["--specs", "api specs", "--out", "made", "--templates", "mine"]);
    assert_eq!(command, "generate --specs 'api specs' --out made --templates mine");
    assert_eq!(check(&["--specs=api specs", "--out=generated"]), "generate --specs 'api specs'");
    assert_eq!(check(&["--specs=api specs", "--out=it's"]), "generate --specs 'api specs' --out 'it'\\''s'");
}

#[test]
fn line_ends_of_a_checkout_are_no_edit() {
    let folder = shop("line ends");
    for path in folder.files().into_keys() {
        folder.write(&path, &folder.read(&path).replace('\n', "\r\n"));
    }
    let done = folder.run("check").with(1);
    assert!(done.out.lines().count() > 10, "{done:#?}");
    for line in done.out.lines() {
        assert!(line.starts_with("changed: ") && line.ends_with(" (only its line ends differ)"), "{line}");
    }
    assert!(done.err.contains("commit the one that is generated beside the crates\n"), "{done:#?}");
    let done = folder.run("generate").with(0);
    assert!(!done.err.contains("hand-edited"), "{done:#?}");
    folder.run("check").with(0);
    assert!(folder.read("generated/.gitattributes").ends_with("\n* -text\n"));
}

#[test]
fn a_file_of_the_users_own_outlives_its_crate() {
    let folder = shop("own");
    folder.write("specs/store.yaml", &SPEC.replace("shop", "store"));
    folder.run("generate").with(0);
    let own =
        ["generated/store-types/notes.txt", "generated/store-server/src/deep/mine.rs", "generated/my/file"];
    own.iter().for_each(|path| folder.write(path, "Mine.\n"));
    folder.edit("specs/shop.yaml", "Gets an order", "Fetches an order");
    folder.run("generate").with(0);
    fs::remove_file(folder.path("specs/store.yaml")).expect("the file is there");
    let done = folder.run("check").with(1);
    assert!(done.out.contains("left-over: generated/store-types/Cargo.toml\n"), "{done:#?}");
    let done = folder.run("generate").with(0);
    for left in ["store-types", "store-server"] {
        let said = format!("left generated/{left}: there are files in it that were not generated\n");
        assert!(done.err.contains(&said), "{done:#?}");
    }
    let files = folder.files();
    let left: Vec<&str> = files.keys().map(String::as_str).filter(|path| !path.contains("/shop-")).collect();
    let mut expected = own.to_vec();
    expected.extend(["generated/.gitattributes", "generated/.wirewright", "generated/rustfmt.toml"]);
    expected.push("generated/wirewright.schema.json");
    expected.sort_unstable();
    assert_eq!(left, expected);
    assert!(!folder.path("generated/store-types/src").exists());
    assert!(!folder.path("generated/store-client").exists());
    assert!(own.iter().all(|path| folder.read(path) == "Mine.\n"));
    // What is left is no generated crate.
    folder.run("check").with(0);
}

#[test]
fn a_list_without_digests_is_still_a_list() {
    let folder = shop("older");
    for crate_name in ["shop-types", "shop-client", "shop-server"] {
        let path = format!("generated/{crate_name}/.wirewright");
        folder.write(&path, &without_digests(&folder.read(&path)));
        assert!(folder.read(&path).starts_with("Cargo.toml\n"), "{}", folder.read(&path));
    }
    folder.write("specs/shop.yaml", &without_drop());
    folder.write(README, "Edited.\n");
    let done = folder.run("check").with(1);
    assert!(done.out.contains(&format!("changed: {README}\n")), "nobody can tell: {done:#?}");
    assert!(!done.out.contains("hand-edited"), "{done:#?}");
    let left = "generated/shop-types/src/operations/drop.rs";
    assert!(done.out.contains(&format!("left-over: {left}\n")), "{done:#?}");
    folder.run("generate").with(0);
    assert!(!folder.path(left).exists());
    folder.run("check").with(0);
}

#[test]
fn a_list_that_is_gone_or_was_edited_is_written_again() {
    let folder = shop("list");
    let list = folder.read(MANIFEST);
    fs::remove_file(folder.path(MANIFEST)).expect("the file is there");
    assert_eq!(folder.run("check").with(1).out, format!("missing: {MANIFEST}\n"));
    folder.run("generate").with(0);
    assert_eq!(folder.read(MANIFEST), list);
    folder.write(MANIFEST, &format!("{list}<<<<<<< HEAD\n\u{0}\u{1}\n"));
    assert_eq!(folder.run("check").with(1).out, format!("hand-edited: {MANIFEST}\n"));
    folder.run("generate").with(0);
    assert_eq!(folder.read(MANIFEST), list);
    fs::write(folder.path(MANIFEST), b"\xff\xfe\x00").expect("the file can be written");
    folder.run("check").with(1);
    folder.run("generate").with(0);
    assert_eq!(folder.read(MANIFEST), list);
}

#[test]
fn no_list_leads_out_of_its_folder() {
    let folder = shop("attacks");
    let victims = ["victim.txt", "generated/victim.txt", "generated/other/victim.txt", "away/victim.txt"];
    victims.iter().for_each(|path| folder.write(path, "Mine.\n"));
    let absolute = folder.path("victim.txt").display().to_string();
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path("away"), folder.path("generated/shop-types/link"))
        .expect("a link can be made");
    let lines = [
        "../victim.txt",
        "../../victim.txt",
        "src/../../victim.txt",
        "../other/victim.txt",
        "link/victim.txt",
        absolute.as_str(),
        "/",
        "..",
        ".",
        "",
        "src",
        "src//lib.rs",
        "src/./lib.rs",
        "SRC/lib.rs",
        "src/lib.rs/x",
        "Cargo.toml/",
        "\u{0}",
        &"long/".repeat(2000),
        &"long".repeat(2000),
    ];
    let digests = lines.map(|line| format!("0123456789abcdef {line}"));
    let garbage = format!("{}\n{}\n", lines.join("\n"), digests.join("\n"));
    let lists = [MANIFEST, "generated/.wirewright"].map(|path| (path, folder.read(path)));
    let attack = || {
        for (path, list) in &lists {
            let evil = format!("{list}{garbage}victim.txt/x\nother/victim.txt\nshop-types/src/lib.rs\n");
            folder.write(path, &evil);
        }
    };
    attack();
    folder.run("check").with(1);
    let done = folder.run("generate").with(0);
    assert!(done.err.contains("2 written, 0 removed"), "{done:#?}");
    assert!(lists.iter().all(|(path, list)| folder.read(path) == *list));
    attack();
    // Nor where the whole crate goes.
    folder.write("specs/shop.yaml", &SPEC.replace("shop", "store"));
    let done = folder.run("generate").with(0);
    assert!(done.err.contains("removed generated/shop-types/Cargo.toml\n"), "{done:#?}");
    assert!(victims.iter().all(|path| folder.read(path) == "Mine.\n"));
    #[cfg(unix)]
    assert!(folder.path("generated/shop-types/link").symlink_metadata().is_ok());
}

#[cfg(target_os = "linux")]
#[test]
fn another_spelling_of_a_file_is_that_file() {
    let folder = shop("spelling");
    folder.write("generated/shop-types/SRC/lib.rs", "Mine.\n");
    folder.write(MANIFEST, &(folder.read(MANIFEST) + "SRC/lib.rs\n"));
    // Elsewhere that line would name the file that was just written.
    let done = folder.run("generate").with(0);
    assert!(done.err.contains("1 written, 0 removed"), "{done:#?}");
    assert_eq!(folder.read("generated/shop-types/SRC/lib.rs"), "Mine.\n");
}

#[test]
fn every_file_is_on_a_list() {
    let folder = shop("lists");
    for path in folder.files().into_keys().filter(|path| !path.ends_with(".wirewright")) {
        let (place, name) = path.strip_prefix("generated/").and_then(|own| own.split_once('/')).map_or_else(
            || ("generated".to_owned(), path.trim_start_matches("generated/")),
            |(place, name)| (format!("generated/{place}"), name),
        );
        let list = folder.read(&format!("{place}/.wirewright"));
        assert!(list.contains(&format!(" {name}\n")), "{path} is not on {list}");
    }
}
