//! Operations on one address that a header tells apart.

use wirewright_capabilities::targets::client::Client;
use wirewright_capabilities::targets::operations::{FindInput, FindOutput, SendInput, SendOutput};
use wirewright_capabilities::targets::server::{NoFailure, Request, ServerError, Targets, router};
use wirewright_tests::{Recorder, Served};

struct Depot;

impl Targets for Depot {
    async fn send(&self, request: Request<SendInput>) -> Result<SendOutput, ServerError<NoFailure>> {
        Ok(SendOutput { parcel: format!("p{}", request.weight) })
    }

    async fn find(&self, request: Request<FindInput>) -> Result<FindOutput, ServerError<NoFailure>> {
        Ok(FindOutput { place: format!("{} is here", request.parcel) })
    }
}

#[tokio::test]
async fn a_client_writes_the_header() {
    let answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"parcel\":\"p7\"}";
    let recorder = Recorder::answering(answer).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let answer = client.send(7).send().await.expect("the answer is good");
    assert_eq!(answer.into_inner().parcel, "p7");
    let request = recorder.request().await;
    assert_eq!(request.request_line, "POST / HTTP/1.1");
    assert_eq!(request.header("X-Parcels-Target"), Some("Parcels_2012.Send"));
    assert_eq!(request.text(), r#"{"weight":7}"#);
}

#[tokio::test]
async fn a_server_goes_by_the_header() {
    let served = Served::new(router(Depot)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    assert_eq!(client.send(8).send().await.expect("it is served").into_inner().parcel, "p8");
    assert_eq!(client.find("p8").send().await.expect("it is served").into_inner().place, "p8 is here");

    let head = "POST / HTTP/1.1\nContent-Type: application/json\n";
    for target in ["", "X-Parcels-Target: Parcels_2012.Burn", "X-Parcels-Target: Send"] {
        let answered = served.send(&format!("{head}{target}"), br#"{"weight":7}"#).await;
        assert_eq!(answered.status(), 404, "{target}");
        assert_eq!(
            answered.text(),
            r#"{"title":"Not Found","status":404,"detail":"no operation is called like this"}"#
        );
    }
}
