//! Values of every type, made from bytes: each comes back as it was written, or is refused.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wirewright_runtime::message::{Operation, Sample};
use wirewright_runtime::soap::SoapVersion;
use wirewright_runtime::testing::{
    arbitrary_fault, failures_survive, fault_survives, input_survives, output_survives,
};
use wirewright_services::{Visitor, every_operation};

struct Values<'b>(&'b [u8]);

impl Visitor for Values<'_> {
    fn visit<O: Operation + Copy>(&mut self, operation: O, _: &'static [Sample], own: &O::Credentials) {
        input_survives(operation, Some(own), self.0);
        output_survives(operation, self.0);
        failures_survive(operation, self.0);
    }
}

fuzz_target!(|data: &[u8]| {
    every_operation(&mut Values(data));
    let fault = arbitrary_fault(data);
    fault_survives(&fault, SoapVersion::V11);
    fault_survives(&fault, SoapVersion::V12);
});
