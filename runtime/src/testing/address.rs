//! Whether a written address is the sample's.

use super::difference::same;
use super::values::document;
use crate::form::{self, Pairs};
use crate::message::{Match, Sample};
use crate::walk::Bounds;

/// Compares a written address with the sample's: its letters, or else what they say.
pub(super) fn compare(sample: &Sample, written: &str, shown: &str) {
    let parts = |target: &str| parts(target, sample.matching);
    if sample.matching == Match::Bytes || parts(written).is_none() || parts(written) != parts(shown) {
        same(sample, "the address", written, shown);
    }
}

/// The segments of the path and the pairs of the query, without escapes, and what documents among
/// them say. Values have no order but among those of one name.
fn parts(target: &str, matching: Match) -> Option<(Vec<String>, Pairs)> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path = path.split('/').map(|segment| form::decode(segment, false)).collect::<Option<_>>()?;
    let mut pairs = form::parse(query, Bounds::default()).ok()?;
    if matching == Match::Values {
        pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
    }
    pairs.iter_mut().for_each(|(_, text)| *text = document(text));
    Some((path, pairs))
}
