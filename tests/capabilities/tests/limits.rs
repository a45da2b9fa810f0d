//! How long, how many, how big, and what texts look like.

use wirewright_capabilities::limits::client::Client;
use wirewright_capabilities::limits::operations::{
    Check, CheckFailure, CheckInput, Count, CountInput, CountOutput,
};
use wirewright_capabilities::limits::server::{LimitsService, NoFailure, Request, ServerError, router};
use wirewright_capabilities::limits::types::{Guest, Seat, Ticket};
use wirewright_runtime::client::ErrorKind;
use wirewright_runtime::message::{Operation, RequestError};
use wirewright_runtime::testing::{failures_survive, input_survives, output_survives};
use wirewright_runtime::walk::{Limit, Span};
use wirewright_runtime::{Bytes, Deviation, Nullable};
use wirewright_tests::{Recorder, Served, try_bytes};

struct Opera;

impl LimitsService for Opera {
    async fn check(&self, request: Request<CheckInput>) -> Result<Ticket, ServerError<CheckFailure>> {
        let seats = request.into_input().body.seat.into_iter().collect();
        Ok(Ticket { code: "0042".to_owned(), seats })
    }

    async fn count(&self, _: Request<CountInput>) -> Result<CountOutput, ServerError<NoFailure>> {
        Ok(CountOutput { coats: 3 })
    }
}

fn guest() -> Guest {
    Guest {
        name: Some("Zoë Öst".to_owned()),
        coats: vec!["fur".to_owned(), "a b".to_owned()],
        tip: Nullable::Value("0.5".parse().expect("a decimal")),
        photo: Some(Bytes::from(b"abcd")),
        seat: Some(Seat { number: u16::MAX }),
        floors: Some(vec![0, 255]),
    }
}

/// What a client says instead of sending a guest; the same whatever the media type.
async fn refused(row: &str, hook: i32, guest: Guest) -> String {
    let client = Client::builder("http://127.0.0.1:9").build().expect("the address is good");
    let mut said = Vec::new();
    for media in [Check::APPLICATION_JSON, Check::APPLICATION_XML, Check::APPLICATION_X_WWW_FORM_URLENCODED] {
        let error = client.check(row, hook, guest.clone()).format(media).send().await;
        let error = error.expect_err("it is outside the limits");
        let ErrorKind::Input(RequestError::Encode(error)) = error.kind() else { unreachable!("{error}") };
        assert!(error.breach().is_some(), "{error}");
        said.push(error.to_string());
    }
    said.dedup();
    assert_eq!(said.len(), 1, "{said:?}");
    said.remove(0)
}

#[tokio::test]
async fn a_client_refuses_to_send_what_is_outside_the_limits() {
    let name = |name: &str| Guest { name: Some(name.to_owned()), ..guest() };
    let coats = |coats: &[&str]| Guest { coats: coats.iter().map(ToString::to_string).collect(), ..guest() };
    for (row, hook, guest, said) in [
        ("A", 1, name("Z"), "`name` has 1 characters, the page says 2 to 10"),
        ("A", 1, name("Zoë Östlund"), "`name` has 11 characters, the page says 2 to 10"),
        ("A", 1, coats(&[]), "`coats` has 0 items, the page says 1 to 3"),
        ("A", 1, coats(&["a", "b", "c", "d"]), "`coats` has 4 items, the page says 1 to 3"),
        ("A", 1, coats(&["a", "parkas"]), "`coats[1]` has 6 characters, the page says at most 5"),
        (
            "A",
            1,
            coats(&["a "]),
            r"`coats[0]` has 2 characters that are not what the page says, `\w+( \w+)*`",
        ),
        (
            "A",
            1,
            Guest { tip: Nullable::Value("0.49".parse().expect("a decimal")), ..guest() },
            "`tip` is 0.49, the page says at least 0.50",
        ),
        (
            "A",
            1,
            Guest { photo: Some(Bytes::from(b"abcde")), ..guest() },
            "`photo` has 5 bytes, the page says at most 4",
        ),
        (
            "A",
            1,
            Guest { floors: Some(vec![1, 2, 3]), ..guest() },
            "`floors` has 3 items, the page says at most 2",
        ),
        (
            "A",
            1,
            Guest { seat: Some(Seat { number: 0 }), ..guest() },
            "`seat.number` is 0, the page says at least 1",
        ),
        ("a", 1, guest(), "`row` has 1 characters that are not what the page says, `[A-Z]+`"),
        ("A\n", 1, guest(), "`row` has 2 characters that are not what the page says, `[A-Z]+`"),
        ("A", 101, guest(), "`hook` is 101, the page says 1 to 100"),
    ] {
        assert_eq!(refused(row, hook, guest).await, said);
    }
}

#[tokio::test]
async fn what_is_within_the_limits_travels_as_it_is() {
    let served = Served::new(router(Opera)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    for media in [Check::APPLICATION_JSON, Check::APPLICATION_XML] {
        let answer =
            client.check("AB", 100, guest()).x_guest("x".repeat(20)).format(media).accept(media).send();
        let answer = answer.await.expect("it is served");
        assert_eq!(answer.deviations(), []);
        assert_eq!(answer.into_inner().code, "0042");
    }
    let least = Guest {
        name: None,
        coats: vec!["a".to_owned()],
        tip: Nullable::Null,
        photo: None,
        seat: None,
        floors: None,
    };
    assert!(client.check("A", 1, least).send().await.is_ok());
    assert_eq!(client.count().send().await.expect("it is served").into_inner().coats, 3);
}

#[tokio::test]
async fn a_server_refuses_to_take_what_is_outside_the_limits() {
    let served = Served::new(router(Opera)).await;
    for (target, content_type, body, said) in [
        (
            "/coats/A?hook=1",
            "application/json",
            r#"{"coats":[]}"#,
            "`coats` has 0 items, the page says 1 to 3",
        ),
        ("/coats/A?hook=0", "application/json", r#"{"coats":["a"]}"#, "`hook` is 0, the page says 1 to 100"),
        ("/coats/A1?hook=1", "application/json", r#"{"coats":["a"]}"#, "`row` has 2 characters that are not"),
        (
            "/coats/A?hook=1",
            "application/xml",
            "<Guest><name>Z</name><coats><string>a</string></coats></Guest>",
            "`name` has 1 characters, the page says 2 to 10",
        ),
        (
            "/coats/A?hook=1",
            "application/x-www-form-urlencoded",
            "coats=a&photo=0011223344",
            "`photo` has 5 bytes, the page says at most 4",
        ),
    ] {
        let head = format!("POST {target} HTTP/1.1\r\nContent-Type: {content_type}");
        let answered = served.send(&head, body.as_bytes()).await;
        assert_eq!(answered.status(), 400);
        assert!(answered.text().contains(said), "{}", answered.text());
    }
}

#[tokio::test]
async fn a_client_reads_what_is_outside_the_limits_and_notes_it() {
    let body = r#"{"code":"secret","seats":[{"number":0}],"more":1}"#;
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let recorder = Recorder::answering(answer).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let answer = client.check("A", 1, guest()).send().await.expect("the answer can be read");
    let [Deviation::UnknownMember { .. }, Deviation::OutOfLimits(code), Deviation::OutOfLimits(seat)] =
        answer.deviations()
    else {
        panic!("{:?}", answer.deviations());
    };
    assert_eq!(
        (code.path.as_str(), code.limit, code.found.as_str()),
        ("code", Limit::Pattern("[0-9]{4}"), "6")
    );
    let least = Limit::Value(Span { least: Some("1"), most: None });
    assert_eq!((seat.path.as_str(), seat.limit), ("seats[0].number", least));
    assert!(!answer.deviations().iter().any(|own| own.to_string().contains("secret")));
    assert_eq!(answer.into_inner().code, "secret");

    let body = r#"{"reason":"too many coats"}"#;
    let answer = format!("HTTP/1.1 409 Conflict\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let recorder = Recorder::answering(answer).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let error = client.check("A", 1, guest()).send().await.expect_err("it is a failure");
    assert!(
        matches!(error.kind(), ErrorKind::Failure(CheckFailure::Full(own)) if own.reason == "too many coats")
    );
}

#[test]
fn what_has_no_limits_is_not_looked_through() {
    assert_eq!([Check::LIMITED, Count::LIMITED], [true, false]);
}

#[test]
fn made_up_values_survive() {
    let mut carried = 0;
    try_bytes(600, 300, |bytes| {
        carried += input_survives(Check, None, bytes).iter().filter(|own| own.carried).count();
        output_survives(Check, bytes);
        failures_survive(Check, bytes);
    });
    assert!(carried > 0, "some made-up value is within the limits");
}
