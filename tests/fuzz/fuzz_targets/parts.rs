//! Bodies of several parts: what is read can be written, and is then the same.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wirewright_runtime::json::JsonDocument;
use wirewright_runtime::multipart::{Multipart, PartForm, decode_record, encode_record};
use wirewright_runtime::walk::{Member, Notes, Record, Shape, Value};
use wirewright_runtime::{Any, Blob};

/// One part of every kind.
#[derive(Debug, Default)]
struct Deed {
    title: String,
    tags: Vec<String>,
    scan: Option<Blob>,
    seals: Vec<Blob>,
    note: Option<Any>,
}

static SHAPE: Shape = Shape::new(
    "Deed",
    &[
        Member::optional("title"),
        Member::optional("tags"),
        Member::optional("scan"),
        Member::optional("seals"),
        Member::optional("note"),
    ],
);

const PARTS: Multipart =
    Multipart::new(&[PartForm::new(4).media(&["application/json"]).document(&JsonDocument)]);

impl Record for Deed {
    fn empty() -> Self {
        Self::default()
    }

    fn shape(&self) -> &'static Shape {
        &SHAPE
    }

    fn member(&self, index: usize) -> &dyn Value {
        match index {
            0 => &self.title,
            1 => &self.tags,
            2 => &self.scan,
            3 => &self.seals,
            _ => &self.note,
        }
    }

    fn member_mut(&mut self, index: usize) -> &mut dyn Value {
        match index {
            0 => &mut self.title,
            1 => &mut self.tags,
            2 => &mut self.scan,
            3 => &mut self.seals,
            _ => &mut self.note,
        }
    }
}

/// A file with what a writer says of it where nobody did.
fn told(mut own: Blob) -> Blob {
    own.media_type.get_or_insert_with(|| "application/octet-stream".to_owned());
    own
}

fn look(body: &[u8], boundary: Option<&str>) {
    let mut read = Deed::empty();
    if decode_record(&PARTS, body, boundary, &mut read, &mut Notes::new()).is_err() {
        return;
    }
    // A file name or a media type may have come that nobody here writes.
    let Ok(written) = encode_record(&PARTS, &read, "b") else { return };
    let mut again = Deed::empty();
    decode_record(&PARTS, &written, None, &mut again, &mut Notes::new())
        .expect("what was written can be read");
    let shown = written.escape_ascii();
    assert_eq!((&again.title, &again.tags, &again.note), (&read.title, &read.tags, &read.note), "{shown}");
    assert_eq!(again.scan, read.scan.map(told), "{shown}");
    assert_eq!(again.seals, read.seals.into_iter().map(told).collect::<Vec<_>>(), "{shown}");
}

fuzz_target!(|data: &[u8]| {
    look(data, None);
    look(data, Some("b"));
    // Nobody comes upon the first lines by chance.
    for name in ["title", "tags", "scan", "seals", "note"] {
        let head = format!("--b\r\nContent-Disposition: form-data; name={name}");
        for between in ["; filename=", "\r\nContent-Type: ", "\r\nContent-Transfer-Encoding: ", "\r\n\r\n"] {
            look(&[head.as_bytes(), between.as_bytes(), data, b"\r\n--b--"].concat(), Some("b"));
        }
    }
});
