//! Whether a stream is for eyes.

use std::io;

use anstream::stream::RawStream;
use anstream::{AutoStream, ColorChoice};
use wirewright::diagnostics::Look;

/// The look of what is written to the standard output.
pub(super) fn of_stdout() -> Look {
    of(&io::stdout())
}

/// The look of what is written to the standard error.
pub(super) fn of_stderr() -> Look {
    of(&io::stderr())
}

/// Coloured on a terminal; `NO_COLOR`, `CLICOLOR_FORCE` and `TERM` have their say.
fn of(stream: &impl RawStream) -> Look {
    match AutoStream::choice(stream) {
        ColorChoice::Never => Look::Plain,
        _ => Look::Coloured,
    }
}
