//! One value that may stand in several places of a request.

use wirewright_capabilities::places::client::Client;
use wirewright_capabilities::places::operations::{
    Find, FindInput, FindOutput, Store, StoreInput, StoreOutput,
};
use wirewright_capabilities::places::samples::SAMPLES;
use wirewright_capabilities::places::server::{NoFailure, Places, Request, ServerError, router};
use wirewright_runtime::testing::{input_survives, round_trip};
use wirewright_tests::{Recorder, Served, try_journeys};

/// Says what it was told.
struct Attendant;

impl Places for Attendant {
    async fn store(&self, request: Request<StoreInput>) -> Result<StoreOutput, ServerError<NoFailure>> {
        let StoreInput { x_session, floor, colour, urgent } = request.into_input();
        Ok(StoreOutput { ticket: format!("{x_session:?} {floor} {colour} {urgent:?}") })
    }

    async fn find(&self, request: Request<FindInput>) -> Result<FindOutput, ServerError<NoFailure>> {
        let FindInput { ticket, x_session, x_level } = request.into_input();
        Ok(FindOutput { colour: Some(format!("{ticket} {x_session:?} {x_level:?}")) })
    }
}

#[tokio::test]
async fn a_client_writes_the_first_place() {
    for (format, body) in [
        (Store::APPLICATION_JSON, r#"{"colour":"red","urgent":true}"#),
        (
            Store::APPLICATION_XML,
            r#"<Store xmlns="urn:cloaks"><colour>red</colour><urgent>true</urgent></Store>"#,
        ),
        (Store::APPLICATION_X_WWW_FORM_URLENCODED, "colour=red&urgent=true"),
    ] {
        let answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 14\r\n\r\n{\"ticket\":\"7\"}";
        let recorder = Recorder::answering(answer).await;
        let client = Client::builder(recorder.url()).build().expect("the address is good");
        let call = client.store(2, "red").x_session("s1").urgent(true).format(format);
        call.send().await.expect("the answer is good");
        let request = recorder.request().await;
        assert_eq!(request.request_line, "POST /coats?floor=2 HTTP/1.1");
        assert_eq!((request.header("X-Session"), request.header("X-Floor")), (Some("s1"), None));
        assert_eq!(request.text(), body);
    }
}

const JSON: &str = "Content-Type: application/json";
const XML: &str = "Content-Type: application/xml";
const FORM: &str = "Content-Type: application/x-www-form-urlencoded";

#[tokio::test]
async fn a_server_reads_every_place() {
    let served = Served::new(router(Attendant)).await;
    for (line, head, body, told) in [
        (
            "POST /coats?floor=2",
            format!("{JSON}\nX-Session: a"),
            r#"{"colour":"red"}"#,
            r#"Some(\"a\") 2 red None"#,
        ),
        (
            "POST /coats?floor=2&session=a",
            JSON.to_owned(),
            r#"{"colour":"red"}"#,
            r#"Some(\"a\") 2 red None"#,
        ),
        (
            "POST /coats",
            format!("{JSON}\nX-Floor: 2"),
            r#"{"colour":"red","session":"a"}"#,
            r#"Some(\"a\") 2 red None"#,
        ),
        (
            "POST /coats?floor=02&urgent=true&session=a",
            format!("{XML}\nX-Floor: 2\nX-Session: a"),
            r#"<Store xmlns="urn:cloaks"><session>a</session><colour>red</colour></Store>"#,
            r#"Some(\"a\") 2 red Some(true)"#,
        ),
        (
            "POST /coats?floor=2&urgent=false",
            FORM.to_owned(),
            "session=a%20b&colour=red",
            r#"Some(\"a b\") 2 red Some(false)"#,
        ),
        ("POST /coats?floor=2", FORM.to_owned(), "colour=red", "None 2 red None"),
        ("GET /coats/7?session=a", String::new(), "", r#"7 Some(\"a\") Some(3)"#),
        ("GET /coats/7?level=4", String::new(), "", "7 None Some(4)"),
    ] {
        let answer = served.send(&format!("{line} HTTP/1.1\n{head}"), body.as_bytes()).await;
        assert_eq!(answer.status(), 200, "{line}: {}", answer.text());
        assert!(answer.text().contains(told), "{line}: {}", answer.text());
    }
}

#[tokio::test]
async fn two_places_may_not_differ() {
    let served = Served::new(router(Attendant)).await;
    for (line, head, body, told) in [
        (
            "POST /coats?floor=2&session=b",
            format!("{JSON}\nX-Session: a"),
            r#"{"colour":"red"}"#,
            "`X-Session`: expected the same value in each of its places, found `b`",
        ),
        (
            "POST /coats?floor=2",
            format!("{JSON}\nX-Session: a"),
            r#"{"colour":"red","session":"b"}"#,
            "expected the same value",
        ),
        ("POST /coats?floor=2&floor=3", JSON.to_owned(), r#"{"colour":"red"}"#, "stands more than once"),
        (
            "POST /coats?floor=2&session=a&session=b",
            JSON.to_owned(),
            r#"{"colour":"red"}"#,
            "expected the same value",
        ),
        (
            "POST /coats",
            format!("{JSON}\nX-Floor: two"),
            r#"{"colour":"red"}"#,
            "`floor`: expected a whole number",
        ),
        ("POST /coats", JSON.to_owned(), r#"{"colour":"red"}"#, "`floor` is missing"),
        (
            "POST /coats?floor=2&urgent=false",
            JSON.to_owned(),
            r#"{"colour":"red","urgent":true}"#,
            "expected the same value",
        ),
    ] {
        let answer = served.send(&format!("{line} HTTP/1.1\n{head}"), body.as_bytes()).await;
        assert_eq!(answer.status(), 400, "{line}: {}", answer.text());
        assert!(answer.text().contains(told), "{line}: {}", answer.text());
    }
}

#[tokio::test]
async fn client_and_server_talk_in_every_form() {
    let served = Served::new(router(Attendant)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    for format in [Store::APPLICATION_JSON, Store::APPLICATION_XML, Store::APPLICATION_X_WWW_FORM_URLENCODED]
    {
        let call = client.store(2, "red").x_session("s").urgent(false).format(format);
        let answer = call.send().await.expect("it is served").into_inner();
        assert_eq!(answer.ticket, r#"Some("s") 2 red Some(false)"#);
    }
    let call = client.store(2, "red").x_session("s").binding(Store::SOAP11);
    assert_eq!(call.send().await.expect("it is served").into_inner().ticket, r#"Some("s") 2 red None"#);
    let found = client.find("7").x_level(1).send().await.expect("it is served").into_inner();
    assert_eq!(found.colour.as_deref(), Some("7 None Some(1)"));
}

#[test]
fn samples_are_written_as_they_are_read() {
    SAMPLES.iter().for_each(|sample| round_trip(Store, sample));
}

#[test]
fn made_up_values_come_back_as_they_were() {
    let ways = try_journeys(1000, 200, |bytes| {
        [input_survives(Store, None, bytes), input_survives(Find, None, bytes)]
    });
    assert_eq!(ways.len(), 5, "{:#?}", ways.keys());
    for (way, [refused, carried]) in ways {
        assert!(carried * 20 > refused, "{way}: {refused} were refused, {carried} were not");
    }
}
