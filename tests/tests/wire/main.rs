//! The bytes on the socket: what the generated clients send, and what the
//! generated servers answer to bytes that no client of this project wrote.

mod cbss;
mod chargebee;
mod ebay_client_alerts;
mod sejour;
mod tt_cmd;

use wirewright_tests::Recorded;

/// An answer with a body of a media type.
fn canned(content_type: &str, body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

/// Fails unless the request has this line, a body in this media type, and says how long it is.
#[track_caller]
fn check(request: &Recorded, line: &str, content_type: &str, body: &str) {
    assert_eq!(request.request_line, line);
    assert_eq!(request.header("Content-Type"), Some(content_type));
    assert_eq!(request.text(), body);
    assert_eq!(request.header("Content-Length"), Some(body.len().to_string().as_str()));
}

/// Fails unless the request has this line and no body.
#[track_caller]
fn check_bare(request: &Recorded, line: &str) {
    assert_eq!(request.request_line, line);
    assert_eq!(request.header("Content-Type"), None);
    assert_eq!(request.text(), "");
}
