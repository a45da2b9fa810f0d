//! `generate`: writes, once or after every change.

use std::path::Path;
use std::process::ExitCode;

use wirewright::output;

use super::watch::Watch;
use super::{Failed, Options, render};

pub(super) fn generate(options: &Options) -> Result<ExitCode, Failed> {
    let tree = render(options)?;
    let done = output::write(&tree, &options.out)?;
    let edited = |path: &String| done.hand_edited.contains(path);
    for path in &done.written {
        let did = if edited(path) { "overwrote hand-edited" } else { "wrote" };
        eprintln!("{did} {}", shown(&options.out, path));
    }
    for path in &done.removed {
        let did = if edited(path) { "removed hand-edited" } else { "removed" };
        eprintln!("{did} {}", shown(&options.out, path));
    }
    for path in &done.kept {
        eprintln!("left {}: there are files in it that were not generated", shown(&options.out, path));
    }
    let counts = (done.written.len(), done.removed.len(), done.unchanged);
    eprintln!("{} written, {} removed, {} unchanged", counts.0, counts.1, counts.2);
    Ok(ExitCode::SUCCESS)
}

/// Generates at once and after every change; a problem is printed and waited out.
pub(super) fn watch(options: &Options) -> Result<ExitCode, Failed> {
    let mut watch = Watch::new(&options.specs, options.templates.as_deref())?;
    loop {
        if let Err(failed) = generate(options) {
            failed.print(options.message_format);
        }
        eprintln!("watching {}; Ctrl-C ends it", options.specs.display());
        if !watch.wait()? {
            return Ok(ExitCode::SUCCESS);
        }
    }
}

fn shown(out: &Path, path: &str) -> String {
    out.join(path).display().to_string()
}
