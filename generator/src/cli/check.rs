//! `check`: compares, and says what mends it.

use std::process::ExitCode;

use wirewright::{Fresh, MessageFormat, output};

use super::{Failed, Options, print, render};

pub(super) fn check(options: &Options, diffs: bool) -> Result<ExitCode, Failed> {
    let tree = render(options)?;
    let drift = output::compare(&tree, &options.out)?;
    if drift.is_empty() {
        eprintln!("{} files are as the specs say", tree.len());
        return Ok(ExitCode::SUCCESS);
    }
    print(output::print_drift(&drift, &options.out, options.message_format, diffs))?;
    // A program counts for itself.
    if options.message_format != MessageFormat::Json {
        eprint!("{}", output::summary(&drift, &command(options)));
    }
    Ok(ExitCode::from(1))
}

fn command(options: &Options) -> String {
    let fresh = Fresh::new(&options.specs, &options.out);
    options.templates.iter().fold(fresh, Fresh::templates).command()
}
