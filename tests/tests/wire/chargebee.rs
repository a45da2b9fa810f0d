//! chargebee: an identifier in the path, headers, no body.

use chargebee_client::{Client, ErrorKind};
use chargebee_server::{Credentials, Mock, Verification};
use wirewright_tests::{Recorder, Served, Unvisited, json_tokens};

use super::{canned, check_bare};

/// The answers of the spec.
const ANSWER: &str = r#"{
  "portal_session": {
    "id": "portal_2xkW9fP3aQ",
    "token": "Yc8vRdX5hN",
    "access_url": "https://example.chargebee.com/portal/v2/authenticate?token=Yc8vRdX5hN",
    "status": "logged_out",
    "created_at": 1731905257,
    "customer_id": "customer_1",
    "logout_at": 1731905300
  }
}"#;
const MISSING: &str =
    r#"{"message":"portal_1 not found","type":"invalid_request","api_error_code":"resource_not_found"}"#;

#[tokio::test]
async fn a_request_has_its_identifier_in_the_path_and_no_body() {
    let recorder = Recorder::answering(canned("application/json;charset=utf-8", ANSWER)).await;
    let base = format!("{}/api/v2", recorder.url());
    let client = Client::builder(base).credentials(Credentials { api_key: "key".into() }).build().unwrap();
    let answer = client
        .portal_session_logout("a/b c?#%é")
        .chargebee_event_webhook("all-disabled")
        .chargebee_request_origin_user("u@x.test")
        .chargebee_request_origin_user_encoded("é@x.test")
        .send()
        .await
        .unwrap();
    assert_eq!(serde_json::to_string(&*answer).unwrap(), json_tokens(ANSWER));

    let request = recorder.request().await;
    check_bare(&request, "POST /api/v2/portal_sessions/a%2Fb%20c%3F%23%25%C3%A9/logout HTTP/1.1");
    assert_eq!(request.header("Content-Length"), Some("0"));
    for (name, value) in [
        ("Authorization", Some("Basic a2V5Og==")),
        ("Accept", Some("application/json")),
        ("chargebee-event-webhook", Some("all-disabled")),
        ("chargebee-request-origin-user", Some("u@x.test")),
        ("chargebee-request-origin-user-encoded", Some("w6lAeC50ZXN0")),
        ("chargebee-event-email", None),
        ("chargebee-event-actions", None),
        ("chargebee-request-origin-ip", None),
        ("chargebee-request-origin-device", None),
        ("chargebee-business-entity-id", None),
    ] {
        assert_eq!(request.header(name), value, "{name}");
    }
}

/// The plain and the encoded header of a user's address.
async fn user_headers(user: &str) -> [Option<String>; 2] {
    let recorder = Recorder::answering(canned("application/json", ANSWER)).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let call = client.portal_session_logout("p").chargebee_request_origin_user(user);
    call.send().await.expect("the answer is the spec's");
    let request = recorder.request().await;
    ["chargebee-request-origin-user", "chargebee-request-origin-user-encoded"]
        .map(|name| request.header(name).map(str::to_owned))
}

#[tokio::test]
async fn an_address_beyond_ascii_travels_in_the_encoded_header() {
    assert_eq!(user_headers("u@x.test").await, [Some("u@x.test".to_owned()), None]);
    assert_eq!(user_headers("é@x.test").await, [None, Some("w6lAeC50ZXN0".to_owned())]);
}

#[tokio::test]
async fn a_line_end_is_not_hidden_in_the_encoded_header() {
    let nobody = Unvisited::new();
    let client = Client::builder(nobody.url()).build().unwrap();
    for (user, encoded) in
        [("u@x.test\r\nX: y", None), ("é@x.test\n", None), ("é@x.test", Some("eva@x.test"))]
    {
        let mut call = client.portal_session_logout("p").chargebee_request_origin_user(user);
        if let Some(encoded) = encoded {
            // It has no room for another value.
            call = call.chargebee_request_origin_user_encoded(encoded);
        }
        let error = call.send().await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Input(_)), "{error}");
        assert!(error.to_string().contains("chargebee-request-origin-user"), "{error}");
    }
    nobody.assert_unvisited();
}

#[tokio::test]
async fn without_a_key_there_are_no_credentials() {
    let recorder = Recorder::answering(canned("application/json", ANSWER)).await;
    let client = Client::builder(recorder.url()).build().unwrap();
    client.portal_session_logout("p").send().await.unwrap();
    let request = recorder.request().await;
    check_bare(&request, "POST /portal_sessions/p/logout HTTP/1.1");
    assert_eq!(request.header("Authorization"), None);
}

#[tokio::test]
async fn a_failure_of_another_server_on_the_way_is_not_taken_for_the_services() {
    let body = "<html>Bad Gateway</html>";
    for status in ["502 Bad Gateway", "503 Service Unavailable", "404 Not Found"] {
        let length = body.len();
        let answer =
            format!("HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {length}\r\n\r\n{body}");
        let recorder = Recorder::answering(answer).await;
        let client = Client::builder(recorder.url()).build().unwrap();
        let error = client.portal_session_logout("p").send().await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::UndocumentedStatus), "{error}");
        assert_eq!(&error.answer().unwrap().body[..], body.as_bytes());
    }
}

#[tokio::test]
async fn the_server_answers_the_samples_of_the_spec() {
    let router =
        chargebee_server::router(Mock, Verification::Required(Credentials { api_key: "key".into() }));
    let served = Served::new(router).await;
    // As the provider's own clients send it.
    let head = "POST /portal_sessions/p/logout HTTP/1.1
        Authorization: Basic a2V5Og==
        Content-Type: application/x-www-form-urlencoded; charset=UTF-8";
    let answer = served.send(head, b"").await;
    assert_eq!(answer.status_line, "HTTP/1.1 200 OK");
    assert_eq!(answer.header("Content-Type"), Some("application/json"));
    assert_eq!(answer.text(), json_tokens(ANSWER));

    let answer = served.send(&format!("{head}\nPrefer: example=portal_session_logout_answer_2"), b"").await;
    assert_eq!(answer.status_line, "HTTP/1.1 404 Not Found");
    assert_eq!(answer.header("Content-Type"), Some("application/json"));
    assert_eq!(answer.text(), MISSING);
}
