//! Reading the folder of templates that a command names.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use wirewright::{TemplateError, Templates};

use super::{Failed, specs};

/// What lies at the top of the folder of built-in templates and is for people. Who copies that
/// folder copies it too.
const README: &str = "README.md";

/// Templates lie one folder deep; this is for who links a folder into itself.
const DEEPEST: usize = 8;

/// The templates, those of a folder in place of the built-in ones.
pub(super) fn read(folder: Option<&Path>) -> Result<Templates, Failed> {
    let mut replaced = BTreeMap::new();
    if let Some(folder) = folder {
        if folder.is_file() {
            let text = format!("{}: this is a file; templates lie in a folder", folder.display());
            return Err(Failed::Message(text));
        }
        gather(folder, "", 0, &mut replaced)?;
        replaced.remove(README);
        if replaced.is_empty() {
            let known: Vec<&str> = Templates::names().collect();
            let text = format!("{}: there is no template in this folder", folder.display());
            return Err(Failed::Message(format!("{text}; there may be {}", known.join(", "))));
        }
    }
    Templates::with(&replaced).map_err(|error| failed(folder, &error))
}

/// What is wrong with the templates of a folder.
pub(super) fn failed(folder: Option<&Path>, error: &TemplateError) -> Failed {
    Failed::Templates(error.messages(folder.unwrap_or_else(|| Path::new(""))))
}

fn gather(
    folder: &Path,
    prefix: &str,
    depth: usize,
    replaced: &mut BTreeMap<String, String>,
) -> Result<(), Failed> {
    let failed = |path: &Path, error: io::Error| Failed::Message(format!("{}: {error}", path.display()));
    for entry in fs::read_dir(folder).map_err(|error| failed(folder, error))? {
        let path = entry.map_err(|error| failed(folder, error))?.path();
        let name = format!("{prefix}{}", path.file_name().unwrap_or_default().to_string_lossy());
        if path.is_dir() {
            if depth == DEEPEST {
                return Err(Failed::Message(format!(
                    "{}: this lies too deep for a template",
                    path.display()
                )));
            }
            gather(&path, &format!("{name}/"), depth + 1, replaced)?;
        } else if specs::is_own(&path) {
            replaced.insert(name, fs::read_to_string(&path).map_err(|error| failed(&path, error))?);
        }
    }
    Ok(())
}
