//! The texts of samples taken apart: whole messages, addresses, bodies.

use http::{HeaderMap, HeaderName, HeaderValue};

/// A sample's text, its parts told apart.
#[derive(Debug)]
pub(crate) struct HttpText<'t> {
    /// `POST /path HTTP/1.1` or an address give a method and a target; a body gives none.
    #[cfg_attr(not(feature = "testing"), expect(dead_code, reason = "a mock server only answers"))]
    pub(crate) request_line: Option<(Option<&'t str>, String)>,
    /// `HTTP/1.1 200 OK` gives a status.
    pub(crate) status: Option<u16>,
    pub(crate) headers: HeaderMap,
    pub(crate) body: &'t str,
}

impl<'t> HttpText<'t> {
    /// Tells by the first line what a text is.
    pub(crate) fn parse(text: &'t str) -> Self {
        let body_only = Self { request_line: None, status: None, headers: HeaderMap::new(), body: text };
        let first = text.lines().next().unwrap_or_default().trim_end();
        if first.starts_with("http://") || first.starts_with("https://") {
            let address: String = text.split_whitespace().collect();
            let target = address.splitn(4, '/').nth(3).unwrap_or_default();
            return Self { request_line: Some((None, format!("/{target}"))), body: "", ..body_only };
        }
        let words: Vec<&str> = first.split(' ').collect();
        let (request_line, status) = match words[..] {
            [version, status, ..] if version.starts_with("HTTP/") => (None, status.parse().ok()),
            [method, target, version] if version.starts_with("HTTP/") => {
                (Some((Some(method), target.to_owned())), None)
            }
            _ => return body_only,
        };
        let (head, body) = text.split_once("\n\n").unwrap_or((text, ""));
        let fields = head.lines().skip(1).filter_map(|line| line.split_once(':'));
        let headers = fields.filter_map(|(name, value)| {
            let name = HeaderName::from_bytes(name.trim().as_bytes()).ok()?;
            Some((name, HeaderValue::from_str(value.trim()).ok()?))
        });
        Self { request_line, status, headers: headers.collect(), body }
    }
}
