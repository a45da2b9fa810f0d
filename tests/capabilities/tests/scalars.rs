//! Every scalar of the language, in every encoding.

use wirewright_capabilities::scalars::client::Client;
use wirewright_capabilities::scalars::operations::{Weigh, WeighInput};
use wirewright_capabilities::scalars::server::{NoFailure, Request, Scalars, ServerError, router};
use wirewright_capabilities::scalars::types::Weighing;
use wirewright_runtime::message::MediaTypeName;
use wirewright_runtime::scalar::Uuid;
use wirewright_runtime::testing::{input_survives, output_survives};
use wirewright_runtime::{Bytes, Nullable};
use wirewright_tests::{Recorder, Served, try_bytes};

struct Bridge;

impl Scalars for Bridge {
    async fn weigh(&self, request: Request<WeighInput>) -> Result<Weighing, ServerError<NoFailure>> {
        Ok(request.into_input().body)
    }
}

fn weighing() -> Weighing {
    Weighing {
        day: "2024-02-29".parse().expect("a day"),
        at: "06:30:00.50".parse().expect("a time"),
        net: "12.500".parse().expect("a decimal"),
        price: "1.10".parse().expect("a decimal"),
        slope: -3,
        ratio: 0.25,
        photo: Bytes::from(&[0xfb, 0xff, 0]),
        plate: Bytes::from(&[0xfb, 0xff, 0]),
        seal: Bytes::from(&[0xc0, 0xff, 0xee]),
        sealed: true,
        paid: true,
        serial: u64::MAX,
        ticket: Some(Uuid::from_u128(0xab)),
        weighed: Some(false),
        tare: Nullable::Null,
        left: Nullable::Value("2024-03-01".parse().expect("a day")),
        until: None,
        note: Some("é".to_owned()),
        axles: Some(vec!["1.0".parse().expect("a decimal"), "-0".parse().expect("a decimal")]),
    }
}

const JSON: &str = concat!(
    r#"{"on":"2024-02-29","at":"06:30:00.50","net":12.500,"price":"1.10","slope":-3,"ratio":0.25,"#,
    r#""photo":"+/8A","plate":"-_8A","seal":"c0ffee","sealed":"yes","paid":1,"serial":"18446744073709551615","#,
    r#""ticket":"000000000000000000000000000000ab","weighed":"false","tare":null,"left":"2024-03-01","note":"w6k=","axles":["1.0","-0"]}"#
);

const XML: &str = concat!(
    "<Weighing><on>2024-02-29</on><at>06:30:00.50</at><net>12.500</net><price>1.10</price><slope>-3</slope>",
    "<ratio>0.25</ratio><photo>+/8A</photo><plate>-_8A</plate><seal>c0ffee</seal><sealed>yes</sealed>",
    "<paid>1</paid><serial>18446744073709551615</serial>",
    "<ticket>000000000000000000000000000000ab</ticket><weighed>false</weighed>",
    r#"<tare xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true" />"#,
    "<left>2024-03-01</left><note>w6k=</note>",
    "<axles><decimal>1.0</decimal><decimal>-0</decimal></axles></Weighing>"
);

const FORM: &str = concat!(
    "on=2024-02-29&at=06%3A30%3A00.50&net=12.500&price=1.10&slope=-3&ratio=0.25&photo=%2B%2F8A&plate=-_8A",
    "&seal=c0ffee&sealed=yes&paid=1&serial=18446744073709551615&ticket=000000000000000000000000000000ab&weighed=false&left=2024-03-01&note=w6k%3D&axles=1.0&axles=-0"
);

#[tokio::test]
async fn a_client_writes_each_scalar_in_its_form() {
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{JSON}", JSON.len());
    for (media, body) in [
        (Weigh::APPLICATION_JSON, JSON),
        (Weigh::APPLICATION_XML, XML),
        (Weigh::APPLICATION_X_WWW_FORM_URLENCODED, FORM),
    ] {
        let recorder = Recorder::answering(answer.as_str()).await;
        let client = Client::builder(recorder.url()).build().expect("the address is good");
        let day = "2024-02-29".parse().expect("a day");
        let call = client.weigh(day, weighing()).share("0.50".parse().expect("a decimal"));
        let call = call.x_seal(&[0xc0, 0xff, 0xee]).x_shift("06:00:00".parse().expect("a time"));
        let answer = call.format(media).send().await.expect("the answer is good");
        assert_eq!(answer.deviations(), []);
        assert_eq!(answer.into_inner(), weighing());
        let request = recorder.request().await;
        assert_eq!(request.request_line, "POST /weighings/2024-02-29?share=0.50 HTTP/1.1");
        assert_eq!((request.header("X-Seal"), request.header("X-Shift")), (Some("c0ffee"), Some("06:00:00")));
        assert_eq!(request.text(), body);
    }
}

#[tokio::test]
async fn a_server_answers_with_what_it_read() {
    let served = Served::new(router(Bridge)).await;
    for (content_type, body, accept, answer) in [
        ("application/json", JSON, "application/xml", XML),
        ("application/xml", XML, "application/json", JSON),
    ] {
        let head = format!(
            "POST /weighings/2024-02-29 HTTP/1.1\r\nContent-Type: {content_type}\r\nAccept: {accept}"
        );
        let answered = served.send(&head, body.as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (200, answer));
    }
    let client = Client::builder(served.url()).build().expect("the address is good");
    for media in ["application/json", "application/xml", "application/x-www-form-urlencoded"] {
        let media = MediaTypeName::find(media).expect("it is one of the operation");
        let day = "2024-02-29".parse().expect("a day");
        let sent = Weighing { tare: Nullable::Absent, ..weighing() };
        let answer = client.weigh(day, sent.clone()).format(media).send().await.expect("it is served");
        assert_eq!(answer.into_inner(), sent);
    }
}

#[tokio::test]
async fn what_is_no_such_scalar_is_refused() {
    let served = Served::new(router(Bridge)).await;
    for (from, to, why) in [
        (r#""2024-02-29""#, r#""2024-02-30""#, "`on`: expected a day, found `2024-02-30`"),
        (r#""06:30:00.50""#, r#""6:30""#, "`at`: expected a time of day, found `6:30`"),
        ("12.500", r#""12,500""#, "`net`: expected a decimal number, found `12,500`"),
        ("-3", "-129", "`slope`: expected a whole number from -128 to 127, found `-129`"),
        ("0.25", "1e39", "`ratio`: expected a number, found `1e39`"),
        (r#""+/8A""#, r#""-_8A""#, "`photo`: expected Base64, found `-_8A`"),
        (r#""c0ffee""#, r#""c0ffe""#, "`seal`: expected pairs of hexadecimal digits, found `c0ffe`"),
        (r#""yes""#, r#""maybe""#, "`sealed`: expected one of the two words of a boolean, found `maybe`"),
    ] {
        assert!(JSON.contains(from), "{from}");
        let body = JSON.replacen(from, to, 1);
        let head = "POST /weighings/2024-02-29 HTTP/1.1\r\nContent-Type: application/json";
        let answered = served.send(head, body.as_bytes()).await;
        assert_eq!(answered.status(), 400, "{to}");
        assert!(answered.text().contains(why), "{}", answered.text());
    }
}

#[tokio::test]
async fn a_number_in_quotes_is_read_and_noted() {
    let body = JSON.replacen("12.500", "\"12.500\"", 1).replacen("\"1.10\"", "1.10", 1);
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
    let recorder = Recorder::answering(answer.as_str()).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let answer = client.weigh("2024-02-29".parse().expect("a day"), weighing()).send().await;
    let answer = answer.expect("it can be read");
    let notes: Vec<String> = answer.deviations().iter().map(ToString::to_string).collect();
    assert_eq!(notes, ["`net` is a text", "`price` is no text"]);
    assert_eq!(answer.into_inner(), weighing());
}

#[test]
fn made_up_values_survive() {
    try_bytes(300, 300, |bytes| {
        input_survives(Weigh, None, bytes);
        output_survives(Weigh, bytes);
    });
}
