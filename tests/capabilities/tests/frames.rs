//! Frames that are named after the operation.

use wirewright_capabilities::frames::client::{Client, ErrorKind};
use wirewright_capabilities::frames::operations::{
    CountInput, SendInput, SendOutput, Track, TrackFailure, TrackInput, TrackOutput,
};
use wirewright_capabilities::frames::server::{Frames, NoFailure, Request, ServerError, router};
use wirewright_runtime::testing::{failures_survive, input_survives, output_survives};
use wirewright_tests::{Recorder, Served, try_bytes};

struct Depot;

impl Frames for Depot {
    async fn send(&self, request: Request<SendInput>) -> Result<SendOutput, ServerError<NoFailure>> {
        Ok(SendOutput { parcel: format!("p{}", request.weight) })
    }

    async fn count(&self, request: Request<CountInput>) -> Result<i64, ServerError<NoFailure>> {
        Ok(if request.town.is_some() { 1 } else { 9 })
    }

    async fn track(&self, request: Request<TrackInput>) -> Result<TrackOutput, ServerError<TrackFailure>> {
        match &*request.parcel {
            "p7" => Ok(TrackOutput { place: "here".to_owned() }),
            other => Err(TrackFailure::Refused(vec![format!("no parcel {other}")]).into()),
        }
    }
}

const HEAD: &str = "HTTP/1.1\nContent-Type: application/json";

fn answer(body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}")
}

#[tokio::test]
async fn a_client_fills_in_the_operation() {
    let recorder = Recorder::answering(answer(r#"{"SendResponse":{"parcel":"p7"}}"#)).await;
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

#[tokio::test]
async fn a_server_writes_what_stands_in_the_place_of_a_failure() {
    let served = Served::new(router(Depot)).await;
    for (parcel, expected) in [
        ("p7", r#"{"error":[],"result":{"place":"here"}}"#),
        ("p8", r#"{"error":["no parcel p8"],"result":null}"#),
    ] {
        let body = format!(r#"{{"TrackRequest":{{"parcel":"{parcel}"}},"version":"Track/2"}}"#);
        let answered = served.send(&format!("POST /track {HEAD}"), body.as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (200, expected));
    }
}

#[tokio::test]
async fn a_client_notices_something_else_in_the_place_of_a_failure() {
    for (body, expected) in [
        (r#"{"error": [ ],"result":{"place":"here"}}"#, vec![]),
        (r#"{"error":null,"result":{"place":"here"}}"#, vec!["`error` has the unknown value `null`"]),
        (r#"{"result":{"place":"here"}}"#, vec!["`error` is missing"]),
    ] {
        let recorder = Recorder::answering(answer(body)).await;
        let client = Client::builder(recorder.url()).build().expect("the address is good");
        let tracked = client.track("p7").send().await.expect("the answer is good");
        let noted: Vec<String> = tracked.deviations().iter().map(ToString::to_string).collect();
        assert_eq!(
            (tracked.place.as_str(), noted),
            ("here", expected.into_iter().map(str::to_owned).collect())
        );
    }
    let recorder = Recorder::answering(answer(r#"{"error":["gone"]}"#)).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let error = client.track("p7").send().await.expect_err("it is a failure");
    assert!(matches!(error.kind(), ErrorKind::Failure(TrackFailure::Refused(own)) if own == &["gone"]));
}

#[test]
fn made_up_values_survive() {
    try_bytes(200, 60, |bytes| {
        let journeys = input_survives(Track, None, bytes).into_iter().chain(output_survives(Track, bytes));
        for journey in journeys {
            assert!(journey.carried, "{journey:?}");
        }
        failures_survive(Track, bytes);
    });
}
