//! Values that a page shows and that no test can compute: it does not say what they were made with.

use crate::message::{Codec, MediaType, Sample};

/// A body with the sample's values in the places of what nobody can compute again.
pub(super) fn body(sample: &Sample, media: Option<&MediaType>, shown: &str, written: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(written);
    match media.map(|media| media.codec) {
        _ if sample.unproven.is_empty() => written.to_vec(),
        Some(Codec::Form) => pairs(sample, shown, &text).into_bytes(),
        Some(Codec::Json) => members(sample, shown, &text).into_bytes(),
        _ => written.to_vec(),
    }
}

/// Pairs of a form or a query.
pub(super) fn pairs(sample: &Sample, shown: &str, written: &str) -> String {
    let name = |pair: &str| pair.split('=').next().unwrap_or_default().to_owned();
    let settled = written.split('&').map(|own| {
        let is_unproven = sample.unproven.contains(&name(own).as_str());
        shown.trim().split('&').find(|pair| is_unproven && name(pair) == name(own)).unwrap_or(own)
    });
    settled.collect::<Vec<_>>().join("&")
}

/// Members of a JSON body.
fn members(sample: &Sample, shown: &str, written: &str) -> String {
    let read = |text: &str| serde_json::from_str::<serde_json::Value>(text).unwrap_or_default();
    let (own, page) = (read(written), read(shown));
    sample.unproven.iter().fold(written.to_owned(), |text, name| match (own.get(name), page.get(name)) {
        (Some(own), Some(page)) => text.replacen(&own.to_string(), &page.to_string(), 1),
        _ => text,
    })
}
