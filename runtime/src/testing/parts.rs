//! Bodies of several parts, to be compared: what stands between them is another each time.

use crate::message::Match;
use crate::multipart::{boundary_of, split};
use crate::walk::Bounds;

/// A body with its boundary and its line ends aside; with `values`, without headers and order too.
pub(super) fn comparable(matching: Match, body: &str) -> String {
    let plain = body.replace("\r\n", "\n");
    let boundary = boundary_of(plain.as_bytes()).unwrap_or_default();
    let parts = split(plain.as_bytes(), Some(boundary), Bounds::default());
    match (matching, parts) {
        (Match::Values, Ok(parts)) => {
            let told = parts.iter().map(|own| {
                let (head, content) = (&own.head, own.content.escape_ascii());
                format!("{:?} {:?} {:?} {content}", head.name, head.file_name, head.essence())
            });
            let mut told: Vec<String> = told.collect();
            // The order of parts of one name means something.
            told.sort_by_cached_key(|own| own.split(' ').next().map(str::to_owned));
            told.join("\n")
        }
        _ => plain.replace(&format!("--{boundary}"), "--boundary").trim_end().to_owned(),
    }
}

/// A header without the boundary in it.
pub(super) fn without_boundary(value: &str) -> &str {
    let is_parts = value.to_ascii_lowercase().starts_with("multipart/");
    value.split("; boundary=").next().filter(|_| is_parts).unwrap_or(value)
}
