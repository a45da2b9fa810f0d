//! Lists in forms whose names have the number of the item in the middle.

use wirewright_capabilities::vouchers::client::{Client, calls};
use wirewright_capabilities::vouchers::operations::{Pay, PayInput};
use wirewright_capabilities::vouchers::samples::SAMPLES;
use wirewright_capabilities::vouchers::server::{NoFailure, Request, ServerError, Vouchers, router};
use wirewright_capabilities::vouchers::types::{Item, Paid, Payment, Problem};
use wirewright_runtime::Decimal;
use wirewright_runtime::message::BindingName;
use wirewright_runtime::testing::round_trip;
use wirewright_tests::{Recorder, Served, any_value_survives};

/// A till that tells how much was paid, and for how many things, as problems.
struct Till;

impl Vouchers for Till {
    async fn pay(&self, request: Request<PayInput>) -> Result<Paid, ServerError<NoFailure>> {
        let things = |own: &Payment| own.items.iter().map(|own| own.qty.unwrap_or(1)).sum();
        let problem = |own: &Payment| Problem { errorcode: things(own), severity: own.shipto.clone() };
        let coupons = request.coupons.as_ref().map(|own| own.join(" "));
        Ok(Paid {
            ack: coupons.unwrap_or_else(|| "none".to_owned()),
            errors: request.payments.iter().map(problem).collect(),
        })
    }
}

fn item(name: &str, qty: Option<i32>) -> Item {
    Item { name: name.to_owned(), qty }
}

fn input() -> PayInput {
    let amount = |text: &str| text.parse::<Decimal>().expect("it is a number");
    let (first, second) = (vec![item("tea", Some(2)), item("cup", None)], Vec::new());
    PayInput {
        payments: vec![
            Payment { amt: amount("1.50"), shipto: Some("Ann".to_owned()), items: first },
            Payment { amt: amount("2.00"), shipto: None, items: second },
        ],
        coupons: Some(vec!["x".to_owned(), "y".to_owned()]),
    }
}

const PAIRS: &str = "METHOD=Pay&PAYMENTREQUEST_0_AMT=1.50&PAYMENTREQUEST_0_SHIPTO=Ann\
    &L_PAYMENTREQUEST_0_NAME0=tea&L_PAYMENTREQUEST_0_QTY0=2&L_PAYMENTREQUEST_0_NAME1=cup\
    &PAYMENTREQUEST_1_AMT=2.00&COUPON1CODE=x&COUPON2CODE=y";

const ANSWER: &str = "ACK=x+y&L_ERRORCODE0=3&L_SEVERITY0=Ann&L_ERRORCODE1=0";

fn paid() -> Paid {
    let problem =
        |errorcode, severity: Option<&str>| Problem { errorcode, severity: severity.map(str::to_owned) };
    Paid { ack: "x y".to_owned(), errors: vec![problem(3, Some("Ann")), problem(0, None)] }
}

/// The request line and the body of a call.
async fn sent(binding: BindingName<Pay>) -> (String, String) {
    let length = ANSWER.len();
    let head = "HTTP/1.1 200 OK\r\nContent-Type: application/x-www-form-urlencoded\r\n";
    let recorder = Recorder::answering(format!("{head}Content-Length: {length}\r\n\r\n{ANSWER}")).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let call = calls::PayCall::new(&client, input()).binding(binding);
    // The answer is a form, and so none that follows JSON.
    if let Ok(answer) = call.send().await {
        assert_eq!(*answer, paid());
    }
    let request = recorder.request().await;
    (request.request_line.clone(), request.text().to_owned())
}

#[tokio::test]
async fn a_number_stands_where_the_page_has_it() {
    assert_eq!(sent(Pay::FORM).await, ("POST /nvp HTTP/1.1".to_owned(), PAIRS.to_owned()));
    assert_eq!(sent(Pay::QUERY).await, (format!("GET /nvp?{PAIRS} HTTP/1.1"), String::new()));
    let json = r#"{"METHOD":"Pay","payments":[{"AMT":1.50,"SHIPTO":"Ann","items":[{"NAME":"tea","QTY":2},{"NAME":"cup"}]},{"AMT":2.00,"items":[]}],"coupons":["x","y"]}"#;
    assert_eq!(sent(Pay::JSON).await.1, json);
}

#[tokio::test]
async fn both_ends_talk() {
    let served = Served::new(router(Till)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    for binding in [Pay::FORM, Pay::JSON, Pay::QUERY] {
        let call = calls::PayCall::new(&client, input()).binding(binding);
        assert_eq!(*call.send().await.expect("it is served"), paid());
    }
}

#[tokio::test]
async fn numbers_tell_the_order_alone() {
    let served = Served::new(router(Till)).await;
    let form = "POST /nvp HTTP/1.1\nContent-Type: application/x-www-form-urlencoded";
    // From another number, in another order, and as a list by index.
    let turned = PAIRS
        .split('&')
        .rev()
        .map(|own| own.replace("REQUEST_1", "REQUEST_7").replace("NAME1", "NAME12"))
        .collect::<Vec<String>>()
        .join("&");
    let by_index = "METHOD=Pay&payments[0][AMT]=1.50&payments[0][SHIPTO]=Ann&payments[0][items][0][NAME]=tea\
        &payments[0].items.0.QTY=2&payments[0][items][1][NAME]=cup&payments.1.AMT=2.00&coupons[0]=x&coupons=y";
    for body in [PAIRS, &turned, &by_index.replace("coupons=y", "coupons[1]=y")] {
        let answered = served.send(form, body.as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (200, ANSWER), "{body}");
    }
    let answered = served.send(&format!("GET /nvp?{turned} HTTP/1.1"), b"").await;
    assert_eq!((answered.status(), answered.text().as_str()), (200, ANSWER));
    for (body, path) in [
        ("METHOD=Pay&PAYMENTREQUEST_0_AMT=x", "payments[0].AMT"),
        ("METHOD=Pay&PAYMENTREQUEST_0_AMT=1&L_PAYMENTREQUEST_0_QTY0=1", "payments[0].items[0]"),
        ("METHOD=Pay&PAYMENTREQUEST_0_AMT=1&PAYMENTREQUEST_0_AMT=2", "payments[0].AMT"),
        ("METHOD=Pay&PAYMENTREQUEST_99999999999999999999_AMT=1", "payments"),
    ] {
        let answered = served.send(form, body.as_bytes()).await;
        assert_eq!(answered.status(), 400, "{body}");
        assert!(answered.text().contains(path), "{body}: {}", answered.text());
    }
}

#[test]
fn samples_are_read_and_written() {
    for sample in SAMPLES {
        round_trip(Pay, sample);
    }
}

#[test]
fn any_value_comes_back_or_is_refused() {
    any_value_survives(Pay, 3000, 300);
}
