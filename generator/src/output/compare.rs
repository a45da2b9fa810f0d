//! Comparing without writing.

use std::io;
use std::path::Path;

use super::disk;
use crate::emit::FileTree;

/// A file that is not as it would be written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Drift {
    /// The file, below the folder of generated crates.
    pub path: String,
    /// In which way it differs.
    pub kind: DriftKind,
}

/// In which way a file differs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum DriftKind {
    /// It is not there.
    Missing,
    /// It is there and should not be.
    Extra,
    /// Its content differs: what is on disk, and what would be written.
    Changed {
        /// What is on disk.
        on_disk: String,
        /// What would be written.
        generated: String,
    },
}

/// Compares a tree with a folder; the result is in the order of paths.
///
/// # Errors
/// A file cannot be read.
pub fn compare(tree: &FileTree, out: &Path) -> io::Result<Vec<Drift>> {
    let mut drift = Vec::new();
    for (path, generated) in tree.iter() {
        let kind = match disk::read(&out.join(path))? {
            None => DriftKind::Missing,
            Some(on_disk) if on_disk == generated.as_bytes() => continue,
            Some(on_disk) => DriftKind::Changed {
                on_disk: String::from_utf8_lossy(&on_disk).into_owned(),
                generated: generated.to_owned(),
            },
        };
        drift.push(Drift { path: path.to_owned(), kind });
    }
    let extra = disk::extra(out, tree)?;
    drift.extend(extra.into_iter().map(|path| Drift { path, kind: DriftKind::Extra }));
    drift.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(drift)
}

/// The unified diff from what is on disk to what would be written.
#[must_use]
pub fn diff(drift: &Drift) -> String {
    let DriftKind::Changed { on_disk, generated } = &drift.kind else {
        return String::new();
    };
    let diff = similar::TextDiff::from_lines(on_disk, generated);
    let (old, new) = (format!("a/{}", drift.path), format!("b/{}", drift.path));
    diff.unified_diff().header(&old, &new).to_string()
}
