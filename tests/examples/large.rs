//! Prints the spec of a service with as many operations as the command line says.

use std::io::Write as _;
use std::process::ExitCode;

fn main() -> ExitCode {
    let Some(operations) = std::env::args().nth(1).and_then(|own| own.parse().ok()) else {
        eprintln!("say how many operations");
        return ExitCode::from(2);
    };
    match std::io::stdout().write_all(wirewright_tests::large(operations).as_bytes()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(_) => ExitCode::FAILURE,
    }
}
