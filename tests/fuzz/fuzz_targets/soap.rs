//! SOAP envelopes of both versions and faults: what is read can be written, and both readers agree.
#![no_main]

use libfuzzer_sys::fuzz_target;
use sejour_types::operations::{Logout, LogoutInput};
use wirewright_runtime::message::{Codec, Operation};
use wirewright_runtime::soap::{Body, decode_envelope, encode_envelope, peek};
use wirewright_runtime::testing::{assert_same, fault_survives};
use wirewright_runtime::walk::{Notes, Record};

fuzz_target!(|data: &[u8]| {
    let Codec::Soap(envelope) = Logout::BINDINGS[0].accepts[0].codec else { panic!("the first is SOAP") };
    let mut input = LogoutInput::empty();
    let read = decode_envelope(data, None, envelope.request, &mut input, &mut Notes::new());
    let Ok((version, body)) = read else { return };
    let (peeked, _, local) = peek(data, None).expect("an envelope can be looked into");
    assert_eq!(peeked, version);
    match body {
        Body::Content => {
            assert_eq!(local, envelope.request.local);
            let written =
                encode_envelope(version, envelope.request, &input).expect("what was read can be written");
            let mut again = LogoutInput::empty();
            let read = decode_envelope(&written, None, envelope.request, &mut again, &mut Notes::new());
            assert_eq!(read, Ok((version, Body::Content)));
            let codec = Logout::BINDINGS[0].accepts[0].codec;
            assert_same(&again, &input, codec, &written);
        }
        Body::Fault(fault) => {
            assert_eq!(local, "Fault");
            // A peer's code need not be a name, and is then refused.
            fault_survives(&fault, version);
        }
    }
});
