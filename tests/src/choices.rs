//! Bytes that are chosen at random, the same ones each time.

use std::cell::RefCell;
use std::fmt;

use proptest::collection::vec;
use proptest::strategy::Strategy as _;
use proptest::test_runner::{Config, RngSeed, TestRunner};

/// Tries a property with so many runs of bytes, each shorter than `longest`.
///
/// `PROPTEST_RNG_SEED=7 PROPTEST_CASES=100000` tries others and more. Bytes
/// with which the property fails are shortened as far as they still do.
///
/// # Panics
/// The property fails; the bytes are told.
#[track_caller]
pub fn try_bytes(cases: u32, longest: usize, property: impl FnMut(&[u8])) {
    let mut config = Config { failure_persistence: None, max_shrink_iters: 20_000, ..Config::default() };
    if std::env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(0);
    }
    if std::env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    let property = RefCell::new(property);
    let bytes = vec(proptest::num::u8::ANY, 0..longest).prop_map(Bytes);
    let run = TestRunner::new(config).run(&bytes, |bytes| {
        property.borrow_mut()(&bytes.0);
        Ok(())
    });
    let told = run.as_ref().err().map(ToString::to_string).unwrap_or_default();
    assert!(run.is_ok(), "{told}");
}

/// Bytes that show themselves as they stand in the source.
struct Bytes(Vec<u8>);

impl fmt::Debug for Bytes {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "b\"{}\"", self.0.escape_ascii())
    }
}
