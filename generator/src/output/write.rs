//! Writing what changed: whole, or in a way that the next run can finish.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Disk, Real, named};
use super::lock::Lock;
use super::manifest::MANIFEST;
use super::plan::{self, Step};
use super::survey::{MARKER, STAGED, Survey, at, split};
use crate::emit::FileTree;

/// What was done.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Written {
    /// Files that are new or have new content.
    pub written: Vec<String>,
    /// Files that were written once and are no longer.
    pub removed: Vec<String>,
    /// Those of both in which an edit by hand was lost.
    pub hand_edited: BTreeSet<String>,
    /// Folders of crates that are gone, which stay for the files of others in them.
    pub kept: Vec<String>,
    /// How many files were left alone.
    pub unchanged: usize,
}

/// Writes the files whose content differs, and removes those that an earlier
/// run wrote and this one does not. Nothing else in the folder is touched.
///
/// One run at a time writes into a folder; another one waits. A run that is
/// stopped leaves crates that are as they were, that are as they shall be, or
/// that do not compile and say what to do. The next run finishes its work.
///
/// # Errors
/// A file cannot be read, written or removed. As long as new files only wait for
/// their places, nothing has changed, and the error says so.
pub fn write(tree: &FileTree, out: &Path) -> io::Result<Written> {
    write_on(&mut Real, tree, out)
}

pub(super) fn write_on(disk: &mut dyn Disk, tree: &FileTree, out: &Path) -> io::Result<Written> {
    disk.make_folder(out).map_err(|error| named(out, error))?;
    let _lock = Lock::take(out).map_err(|error| named(out, error))?;
    let survey = Survey::take(tree, out)?;
    for name in &survey.staged {
        remove(disk, &out.join(name))?;
    }
    let steps = plan::steps(&survey, tree);
    let mut crates: BTreeSet<&str> = steps.iter().map(|step| split(step.path()).0).collect();
    crates.extend(survey.interrupted.iter().flatten().map(String::as_str));
    crates.remove("");
    if !steps.is_empty() {
        may_change(out, MARKER).map_err(unchanged)?;
        let files = steps.iter().filter(|step| !matches!(step, Step::Prune(_)));
        files.map(Step::path).try_for_each(|path| may_change(out, path)).map_err(unchanged)?;
        stage(disk, out, &steps, &crates).map_err(unchanged)?;
    }
    if !steps.is_empty() || survey.interrupted.is_some() {
        finish(disk, out, &steps, &crates).map_err(|error| {
            io::Error::new(
                error.kind(),
                format!("{error}; writing was interrupted there, and the next run finishes it"),
            )
        })?;
    }
    let mut done = Written { unchanged: survey.unchanged, ..Written::default() };
    let is_left = |folder: &&str| tree.get(&at(folder, MANIFEST)).is_none() && out.join(folder).exists();
    done.kept.extend(crates.into_iter().filter(is_left).map(str::to_owned));
    for own in survey.differing {
        if own.by_hand {
            done.hand_edited.insert(own.path.clone());
        }
        let all = if own.wanted.is_some() { &mut done.written } else { &mut done.removed };
        all.push(own.path);
    }
    Ok(done)
}

fn unchanged(error: io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{error}; nothing was changed"))
}

/// Refuses what would only turn out in the middle.
fn may_change(out: &Path, path: &str) -> io::Result<()> {
    let place = out.join(path);
    let refused = |place: &Path, kind: io::ErrorKind, why: &str| Err(named(place, io::Error::new(kind, why)));
    if let Ok(about) = fs::metadata(&place) {
        if about.is_dir() {
            return refused(&place, io::ErrorKind::IsADirectory, "there is a folder in the place of a file");
        }
        if about.permissions().readonly() {
            return refused(&place, io::ErrorKind::PermissionDenied, "the file is read-only");
        }
    }
    let above = place.ancestors().skip(1).take(path.split('/').count());
    let Some((folder, about)) = above.filter_map(|own| Some((own, fs::metadata(own).ok()?))).next() else {
        return Ok(());
    };
    if !about.is_dir() {
        return refused(folder, io::ErrorKind::NotADirectory, "there is a file in the place of a folder");
    }
    // On Windows that bit of a folder says something else.
    if cfg!(unix) && about.permissions().readonly() {
        return refused(folder, io::ErrorKind::PermissionDenied, "the folder is read-only");
    }
    Ok(())
}

fn staged(out: &Path, number: usize) -> PathBuf {
    out.join(format!("{STAGED}{number}"))
}

/// Writes all new contents beside the crates, where they need no more room to get into place.
fn stage(disk: &mut dyn Disk, out: &Path, steps: &[Step<'_>], crates: &BTreeSet<&str>) -> io::Result<()> {
    let names: String = crates.iter().map(|name| format!("{name}\n")).collect();
    let marker =
        format!("# `wirewright generate` writes these crates, or was interrupted: run it again.\n{names}");
    let contents = steps.iter().map(|step| match step {
        Step::Place(path, content) => Some((path.as_str(), content.as_ref())),
        Step::Remove(_) | Step::Prune(_) => None,
    });
    for (number, content) in contents.chain([Some((MARKER, marker.as_str()))]).enumerate() {
        let Some((path, content)) = content else { continue };
        if let Err(error) = disk.write(&staged(out, number), content) {
            for number in 0..=number {
                // What cannot be removed now is removed by the next run.
                let _ = disk.remove(&staged(out, number));
            }
            return Err(named(&out.join(path), error));
        }
    }
    Ok(())
}

/// Takes every step, in between the marker.
fn finish(disk: &mut dyn Disk, out: &Path, steps: &[Step<'_>], crates: &BTreeSet<&str>) -> io::Result<()> {
    let marker = out.join(MARKER);
    if !steps.is_empty() {
        disk.rename(&staged(out, steps.len()), &marker).map_err(|error| named(&marker, error))?;
    }
    for (number, step) in steps.iter().enumerate() {
        let place = out.join(step.path());
        match step {
            Step::Place(..) => {
                if let Some(folder) = place.parent().filter(|folder| !folder.is_dir()) {
                    disk.make_folder(folder).map_err(|error| named(folder, error))?;
                }
                disk.rename(&staged(out, number), &place).map_err(|error| named(&place, error))?;
            }
            Step::Remove(_) => remove(disk, &place)?,
            Step::Prune(_) => prune(disk, &place)?,
        }
    }
    crates.iter().try_for_each(|folder| prune(disk, &out.join(folder)))?;
    remove(disk, &marker)
}

fn remove(disk: &mut dyn Disk, file: &Path) -> io::Result<()> {
    disk.remove(file).map_err(|error| named(file, error))
}

/// Removes a folder; one with something in it stays.
fn prune(disk: &mut dyn Disk, folder: &Path) -> io::Result<()> {
    let is_own = fs::symlink_metadata(folder).is_ok_and(|about| about.is_dir());
    let is_empty = is_own && fs::read_dir(folder).is_ok_and(|mut entries| entries.next().is_none());
    if is_empty { disk.remove_folder(folder).map_err(|error| named(folder, error)) } else { Ok(()) }
}
