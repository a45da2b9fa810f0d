//! A service in several files, with what it shares with others in one more.

use wirewright_capabilities::several::Credentials;
use wirewright_capabilities::several::client::Client;
use wirewright_capabilities::several::operations::{Pay, PayInput, PriceInput};
use wirewright_capabilities::several::server::{
    NoFailure, Request, ServerError, Several, Verification, router,
};
use wirewright_capabilities::several::types::{Currency, Money, Payment, Receipt};
use wirewright_tests::{Recorder, Served};

struct House;

fn money(amount: &str) -> Money {
    Money { amount: amount.to_owned(), currency: Some(Currency::Chf) }
}

impl Several for House {
    async fn pay(&self, request: Request<PayInput>) -> Result<Receipt, ServerError<NoFailure>> {
        let paid = request.body.sum.clone();
        Ok(Receipt { paid: Some(paid), open: Some(vec![money("0.50")]) })
    }

    async fn price(&self, request: Request<PriceInput>) -> Result<Money, ServerError<NoFailure>> {
        Ok(money(&format!("{}.00", request.name.len())))
    }
}

fn credentials() -> Credentials {
    Credentials { key: "k".into() }
}

#[tokio::test]
async fn what_the_settings_say_holds_for_operations_of_other_files() {
    let answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\r\n{}";
    let recorder = Recorder::answering(answer).await;
    let client = Client::builder(recorder.url()).credentials(credentials()).build().expect("it is good");
    client.pay(7, Payment { sum: money("1.50") }).send().await.expect("the answer is good");
    let request = recorder.request().await;
    assert_eq!(request.request_line, "POST /orders/7/payment HTTP/1.1");
    assert_eq!(request.text(), r#"{"sum":{"amount":"1.50","currency":"CHF"}}"#);
    // The digest of the body and of the key, by another program.
    assert_eq!(
        request.header("X-Sign"),
        Some("f410265c0b090b64c4a77af936c98132b8d5b27f2c2af07ec7c1408c920c987a")
    );
}

#[tokio::test]
async fn a_client_and_a_server_of_several_files_talk() {
    let router = router(House, Verification::Required(credentials()));
    let served = Served::new(router).await;
    let client = Client::builder(served.url()).credentials(credentials()).build().expect("it is good");
    for format in [Pay::APPLICATION_JSON, Pay::APPLICATION_XML] {
        let call = client.pay(7, Payment { sum: money("1.50") }).format(format);
        let receipt = call.send().await.expect("it is served").into_inner();
        assert_eq!(receipt.paid, Some(money("1.50")), "{format:?}");
        assert_eq!(receipt.open, Some(vec![money("0.50")]), "{format:?}");
    }
    assert_eq!(client.price("tea").send().await.expect("it is served").into_inner(), money("3.00"));
}
