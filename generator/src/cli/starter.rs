//! A first spec for a service, to be filled in.

use std::fs;
use std::io::{ErrorKind, Write as _};
use std::path::Path;

use wirewright::{InputError, Spec, input, pipeline, resolve, schema};

use super::{Failed, editor};

const STARTER: &str = include_str!("starter.yaml");

/// Writes a starter spec into a folder, and the schema that its first line names unless
/// there is one; gives back what its file is called.
///
/// # Errors
/// A name that no service may have or that another spec has, a file that is
/// there, a folder that cannot be written. Nothing is written then.
pub(super) fn write(folder: &Path, out: &Path, name: &str) -> Result<String, Failed> {
    resolve::check_service_name(name).map_err(|problem| {
        let help = problem.help().unwrap_or_default();
        Failed::Message(format!("{problem}; {help}"))
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
    let text = format!("{}{}", editor::line(folder, out)?, STARTER.replace("SERVICE", name));
    let spec = Spec::new(file.clone(), text);
    check(folder, name, &spec)?;
    fs::create_dir_all(folder).map_err(failed)?;
    let mut new = fs::File::create_new(&path).map_err(failed)?;
    new.write_all(spec.text.as_bytes()).map_err(failed)?;
    schema(out)?;
    Ok(file)
}

/// An editor should not have to wait for the first `generate`, which keeps the schema up to date.
fn schema(out: &Path) -> Result<(), Failed> {
    let path = out.join(schema::FILE);
    let failed = |error: std::io::Error| Failed::Message(format!("{}: {error}", path.display()));
    fs::create_dir_all(out).map_err(failed)?;
    match fs::File::create_new(&path) {
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Ok(()),
        file => file.and_then(|mut file| file.write_all(schema::text().as_bytes())).map_err(failed),
    }
}

/// The starter has to be good with this name, and beside the other specs.
fn check(folder: &Path, name: &str, spec: &Spec) -> Result<(), Failed> {
    pipeline::services(std::slice::from_ref(spec))?;
    if !folder.exists() {
        return Ok(());
    }
    for other in input::specs_if_any(folder).map_err(InputError::from)? {
        // What is wrong with another spec is none of this command's business.
        let services = pipeline::services(std::slice::from_ref(&other)).unwrap_or_default();
        if services.iter().any(|own| own.name == name) {
            return Err(Failed::Message(format!("{}: this spec has the name `{name}`", other.file)));
        }
    }
    Ok(())
}
