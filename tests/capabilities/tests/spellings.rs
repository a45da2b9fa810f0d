//! Messages as people copy them from pages: they say the same as what is written, in other letters.

use std::panic::{AssertUnwindSafe, catch_unwind};

use wirewright_capabilities::spellings::operations::{Lend, GiveBack};
use wirewright_capabilities::spellings::samples::{LEND_ANSWER, LEND_REQUEST, GIVE_BACK_ANSWER, SAMPLES};
use wirewright_runtime::message::{Match, Operation, Sample};
use wirewright_runtime::testing::round_trip;

/// What the generated test of a sample says, if it fails.
fn said<O: Operation>(operation: O, sample: &Sample) -> Option<String> {
    let failed = catch_unwind(AssertUnwindSafe(|| round_trip(operation, sample))).err()?;
    Some(failed.downcast_ref::<String>().cloned().unwrap_or_default())
}

#[track_caller]
fn passes<O: Operation>(operation: O, sample: &Sample) {
    assert_eq!(said(operation, sample), None, "{}", sample.text);
}

#[test]
fn the_samples_of_the_spec_pass() {
    for sample in SAMPLES {
        match sample.operation {
            "Lend" => passes(Lend, sample),
            _ => passes(GiveBack, sample),
        }
    }
}

#[test]
fn xml_is_compared_by_its_values_unless_the_spec_says_otherwise() {
    assert_eq!(LEND_REQUEST.matching, Match::Values);
    assert_eq!(GIVE_BACK_ANSWER.matching, Match::Values);
    assert_eq!(LEND_ANSWER.matching, Match::Tokens);
}
