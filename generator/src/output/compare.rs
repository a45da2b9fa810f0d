//! Comparing without writing.

use std::io;
use std::path::Path;

use super::disk;
use super::survey::{Differing, MARKER, Survey};
use crate::emit::FileTree;

/// A file that is not as it would be written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Drift {
    /// The file, below the folder of generated crates.
    pub path: String,
    /// In which way it differs.
    pub kind: DriftKind,
    /// What is on disk, if it is about that.
    pub on_disk: Option<String>,
    /// What would be written, if anything.
    pub generated: Option<String>,
}

/// In which way a file differs.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum DriftKind {
    /// It is not there.
    Missing,
    /// It is as it was written, and would be written in another way.
    Changed,
    /// It is not as it was written. That would be lost.
    HandEdited,
    /// It was written once and is no longer. It would be removed.
    LeftOver,
    /// It lies in a generated crate and was never written. It would be left alone.
    Extra,
    /// It tells that a run was interrupted. The next one finishes its work.
    Interrupted,
}

impl DriftKind {
    /// The word for it.
    #[must_use]
    pub fn word(self) -> &'static str {
        match self {
            Self::Missing => "missing",
            Self::Changed => "changed",
            Self::HandEdited => "hand-edited",
            Self::LeftOver => "left-over",
            Self::Extra => "extra",
            Self::Interrupted => "interrupted",
        }
    }
}

impl Drift {
    /// Whether all that differs are the line ends, which a checkout may have changed.
    #[must_use]
    pub fn is_line_ends(&self) -> bool {
        matches!((&self.on_disk, &self.generated), (Some(own), Some(wanted)) if own.replace("\r\n", "\n") == *wanted)
    }

    fn bare(path: String, kind: DriftKind) -> Self {
        Self { path, kind, on_disk: None, generated: None }
    }
}

impl From<Differing<'_>> for Drift {
    fn from(own: Differing<'_>) -> Self {
        let kind = match (&own.on_disk, own.wanted) {
            (None, Some(_)) => DriftKind::Missing,
            _ if own.is_guard() => DriftKind::Interrupted,
            (_, None) => DriftKind::LeftOver,
            _ if own.by_hand => DriftKind::HandEdited,
            _ => DriftKind::Changed,
        };
        let on_disk = own.on_disk.map(|content| String::from_utf8_lossy(&content).into_owned());
        Self { path: own.path, kind, on_disk, generated: own.wanted.map(str::to_owned) }
    }
}

/// Compares a tree with a folder; the result is in the order of paths.
///
/// # Errors
/// A file cannot be read.
pub fn compare(tree: &FileTree, out: &Path) -> io::Result<Vec<Drift>> {
    let survey = Survey::take(tree, out)?;
    let mut drift = Vec::new();
    // One file tells enough.
    let marker = survey.interrupted.map(|_| MARKER.to_owned());
    let told = marker.or_else(|| survey.staged.into_iter().next());
    drift.extend(told.map(|path| Drift::bare(path, DriftKind::Interrupted)));
    for (folder, owned) in survey.folders {
        let is_wanted =
            tree.iter().any(|(path, _)| path.strip_prefix(&folder).is_some_and(|rest| rest.starts_with('/')));
        if !folder.is_empty() && is_wanted {
            extra(out, &folder, &mut |path| {
                if tree.get(&path).is_none() && !owned.unwanted.contains(&path) {
                    drift.push(Drift::bare(path, DriftKind::Extra));
                }
            })?;
        }
    }
    drift.extend(survey.differing.into_iter().map(Drift::from));
    drift.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(drift)
}

/// Finds all files in a generated crate but those that cargo leaves where it is built by itself.
fn extra(out: &Path, folder: &str, found: &mut dyn FnMut(String)) -> io::Result<()> {
    for (name, kind) in disk::entries(&out.join(folder))? {
        let is_dir = kind.is_dir();
        if name == (if is_dir { "target" } else { "Cargo.lock" }) {
            continue;
        }
        let path = format!("{folder}/{}", name.display());
        if is_dir { extra(out, &path, found)? } else { found(path) }
    }
    Ok(())
}
