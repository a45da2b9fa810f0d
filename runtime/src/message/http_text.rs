//! The texts of samples taken apart: whole messages, addresses, bodies.

use http::header::CONTENT_TYPE;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::form::{Escape, encode};

/// The text of a sample, its parts told apart.
#[derive(Debug)]
pub struct HttpText<'t> {
    /// `POST /path HTTP/1.1`, `POST /path`, an address or a path alone give a method and a target; a body gives none.
    pub request_line: Option<(Option<&'t str>, String)>,
    /// `HTTP/1.1 200 OK` gives a status.
    pub status: Option<u16>,
    /// The headers of a whole message.
    pub headers: HeaderMap,
    /// What stands behind the headers, or the whole text.
    pub body: &'t str,
}

impl<'t> HttpText<'t> {
    /// What stands between the parts of the body, where the headers say it.
    #[must_use]
    pub fn boundary(&self) -> Option<&str> {
        super::media_type::parameter(self.headers.get(CONTENT_TYPE)?.to_str().ok()?, "boundary")
    }

    /// Tells by the first line what a text is.
    #[must_use]
    pub fn parse(text: &'t str) -> Self {
        let body_only = Self { request_line: None, status: None, headers: HeaderMap::new(), body: text };
        let first = text.lines().next().unwrap_or_default().trim_end();
        if is_address(first) {
            // An address may go on in further lines.
            let address: String = text.lines().map(str::trim).collect();
            return Self { request_line: Some((None, path_of(&address))), body: "", ..body_only };
        }
        if text.starts_with('/') && !text.trim_end().contains(char::is_whitespace) {
            return Self { request_line: Some((None, path_of(first))), body: "", ..body_only };
        }
        let words: Vec<&str> = first.split(' ').collect();
        let (request_line, status) = match words[..] {
            [version, status, ..] if version.starts_with("HTTP/") => (None, status.parse().ok()),
            [method, ref target @ .., version] if !target.is_empty() && version.starts_with("HTTP/") => {
                (Some((Some(method), path_of(&target.join(" ")))), None)
            }
            [method, target] if is_method(method) && (target.starts_with('/') || is_address(target)) => {
                (Some((Some(method), path_of(target))), None)
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

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

fn is_method(word: &str) -> bool {
    word.len() >= 3 && word.bytes().all(|own| own.is_ascii_uppercase())
}

/// The path and the query of an address, or of what is one already. What no address holds as it
/// is, and people read more easily so, is escaped (RFC 3986, section 2).
fn path_of(target: &str) -> String {
    let path = match is_address(target) {
        true => format!("/{}", target.splitn(4, '/').nth(3).unwrap_or_default()),
        false => target.to_owned(),
    };
    let mut escaped = String::with_capacity(path.len());
    for own in path.chars() {
        match own.is_ascii() && !" \"<>\\^`{|}".contains(own) {
            true => escaped.push(own),
            false => encode(own.encode_utf8(&mut [0; 4]), Escape::Uri, &mut escaped),
        }
    }
    escaped
}
