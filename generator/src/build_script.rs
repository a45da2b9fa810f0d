//! The door for build scripts.

use std::fmt;
use std::io;
use std::path::{Path, PathBuf};

use crate::diagnostics::{self, Located, MessageFormat};
use crate::emit::{FileTree, Parts};
use crate::input::{self, Unreadable};
use crate::{Spec, output, pipeline};

/// The folder in `OUT_DIR` that holds the modules and nothing else.
const FOLDER: &str = "wirewright";

/// Begins to generate modules into `OUT_DIR`, for a `build.rs`:
///
/// ```no_run
/// fn main() -> Result<(), wirewright::BuildError> {
///     wirewright::build().spec("specs/shop.yaml").client().server().generate()
/// }
/// ```
///
/// The crate then takes them in where it wants them, with a line that is all of a
/// file, `src/api.rs` say:
///
/// ```text
/// wirewright_runtime::include_generated!();
/// ```
///
/// There, each service is a module by its name: its types are in it, and `client` and
/// `server` below, where they were asked for.
pub fn build() -> Build {
    Build::default()
}

/// What a build script generates; [`build`] begins it.
#[derive(Clone, Debug, Default)]
#[must_use = "nothing is generated before `generate`"]
pub struct Build {
    files: Vec<PathBuf>,
    folders: Vec<PathBuf>,
    parts: Parts,
    out: Option<PathBuf>,
}

impl Build {
    /// Adds a spec. A relative path begins at the package, where cargo runs build scripts.
    pub fn spec(mut self, file: impl Into<PathBuf>) -> Self {
        self.files.push(file.into());
        self
    }

    /// Adds every spec in a folder, those that come to it later as well.
    pub fn specs(mut self, folder: impl Into<PathBuf>) -> Self {
        self.folders.push(folder.into());
        self
    }

    /// Generates the client too; it needs the feature `client` of the runtime.
    pub fn client(mut self) -> Self {
        self.parts.client = true;
        self
    }

    /// Generates the server too; it needs the feature `server` of the runtime.
    pub fn server(mut self) -> Self {
        self.parts.server = true;
        self
    }

    /// Writes below this folder instead of `OUT_DIR`.
    pub fn out_dir(mut self, folder: impl Into<PathBuf>) -> Self {
        self.out = Some(folder.into());
        self
    }

    /// Generates, writes what changed, and tells cargo on stdout which files to watch.
    ///
    /// # Errors
    /// The problems of the specs, as the command line prints them; a spec that cannot
    /// be read; a folder that cannot be written.
    pub fn generate(self) -> Result<(), BuildError> {
        let specs = self.read()?;
        let out = match &self.out {
            Some(folder) => folder.clone(),
            None => PathBuf::from(std::env::var_os("OUT_DIR").ok_or(BuildError::NoFolder)?),
        };
        let mut tree = FileTree::default();
        let modules = pipeline::render_modules(&specs, self.parts).map_err(BuildError::Problems)?;
        tree.add_folder(FOLDER, modules);
        output::write(&tree, &out).map_err(|error| BuildError::File(out, error))?;
        Ok(())
    }

    /// Reads every spec. What is read is watched, even if it turns out to be no good.
    fn read(&self) -> Result<Vec<Spec>, BuildError> {
        let mut paths = self.files.clone();
        for folder in &self.folders {
            watch(folder)?;
            paths.extend(input::spec_files(folder).map_err(failed)?);
        }
        for file in &paths {
            watch(file)?;
        }
        if paths.is_empty() {
            return Err(BuildError::NoSpec);
        }
        let read = |file: PathBuf| {
            let spec = input::spec(&file).map_err(failed)?;
            spec.included.iter().try_for_each(|own| watch(Path::new(&own.file)))?;
            Ok(spec)
        };
        paths.into_iter().map(read).collect()
    }
}

/// Why nothing was generated. As the error of a build script's `main` it reads like the
/// report of the command line.
#[non_exhaustive]
pub enum BuildError {
    /// Problems in the specs, in the order of files and lines.
    Problems(Vec<Located>),
    /// A file or a folder that cannot be read or written.
    File(PathBuf, io::Error),
    /// A name that cargo cannot be told to watch: it has a line end, or is no UTF-8.
    Unwatchable(PathBuf),
    /// No spec was named, or the folders hold none.
    NoSpec,
    /// `OUT_DIR` is not set, as it is in a build script, and no other folder was named.
    NoFolder,
}

impl fmt::Display for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Problems(problems) => {
                write!(f, "the specs have problems\n\n{}", diagnostics::print(problems, MessageFormat::Human))
            }
            Self::File(path, error) => write!(f, "{}: {error}", path.display()),
            Self::Unwatchable(path) => {
                write!(f, "{path:?}: cargo cannot be told to watch a file of this name")
            }
            Self::NoSpec => f.write_str("there is no spec to generate from"),
            Self::NoFolder => f.write_str("`OUT_DIR` is not set; cargo sets it for build scripts"),
        }
    }
}

/// The same as `Display`: cargo shows it of the error that a build script ends with.
impl fmt::Debug for BuildError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

impl std::error::Error for BuildError {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::File(_, error) => Some(error),
            Self::Problems(_) | Self::Unwatchable(_) | Self::NoSpec | Self::NoFolder => None,
        }
    }
}

fn failed(error: Unreadable) -> BuildError {
    BuildError::File(error.path, error.error)
}

/// A line end in a name would begin a command of its own.
fn watch(path: &Path) -> Result<(), BuildError> {
    match path.to_str() {
        Some(text) if !text.contains(['\n', '\r']) => println!("cargo::rerun-if-changed={text}"),
        _ => return Err(BuildError::Unwatchable(path.to_owned())),
    }
    Ok(())
}
