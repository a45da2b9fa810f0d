//! Bodies of several parts, to be compared: what stands between them is another each time.

use crate::multipart::{boundary_of, split};
use crate::walk::Bounds;

/// A body with its boundary and its line ends aside.
pub(super) fn comparable(body: &str) -> String {
    let plain = body.replace("\r\n", "\n");
    let boundary = boundary_of(plain.as_bytes()).unwrap_or_default();
    plain.replace(&format!("--{boundary}"), "--boundary").trim_end().to_owned()
}

/// What the parts of a body are; those of one name keep their order. `None` where it has none.
pub(super) fn values(body: &str) -> Option<String> {
    let plain = body.replace("\r\n", "\n");
    let parts = split(plain.as_bytes(), None, Bounds::default()).ok()?;
    let told = parts.iter().map(|own| {
        let (head, content) = (&own.head, own.content.escape_ascii().to_string());
        (head.name.as_str(), head.file_name.as_deref(), head.essence(), content)
    });
    let mut told: Vec<_> = told.collect();
    told.sort_by_key(|own| own.0);
    Some(format!("{told:?}"))
}
