//! Reading one file.

use serde::de::DeserializeOwned;

use super::{check, tree};
use crate::diagnostics::{At, Place, Problem, Report};
use crate::spec::{Document, Form, Included};

/// A file that was read as far as it can be.
#[derive(Debug)]
pub struct Read<D = Document> {
    /// What it says, without what is wrong with its form.
    pub document: D,
    /// What is wrong with its form.
    pub report: Report,
}

/// A text with more brackets is not given to serde unless they nest as a spec's do.
const MANY_BRACKETS: usize = 1_000;

/// Reads a spec from its text. An error is about the text as a whole.
///
/// # Errors
/// The text is not YAML.
pub fn read(text: &str) -> Result<Read, (Place, Problem)> {
    read_as(text, &Form::keys(&Document::MAPPING))
}

/// Reads a file that specs include.
///
/// # Errors
/// As [`read`].
pub fn read_included(text: &str) -> Result<Read<Included>, (Place, Problem)> {
    read_as(text, &Form::keys(&Included::MAPPING))
}

/// Reads a spec by the reader that knows places: slower, but it finds every
/// problem in the form.
///
/// # Errors
/// The text is not YAML.
pub fn read_by_places(text: &str) -> Result<Read, (Place, Problem)> {
    by_places(text, &Form::keys(&Document::MAPPING))
}

fn read_as<D: DeserializeOwned + Default>(text: &str, form: &Form) -> Result<Read<D>, (Place, Problem)> {
    let refused = |(place, message)| (place, Problem::Yaml(message));
    // serde's reader takes minutes for brackets that nest a hundred thousand deep.
    if text.bytes().filter(|own| matches!(own, b'[' | b'{')).count() > MANY_BRACKETS {
        tree::parse(text).map_err(refused)?;
    }
    if let Ok(document) = serde_yaml::from_str::<D>(text) {
        return Ok(Read { document, report: Report::default() });
    }
    by_places(text, form)
}

fn by_places<D: DeserializeOwned + Default>(text: &str, form: &Form) -> Result<Read<D>, (Place, Problem)> {
    let root = tree::parse(text).map_err(|(place, message)| (place, Problem::Yaml(message)))?;
    let mut report = Report::default();
    let value = check::check(&root, form, &mut report);
    match serde_yaml::from_value(value) {
        Ok(document) => Ok(Read { document, report }),
        // What is missing was reported; nothing can be resolved without it.
        Err(_) if !report.is_empty() => Ok(Read { document: D::default(), report }),
        Err(error) => {
            report.push(At::root(), Problem::Yaml(error.to_string()));
            Ok(Read { document: D::default(), report })
        }
    }
}
