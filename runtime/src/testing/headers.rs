//! Whether the headers of a written message are the sample's.

use http::HeaderMap;
use http::header::HeaderName;

use super::difference::same;
use crate::message::{Direction, Sample, essence};

/// Compares the headers that the sample shows, but for those that depend on the connection
/// or stand for something else, and those of the caller's own that the binding does not name.
pub(super) fn compare(
    sample: &Sample,
    shown: &HeaderMap,
    written: &HeaderMap,
    is_named: impl Fn(&HeaderName) -> bool,
) {
    for (name, value) in shown {
        let of_caller = matches!(name.as_str(), "accept" | "accept-encoding" | "user-agent");
        if matches!(name.as_str(), "host" | "content-length" | "connection" | "date")
            || (of_caller && sample.direction == Direction::Request && !is_named(name))
        {
            continue;
        }
        let own = written.get(name).map(|own| own.to_str().unwrap_or_default());
        let shown = value.to_str().unwrap_or_default();
        let Some(own) = own else {
            panic!("{}: the header {name} is not written, and the sample's is `{shown}`", sample.name);
        };
        let is_same = match name.as_str() {
            "content-type" => media_type(own, shown) == media_type(shown, shown),
            // Clients put quotes around it (SOAP 1.1, section 6.1.1), and some pages do not.
            "soapaction" => own.trim_matches('"') == shown.trim_matches('"'),
            _ => own == shown,
        };
        if !is_same {
            same(sample, &format!("the header {name}"), own, shown);
        }
    }
}

/// What a media type says, however it is spelled: without the charset that all bodies have, without a
/// boundary, and without an action of SOAP 1.2 where the sample has none, which RFC 3902 has optional.
fn media_type(text: &str, shown: &str) -> (String, Vec<(String, String)>) {
    let parameters = text.split(';').skip(1).filter(|own| !own.trim().is_empty()).map(|own| {
        let (name, value) = own.split_once('=').unwrap_or((own, ""));
        (name.trim().to_ascii_lowercase(), value.trim().trim_matches('"').to_owned())
    });
    let essence = essence(text).to_ascii_lowercase();
    let is_said = |(name, value): &(String, String)| match name.as_str() {
        "charset" => !value.eq_ignore_ascii_case("utf-8"),
        "boundary" => !essence.starts_with("multipart/"),
        "action" => shown.contains("action="),
        _ => true,
    };
    let mut parameters: Vec<_> = parameters.filter(is_said).collect();
    parameters.sort_unstable();
    (essence, parameters)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn media_types_are_compared_by_what_they_say() {
        let same = |own, shown| media_type(own, shown) == media_type(shown, shown);
        assert!(same("application/json", "Application/JSON;charset=UTF-8"));
        assert!(same("text/xml; charset=utf-8", "text/xml;"));
        assert!(same("text/xml; a=b; charset=\"utf-8\"", "text/xml; A=b"));
        assert!(same("multipart/form-data; boundary=a", "multipart/form-data; boundary=b"));
        assert!(same("application/soap+xml; charset=utf-8; action=\"a\"", "application/soap+xml"));
        assert!(!same("application/soap+xml; action=\"a\"", "application/soap+xml; action=b"));
        assert!(!same("application/json", "application/json; charset=latin1"));
        assert!(!same("application/json", "application/json; profile=a"));
        assert!(!same("application/json; profile=a", "application/json"));
        assert!(!same("application/json", "text/json"));
    }
}
