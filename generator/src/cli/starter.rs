//! A first spec for a service, to be filled in.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use wirewright::{Spec, pipeline, resolve};

use super::{Failed, specs};

const STARTER: &str = include_str!("starter.yaml");

/// Writes a starter spec into a folder; gives back what its file is called.
///
/// # Errors
/// A name that no service may have or that another spec has, a file that is
/// there, a folder that cannot be written. Nothing is written then.
pub(super) fn write(folder: &Path, name: &str) -> Result<String, Failed> {
    resolve::check_service_name(name).map_err(|problem| {
        let advice = problem.advice().unwrap_or_default();
        Failed::Message(format!("{problem}; {advice}"))
    })?;
    let path = folder.join(format!("{name}.yaml"));
    let file = path.display().to_string();
    let failed = |error: std::io::Error| match error.kind() {
        ErrorKind::AlreadyExists => {
            Failed::Message(format!("{file}: there is such a file; it was left alone"))
        }
        _ => Failed::Message(format!("{file}: {error}")),
    };
    if path.symlink_metadata().is_ok() {
        return Err(failed(ErrorKind::AlreadyExists.into()));
    }
    let spec = Spec::new(file.clone(), STARTER.replace("SERVICE", name));
    check(folder, name, &spec)?;
    fs::create_dir_all(folder).map_err(failed)?;
    let mut new = fs::File::create_new(&path).map_err(failed)?;
    new.write_all(spec.text.as_bytes()).map_err(failed)?;
    Ok(file)
}

/// The starter has to be good with this name, and beside the other specs.
fn check(folder: &Path, name: &str, spec: &Spec) -> Result<(), Failed> {
    pipeline::services(std::slice::from_ref(spec))?;
    if !folder.exists() {
        return Ok(());
    }
    for other in specs::all(folder)? {
        // What is wrong with another spec is none of this command's business.
        let services = pipeline::services(std::slice::from_ref(&other)).unwrap_or_default();
        if services.iter().any(|own| own.name == name) {
            return Err(Failed::Message(format!("{}: this spec has the name `{name}`", other.file)));
        }
    }
    Ok(())
}
