//! Operations on one address that a member of the body tells apart.

use wirewright_capabilities::actions::client::Client;
use wirewright_capabilities::actions::operations::{
    Ask, AskInput, AskOutput, Find, FindInput, FindOutput, Send, SendInput, SendOutput,
};
use wirewright_capabilities::actions::server::{Actions, NoFailure, Request, ServerError, router};
use wirewright_runtime::testing::{input_survives, output_survives};
use wirewright_tests::{Recorder, Served, try_bytes};

struct Depot;

impl Actions for Depot {
    async fn send(&self, request: Request<SendInput>) -> Result<SendOutput, ServerError<NoFailure>> {
        // What tells the operation is no part of what a handler gets.
        let SendInput { weight, to } = request.into_input();
        Ok(SendOutput { parcel: format!("p{weight} to {}", to.unwrap_or_default()) })
    }

    async fn find(&self, request: Request<FindInput>) -> Result<FindOutput, ServerError<NoFailure>> {
        Ok(FindOutput { place: format!("{} is here", request.parcel) })
    }

    async fn ask(&self, _: Request<AskInput>) -> Result<AskOutput, ServerError<NoFailure>> {
        Ok(AskOutput { actions: vec!["Send".to_owned(), "Find".to_owned()] })
    }
}

fn answer(body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {length}\r\n\r\n{body}")
}

#[tokio::test]
async fn a_client_writes_what_tells_the_operation() {
    let bodies = [
        (Send::APPLICATION_X_WWW_FORM_URLENCODED, "action=Send&weight=7&to=Ann"),
        (Send::APPLICATION_JSON, r#"{"action":"Send","weight":7,"to":"Ann"}"#),
        (
            Send::APPLICATION_XML,
            r#"<Send xmlns="urn:parcels"><action>Send</action><weight>7</weight><to>Ann</to></Send>"#,
        ),
    ];
    for (format, body) in bodies {
        let recorder = Recorder::answering(answer(r#"{"parcel":"p"}"#)).await;
        let client = Client::builder(recorder.url()).build().expect("the address is good");
        client
            .send(7)
            .to("Ann")
            .format(format)
            .accept(Send::APPLICATION_JSON)
            .send()
            .await
            .expect("it is good");
        let request = recorder.request().await;
        assert_eq!((request.request_line.as_str(), request.text()), ("POST /api HTTP/1.1", body));
    }
}

#[tokio::test]
async fn without_a_body_it_stands_in_the_query() {
    let recorder = Recorder::answering(answer(r#"{"place":"here"}"#)).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    client.find("p 7").binding(Find::LINK).send().await.expect("it is good");
    assert_eq!(recorder.request().await.request_line, "GET /api?action=Find&parcel=p%207 HTTP/1.1");
}

#[tokio::test]
async fn client_and_server_understand_each_other_in_every_form() {
    let served = Served::new(router(Depot)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    for format in [Send::APPLICATION_X_WWW_FORM_URLENCODED, Send::APPLICATION_JSON, Send::APPLICATION_XML] {
        let sent = client.send(7).to("Ann").format(format).send().await.expect("it is served");
        assert_eq!(sent.into_inner().parcel, "p7 to Ann");
    }
    for format in [Ask::APPLICATION_X_WWW_FORM_URLENCODED, Ask::APPLICATION_JSON, Ask::APPLICATION_XML] {
        let asked = client.ask().format(format).send().await.expect("it is served");
        assert_eq!(asked.into_inner().actions, ["Send", "Find"]);
    }
    let found = client.find("p7").binding(Find::LINK).send().await.expect("it is served");
    assert_eq!(found.into_inner().place, "p7 is here");
    assert_eq!(client.find("p8").send().await.expect("it is served").into_inner().place, "p8 is here");
}

#[tokio::test]
async fn it_is_found_wherever_it_stands_in_the_body() {
    let served = Served::new(router(Depot)).await;
    let bodies = [
        ("application/json", r#"{ "parcel": "a{\"action\":\"Send\"}", "action": "F\u0069nd" }"#),
        ("application/x-www-form-urlencoded", "parcel=a%26action=Send&action=F%69nd"),
        (
            "application/xml",
            r#"<?xml version="1.0"?><p:Find xmlns:p="urn:parcels"><action>Send</action><p:parcel>a</p:parcel>
               <p:action><![CDATA[Fi]]>nd</p:action></p:Find>"#,
        ),
    ];
    for (media, body) in bodies {
        let head = format!("POST /api HTTP/1.1\nContent-Type: {media}\nAccept: application/json");
        let answered = served.send(&head, body.as_bytes()).await;
        assert_eq!(answered.status(), 200, "{body}\n{}", answered.text());
        assert!(answered.text().starts_with(r#"{"place":"a"#), "{}", answered.text());
    }
}

#[tokio::test]
async fn another_action_or_none_is_no_operation() {
    let served = Served::new(router(Depot)).await;
    let problem = r#"{"title":"Not Found","status":404,"detail":"no operation is called like this"}"#;
    for body in [
        r#"{"action":"Burn","weight":7}"#,
        r#"{"weight":7}"#,
        r#"{"action":["Send"],"weight":7}"#,
        r#"{"action":null,"weight":7}"#,
        r#"{"Action":"Send","weight":7}"#,
    ] {
        let answered =
            served.send("POST /api HTTP/1.1\nContent-Type: application/json", body.as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (404, problem), "{body}");
    }
    let form =
        "POST /api HTTP/1.1\nContent-Type: application/x-www-form-urlencoded\nAccept: application/json";
    for body in ["", "weight=7", "action=send&weight=7", "action=%ff&weight=7"] {
        let answered = served.send(form, body.as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (404, problem), "{body}");
    }
    let xml = "POST /api HTTP/1.1\nContent-Type: application/xml";
    for body in ["<Send/>", "<Send xmlns=\"urn:parcels\"><weight>7</weight></Send>"] {
        let answered = served.send(xml, body.as_bytes()).await;
        assert_eq!(answered.status(), 404, "{body}");
        assert_eq!(answered.header("Content-Type"), Some("application/problem+xml"));
    }
}

#[tokio::test]
async fn what_cannot_be_read_is_told_as_such() {
    let served = Served::new(router(Depot)).await;
    for (media, body) in [
        ("application/json", r#"{"action":"Send","#),
        ("application/json", "[]"),
        ("application/xml", "<Send"),
        ("application/json", r#"{"action":"Send","weight":"x"}"#),
        ("application/json", r#"{"action":"Send","weight":7,"action":"Find"}"#),
    ] {
        let head = format!("POST /api HTTP/1.1\nContent-Type: {media}");
        assert_eq!(served.send(&head, body.as_bytes()).await.status(), 400, "{body}");
    }
}

#[test]
fn made_up_values_survive() {
    try_bytes(200, 60, |bytes| {
        for journey in input_survives(Send, None, bytes).into_iter().chain(output_survives(Send, bytes)) {
            assert!(journey.carried || journey.way.contains("xml"), "{journey:?}");
        }
        input_survives(Find, None, bytes);
        input_survives(Ask, None, bytes);
    });
}
