//! Operations on one address that an attribute of an XML document tells apart.

use wirewright_capabilities::requests::client::Client;
use wirewright_capabilities::requests::operations::{FindInput, FindOutput, SendInput, SendOutput};
use wirewright_capabilities::requests::server::{NoFailure, Request, Requests, ServerError, router};
use wirewright_tests::{Recorder, Served};

struct Depot;

impl Requests for Depot {
    async fn send(&self, request: Request<SendInput>) -> Result<SendOutput, ServerError<NoFailure>> {
        Ok(SendOutput { parcel: format!("p{}", request.weight) })
    }

    async fn find(&self, request: Request<FindInput>) -> Result<FindOutput, ServerError<NoFailure>> {
        Ok(FindOutput { place: format!("{} is here", request.parcel) })
    }
}

#[tokio::test]
async fn a_client_writes_the_attribute() {
    let body = "<response><parcel>p7</parcel></response>";
    let length = body.len();
    let answer =
        format!("HTTP/1.1 200 OK\r\nContent-Type: application/xml\r\nContent-Length: {length}\r\n\r\n{body}");
    let recorder = Recorder::answering(answer).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    assert_eq!(client.send(7).send().await.expect("the answer is good").into_inner().parcel, "p7");
    let request = recorder.request().await;
    assert_eq!(request.text(), r#"<request type="Send"><weight>7</weight></request>"#);
}

#[tokio::test]
async fn a_server_goes_by_the_attribute() {
    let served = Served::new(router(Depot)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    assert_eq!(client.send(8).send().await.expect("it is served").into_inner().parcel, "p8");
    assert_eq!(client.find("p8").send().await.expect("it is served").into_inner().place, "p8 is here");

    let head = "POST /xml HTTP/1.1\nContent-Type: application/xml; charset=utf-16";
    let body = r#"<request type='Fi&#110;d'><parcel>é</parcel></request>"#;
    let body: Vec<u8> = [0xfffe].into_iter().chain(body.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    let body = body.iter().copied().skip(2).collect::<Vec<_>>();
    let answered = served.send(head, &[&[0xfe, 0xff][..], &body].concat()).await;
    assert_eq!(
        (answered.status(), answered.text().as_str()),
        (200, "<response><place>é is here</place></response>")
    );

    let head = "POST /xml HTTP/1.1\nContent-Type: application/xml";
    for root in [r#"<request type="Burn">"#, "<request>", r#"<request xmlns:a="a" a:type="Send">"#] {
        let answered = served.send(head, format!("{root}<weight>7</weight></request>").as_bytes()).await;
        assert_eq!(answered.status(), 404, "{root}");
        assert_eq!(answered.header("Content-Type"), Some("application/problem+xml"));
    }
}
