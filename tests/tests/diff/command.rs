//! The command `diff` as a person runs it: sides, forms of output, and exits.

use std::process::Command;

use wirewright_tests::{Done, Folder};

const SHOP: &str = "wirewright: 1
service: shop
source: page
operations:
  Find:
    http: POST /find -> json
    input: { Word: required string }
    output: { Count: required int32 }
";

fn folder(name: &str) -> Folder {
    Folder::new(env!("CARGO_TARGET_TMPDIR"), &format!("diff-command/{name}"))
}

/// Two files, the second of which lets the one input be left out.
fn files(name: &str) -> Folder {
    let folder = folder(name);
    folder.write("old.yaml", SHOP);
    folder.write("new.yaml", &SHOP.replace("Word: required", "Word: optional"));
    folder
}

/// Runs git in a folder, apart from what else there is of git around.
fn git(folder: &Folder, arguments: &[&str]) {
    let done = Command::new("git")
        .args([
            "-c",
            "user.name=test",
            "-c",
            "user.email=test@example.invalid",
            "-c",
            "init.defaultBranch=main",
        ])
        .args(arguments)
        .current_dir(folder.path(""))
        .env("GIT_CONFIG_GLOBAL", "/dev/null")
        .env("GIT_CONFIG_NOSYSTEM", "1")
        .env_remove("GIT_DIR")
        .env_remove("GIT_INDEX_FILE")
        .env_remove("GIT_WORK_TREE")
        .output()
        .expect("git is there");
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}

/// A repository with three states of its specs: committed before, committed last, and not committed.
fn repository(name: &str) -> Folder {
    let folder = folder(name);
    folder.write("api/specs/shop.yaml", SHOP);
    folder.write("api/specs/.hidden.yaml", "no spec\n");
    folder.write("api/specs/notes.txt", "no spec\n");
    git(&folder, &["init", "-q"]);
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "one"]);
    git(&folder, &["tag", "one"]);
    folder.write("api/specs/kiosk.yaml", &SHOP.replace("service: shop", "service: kiosk"));
    folder.edit("api/specs/shop.yaml", "int32", "int64");
    git(&folder, &["add", "."]);
    git(&folder, &["commit", "-q", "-m", "two"]);
    folder.edit("api/specs/shop.yaml", "Count: required", "Count: optional");
    folder
}

fn diff(folder: &Folder, arguments: &str) -> Done {
    folder.run(&format!("diff {arguments}"))
}

#[test]
fn a_table_and_what_it_asks_for_are_printed() {
    let folder = files("table");
    let done = diff(&folder, "old.yaml new.yaml").with(0);
    let expected = "\
wire      client    server    bump   shop
breaking  breaking  breaking  major  Find.input.Word is optional, was required

shop-types major, shop-client major, shop-server major; the wire: breaking
";
    assert_eq!((done.out.as_str(), done.err.as_str()), (expected, ""));
    assert_eq!(diff(&folder, "old.yaml new.yaml --fail-on breaking").with(1).out, expected);
}

#[test]
fn what_breaks_nothing_passes() {
    let folder = files("passes");
    folder.write("new.yaml", &SHOP.replace("POST", "POST|PUT"));
    let done = diff(&folder, "old.yaml new.yaml --fail-on breaking").with(0);
    assert!(done.out.starts_with("wire "), "{done:#?}");
    let done = diff(&folder, "old.yaml old.yaml --fail-on breaking").with(0);
    assert_eq!(done.out, "nothing changes, neither on the wire nor in the crates\n");
    for format in ["json", "github"] {
        let done = diff(&folder, &format!("old.yaml old.yaml --message-format {format}")).with(0);
        assert_eq!((done.out.as_str(), done.err.as_str()), ("", ""));
    }
}

#[test]
fn json_is_one_object_a_row() {
    let folder = files("json");
    let done = diff(&folder, "old.yaml new.yaml --message-format json").with(0);
    let expected = concat!(
        r#"{"bump":"major","client":"breaking","kind":"presence","#,
        r#""message":"is optional, was required","new":"optional","old":"required","#,
        r#""server":"breaking","service":"shop","subject":"Find.input.Word","#,
        r#""types":"breaking","wire":"breaking"}"#,
        "\n"
    );
    assert_eq!(done.out, expected);
}

#[test]
fn annotations_stand_in_the_new_file() {
    let folder = files("github");
    folder.edit("new.yaml", "POST", "POST|PUT");
    let done = diff(&folder, "old.yaml new.yaml --message-format github").with(0);
    let expected = "\
::warning file=new.yaml,line=7,col=20,title=shop major::Find.input.Word is optional, was required \
(wire breaking, client breaking, server breaking)
::notice file=new.yaml,line=6,col=11,title=shop patch::Find.bindings.http is sent by POST or PUT, was POST \
(wire additive, client neutral, server neutral)
";
    assert_eq!(done.out, expected);
    // A service that is gone has no place.
    folder.edit("new.yaml", "service: shop", "service: kiosk");
    let done = diff(&folder, "old.yaml new.yaml --message-format github").with(0);
    assert!(done.out.starts_with("::warning title=shop major::service is gone "), "{done:#?}");
    assert!(done.out.contains("\n::notice file=new.yaml,line=2,col=10,title=kiosk minor::"), "{done:#?}");
}

#[test]
fn texts_of_a_spec_stay_texts() {
    let folder = folder("texts");
    let spec = |values: &str| {
        SHOP.replace("Count: required int32", "Of: required Kind")
            + "types:\n  Kind: { values: ["
            + values
            + "] }\n"
    };
    folder.write("old.yaml", &spec("red"));
    folder.write("new.yaml", &spec("red, '100%, \u{202e}::error::x'"));
    let done = diff(&folder, "old.yaml new.yaml").with(0);
    assert!(done.out.contains("types.Kind.100%, \u{fffd}::error::x is a new value"), "{done:#?}");
    let done = diff(&folder, "old.yaml new.yaml --message-format github").with(0);
    assert!(done.out.contains("::types.Kind.100%25, "), "{done:#?}");
    assert_eq!(done.out.lines().count(), 1, "{done:#?}");
}

#[test]
fn folders_are_compared_service_by_service() {
    let folder = folder("folders");
    folder.write("old/shop.yaml", SHOP);
    folder.write("new/renamed.yml", SHOP);
    folder.write("new/kiosk.yaml", &SHOP.replace("service: shop", "service: kiosk"));
    let done = diff(&folder, "old new").with(0);
    assert_eq!(
        done.out,
        "wire      client    server    bump   kiosk\n\
         additive  additive  additive  minor  service is new\n\n\
         kiosk-types minor, kiosk-client minor, kiosk-server minor; the wire: additive\n"
    );
    let done = diff(&folder, "new old --fail-on breaking").with(1);
    assert!(done.out.contains("major  service is gone\n"), "{done:#?}");
    // One spec beside many is compared with itself.
    diff(&folder, "new old/shop.yaml --fail-on breaking").with(0);
    assert!(diff(&folder, "old/shop.yaml new").with(0).out.starts_with("nothing changes"));
}

#[test]
fn revisions_of_the_folder_of_specs_are_read() {
    let folder = repository("revisions");
    let wider = "Find.output.Count is required int64, was required int32\n";
    let done = diff(&folder, "one HEAD --specs api/specs").with(0);
    assert!(done.out.contains(wider) && done.out.contains("service is new"), "{done:#?}");
    let done = diff(&folder, "HEAD api/specs --specs api/specs").with(0);
    assert!(done.out.contains("Find.output.Count is optional, was required\n"), "{done:#?}");
    let done = diff(&folder, "HEAD~1 api/specs/shop.yaml --specs api/specs --fail-on breaking").with(1);
    assert!(done.out.contains("is optional int64, was required int32\n"), "{done:#?}");
    assert!(!done.out.contains("kiosk"), "{done:#?}");
    // The files of a revision are on no disk, so that nobody is led there.
    let done = diff(&folder, "one HEAD --specs api/specs --message-format github").with(0);
    assert!(done.out.starts_with("::") && !done.out.contains("file="), "{done:#?}");
    // What is there is taken before what git knows.
    folder.write("one/shop.yaml", &SHOP.replace("int32", "int64"));
    assert!(diff(&folder, "one api/specs/shop.yaml").with(0).out.contains("is optional, was required"));
}

#[test]
fn a_side_that_cannot_be_read_is_told() {
    let folder = repository("unreadable");
    let unknown =
        |name: &str| format!("error: {name}: there is no such file, and no such folder or revision");
    for name in ["nowhere", "one..HEAD", "HEAD:api", "one HEAD", "@{", "HEAD^{tree}"] {
        let done = folder.command("diff --specs api/specs").args([name, "HEAD"]).output().expect("it runs");
        let done = Done::from(done).with(2);
        assert_eq!((done.out.as_str(), done.err), ("", format!("{}\n", unknown(name))));
    }
    // Neither clap nor git takes it for an option.
    let done = diff(&folder, "--specs api/specs -- --all HEAD").with(2);
    assert_eq!(done.err, format!("{}\n", unknown("--all")));
    let done = diff(&folder, "one HEAD --specs nowhere").with(2);
    assert_eq!(done.err, format!("{} of nowhere, which is no folder\n", unknown("one")));
    let done = diff(&folder, "one HEAD --specs api").with(2);
    assert_eq!(done.err, "error: one: there is no spec in api at this revision\n");
    let mut alone = folder.command("diff one HEAD --specs api/specs");
    let done = Done::from(alone.env("PATH", "").output().expect("it runs")).with(2);
    assert!(done.err.starts_with("error: git, which reads revisions, cannot be run: "), "{done:#?}");
}

#[test]
fn problems_of_both_sides_are_printed_as_everywhere() {
    let folder = repository("problems");
    folder.edit("api/specs/shop.yaml", "POST /find", "POST /{find}");
    git(&folder, &["commit", "-q", "-a", "-m", "three"]);
    folder.edit("api/specs/shop.yaml", "POST /{find}", "/find");
    let done = diff(&folder, "HEAD api/specs --specs api/specs --message-format github").with(2);
    assert_eq!(done.out, "");
    let lines: Vec<&str> = done.err.lines().collect();
    assert!(lines[0].starts_with("::error file=HEAD%3Aapi/specs/shop.yaml,line=6,"), "{done:#?}");
    assert!(lines[1].starts_with("::error file=api/specs/shop.yaml,line=6,"), "{done:#?}");
    diff(&folder, "one api/specs --specs api/specs --fail-on breaking").with(2);
}
