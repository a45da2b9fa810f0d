//! Reading the folders that a command names.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use wirewright::{Spec, Templates, files};

use super::Failed;

/// Every spec of a folder, of which there is one at least.
pub(super) fn read(folder: &Path) -> Result<Vec<Spec>, Failed> {
    let specs = all(folder)?;
    if specs.is_empty() {
        return Err(Failed::Message(format!("{}: there is no spec in this folder", folder.display())));
    }
    Ok(specs)
}

/// Every spec of a folder, in the order of the files' names.
pub(super) fn all(folder: &Path) -> Result<Vec<Spec>, Failed> {
    let named = |error: std::io::Error| Failed::Message(format!("{}: {error}", folder.display()));
    let mut paths = Vec::new();
    for entry in fs::read_dir(folder).map_err(named)? {
        let path = entry.map_err(named)?.path();
        if is_spec(&path) {
            paths.push(path);
        }
    }
    paths.sort_unstable();
    let mut specs = Vec::new();
    for path in paths {
        let failed = |(file, error): (PathBuf, std::io::Error)| format!("{}: {error}", file.display());
        specs.push(files::read(&path).map_err(|own| Failed::Message(failed(own)))?);
    }
    Ok(specs)
}

/// Whether a file of the folder of specs is one.
pub(super) fn is_spec(path: &Path) -> bool {
    is_own(path) && path.extension().is_some_and(|own| own == "yaml" || own == "yml")
}

/// Whether a path is a spec's, an included file's, or that of a folder with some.
pub(super) fn may_hold_specs(path: &Path) -> bool {
    is_spec(path) || (is_own(path) && path.extension().is_none())
}

/// Whether a file is a person's own, and not what an editor keeps beside it.
pub(super) fn is_own(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !name.starts_with('.') && !name.ends_with('~')
}

/// The templates, those of a folder in place of the built-in ones.
pub(super) fn templates(folder: Option<&Path>) -> Result<Templates, String> {
    let mut replaced = BTreeMap::new();
    if let Some(folder) = folder {
        gather(folder, "", &mut replaced).map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    Templates::with(&replaced).map_err(|error| error.to_string())
}

fn gather(folder: &Path, prefix: &str, replaced: &mut BTreeMap<String, String>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let name = format!("{prefix}{}", entry.file_name().to_string_lossy());
        if entry.file_type()?.is_dir() {
            gather(&entry.path(), &format!("{name}/"), replaced)?;
        } else if is_own(&entry.path()) {
            replaced.insert(name, fs::read_to_string(entry.path())?);
        }
    }
    Ok(())
}
