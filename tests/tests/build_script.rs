//! A crate generates its modules while it is built: with two dependencies, without the
//! network, without rustfmt, wherever it lies, and only when a spec changed.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Command;
use std::time::SystemTime;

use wirewright_tests::Consumer;

const SHOP: &str = "wirewright: 1
service: corner-shop
title: Corner shop
source: page
unmarked: optional
profiles:
  xml: { namespace: 'urn:shop' }
operations:
  GetOrder:
    summary: Finds an order.
    http: GET /orders/{id} -> json|xml
    path: { id: required guid }
    output: Order
types:
  Order: { members: { id: required guid, state: State } }
  State: { values: [open, sent] }
";

fn consumer(package: &'static str, features: &[&str], steps: &str) -> Consumer {
    // A path that has to be quoted everywhere.
    let folder = format!("build scripts/größe ☃/{package}");
    let consumer = Consumer::new(env!("CARGO_TARGET_TMPDIR"), &folder, package, features, steps);
    consumer.folder().write("specs/shop.yaml", SHOP);
    consumer
}

const ALL: [&str; 4] = ["client", "guid", "server", "xml"];

/// Every file below a folder, and when it was changed.
fn times(folder: &Path) -> BTreeMap<String, SystemTime> {
    let mut times = BTreeMap::new();
    for entry in fs::read_dir(folder).expect("the folder is readable") {
        let entry = entry.expect("the folder is readable");
        let about = entry.metadata().expect("the file is there");
        if about.is_dir() {
            times.extend(self::times(&entry.path()));
        } else {
            times.insert(entry.path().display().to_string(), about.modified().expect("the system has times"));
        }
    }
    times
}

/// A folder that holds a compiler and a linker and nothing else.
fn bare_path() -> std::path::PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("bare-path");
    fs::create_dir_all(&folder).expect("the folder can be made");
    let found = Command::new("rustc").args(["--print", "sysroot"]).output().expect("there is a compiler");
    let sysroot = String::from_utf8(found.stdout).expect("its path is UTF-8");
    let linker = std::env::split_paths(&std::env::var_os("PATH").expect("there is a path"))
        .map(|folder| folder.join("cc"))
        .find(|file| file.exists())
        .expect("there is a linker");
    let linker_folder = linker.parent().expect("it lies in a folder");
    for (name, file) in [
        ("rustc", Path::new(sysroot.trim()).join("bin/rustc")),
        ("cc", linker.clone()),
        ("ld", linker_folder.join("ld")),
    ] {
        // It may be there from an earlier run.
        let _ = fs::remove_file(folder.join(name));
        std::os::unix::fs::symlink(file, folder.join(name)).expect("the folder can be written");
    }
    folder
}

#[test]
fn a_build_writes_and_compiles_only_what_changed() {
    let consumer = consumer("consumer-changes", &ALL, ".specs(\"specs\").client().server()");
    let before = times(&consumer.folder().path("."));
    let output = consumer.command(&["build", "--verbose"]).env("PATH", bare_path()).output();
    let output = output.expect("cargo can be run");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(times(&consumer.folder().path(".")), before, "nothing is written beside the sources");
    let run = consumer.last_run();
    let written = times(&run.join("out/wirewright"));
    assert!(written.keys().any(|file| file.ends_with("corner_shop/client/mod.rs")), "{written:?}");

    let again = consumer.build();
    assert!(again.is_fresh(), "{}", again.said);
    // A file that nobody named is nobody's business.
    consumer.folder().write("README.md", "New.\n");
    assert!(consumer.build().is_fresh());

    consumer.folder().write("specs/shop.yaml", &format!("# Only a comment.\n{SHOP}"));
    let commented = consumer.build();
    assert!(commented.done && commented.ran_the_script(), "{}", commented.said);
    assert_eq!(times(&run.join("out/wirewright")), written, "what did not change was not written");

    consumer.folder().write("specs/shop.yaml", &SHOP.replace("state: State", "state: State, note: string"));
    assert!(consumer.build().done);
    let changed = times(&run.join("out/wirewright"));
    let other: Vec<&String> = changed
        .iter()
        .filter(|(file, time)| written.get(*file) != Some(time))
        .map(|(file, _)| file)
        .collect();
    // The list has a digest of each file.
    let is = |file: &str, end: &str| file.ends_with(end);
    assert!(
        matches!(other[..], [list, file] if is(list, "out/wirewright/.wirewright") && is(file, "corner_shop/types/order.rs")),
        "{other:?}"
    );

    // A spec that comes to the folder, and one that goes.
    let kiosk = SHOP.replace("corner-shop", "kiosk").replace("Corner shop", "Kiosk");
    consumer.folder().write("specs/kiosk.yaml", &kiosk);
    assert!(consumer.build().done);
    assert!(run.join("out/wirewright/kiosk/mod.rs").exists());
    fs::remove_file(consumer.folder().path("specs/kiosk.yaml")).expect("the file was there");
    assert!(consumer.build().done);
    assert!(!run.join("out/wirewright/kiosk").exists(), "only what is generated now stays");
}

#[test]
fn cargo_is_told_exactly_the_files_that_were_read() {
    let consumer = consumer("consumer-told", &["guid", "xml"], ".spec(\"specs/shop.yaml\")");
    assert!(consumer.build().done);
    let run = consumer.last_run();
    let told = fs::read_to_string(run.join("output")).expect("cargo keeps it");
    assert_eq!(told, "cargo::rerun-if-changed=specs/shop.yaml\n");
    let root = fs::read_to_string(run.join("out/wirewright/corner_shop/mod.rs")).expect("it is there");
    assert!(!root.contains("mod client") && !root.contains("mod server"), "only what is asked for: {root}");

    let (head, types) = SHOP.split_once("types:\n").expect("it has types");
    consumer.folder().write("specs/shop.yaml", &format!("{head}include: [shop/types.yaml]\n"));
    consumer.folder().write("specs/shop/types.yaml", &format!("wirewright: 1\ntypes:\n{types}"));
    assert!(consumer.build().done);
    let told = fs::read_to_string(run.join("output")).expect("cargo keeps it");
    assert_eq!(
        told,
        "cargo::rerun-if-changed=specs/shop.yaml\ncargo::rerun-if-changed=specs/shop/types.yaml\n"
    );
    assert!(consumer.build().is_fresh());
    consumer.folder().edit("specs/shop/types.yaml", "[open, sent]", "[open, sent, lost]");
    assert!(consumer.build().ran_the_script());
    let state = fs::read_to_string(run.join("out/wirewright/corner_shop/types/state.rs"));
    assert!(state.expect("it is there").contains("Lost"));
}

#[test]
fn problems_fail_the_build_as_the_command_line_prints_them() {
    let consumer = consumer("consumer-problems", &ALL, ".spec(\"specs/shop.yaml\").client()");
    consumer
        .folder()
        .write("specs/shop.yaml", &SHOP.replace("summary:", "sumary:").replace("sent]", "sent, sent]"));
    let built = consumer.build();
    assert!(!built.done);
    let printed = consumer.folder().run("check").with(2).err;
    let (printed, _) = printed.split_once("`wirewright explain").expect("it says where more is said");
    let indented: String =
        printed.lines().map(|line| format!("  {line}").trim_end().to_owned() + "\n").collect();
    assert!(built.said.contains(&indented), "{indented}\nis not in\n{}", built.said);
    assert_eq!(indented.matches("error[").count(), 2, "{indented}");

    consumer.folder().write("specs/shop.yaml", SHOP);
    assert!(consumer.build().done, "a mended spec is read again");
    fs::remove_file(consumer.folder().path("specs/shop.yaml")).expect("the file was there");
    let built = consumer.build();
    assert!(!built.done && built.said.contains("Error: specs/shop.yaml: "), "{}", built.said);
}

#[test]
fn a_feature_that_is_missing_is_named() {
    let consumer = consumer("consumer-features", &["client", "guid"], ".spec(\"specs/shop.yaml\").client()");
    let built = consumer.build();
    assert!(!built.done);
    let error = "error: generated code needs the feature `xml` of the dependency `wirewright-runtime`";
    assert!(built.said.contains(error), "{}", built.said);
}

#[test]
fn a_build_needs_nothing_of_the_command_line() {
    let consumer = consumer("consumer-tree", &["guid", "xml"], ".spec(\"specs/shop.yaml\")");
    let output = consumer.command(&["tree", "--edges=normal,build", "--prefix=none"]).output();
    let tree = String::from_utf8(output.expect("cargo can be run").stdout).expect("cargo writes UTF-8");
    assert!(tree.contains("wirewright v"), "{tree}");
    for line in tree.lines() {
        let name = line.split(' ').next().unwrap_or_default();
        assert!(!["clap", "ctrlc", "notify", "tokio", "reqwest", "axum"].contains(&name), "{tree}");
    }
}
