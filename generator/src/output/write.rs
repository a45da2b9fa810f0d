//! Writing what changed.

use std::fs;
use std::io;
use std::path::Path;

use super::disk;
use crate::emit::FileTree;

/// What was done.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Written {
    /// Files that are new or have new content.
    pub written: Vec<String>,
    /// Files that were written once and are no longer.
    pub removed: Vec<String>,
    /// How many files were left alone.
    pub unchanged: usize,
}

/// Writes the files whose content differs, and removes those that an earlier
/// run wrote and this one does not. Nothing else in the folder is touched.
///
/// # Errors
/// A file cannot be read, written or removed.
pub fn write(tree: &FileTree, out: &Path) -> io::Result<Written> {
    let mut done = Written { removed: disk::stale(out, tree)?, ..Written::default() };
    for (path, content) in tree.iter() {
        let place = out.join(path);
        if disk::read(&place)?.as_deref() == Some(content.as_bytes()) {
            done.unchanged += 1;
            continue;
        }
        replace(&place, content)?;
        done.written.push(path.to_owned());
    }
    for path in &done.removed {
        let place = out.join(path);
        fs::remove_file(&place)?;
        remove_empty_folders(&place, out);
    }
    Ok(done)
}

/// A reader sees the old file or the new one, never a half.
fn replace(place: &Path, content: &str) -> io::Result<()> {
    let named = |error: io::Error| io::Error::new(error.kind(), format!("{}: {error}", place.display()));
    if let Some(folder) = place.parent() {
        fs::create_dir_all(folder).map_err(named)?;
    }
    let mut name = place.file_name().unwrap_or_default().to_owned();
    name.push(".new");
    let new = place.with_file_name(name);
    fs::write(&new, content).map_err(named)?;
    fs::rename(&new, place).map_err(|error| {
        // What cannot take its place must not be left lying beside it.
        let _ = fs::remove_file(&new);
        named(error)
    })
}

fn remove_empty_folders(place: &Path, out: &Path) {
    let folders = place.ancestors().skip(1).take_while(|folder| *folder != out);
    for folder in folders {
        // A folder with something in it stays.
        if fs::remove_dir(folder).is_err() {
            return;
        }
    }
}
