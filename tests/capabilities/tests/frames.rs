//! Frames that are named after the operation.

use wirewright_capabilities::frames::client::Client;
use wirewright_capabilities::frames::operations::{CountInput, SendInput, SendOutput};
use wirewright_capabilities::frames::server::{Frames, NoFailure, Request, ServerError, router};
use wirewright_tests::{Recorder, Served};

struct Depot;

impl Frames for Depot {
    async fn send(&self, request: Request<SendInput>) -> Result<SendOutput, ServerError<NoFailure>> {
        Ok(SendOutput { parcel: format!("p{}", request.weight) })
    }

    async fn count(&self, request: Request<CountInput>) -> Result<i64, ServerError<NoFailure>> {
        Ok(if request.town.is_some() { 1 } else { 9 })
    }
}

const HEAD: &str = "HTTP/1.1\nContent-Type: application/json";

#[tokio::test]
async fn a_client_fills_in_the_operation() {
    let body = r#"{"SendResponse":{"parcel":"p7"}}"#;
    let length = body.len();
    let answer = format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}"
    );
    let recorder = Recorder::answering(answer).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let sent = client.send(7).send().await.expect("the answer is good");
    assert_eq!((sent.parcel.as_str(), sent.deviations()), ("p7", &[][..]));
    assert_eq!(recorder.request().await.text(), r#"{"SendRequest":{"weight":7},"version":"Send/2"}"#);
}

#[tokio::test]
async fn a_server_reads_and_writes_the_filled_in_names() {
    let served = Served::new(router(Depot)).await;
    for (path, body, status, expected) in [
        (
            "/send",
            r#"{"SendRequest":{"weight":7},"version":"Send/2"}"#,
            200,
            r#"{"SendResponse":{"parcel":"p7"}}"#,
        ),
        ("/count", r#"{"CountRequest":{"town":"X"},"version":"Count/2"}"#, 200, r#"{"CountResponse":1}"#),
        ("/count", r#"{"version":"Count/2"}"#, 200, r#"{"CountResponse":9}"#),
        ("/send", r#"{"weight":7,"version":"Send/2"}"#, 400, "`SendRequest` is missing"),
        ("/send", r#"{"SendRequest":{},"version":"Send/2"}"#, 400, "`weight` is missing"),
        ("/send", r#"{"SendRequest":{"weight":7},"version":"Count/2"}"#, 400, "expected Send/2"),
    ] {
        let answered = served.send(&format!("POST {path} {HEAD}"), body.as_bytes()).await;
        assert_eq!(answered.status(), status, "{body}\n{}", answered.text());
        assert!(answered.text().contains(expected), "{body}\n{}", answered.text());
    }
}
