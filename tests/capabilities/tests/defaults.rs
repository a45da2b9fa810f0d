//! What a server takes where a body leaves something out.

use wirewright_capabilities::defaults::client::Client;
use wirewright_capabilities::defaults::operations::{Order, OrderInput, Wake, WakeInput, WakeOutput};
use wirewright_capabilities::defaults::server::{Defaults, NoFailure, Request, ServerError, router};
use wirewright_capabilities::defaults::types::{Dish, Side};
use wirewright_runtime::Nullable;
use wirewright_runtime::testing::input_survives;
use wirewright_tests::{Recorder, Served, try_bytes};

struct Kitchen;

impl Defaults for Kitchen {
    async fn order(&self, request: Request<OrderInput>) -> Result<Dish, ServerError<NoFailure>> {
        Ok(request.into_input().body)
    }

    async fn wake(&self, request: Request<WakeInput>) -> Result<WakeOutput, ServerError<NoFailure>> {
        let WakeInput { at, sides, .. } = request.into_input();
        Ok(WakeOutput { at, sides })
    }
}

#[tokio::test]
async fn a_handler_sees_the_defaults_of_a_body() {
    let served = Served::new(router(Kitchen)).await;
    let whole =
        r#"{"name":"soup","plates":1,"spice":"mild","until":"31.12.2024","side":{"name":"bread","grams":5}}"#;
    let null = r#"{"name":"soup","plates":2,"spice":null,"until":"01.02.2024"}"#;
    for (content_type, body, understood) in [
        ("application/json", r#"{"name":"soup","side":{"grams":5}}"#, whole),
        ("application/xml", "<Dish><name>soup</name><side><grams>5</grams></side></Dish>", whole),
        ("application/x-www-form-urlencoded", "name=soup&side.grams=5", whole),
        ("application/json", null, null),
        (
            "application/xml",
            concat!(
                r#"<Dish xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><name>soup</name><plates>2</plates>"#,
                r#"<spice i:nil="true"/><until>01.02.2024</until></Dish>"#
            ),
            null,
        ),
    ] {
        let head = format!("POST /dishes HTTP/1.1\r\nContent-Type: {content_type}");
        let answered = served.send(&head, body.as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (200, understood));
    }
    let head = "POST /calls HTTP/1.1\r\nContent-Type: application/json";
    let answered = served.send(head, br#"{"room":7,"sides":[{},{"name":"jam"}]}"#).await;
    let understood = r#"{"at":"07:00:00","sides":[{"name":"bread"},{"name":"jam"}]}"#;
    assert_eq!((answered.status(), answered.text().as_str()), (200, understood));
}

#[tokio::test]
async fn a_client_neither_sends_defaults_nor_makes_them_up() {
    let recorder =
        Recorder::answering("HTTP/1.1 200 OK\r\nContent-Length: 15\r\n\r\n{\"name\":\"soup\"}").await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let dish = Dish {
        name: "soup".to_owned(),
        plates: None,
        spice: None.into(),
        until: None,
        side: Some(Side { name: None, grams: None }),
    };
    let answer = client.order(dish.clone()).send().await.expect("the answer is good").into_inner();
    assert_eq!(answer, Dish { side: None, ..dish });
    assert_eq!(recorder.request().await.text(), r#"{"name":"soup","side":{}}"#);
}

#[tokio::test]
async fn a_null_that_would_become_the_default_is_not_sent() {
    let client = Client::builder("http://127.0.0.1:9").build().expect("the address is good");
    let dish = Dish { name: "soup".to_owned(), plates: None, spice: Nullable::Null, until: None, side: None };
    let call = client.order(dish).format(Order::APPLICATION_X_WWW_FORM_URLENCODED);
    let error = call.send().await.expect_err("a form has no null");
    assert!(error.to_string().contains("`spice`: a form has no way to write it"), "{error}");
}

#[test]
fn made_up_values_survive() {
    try_bytes(300, 300, |bytes| {
        input_survives(Order, None, bytes);
        input_survives(Wake, None, bytes);
    });
}
