//! `Accept` headers, charsets and addresses: what is chosen was on offer.
#![no_main]

use libfuzzer_sys::fuzz_target;
use wirewright_runtime::message::{BaseUrl, Codec, MediaType, accepts};

const OFFER: [MediaType; 3] = [
    MediaType::new("application/json; charset=utf-8", Codec::Json),
    MediaType::new("text/html", Codec::Json),
    MediaType::new("application/x-www-form-urlencoded", Codec::Form),
];

fuzz_target!(|data: &str| {
    let chosen = accepts(Some(data), &OFFER).map(MediaType::essence);
    assert!(chosen.is_none_or(|chosen| OFFER.iter().any(|own| own.essence() == chosen)));
    // The letters' case means nothing, and a range that nothing fits changes nothing.
    assert_eq!(accepts(Some(&data.to_ascii_lowercase()), &OFFER).map(MediaType::essence), chosen);
    if !data.trim_ascii().is_empty() {
        let more = format!("{data},image/png");
        assert_eq!(accepts(Some(&more), &OFFER).map(MediaType::essence), chosen);
    }
    for own in OFFER {
        let only = accepts(Some(data), &[own]).is_some();
        assert!(chosen != Some(own.essence()) || only, "alone it would not be taken");
    }
    if let Ok(base) = data.parse::<BaseUrl>() {
        let joined = base.join("/a");
        assert!(joined.parse::<BaseUrl>().is_ok(), "{joined}");
    }
});
