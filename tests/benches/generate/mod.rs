//! What generating takes: the five services once more, and how it grows with a service.
//!
//! Files are made on as many threads as there are, so a process is counted as a whole: this
//! program with [`COUNTED`] as its first argument does what `wirewright generate` does.

use std::fs;
use std::path::Path;

use wirewright::{Spec, Templates, output, render};
use wirewright_tests::{large, specs};

use crate::Row;

/// The argument that says that this is the process under valgrind.
pub(crate) const COUNTED: &str = "--counted-as-a-whole";

/// What is generated: a service with so many operations, or the five services.
#[derive(Clone, Copy)]
enum What {
    Services,
    Large(usize),
}

/// The five services, when nothing changed since the last time, and the most that it may take.
const FIVE: (&str, f64) = ("generate the five services", 200e6);

/// Twice as many operations, and how many times as much they may take.
const TWICE: (&str, f64) = ("generate 400 operations over 200", 2.05);

/// Counts the rows whose names have these words.
///
/// # Errors
/// A folder that cannot be made, or valgrind that cannot be run.
pub(crate) fn rows(
    words: &[String],
    out: &Path,
    count: impl Fn(&[&str], &Path) -> Result<u64, String>,
) -> Result<Vec<Row>, String> {
    #[expect(clippy::cast_precision_loss, reason = "no count comes near the limit")]
    let counted = |what: What| -> Result<f64, String> {
        let folder = out.join(what.word());
        let failed = |error| format!("{} cannot be made: {error}", folder.display());
        fs::create_dir_all(&folder).map_err(failed)?;
        let generated = folder.join("generated");
        what.generate(&generated);
        let path = generated.display().to_string();
        Ok(count(&[COUNTED, &what.word(), &path], &folder.join("count"))? as f64)
    };
    let mut rows = Vec::new();
    let chosen = |name: &str| words.iter().all(|word| name.contains(word.as_str()));
    if let (name, most) = FIVE
        && chosen(name)
    {
        rows.push(Row { name, hold: Some(1.0), ours: counted(What::Services)?, twin: most });
    }
    if let (name, hold) = TWICE
        && chosen(name)
    {
        let (twin, ours) = (counted(What::Large(200))?, counted(What::Large(400))?);
        rows.push(Row { name, hold: Some(hold), ours, twin });
    }
    Ok(rows)
}

/// What the process under valgrind does.
pub(crate) fn run(arguments: &[String]) {
    if let [word, out] = arguments {
        What::of(word).generate(Path::new(out));
    }
}

impl What {
    fn word(self) -> String {
        match self {
            Self::Services => "services".to_owned(),
            Self::Large(operations) => operations.to_string(),
        }
    }

    fn of(word: &str) -> Self {
        word.parse().map_or(Self::Services, Self::Large)
    }

    fn generate(self, out: &Path) {
        let specs = match self {
            Self::Services => specs(),
            Self::Large(operations) => vec![Spec::new("large.yaml", large(operations))],
        };
        let templates = Templates::built_in().expect("the built-in templates have no slips");
        let tree = render(&specs, &templates).expect("the specs have no problem");
        output::write(&tree, out).expect("the folder can be written");
    }
}
