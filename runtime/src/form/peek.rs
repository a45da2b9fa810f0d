//! A look at a few pairs, without taking the escapes out of the rest.

use super::decode;

/// The values of the names for which `which` gives a place among `count`; the first of each
/// counts, and what is escaped wrongly has no value.
pub(crate) fn peek(text: &str, count: usize, which: &dyn Fn(&str) -> Option<usize>) -> Vec<Option<String>> {
    let mut found = vec![None; count];
    for pair in text.split('&') {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let index = decode(name, true).and_then(|name| which(&name));
        if let Some(place) = index.and_then(|index| found.get_mut(index)).filter(|place| place.is_none()) {
            *place = decode(value, true);
        }
        if found.iter().all(Option::is_some) {
            break;
        }
    }
    found
}
