//! Made-up values that travel by every way of an operation.

use std::collections::BTreeMap;

use wirewright_runtime::message::{NoCredentials, Operation};
use wirewright_runtime::testing::{Journey, failures_survive, input_survives, output_survives};

use crate::try_bytes;

/// Tries so many runs of bytes, each shorter than `longest`, and tells of each way how many of
/// the values that they make were refused before they were sent, and how many were carried.
///
/// # Panics
/// A value comes back changed; the bytes are told.
#[track_caller]
pub fn try_journeys<J: IntoIterator<Item = Vec<Journey>>>(
    cases: u32,
    longest: usize,
    mut journeys: impl FnMut(&[u8]) -> J,
) -> BTreeMap<String, [u32; 2]> {
    let mut ways: BTreeMap<String, [u32; 2]> = BTreeMap::new();
    try_bytes(cases, longest, |bytes| {
        for journey in journeys(bytes).into_iter().flatten() {
            ways.entry(journey.way).or_default()[usize::from(journey.carried)] += 1;
        }
    });
    ways
}

/// Tries inputs, successes and failures of an operation that needs no credentials.
///
/// # Panics
/// A value comes back changed, or by some way none is carried.
#[track_caller]
pub fn any_value_survives<O>(operation: O, cases: u32, longest: usize)
where
    O: Operation<Credentials = NoCredentials> + Copy,
{
    let ways = try_journeys(cases, longest, |bytes| {
        [
            input_survives(operation, Some(&NoCredentials), bytes),
            output_survives(operation, bytes),
            failures_survive(operation, bytes),
        ]
    });
    assert!(ways.values().all(|[_, carried]| *carried > 0), "{ways:?}");
}
