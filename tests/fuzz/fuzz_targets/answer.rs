//! Whole answers, padded JSON and faults among them: what is read can be written.
#![no_main]

use bytes::Bytes;
use http::Response;
use libfuzzer_sys::fuzz_target;
use wirewright_runtime::message::{Operation, Sample};
use wirewright_runtime::testing::{answer_of_bytes, answer_settles};
use wirewright_services::{Visitor, every_operation};

struct Reader<'r>(&'r Response<Bytes>);

impl Visitor for Reader<'_> {
    fn visit<O: Operation + Copy>(&mut self, operation: O, _: &'static [Sample], _: &O::Credentials) {
        answer_settles(operation, self.0);
    }
}

fuzz_target!(|data: &[u8]| {
    if let Some(answer) = answer_of_bytes(data) {
        every_operation(&mut Reader(&answer));
    }
});
