//! Any value of any generated type is read back as it was written, by every
//! binding in every media type, or is refused before it is sent.
//!
//! The same values are tried each time. `PROPTEST_RNG_SEED=7 PROPTEST_CASES=100000`
//! tries others and more.

use std::collections::BTreeMap;
use std::fs;

use wirewright_runtime::message::{Operation, Sample};
use wirewright_runtime::soap::SoapVersion;
use wirewright_runtime::testing::{
    Journey, arbitrary_fault, failures_survive, fault_survives, input_survives, output_survives,
};
use wirewright_services::{Visitor, every_operation};
use wirewright_tests::root;

/// Tries values that bytes make.
fn try_values(property: impl FnMut(&[u8])) {
    wirewright_tests::try_bytes(1000, 300, property);
}

/// How often each way was taken, and how often it was refused.
#[derive(Default)]
struct Tally(BTreeMap<String, [u32; 2]>);

impl Tally {
    fn add(&mut self, journeys: Vec<Journey>) {
        for Journey { way, carried } in journeys {
            self.0.entry(way).or_default()[usize::from(carried)] += 1;
        }
    }

    /// Fails unless every way was taken often enough to mean something.
    fn check(&self) {
        assert!(!self.0.is_empty(), "nothing travelled");
        for (way, [refused, carried]) in &self.0 {
            assert!(carried * 20 > refused + carried, "{way}: {refused} were refused, {carried} were not");
        }
    }
}

/// What of an operation travels.
#[derive(Clone, Copy)]
enum Part {
    Input,
    Output,
    Failures,
}

/// Sends values that bytes make by every way of every operation.
struct Travels<'b> {
    part: Part,
    bytes: &'b [u8],
    tally: &'b mut Tally,
}

impl Visitor for Travels<'_> {
    fn visit<O: Operation + Copy>(&mut self, operation: O, _: &'static [Sample], own: &O::Credentials) {
        self.tally.add(match self.part {
            Part::Input => input_survives(operation, Some(own), self.bytes),
            Part::Output => output_survives(operation, self.bytes),
            Part::Failures => failures_survive(operation, self.bytes),
        });
    }
}

fn survives(part: Part) {
    let mut tally = Tally::default();
    try_values(|bytes| every_operation(&mut Travels { part, bytes, tally: &mut tally }));
    tally.check();
}

#[test]
fn every_input_survives() {
    survives(Part::Input);
}

#[test]
fn every_output_survives() {
    survives(Part::Output);
}

#[test]
fn every_documented_failure_survives() {
    survives(Part::Failures);
}

#[test]
fn every_fault_survives_in_both_versions() {
    let mut tally = Tally::default();
    try_values(|bytes| {
        let fault = arbitrary_fault(bytes);
        for version in [SoapVersion::V11, SoapVersion::V12] {
            let carried = fault_survives(&fault, version);
            tally.add(vec![Journey { way: format!("{version:?}"), carried }]);
        }
    });
    tally.check();
}

#[test]
fn no_generated_operation_is_left_out() {
    struct Names(Vec<&'static str>);

    impl Visitor for Names {
        fn visit<O: Operation + Copy>(&mut self, _: O, _: &'static [Sample], _: &O::Credentials) {
            self.0.push(O::NAME);
        }
    }

    let mut visited = Names(Vec::new());
    every_operation(&mut visited);
    let mut generated = Vec::new();
    for types in fs::read_dir(root().join("generated")).expect("the folder is there") {
        let folder = types.expect("the folder is readable").path().join("src/operations");
        for file in fs::read_dir(folder).into_iter().flatten() {
            let text = fs::read_to_string(file.expect("the folder is readable").path());
            let text = text.expect("a source file is UTF-8");
            let names = text.split("const NAME: &'static str = \"").skip(1);
            generated.extend(names.filter_map(|rest| Some(rest.split_once('"')?.0.to_owned())));
        }
    }
    generated.sort_unstable();
    visited.0.sort_unstable();
    assert_eq!(visited.0, generated, "`wirewright_services::every_operation` visits them all");
}
