//! Whatever stops a run, what it leaves is whole or does not compile, and the next run mends it.
//!
//! The unit tests of `output` stop a run at every single step. Here are those stops that a
//! system makes: a full disk, a folder that cannot be written, a signal, another run.

use std::collections::BTreeMap;
use std::fs;
use std::process::Command;
use std::thread;

use wirewright::{FileTree, Spec, Templates, render};
use wirewright_tests::{Done, Folder};

const SPEC: &str = "wirewright: 1\nservice: shop\nsource: page\n\
    operations:\n  Get:\n    about: Gets an order.\n    http: GET /get\n    output: Order\n\
    types:\n  Order: { members: { Id: string } }\n";

/// Another spec of the same service, of which no file is without a change.
fn other() -> String {
    SPEC.replace("Gets an order", "Fetches an order").replace("Id:", "Key:").replace("Order", "Receipt")
}

fn folder(name: &str) -> Folder {
    let folder = Folder::new(env!("CARGO_TARGET_TMPDIR"), &format!("interrupted/{name}"));
    folder.write("specs/shop.yaml", SPEC);
    folder
}

/// Every generated file with its content.
fn contents(folder: &Folder) -> BTreeMap<String, String> {
    folder.files().into_keys().map(|path| (path.clone(), folder.read(&path))).collect()
}

fn tree(texts: &[String]) -> FileTree {
    let spec = |text: &String| Spec::new("spec", text.clone());
    let specs: Vec<Spec> = texts.iter().map(spec).collect();
    render(&specs, &Templates::built_in().expect("the built-in templates are good"))
        .expect("the specs are good")
}

/// The files of each crate, without the lists.
fn crates<'f>(
    files: impl Iterator<Item = (&'f str, &'f str)>,
) -> BTreeMap<&'f str, BTreeMap<&'f str, &'f str>> {
    let mut crates: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for (path, content) in files {
        if let Some((name, rest)) = path.split_once('/').filter(|(_, rest)| *rest != ".wirewright") {
            crates.entry(name).or_default().insert(rest, content);
        }
    }
    crates
}

/// Whether a crate has the file that keeps it from being compiled.
fn is_guarded(files: &BTreeMap<&str, &str>) -> bool {
    files.get("src/lib.rs").is_some_and(|text| text.contains("compile_error!") && text.lines().count() == 2)
}

#[test]
fn what_is_left_in_the_middle_says_what_to_do() {
    let folder = folder("middle");
    folder.run("generate").with(0);
    let before = contents(&folder);
    // It is no folder, and none can be made there; that turns out late.
    let inner = folder.path("generated/shop-types/src/operations");
    fs::remove_dir_all(&inner).expect("the folder is there");
    #[cfg(unix)]
    std::os::unix::fs::symlink("nowhere", &inner).expect("a link can be made");
    #[cfg(unix)]
    {
        folder.write("specs/shop.yaml", &other());
        let done = folder.run("generate").with(2);
        assert!(done.err.starts_with("error: generated/shop-types/src/operations: "), "{done:#?}");
        let end = "; writing was interrupted there, and the next run finishes it\n";
        assert!(done.err.ends_with(end), "{done:#?}");
        let done = folder.run("check").with(1);
        for path in [".wirewright-interrupted", "shop-client/src/lib.rs", "shop-types/src/lib.rs"] {
            assert!(done.out.contains(&format!("interrupted: generated/{path}\n")), "{done:#?}");
        }
        assert!(!done.out.contains("hand-edited"), "{done:#?}");
        assert!(
            done.err.contains("an earlier run was interrupted; this one finishes its work\n"),
            "{done:#?}"
        );
        let compiled = Command::new("rustc")
            .args(["--crate-type", "lib", "--emit", "metadata", "-o"])
            .arg(folder.path("metadata"))
            .arg(folder.path("generated/shop-types/src/lib.rs"))
            .output()
            .expect("rustc runs");
        let said = Done::from(compiled).with(1).err;
        assert!(said.contains("was interrupted; run `wirewright generate` again"), "{said}");
        fs::remove_file(&inner).expect("the link is there");
        let done = folder.run("generate").with(0);
        assert!(!done.err.contains("hand-edited"), "{done:#?}");
        folder.run("check").with(0);
        folder.write("specs/shop.yaml", SPEC);
    }
    folder.run("generate").with(0);
    assert_eq!(contents(&folder), before);
}

#[cfg(unix)]
#[test]
fn a_disk_without_room_changes_nothing() {
    let folder = folder("full");
    folder.run("generate").with(0);
    let before = folder.files();
    folder.write("specs/shop.yaml", &other());
    let program = folder.command("generate");
    let limited = |blocks: &str| {
        // Without the signal a file that grows over the limit is an error, as on a full disk.
        let script = format!("trap '' XFSZ; ulimit -f {blocks}; exec \"$0\" generate");
        let mut command = Command::new("sh");
        command.args(["-c", &script]).arg(program.get_program()).current_dir(folder.path(""));
        Done::from(command.output().expect("there is a shell"))
    };
    for blocks in ["0", "1", "2"] {
        let done = limited(blocks).with(2);
        assert!(done.err.starts_with("error: generated/shop-"), "{done:#?}");
        assert!(done.err.ends_with("; nothing was changed\n"), "{done:#?}");
        assert_eq!(folder.files(), before);
    }
    limited("unlimited").with(0);
    folder.run("check").with(0);
}

#[cfg(unix)]
#[test]
fn what_is_read_only_is_named() {
    use std::os::unix::fs::PermissionsExt as _;
    let folder = folder("read-only");
    folder.run("generate").with(0);
    folder.write("specs/shop.yaml", &other());
    let before = folder.files();
    let set = |path: &str, mode: u32| {
        fs::set_permissions(folder.path(path), fs::Permissions::from_mode(mode)).expect("the file is there");
    };
    let said = "is read-only; nothing was changed\n";
    for (path, what, own, usual) in [
        ("generated/shop-client/src/lib.rs", "file", 0o444, 0o644),
        ("generated/shop-client/src", "folder", 0o555, 0o755),
        ("generated", "folder", 0o555, 0o755),
    ] {
        set(path, own);
        let done = folder.run("generate");
        set(path, usual);
        let done = done.with(2);
        assert_eq!(done.err, format!("error: {path}: the {what} {said}"));
        assert_eq!(folder.files(), before);
    }
    fs::remove_file(folder.path("generated/shop-types/src/lib.rs")).expect("the file is there");
    folder.write("generated/shop-types/src/lib.rs/mine", "Mine.\n");
    let done = folder.run("generate").with(2);
    assert!(done.err.starts_with("error: generated/shop-types/src/lib.rs: "), "{done:#?}");
    fs::remove_dir_all(folder.path("generated/shop-types/src/lib.rs")).expect("the folder is there");
    folder.run("generate").with(0);
    folder.run("check").with(0);
}

#[test]
fn a_run_may_be_killed_at_any_time() {
    const ROUNDS: usize = 24;
    let folder = folder("killed");
    let names = ["a", "b", "c", "d"];
    let texts = |text: &str| names.map(|name| text.replace("service: shop", &format!("service: {name}")));
    fs::remove_file(folder.path("specs/shop.yaml")).expect("the file is there");
    let states = [texts(SPEC), texts(&other())];
    let trees = states.each_ref().map(|texts| tree(texts));
    let write = |texts: &[String]| {
        for (name, text) in names.iter().zip(texts) {
            folder.write(&format!("specs/{name}.yaml"), text);
        }
    };
    write(&states[0]);
    folder.run("generate").with(0);
    for round in 0..ROUNDS {
        let (old, new) = (&trees[round % 2], &trees[(round + 1) % 2]);
        write(&states[(round + 1) % 2]);
        let mut child =
            folder.command("generate").stderr(std::process::Stdio::null()).spawn().expect("it runs");
        // Most of a run is reading; the rounds differ in how long it has been writing.
        let begun = || folder.path("generated/.wirewright-staged-0").exists();
        let at_work = || folder.path("generated/.wirewright-interrupted").exists();
        while child.try_wait().expect("it is a child of this one").is_none() && !begun() && !at_work() {
            thread::yield_now();
        }
        if round % 3 > 0 {
            while child.try_wait().expect("it is a child of this one").is_none() && !at_work() {}
        }
        (0..round * 20).for_each(|_| drop(std::hint::black_box(folder.path("generated").metadata())));
        // It may have ended by itself.
        let _ = child.kill();
        child.wait().expect("it is a child of this one");

        let found = contents(&folder);
        let files =
            found.iter().filter_map(|(path, text)| Some((path.strip_prefix("generated/")?, text.as_str())));
        let (now, old, new) = (crates(files), crates(old.iter()), crates(new.iter()));
        if now != old && now != new {
            assert!(now.values().any(is_guarded), "round {round}: {now:#?}");
        }
        for (name, files) in &now {
            let is_whole = old.get(name) == Some(files) || new.get(name) == Some(files);
            assert!(is_whole || is_guarded(files), "round {round}: {name} is mixed: {files:#?}");
        }
        let done = folder.run("generate").with(0);
        assert!(!done.err.contains("hand-edited"), "{done:#?}");
        folder.run("check").with(0);
        let left: Vec<String> = folder.files().into_keys().collect();
        assert_eq!(left, paths(&trees[(round + 1) % 2]), "round {round}");
    }
}

fn paths(tree: &FileTree) -> Vec<String> {
    tree.iter().map(|(path, _)| format!("generated/{path}")).collect()
}

#[test]
fn two_runs_at_a_time_take_turns() {
    let folder = folder("turns");
    folder.write("others/shop.yaml", &other());
    let trees = [tree(&[SPEC.to_owned()]), tree(&[other()])];
    for _ in 0..5 {
        let runs: Vec<_> = ["specs", "others"]
            .into_iter()
            .cycle()
            .take(6)
            .map(|specs| {
                let mut command = folder.command(&format!("generate --specs {specs}"));
                thread::spawn(move || Done::from(command.output().expect("the program runs")))
            })
            .collect();
        for run in runs {
            let done = run.join().expect("the thread ends").with(0);
            assert!(!done.err.contains("hand-edited"), "{done:#?}");
        }
        let found = contents(&folder);
        let is = |tree: &FileTree| {
            tree.len() == found.len()
                && tree.iter().all(|(path, text)| {
                    found.get(&format!("generated/{path}")).is_some_and(|own| own == text)
                })
        };
        assert!(trees.iter().any(is), "{:#?}", found.keys());
    }
}
