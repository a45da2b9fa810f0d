//! Reading the folders that a command names.

use std::fs;
use std::path::Path;

use wirewright::Spec;

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
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(named)? {
        let path = entry.map_err(named)?.path();
        if is_spec(&path) {
            files.push(path);
        }
    }
    files.sort_unstable();
    let mut specs = Vec::new();
    for path in files {
        let file = path.display().to_string();
        let text = fs::read_to_string(&path).map_err(|error| Failed::Message(format!("{file}: {error}")))?;
        specs.push(Spec { file, text });
    }
    Ok(specs)
}

/// Whether a file of the folder of specs is one.
pub(super) fn is_spec(path: &Path) -> bool {
    is_own(path) && path.extension().is_some_and(|own| own == "yaml" || own == "yml")
}

/// Whether a file is a person's own, and not what an editor keeps beside it.
pub(super) fn is_own(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !name.starts_with('.') && !name.ends_with('~')
}
