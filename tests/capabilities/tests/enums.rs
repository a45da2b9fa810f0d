//! Lists of values: open and closed, of texts and of numbers.

use wirewright_capabilities::enums::client::Client;
use wirewright_capabilities::enums::operations::{Switch, SwitchInput};
use wirewright_capabilities::enums::server::{Enums, NoFailure, Request, ServerError, router};
use wirewright_capabilities::enums::types::{Channel, Filter, Lamp, Level, Mood};
use wirewright_runtime::Nullable;
use wirewright_runtime::testing::{input_survives, output_survives};
use wirewright_tests::{Recorder, Served, try_bytes};

struct Theatre;

impl Enums for Theatre {
    async fn switch(&self, request: Request<SwitchInput>) -> Result<Lamp, ServerError<NoFailure>> {
        Ok(request.into_input().body)
    }
}

fn lamp() -> Lamp {
    Lamp {
        level: Level::Broken,
        channel: Channel::V255,
        mood: Mood::Other,
        filter: Nullable::Value(Filter::Red),
        moods: Some(vec![Mood::Warm, Mood::Cold]),
        levels: Some(vec![Level::Off, Level::V1, Level::Other(7)]),
    }
}

const JSON: &str =
    r#"{"level":-1,"channel":255,"mood":"Other","filter":"r","moods":["warm","cold"],"levels":[0,1,7]}"#;

const XML: &str = concat!(
    "<Lamp><level>-1</level><channel>255</channel><mood>Other</mood><filter>r</filter>",
    "<moods><Mood>warm</Mood><Mood>cold</Mood></moods>",
    "<levels><Level>0</Level><Level>1</Level><Level>7</Level></levels></Lamp>"
);

const FORM: &str =
    "level=-1&channel=255&mood=Other&filter=r&moods=warm&moods=cold&levels=0&levels=1&levels=7";

#[tokio::test]
async fn a_client_writes_texts_and_numbers() {
    let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{JSON}", JSON.len());
    for (media, body) in [
        (Switch::APPLICATION_JSON, JSON),
        (Switch::APPLICATION_XML, XML),
        (Switch::APPLICATION_X_WWW_FORM_URLENCODED, FORM),
    ] {
        let recorder = Recorder::answering(answer.as_str()).await;
        let client = Client::builder(recorder.url()).build().expect("the address is good");
        let call = client.switch(2, lamp()).mood(Mood::Cold).x_channel(Channel::V2);
        let answer = call.format(media).send().await.expect("the answer is good");
        let notes: Vec<String> = answer.deviations().iter().map(ToString::to_string).collect();
        assert_eq!(notes, ["`levels[2]` has the unknown value `7`"]);
        assert_eq!(answer.into_inner(), lamp());
        let request = recorder.request().await;
        assert_eq!(request.request_line, "POST /lamps/2?mood=cold HTTP/1.1");
        assert_eq!(request.header("X-Channel"), Some("2"));
        assert_eq!(request.text(), body);
    }
}

#[tokio::test]
async fn a_server_answers_with_what_it_read() {
    let served = Served::new(router(Theatre)).await;
    for (content_type, body, accept, answer) in [
        ("application/json", JSON, "application/xml", XML),
        ("application/xml", XML, "application/json", JSON),
        ("application/x-www-form-urlencoded", FORM, "application/json", JSON),
    ] {
        let head = format!("POST /lamps/0 HTTP/1.1\r\nContent-Type: {content_type}\r\nAccept: {accept}");
        let answered = served.send(&head, body.as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (200, answer));
    }
    let client = Client::builder(served.url()).build().expect("the address is good");
    let answer = client.switch(Level::Full, lamp()).send().await.expect("it is served");
    assert_eq!(answer.into_inner(), lamp());
}

#[tokio::test]
async fn what_a_closed_list_does_not_have_is_refused_by_both() {
    let served = Served::new(router(Theatre)).await;
    for (from, to, why) in [
        ("255", "3", "`channel`: expected one of the listed numbers, found `3`"),
        ("\"Other\"", "\"other\"", "`mood`: expected one of the listed values, found `other`"),
        ("\"cold\"", "\"\"", "`moods[1]`: expected one of the listed values, found ``"),
        ("-1", "40000", "`level`: expected one of the listed numbers, found `40000`"),
    ] {
        let body = JSON.replacen(from, to, 1);
        let head = "POST /lamps/0 HTTP/1.1\r\nContent-Type: application/json";
        let answered = served.send(head, body.as_bytes()).await;
        assert_eq!(answered.status(), 400, "{to}");
        assert!(answered.text().contains(why), "{}", answered.text());
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Length: {}\r\n\r\n{body}", body.len());
        let recorder = Recorder::answering(answer).await;
        let client = Client::builder(recorder.url()).build().expect("the address is good");
        let error = client.switch(0, lamp()).send().await.expect_err("the list is closed");
        assert!(error.to_string().contains(why), "{error}");
    }
    let answered = served
        .send("POST /lamps/0?mood=red HTTP/1.1\r\nContent-Type: application/json", JSON.as_bytes())
        .await;
    assert_eq!(answered.status(), 400);
}

#[tokio::test]
async fn absent_null_and_present_stay_apart() {
    for (filter, json) in [
        (Nullable::Absent, String::new()),
        (Nullable::Null, r#","filter":null"#.to_owned()),
        (Nullable::Value(Filter::Other("b".to_owned())), r#","filter":"b""#.to_owned()),
    ] {
        let lamp = Lamp { filter, moods: None, levels: Some(Vec::new()), ..lamp() };
        let body = format!(r#"{{"level":-1,"channel":255,"mood":"Other"{json},"levels":[]}}"#);
        let served = Served::new(router(Theatre)).await;
        let client = Client::builder(served.url()).build().expect("the address is good");
        for media in [Switch::APPLICATION_JSON, Switch::APPLICATION_XML] {
            let call = client.switch(0, lamp.clone()).format(media).accept(media);
            assert_eq!(call.send().await.expect("it is served").into_inner(), lamp);
        }
        let head = "POST /lamps/0 HTTP/1.1\r\nContent-Type: application/json";
        assert_eq!(served.send(head, body.as_bytes()).await.text(), body);
    }
}

#[test]
fn made_up_values_survive() {
    try_bytes(300, 300, |bytes| {
        input_survives(Switch, None, bytes);
        output_survives(Switch, bytes);
    });
}
