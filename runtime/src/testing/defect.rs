//! Samples that their page got wrong.

use super::round_trip::{read_answer, read_request_noting};
use crate::message::{Binding, Direction, HttpText, MediaType, Operation, Outcome, Sample};
use crate::walk::{Deviation, Notes};

/// Whether a reader says of a defective sample what its spec says.
pub(super) fn check<O: Operation>(
    sample: &Sample,
    binding: &Binding<O::Credentials>,
    media: Option<&MediaType>,
    error: &str,
    credentials: Option<&O::Credentials>,
) {
    let mut notes = Notes::new();
    notes.look_closely();
    let refused = match sample.direction {
        Direction::Request => {
            let read = read_request_noting::<O>(sample, binding, media, sample.text, credentials, &mut notes);
            read.err().map(|error| error.to_string())
        }
        Direction::Answer => match read_answer::<O>(binding, media, sample.text, &mut notes) {
            Ok(Outcome::Fault(fault)) => Some(format!("it is a fault, {fault}")),
            Ok(_) => None,
            Err(error) => Some(error.to_string()),
        },
    };
    let said = refused.map_or_else(|| of_sample(notes.deviations()), |own| vec![own]);
    // A reader is only given what a router takes for its own; `generate` has looked at the address.
    if said.is_empty() && has_other_address(sample) {
        return;
    }
    holds(sample, error, &said);
}

/// What makes a sample with these deviations a defective one.
pub(super) fn of_sample(deviations: &[Deviation]) -> Vec<String> {
    deviations.iter().filter_map(Deviation::of_sample).collect()
}

/// Fails unless a reader says the error of the spec.
pub(super) fn holds(sample: &Sample, error: &str, said: &[String]) {
    let name = sample.name;
    assert!(!said.is_empty(), "{name}: the defective sample was read, and nothing said `{error}`");
    let is_said = said.iter().any(|own| own.contains(error));
    assert!(is_said, "{name}: a reader says `{}`, and not `{error}` as the spec", said.join("`, `"));
}

/// Whether the corrected sample goes to another address than the defective one.
fn has_other_address(sample: &Sample) -> bool {
    let address =
        |text| HttpText::parse(text).request_line.map(|(method, target)| (method.map(str::to_owned), target));
    address(sample.text).is_some() && address(sample.text) != address(sample.correct())
}
