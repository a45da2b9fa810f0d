//! XML as a record, in any charset: what is read can be written. The first byte chooses the charset.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wirewright_fuzz::{every_body, record, record_mut, settles};
use wirewright_runtime::message::Codec;
use wirewright_runtime::walk::Notes;
use wirewright_runtime::xml::{XmlStyle, decode};

const CHARSETS: [Option<&str>; 8] = [
    None,
    Some("utf-8"),
    Some("us-ascii"),
    Some("iso-8859-1"),
    Some("utf-16"),
    Some("utf-16le"),
    Some("utf-16be"),
    Some("klingon"),
];

static STYLE: XmlStyle = XmlStyle { declaration: true, declare: &[] };

fuzz_target!(|data: &[u8]| {
    let Some((&first, data)) = data.split_first() else { return };
    let charset = CHARSETS[usize::from(first) % CHARSETS.len()];
    every_body(|_, [one, two, _]| {
        let root = record(one).shape().xml.root;
        if decode(data, charset, root, record_mut(one), &mut Notes::new()).is_ok() {
            settles(one, two, Codec::Xml(&STYLE), |bytes, again, notes| {
                decode(bytes, None, root, record_mut(again), notes)
            });
        }
    });
});
