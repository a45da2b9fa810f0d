//! Messages that were right and then changed at random: a server answers each
//! request with a whole answer and without a panic, a client reads each answer
//! without one, and what either reads it can write and read again.
//!
//! The same changes are tried each time. `PROPTEST_RNG_SEED=7 PROPTEST_CASES=100000`
//! tries others and more.

mod answers;
mod mutate;
mod requests;

/// Tries changes that bytes choose.
fn try_changes(property: impl FnMut(&[u8])) {
    wirewright_tests::try_bytes(4000, 60, property);
}
