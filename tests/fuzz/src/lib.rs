//! What the fuzz targets share.

use wirewright_runtime::message::{
    Body, Codec, Failure as _, MediaType, Operation, Root, Sample, write_body,
};
use wirewright_runtime::testing::assert_same;
use wirewright_runtime::walk::{Notes, Record, Value as _};
use wirewright_services::{Visitor, every_operation};

/// Calls `each` with the codecs that an operation offers for a body, and three empty records of its
/// type, for every type that can be a whole body.
pub fn every_body(each: impl FnMut(&[Codec], [&mut dyn Body; 3])) {
    struct Bodies<F>(F);

    impl<F: FnMut(&[Codec], [&mut dyn Body; 3])> Visitor for Bodies<F> {
        fn visit<O: Operation + Copy>(&mut self, _: O, _: &'static [Sample], _: &O::Credentials) {
            let answers: Vec<Codec> =
                O::BINDINGS.iter().flat_map(|own| own.answers).map(|own| own.codec).collect();
            let [mut one, mut two, mut three] = [0; 3].map(|_| O::Output::blank());
            (self.0)(&answers, [&mut one, &mut two, &mut three]);
            for case in 0..O::Failure::CASES.len() {
                let [mut one, mut two, mut three] = [0; 3].map(|_| O::Failure::empty(case));
                (self.0)(&answers, [one.body_mut(), two.body_mut(), three.body_mut()]);
            }
            let accepts: Vec<Codec> =
                O::BINDINGS.iter().flat_map(|own| own.accepts).map(|own| own.codec).collect();
            let [mut one, mut two, mut three] = [0; 3].map(|_| O::Input::empty());
            if let (Some(one), Some(two), Some(three)) =
                (O::body_mut(&mut one), O::body_mut(&mut two), O::body_mut(&mut three))
            {
                (self.0)(&accepts, [one, two, three]);
            }
        }
    }

    every_operation(&mut Bodies(each));
}

/// Writes a record that was read, has it read again, and compares.
///
/// # Panics
/// It cannot be written or read, or comes back changed.
pub fn settles(
    read: &dyn Body,
    again: &mut dyn Body,
    codec: Codec,
    reader: impl FnOnce(&[u8], &mut dyn Body, &mut Notes) -> Result<(), wirewright_runtime::DecodeError>,
) {
    let written = write_body(read, &Root::new(), &MediaType::new("fuzz/fuzz", codec));
    let written = written.unwrap_or_else(|error| panic!("what was read cannot be written: {error}"));
    let shown = String::from_utf8_lossy(&written);
    reader(&written, again, &mut Notes::new())
        .unwrap_or_else(|error| panic!("what was written cannot be read: {error}\n{shown}"));
    assert_same(record(again), record(read), codec, &written);
}

/// The record that a whole body of the generated services always is.
///
/// # Panics
/// It is none.
pub fn record(body: &dyn Body) -> &dyn Record {
    body.record().expect("these services have no other bodies")
}

/// The same, to be read into.
///
/// # Panics
/// It is none.
pub fn record_mut(body: &mut dyn Body) -> &mut dyn Record {
    body.record_mut().expect("these services have no other bodies")
}
