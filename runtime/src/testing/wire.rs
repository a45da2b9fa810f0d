//! Messages as one run of bytes, so that a test can change any part of them.
//!
//! The form is that of HTTP/1.1 with line feeds alone: a first line, headers, an
//! empty line, the body. Reading it takes anything that the HTTP library takes.

use bytes::Bytes;
use http::{HeaderMap, HeaderName, HeaderValue, Request, Response, StatusCode};

/// Writes a request.
#[must_use]
pub fn request_to_bytes(request: &Request<Bytes>) -> Vec<u8> {
    let target = request.uri().path_and_query().map_or("/", |target| target.as_str());
    message_to_bytes(&format!("{} {target}", request.method()), request.headers(), request.body())
}

/// Reads a request; `None` for one that no HTTP library would hand to a server.
#[must_use]
pub fn request_of_bytes(bytes: &[u8]) -> Option<Request<Bytes>> {
    let (first, headers, body) = message_of_bytes(bytes)?;
    let at = first.iter().position(|&byte| byte == b' ')?;
    let mut request = Request::new(body);
    *request.method_mut() = http::Method::from_bytes(&first[..at]).ok()?;
    *request.uri_mut() = http::Uri::try_from(&first[at + 1..]).ok()?;
    *request.headers_mut() = headers;
    Some(request)
}

/// Writes an answer.
#[must_use]
pub fn answer_to_bytes(answer: &Response<Bytes>) -> Vec<u8> {
    message_to_bytes(answer.status().as_str(), answer.headers(), answer.body())
}

/// Reads an answer; `None` for one that no HTTP library would hand to a client.
#[must_use]
pub fn answer_of_bytes(bytes: &[u8]) -> Option<Response<Bytes>> {
    let (first, headers, body) = message_of_bytes(bytes)?;
    let mut answer = Response::new(body);
    *answer.status_mut() = StatusCode::from_bytes(first).ok()?;
    *answer.headers_mut() = headers;
    Some(answer)
}

fn message_to_bytes(first: &str, headers: &HeaderMap, body: &[u8]) -> Vec<u8> {
    let mut bytes = first.as_bytes().to_vec();
    for (name, value) in headers {
        bytes.extend_from_slice(b"\n");
        bytes.extend_from_slice(name.as_str().as_bytes());
        bytes.extend_from_slice(b": ");
        bytes.extend_from_slice(value.as_bytes());
    }
    bytes.extend_from_slice(b"\n\n");
    bytes.extend_from_slice(body);
    bytes
}

fn message_of_bytes(bytes: &[u8]) -> Option<(&[u8], HeaderMap, Bytes)> {
    let end = bytes.windows(2).position(|pair| pair == b"\n\n").unwrap_or(bytes.len());
    let mut lines = bytes[..end].split(|&byte| byte == b'\n');
    let first = lines.next()?;
    let headers = lines.filter_map(|line| {
        let at = line.iter().position(|&byte| byte == b':')?;
        let value = HeaderValue::from_bytes(line[at + 1..].trim_ascii()).ok()?;
        Some((HeaderName::from_bytes(&line[..at]).ok()?, value))
    });
    let body = bytes.get(end + 2..).unwrap_or_default();
    Some((first, headers.collect(), Bytes::copy_from_slice(body)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn messages_come_back() {
        let bytes = b"POST /a?b=c\ncontent-type: text/xml\nx: y\n\n<a>\n\n</a>";
        let request = request_of_bytes(bytes).unwrap();
        assert_eq!(request.uri().query(), Some("b=c"));
        assert_eq!(request_to_bytes(&request), bytes);
        let bytes = b"404\ncontent-type: text/plain\n\nno\n";
        assert_eq!(answer_to_bytes(&answer_of_bytes(bytes).unwrap()), bytes);
    }

    #[test]
    fn what_is_no_message_is_none() {
        for bytes in [&b""[..], b"POST", b"P\xffST /a", b"GET /a b", b" /"] {
            assert!(request_of_bytes(bytes).is_none(), "{}", String::from_utf8_lossy(bytes));
        }
        assert!(answer_of_bytes(b"99\n\n").is_none());
    }
}
