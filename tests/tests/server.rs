//! What a server does around its handlers.

use std::time::Duration;

use sejour_client::{Client, ErrorKind, operations::Logout};
use sejour_server::{Limits, NoFailure, Request, Sejour, ServerError, operations::LogoutInput, routes};

/// Panics, or sleeps for ever, or answers, as the token says.
struct Moody;

#[expect(clippy::panic, reason = "it is what is tested")]
impl Sejour for Moody {
    async fn logout(&self, request: Request<LogoutInput>) -> Result<(), ServerError<NoFailure>> {
        match request.token.as_deref() {
            Some("panic") => panic!("a secret of the server"),
            Some("sleep") => std::future::pending().await,
            _ => Ok(()),
        }
    }
}

fn client() -> Client {
    let limits = Limits { handling: Duration::from_millis(50), ..Limits::default() };
    let router = routes(Moody).limits(limits).into_router();
    Client::builder("http://in.process").transport(router).build().expect("the address is good")
}

#[tokio::test]
async fn a_panic_is_answered_in_the_callers_form_and_the_server_lives_on() {
    let client = client();
    for binding in [Logout::SOAP11, Logout::SOAP12] {
        let error = client.logout().token("panic").binding(binding).send().await.expect_err("it panics");
        assert_eq!(error.fault().map(|fault| fault.reason.as_str()), Some("the server failed"));
        assert_eq!(error.answer().map(|answer| answer.status.as_u16()), Some(500));
    }
    let error = client.logout().token("panic").binding(Logout::HTTP_GET).send().await.expect_err("it panics");
    assert!(matches!(error.kind(), ErrorKind::UndocumentedStatus), "{error}");
    assert_eq!(error.answer().map(|answer| answer.body.as_ref()), Some(&b"the server failed"[..]));
    client.logout().token("fine").send().await.expect("the server lives on");
}

#[tokio::test]
async fn a_handler_that_takes_too_long_is_given_up() {
    let error = client().logout().token("sleep").send().await.expect_err("it never answers");
    assert_eq!(error.fault().map(|fault| fault.reason.as_str()), Some("the server took too long"));
}

#[tokio::test]
async fn a_body_that_does_not_arrive_is_given_up() {
    let limits = Limits { arrival: Duration::from_millis(50), ..Limits::default() };
    let served = wirewright_tests::Served::new(routes(Moody).limits(limits).into_router()).await;
    let head = "POST /swsproxy/Authentication.asmx/Logout HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\
                Content-Type: application/x-www-form-urlencoded\r\nContent-Length: 9\r\n\r\n";
    let answered = served.exchange(format!("{head}token").as_bytes()).await;
    assert_eq!((answered.status(), answered.text().as_str()), (408, "the body did not arrive in time"));
    let answered = served.exchange(format!("{head}token=abc").as_bytes()).await;
    assert_eq!(answered.status(), 200, "one that arrives in time is taken");
}

/// Sends a request by the binding of its own in a form, and gives the status and the refusal.
async fn refused(limits: Limits, query: &str) -> Option<String> {
    let router = routes(Moody).limits(limits).into_router();
    let client = Client::builder("http://in.process")
        .transport(router)
        .before_sending({
            let query = query.to_owned();
            move |parts, _| {
                let line = format!("{}?{query}", parts.uri.path());
                parts.uri = format!("http://in.process{line}").parse().expect("an address");
            }
        })
        .build()
        .expect("the address is good");
    let result = client.logout().binding(Logout::HTTP_GET).send().await;
    let answer = result.err()?.answer().map(|answer| answer.body.clone());
    Some(String::from_utf8_lossy(&answer.unwrap_or_default()).into_owned())
}

#[tokio::test]
async fn the_number_of_members_has_a_limit_that_can_be_set() {
    let limits = Limits { members: 3, ..Limits::default() };
    assert_eq!(refused(limits, "token=t&b=1&c=2").await, None);
    let refusal = refused(limits, "token=t&b=1&c=2&d=3").await;
    assert_eq!(refusal.as_deref(), Some("the query cannot be read: holds more than 3 values"));
}

/// What a router of cbss says of a JSON body and of an XML body, by their own limits.
async fn cbss(limits: Limits, media: &str, body: String) -> (u16, String) {
    use cbss_server::{Mock, Verification};
    let router = cbss_server::routes(Mock, Verification::Skipped).limits(limits).into_router();
    let served = wirewright_tests::Served::new(router).await;
    let head = format!("POST /api/Customer/Logout HTTP/1.1\nContent-Type: {media}");
    let answered = served.send(&head, body.as_bytes()).await;
    (answered.status(), answered.text())
}

#[tokio::test]
async fn limits_hold_in_every_encoding() {
    let xml = |content: &str| {
        format!(
            "<Logout xmlns=\"http://schemas.datacontract.org/2004/07/CBSS_API.App_Code.Requests.Customers\">\
             {content}</Logout>"
        )
    };
    let few = Limits { members: 5, ..Limits::default() };
    let flat = Limits { nesting: 3, ..Limits::default() };
    for (limits, media, body, reason) in [
        (few, "application/json", r#"{"x":[1,2,3,4,5]}"#.to_owned(), "holds more than 5 values"),
        (few, "application/xml", xml(&"<x/>".repeat(5)), "holds more than 5 values"),
        (few, "application/x-www-form-urlencoded", "a&b&c&d&e&f".to_owned(), "holds more than 5 values"),
        (flat, "application/json", r#"{"x":[[[]]]}"#.to_owned(), "nests deeper than 3 levels"),
        (flat, "application/xml", xml("<x><y><z/></y></x>"), "nests deeper than 3 levels"),
    ] {
        let (status, text) = cbss(limits, media, body).await;
        assert_eq!(status, 400, "{media}: {text}");
        assert!(text.contains(reason), "{media}: {text}");
    }
    let (status, text) = cbss(few, "application/json", r#"{"x":[1,2,3]}"#.to_owned()).await;
    assert_eq!(status, 200, "{text}");
}

#[tokio::test]
async fn a_router_lives_with_others_with_layers_and_with_state() {
    use axum::extract::{Request, State};
    use axum::middleware::{Next, from_fn};
    use axum::routing::get;

    let stamp = from_fn(async |request: Request, next: Next| {
        let mut response = next.run(request).await;
        response.headers_mut().insert("X-Stamp", http::HeaderValue::from_static("here"));
        response
    });
    let own = axum::Router::new()
        .route("/version", get(async |State(version): State<u8>| version.to_string()))
        .with_state(7_u8);
    let app = routes(Moody)
        .into_router()
        .merge(tt_cmd_server::router(tt_cmd_server::Mock))
        .merge(own)
        .nest("/cbss", cbss_server::router(cbss_server::Mock, cbss_server::Verification::Skipped))
        .layer(stamp)
        .fallback(sejour_server::not_found);
    let served = wirewright_tests::Served::new(app).await;
    for (head, body, status) in [
        ("GET /swsproxy/Authentication.asmx/Logout?token=t HTTP/1.1", "", 200),
        ("GET /version HTTP/1.1", "", 200),
        ("POST /cbss/api/Customer/Logout HTTP/1.1\nContent-Type: application/json", "{}", 200),
        ("PUT /api/tt_cmd_connection/logout HTTP/1.1\nContent-Type: text/json", "[]", 400),
    ] {
        let answered = served.send(head, body.as_bytes()).await;
        assert_eq!(answered.status(), status, "{head}: {}", answered.text());
        assert_eq!(answered.header("X-Stamp"), Some("here"), "{head}");
    }
    assert_eq!(served.send("GET /elsewhere HTTP/1.1", b"").await.status(), 404);
}

/// Says that it failed, and gives a value that says that it did not.
struct Muddled;

impl ebay_client_alerts_server::EbayClientAlerts for Muddled {
    async fn logout(
        &self,
        _: Request<ebay_client_alerts_server::operations::LogoutInput>,
    ) -> Result<
        ebay_client_alerts_server::operations::LogoutOutput,
        ServerError<ebay_client_alerts_server::operations::LogoutFailure>,
    > {
        use ebay_client_alerts_server::operations::{LogoutFailure, LogoutOutput};
        let output = serde_json::from_str::<LogoutOutput>(
            r#"{"Timestamp":"2008-06-01T03:52:54.843Z","Ack":"Success","Build":"b","Version":"v"}"#,
        );
        Err(LogoutFailure::Failure(output.expect("it is an output")).into())
    }
}

#[tokio::test]
async fn a_failure_that_would_pass_for_a_success_is_not_sent() {
    let router = ebay_client_alerts_server::router(Muddled);
    let served = wirewright_tests::Served::new(router).await;
    let target = "/ws/ecasvc/ClientAlerts?callname=Logout&SessionID=a&SessionData=b";
    let answered = served.send(&format!("GET {target} HTTP/1.1"), b"").await;
    assert_eq!(answered.status(), 500);
    assert!(
        answered.text().contains("does not say that it is `Failure`: a caller would take it for a success"),
        "{}",
        answered.text()
    );
}
