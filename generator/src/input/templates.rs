//! Templates of a user's own.

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;

use super::{InputError, at, is_own};
use crate::emit::Templates;

/// What lies at the top of the folder of built-in templates and is for people. Who copies that
/// folder copies it too.
const README: &str = "README.md";

/// Templates lie one folder deep; this is for a folder that is linked into itself.
const DEEPEST: usize = 8;

/// The templates, those of a folder in place of the built-in ones.
///
/// # Errors
/// The folder or a template cannot be read, or is none.
pub fn templates(folder: Option<&Path>) -> Result<Templates, InputError> {
    let mut replaced = BTreeMap::new();
    if let Some(folder) = folder {
        if folder.is_file() {
            return Err(InputError::NoFolder { path: folder.to_owned() });
        }
        gather(folder, "", 0, &mut replaced)?;
        replaced.remove(README);
        if replaced.is_empty() {
            return Err(InputError::NoTemplate { folder: folder.to_owned() });
        }
    }
    let named = |error| InputError::Template { folder: folder.unwrap_or(Path::new("")).to_owned(), error };
    Templates::with(&replaced).map_err(named)
}

fn gather(
    folder: &Path,
    prefix: &str,
    depth: usize,
    replaced: &mut BTreeMap<String, String>,
) -> Result<(), InputError> {
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            if depth == DEEPEST {
                return Err(InputError::NoFolder { path });
            }
            gather(&path, &format!("{name}/"), depth + 1, replaced)?;
        } else if is_own(&path) {
            replaced.insert(name, fs::read_to_string(&path).map_err(at(&path))?);
        }
    }
    Ok(())
}
