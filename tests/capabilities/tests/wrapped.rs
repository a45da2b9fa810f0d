//! Answers in a member of their own, and XML documents whose root is another one.

use wirewright_capabilities::wrapped::client::{Client, ErrorKind};
use wirewright_capabilities::wrapped::operations::{Send, SendFailure, SendInput, SendOutput};
use wirewright_capabilities::wrapped::server::{Request, ServerError, Wrapped, router};
use wirewright_capabilities::wrapped::types::Problem;
use wirewright_tests::Served;

struct Depot;

impl Wrapped for Depot {
    async fn send(&self, request: Request<SendInput>) -> Result<SendOutput, ServerError<SendFailure>> {
        match request.weight {
            0..=99 => Ok(SendOutput { parcel: format!("p{}", request.weight) }),
            _ => Err(SendFailure::Heavy(Problem { message: "too heavy".to_owned() }).into()),
        }
    }
}

#[tokio::test]
async fn answers_are_wrapped_and_failures_are_not() {
    let served = Served::new(router(Depot)).await;
    for (media, body, status, expected) in [
        ("application/json", r#"{"weight":7}"#, 200, r#"{"d":{"parcel":"p7"}}"#),
        ("application/json", r#"{"weight":700}"#, 422, r#"{"message":"too heavy"}"#),
        (
            "application/xml",
            "<request><weight>7</weight></request>",
            200,
            "<SendResult><parcel>p7</parcel></SendResult>",
        ),
        (
            "application/xml",
            "<request><weight>700</weight></request>",
            422,
            "<Problem><message>too heavy</message></Problem>",
        ),
    ] {
        let answered =
            served.send(&format!("POST /send HTTP/1.1\nContent-Type: {media}"), body.as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (status, expected));
    }
}

#[tokio::test]
async fn client_and_server_understand_each_other_in_every_form() {
    let served = Served::new(router(Depot)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    for format in [Send::APPLICATION_JSON, Send::APPLICATION_XML] {
        let sent = client.send(7).format(format).send().await.expect("it is served");
        assert_eq!((sent.parcel.as_str(), sent.deviations()), ("p7", &[][..]));
    }
    for format in [Send::APPLICATION_JSON, Send::APPLICATION_XML] {
        let error = client.send(700).format(format).send().await.expect_err("it is a failure");
        let ErrorKind::Failure(SendFailure::Heavy(own)) = error.into_kind() else {
            panic!("it is documented")
        };
        assert_eq!(own.message, "too heavy");
    }
}
