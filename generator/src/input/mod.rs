//! The folders that a run begins with: specs, and templates of a user's own.

mod spec;
mod templates;

use std::fmt;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::emit::{TemplateError, Templates};
use crate::pipeline::Spec;

pub use spec::spec;
pub use templates::templates;

/// A folder or a file that the system does not give.
#[derive(Debug)]
pub struct Unreadable {
    /// The folder or the file.
    pub path: PathBuf,
    /// Why.
    pub error: io::Error,
}

/// Why there is nothing to begin with.
#[derive(Debug)]
pub enum InputError {
    /// A folder or a file that the system does not give.
    Unreadable(Unreadable),
    /// A folder without a spec.
    NoSpec {
        /// The folder.
        folder: PathBuf,
    },
    /// A folder without a template.
    NoTemplate {
        /// The folder.
        folder: PathBuf,
    },
    /// A file where a folder of templates was wanted, or a folder that leads into itself.
    NoFolder {
        /// The file or the folder.
        path: PathBuf,
    },
    /// Templates that have slips, or names that none has.
    Template {
        /// The folder that they are in.
        folder: PathBuf,
        /// What is wrong with them.
        error: TemplateError,
    },
}

impl fmt::Display for InputError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Unreadable(Unreadable { path, error }) => write!(f, "{}: {error}", path.display()),
            Self::NoSpec { folder } => write!(f, "{}: there is no spec in this folder", folder.display()),
            Self::NoTemplate { folder } => {
                let known: Vec<&str> = Templates::names().collect();
                write!(f, "{}: there is no template in this folder; ", folder.display())?;
                write!(f, "there may be {}", known.join(", "))
            }
            Self::NoFolder { path } => {
                write!(f, "{}: this is no folder in which templates lie", path.display())
            }
            Self::Template { error, .. } => error.fmt(f),
        }
    }
}

impl std::error::Error for InputError {}

impl From<Unreadable> for InputError {
    fn from(error: Unreadable) -> Self {
        Self::Unreadable(error)
    }
}

/// Every spec of a folder, of which there is one at least, in the order of the files' names.
///
/// # Errors
/// The folder or a spec cannot be read, or there is none.
pub fn specs(folder: &Path) -> Result<Vec<Spec>, InputError> {
    let specs = specs_if_any(folder)?;
    if specs.is_empty() {
        return Err(InputError::NoSpec { folder: folder.to_owned() });
    }
    Ok(specs)
}

/// Every spec of a folder, in the order of the files' names.
///
/// # Errors
/// The folder or a spec cannot be read.
pub fn specs_if_any(folder: &Path) -> Result<Vec<Spec>, Unreadable> {
    spec_files(folder)?.into_iter().map(|file| spec(&file)).collect()
}

/// The files of a folder that are specs, in the order of their names.
///
/// # Errors
/// The folder cannot be read.
pub fn spec_files(folder: &Path) -> Result<Vec<PathBuf>, Unreadable> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        if is_spec(&path) {
            files.push(path);
        }
    }
    files.sort_unstable();
    Ok(files)
}

/// Whether a file of the folder of specs is one.
#[must_use]
pub fn is_spec(path: &Path) -> bool {
    is_own(path) && path.extension().is_some_and(|own| own == "yaml" || own == "yml")
}

/// Whether a path is a spec's, an included file's, or that of a folder with some.
#[must_use]
pub fn may_hold_specs(path: &Path) -> bool {
    is_spec(path) || (is_own(path) && path.extension().is_none())
}

/// Whether a file is a person's own, and not what an editor keeps beside it.
#[must_use]
pub fn is_own(path: &Path) -> bool {
    let name = path.file_name().unwrap_or_default().to_string_lossy();
    !name.starts_with('.') && !name.ends_with('~')
}

fn at(path: &Path) -> impl Fn(io::Error) -> Unreadable {
    move |error| Unreadable { path: path.to_owned(), error }
}
