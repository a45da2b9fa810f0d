//! Days and times in the forms of their pages.

use wirewright_capabilities::dates::client::Client;
use wirewright_capabilities::dates::operations::{Depart, DepartInput};
use wirewright_capabilities::dates::server::{Dates, NoFailure, Request, ServerError, router};
use wirewright_capabilities::dates::types::Departure;
use wirewright_runtime::testing::{input_survives, output_survives};
use wirewright_runtime::{Date, DateTime, Nullable, Time};
use wirewright_tests::{Recorder, Served, try_bytes};

struct Ferry;

impl Dates for Ferry {
    async fn depart(&self, request: Request<DepartInput>) -> Result<Departure, ServerError<NoFailure>> {
        Ok(request.into_input().body)
    }
}

fn moment() -> DateTime {
    "2024-02-29T06:05:04.125+01:00".parse().expect("a date and time")
}

fn departure(moment: DateTime) -> Departure {
    Departure {
        http: moment,
        compact: moment,
        local: moment,
        whole: moment,
        long: moment,
        german: moment,
        american: Nullable::Value(moment),
        zulu: moment,
        day: moment.day(),
        packed: moment.day(),
        gate: Time::new(6, 5, 0).expect("a time"),
        wcf: moment,
        each: moment,
        stops: Some(vec![moment, moment]),
    }
}

const JSON: &str = concat!(
    r#"{"http":"Thu, 29 Feb 2024 05:05:04 GMT","compact":"20240229T060504.125+0100","#,
    r#""local":"2024-02-29T06:05:04.125","whole":"2024-02-29T06:05:04+01:00","#,
    r#""long":"2024-02-29T06:05:04.1250000+01:00","german":"29.02.2024 06:05:04","#,
    r#""american":"2/29/2024 6:05:04 AM","zulu":"20240229T050504.125Z","day":"29 Feb 2024","#,
    r#""packed":"20240229","gate":"06:05","wcf":"/Date(1709183104125+0100)/","each":1709183104,"stops":[1709183104,1709183104]}"#
);

const XML: &str = concat!(
    "<Departure><http>Thu, 29 Feb 2024 05:05:04 GMT</http><compact>20240229T060504.125+0100</compact>",
    "<local>2024-02-29T06:05:04.125</local><whole>2024-02-29T06:05:04+01:00</whole>",
    "<long>2024-02-29T06:05:04.1250000+01:00</long><german>29.02.2024 06:05:04</german>",
    "<american>2/29/2024 6:05:04 AM</american><zulu>20240229T050504.125Z</zulu><day>29 Feb 2024</day>",
    "<packed>20240229</packed><gate>06:05</gate><wcf>2024-02-29T06:05:04.125+01:00</wcf><each>2024-02-29 06:05:04</each>",
    "<stops><dateTime>1709183104</dateTime><dateTime>1709183104</dateTime></stops></Departure>"
);

#[tokio::test]
async fn a_client_writes_each_date_in_its_form() {
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{JSON}", JSON.len());
    for (media, body) in [(Depart::APPLICATION_JSON, JSON), (Depart::APPLICATION_XML, XML)] {
        let recorder = Recorder::answering(answer.as_str()).await;
        let client = Client::builder(recorder.url()).build().expect("the address is good");
        let call = client.depart(moment(), departure(moment())).if_modified_since(moment());
        let answer = call.format(media).send().await.expect("the answer is good").into_inner();
        assert_eq!(answer.http.to_string(), "2024-02-29T05:05:04Z");
        assert_eq!(answer.compact, moment());
        assert_eq!(answer.local.to_string(), "2024-02-29T06:05:04.125");
        assert_eq!(answer.american.value().map(ToString::to_string).as_deref(), Some("2024-02-29T06:05:04"));
        assert_eq!(answer.zulu.to_string(), "2024-02-29T05:05:04.125Z");
        assert_eq!((answer.day, answer.packed), (moment().day(), Date::new(2024, 2, 29).expect("a day")));
        assert_eq!(answer.each.to_string(), "2024-02-29T05:05:04Z");
        let request = recorder.request().await;
        assert_eq!(request.request_line, "POST /departures?after=20240229T060504.125%2B0100 HTTP/1.1");
        assert_eq!(request.header("If-Modified-Since"), Some("Thu, 29 Feb 2024 05:05:04 GMT"));
        assert_eq!(request.text(), body);
    }
}

#[tokio::test]
async fn a_server_reads_each_date_and_answers_in_its_form() {
    let served = Served::new(router(Ferry)).await;
    for (content_type, body) in [("application/json", JSON), ("application/xml", XML)] {
        let head = format!(
            "POST /departures?after=20240229T060504Z HTTP/1.1\r\nContent-Type: {content_type}\r\nAccept: {content_type}"
        );
        let answered = served.send(&head, body.as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (200, body));
    }
    let head = "POST /departures?after=2024-02-30 HTTP/1.1\r\nContent-Type: application/json";
    let answered = served.send(head, JSON.as_bytes()).await;
    assert_eq!(answered.status(), 400);
    assert!(answered.text().contains("`after`: expected a date and time"), "{}", answered.text());
    let day = |text: &str| JSON.replace("\"29 Feb 2024\"", &format!("\"{text}\""));
    let head = "POST /departures?after=20240229T060504Z HTTP/1.1\r\nContent-Type: application/json";
    let answered = served.send(head, day("29 FEB 2024").as_bytes()).await;
    assert_eq!((answered.status(), answered.text().as_str()), (200, JSON));
    let answered = served.send(head, day("30 Feb 2024").as_bytes()).await;
    assert_eq!(answered.status(), 400);
    assert!(answered.text().contains("`day`: expected a day, found `30 Feb 2024`"), "{}", answered.text());
}

#[tokio::test]
async fn what_a_picture_has_no_place_for_is_not_sent() {
    let client = Client::builder("http://127.0.0.1:9").build().expect("the address is good");
    let gate = Time::new(6, 5, 30).expect("a time");
    for media in [Depart::APPLICATION_JSON, Depart::APPLICATION_XML] {
        let call = client.depart(moment(), Departure { gate, ..departure(moment()) });
        let error = call.format(media).send().await.expect_err("the seconds would be lost");
        assert!(error.to_string().contains("06:05:30 has more to it than `HH:mm` can say"), "{error}");
    }
}

#[test]
fn made_up_values_survive() {
    try_bytes(300, 300, |bytes| {
        input_survives(Depart, None, bytes);
        output_survives(Depart, bytes);
    });
}
