//! Documents inside of texts: JSON and XML where another encoding has a text.

use wirewright_capabilities::documents::client::{Client, ErrorKind};
use wirewright_capabilities::documents::operations::{
    Declare, DeclareInput, DeclareOutput, Find, FindInput, FindOutput,
};
use wirewright_capabilities::documents::samples::SAMPLES;
use wirewright_capabilities::documents::server::{
    Documents, Limits, NoFailure, Request, ServerError, router, routes,
};
use wirewright_capabilities::documents::types::{
    BrokerFilter, BrokerGoods, BrokerInvoice, BrokerLine, BrokerReceipt, BrokerRoute, BrokerSea, BrokerWay,
};
use wirewright_runtime::message::{BindingName, NoCredentials, Operation};
use wirewright_runtime::testing::{input_survives, output_survives, round_trip};
use wirewright_runtime::{Any, Nullable};
use wirewright_tests::{Recorder, Script, Served, try_journeys};

type Answer<T> = Result<T, ServerError<NoFailure>>;

/// A desk that remembers what it is asked.
#[derive(Clone)]
struct Desk {
    declare: Script<DeclareInput, DeclareOutput>,
    find: Script<FindInput, FindOutput>,
}

impl Desk {
    fn new() -> Self {
        let payload = Nullable::Value(goods());
        let declare = Script::new(DeclareOutput { receipt: BrokerReceipt { no: 7 }, payload });
        Self { declare, find: Script::new(FindOutput { found: 3 }) }
    }
}

impl Documents for Desk {
    async fn declare(&self, request: Request<DeclareInput>) -> Answer<DeclareOutput> {
        Ok(self.declare.answer(request))
    }

    async fn find(&self, request: Request<FindInput>) -> Answer<FindOutput> {
        Ok(self.find.answer(request))
    }
}

fn client(url: String) -> Client {
    Client::builder(url).build().expect("the address is good")
}

fn goods() -> BrokerGoods {
    let inner = BrokerGoods { name: "<\"tea\">".to_owned(), tags: vec!["a&b".to_owned()], inner: None };
    BrokerGoods { name: "box".to_owned(), tags: Vec::new(), inner: Some(Box::new(inner)) }
}

fn line(sku: &str, amount: Option<i32>) -> BrokerLine {
    BrokerLine { sku: sku.to_owned(), amount }
}

fn all() -> DeclareInput {
    let invoice = |note| BrokerInvoice {
        total: "1.10".parse().expect("it is a number"),
        line: vec![line("x", None), line("y", Some(2))],
        currency: "EUR".to_owned(),
        note,
    };
    DeclareInput {
        ref_: "a".to_owned(),
        payload: goods(),
        invoice: Some(invoice(Some(Box::new(invoice(None))))),
        lines: vec![line("x", Some(1))],
        boxes: Some(vec![line("y", None)]),
        route: Some(BrokerRoute { from: "A".to_owned(), to: "B".to_owned() }),
        hint: Some(Any::json(&[1, 2]).expect("it is JSON")),
        way: Some(BrokerWay::Sea(Box::new(BrokerSea { ship: "S".to_owned() }))),
        rates: Some([("EUR".to_owned(), "1.10".parse().expect("it is a number"))].into_iter().collect()),
    }
}

const ANSWER: &str = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";

/// What is sent by a binding.
async fn sent(binding: BindingName<Declare>) -> String {
    let recorder = Recorder::answering(ANSWER).await;
    let client = client(recorder.url());
    let call = wirewright_capabilities::documents::client::calls::DeclareCall::new(&client, all());
    // The answer is none of the page's.
    assert!(call.binding(binding).send().await.is_err());
    recorder.request().await.text().to_owned()
}

/// An XML document as it begins everywhere in this service.
fn xml(root: &str, attributes: &str, namespace: &str, content: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\
         <{root} xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\"{attributes} xmlns=\"{namespace}\">{content}</{root}>"
    )
}

fn json_text(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

fn xml_text(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

#[tokio::test]
async fn each_document_is_escaped_as_the_encoding_around_it_wants() {
    let inner = r#"{"name":"<\"tea\">","tags":["a&b"]}"#;
    let payload = format!(r#"{{"name":"box","tags":[],"inner":{}}}"#, json_text(inner));
    let goods = "urn:broker:goods";
    let line = "<line xmlns=\"urn:broker\"><sku>x</sku></line>";
    let other = "<line xmlns=\"urn:broker\"><sku>y</sku><amount>2</amount></line>";
    let members = format!("<total xmlns=\"urn:broker\">1.10</total>{line}{other}");
    let note = xml("Invoice", " currency=\"EUR\"", goods, &members);
    let members = format!("{members}<note xmlns=\"urn:broker\">{}</note>", xml_text(&note));
    let invoice = xml("Invoice", " currency=\"EUR\"", goods, &members);
    let boxes = xml("ArrayOfLine", "", "urn:broker", "<Line><sku>y</sku></Line>");
    let (lines, way, rates) =
        (r#"[{"sku":"x","amount":1}]"#, r#"{"by":"sea","ship":"S"}"#, r#"{"EUR":1.10}"#);

    let json = [
        r#"{"ref":"a","payload":"#,
        &json_text(&payload),
        r#","invoice":"#,
        &json_text(&invoice),
        r#","lines":"#,
        &json_text(lines),
        r#","boxes":"#,
        &json_text(&boxes),
        r#","route":{"from":"A","to":"B"},"hint":"[1,2]","way":"#,
        &json_text(way),
        r#","rates":"#,
        &json_text(rates),
        "}",
    ];
    assert_eq!(sent(Declare::JSON).await, json.concat());

    let members = [
        "<ref>a</ref><payload>",
        &xml_text(&payload),
        "</payload><invoice>",
        &xml_text(&invoice),
        "</invoice><lines>",
        &xml_text(lines),
        "</lines><boxes>",
        &xml_text(&boxes),
        "</boxes><route><from>A</from><to>B</to></route><hint>[1,2]</hint><way>",
        &xml_text(way),
        "</way><rates>",
        &xml_text(rates),
        "</rates>",
    ]
    .concat();
    assert_eq!(sent(Declare::XML).await, xml("Declare", "", "urn:broker", &members));
    assert!(sent(Declare::SOAP).await.contains(&members));

    let form: Vec<(String, String)> = [
        ("ref", "a"),
        ("payload", &payload),
        ("invoice", &invoice),
        ("lines", lines),
        ("boxes", &boxes),
        ("route", r#"{"from":"A","to":"B"}"#),
        ("hint", "[1,2]"),
        ("way", way),
        ("rates", rates),
    ]
    .map(|(name, value)| (name.to_owned(), value.to_owned()))
    .to_vec();
    let form = wirewright_runtime::form::format(&form, wirewright_runtime::form::Escape::Form);
    assert_eq!(sent(Declare::FORM).await, form);
}

#[tokio::test]
async fn a_document_stands_in_a_path_a_query_and_a_header() {
    let recorder = Recorder::answering(ANSWER.replace("2\r\n\r\n{}", "11\r\n\r\n{\"found\":3}")).await;
    let goods = BrokerGoods { name: "tea".to_owned(), tags: Vec::new(), inner: None };
    let filter = BrokerFilter { since: "2024-11-18".parse().ok(), text: None };
    let client = client(recorder.url());
    let call = client
        .find(goods)
        .filter(filter)
        .x_context(BrokerFilter { since: None, text: Some("a b".to_owned()) });
    assert_eq!(call.send().await.expect("the answer is good").found, 3);
    let request = recorder.request().await;
    let target = "/declarations/%7B%22name%22%3A%22tea%22%2C%22tags%22%3A%5B%5D%7D?filter=%7B%22since%22%3A%222024-11-18%22%7D";
    assert_eq!(request.request_line, format!("GET {target} HTTP/1.1"));
    assert_eq!(request.header("X-Context"), Some(r#"{"text":"a b"}"#));
}

#[tokio::test]
async fn both_ends_talk() {
    let desk = Desk::new();
    let served = Served::new(router(desk.clone())).await;
    let client = client(served.url());
    for binding in [Declare::JSON, Declare::XML, Declare::FORM, Declare::SOAP] {
        let call = wirewright_capabilities::documents::client::calls::DeclareCall::new(&client, all());
        let answer = call.binding(binding).send().await.expect("it is served");
        assert_eq!(answer.deviations(), []);
        let answer = answer.into_inner();
        assert_eq!((answer.receipt.no, answer.payload), (7, Nullable::Value(goods())), "{binding:?}");
        assert_eq!(desk.declare.only().input, all(), "{binding:?}");
    }
    let filter = BrokerFilter { since: "2024-11-18".parse().ok(), text: Some("ä\n".to_owned()) };
    client.find(goods()).filter(filter.clone()).send().await.expect("it is served");
    let seen = desk.find.only().input;
    assert_eq!((seen.goods, seen.filter, seen.x_context), (goods(), Some(filter), None));
}

#[tokio::test]
async fn a_broken_document_is_told_by_the_path_of_its_member() {
    let served = Served::new(router(Desk::new())).await;
    let refused = async |body: &str, media: &str| {
        let head = format!("POST /declarations HTTP/1.1\nContent-Type: {media}");
        let answered = served.send(&head, body.as_bytes()).await;
        assert_eq!(answered.status(), 400, "{body}");
        answered.text()
    };
    let json = |payload: &str, more: &str| {
        format!(r#"{{"ref":"a","lines":"[]","payload":{}{more}}}"#, json_text(payload))
    };
    for (payload, more, told) in [
        ("{", "", "`payload`: not JSON: EOF while parsing an object, line 1, column 1 of the text"),
        ("", "", "`payload`: not JSON: EOF while parsing a value"),
        ("[]", "", "`payload`: expected an object, found `[]`"),
        (r#"{"tags":[]}"#, "", "`payload`: `name` is missing"),
        (r#"{"name":"a","tags":[1,{}]}"#, "", "`payload.tags[1]`: expected a single value, found `{}`"),
        (
            r#"{"name":"a","tags":[],"inner":"{\"name\":{}}"}"#,
            "",
            "`payload.inner.name`: expected a single value",
        ),
        (
            r#"{"name":"aaaaaaaaaaaaaaaaaaaaa","tags":[]}"#,
            "",
            "`payload.name` has 21 characters, the page says at most 20",
        ),
        (
            r#"{"name":"a","tags":[]}"#,
            r#","invoice":"<Invoice/>""#,
            "`invoice`: expected the element {urn:broker:goods}Invoice, found {}Invoice",
        ),
        (
            r#"{"name":"a","tags":[]}"#,
            r#","boxes":"<ArrayOfLine xmlns='urn:broker'><Line/></ArrayOfLine>""#,
            "`boxes[0]`: `sku` is missing",
        ),
        (
            r#"{"name":"a","tags":[]}"#,
            r#","boxes":"<!DOCTYPE a [<!ENTITY b 'c'>]><a/>""#,
            "`boxes`: a document type with declarations of its own is not read, line 1, column 1 of the text",
        ),
        (r#"{"name":"a","tags":[]}"#, r#","hint":"tru""#, "`hint`: not JSON"),
        (r#"{"name":"a","tags":[]}"#, r#","way":"{\"by\":\"sea\"}""#, "`way`: `ship` is missing"),
    ] {
        let text = refused(&json(payload, more), "application/json").await;
        assert!(text.contains(&told.replace('"', "\\\"")), "{told}\n{text}");
    }
    let text = refused(
        "ref=a&lines=%5B&payload=%7B%22name%22%3A%22a%22%2C%22tags%22%3A%5B%5D%7D",
        "application/x-www-form-urlencoded",
    )
    .await;
    assert!(text.contains("`lines`: not JSON"), "{text}");
    let xml = "<Declare xmlns='urn:broker'><ref>a</ref><payload>{}</payload></Declare>";
    let text = refused(xml, "application/xml").await;
    assert!(text.contains("`payload`: `name` is missing"), "{text}");
    let answered = served.send("GET /declarations/%7B?filter=1 HTTP/1.1", b"").await;
    assert!(answered.text().contains("`goods`: not JSON"), "{}", answered.text());
}

#[tokio::test]
async fn a_client_tells_what_is_wrong_with_a_document_in_an_answer() {
    let answer = |body: &str| {
        format!(
            "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        )
    };
    let recorder =
        Recorder::answering(answer(r#"{"receipt":"<Receipt xmlns='urn:broker'><no>7</no><x/></Receipt>"}"#))
            .await;
    let call = client(recorder.url());
    let answered = call.declare("a", goods(), Vec::new()).send().await.expect("it can be read");
    assert_eq!(
        answered.deviations().iter().map(ToString::to_string).collect::<Vec<_>>(),
        ["`receipt.x` is not in the spec"]
    );
    let recorder =
        Recorder::answering(answer(r#"{"receipt":"<Receipt xmlns='urn:broker'><no>a</no></Receipt>"}"#))
            .await;
    let call = client(recorder.url());
    let error = call.declare("a", goods(), Vec::new()).send().await.map(drop).expect_err("it is no number");
    assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
    assert!(
        error.to_string().contains("`receipt.no`: expected a whole number of 64 bits, found `a`"),
        "{error}"
    );
}

#[tokio::test]
async fn bounds_hold_across_the_border() {
    let deep = |levels: usize| {
        let mut own = r#"{"name":"a","tags":[]}"#.to_owned();
        for _ in 0..levels {
            own = format!(r#"{{"name":"a","tags":[],"inner":{}}}"#, json_text(&own));
        }
        format!(r#"{{"ref":"a","lines":"[]","payload":{}}}"#, json_text(&own))
    };
    // XML in XML grows by little, so that a short message could be very deep.
    let deep_xml = |levels: usize| {
        let open = "<Invoice xmlns='urn:broker:goods' currency=''><total xmlns='urn:broker'>1</total>";
        let mut own = format!("{open}</Invoice>");
        for _ in 0..levels {
            own = format!("{open}<note xmlns='urn:broker'>{}</note></Invoice>", xml_text(&own));
        }
        format!(
            r#"{{"ref":"a","lines":"[]","payload":"{{\"name\":\"a\",\"tags\":[]}}","invoice":{}}}"#,
            json_text(&own)
        )
    };
    let post = "POST /declarations HTTP/1.1\nContent-Type: application/json";
    let small = Limits { nesting: 5, members: 40, body: 8 << 20, ..Limits::default() };
    let served = Served::new(routes(Desk::new()).limits(small).into_router()).await;
    assert_eq!(served.send(post, deep(2).as_bytes()).await.status(), 200);
    let answered = served.send(post, deep(5).as_bytes()).await;
    assert_eq!(answered.status(), 400);
    assert!(
        answered.text().contains("`payload.inner.inner.inner`: nests deeper than"),
        "{}",
        answered.text()
    );
    let wide = |tags: usize| {
        let tags = vec!["1"; tags].join(",");
        format!(r#"{{"ref":"a","lines":"[]","payload":"{{\"name\":\"a\",\"tags\":[{tags}]}}"}}"#)
    };
    assert_eq!(served.send(post, wide(30).as_bytes()).await.status(), 200);
    let answered = served.send(post, wide(60).as_bytes()).await;
    assert!(answered.text().contains("`payload`: holds more than"), "{}", answered.text());
    // What one document has used up, the next one has not.
    let two = format!(
        r#"{},"way":"{{\"by\":\"sea\",\"ship\":\"a\",\"x\":[{}]}}"}}"#,
        wide(30).trim_end_matches('}'),
        vec!["1"; 30].join(",")
    );
    let answered = served.send(post, two.as_bytes()).await;
    assert!(answered.text().contains("holds more than"), "{}", answered.text());

    let limits = Limits { body: 8 << 20, ..Limits::default() };
    let served = Served::new(routes(Desk::new()).limits(limits).into_router()).await;
    assert_eq!(served.send(post, deep_xml(7).as_bytes()).await.status(), 200);
    let answered = served.send(post, deep_xml(8).as_bytes()).await;
    assert_eq!(answered.status(), 400);
    assert!(answered.text().contains("nests deeper than 8 levels"), "{}", answered.text());
}

#[test]
fn samples_are_read_and_written() {
    for sample in SAMPLES {
        round_trip(Declare, sample);
    }
}

#[test]
fn any_value_comes_back() {
    fn check<O: Operation<Credentials = NoCredentials> + Copy>(operation: O) {
        let ways = try_journeys(300, 400, |bytes| {
            [input_survives(operation, Some(&NoCredentials), bytes), output_survives(operation, bytes)]
        });
        assert!(ways.values().all(|[_, carried]| *carried > 5), "{ways:?}");
    }
    check(Declare);
    check(Find);
}
