//! What tells a success from failures, and failures from each other.

use std::collections::BTreeMap;

use wirewright_capabilities::outcomes::client::{Client, ErrorKind};
use wirewright_capabilities::outcomes::operations::{
    Check, CheckFailure, CheckInput, Open, OpenFailure, OpenInput, OpenOutput, Ping, PingFailure, PingInput,
    Price, PriceFailure, PriceInput, PriceOutput, Refund, RefundFailure, RefundInput, RefundOutput,
};
use wirewright_capabilities::outcomes::samples::SAMPLES;
use wirewright_capabilities::outcomes::server::{Outcomes, Request, ServerError, router};
use wirewright_capabilities::outcomes::types::{
    Amount, Empty, Error, ErrorEnvelope, Line, Part, Ticket, Tow,
};
use wirewright_runtime::message::MediaTypeName;
use wirewright_runtime::testing::round_trip;
use wirewright_tests::{Recorder, Served, any_value_survives};

struct Town;

fn refused(code: &str) -> ErrorEnvelope {
    ErrorEnvelope { error: Error { code: code.to_owned(), lines: vec!["a".to_owned()] } }
}

fn ticket(kind: &str) -> Ticket {
    Ticket { lines: vec![Line { kind: "paid".to_owned() }, Line { kind: kind.to_owned() }] }
}

fn tow(state: &str) -> Tow {
    Tow { state: state.to_owned(), place: "yard".to_owned() }
}

impl Outcomes for Town {
    async fn open(&self, request: Request<OpenInput>) -> Result<OpenOutput, ServerError<OpenFailure>> {
        if request.plate == "taken" { Err(OpenFailure::Taken.into()) } else { Ok(OpenOutput { session: 7 }) }
    }

    async fn price(&self, request: Request<PriceInput>) -> Result<PriceOutput, ServerError<PriceFailure>> {
        match request.zone.as_str() {
            "unknown" => Err(PriceFailure::Unknown(Empty { note: Some("no zone".to_owned()) }).into()),
            "a" => Ok(PriceOutput { data: Amount { cents: 150 } }),
            code => Err(PriceFailure::Refused(refused(code)).into()),
        }
    }

    async fn check(&self, request: Request<CheckInput>) -> Result<Ticket, ServerError<CheckFailure>> {
        match request.plate.as_str() {
            "late" => Err(CheckFailure::Expired(ticket("late")).into()),
            // It says itself that it is a failure that holds what a success does.
            "told" => Ok(ticket("expired")),
            "towed" => Err(CheckFailure::Towed(tow("towed")).into()),
            "wrong" => Err(CheckFailure::Towed(tow("parked")).into()),
            _ => Ok(ticket("paid")),
        }
    }

    async fn ping(&self, request: Request<PingInput>) -> Result<String, ServerError<PingFailure>> {
        match request.headers().get("x-say").map_or(b"yes".as_slice(), |own| own.as_bytes()) {
            b"silence" => Err(PingFailure::Silent.into()),
            b"failure" => Err(PingFailure::Failed("ERR: no coins".to_owned()).into()),
            b"wrong" => Err(PingFailure::Failed("no coins".to_owned()).into()),
            text => Ok(String::from_utf8_lossy(text).into_owned()),
        }
    }

    async fn refund(
        &self,
        request: Request<RefundInput>,
    ) -> Result<RefundOutput, ServerError<RefundFailure>> {
        match request.session {
            1 => Err(RefundFailure::Late(tow("late")).into()),
            2 => Err(RefundFailure::Denied.into()),
            3 => Err(RefundFailure::Partly(Part { state: "partly".to_owned(), left: 4 }).into()),
            4 => Ok(RefundOutput { cents: 5, state: "partly".to_owned() }),
            5 => Err(ServerError::client("no such session")),
            _ => Ok(RefundOutput { cents: 5, state: "all".to_owned() }),
        }
    }
}

fn client(url: String) -> Client {
    Client::builder(url).build().expect("the address is good")
}

fn answer(status: &str, content_type: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n{body}")
}

#[tokio::test]
async fn a_success_has_the_status_that_the_page_gives_it() {
    let served = Served::new(router(Town)).await;
    let answered =
        served.send("POST /sessions HTTP/1.1\nContent-Type: application/json", br#"{"plate":"x"}"#).await;
    assert_eq!((answered.status(), answered.text().as_str()), (201, r#"{"session":7}"#));
    let taken = br#"{"plate":"taken"}"#;
    let answered = served.send("POST /sessions HTTP/1.1\nContent-Type: application/json", taken).await;
    assert_eq!(
        (answered.status(), answered.header("Content-Type"), answered.text().as_str()),
        (409, None, "")
    );
    let client = client(served.url());
    assert_eq!(client.open("x").send().await.expect("it is served").session, 7);
    let error = client.open("taken").send().await.expect_err("it is taken");
    assert_eq!(error.failure(), Some(&OpenFailure::Taken));
}

#[tokio::test]
async fn another_status_than_that_of_a_success_is_undocumented() {
    for status in ["200 OK", "202 Accepted", "500 Oh"] {
        let recorder = Recorder::answering(answer(status, "application/json", r#"{"session":7}"#)).await;
        let client = client(recorder.url());
        let error = client.open("x").send().await.expect_err("the page says 201");
        assert!(matches!(error.kind(), ErrorKind::UndocumentedStatus), "{error}");
    }
}

const PRICES: [MediaTypeName<Price>; 3] =
    [Price::APPLICATION_JSON, Price::APPLICATION_XML, Price::APPLICATION_X_WWW_FORM_URLENCODED];

#[tokio::test]
async fn what_is_there_tells_a_result_from_an_error() {
    let served = Served::new(router(Town)).await;
    let client = client(served.url());
    for accept in PRICES {
        let data = client.price("a").accept(accept).send().await.expect("it is served");
        assert_eq!(data.data.cents, 150);
        let error = client.price("busy").accept(accept).send().await.expect_err("it is refused");
        assert_eq!(error.failure(), Some(&PriceFailure::Refused(refused("busy"))));
        assert_eq!(error.advised_retries(), 2);
        let error = client.price("closed").accept(accept).send().await.expect_err("it is refused");
        assert_eq!((error.is_retryable(), error.answer().map(|own| own.status.as_u16())), (false, Some(200)));
        let error = client.price("unknown").accept(accept).send().await.expect_err("there is no zone");
        let note = Some("no zone".to_owned());
        assert_eq!(error.failure(), Some(&PriceFailure::Unknown(Empty { note })));
    }
    let head = "POST /price HTTP/1.1\nContent-Type: application/json\nAccept: application/xml";
    let answered = served.send(head, br#"{"zone":"busy"}"#).await;
    let body = r#"<ErrorEnvelope xmlns="urn:meters"><error><code>busy</code><lines><string>a</string></lines></error></ErrorEnvelope>"#;
    assert_eq!((answered.status(), answered.text().as_str()), (200, body));
}

#[tokio::test]
async fn what_says_neither_is_undocumented() {
    for (status, body) in [("201 Created", r#"{"note":"x"}"#), ("404 No", "<html>"), ("200 OK", "[")] {
        let recorder = Recorder::answering(answer(status, "application/json", body)).await;
        let error = client(recorder.url()).price("a").send().await.map(drop).expect_err("nothing tells it");
        assert!(matches!(error.kind(), ErrorKind::UndocumentedStatus), "{error}");
    }
    let recorder = Recorder::answering(answer("200 OK", "application/json", r#"{"error":{"code":1}}"#)).await;
    let error = client(recorder.url()).price("a").send().await.map(drop).expect_err("it is broken");
    // It says that it is a failure, and is not what the page says of it.
    assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
}

#[tokio::test]
async fn members_of_xml_tell_failures() {
    let served = Served::new(router(Town)).await;
    let client = client(served.url());
    assert_eq!(*client.check("x").send().await.expect("it is served"), ticket("paid"));
    let error = client.check("late").send().await.expect_err("it is late");
    assert_eq!(error.failure(), Some(&CheckFailure::Expired(ticket("late"))));
    let error = client.check("told").send().await.expect_err("it says so itself");
    assert_eq!(error.failure(), Some(&CheckFailure::Expired(ticket("expired"))));
    let error = client.check("towed").send().await.expect_err("it is gone");
    assert_eq!(error.failure(), Some(&CheckFailure::Towed(tow("towed"))));
    // The server keeps a failure to itself that nobody would take for one.
    let error = client.check("wrong").send().await.expect_err("it is not written");
    assert!(matches!(error.kind(), ErrorKind::UndocumentedStatus), "{error}");
    assert_eq!(error.answer().map(|own| own.status.as_u16()), Some(500));
}

#[tokio::test]
async fn the_body_of_a_text_tells_an_outcome() {
    let served = Served::new(router(Town)).await;
    let say = |word: &str| format!("GET /ping HTTP/1.1\nX-Say: {word}");
    let told = |answered: wirewright_tests::Answered| (answered.status(), answered.text());
    assert_eq!(told(served.send(&say("yes"), b"").await), (200, "yes".to_owned()));
    assert_eq!(told(served.send(&say("failure"), b"").await), (200, "ERR: no coins".to_owned()));
    assert_eq!(told(served.send(&say("silence"), b"").await), (200, String::new()));
    // A success that is none, one that is the failure, and a failure that is none.
    for word in ["no", "ERR: x", "wrong"] {
        assert_eq!(served.send(&say(word), b"").await.status(), 500, "{word}");
    }
    let mut outcomes = BTreeMap::new();
    for body in ["OK", "yes\r\n", "ERR: x", "", "no", "ERR"] {
        let recorder = Recorder::answering(answer("200 OK", "text/plain", body)).await;
        let result = client(recorder.url()).ping().send().await;
        let outcome = match result.map_err(|error| error.into_kind()) {
            Ok(text) => format!("success {:?}", text.into_inner()),
            Err(ErrorKind::Failure(failure)) => format!("{failure:?}"),
            Err(other) => other.word().to_owned(),
        };
        outcomes.insert(body, outcome);
    }
    let expected = BTreeMap::from([
        ("OK", "success \"OK\""),
        ("yes\r\n", "success \"yes\\r\\n\""),
        ("ERR: x", "Failed(\"ERR: x\")"),
        ("", "Silent"),
        ("no", "undocumented status"),
        ("ERR", "undocumented status"),
    ]);
    assert_eq!(outcomes, expected.into_iter().map(|(body, told)| (body, told.to_owned())).collect());
}

#[tokio::test]
async fn codes_of_faults_and_members_tell_failures_in_soap() {
    let served = Served::new(router(Town)).await;
    let client = client(served.url());
    assert_eq!(client.refund(9).send().await.expect("it is served").cents, 5);
    let fail = async |session| client.refund(session).send().await.expect_err("it fails").into_kind();
    for (session, expected) in [
        (1, RefundFailure::Late(tow("late"))),
        (2, RefundFailure::Denied),
        (3, RefundFailure::Partly(Part { state: "partly".to_owned(), left: 4 })),
    ] {
        assert!(matches!(fail(session).await, ErrorKind::Failure(own) if own == expected), "{session}");
    }
    // What would be taken for a failure that holds something else is kept back.
    assert!(matches!(fail(4).await, ErrorKind::Fault(fault) if fault.reason.contains("`Partly`")));
    assert!(matches!(fail(5).await, ErrorKind::Fault(fault) if fault.reason == "no such session"));

    let envelope = |body: &str| {
        format!(
            r#"<e:Envelope xmlns:e="http://www.w3.org/2003/05/soap-envelope"><e:Body>{body}</e:Body></e:Envelope>"#
        )
    };
    let head = "POST /meters.asmx HTTP/1.1\nContent-Type: application/soap+xml";
    let request = envelope(r#"<Refund xmlns="urn:meters"><session>1</session></Refund>"#);
    let answered = served.send(head, request.as_bytes()).await;
    assert_eq!(answered.status(), 400);
    let expected = concat!(
        r#"<soap12:Body><soap12:Fault><soap12:Code><soap12:Value>soap12:Sender</soap12:Value>"#,
        r#"<soap12:Subcode><soap12:Value>Late</soap12:Value></soap12:Subcode></soap12:Code>"#,
        r#"<soap12:Reason><soap12:Text xml:lang="en">Late</soap12:Text></soap12:Reason>"#,
        r#"<soap12:Detail><Tow state="late" xmlns="urn:meters">yard</Tow></soap12:Detail></soap12:Fault></soap12:Body>"#,
    );
    assert!(answered.text().contains(expected), "{}", answered.text());

    let fault = |code: &str, detail: &str| {
        let code = format!("<faultcode>{code}</faultcode><faultstring>x</faultstring>{detail}");
        envelope(&format!("<e:Fault>{code}</e:Fault>"))
    };
    let detail = r#"<detail><Tow xmlns="urn:meters" state="s">p</Tow></detail>"#;
    for (body, expected) in [
        (fault("q:401", detail), "failure"),
        (fault("Client.Late", detail), "failure"),
        (fault("Client.Late", ""), "fault"),
        (fault("Client", detail), "fault"),
        (fault("Denied", ""), "failure"),
    ] {
        let recorder = Recorder::answering(answer("500 Oh", "application/soap+xml", &body)).await;
        let client = self::client(recorder.url());
        let error = client.refund(1).send().await.expect_err("it fails");
        assert_eq!(error.kind().word(), expected, "{body}");
        // What a page documents does not say why.
        assert_eq!(error.fault().map(|own| own.reason.as_str()), Some("x"), "{body}");
        assert!(error.to_string().ends_with(": `x` (status 500)"), "{error}");
    }
}

#[test]
fn samples_are_read_and_written() {
    for sample in SAMPLES {
        match sample.operation {
            "Open" => round_trip(Open, sample),
            "Price" => round_trip(Price, sample),
            "Check" => round_trip(Check, sample),
            "Ping" => round_trip(Ping, sample),
            _ => round_trip(Refund, sample),
        }
    }
}

#[test]
fn any_value_comes_back_or_is_refused() {
    any_value_survives(Open, 400, 200);
    any_value_survives(Price, 400, 200);
    any_value_survives(Check, 400, 200);
    any_value_survives(Ping, 400, 200);
    any_value_survives(Refund, 400, 200);
}
