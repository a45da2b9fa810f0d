//! One spec, with the files that it includes.

use std::collections::VecDeque;
use std::fs;
use std::io;
use std::path::Path;

use super::{Unreadable, at};
use crate::pipeline::{Included, Spec};
use crate::source::{includes, lead};

/// Reads a spec and every file that it includes. A file that is not there is left out,
/// and missed where the spec is read.
///
/// # Errors
/// A file cannot be read.
pub fn spec(file: &Path) -> Result<Spec, Unreadable> {
    let text = fs::read_to_string(file).map_err(at(file))?;
    let mut spec = Spec::new(file.display().to_string(), text);
    let folder = file.parent().unwrap_or(Path::new(""));
    let mut open = VecDeque::from(ways("", &spec.text));
    while let Some(path) = open.pop_front() {
        if spec.included.iter().any(|own| own.path == path) {
            continue;
        }
        let file = folder.join(&path);
        let text = match fs::read_to_string(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => continue,
            read => read.map_err(at(&file))?,
        };
        open.extend(ways(&path, &text));
        spec.included.push(Included { path, file: file.display().to_string(), text });
    }
    Ok(spec)
}

/// Where a text says that there is more.
fn ways(from: &str, text: &str) -> Vec<String> {
    includes(text).iter().filter_map(|word| lead(from, word)).collect()
}
