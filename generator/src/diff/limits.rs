//! Which limits take more than others.

use std::cmp::Ordering;

use wirewright_runtime::scalar::Decimal;

use crate::model::{Limits, Span};

/// Whether what keeps the second limits keeps the first ones too. Of two patterns nobody knows.
pub(super) fn takes_all(wide: &Limits, narrow: &Limits) -> bool {
    let same_size = wide.of == narrow.of || wide.size.is_open() || narrow.size.is_open();
    same_size
        && span_takes_all(&wide.count, &narrow.count)
        && span_takes_all(&wide.size, &narrow.size)
        && (wide.pattern.is_none() || wide.pattern == narrow.pattern)
}

fn span_takes_all(wide: &Span, narrow: &Span) -> bool {
    beyond(&wide.least, &narrow.least, Ordering::Greater) && beyond(&wide.most, &narrow.most, Ordering::Less)
}

/// Whether an end lies not on the wrong side of another one; an end that is not said is none.
fn beyond(wide: &Option<String>, narrow: &Option<String>, wrong: Ordering) -> bool {
    let number = |own: &String| own.parse::<Decimal>().ok();
    match (wide, narrow) {
        (None, _) => true,
        (Some(_), None) => false,
        (Some(wide), Some(narrow)) => {
            number(wide).zip(number(narrow)).is_some_and(|(wide, narrow)| wide.cmp(&narrow) != wrong)
        }
    }
}
