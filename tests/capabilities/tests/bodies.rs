//! Whole bodies of any type: lists, scalars, other names for them.

use wirewright_capabilities::bodies::client::{Client, ErrorKind};
use wirewright_capabilities::bodies::operations::{
    Ask, AskInput, Due, DueInput, ListOrders, ListOrdersFailure, ListOrdersInput, PutOrders, PutOrdersInput,
    Send, SendInput, Tag, TagInput,
};
use wirewright_capabilities::bodies::samples::SAMPLES;
use wirewright_capabilities::bodies::server::{Bodies, NoFailure, Request, ServerError, router};
use wirewright_capabilities::bodies::types::{
    DeskAnswer as Answer, DeskLetter as Letter, DeskOrder as Order, DeskParcel as Parcel, DeskTags as Tags,
};
use wirewright_runtime::DateTime;
use wirewright_runtime::testing::round_trip;
use wirewright_tests::{Recorder, Served, any_value_survives};

struct Desk;

fn order(id: i64, note: Option<&str>) -> Order {
    Order { id, note: note.map(str::to_owned) }
}

impl Bodies for Desk {
    async fn list_orders(
        &self,
        request: Request<ListOrdersInput>,
    ) -> Result<Vec<Order>, ServerError<ListOrdersFailure>> {
        match request.day {
            0 => Err(ListOrdersFailure::Closed(vec!["it is Sunday".to_owned()]).into()),
            1 => Err(ListOrdersFailure::Gone.into()),
            2 => Ok(Vec::new()),
            day => Ok(vec![order(day.into(), Some("a & b")), order(8, None)]),
        }
    }

    async fn put_orders(&self, request: Request<PutOrdersInput>) -> Result<i64, ServerError<NoFailure>> {
        Ok(request.body.iter().map(|own| own.id).sum())
    }

    async fn tag(&self, request: Request<TagInput>) -> Result<Tags, ServerError<NoFailure>> {
        Ok(request.into_input().body.into_iter().rev().collect())
    }

    async fn ask(&self, request: Request<AskInput>) -> Result<Answer, ServerError<NoFailure>> {
        Ok(if request.body == " \u{e9}?\n" { Answer::Yes } else { Answer::No })
    }

    async fn send(&self, request: Request<SendInput>) -> Result<Vec<Parcel>, ServerError<NoFailure>> {
        Ok(vec![request.into_input().body, Letter { stamps: 1 }.into()])
    }

    async fn due(&self, _: Request<DueInput>) -> Result<Vec<DateTime>, ServerError<NoFailure>> {
        Ok([1, 2].into_iter().filter_map(|second| DateTime::from_unix_millis(second * 1000, 0)).collect())
    }
}

fn answer(content_type: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\nContent-Type: {content_type}\r\nContent-Length: {length}\r\n\r\n{body}")
}

fn client(url: String) -> Client {
    Client::builder(url).build().expect("the address is good")
}

#[tokio::test]
async fn a_list_is_the_whole_of_a_request() {
    let ways = [
        (PutOrders::APPLICATION_JSON, r#"[{"id":7,"note":"x"},{"id":8}]"#),
        (
            PutOrders::APPLICATION_XML,
            r#"<ArrayOfOrder xmlns="urn:desk.Desk"><Order><id>7</id><note>x</note></Order><Order><id>8</id></Order></ArrayOfOrder>"#,
        ),
    ];
    for (format, expected) in ways {
        let recorder = Recorder::answering(answer("application/json", " 15 ")).await;
        let client = client(recorder.url());
        let call = client.put_orders(3, vec![order(7, Some("x")), order(8, None)]).format(format);
        assert_eq!(call.send().await.expect("the answer is good").into_inner(), 15);
        let request = recorder.request().await;
        assert_eq!(request.request_line, "PUT /orders?day=3 HTTP/1.1");
        assert_eq!(request.header("Content-Type"), Some(format.as_str()));
        assert_eq!(request.text(), expected);
    }
}

#[tokio::test]
async fn a_server_writes_lists_and_scalars() {
    let served = Served::new(router(Desk)).await;
    let ask = async |line: &str, accept: &str, body: &[u8]| {
        let head = format!("{line} HTTP/1.1\nAccept: {accept}\nContent-Type: application/json");
        let answered = served.send(&head, body).await;
        let content_type = answered.header("Content-Type").map(str::to_owned);
        (answered.status(), content_type, answered.text())
    };
    let told =
        |status, content_type: &str, body: &str| (status, Some(content_type.to_owned()), body.to_owned());
    let (json, xml) = ("application/json", "application/xml");
    assert_eq!(
        ask("GET /orders?day=7", json, b"").await,
        told(200, json, r#"[{"id":7,"note":"a & b"},{"id":8}]"#)
    );
    assert_eq!(ask("GET /orders?day=2", json, b"").await, told(200, json, "[]"));
    let empty = r#"<ArrayOfOrder xmlns="urn:desk.Desk" />"#;
    assert_eq!(ask("GET /orders?day=2", xml, b"").await, told(200, xml, empty));
    assert_eq!(ask("GET /orders?day=0", json, b"").await, told(409, json, r#"["it is Sunday"]"#));
    let reasons = r#"<ArrayOfstring xmlns="urn:desk"><string>it is Sunday</string></ArrayOfstring>"#;
    assert_eq!(ask("GET /orders?day=0", xml, b"").await, told(409, xml, reasons));
    assert_eq!(ask("GET /orders?day=1", json, b"").await, (410, None, String::new()));
    let orders = br#"[{"id":1},{"id":2}]"#;
    assert_eq!(ask("PUT /orders?day=1", json, orders).await, told(200, json, "3"));
    assert_eq!(
        ask("PUT /orders?day=1", xml, orders).await,
        told(200, xml, r#"<int xmlns="urn:desk">3</int>"#)
    );
    let text = "text/plain; charset=utf-8";
    assert_eq!(ask("PUT /orders?day=1", "text/plain", orders).await, told(200, text, "3"));
    let tags = r#"<Tags xmlns="urn:desk:lists"><Tag xmlns="urn:desk.Desk">b</Tag><Tag xmlns="urn:desk.Desk">a</Tag></Tags>"#;
    assert_eq!(ask("POST /orders/1/tags", xml, br#"["a","b"]"#).await, told(200, xml, tags));
    assert_eq!(ask("GET /due", json, b"").await, told(200, json, "[1,2]"));
}

#[tokio::test]
async fn one_of_several_types_is_a_whole_body() {
    let served = Served::new(router(Desk)).await;
    let xsi = r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#;
    let sent =
        format!(r#"<Parcel {xsi} xsi:type="Box" xmlns="urn:desk.Desk"><weight>1.50</weight></Parcel>"#);
    let brought = format!(
        r#"<ArrayOfParcel xmlns="urn:desk.Desk"><Parcel {xsi} xsi:type="Box"><weight>1.50</weight></Parcel><Parcel {xsi} xsi:type="Letter"><stamps>1</stamps></Parcel></ArrayOfParcel>"#
    );
    for (content_type, sent, brought) in [
        (
            "application/json",
            r#"{"kind":"box","weight":1.50}"#,
            r#"[{"kind":"box","weight":1.50},{"kind":"letter","stamps":1}]"#,
        ),
        ("application/xml", sent.as_str(), brought.as_str()),
    ] {
        let head = format!("POST /parcels HTTP/1.1\nContent-Type: {content_type}\nAccept: {content_type}");
        let answered = served.send(&head, sent.as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (200, brought));
    }
    let client = client(served.url());
    for format in [Send::APPLICATION_JSON, Send::APPLICATION_XML] {
        let call = client.send(Letter { stamps: 3 }).format(format).accept(format);
        let parcels = call.send().await.expect("it is served").into_inner();
        assert_eq!(parcels, [Parcel::from(Letter { stamps: 3 }), Letter { stamps: 1 }.into()]);
    }
}

#[tokio::test]
async fn what_is_no_such_list_is_refused() {
    let served = Served::new(router(Desk)).await;
    for (content_type, body) in [
        ("application/json", r#"[[7,"x"]]"#),
        ("application/json", r#"[{"note":"x"}]"#),
        ("application/json", r#"[{"id":1}"#),
        ("application/json", ""),
        ("application/json", r#"[{"id":1}] 2"#),
        ("application/xml", "<ArrayOfOrder/>"),
        ("application/xml", r#"<ArrayOfOrder xmlns="urn:desk.Desk"><Order/></ArrayOfOrder>"#),
        ("application/xml", r#"<ArrayOfOrder xmlns="urn:desk.Desk"/><a/>"#),
    ] {
        let head = format!("PUT /orders?day=1 HTTP/1.1\nContent-Type: {content_type}");
        let answered = served.send(&head, body.as_bytes()).await;
        assert_eq!(answered.status(), 400, "{body}: {}", answered.text());
    }
    let nested = "[".repeat(200) + &"]".repeat(200);
    let answered =
        served.send("PUT /orders?day=1 HTTP/1.1\nContent-Type: application/json", nested.as_bytes()).await;
    assert_eq!(answered.status(), 400);
}

#[tokio::test]
async fn both_ends_talk_in_every_media_type() {
    let served = Served::new(router(Desk)).await;
    let client = client(served.url());
    for media in [ListOrders::APPLICATION_JSON, ListOrders::APPLICATION_XML] {
        let orders = client.list_orders(7).accept(media).send().await.expect("it is served");
        assert_eq!(*orders, [order(7, Some("a & b")), order(8, None)]);
        assert!(orders.deviations().is_empty());
        let error = client.list_orders(0).accept(media).send().await.expect_err("it is Sunday");
        let told = ListOrdersFailure::Closed(vec!["it is Sunday".to_owned()]);
        assert_eq!(error.failure(), Some(&told));
        let error = client.list_orders(1).accept(media).send().await.expect_err("it is gone");
        assert_eq!(error.failure(), Some(&ListOrdersFailure::Gone));
    }
    for format in [PutOrders::APPLICATION_JSON, PutOrders::APPLICATION_XML] {
        for accept in [PutOrders::APPLICATION_JSON, PutOrders::APPLICATION_XML, PutOrders::TEXT_PLAIN] {
            let call =
                client.put_orders(1, vec![order(4, None), order(5, None)]).format(format).accept(accept);
            assert_eq!(call.send().await.expect("it is served").into_inner(), 9);
        }
    }
    for format in [Tag::APPLICATION_JSON, Tag::APPLICATION_XML] {
        let tags: Tags = vec![" a".to_owned(), String::new(), "<".to_owned()];
        let back = client.tag(1, tags).format(format).send().await.expect("it is served").into_inner();
        assert_eq!(back, ["<", "", " a"]);
    }
    assert_eq!(client.ask(" \u{e9}?\n").send().await.expect("it is served").into_inner(), Answer::Yes);
    assert_eq!(client.due().send().await.expect("it is served").len(), 2);
}

#[tokio::test]
async fn a_text_that_would_be_read_as_another_is_not_sent() {
    let client = client("http://127.0.0.1:1".to_owned());
    let error = client.ask("\u{feff}x").send().await.expect_err("it is refused");
    assert!(matches!(error.kind(), ErrorKind::Input(_)), "{error}");
}

#[test]
fn samples_are_read_and_written() {
    for sample in SAMPLES {
        match sample.operation {
            "ListOrders" => round_trip(ListOrders, sample),
            "PutOrders" => round_trip(PutOrders, sample),
            "Tag" => round_trip(Tag, sample),
            "Ask" => round_trip(Ask, sample),
            "Send" => round_trip(Send, sample),
            _ => round_trip(Due, sample),
        }
    }
}

#[test]
fn any_value_comes_back_or_is_refused() {
    any_value_survives(ListOrders, 300, 200);
    any_value_survives(PutOrders, 300, 200);
    any_value_survives(Tag, 300, 200);
    any_value_survives(Ask, 300, 200);
    any_value_survives(Send, 300, 200);
    any_value_survives(Due, 300, 200);
}
