//! Lists in one text: joined by a separator, or a record on each line.

use wirewright_capabilities::tides::client::{Client, ErrorKind};
use wirewright_capabilities::tides::operations::{
    Levels, LevelsFailure, LevelsInput, Log, LogInput, Report, ReportInput, Subscribe, SubscribeInput,
    SubscribeOutput,
};
use wirewright_capabilities::tides::samples::SAMPLES;
use wirewright_capabilities::tides::server::{NoFailure, Request, ServerError, Tides, router};
use wirewright_capabilities::tides::types::{
    TideEntry, TideEvent, TideLevel, TideMark, TideNote, TideRefusal, TideRow, TideSpan,
};
use wirewright_runtime::message::BindingName;
use wirewright_runtime::scalar::Nullable;
use wirewright_runtime::testing::round_trip;
use wirewright_tests::{Recorder, Served, any_value_survives};

/// A harbour that has two gauges.
struct Harbour;

impl Tides for Harbour {
    async fn subscribe(
        &self,
        request: Request<SubscribeInput>,
    ) -> Result<SubscribeOutput, ServerError<NoFailure>> {
        let row = TideRow { days: request.days.clone(), values: Vec::new() };
        Ok(SubscribeOutput { row, gauges: Nullable::Value(request.gauges.clone()) })
    }

    async fn levels(
        &self,
        request: Request<LevelsInput>,
    ) -> Result<Vec<TideLevel>, ServerError<LevelsFailure>> {
        let known = levels();
        if request.gauges.contains(&0) {
            return Err(LevelsFailure::Refused(TideRefusal { code: 4, reason: "no gauge".to_owned() }).into());
        }
        Ok(known.into_iter().filter(|own| request.gauges.contains(&own.gauge)).collect())
    }

    async fn log(&self, _: Request<LogInput>) -> Result<Vec<TideEntry>, ServerError<NoFailure>> {
        Ok(entries())
    }

    async fn report(&self, request: Request<ReportInput>) -> Result<Vec<TideEvent>, ServerError<NoFailure>> {
        let told = |own: &TideLevel| TideEvent { gauge: own.gauge, kept: own.marks.is_some(), why: None };
        Ok(request.body.iter().map(told).collect())
    }
}

fn levels() -> Vec<TideLevel> {
    let level = |gauge, level: &str, marks| TideLevel {
        gauge,
        at: "2024-01-31T06:00:00Z".parse().expect("it is a date"),
        level: level.parse().expect("it is a number"),
        marks,
    };
    let marks = vec![TideMark::High, TideMark::Other("spring".to_owned())];
    vec![level(7, "1.25", Some(marks)), level(12, "-0.30", None)]
}

fn entries() -> Vec<TideEntry> {
    let note = TideNote { text: "wind from the west".to_owned() };
    vec![levels().remove(0).into(), note.into(), levels().remove(1).into()]
}

const LINES: &str = "#7 2024-01-31T06:00:00Z 1.25 (high,spring)\n#12 2024-01-31T06:00:00Z -0.30";

fn span(from: &str, to: &str) -> TideSpan {
    TideSpan { from: from.parse().expect("it is a time"), to: to.parse().expect("it is a time") }
}

fn subscription() -> SubscribeInput {
    SubscribeInput {
        gauges: vec![7, 12],
        days: vec!["2024-01-31".parse().expect("it is a day"), "2024-02-01".parse().expect("it is a day")],
        marks: Some(vec![TideMark::High, TideMark::Low]),
        span: span("06:00:00", "09:00:00"),
        spans: Some(vec![span("01:00:00", "02:00:00"), span("03:00:00", "04:00:00")]),
        more: vec![span("05:00:00", "06:00:00")],
        names: vec!["a".to_owned(), "b".to_owned()],
    }
}

fn client(url: String) -> Client {
    Client::builder(url).build().expect("the address is good")
}

/// What is sent by a binding.
async fn sent(binding: BindingName<Subscribe>, input: SubscribeInput) -> String {
    let recorder = Recorder::answering("HTTP/1.1 204 No Content\r\n\r\n").await;
    let client = client(recorder.url());
    let call = wirewright_capabilities::tides::client::calls::SubscribeCall::new(&client, input);
    // The answer is none of the page's.
    assert!(call.binding(binding).send().await.is_err());
    recorder.request().await.text().to_owned()
}

#[tokio::test]
async fn a_list_is_one_text_in_every_encoding() {
    assert_eq!(
        sent(Subscribe::JSON, subscription()).await,
        r#"{"gauges":"7,12","days":"20240131 20240201","marks":"high|low","span":"06:00:00-09:00:00","spans":"01:00:00-02:00:00; 03:00:00-04:00:00","more":["05:00:00-06:00:00"],"names":["a","b"]}"#
    );
    let members = "<gauges>7,12</gauges><days>20240131 20240201</days><marks>high|low</marks>\
                   <span>06:00:00-09:00:00</span><spans>01:00:00-02:00:00; 03:00:00-04:00:00</spans>\
                   <more><Span>05:00:00-06:00:00</Span></more><names>a b</names>";
    assert_eq!(
        sent(Subscribe::XML, subscription()).await,
        format!("<Subscribe xmlns=\"urn:tides\">{members}</Subscribe>")
    );
    assert!(sent(Subscribe::SOAP, subscription()).await.contains(members));
    assert_eq!(
        sent(Subscribe::FORM, subscription()).await,
        "gauges=7%2C12&days=20240131+20240201&marks=high%7Clow&span=06%3A00%3A00-09%3A00%3A00\
         &spans=01%3A00%3A00-02%3A00%3A00%3B+03%3A00%3A00-04%3A00%3A00&more=05%3A00%3A00-06%3A00%3A00\
         &names=a&names=b"
    );
    let empty = SubscribeInput { gauges: Vec::new(), marks: Some(Vec::new()), ..subscription() };
    assert!(
        sent(Subscribe::JSON, empty)
            .await
            .starts_with(r#"{"gauges":"","days":"20240131 20240201","marks":"","#)
    );
}

#[tokio::test]
async fn both_ends_talk_by_every_binding() {
    let served = Served::new(router(Harbour)).await;
    let client = client(served.url());
    for binding in [Subscribe::JSON, Subscribe::XML, Subscribe::FORM, Subscribe::SOAP] {
        for gauges in [vec![7, 12], vec![7], Vec::new()] {
            let input = SubscribeInput { gauges: gauges.clone(), ..subscription() };
            let call = wirewright_capabilities::tides::client::calls::SubscribeCall::new(&client, input);
            let found = call.binding(binding).send().await.expect("it is served").into_inner();
            let days = subscription().days;
            let row = TideRow { days, values: Vec::new() };
            assert_eq!(found, SubscribeOutput { row, gauges: Nullable::Value(gauges) });
        }
    }
}

#[tokio::test]
async fn a_path_a_query_and_a_header_hold_lists() {
    let recorder =
        Recorder::answering("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: 0\r\n\r\n").await;
    let client = client(recorder.url());
    let call = client.levels([7, 12]).days(subscription().days).x_marks(vec![TideMark::High, TideMark::Low]);
    // A text with nothing in it has no lines.
    assert_eq!(*call.send().await.expect("the answer is good"), []);
    let request = recorder.request().await;
    assert_eq!(request.request_line, "GET /levels/7%3B12?days=2024-01-31%2B2024-02-01 HTTP/1.1");
    assert_eq!(request.header("X-Marks"), Some("high low"));
}

#[tokio::test]
async fn each_line_is_a_record() {
    let served = Served::new(router(Harbour)).await;
    for (path, body) in [("7;12", LINES), ("12%3B7", LINES), ("5", ""), ("0", "ERR 4: no gauge")] {
        let answered = served.send(&format!("GET /levels/{path} HTTP/1.1"), b"").await;
        assert_eq!((answered.status(), answered.text().as_str()), (200, body), "{path}");
    }
    let client = client(served.url());
    assert_eq!(*client.levels([7, 12]).send().await.expect("it is served"), levels());
    let error = client.levels([0]).send().await.expect_err("it is refused");
    let refusal = TideRefusal { code: 4, reason: "no gauge".to_owned() };
    assert_eq!(error.failure(), Some(&LevelsFailure::Refused(refusal)));
    // Whatever ends a line, and whether the last one ends.
    let head = "POST /levels HTTP/1.1\nContent-Type: text/plain";
    for body in [LINES.to_owned(), format!("{LINES}\n"), LINES.replace('\n', "\r\n") + "\r\n"] {
        let answered = served.send(head, body.as_bytes()).await;
        assert_eq!(answered.text(), "{\"gauge\":7,\"kept\":true}\n{\"gauge\":12,\"kept\":false}", "{body:?}");
        assert_eq!(answered.header("Content-Type"), Some("application/x-ndjson"));
    }
    for body in ["#7", &format!("{LINES}\n\n"), "#7 2024-01-31T06:00:00Z x\n", "\n\n"] {
        assert_eq!(served.send(head, body.as_bytes()).await.status(), 400, "{body:?}");
    }
    let answered = served.send(head, format!("{LINES}\n#7 2024-01-31T06:00:00Z x").as_bytes()).await;
    assert!(answered.text().contains("[2].level"), "{}", answered.text());
}

#[tokio::test]
async fn a_line_says_of_which_kind_it_is() {
    let served = Served::new(router(Harbour)).await;
    let answered = served.send("GET /log/2024-01-31 HTTP/1.1\nAccept: text/plain", b"").await;
    assert_eq!(answered.text(), LINES.replace('\n', "\n! wind from the west\n"));
    let answered = served.send("GET /log/2024-01-31 HTTP/1.1\nAccept: application/json", b"").await;
    assert_eq!(answered.text(), format!("\"{}\"", LINES.replace('\n', "\\n! wind from the west\\n")));
    let found = client(served.url()).log("2024-01-31".parse().expect("it is a day")).send().await;
    assert_eq!(*found.expect("it is served"), entries());
    // What begins as none of them is kept, and what begins as one has to go on as it.
    for (line, kept) in [("? 7", true), ("", true), ("#7", false)] {
        let body = format!("! a\n{line}\n! b");
        let length = body.len();
        let head = format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {length}\r\n\r\n");
        let recorder = Recorder::answering(head + &body).await;
        let found = client(recorder.url()).log("2024-01-31".parse().expect("it is a day")).send().await;
        match found {
            Ok(answer) => {
                assert!(kept && matches!(answer[1], TideEntry::Other(_)), "{line}: {answer:?}");
                assert_eq!(answer.deviations().len(), 1);
            }
            Err(error) => assert!(!kept && error.to_string().contains("[1]"), "{line}: {error}"),
        }
    }
}

#[tokio::test]
async fn items_that_would_be_read_as_others_are_not_sent() {
    let client = client("http://127.0.0.1:1".to_owned());
    let names = |names: &[&str]| names.iter().map(|own| (*own).to_owned()).collect::<Vec<String>>();
    for (marks, listed) in [("a|b", names(&["a"])), ("a", names(&["a b"])), ("a", names(&[""]))] {
        let input = SubscribeInput {
            marks: Some(vec![TideMark::Other(marks.to_owned())]),
            names: listed,
            ..subscription()
        };
        let call = wirewright_capabilities::tides::client::calls::SubscribeCall::new(&client, input.clone());
        let error = call.binding(Subscribe::XML).send().await.expect_err("it is refused");
        assert!(matches!(error.kind(), ErrorKind::Input(_)), "{input:?}: {error}");
    }
    let long = TideLevel { marks: Some(vec![TideMark::Other("a\nb".to_owned())]), ..levels().remove(0) };
    let error = client.report([long]).send().await.expect_err("it is refused");
    assert!(matches!(error.kind(), ErrorKind::Input(_)), "{error}");
}

#[test]
fn samples_are_read_and_written() {
    for sample in SAMPLES {
        match sample.operation {
            "Subscribe" => round_trip(Subscribe, sample),
            "Levels" => round_trip(Levels, sample),
            "Log" => round_trip(Log, sample),
            _ => round_trip(Report, sample),
        }
    }
}

#[test]
fn any_value_comes_back_or_is_refused() {
    any_value_survives(Subscribe, 2000, 300);
    any_value_survives(Levels, 2000, 200);
    any_value_survives(Report, 2000, 200);
    any_value_survives(Log, 2000, 200);
}
