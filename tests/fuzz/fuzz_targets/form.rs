//! Forms and queries: what is read can be written where a form is offered.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wirewright_fuzz::{every_body, record_mut, settles};
use wirewright_runtime::form::{Escape, decode_record, format, parse};
use wirewright_runtime::message::Codec;
use wirewright_runtime::walk::{Bounds, Notes, PairStyle};

fuzz_target!(|data: &str| {
    let Ok(pairs) = parse(data, Bounds::default()) else { return };
    for escape in [Escape::Form, Escape::Uri] {
        let written = format(&pairs, escape);
        let again = parse(&written, Bounds::default()).expect("what was written can be read");
        // Between two `&` there may be nothing, or a name and a value that are.
        assert_eq!(again, pairs, "{written}");
    }
    every_body(|codecs, [one, two, _]| {
        let read = decode_record(&pairs, PairStyle::PLAIN, record_mut(one), &mut Notes::new());
        // A form is not offered where it has no place for what a value may hold.
        if read.is_ok() && codecs.iter().any(|codec| matches!(codec, Codec::Form)) {
            settles(one, two, Codec::Form, |bytes, again, notes| {
                let text = std::str::from_utf8(bytes).expect("a form is ASCII");
                decode_record(&parse(text, notes.bounds())?, PairStyle::PLAIN, record_mut(again), notes)
            });
        }
    });
});
