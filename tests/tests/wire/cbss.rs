//! cbss: signed JSON, XML and forms.

use cbss_client::Client;
use cbss_client::operations::CustomerLogout as Logout;
use cbss_client::types::RequestsCustomersLogout;
use cbss_server::{Credentials, Mock, Verification};
use wirewright_runtime::digest::{hex, sha256};
use wirewright_runtime::message::MediaTypeName;
use wirewright_runtime::{Any, Nullable};
use wirewright_tests::{Recorded, Recorder, Served, json_tokens, xml_tokens};

use super::{canned, check};

/// The page's request and answers.
const REQUEST: &str =
    r#"{"ClientCode":"sample string 1","DateTime":"2024-11-18T12:47:37.7145533+08:00","Content":null}"#;
const ANSWER: &str = r#"{
  "IsSuccessful": true,
  "Messages": [],
  "ClientCode": "sample string 2",
  "DateTime": "2024-11-18T12:47:37.7301759+08:00",
  "Content": {}
}"#;
const ANSWER_XML: &str = r#"<Logout xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code.Responses.Customers">
  <ClientCode xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code">sample string 2</ClientCode>
  <Content xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code" />
  <DateTime xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code">2024-11-18T12:47:37.7301759+08:00</DateTime>
  <IsSuccessful xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code.Responses">true</IsSuccessful>
</Logout>"#;

/// The request after the pattern of the XML answer.
const REQUEST_XML: &str = r#"<Logout xmlns:i="http://www.w3.org/2001/XMLSchema-instance" xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code.Requests.Customers"><ClientCode xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code">sample string 1</ClientCode><Content i:nil="true" xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code" /><DateTime xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code">2024-11-18T12:47:37.7145533+08:00</DateTime></Logout>"#;

const FORM: &str = "application/x-www-form-urlencoded";

fn credentials() -> Credentials {
    Credentials { client_key: "key".into(), login_salt: "salt".into() }
}

fn signature(body: &str) -> String {
    hex(&sha256(&[body.as_bytes(), b"key", b"salt"]))
}

fn input(content: Nullable<Any>) -> RequestsCustomersLogout {
    RequestsCustomersLogout {
        client_code: Some("sample string 1".to_owned()),
        date_time: Some("2024-11-18T12:47:37.7145533+08:00".parse().expect("a date")),
        content,
    }
}

async fn sent(format: MediaTypeName<Logout>, content: Nullable<Any>, language: Option<&str>) -> Recorded {
    let xml = format.as_str().ends_with("xml");
    let accept = if format.as_str() == FORM { "application/json" } else { format.as_str() };
    let recorder = Recorder::answering(canned(accept, if xml { ANSWER_XML } else { ANSWER })).await;
    let client = Client::builder(recorder.url()).credentials(credentials()).build();
    let client = client.expect("the address is good");
    let mut call = client.customer_logout(input(content)).format(format);
    if let Some(language) = language {
        call = call.language(language);
    }
    let answer = call.send().await.expect("the answer is the page's");
    assert_eq!(answer.client_code.as_deref(), Some("sample string 2"));
    let request = recorder.request().await;
    assert_eq!(request.header("Accept"), Some(accept));
    request
}

fn line(body: &str) -> String {
    format!("POST /api/Customer/Logout?Signature={} HTTP/1.1", signature(body))
}

#[tokio::test]
async fn a_json_request_is_the_pages_and_signed() {
    for format in [Logout::APPLICATION_JSON, Logout::TEXT_JSON, Logout::TEXT_HTML] {
        let request = sent(format, Nullable::Null, None).await;
        check(&request, &line(REQUEST), format.as_str(), REQUEST);
    }
}

#[tokio::test]
async fn the_signature_is_that_of_the_standard_digest() {
    // printf '%s' "$REQUEST"keysalt | sha256sum
    let request = sent(Logout::APPLICATION_JSON, Nullable::Null, Some("en_US")).await;
    let signed = "9db044693bb334152e9588417ee57f77eb1e497342adc43b5fef8536abfdd54c";
    assert_eq!(
        request.request_line,
        format!("POST /api/Customer/Logout?Signature={signed}&Language=en_US HTTP/1.1")
    );
}

#[tokio::test]
async fn a_language_is_escaped() {
    let request = sent(Logout::TEXT_JSON, Nullable::Null, Some("a b&é")).await;
    assert!(request.request_line.ends_with("&Language=a%20b%26%C3%A9 HTTP/1.1"), "{}", request.request_line);
}

#[tokio::test]
async fn an_xml_request_follows_the_pages_pattern_and_is_signed() {
    for format in [Logout::APPLICATION_XML, Logout::TEXT_XML] {
        let request = sent(format, Nullable::Null, None).await;
        check(&request, &line(REQUEST_XML), format.as_str(), REQUEST_XML);
    }
}

#[tokio::test]
async fn a_form_request_is_escaped_and_signed() {
    let body = "ClientCode=sample+string+1&DateTime=2024-11-18T12%3A47%3A37.7145533%2B08%3A00";
    let request = sent(Logout::APPLICATION_X_WWW_FORM_URLENCODED, Nullable::Null, None).await;
    check(&request, &line(body), FORM, body);

    let content = Any::json(&serde_json::json!({ "LoginID": "a=b" })).unwrap();
    let body = format!("{body}&Content.LoginID=a%3Db");
    let request = sent(Logout::APPLICATION_X_WWW_FORM_URLENCODED, Nullable::Value(content), None).await;
    check(&request, &line(&body), FORM, &body);
}

#[tokio::test]
async fn a_form_without_members_says_that_it_is_empty() {
    let recorder = Recorder::answering(canned("application/json", ANSWER)).await;
    let client = Client::builder(recorder.url()).credentials(credentials()).build().unwrap();
    let form = Logout::APPLICATION_X_WWW_FORM_URLENCODED;
    client.customer_logout(RequestsCustomersLogout::default()).format(form).send().await.unwrap();
    check(&recorder.request().await, &line(""), FORM, "");
}

async fn answered(head: &str, body: &str) -> wirewright_tests::Answered {
    let router = cbss_server::router(Mock, Verification::Required(credentials()));
    let served = Served::new(router).await;
    let target = format!("/api/Customer/Logout?Signature={}", signature(body));
    served.send(&format!("POST {target} HTTP/1.1\n{head}"), body.as_bytes()).await
}

#[tokio::test]
async fn the_server_answers_the_pages_json() {
    for media in ["application/json", "text/json", "text/html"] {
        for accept in ["", "\nAccept: */*"] {
            let answer = answered(&format!("Content-Type: {media}; charset=utf-8{accept}"), REQUEST).await;
            assert_eq!(answer.status_line, "HTTP/1.1 200 OK", "{}", answer.text());
            assert_eq!(answer.header("Content-Type"), Some(media));
            assert_eq!(answer.text(), json_tokens(ANSWER));
        }
    }
}

#[tokio::test]
async fn the_server_answers_the_pages_xml() {
    for media in ["application/xml", "text/xml"] {
        let answer = answered(&format!("Content-Type: {media}"), REQUEST_XML).await;
        assert_eq!(answer.status_line, "HTTP/1.1 200 OK", "{}", answer.text());
        assert_eq!(answer.header("Content-Type"), Some(media));
        assert_eq!(answer.text(), xml_tokens(ANSWER_XML));
    }
}

#[tokio::test]
async fn the_server_answers_a_form_in_the_form_that_is_asked_for() {
    for (accept, media, expected) in [
        ("", "application/json", json_tokens(ANSWER)),
        ("\nAccept: text/xml", "text/xml", xml_tokens(ANSWER_XML)),
        ("\nAccept: text/html, */*;q=0.1", "text/html", json_tokens(ANSWER)),
    ] {
        let answer =
            answered(&format!("Content-Type: {FORM}{accept}"), "Content[LoginID]=a&ClientCode=b").await;
        assert_eq!(answer.status_line, "HTTP/1.1 200 OK", "{}", answer.text());
        assert_eq!((answer.header("Content-Type"), answer.text()), (Some(media), expected));
    }
}
