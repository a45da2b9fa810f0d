//! Values that stand for absence.

use wirewright_capabilities::sentinels::client::Client;
use wirewright_capabilities::sentinels::operations::{Report, ReportInput};
use wirewright_capabilities::sentinels::server::{NoFailure, Request, Sentinels, ServerError, router};
use wirewright_capabilities::sentinels::types::{Reading, Sky};
use wirewright_runtime::Nullable;
use wirewright_runtime::testing::{input_survives, output_survives};
use wirewright_tests::{Recorder, Served, try_bytes};

struct Hut;

impl Sentinels for Hut {
    async fn report(&self, request: Request<ReportInput>) -> Result<Reading, ServerError<NoFailure>> {
        Ok(request.into_input().body)
    }
}

fn full() -> Reading {
    Reading {
        wind: Some(0),
        snow: Some("1.50".parse().expect("a decimal")),
        sky: Some(Sky::Clouds),
        note: Some("föhn".to_owned()),
        seen: Some("2024-02-29".parse().expect("a day")),
        sunset: Some("17:30:00".parse().expect("a time")),
        rain: Nullable::Value(0.5),
    }
}

const NOTHING: &str =
    r#"{"wind":-1,"snow":"-1","sky":"unknown","note":"","seen":"0001-01-01","sunset":"n/a"}"#;

const FULL: &str = concat!(
    r#"{"wind":0,"snow":"1.50","sky":"clouds","note":"föhn","seen":"2024-02-29","sunset":"17:30:00","#,
    r#""rain":0.5}"#
);

const NOTHING_IN_XML: &str = concat!(
    "<Reading><wind>-1</wind><snow>-1</snow><sky>unknown</sky><note /><seen>0001-01-01</seen>",
    "<sunset>n/a</sunset></Reading>"
);

const FULL_IN_XML: &str = concat!(
    "<Reading><wind>0</wind><snow>1.50</snow><sky>clouds</sky><note>föhn</note><seen>2024-02-29</seen>",
    "<sunset>17:30</sunset><rain>0.5</rain></Reading>"
);

const NOTHING_IN_FORM: &str = "wind=-1&snow=-1&sky=unknown&note=&seen=0001-01-01&sunset=n%2Fa";

#[tokio::test]
async fn a_client_writes_what_stands_for_absence() {
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{NOTHING}", NOTHING.len());
    for (media, body) in [
        (Report::APPLICATION_JSON, NOTHING),
        (Report::APPLICATION_XML, NOTHING_IN_XML),
        (Report::APPLICATION_X_WWW_FORM_URLENCODED, NOTHING_IN_FORM),
    ] {
        let recorder = Recorder::answering(answer.as_str()).await;
        let client = Client::builder(recorder.url()).build().expect("the address is good");
        let answer = client.report(Reading::default()).format(media).send().await;
        let answer = answer.expect("the answer is good");
        assert_eq!(answer.deviations(), []);
        assert_eq!(answer.into_inner(), Reading::default());
        let request = recorder.request().await;
        assert_eq!(request.request_line, "POST /reports?since=0 HTTP/1.1");
        assert_eq!(request.header("X-Hut"), Some("none"));
        assert_eq!(request.text(), body);
    }
}

#[tokio::test]
async fn a_server_reads_it_and_answers_with_it() {
    let served = Served::new(router(Hut)).await;
    for (json, xml) in [(NOTHING, NOTHING_IN_XML), (FULL, FULL_IN_XML)] {
        let types = [("application/json", json), ("application/xml", xml)];
        for (content_type, body) in types {
            for (accept, answer) in types {
                let head = format!(
                    "POST /reports?since=5 HTTP/1.1\r\nContent-Type: {content_type}\r\nAccept: {accept}"
                );
                let answered = served.send(&head, body.as_bytes()).await;
                assert_eq!((answered.status(), answered.text().as_str()), (200, answer));
            }
        }
    }
    let client = Client::builder(served.url()).build().expect("the address is good");
    for media in
        [Report::APPLICATION_JSON, Report::APPLICATION_XML, Report::APPLICATION_X_WWW_FORM_URLENCODED]
    {
        let answer = client.report(full()).format(media).send().await.expect("it is served");
        assert_eq!(answer.into_inner(), full());
    }
}

#[tokio::test]
async fn a_required_member_is_still_needed_on_the_wire() {
    let served = Served::new(router(Hut)).await;
    let head = "POST /reports?since=5 HTTP/1.1\r\nContent-Type: application/json";
    let answered = served.send(head, NOTHING.replace("\"wind\":-1,", "").as_bytes()).await;
    assert_eq!(answered.status(), 400);
    assert!(answered.text().contains("`wind` is missing"), "{}", answered.text());
    let without_snow = NOTHING.replace(r#""snow":"-1","#, "");
    let answered = served.send(head, without_snow.as_bytes()).await;
    assert_eq!((answered.status(), answered.text().as_str()), (200, NOTHING));
    let head = "POST /reports HTTP/1.1\r\nContent-Type: application/json";
    assert_eq!(served.send(head, NOTHING.as_bytes()).await.status(), 400);
}

#[tokio::test]
async fn a_value_that_would_be_read_as_absent_is_not_sent() {
    let client = Client::builder("http://127.0.0.1:9").build().expect("the address is good");
    for (reading, path) in [
        (Reading { wind: Some(-1), ..full() }, "`-1` says that there is no value"),
        (Reading { note: Some(String::new()), ..full() }, "`` says that there is no value"),
    ] {
        for media in [Report::APPLICATION_JSON, Report::APPLICATION_XML] {
            let error =
                client.report(reading.clone()).format(media).send().await.expect_err("it would be lost");
            assert!(error.to_string().contains(path), "{error}");
        }
    }
}

#[test]
fn made_up_values_survive() {
    try_bytes(300, 300, |bytes| {
        input_survives(Report, None, bytes);
        output_survives(Report, bytes);
    });
}
