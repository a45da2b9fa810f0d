//! Whether generated crates are what their specs say, for a test of a user's own.

use std::path::{Path, PathBuf};

use crate::diagnostics::{self, Look, MessageFormat};
use crate::pipeline::{self, RenderError};
use crate::{input, output};

/// Fails a test where generated crates are not what the specs say.
///
/// ```no_run
/// #[test]
/// fn generated_crates_are_fresh() {
///     wirewright::assert_fresh("specs", "generated");
/// }
/// ```
///
/// Paths begin at the package of the test, where cargo runs it. [`Fresh`] takes templates too.
///
/// # Panics
/// A file is not as it would be written, a spec has problems, or a folder cannot be read. The
/// message is what `wirewright check` prints, with the command that mends it.
#[track_caller]
pub fn assert_fresh(specs: impl AsRef<Path>, out: impl AsRef<Path>) {
    Fresh::new(specs, out).assert();
}

/// The folders of a run: what it reads, and what it writes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fresh {
    specs: PathBuf,
    out: PathBuf,
    templates: Option<PathBuf>,
}

impl Fresh {
    /// A folder of specs, and the folder of crates that are generated from them.
    #[must_use]
    pub fn new(specs: impl AsRef<Path>, out: impl AsRef<Path>) -> Self {
        Self { specs: specs.as_ref().to_owned(), out: out.as_ref().to_owned(), templates: None }
    }

    /// A folder of templates that replace built-in ones of the same name.
    #[must_use]
    pub fn templates(mut self, folder: impl AsRef<Path>) -> Self {
        self.templates = Some(folder.as_ref().to_owned());
        self
    }

    /// The command that writes these crates.
    #[must_use]
    pub fn command(&self) -> String {
        let mut command = "wirewright generate".to_owned();
        let options = [
            ("specs", Some(&self.specs), "specs"),
            ("out", Some(&self.out), "generated"),
            ("templates", self.templates.as_ref(), ""),
        ];
        for (option, folder, default) in options {
            if let Some(folder) = folder.filter(|folder| *folder != Path::new(default)) {
                command += &format!(" --{option} {}", quoted(&folder.display().to_string()));
            }
        }
        command
    }

    /// Compares the crates with the specs.
    ///
    /// # Errors
    /// What `wirewright check` prints: drift with the command that mends it, problems of the
    /// specs, or a folder that cannot be read.
    pub fn check(&self) -> Result<(), String> {
        let specs = input::specs(&self.specs).map_err(failed)?;
        let templates = input::templates(self.templates.as_deref()).map_err(failed)?;
        let tree = pipeline::render(&specs, &templates).map_err(|error| match error {
            RenderError::Problems(problems) => diagnostics::print(&problems, MessageFormat::Human),
            RenderError::Template(error) => {
                let folder = self.templates.as_deref().unwrap_or(Path::new(""));
                diagnostics::print_messages(&error.messages(folder), MessageFormat::Human, Look::Plain)
            }
        })?;
        let drift = output::compare(&tree, &self.out).map_err(failed)?;
        if drift.is_empty() {
            return Ok(());
        }
        let lines = output::print_drift(&drift, &self.out, MessageFormat::Human, false);
        Err(lines + &output::summary(&drift, &self.command()))
    }

    /// Fails a test where the crates are not what the specs say.
    ///
    /// # Panics
    /// As [`assert_fresh`].
    #[track_caller]
    pub fn assert(&self) {
        let found = self.check().err().unwrap_or_default();
        assert!(found.is_empty(), "\n{found}");
    }
}

fn failed(error: impl std::fmt::Display) -> String {
    format!("error: {error}\n")
}

/// A word as a shell takes it.
fn quoted(word: &str) -> String {
    let plain =
        |own: char| own.is_alphanumeric() || "/._-+@%:=,".contains(own) || (cfg!(windows) && own == '\\');
    if !word.is_empty() && word.chars().all(plain) {
        return word.to_owned();
    }
    if cfg!(windows) { format!("\"{word}\"") } else { format!("'{}'", word.replace('\'', "'\\''")) }
}
