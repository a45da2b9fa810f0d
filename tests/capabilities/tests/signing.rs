//! Requests that prove who sent them: hashes and keyed hashes over every part of a message.
//!
//! The numbers come from Python's `hashlib`, `hmac` and `base64`: each stands beside its expression.

use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use wirewright_capabilities::signing::client::{Builder, Client, Credentials, ErrorKind};
use wirewright_capabilities::signing::operations::{
    self, AmendInput, AmendOutput, BalanceInput, BalanceOutput, PayInput, PayOutput, PingInput, PingOutput,
    PlaceInput, PlaceOutput, QuoteInput, QuoteOutput,
};
use wirewright_capabilities::signing::samples::SAMPLES;
use wirewright_capabilities::signing::server::{
    NoFailure, Request, ServerError, Signing, Verification, router, routes,
};
use wirewright_runtime::testing::{With, round_trip_with};
use wirewright_tests::{Recorded, Recorder, Served};

type Answer<T> = Result<T, ServerError<NoFailure>>;

struct Exchange;

impl Signing for Exchange {
    async fn place(&self, request: Request<PlaceInput>) -> Answer<PlaceOutput> {
        Ok(PlaceOutput { id: request.x_time.unwrap_or_default() })
    }

    async fn amend(&self, request: Request<AmendInput>) -> Answer<AmendOutput> {
        Ok(AmendOutput { id: request.id })
    }

    async fn balance(&self, request: Request<BalanceInput>) -> Answer<BalanceOutput> {
        Ok(BalanceOutput { left: request.into_input().nonce_of_call.unwrap_or_default() })
    }

    async fn quote(&self, request: Request<QuoteInput>) -> Answer<QuoteOutput> {
        Ok(QuoteOutput { price: request.into_input().stamp.unwrap_or_default() })
    }

    async fn pay(&self, request: Request<PayInput>) -> Answer<PayOutput> {
        // What proves the request is not for handlers; what only names its sender is.
        let shown = (request.sign.as_deref(), request.user.as_deref());
        let made = request.nonce_str.is_some() && request.request_id.is_some();
        Ok(PayOutput { paid: made && shown == (Some(""), Some("ada")) })
    }

    async fn ping(&self, request: Request<PingInput>) -> Answer<PingOutput> {
        Ok(PingOutput { pong: request.user.as_deref() == Some("ada") })
    }
}

fn credentials() -> Credentials {
    Credentials { key: "ada".to_owned(), secret: "c2VjcmV0LWtleS0wMQ==".into() }
}

/// `base64(hmac(base64.b64decode(secret), b'/0/private/Balance'
/// + sha256(b'1700000000123' + body), 'sha512'))`
const BALANCE: &str =
    "GHk+Qf0fNCYOha00/vjV9el0EVKPd5oB7YxPfmfaPZ9Ey0Rz/E+SFM4Ptnx0/kpVOwxrBcO1IFWHyiJVfFhrpw==";

/// `md5(b'app=ada&stamp=20231114221320&symbol=A%20B&v=1.0&key=c2VjcmV0LWtleS0wMQ==')`
const QUOTE: &str = "A1DA166589881F0EFEF66404B9875641";

/// `hmac(b'c2VjcmV0LWtleS0wMQ==', names and values by name, 'md5')`
const PAY: &str = "069fd3f6686f66dcea7848d0bd7aaf9d";

/// `base64(hmac(b'c2VjcmV0LWtleS0wMQ==', b'1700000000123POST/orders?market=a%2Fb{"amount":3}', 'sha256'))`
const PLACE: &str = "tDDeJwX5ZsBQRDgL+4L67NhabpwDGZrRsBnSxSZ0m6g=";

/// A client at 2023-11-14T22:13:20.123Z whose nonces are all the same.
fn builder(url: &str) -> Builder<Client> {
    Client::builder(url)
        .credentials(credentials())
        .clock(|| UNIX_EPOCH + Duration::from_millis(1_700_000_000_123))
        .nonces(|| "f81d4fae-7dec-11d0-a765-00a0c91e6bf6".to_owned())
}

fn client(url: String) -> Client {
    builder(&url).build().expect("the address is good")
}

fn answer(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    )
}

#[track_caller]
fn check(request: &Recorded, headers: &[(&str, &str)]) {
    for (name, value) in headers {
        assert_eq!(request.header(name), Some(*value), "{name}");
    }
}

#[tokio::test]
async fn a_time_that_travels_is_signed_with_the_message() {
    let recorder = Recorder::answering(answer(r#"{"id":1}"#)).await;
    client(recorder.url() + "/api").place("a/b", 3).send().await.expect("the answer is good");
    let request = recorder.request().await;
    assert_eq!(request.request_line, "POST /api/orders?market=a%2Fb HTTP/1.1");
    assert_eq!(request.text(), r#"{"amount":3}"#);
    // base64(hmac(b'c2VjcmV0LWtleS0wMQ==',
    //   b'1700000000123POST/api/orders?market=a%2Fb{"amount":3}', 'sha256'))
    let signature = "i72z37g0gfgU9Yg3U3sVjA8xq4YVl1IgPBZw6Etos8M=";
    check(&request, &[("X-Key", "ada"), ("X-Time", "1700000000123"), ("X-Signature", signature)]);
}

#[tokio::test]
async fn a_digest_of_the_body_is_a_header_that_is_signed() {
    let seen = Arc::new(Mutex::new(None));
    let hook = Arc::clone(&seen);
    let client = builder("http://exchange.test/v1")
        .timeout(Duration::from_millis(1))
        .transport(router(Exchange, Verification::Skipped))
        .before_sending(move |parts, _| *hook.lock().expect("nothing panics") = Some(parts.headers.clone()))
        .build()
        .expect("the address is good");
    // The router is at another place; what is sent is all that counts.
    client.amend(7, 3).send().await.expect_err("there is no such path");
    let headers = seen.lock().expect("nothing panics").take().expect("it was sent");
    // base64(md5(b'{"amount":3}')); base64(hmac(b'c2VjcmV0LWtleS0wMQ==', b'\n'.join([b'PUT', md5,
    //   b'application/json', date, b'http://exchange.test/v1/orders/7', b'7']), 'sha1'))
    for (name, value) in [
        ("Date", "Tue, 14 Nov 2023 22:13:20 GMT"),
        ("Content-MD5", "tnvRG3Zo16jxuKoPhl3dEA=="),
        ("Authorization", "ORDERS ada:X2q2EWcNhHTHdjBhhUYjSHtBxzo="),
        ("Api-Version", "2"),
    ] {
        assert_eq!(headers.get(name).and_then(|value| value.to_str().ok()), Some(value), "{name}");
    }
}

#[tokio::test]
async fn a_hash_stands_inside_a_keyed_hash() {
    let recorder = Recorder::answering(answer(r#"{"left":"1"}"#)).await;
    client(recorder.url()).balance().asset("XBT").send().await.expect("the answer is good");
    let request = recorder.request().await;
    assert_eq!(request.text(), "nonce_of_call=1700000000123&asset=XBT");
    check(&request, &[("API-Key", "ada"), ("API-Sign", BALANCE)]);
}

#[tokio::test]
async fn no_two_attempts_of_a_client_share_a_rising_time() {
    let served = Served::new(router(Exchange, Verification::Required(credentials()))).await;
    let client = client(served.url());
    for expected in ["1700000000123", "1700000000124", "1700000000125"] {
        let answer = client.clone().balance().send().await.expect("it is served");
        assert_eq!(answer.left, expected);
    }
}

#[tokio::test]
async fn sorted_parameters_are_signed_without_the_signature() {
    let recorder = Recorder::answering(answer(r#"{"price":"1"}"#)).await;
    client(recorder.url()).quote("A B").note("").send().await.expect("the answer is good");
    let request = recorder.request().await;
    let line = "GET /quotes?symbol=A%20B&note=&app=ada&v=1.0&sign=SIGN&stamp=20231114221320 HTTP/1.1";
    assert_eq!(request.request_line, line.replace("SIGN", QUOTE));
}

#[tokio::test]
async fn a_signature_stands_in_the_body_that_it_signs() {
    let uuid = "f81d4fae-7dec-11d0-a765-00a0c91e6bf6";
    let recorder = Recorder::answering(answer(r#"{"paid":true}"#)).await;
    client(recorder.url()).pay(7).send().await.expect("the answer is good");
    let request = recorder.request().await;
    let expected = format!("order=7&nonce_str={uuid}&request_id={uuid}&version=1.0&user=ada&sign={PAY}");
    assert_eq!(request.text(), expected);
    let recorder = Recorder::answering(answer(r#"{"paid":true}"#)).await;
    let call = client(recorder.url());
    call.pay(7).binding(operations::Pay::JSON).send().await.expect("the answer is good");
    let request = recorder.request().await;
    let expected = format!(
        r#"{{"order":7,"nonce_str":"{uuid}","request_id":"{uuid}","version":"1.0","user":"ada","sign":"{PAY}"}}"#
    );
    assert_eq!(request.text(), expected);
}

#[tokio::test]
async fn a_path_has_values_that_nobody_types_in() {
    let recorder = Recorder::answering(answer(r#"{"pong":true}"#)).await;
    client(recorder.url()).ping().send().await.expect("the answer is good");
    assert_eq!(recorder.request().await.request_line, "GET /v%202/ada/ping HTTP/1.1");
}

#[tokio::test]
async fn a_server_computes_everything_again() {
    let router = router(Exchange, Verification::Required(credentials()));
    let served = Served::new(axum_nested(router)).await;
    let client = client(served.url() + "/nested");
    assert_eq!(client.place("m", 1).send().await.expect("it is proven").id, 1_700_000_000_123);
    assert_eq!(client.amend(5, 1).send().await.expect("it is proven").id, 5);
    assert_eq!(client.balance().send().await.expect("it is proven").left, "1700000000123");
    assert_eq!(client.quote("A B").send().await.expect("it is proven").price, "20231114221320");
    assert!(client.ping().send().await.expect("it is proven").pong);
    for binding in [operations::Pay::FORM, operations::Pay::JSON] {
        assert!(client.pay(7).binding(binding).send().await.expect("it is proven").paid);
    }
}

fn axum_nested(router: wirewright_runtime::server::axum::Router) -> wirewright_runtime::server::axum::Router {
    wirewright_runtime::server::axum::Router::new().nest("/nested", router)
}

#[tokio::test]
async fn what_is_changed_on_the_way_is_refused() {
    let served = Served::new(router(Exchange, Verification::Required(credentials()))).await;
    let head = |path: &str, time: &str| {
        format!(
            "POST {path} HTTP/1.1\nContent-Type: application/json\nX-Key: ada\nX-Time: {time}\n\
             X-Signature: i72z37g0gfgU9Yg3U3sVjA8xq4YVl1IgPBZw6Etos8M="
        )
    };
    let right = head("/orders?market=a%2Fb", "1700000000123")
        .replace("i72z37g0gfgU9Yg3U3sVjA8xq4YVl1IgPBZw6Etos8M=", PLACE);
    assert_eq!(served.send(&right, br#"{"amount":3}"#).await.status(), 200);
    for (head, body) in [
        (right.clone(), r#"{"amount":4}"#),
        (right.replace("a%2Fb", "a"), r#"{"amount":3}"#),
        (right.replace("0123", "0124"), r#"{"amount":3}"#),
        (right.replace("ada", "eve"), r#"{"amount":3}"#),
        (right.replace("X-Signature", "X-Sign"), r#"{"amount":3}"#),
    ] {
        assert_eq!(served.send(&head, body.as_bytes()).await.status(), 403, "{head}\n{body}");
    }
    let late = right.replace("X-Time: 1700000000123\n", "");
    assert_eq!(served.send(&late, br#"{"amount":3}"#).await.status(), 403);
    let digest =
        "PUT /orders/7 HTTP/1.1\nContent-Type: application/json\nDate: x\nContent-MD5: x\nAuthorization: x";
    let refused = served.send(digest, br#"{"amount":3}"#).await;
    assert_eq!((refused.status(), refused.text().contains("Content-MD5")), (400, true));
    let unproven = digest.replace("Content-MD5: x", "Content-MD5: tnvRG3Zo16jxuKoPhl3dEA==");
    let asked = served.send(&unproven, br#"{"amount":3}"#).await;
    let challenge = asked.header("WWW-Authenticate");
    assert_eq!((asked.status(), challenge), (401, Some("ORDERS realm=\"service\"")));
    let other = format!(
        "order=7&nonce_str=n&request_id=f81d4fae-7dec-11d0-a765-00a0c91e6bf6&version=1.1&user=ada&sign={PAY}"
    );
    let form = "POST /pay HTTP/1.1\nContent-Type: application/x-www-form-urlencoded";
    assert_eq!(served.send(form, other.as_bytes()).await.status(), 400);
    assert_eq!(served.send(form, other.replace("1.1", "1.0").as_bytes()).await.status(), 403);
    assert_eq!(served.send("GET /v%202/eve/ping HTTP/1.1", b"").await.status(), 403);
}

#[tokio::test]
async fn many_keys_are_served_by_looking_them_up() {
    let known = Verification::known(|identity| {
        let named = identity.header("X-Key").or(identity.query("app")).or(identity.form("user"))?;
        let secret = match named.as_str() {
            "ada" => "c2VjcmV0LWtleS0wMQ==",
            "bob" => "Ym9i",
            _ => return None,
        };
        Some(Credentials { key: named, secret: secret.into() })
    });
    let served = Served::new(router(Exchange, known)).await;
    for (key, secret, status) in [
        ("ada", "c2VjcmV0LWtleS0wMQ==", None),
        ("bob", "Ym9i", None),
        ("bob", "c2VjcmV0LWtleS0wMQ==", Some(403)),
        ("eve", "Ym9i", Some(401)),
    ] {
        let own = Credentials { key: key.to_owned(), secret: secret.into() };
        let client = Client::builder(served.url()).credentials(own).build().expect("the address is good");
        let placed = client.place("m", 1).send().await.err().map(|error| refused(error.answer()));
        let quoted = client.quote("m").send().await.err().map(|error| refused(error.answer()));
        assert_eq!((placed, quoted), (status, status), "{key}");
    }
}

fn refused(answer: Option<&wirewright_runtime::client::Answer>) -> u16 {
    answer.expect("the server answers").status.as_u16()
}

#[tokio::test]
async fn an_address_that_callers_know_is_what_they_sign() {
    let address = "https://exchange.test/v1".parse().expect("it is an address");
    let router = routes(Exchange, Verification::Required(credentials())).address(address).into_router();
    // Whatever takes the prefix away, the caller has signed it.
    let router = axum_nested(router);
    let client = |url: &str| {
        let client = builder(url).transport(router.clone()).build();
        client.expect("the address is good")
    };
    let status = async |url: &str| match client(url).amend(7, 1).send().await {
        Ok(response) => response.answer().status.as_u16(),
        Err(error) => refused(error.answer()),
    };
    // It is sent to `/nested/orders/7`, and signed as `/v1/orders/7` by nobody.
    assert_eq!(status("https://exchange.test/nested").await, 401);
    let plain = routes(Exchange, Verification::Required(credentials()));
    let address = "https://exchange.test".parse().expect("it is an address");
    let router = plain.address(address).into_router();
    let client = |url: &str| builder(url).transport(router.clone()).build().expect("the address is good");
    assert_eq!(client("https://exchange.test").amend(7, 1).send().await.expect("it is proven").id, 7);
    let error = client("http://exchange.test").amend(7, 1).send().await.expect_err("it is another address");
    assert_eq!(refused(error.answer()), 401);
}

#[tokio::test]
async fn a_secret_that_is_not_encoded_is_told_without_showing_it() {
    let own = Credentials { key: "ada".to_owned(), secret: "not base64!".into() };
    let client = Client::builder("http://nobody.test").credentials(own).build().expect("the address is good");
    let error = client.balance().send().await.expect_err("there is no key");
    let text = format!("{error} {error:?}");
    assert!(matches!(error.kind(), ErrorKind::Input(_)) && !text.contains("not base64!"), "{text}");
    assert!(text.contains("`API-Sign` cannot be computed"), "{text}");
}

#[tokio::test]
async fn every_attempt_is_made_afresh() {
    let served = Served::new(router(Exchange, Verification::Required(credentials()))).await;
    let client =
        Client::builder(served.url()).credentials(credentials()).build().expect("the address is good");
    for _ in 0..2 {
        assert!(client.pay(7).send().await.expect("it is proven").paid);
    }
}

/// What a page made its samples with proves them, and nothing else does.
#[test]
fn samples_prove_themselves() {
    let [place, pay, _] = SAMPLES else { panic!("there are three samples") };
    let (right, wrong) = (credentials(), Credentials { secret: "c2VjcmV0".into(), ..credentials() });
    let with = |credentials| With {
        credentials: Some(credentials),
        now: Some("2023-11-14T22:13:20.123Z"),
        nonce: Some("f81d4fae-7dec-11d0-a765-00a0c91e6bf6"),
        ..With::default()
    };
    round_trip_with(operations::Place, place, &with(&right));
    round_trip_with(operations::Pay, pay, &with(&right));
    let refused = |check: &dyn Fn()| {
        let panic = std::panic::catch_unwind(std::panic::AssertUnwindSafe(check)).expect_err("it is refused");
        panic.downcast_ref::<String>().expect("a panic has a text").clone()
    };
    let told = refused(&|| round_trip_with(operations::Place, place, &with(&wrong)));
    assert_eq!(told, "place_request: `X-Signature` is missing or wrong");
    let told = refused(&|| round_trip_with(operations::Pay, pay, &with(&wrong)));
    assert!(told.contains("pay_form_request: the body is not the sample's, from letter 130 on"), "{told}");
    // The time is read from the sample, as it travels.
    round_trip_with(operations::Place, place, &With { now: None, nonce: None, ..with(&right) });
}
