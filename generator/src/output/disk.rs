//! What is on disk.

use std::collections::BTreeSet;
use std::fs;
use std::io;
use std::path::Path;

use super::MANIFEST;
use crate::emit::FileTree;

/// The content of a file; `None` if there is none.
pub(super) fn read(path: &Path) -> io::Result<Option<Vec<u8>>> {
    match fs::read(path) {
        Ok(bytes) => Ok(Some(bytes)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(io::Error::new(error.kind(), format!("{}: {error}", path.display()))),
    }
}

/// The crates in a folder that were generated: those of the tree, and those with a manifest.
fn crates(out: &Path, tree: &FileTree) -> io::Result<BTreeSet<String>> {
    let mut crates: BTreeSet<String> = tree
        .iter()
        .filter_map(|(path, _)| path.split_once('/'))
        .map(|(folder, _)| folder.to_owned())
        .collect();
    let entries = match fs::read_dir(out) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(crates),
        Err(error) => return Err(error),
    };
    for entry in entries {
        let entry = entry?;
        if entry.path().join(MANIFEST).is_file()
            && let Some(name) = entry.file_name().to_str()
        {
            crates.insert(name.to_owned());
        }
    }
    Ok(crates)
}

/// The files that generated crates list as theirs and that the tree does not have.
pub(super) fn stale(out: &Path, tree: &FileTree) -> io::Result<Vec<String>> {
    let mut stale = Vec::new();
    for folder in crates(out, tree)? {
        let manifest = read(&out.join(&folder).join(MANIFEST))?.unwrap_or_default();
        let manifest = String::from_utf8_lossy(&manifest).into_owned();
        let listed = manifest.lines().filter(|line| !line.starts_with('#') && is_inside(line));
        let paths = listed.chain([MANIFEST]).map(|line| format!("{folder}/{line}"));
        stale.extend(paths.filter(|path| tree.get(path).is_none() && out.join(path).is_file()));
    }
    Ok(stale)
}

/// Whether a path of a manifest stays inside its crate, whoever wrote it.
fn is_inside(path: &str) -> bool {
    !path.is_empty()
        && Path::new(path).components().all(|part| matches!(part, std::path::Component::Normal(_)))
}

/// The files in generated crates that the tree does not have, whoever wrote them.
pub(super) fn extra(out: &Path, tree: &FileTree) -> io::Result<Vec<String>> {
    let mut extra = Vec::new();
    for folder in crates(out, tree)? {
        walk(out, &folder, &mut |path| {
            if tree.get(path).is_none() {
                extra.push(path.to_owned());
            }
        })?;
    }
    Ok(extra)
}

fn walk(out: &Path, folder: &str, found: &mut dyn FnMut(&str)) -> io::Result<()> {
    let entries = match fs::read_dir(out.join(folder)) {
        Ok(entries) => entries,
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
        Err(error) => return Err(error),
    };
    let mut names: Vec<(String, bool)> = Vec::new();
    for entry in entries {
        let entry = entry?;
        names.push((entry.file_name().to_string_lossy().into_owned(), entry.file_type()?.is_dir()));
    }
    names.sort_unstable();
    for (name, is_folder) in names {
        let path = format!("{folder}/{name}");
        match is_folder {
            // What cargo leaves where a crate is built by itself.
            true if name == "target" => {}
            true => walk(out, &path, found)?,
            false if name == "Cargo.lock" => {}
            false => found(&path),
        }
    }
    Ok(())
}
