//! Maps in every encoding: objects, elements with entries, names in brackets.

use wirewright_capabilities::maps::client::{Client, ErrorKind};
use wirewright_capabilities::maps::operations::{
    Names, NamesInput, Quote, QuoteInput, Watch, WatchFailure, WatchInput,
};
use wirewright_capabilities::maps::samples::SAMPLES;
use wirewright_capabilities::maps::server::{Maps, NoFailure, Request, ServerError, router};
use wirewright_capabilities::maps::types::{Board, Move, Stay, Translations, Tree, Way, Words};
use wirewright_runtime::scalar::Uuid;
use wirewright_runtime::testing::round_trip;
use wirewright_runtime::{DateTime, Decimal, Deviation, Map, Nullable};
use wirewright_tests::{Recorder, Served, any_value_survives};

struct Office;

fn decimal(text: &str) -> Decimal {
    text.parse().expect("a number")
}

/// The entries of a map, by texts.
fn map<V, const N: usize>(entries: [(&str, V); N]) -> Map<String, V> {
    entries.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

fn board() -> Board {
    let at = DateTime::from_unix_millis(1000, 0).expect("a time");
    Board {
        prices: map([("USD", decimal("1.10")), ("EUR", decimal("1"))]),
        open: Some(map([("USD", true)])),
        sizes: Some(map([("shirt", "XL".to_owned()), ("hat", "<7>".to_owned())])),
        rates: Some(map([("USD", Nullable::Value(0.5)), ("EUR", Nullable::Null)])),
        stays: Some(map([("7", Stay { nights: 2, guests: Some(vec!["Ann".to_owned(), "Bo".to_owned()]) })])),
        steps: Some(map([("a", vec![at, at]), ("b", Vec::new())])),
        limits: Some(Map::from([(Uuid::from_u128(1), 9)])),
        tree: Some(Tree {
            name: "root".to_owned(),
            children: Some(map([("leaf", Tree { name: "l".to_owned(), children: None })])),
        }),
        grid: Some(vec![vec![1, 2], Vec::new(), vec![3]]),
        extra: None,
    }
}

impl Maps for Office {
    async fn quote(&self, request: Request<QuoteInput>) -> Result<Board, ServerError<NoFailure>> {
        let mut board = board();
        board.prices = request.amounts.clone();
        if request.rooms.as_ref().and_then(|rooms| rooms.get(&7)).is_some_and(|stay| stay.nights == 2) {
            board.rates = None;
        }
        Ok(board)
    }

    async fn watch(
        &self,
        request: Request<WatchInput>,
    ) -> Result<Map<String, Move>, ServerError<WatchFailure>> {
        if request.since.is_empty() {
            return Err(WatchFailure::Shut(map([("1", vec!["lunch".to_owned()]), ("2", Vec::new())])).into());
        }
        let moves = request.since.iter().map(|(key, at)| {
            let at = i32::try_from(*at).ok().map(|at| vec![at]);
            (key.clone(), Move { by: decimal("0.5"), at })
        });
        Ok(moves.collect())
    }

    async fn names(&self, request: Request<NamesInput>) -> Result<Vec<Words>, ServerError<NoFailure>> {
        let words = request.into_input().body;
        Ok(vec![map([("all", words)]), Map::default()])
    }
}

fn client(url: String) -> Client {
    Client::builder(url).build().expect("the address is good")
}

async fn answering(media: &str, body: &str) -> Recorder {
    let length = body.len();
    let head = format!("HTTP/1.1 200 OK\r\nContent-Type: application/{media}\r\nContent-Length: {length}");
    Recorder::answering(format!("{head}\r\n\r\n{body}")).await
}

const JSON: &str = concat!(
    r#"{"prices":{"USD":1.10,"EUR":1},"open":{"USD":true},"sizes":{"shirt":"XL","hat":"<7>"},"#,
    r#""rates":{"USD":0.5,"EUR":null},"stays":{"7":{"nights":2,"guests":["Ann","Bo"]}},"#,
    r#""steps":{"a":[1,1],"b":[]},"limits":{"00000000-0000-0000-0000-000000000001":9},"#,
    r#""tree":{"name":"root","children":{"leaf":{"name":"l"}}},"grid":[[1,2],[],[3]]}"#
);

const MEMBERS: &str = concat!(
    "<prices><entry><key>USD</key><value>1.10</value></entry><entry><key>EUR</key><value>1</value></entry></prices>",
    r#"<open currency="USD">true</open>"#,
    "<sizes><shirt>XL</shirt><hat>&lt;7&gt;</hat></sizes>",
    r#"<rates><rate xmlns="urn:office:ext"><of>USD</of><is>0.5</is></rate>"#,
    r#"<rate xmlns="urn:office:ext"><of>EUR</of><is NIL="true" /></rate></rates>"#,
    r#"<stays><stay id="7"><nights>2</nights><guests><string>Ann</string><string>Bo</string></guests></stay></stays>"#,
    r#"<steps><of id="a"><dateTime>1</dateTime><dateTime>1</dateTime></of><of id="b" /></steps>"#,
    r#"<limits><entry limit="9">00000000-0000-0000-0000-000000000001</entry></limits>"#,
    "<tree><name>root</name><children><entry><key>leaf</key><value><name>l</name></value></entry></children></tree>",
    "<grid><ArrayOfint><int>1</int><int>2</int></ArrayOfint><ArrayOfint /><ArrayOfint><int>3</int></ArrayOfint></grid>"
);

#[tokio::test]
async fn a_client_writes_maps_in_every_way() {
    let xml = concat!(
        r#"<Quote xmlns="urn:office"><amounts><entry><key>USD</key><value>100.00</value></entry>"#,
        r#"<entry><key>a.[b]</key><value>1</value></entry></amounts>"#,
        r#"<rooms><entry><key>-7</key><value><nights>2</nights><guests><string>Ann</string></guests></value></entry></rooms></Quote>"#
    );
    let json = r#"{"amounts":{"USD":100.00,"a.[b]":1},"rooms":{"-7":{"nights":2,"guests":["Ann"]}}}"#;
    for (format, expected) in [(Quote::APPLICATION_JSON, json), (Quote::APPLICATION_XML, xml)] {
        let recorder = answering("json", JSON).await;
        let stay = Stay { nights: 2, guests: Some(vec!["Ann".to_owned()]) };
        let amounts = map([("USD", decimal("100.00")), ("a.[b]", decimal("1"))]);
        let client = client(recorder.url());
        let call = client.quote(amounts).rooms(Map::from([(-7, stay)])).format(format);
        let answered = call.send().await.expect("the answer is good");
        assert_eq!(*answered, board());
        assert_eq!(answered.deviations(), []);
        assert_eq!(recorder.request().await.text(), expected);
    }
}

#[tokio::test]
async fn a_form_and_a_query_name_values_by_their_keys() {
    let recorder = Recorder::answering("HTTP/1.1 409 Conflict\r\nContent-Length: 0\r\n\r\n").await;
    let amounts = map([("U&D", decimal("1")), ("\u{20ac}", decimal("2"))]);
    let stay = Stay { nights: 2, guests: Some(vec!["Ann".to_owned(), "Bo".to_owned()]) };
    let client_ = client(recorder.url());
    let call = client_.quote(amounts).rooms(Map::from([(7, stay)]));
    drop(call.format(Quote::APPLICATION_X_WWW_FORM_URLENCODED).send().await);
    assert_eq!(
        recorder.request().await.text(),
        concat!(
            "amounts%5BU%26D%5D=1&amounts%5B%E2%82%AC%5D=2",
            "&rooms%5B7%5D%5Bnights%5D=2&rooms%5B7%5D%5Bguests%5D=Ann&rooms%5B7%5D%5Bguests%5D=Bo"
        )
    );
    let recorder = Recorder::answering("HTTP/1.1 409 Conflict\r\nContent-Length: 0\r\n\r\n").await;
    let client_ = client(recorder.url());
    let call = client_.watch(map([("USD", 1), ("EUR", 2)])).per(Map::from([(Way::Out, Nullable::Value(3))]));
    drop(call.send().await);
    let line = "GET /moves?since.USD=1&since.EUR=2&per.out=3 HTTP/1.1";
    assert_eq!(recorder.request().await.request_line, line);
}

#[tokio::test]
async fn a_server_reads_and_writes_maps_in_every_way() {
    let served = Served::new(router(Office)).await;
    let answer = JSON.replace(r#"{"USD":1.10,"EUR":1}"#, r#"{"USD":2}"#);
    let nil = r#"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil"#;
    let members = MEMBERS
        .replace("<value>1.10</value></entry><entry><key>EUR</key><value>1</value>", "<value>2</value>");
    let board = format!(r#"<Board xmlns="urn:office">{}</Board>"#, members.replace("NIL", nil));
    let amounts = "<amounts><entry><key>USD</key><value>2</value></entry></amounts>";
    let reversed = "<amounts><entry><value>2</value><!-- --><key>USD</key></entry></amounts>";
    let requests = [
        ("application/json", r#"{"amounts":{"USD":2}}"#.to_owned()),
        // How many entries there are says nothing of the lists in them.
        ("application/json", r#"{"amounts":{"USD":2},"notes":{"a":["1","2","3"]}}"#.to_owned()),
        ("application/x-www-form-urlencoded", "amounts[USD]=2".to_owned()),
        ("application/x-www-form-urlencoded", "amounts.USD=2&rooms=".to_owned()),
        ("application/xml", format!(r#"<Quote xmlns="urn:office">{amounts}</Quote>"#)),
        (
            "application/xml",
            format!(r#"<o:Quote xmlns="urn:office" xmlns:o="urn:office">{reversed}</o:Quote>"#),
        ),
    ];
    for (content_type, body) in &requests {
        for (accept, expected) in [("application/json", &answer), ("application/xml", &board)] {
            let head = format!("POST /quotes HTTP/1.1\nContent-Type: {content_type}\nAccept: {accept}");
            let answered = served.send(&head, body.as_bytes()).await;
            assert_eq!((answered.status(), &answered.text()), (200, expected), "{body}");
        }
    }
    for (content_type, soap, namespace) in [
        ("text/xml", "soap", "http://schemas.xmlsoap.org/soap/envelope/"),
        ("application/soap+xml", "soap12", "http://www.w3.org/2003/05/soap-envelope"),
    ] {
        let body = format!(
            r#"<e:Envelope xmlns:e="{namespace}"><e:Body><Quote xmlns="urn:office">{amounts}</Quote></e:Body></e:Envelope>"#
        );
        let head = format!(
            "POST /quotes.asmx HTTP/1.1\nContent-Type: {content_type}\nSOAPAction: \"urn:office/Quote\""
        );
        let answered = served.send(&head, body.as_bytes()).await;
        let expected = format!(
            concat!(
                r#"<?xml version="1.0" encoding="utf-8"?><{soap}:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#,
                r#" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:{soap}="{namespace}"><{soap}:Body>"#,
                r#"<QuoteResponse xmlns="urn:office">{members}</QuoteResponse></{soap}:Body></{soap}:Envelope>"#
            ),
            soap = soap,
            namespace = namespace,
            members = members.replace("NIL", "xsi:nil"),
        );
        assert_eq!((answered.status(), answered.text()), (200, expected));
    }
}

#[tokio::test]
async fn a_map_is_a_whole_body() {
    let served = Served::new(router(Office)).await;
    let ask = async |line: &str, accept: &str, body: &[u8]| {
        let head = format!("{line} HTTP/1.1\nAccept: {accept}\nContent-Type: application/json");
        let answered = served.send(&head, body).await;
        (answered.status(), answered.text())
    };
    let (json, xml) = ("application/json", "application/xml");
    let told = |status, body: &str| (status, body.to_owned());
    let moves = "GET /moves?since[USD]=1&since.EUR=99999999999&per[in]=2";
    assert_eq!(ask(moves, json, b"").await, told(200, r#"{"USD":{"by":"0.5","at":[1]},"EUR":{"by":"0.5"}}"#));
    let entries = concat!(
        r#"<MapOfMove xmlns="urn:office"><entry><key>USD</key><value><by>0.5</by><at><int>1</int></at></value></entry>"#,
        "<entry><key>EUR</key><value><by>0.5</by></value></entry></MapOfMove>"
    );
    assert_eq!(ask(moves, xml, b"").await, told(200, entries));
    // A map that is there has no other way to be empty in a query.
    assert_eq!(ask("GET /moves", json, b"").await, told(409, r#"{"1":["lunch"],"2":[]}"#));
    let shut = concat!(
        r#"<MapOfArrayOfstring xmlns="urn:office"><entry><key>1</key><value><string>lunch</string></value></entry>"#,
        "<entry><key>2</key><value /></entry></MapOfArrayOfstring>"
    );
    assert_eq!(ask("GET /moves", xml, b"").await, told(409, shut));
    let words = r#"{"en":"dollar","de":"Dollar"}"#.as_bytes();
    let names = r#"[{"all":{"en":"dollar","de":"Dollar"}},{}]"#;
    assert_eq!(ask("PUT /names", json, words).await, told(200, names));
    let names = concat!(
        r#"<ArrayOfWords xmlns="urn:office"><Words><entry><key>all</key><value>"#,
        "<entry><key>en</key><value>dollar</value></entry><entry><key>de</key><value>Dollar</value></entry>",
        "</value></entry></Words><Words /></ArrayOfWords>"
    );
    assert_eq!(ask("PUT /names", xml, words).await, told(200, names));
}

#[tokio::test]
async fn what_is_no_such_map_is_refused_by_its_path() {
    let served = Served::new(router(Office)).await;
    let (json, xml, form) = ("application/json", "application/xml", "application/x-www-form-urlencoded");
    let document =
        |entries: &str| format!(r#"<Quote xmlns="urn:office"><amounts>{entries}</amounts></Quote>"#);
    let (entry, key) = ("<entry><key>USD</key><value>1</value></entry>", "<entry><key>USD</key></entry>");
    for (content_type, body, says) in [
        (json, r#"{"amounts":{"USD":1,"USD":2}}"#, "`amounts.USD`: stands more than once"),
        (json, r#"{"amounts":{"USD":"x"}}"#, "`amounts.USD`: expected a decimal number"),
        (json, r#"{"amounts":{"USD":null}}"#, "`amounts.USD`: expected a single value"),
        (json, r#"{"amounts":[1]}"#, "`amounts`: expected an object"),
        (json, r#"{"amounts":{}}"#, "`amounts` has 0 entries, the page says 1 to 5"),
        (json, r#"{"amounts":{"USD":0.001}}"#, "`amounts.USD` is 0.001, the page says at least 0.01"),
        (json, r#"{"amounts":{"USD":1},"notes":{"a":["1","0123456789"]}}"#, "`notes.a[1]` has 10 characters"),
        (
            json,
            r#"{"amounts":{"USD":1},"notes":{"a":[],"b":[],"c":[]}}"#,
            "`notes` has 3 entries, the page says at most 2",
        ),
        (json, r#"{"amounts":{"USD":1},"rooms":{"x":{"nights":1}}}"#, "`rooms.x`: expected a whole number"),
        (
            json,
            r#"{"amounts":{"USD":1},"rooms":{"1":{"nights":1},"01":{"nights":1}}}"#,
            "`rooms.01`: stands more",
        ),
        (json, r#"{"amounts":{"USD":1},"rooms":{"1":[1]}}"#, "`rooms.1`: expected an object"),
        (json, r#"{"amounts":{"USD":1},"rooms":{"1":{}}}"#, "`rooms.1`: `nights` is missing"),
        (xml, &document(&entry.repeat(2)), "`amounts.USD`: stands more than once"),
        (xml, &document(key), "`amounts`: `value` is missing"),
        (xml, &document("<entry><value>1</value></entry>"), "`amounts`: `key` is missing"),
        (
            xml,
            &document("<entry><value>1</value><key>a</key><value>1</value></entry>"),
            "stands more than once",
        ),
        (xml, &document("<entry><key>a</key><key>b</key><value>1</value></entry>"), "stands more than once"),
        (xml, &document("<entry><key>a</key><value>x</value></entry>"), "`amounts.a`: expected a decimal"),
        (form, "amounts[USD]=1&amounts[USD]=2", "`amounts.USD`: stands more than once"),
        (form, "amounts=1", "`amounts`: expected the values of a map, each by its key"),
        (form, "amounts[USD][x]=1", "`amounts.USD`: expected a single value"),
    ] {
        let head = format!("POST /quotes HTTP/1.1\nContent-Type: {content_type}\nAccept: application/json");
        let answered = served.send(&head, body.as_bytes()).await;
        let text = answered.text();
        assert_eq!(answered.status(), 400, "{body}: {text}");
        assert!(text.contains(says), "{body}: {text}");
    }
    let head = "GET /moves?since.USD=1&per.up=1 HTTP/1.1\nAccept: application/json";
    let answered = served.send(head, b"").await;
    assert!(answered.text().contains("`per.up`: expected one of the listed values"), "{}", answered.text());
}

#[tokio::test]
async fn an_answer_with_no_such_map_is_refused_by_its_path() {
    for (members, says) in [
        (r#""USD":1,"EUR":2,"USD":1}"#, "`prices.USD`: stands more than once (line 1, column"),
        (r#"},"stays":{"7":{"nights":1},"7":{"nights":1}}"#, "`stays.7`: stands more than once"),
        (r#"},"stays":{"7":[2]}"#, "`stays.7`: expected an object"),
        (r#"},"limits":{"x":2}"#, "`limits.x`: expected"),
        (
            r#"},"tree":{"name":"a","children":{"b":{"name":"b","children":{"c":{}}}}}"#,
            "`tree.children.b.children.c`",
        ),
    ] {
        let body = format!(r#"{{"prices":{{{members}}}"#);
        let recorder = answering("json", &body).await;
        let client = client(recorder.url());
        let error = client.quote(map([("USD", decimal("1"))])).send().await.expect_err("it is refused");
        assert!(error.to_string().contains(says), "{body}: {error}");
    }
}

#[tokio::test]
async fn what_a_map_has_beyond_its_page_is_noted() {
    let body = concat!(
        r#"<MapOfMove xmlns="urn:office" a="1"><other /><entry b="2"><key c="3">USD</key><x />"#,
        "<value><by>1</by><at><int>1</int><up /></at></value></entry></MapOfMove>"
    );
    let recorder = answering("xml", body).await;
    let moves = client(recorder.url()).watch(Map::default()).send().await.expect("it can be read");
    let paths: Vec<String> = moves.deviations().iter().map(ToString::to_string).collect();
    let unknown = ["@a", "other", "@b", "@c", "x", "USD.at.up"];
    assert_eq!(paths, unknown.map(|path| format!("`{path}` is not in the spec")));
    let body = r#"{"USD":{"by":1.5,"to":1}}"#;
    let recorder = answering("json", body).await;
    let moves = client(recorder.url()).watch(Map::default()).send().await.expect("it can be read");
    let unknown = Deviation::UnknownMember { path: "USD.to".to_owned() };
    let bare = Deviation::BareText { path: "USD.by".to_owned() };
    assert_eq!(moves.deviations(), [bare, unknown]);
}

#[tokio::test]
async fn a_key_that_would_be_read_as_another_is_not_sent() {
    let client = client("http://127.0.0.1:1".to_owned());
    for (key, format) in [
        ("a.b", Quote::APPLICATION_X_WWW_FORM_URLENCODED),
        ("a[b]", Quote::APPLICATION_X_WWW_FORM_URLENCODED),
        ("", Quote::APPLICATION_X_WWW_FORM_URLENCODED),
        ("\u{0}", Quote::APPLICATION_XML),
    ] {
        let error =
            client.quote(map([(key, decimal("1"))])).format(format).send().await.expect_err("refused");
        assert!(matches!(error.kind(), ErrorKind::Input(_)), "{error}");
    }
    for (map, says) in [
        (map([]), "`amounts` has 0 entries, the page says 1 to 5"),
        (map([("USD", decimal("0"))]), "`amounts.USD` is 0, the page says at least 0.01"),
    ] {
        let error = client.quote(map).send().await.expect_err("it is refused");
        assert!(error.to_string().contains(says), "{error}");
    }
    let per = Map::from([(Way::In, Nullable::Null)]);
    let error = client.watch(map([("USD", 1)])).per(per).send().await.expect_err("a query has no null");
    assert!(error.to_string().contains("per.in"), "{error}");
}

#[test]
fn a_key_that_is_no_name_is_no_element() {
    let board = |sizes: Map<String, String>| Board { sizes: Some(sizes), ..board() };
    let media = wirewright_runtime::message::MediaType::new(
        "application/xml",
        wirewright_runtime::message::Codec::Xml(&wirewright_runtime::xml::XmlStyle {
            declaration: false,
            declare: &[],
        }),
    );
    let write = |board: &Board| {
        wirewright_runtime::message::write_body(board, &wirewright_runtime::message::Root::new(), &media)
    };
    for key in ["", "1", "a b", "a:b", "<", "a>"] {
        let error = write(&board(map([(key, "x".to_owned())]))).expect_err(key);
        assert!(error.to_string().contains("the key is no name of an element"), "{error}");
    }
    let written = write(&board(map([("\u{e9}-1.x", String::new()), ("key", "</key>".to_owned())])));
    let text = String::from_utf8(written.expect("they are names")).expect("it is UTF-8");
    assert!(text.contains("<sizes><\u{e9}-1.x /><key>&lt;/key&gt;</key></sizes>"), "{text}");
    assert!(!String::from_utf8(write(&board(map([]))).expect("it is")).expect("UTF-8").contains("sizes"));
}

#[tokio::test]
async fn both_ends_talk_in_every_binding_and_media_type() {
    let served = Served::new(router(Office)).await;
    let client = client(served.url());
    let stay = || Stay { nights: 2, guests: None };
    let amounts = || map([("b", decimal("1.50")), ("a", decimal("2"))]);
    let check = |found: &Board| {
        // A form has no place for a null, nor for an item that is not there.
        let expected = Board { prices: amounts(), rates: None, ..board() };
        assert_eq!(*found, expected);
        assert!(found.prices.keys().eq(["b", "a"]));
    };
    let quote = || client.quote(amounts()).rooms(Map::from([(7, stay())]));
    for binding in [Quote::SOAP11, Quote::SOAP12] {
        check(&quote().binding(binding).send().await.expect("it is served"));
    }
    let formats = [Quote::APPLICATION_JSON, Quote::APPLICATION_XML, Quote::APPLICATION_X_WWW_FORM_URLENCODED];
    for format in formats {
        for accept in [Quote::APPLICATION_JSON, Quote::APPLICATION_XML] {
            check(&quote().format(format).accept(accept).send().await.expect("it is served"));
        }
    }
    for accept in [Watch::APPLICATION_JSON, Watch::APPLICATION_XML] {
        let moves = client.watch(map([("b", 1), ("a", 2)])).accept(accept).send().await.expect("served");
        assert!(moves.keys().eq(["b", "a"]));
        let error = client.watch(Map::default()).accept(accept).send().await.expect_err("it is shut");
        let told = map([("1", vec!["lunch".to_owned()]), ("2", Vec::new())]);
        assert_eq!(error.failure(), Some(&WatchFailure::Shut(told)));
    }
    for format in [Names::APPLICATION_JSON, Names::APPLICATION_XML] {
        let words: Translations =
            map([(" ", " a ".to_owned()), ("", String::new()), ("<", "\u{e9}".to_owned())]);
        let back = client.names(words.clone()).format(format).accept(format).send().await.expect("served");
        assert_eq!(*back, [map([("all", words)]), Map::default()]);
    }
}

#[test]
fn samples_are_read_and_written() {
    for sample in SAMPLES {
        match sample.operation {
            "Quote" => round_trip(Quote, sample),
            "Watch" => round_trip(Watch, sample),
            _ => round_trip(Names, sample),
        }
    }
}

#[test]
fn any_value_comes_back_or_is_refused() {
    any_value_survives(Quote, 300, 400);
    any_value_survives(Watch, 300, 400);
    any_value_survives(Names, 300, 400);
}
