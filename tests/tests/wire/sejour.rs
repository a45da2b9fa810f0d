//! sejour: SOAP of both versions, a query, a form.

use sejour_client::Client;
use sejour_client::operations::Logout;
use sejour_server::Mock;
use wirewright_runtime::message::BindingName;
use wirewright_tests::{Recorded, Recorder, Served, xml_tokens};

use super::{canned, check, check_bare};

const XML: &str = "text/xml; charset=utf-8";
const SOAP: &str = "application/soap+xml; charset=utf-8";
const FORM: &str = "application/x-www-form-urlencoded";
const EMPTY: &str = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";

const REQUEST_11: &str = r#"<?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body><Logout xmlns="http://www.sansejour.com/"><token>string</token></Logout></soap:Body></soap:Envelope>"#;
const REQUEST_12: &str = r#"<?xml version="1.0" encoding="utf-8"?><soap12:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap12="http://www.w3.org/2003/05/soap-envelope"><soap12:Body><Logout xmlns="http://www.sansejour.com/"><token>string</token></Logout></soap12:Body></soap12:Envelope>"#;

/// The page's answers, line by line as it prints them.
const ANSWER_11: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
<soap:Body>
<LogoutResponse xmlns="http://www.sansejour.com/" />
</soap:Body>
</soap:Envelope>"#;
const ANSWER_12: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<soap12:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap12="http://www.w3.org/2003/05/soap-envelope">
<soap12:Body>
<LogoutResponse xmlns="http://www.sansejour.com/" />
</soap12:Body>
</soap12:Envelope>"#;

/// What a client sends for a token, to a peer that answers so.
async fn sent(binding: BindingName<Logout>, token: &str, answer: String) -> Recorded {
    let recorder = Recorder::answering(answer).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    client.logout().token(token).binding(binding).send().await.expect("the answer is the page's");
    recorder.request().await
}

#[tokio::test]
async fn a_soap_11_request_is_the_pages() {
    let request = sent(Logout::SOAP11, "string", canned(XML, ANSWER_11)).await;
    check(&request, "POST /swsproxy/Authentication.asmx HTTP/1.1", XML, REQUEST_11);
    assert_eq!(request.header("SOAPAction"), Some("\"http://www.sansejour.com/Logout\""));
}

#[tokio::test]
async fn a_soap_12_request_is_the_pages() {
    let request = sent(Logout::SOAP12, "string", canned(SOAP, ANSWER_12)).await;
    let with_action = format!("{SOAP}; action=\"http://www.sansejour.com/Logout\"");
    check(&request, "POST /swsproxy/Authentication.asmx HTTP/1.1", &with_action, REQUEST_12);
    assert_eq!(request.header("SOAPAction"), None);
}

#[tokio::test]
async fn a_get_request_is_the_pages() {
    let request = sent(Logout::HTTP_GET, "string", EMPTY.to_owned()).await;
    check_bare(&request, "GET /swsproxy/Authentication.asmx/Logout?token=string HTTP/1.1");
    let request = sent(Logout::HTTP_GET, "a b&c=+%/é", EMPTY.to_owned()).await;
    let line = "GET /swsproxy/Authentication.asmx/Logout?token=a%20b%26c%3D%2B%25%2F%C3%A9 HTTP/1.1";
    check_bare(&request, line);
}

#[tokio::test]
async fn a_form_request_is_the_pages() {
    let line = "POST /swsproxy/Authentication.asmx/Logout HTTP/1.1";
    let request = sent(Logout::HTTP_POST, "string", EMPTY.to_owned()).await;
    check(&request, line, FORM, "token=string");
    let request = sent(Logout::HTTP_POST, "a b&c=+%/é", EMPTY.to_owned()).await;
    check(&request, line, FORM, "token=a+b%26c%3D%2B%25%2F%C3%A9");
}

#[tokio::test]
async fn an_answer_in_other_words_is_read() {
    // The prefix of real servers, the other version, no charset, a byte order mark.
    let other = ANSWER_12.replace("soap12:", "soap:").replace("xmlns:soap12", "xmlns:soap");
    sent(Logout::SOAP12, "t", canned("application/soap+xml", &other)).await;
    sent(Logout::SOAP11, "t", canned(SOAP, ANSWER_12)).await;
    sent(Logout::SOAP12, "t", canned("text/xml", &format!("\u{feff}{ANSWER_11}"))).await;
}

#[tokio::test]
async fn the_server_answers_the_pages_soap() {
    let served = Served::new(sejour_server::router(Mock)).await;
    for (media, action, request, answer) in [
        (XML, "\nSOAPAction: \"http://www.sansejour.com/Logout\"", REQUEST_11, ANSWER_11),
        (SOAP, "", REQUEST_12, ANSWER_12),
    ] {
        let head = format!("POST /swsproxy/Authentication.asmx HTTP/1.1\nContent-Type: {media}{action}");
        let answered = served.send(&head, request.as_bytes()).await;
        assert_eq!(answered.status_line, "HTTP/1.1 200 OK");
        assert_eq!(answered.header("Content-Type"), Some(media));
        assert_eq!(answered.header("Content-Length"), Some(answered.body.len().to_string().as_str()));
        assert_eq!(answered.text(), xml_tokens(answer));
    }
}

#[tokio::test]
async fn the_server_takes_what_other_clients_send() {
    let served = Served::new(sejour_server::router(Mock)).await;
    let path = "POST /swsproxy/Authentication.asmx HTTP/1.1";
    let action = "http://www.sansejour.com/Logout";
    for (media, request, answer) in [
        (format!("{SOAP}; action=\"{action}\""), REQUEST_12, ANSWER_12),
        (format!("{SOAP}; action=other\nSOAPAction: other"), REQUEST_12, ANSWER_12),
        (format!("{XML}\nSOAPAction: \"{action}\""), REQUEST_12, ANSWER_12),
        (format!("{XML}\nSOAPAction: {action}"), REQUEST_11, ANSWER_11),
        (XML.to_owned(), REQUEST_11, ANSWER_11),
        ("TEXT/XML;charset=\"UTF-8\"\nsoapaction: \"\"".to_owned(), REQUEST_11, ANSWER_11),
    ] {
        for bytes in [request.to_owned(), format!("\u{feff}{request}"), request.replace("><", ">\r\n  <")] {
            let head = format!("{path}\nContent-Type: {media}");
            let answered = served.send(&head, bytes.as_bytes()).await;
            assert_eq!(answered.status_line, "HTTP/1.1 200 OK", "{}", answered.text());
            assert_eq!(answered.text(), xml_tokens(answer));
        }
    }
}

#[tokio::test]
async fn the_server_answers_the_plain_bindings_with_nothing() {
    let served = Served::new(sejour_server::router(Mock)).await;
    let path = "/swsproxy/Authentication.asmx/Logout";
    let get = served.send(&format!("GET {path}?token=string HTTP/1.1"), b"").await;
    let head = format!("POST {path} HTTP/1.1\nContent-Type: {FORM}");
    let post = served.send(&head, b"token=string").await;
    for answered in [get, post] {
        assert_eq!(answered.status_line, "HTTP/1.1 200 OK");
        assert_eq!(answered.header("Content-Type"), None);
        assert_eq!(answered.header("Content-Length"), Some("0"));
        assert_eq!(answered.body, b"");
    }
}
