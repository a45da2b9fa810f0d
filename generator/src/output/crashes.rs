//! Writing on a disk that fails at every operation in turn.
//!
//! Whatever stops a run, each crate is as it was, or as it shall be, or has the
//! guard; and the next run leaves nothing of it.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::compare::{DriftKind, compare};
use super::disk::{Disk, Real};
use super::plan::GUARD;
use super::survey::{MARKER, STAGED};
use super::write::write_on;
use super::{MANIFEST, manifest, write};
use crate::emit::FileTree;

/// What happens at the operation that fails.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Fault {
    /// It fails, and the disk works again.
    Once,
    /// The process is killed there: nothing after it is done.
    Killed,
    /// The disk is full: half of a file is written. Only writes can fail so.
    Full,
}

/// A disk that fails after so many operations.
struct Failing {
    left: usize,
    fault: Fault,
    failed: bool,
}

impl Failing {
    fn step(&mut self, writes: Option<(&Path, &str)>) -> io::Result<()> {
        let counts = self.fault != Fault::Full || writes.is_some();
        let works = if self.failed { self.fault != Fault::Killed } else { self.left > 0 };
        if !counts || works {
            self.left = self.left.saturating_sub(usize::from(counts));
            return Ok(());
        }
        if let (Some((file, content)), Fault::Full) = (writes, self.fault) {
            fs::write(file, &content[..content.len() / 2]).expect("the test's folder can be written");
        }
        self.failed = true;
        Err(io::Error::new(io::ErrorKind::StorageFull, "the test says so"))
    }
}

impl Disk for Failing {
    fn make_folder(&mut self, folder: &Path) -> io::Result<()> {
        self.step(None)?;
        Real.make_folder(folder)
    }

    fn write(&mut self, file: &Path, content: &str) -> io::Result<()> {
        self.step(Some((file, content)))?;
        Real.write(file, content)
    }

    fn rename(&mut self, from: &Path, to: &Path) -> io::Result<()> {
        self.step(None)?;
        Real.rename(from, to)
    }

    fn remove(&mut self, file: &Path) -> io::Result<()> {
        self.step(None)?;
        Real.remove(file)
    }

    fn remove_folder(&mut self, folder: &Path) -> io::Result<()> {
        self.step(None)?;
        Real.remove_folder(folder)
    }
}

/// A folder of a test's own, which goes with it.
struct Out(PathBuf);

impl Out {
    fn new(name: &str) -> Self {
        let own = Self(std::env::temp_dir().join(format!("wirewright-{}-{name}", std::process::id())));
        own.empty();
        own
    }

    fn empty(&self) {
        if self.0.exists() {
            fs::remove_dir_all(&self.0).expect("the folder can be emptied");
        }
        fs::create_dir_all(&self.0).expect("the folder can be made");
    }

    /// Every file with its content, and every folder with none.
    fn all(&self) -> BTreeMap<String, Option<String>> {
        let mut all = BTreeMap::new();
        let mut open = vec![self.0.clone()];
        while let Some(folder) = open.pop() {
            for entry in fs::read_dir(folder).expect("the folder is there") {
                let place = entry.expect("the folder is readable").path();
                let path = place.strip_prefix(&self.0).expect("it lies below").display().to_string();
                let content = place.is_file().then(|| fs::read_to_string(&place).expect("it is a text"));
                open.extend(content.is_none().then_some(place));
                all.insert(path, content);
            }
        }
        all
    }
}

impl Drop for Out {
    fn drop(&mut self) {
        // What is left is in the system's folder for such things.
        let _ = fs::remove_dir_all(&self.0);
    }
}

/// A tree of crates, each of some files beside a manifest of cargo's.
fn tree(around: &str, crates: &[(&str, &[(&str, &str)])]) -> FileTree {
    let mut tree = FileTree::default();
    tree.add("rustfmt.toml", around.to_owned());
    tree.add(MANIFEST, manifest(tree.iter()));
    for (name, files) in crates {
        let mut own = FileTree::default();
        own.add("Cargo.toml", format!("# {name}\n"));
        files.iter().for_each(|(path, content)| own.add(*path, (*content).to_owned()));
        own.add(MANIFEST, manifest(own.iter()));
        tree.add_folder(name, own);
    }
    tree
}

/// The crates of a folder or a tree, without the lists.
fn crates<'f>(
    files: impl Iterator<Item = (&'f str, &'f str)>,
) -> BTreeMap<&'f str, BTreeMap<&'f str, &'f str>> {
    let mut crates: BTreeMap<&str, BTreeMap<&str, &str>> = BTreeMap::new();
    for (path, content) in files {
        if let Some((name, rest)) =
            path.split_once('/').filter(|(_, rest)| *rest != MANIFEST && *rest != MINE)
        {
            crates.entry(name).or_default().insert(rest, content);
        }
    }
    crates
}

/// A file of the user's in a generated crate.
const MINE: &str = "notes.txt";

/// What every stop must leave: old or new crates, or guards where they are mixed.
fn check_state(found: &BTreeMap<String, Option<String>>, old: &FileTree, new: &FileTree, at: &str) {
    let files = found.iter().filter_map(|(path, content)| Some((path.as_str(), content.as_deref()?)));
    let (found, old, new) = (crates(files), crates(old.iter()), crates(new.iter()));
    if found == old || found == new {
        return;
    }
    let is_guarded = |own: &BTreeMap<&str, &str>| own.get("src/lib.rs") == Some(&GUARD);
    assert!(found.values().any(is_guarded), "{at}: nothing keeps this from being compiled: {found:#?}");
    for (name, own) in &found {
        let is_whole = old.get(name) == Some(own) || new.get(name) == Some(own);
        assert!(is_whole || is_guarded(own), "{at}: {name} is mixed: {own:#?}");
    }
    for name in old.keys().filter(|name| !found.contains_key(*name)) {
        assert!(!new.contains_key(name), "{at}: {name} is not there");
    }
}

/// Stops the way from one tree to another one at each operation, in each manner.
#[track_caller]
fn check(name: &str, old: &FileTree, new: &FileTree) {
    let out = Out::new(name);
    let begin = || {
        out.empty();
        write(old, &out.0).expect("the folder can be written");
        if out.0.join("gone").exists() {
            fs::write(out.0.join("gone").join(MINE), "Mine.\n").expect("the folder can be written");
        }
    };
    begin();
    let before = out.all();
    write(new, &out.0).expect("the folder can be written");
    let after = out.all();
    let mut stops = 0;
    for fault in [Fault::Once, Fault::Killed, Fault::Full] {
        // Who was stopped may go on, or go back.
        let nexts = if fault == Fault::Killed { &[new, old][..] } else { &[new] };
        for (left, next) in (0..).flat_map(|left| nexts.iter().map(move |next| (left, *next))) {
            let at = format!("{name}: {fault:?} after {left}");
            begin();
            let mut disk = Failing { left, fault, failed: false };
            let done = write_on(&mut disk, new, &out.0);
            if !disk.failed {
                break;
            }
            stops += 1;
            let found = out.all();
            check_state(&found, old, new, &at);
            if let Err(error) = &done
                && error.to_string().ends_with("; nothing was changed")
                && fault != Fault::Killed
            {
                assert_eq!(found, before, "{at}: {error}");
            }
            let is_left = |(path, content): (&String, &Option<String>)| {
                path.starts_with(STAGED) || path == MARKER || content.as_deref() == Some(GUARD)
            };
            let drift = compare(new, &out.0).expect("the folder is readable");
            let is_told = drift.iter().any(|own| own.kind == DriftKind::Interrupted);
            assert_eq!(is_told, found.iter().any(is_left), "{at}: {drift:#?}");
            assert!(drift.iter().all(|own| own.kind != DriftKind::HandEdited), "{at}: {drift:#?}");

            let done = write(next, &out.0).expect("the disk works again");
            assert_eq!(done.hand_edited.len(), 0, "{at}: {done:#?}");
            assert_eq!(out.all(), if next == new { after.clone() } else { before.clone() }, "{at}");
        }
    }
    assert!(stops > 10, "only {stops} stops in {name}");
}

const ONE: &[(&str, &str)] = &[("src/lib.rs", "mod a;"), ("src/a.rs", "one"), ("tests/t.rs", "test")];
const TWO: &[(&str, &str)] = &[("src/lib.rs", "mod a;"), ("src/a.rs", "two"), ("tests/t.rs", "test two")];
const MORE: &[(&str, &str)] = &[("src/lib.rs", "mod b;"), ("src/deep/b.rs", "two"), ("tests/t.rs", "test")];

#[test]
fn the_first_run() {
    check("first", &tree("", &[]), &tree("", &[("one", ONE), ("two", TWO)]));
}

#[test]
fn one_file() {
    let other = &[("src/lib.rs", "mod a;"), ("src/a.rs", "three"), ("tests/t.rs", "test")];
    check("file", &tree("", &[("one", ONE), ("two", TWO)]), &tree("", &[("one", other), ("two", TWO)]));
}

#[test]
fn a_crate_whose_root_stays_as_it_is() {
    check("root", &tree("", &[("one", ONE)]), &tree("", &[("one", TWO)]));
}

#[test]
fn a_crate_that_goes() {
    check("goes", &tree("", &[("gone", ONE), ("other", ONE)]), &tree("", &[("other", ONE)]));
}

#[test]
fn all_at_once() {
    let old = tree("", &[("changed", ONE), ("gone", ONE), ("more", ONE), ("same", ONE)]);
    let new = tree("other", &[("changed", TWO), ("more", MORE), ("new", ONE), ("same", ONE)]);
    check("all", &old, &new);
    check("back", &new, &old);
}
