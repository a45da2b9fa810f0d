//! JSON as a record: serde and the member walk agree, and what is read can be written.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wirewright_fuzz::{every_body, record, record_mut, settles};
use wirewright_runtime::json::decode_record;
use wirewright_runtime::message::Codec;
use wirewright_runtime::testing::assert_same;
use wirewright_runtime::walk::Notes;

fuzz_target!(|data: &[u8]| {
    every_body(|_, [one, two, three]| {
        let by_serde = one.read_json(data, &mut Notes::new());
        let by_walk = decode_record(data, record_mut(two), &mut Notes::new());
        assert_eq!(by_serde.is_ok(), by_walk.is_ok(), "{by_serde:?} {by_walk:?}");
        if by_serde.is_ok() {
            assert_same(record(two), record(one), Codec::Json, data);
            settles(one, three, Codec::Json, |bytes, again, notes| again.read_json(bytes, notes));
        }
    });
});
