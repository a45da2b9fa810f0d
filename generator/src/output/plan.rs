//! In which order files are put into place, so that a run may be stopped at any time.
//!
//! A crate of which more than one file changes is compiled as it was or as it
//! shall be, and between the two not at all. So its `src/lib.rs` is a guard from before
//! the first change until after the last one, in all crates:
//!
//! 1. lists that name old and new files, so that nothing written is ever forgotten
//! 2. the guards
//! 3. everything else, then what is no longer wanted goes
//! 4. the real `src/lib.rs` of each crate
//! 5. the lists as they shall be
//!
//! From before the first step until after the last one a marker lies beside the crates.

use std::borrow::Cow;
use std::collections::BTreeSet;

use super::manifest::{MANIFEST, Manifest};
use super::survey::{Differing, Survey, at, split};
use crate::emit::FileTree;

/// Stands in the place of a `src/lib.rs` while the files around it change.
pub(super) const GUARD: &str = "\
// `wirewright generate` was interrupted while it wrote this crate. Run it again.
compile_error!(\"the writing of this crate was interrupted; run `wirewright generate` again\");
";

const ROOT: &str = "src/lib.rs";
const CARGO: &str = "Cargo.toml";

/// One operation on the disk.
#[derive(Debug)]
pub(super) enum Step<'t> {
    /// Puts a content into its place.
    Place(String, Cow<'t, str>),
    /// Removes a file.
    Remove(String),
    /// Removes a folder if nothing is in it.
    Prune(String),
}

impl Step<'_> {
    pub(super) fn path(&self) -> &str {
        let (Self::Place(path, _) | Self::Remove(path) | Self::Prune(path)) = self;
        path
    }
}

/// The steps from what lies there to what shall lie there.
pub(super) fn steps<'t>(survey: &Survey<'t>, tree: &'t FileTree) -> Vec<Step<'t>> {
    let (lists, files): (Vec<_>, Vec<_>) = survey.differing.iter().partition(|own| is(own, MANIFEST));
    let folders: BTreeSet<&str> = files.iter().map(|own| split(&own.path).0).collect();
    // One file changes in one step. What lies beside the crates is not compiled.
    let guarded = files.iter().filter(|own| !split(&own.path).0.is_empty()).count() > 1;
    let mut steps = Vec::new();
    let mut early = BTreeSet::new();
    for folder in &folders {
        steps.extend(both(survey, tree, folder).map(|list| Step::Place(at(folder, MANIFEST), list.into())));
        if guarded && !folder.is_empty() {
            early.extend(guard(folder, &files, tree, &mut steps));
        }
    }
    let late = |own: &Differing<'_>| guarded && is(own, ROOT) && own.path != ROOT;
    let rest = files.iter().copied().filter(|own| !late(own) && !early.contains(&own.path));
    // Cargo looks for what its manifest names, so that comes after it and goes before it.
    let (manifests, others): (Vec<_>, Vec<_>) = rest.partition(|own| is(own, CARGO));
    steps.extend(others.iter().chain(&manifests).filter_map(|own| place(own)));
    steps.extend(others.iter().chain(&manifests).filter_map(|own| remove(own)));
    steps.extend(files.iter().filter(|own| late(own)).filter_map(|own| remove(own)));
    if guarded {
        // Those that need no change as well: the guard has their place.
        let roots = folders.iter().map(|folder| at(folder, ROOT)).filter(|path| path != ROOT);
        steps.extend(roots.filter_map(|path| Some(Step::Place(path.clone(), tree.get(&path)?.into()))));
    }
    // As long as a list names what was in a folder, the next run can do this as well.
    steps.extend(emptied(survey).into_iter().map(Step::Prune));
    let placed: BTreeSet<String> = steps
        .iter()
        .filter(|step| matches!(step, Step::Place(path, text) if tree.get(path) == Some(text)))
        .map(|step| step.path().to_owned())
        .collect();
    let lists = lists.into_iter().filter(|own| !placed.contains(&own.path));
    steps.extend(lists.filter_map(|own| place(own).or_else(|| remove(own))));
    steps
}

fn is(own: &Differing<'_>, name: &str) -> bool {
    split(&own.path).1 == name
}

fn place<'t>(own: &Differing<'t>) -> Option<Step<'t>> {
    Some(Step::Place(own.path.clone(), own.wanted?.into()))
}

fn remove<'t>(own: &Differing<'t>) -> Option<Step<'t>> {
    own.wanted.is_none().then(|| Step::Remove(own.path.clone()))
}

/// The folders in crates in which nothing may be left, those inside of others first.
fn emptied(survey: &Survey<'_>) -> Vec<String> {
    let paths = survey.folders.values().flat_map(|owned| &owned.unwanted);
    let mut folders = BTreeSet::new();
    for path in paths {
        let ends = path.match_indices('/').map(|(at, _)| at).skip(1);
        folders.extend(ends.map(|end| path[..end].to_owned()));
    }
    folders.into_iter().rev().collect()
}

/// The list of what is and of what shall be in a folder, if that is not what lies there.
fn both(survey: &Survey<'_>, tree: &FileTree, folder: &str) -> Option<String> {
    let owned = survey.folders.get(folder)?;
    let wanted = Manifest::read(tree.get(&at(folder, MANIFEST))?.as_bytes());
    let both = owned.manifest.clone().with(wanted).print();
    (owned.on_disk.as_deref() != Some(both.as_bytes())).then_some(both)
}

/// The guard of a crate. A new crate gets its manifest together with it, as cargo
/// reads no workspace with a crate that has neither.
fn guard<'t>(
    folder: &str,
    files: &[&Differing<'t>],
    tree: &'t FileTree,
    steps: &mut Vec<Step<'t>>,
) -> Option<String> {
    let root = at(folder, ROOT);
    let differing = files.iter().find(|own| own.path == root);
    let has_one = tree.get(&root).is_some() || differing.is_some();
    if has_one && !differing.is_some_and(|own| own.is_guard()) {
        steps.push(Step::Place(root, GUARD.into()));
    }
    let cargo = at(folder, CARGO);
    let new = files.iter().find(|own| own.path == cargo && own.on_disk.is_none())?;
    steps.push(Step::Place(cargo.clone(), new.wanted?.into()));
    Some(cargo)
}
