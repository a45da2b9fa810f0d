//! Records of credentials and sessions, which no caller types in.

use wirewright_capabilities::wallets::client::{Client, Credentials};
use wirewright_capabilities::wallets::operations::{
    BalanceInput, BalanceOutput, Deep, DeepInput, Pay, PayInput,
};
use wirewright_capabilities::wallets::samples::SAMPLES;
use wirewright_capabilities::wallets::server::{
    NoFailure, Request, ServerError, Verification, Wallets, router,
};
use wirewright_capabilities::wallets::types::{Merchant, Receipt, Session, Whole};
use wirewright_runtime::testing::{input_survives, round_trip};
use wirewright_tests::{Recorder, Served, try_journeys};

type Answer<T> = Result<T, ServerError<NoFailure>>;

struct Payer;

/// What a handler has of a merchant: the name, but not the key.
fn known(merchant: Option<&Merchant>) -> bool {
    let merchant = merchant.map(|own| (own.name.as_deref(), own.key.as_deref(), own.channel.as_deref()));
    merchant == Some((Some("ann"), Some(""), Some("api")))
}

impl Wallets for Payer {
    async fn pay(&self, request: Request<PayInput>) -> Answer<Receipt> {
        assert!(!format!("{request:?}").contains("k3y"), "{request:?}");
        assert!(known(request.merchant.as_ref()), "{request:?}");
        Ok(Receipt { id: 7, token: Some("t-7".to_owned()) })
    }

    async fn deep(&self, request: Request<DeepInput>) -> Answer<Receipt> {
        assert!(known(request.body.caller.as_ref().and_then(|own| own.merchant.as_ref())), "{request:?}");
        Ok(Receipt { id: 8, token: None })
    }

    async fn balance(&self, request: Request<BalanceInput>) -> Answer<BalanceOutput> {
        let session = request.session.as_ref().expect("it has to be there");
        let left = if session.token.as_deref() == Some("t-7") { "1.5" } else { "0" };
        Ok(BalanceOutput { left: left.parse().expect("it is a number") })
    }
}

fn credentials() -> Credentials {
    Credentials { name: "ann".to_owned(), key: "k3y".into() }
}

fn amount() -> wirewright_runtime::Decimal {
    "10.50".parse().expect("it is a number")
}

#[tokio::test]
async fn records_of_credentials_come_by_themselves() {
    let served = Served::new(router(Payer, Verification::Required(credentials()))).await;
    let client =
        Client::builder(served.url()).credentials(credentials()).build().expect("the address is good");
    for format in [Pay::APPLICATION_JSON, Pay::APPLICATION_XML, Pay::APPLICATION_X_WWW_FORM_URLENCODED] {
        assert_eq!(client.pay(amount()).format(format).send().await.expect("it is served").id, 7);
    }
    // The session is that of the answer.
    let left = client.balance("EUR").send().await.expect("it is served").left.to_string();
    assert_eq!(left, "1.5");
    let mine = Session { token: Some("mine".to_owned()), locale: None };
    let left = client.balance("EUR").session(mine).send().await.expect("it is served").left.to_string();
    assert_eq!(left, "0");
    for format in [Deep::APPLICATION_JSON, Deep::APPLICATION_XML] {
        let whole = Whole { caller: None, amount: amount() };
        assert_eq!(client.deep(whole).format(format).send().await.expect("it is served").id, 8);
    }
}

#[tokio::test]
async fn a_wrong_key_is_refused() {
    let served = Served::new(router(Payer, Verification::Required(credentials()))).await;
    let head = "POST /pay HTTP/1.1\nContent-Type: application/json";
    for (body, status) in [
        (r#"{"merchant":{"name":"ann","key":"k3y","channel":"api"},"amount":10.50}"#, 200),
        (r#"{"merchant":{"name":"ann","key":"other","channel":"api"},"amount":10.50}"#, 403),
        (r#"{"merchant":{"name":"ann","key":"k3y","channel":"web"},"amount":10.50}"#, 400),
        (r#"{"merchant":{"name":"ann","channel":"api"},"amount":10.50}"#, 400),
        (r#"{"amount":10.50}"#, 400),
    ] {
        assert_eq!(served.send(head, body.as_bytes()).await.status(), status, "{body}");
    }
}

/// The body of the request that a call sends.
async fn body(call: impl AsyncFnOnce(&Client)) -> String {
    let recorder = Recorder::answering("HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n").await;
    let client = Client::builder(recorder.url()).credentials(credentials()).hold("token", "t").build();
    call(&client.expect("the address is good")).await;
    String::from_utf8(recorder.request().await.body).expect("it is text")
}

#[tokio::test]
async fn they_stand_where_their_record_stands() {
    let text = body(async |client| {
        let _ = client.pay(amount()).format(Pay::APPLICATION_X_WWW_FORM_URLENCODED).send().await;
    });
    assert_eq!(text.await, "merchant.name=ann&merchant.key=k3y&merchant.channel=api&amount=10.50");
    let text = body(async |client| {
        let _ = client.pay(amount()).format(Pay::APPLICATION_XML).send().await;
    });
    let pay = "<Pay xmlns=\"urn:payer\"><merchant><name>ann</name><key>k3y</key><channel>api</channel>\
               </merchant><amount>10.50</amount></Pay>";
    assert_eq!(text.await, pay);
    let text = body(async |client| {
        let _ = client.balance("EUR").send().await;
    });
    let header = "<soap:Header><Session xmlns=\"urn:payer\"><token>t</token></Session></soap:Header>";
    assert!(text.await.contains(header));
}

#[test]
fn samples_and_made_up_values_come_back() {
    SAMPLES.iter().filter(|own| own.operation == "Pay").for_each(|sample| round_trip(Pay, sample));
    let ways = try_journeys(300, 200, |bytes| {
        [input_survives(Pay, Some(&credentials()), bytes), input_survives(Deep, Some(&credentials()), bytes)]
    });
    assert!(ways.values().all(|[_, carried]| *carried > 0), "{ways:?}");
}
