//! Types whose members stand in a JSON list, in their order and without their names.

use wirewright_capabilities::positions::client::Client;
use wirewright_capabilities::positions::operations::{Place, PlaceInput, Ticks, TicksInput};
use wirewright_capabilities::positions::samples::SAMPLES;
use wirewright_capabilities::positions::server::{NoFailure, Positions, Request, ServerError, router};
use wirewright_capabilities::positions::types::{Leg, Level, Order, Side, Tick};
use wirewright_runtime::testing::round_trip;
use wirewright_runtime::{DateTime, Map};
use wirewright_tests::{Recorder, Served, any_value_survives};

struct Exchange;

fn order() -> Order {
    let at = DateTime::from_unix_millis(1000, 0).expect("a time");
    Order { market: "BTC".to_owned(), at, limit: None, firm: None, level: None }
}

fn tick(price: &str) -> Tick {
    Tick { price: price.parse().expect("a number"), at: 7, side: None, levels: None }
}

impl Positions for Exchange {
    async fn ticks(&self, _: Request<TicksInput>) -> Result<Map<String, Vec<Tick>>, ServerError<NoFailure>> {
        let levels = Some(vec![Level { name: "a".to_owned(), depth: 1 }]);
        let ticks =
            vec![tick("1.50"), Tick { levels, ..tick("2") }, Tick { side: Some(Side::Buy), ..tick("3") }];
        Ok(Map::from([("BTC".to_owned(), ticks)]))
    }

    async fn place(&self, request: Request<PlaceInput>) -> Result<Order, ServerError<NoFailure>> {
        let input = request.into_input();
        let more = input.also.map_or(0, |also| also.len());
        Ok(Order { limit: i32::try_from(more).ok().filter(|more| *more > 0), ..input.order })
    }
}

fn client(url: String) -> Client {
    Client::builder(url).build().expect("the address is good")
}

fn answer(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[tokio::test]
async fn members_are_written_in_their_order_up_to_the_last_one() {
    let recorder = Recorder::answering(answer(r#"["BTC",1,5,null,["a",1]]"#)).await;
    let client = client(recorder.url());
    let level = Level { name: "a".to_owned(), depth: 1 };
    let firm = Order { firm: Some(true), limit: Some(5), ..order() };
    let deep = Order { level: Some(level.clone()), ..order() };
    let call = client.place(order()).also(vec![firm, deep]).leg(Leg::from(level.clone()));
    let placed = call.send().await.expect("the answer is good");
    assert_eq!(*placed, Order { limit: Some(5), level: Some(level), ..order() });
    assert_eq!(placed.deviations(), []);
    let expected =
        r#"{"order":["BTC",1,-1],"also":[["BTC",1,5,1],["BTC",1,-1,null,["a",1]]],"leg":{"level":["a",1]}}"#;
    assert_eq!(recorder.request().await.text(), expected);
}

#[tokio::test]
async fn a_server_writes_lists_and_elsewhere_names() {
    let served = Served::new(router(Exchange)).await;
    let ask = async |accept: &str| {
        let answered = served.send(&format!("GET /ticks HTTP/1.1\nAccept: {accept}"), b"").await;
        (answered.status(), answered.text())
    };
    let json = r#"{"BTC":[["1.50",7],["2",7,null,[["a",1]]],["3",7,"buy"]]}"#;
    assert_eq!(ask("application/json").await, (200, json.to_owned()));
    let xml = concat!(
        "<MapOfArrayOfTick><entry><key>BTC</key><value><Tick><price>1.50</price><at>7</at></Tick>",
        "<Tick><price>2</price><at>7</at><levels><Level><name>a</name><depth>1</depth></Level></levels></Tick>",
        "<Tick><price>3</price><at>7</at><side>buy</side></Tick></value></entry></MapOfArrayOfTick>"
    );
    assert_eq!(ask("application/xml").await, (200, xml.to_owned()));
    let form = "order.market=BTC&order.at=1&also[0].market=x&also[0].at=2&also[0].firm=1";
    let head =
        "POST /orders HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\nAccept: application/json";
    let answered = served.send(head, form.as_bytes()).await;
    assert_eq!((answered.status(), answered.text()), (200, r#"["BTC",1,1]"#.to_owned()));
}

#[tokio::test]
async fn what_is_no_such_list_is_refused_by_its_path() {
    let served = Served::new(router(Exchange)).await;
    for (body, says) in [
        (r#"{"order":{"market":"BTC","at":1}}"#, "`order`: expected a list of members, found"),
        (r#"{"order":["BTC"]}"#, "`order`: `at` is missing"),
        (r#"{"order":[null,1]}"#, "`order`: `market` is missing"),
        (r#"{"order":["BTC","x"]}"#, "`order.at`: expected"),
        (r#"{"order":["BTC",1,-1,null,[1]]}"#, "`order.level`: `depth` is missing"),
        (r#"{"order":["BTC",1],"also":[["x",1],["x"]]}"#, "`also[1]`: `at` is missing"),
        (
            r#"{"order":["BTC",1],"leg":{"level":{"name":"x","depth":1}}}"#,
            "`leg`: expected a list of members",
        ),
        (r#"{"order":["BTC",1]"#, "not JSON"),
    ] {
        let head = "POST /orders HTTP/1.1\nContent-Type: application/json\nAccept: application/json";
        let answered = served.send(head, body.as_bytes()).await;
        let text = answered.text();
        assert_eq!(answered.status(), 400, "{body}: {text}");
        assert!(text.contains(says), "{body}: {text}");
    }
}

#[tokio::test]
async fn more_items_than_members_are_noted() {
    let recorder = Recorder::answering(answer(r#"{"BTC":[["1.5",7,null,[],true,[1]],["2","8"]]}"#)).await;
    let ticks = client(recorder.url()).ticks().send().await.expect("it can be read");
    let second = Tick { at: 8, ..tick("2") };
    assert_eq!(*ticks["BTC"], [Tick { levels: Some(Vec::new()), ..tick("1.5") }, second]);
    let noted: Vec<String> = ticks.deviations().iter().map(ToString::to_string).collect();
    assert_eq!(
        noted,
        ["`BTC[0][4]` is not in the spec", "`BTC[0][5]` is not in the spec", "`BTC[1].at` is a text"]
    );
    let recorder = Recorder::answering(answer(r#"["BTC",1,-1,null,null,7]"#)).await;
    let placed = client(recorder.url()).place(order()).send().await.expect("it can be read");
    assert_eq!(*placed, order());
    let noted: Vec<String> = placed.deviations().iter().map(ToString::to_string).collect();
    assert_eq!(noted, ["`[5]` is not in the spec"]);
}

#[tokio::test]
async fn both_ends_talk_in_every_media_type() {
    let served = Served::new(router(Exchange)).await;
    let client = client(served.url());
    for accept in [Ticks::APPLICATION_JSON, Ticks::APPLICATION_XML] {
        let ticks = client.ticks().accept(accept).send().await.expect("it is served");
        assert_eq!(ticks["BTC"][0], tick("1.50"));
        assert_eq!(ticks.deviations(), []);
    }
    for format in [Place::APPLICATION_JSON, Place::APPLICATION_X_WWW_FORM_URLENCODED, Place::APPLICATION_XML]
    {
        for accept in [Place::APPLICATION_JSON, Place::APPLICATION_XML] {
            let level = Level { name: "a".to_owned(), depth: 1 };
            let sent = Order { level: Some(level), ..order() };
            let call = client.place(sent.clone()).also(vec![order(), order()]).format(format).accept(accept);
            let placed = call.send().await.expect("it is served");
            assert_eq!(*placed, Order { limit: Some(2), ..sent });
        }
    }
}

#[test]
fn samples_are_read_and_written() {
    for sample in SAMPLES {
        match sample.operation {
            "Ticks" => round_trip(Ticks, sample),
            _ => round_trip(Place, sample),
        }
    }
}

#[test]
fn any_value_comes_back_or_is_refused() {
    any_value_survives(Ticks, 300, 300);
    any_value_survives(Place, 300, 300);
}
