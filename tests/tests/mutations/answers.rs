//! Changed answers, to the reader of every client.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};

use bytes::Bytes;
use http::Response;
use wirewright_runtime::message::{Operation, Sample};
use wirewright_runtime::testing::{Choices, answer_of_bytes, answer_settles, answer_to_bytes};
use wirewright_services::{Visitor, every_operation};

use super::mutate::mutate;
use super::try_changes;

static ANSWERS: LazyLock<Vec<Vec<u8>>> =
    LazyLock::new(|| wirewright_services::answers().iter().map(answer_to_bytes).collect());

#[test]
fn every_changed_answer_is_read_or_refused() {
    struct Reader<'r>(&'r Response<Bytes>, usize);

    impl Visitor for Reader<'_> {
        fn visit<O: Operation + Copy>(&mut self, operation: O, _: &'static [Sample], _: &O::Credentials) {
            self.1 += answer_settles(operation, self.0);
        }
    }

    let read = AtomicUsize::new(0);
    try_changes(|choices| {
        let mut choices = Choices::new(choices);
        let message = ANSWERS[usize::from(choices.byte()) % ANSWERS.len()].clone();
        let Some(answer) = answer_of_bytes(&mutate(message, &ANSWERS, &mut choices)) else { return };
        let mut reader = Reader(&answer, 0);
        every_operation(&mut reader);
        read.fetch_add(reader.1, Ordering::Relaxed);
    });
    assert!(read.into_inner() > 100, "hardly anything could be read");
}
