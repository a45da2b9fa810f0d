//! What a client does around its calls: hooks, retries, deviations, other transports.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::time::Duration;

use ebay_client_alerts_client::{Client, ErrorKind};
use ebay_client_alerts_server::operations::{LogoutFailure, LogoutInput, LogoutOutput};
use ebay_client_alerts_server::types::{AckCodeType, ErrorClassificationCodeType, ErrorType};
use ebay_client_alerts_server::{EbayClientAlerts, Request, ServerError, router};
use wirewright_runtime::client::RetryPolicy;
use wirewright_runtime::{DateTime, Deviation};

/// Fails so often with an error of this class, then succeeds.
struct Failing {
    times: AtomicUsize,
    class: ErrorClassificationCodeType,
    calls: Arc<AtomicUsize>,
}

fn output(ack: AckCodeType) -> LogoutOutput {
    LogoutOutput {
        timestamp: DateTime::UNSET,
        ack,
        correlation_id: None,
        errors: None,
        build: "b".to_owned(),
        version: "1".to_owned(),
        session_data: Some("d".to_owned()),
    }
}

impl EbayClientAlerts for Failing {
    async fn logout(&self, _: Request<LogoutInput>) -> Result<LogoutOutput, ServerError<LogoutFailure>> {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let left = self.times.fetch_update(Ordering::Relaxed, Ordering::Relaxed, |left| left.checked_sub(1));
        if left.is_err() {
            return Ok(output(AckCodeType::Success));
        }
        let error = ErrorType { error_classification: Some(self.class.clone()), ..ErrorType::default() };
        let failed = LogoutOutput { errors: Some(vec![error]), ..output(AckCodeType::Failure) };
        Err(LogoutFailure::Failure(failed).into())
    }
}

/// How often the service is called, and whether the call succeeds in the end.
async fn calls(
    times: usize,
    class: ErrorClassificationCodeType,
    policy: Option<RetryPolicy>,
) -> (usize, bool) {
    let calls = Arc::new(AtomicUsize::new(0));
    let service = Failing { times: AtomicUsize::new(times), class, calls: Arc::clone(&calls) };
    let mut builder = Client::builder("http://in.process").transport(router(service));
    if let Some(policy) = policy {
        builder = builder.retry(policy);
    }
    let client = builder.build().expect("the address is good");
    let succeeded = client.logout("s", "d").send().await.is_ok();
    (calls.load(Ordering::Relaxed), succeeded)
}

const QUICK: RetryPolicy =
    RetryPolicy { most: 5, first_wait: Duration::from_millis(1), longest_wait: Duration::from_millis(2) };

#[tokio::test]
async fn a_call_is_sent_again_as_often_as_the_page_advises() {
    use ErrorClassificationCodeType::{RequestError, SystemError};
    assert_eq!(calls(1, SystemError, Some(QUICK)).await, (2, true));
    assert_eq!(calls(9, SystemError, Some(QUICK)).await, (3, false), "the page advises two more attempts");
    assert_eq!(calls(9, SystemError, Some(RetryPolicy { most: 1, ..QUICK })).await, (2, false));
    assert_eq!(calls(1, RequestError, Some(QUICK)).await, (1, false), "the page forbids it");
    assert_eq!(calls(1, SystemError, None).await, (1, false), "nobody asked for it");
}

/// What each attempt proves itself by, where the first one is refused as one too many.
#[tokio::test]
async fn every_attempt_is_signed_for_itself() {
    use axum::http::{HeaderMap, StatusCode, header::AUTHORIZATION};
    const SESSION: &str = r#"{"portal_session":{"id":"p","token":"t","access_url":"u","status":"created","created_at":1,"customer_id":"c"}}"#;

    let seen = Arc::new(Mutex::new(Vec::new()));
    let list = Arc::clone(&seen);
    let answer = async move |headers: HeaderMap| {
        let proof = headers.get(AUTHORIZATION).map(|own| own.to_str().expect("it is ASCII").to_owned());
        let mut list = list.lock().expect("nobody panicked");
        list.push(proof);
        let busy = (StatusCode::TOO_MANY_REQUESTS, r#"{"message":"m","api_error_code":"c"}"#);
        if list.len() == 1 { busy } else { (StatusCode::OK, SESSION) }
    };
    let attempts = AtomicUsize::new(0);
    let client = chargebee_client::Client::builder("http://in.process")
        .transport(axum::Router::new().fallback(answer))
        .credentials(chargebee_client::Credentials { api_key: "key".into() })
        .retry(QUICK)
        .before_sending(move |parts, _| {
            if attempts.fetch_add(1, Ordering::Relaxed) == 0 {
                parts.headers.remove(AUTHORIZATION);
            }
        })
        .build()
        .expect("the address is good");
    client.portal_session_logout("p").send().await.expect("the second attempt succeeds");
    let seen = seen.lock().expect("nobody panicked");
    assert_eq!(*seen, [None, Some("Basic a2V5Og==".to_owned())], "what one attempt lost is there again");
}

#[tokio::test]
async fn hooks_see_every_byte_and_may_add_headers() {
    let seen = Arc::new(Mutex::new(Vec::new()));
    let (before, after) = (Arc::clone(&seen), Arc::clone(&seen));
    let client = Client::builder("http://in.process")
        .transport(router(ebay_client_alerts_server::Mock))
        .before_sending(move |parts, body| {
            parts.headers.insert("Prefer", http::HeaderValue::from_static("example=logout_plain_answer_2"));
            let line = format!("{} {} {}", parts.method, parts.uri, body.len());
            before.lock().expect("nobody panicked").push(line);
        })
        .after_receiving(move |answer| {
            let body = String::from_utf8_lossy(answer.body()).into_owned();
            after.lock().expect("nobody panicked").push(body);
        })
        .build()
        .expect("the address is good");
    let error =
        client.logout("a=", "b").send().await.expect_err("the sample that was preferred is a failure");
    assert!(matches!(error.kind(), ErrorKind::Failure(_)), "{error}");
    let seen = seen.lock().expect("nobody panicked");
    assert_eq!(
        seen[0],
        "GET http://in.process/ws/ecasvc/ClientAlerts?callname=Logout&SessionID=a%3D&SessionData=b 0"
    );
    assert!(seen[1].starts_with(r#"{"Timestamp":"2014-08-21T03:17:33.871Z","Ack":"Failure""#), "{}", seen[1]);
}

/// An answer with this body.
fn answering(body: &'static str) -> Client {
    let answer = move || async move { ([("content-type", "application/json")], body) };
    let router = axum::Router::new().fallback(answer);
    Client::builder("http://in.process").transport(router).build().expect("the address is good")
}

#[tokio::test]
async fn what_differs_from_the_spec_is_told_to_who_asks() {
    let client = answering(
        r#"{"Timestamp.Value":"2008-06-01T03:52:54.843Z","Ack":"Perhaps","Build":"b","Version":"1","Hint":{"a":1},"Errors":[{"Code":1}]}"#,
    );
    let response = client.logout("a", "b").send().await.expect("the answer is readable");
    assert_eq!(response.ack, AckCodeType::Other("Perhaps".to_owned()));
    let path = |text: &str| text.to_owned();
    assert_eq!(
        response.deviations(),
        [
            Deviation::UnknownValue { path: path("Ack"), value: path("Perhaps") },
            Deviation::UnknownMember { path: path("Hint") },
            Deviation::UnknownMember { path: path("Errors[0].Code") },
            Deviation::MissingMember { path: path("SessionData") },
        ]
    );
    let error = response.strict().expect_err("the answer is not exact");
    assert_eq!(
        error.to_string(),
        "the answer is not what the spec says: `Ack` has the unknown value `Perhaps`, `Hint` is not in the \
         spec, `Errors[0].Code` is not in the spec, `SessionData` is missing"
    );
}

#[tokio::test]
async fn what_is_clearly_meant_is_read_and_told() {
    let client = answering(
        r#"{"Timestamp":"2008-06-01T03:52:54.843Z","Ack":"Success","Build":7,"Version":"1","Errors":{"ErrorCode":"11.1"},"SessionData":null}"#,
    );
    let response = client.logout("a", "b").send().await.expect("the answer is readable");
    assert_eq!(response.build, "7");
    assert_eq!(response.errors.as_ref().and_then(|errors| errors[0].error_code.as_deref()), Some("11.1"));
    let path = |text: &str| text.to_owned();
    assert_eq!(
        response.deviations(),
        [
            Deviation::BareText { path: path("Build") },
            Deviation::SingleItem { path: path("Errors") },
            Deviation::UnexpectedNull { path: path("SessionData") },
        ]
    );
}

#[tokio::test]
async fn what_cannot_be_read_is_told_with_its_place() {
    let client =
        answering("{\n \"Timestamp\":\"yesterday\",\"Ack\":\"Success\",\"Build\":\"b\",\"Version\":\"1\"}");
    let error = client.logout("a", "b").send().await.expect_err("there is no such date");
    assert_eq!(
        error.to_string(),
        "Logout by plain: the answer cannot be read: `Timestamp`: expected a date and time, found `yesterday` \
         (line 2, column 14) (status 200)"
    );
    assert_eq!(error.answer().map(|answer| answer.body.len()), Some(69));
}

#[tokio::test]
async fn a_warning_is_a_success_with_what_it_says() {
    let client = answering(
        r#"{"Timestamp":"2008-06-01T03:52:54.843Z","Ack":"Warning","Build":"b","Version":"1","SessionData":"d","Errors":[{"ErrorCode":"7","SeverityCode":"Warning"}]}"#,
    );
    let response = client.logout("a", "b").send().await.expect("a warning is no failure");
    assert_eq!(response.ack, AckCodeType::Warning);
    let codes: Vec<_> = response.errors.iter().flatten().map(|error| error.error_code.as_deref()).collect();
    assert_eq!(codes, [Some("7")]);
    response.strict().expect("a warning is what the page says");
}

#[tokio::test]
async fn an_answer_to_another_request_is_told() {
    let whole = |echo: &str| {
        format!(
            r#"{{"Timestamp":"2008-06-01T03:52:54.843Z","Ack":"Success","Build":"b","Version":"1","SessionData":"d"{echo}}}"#
        )
    };
    let path = || "CorrelationID".to_owned();
    for (echo, expected) in [
        (r#","CorrelationID":"m1""#, None),
        ("", Some(Deviation::MissingMember { path: path() })),
        (
            r#","CorrelationID":"m2""#,
            Some(Deviation::OtherEcho { path: path(), sent: "m1".to_owned(), found: "m2".to_owned() }),
        ),
    ] {
        let client = answering(whole(echo).leak());
        let response = client.logout("a", "b").message_id("m1").send().await.expect("the answer is readable");
        assert_eq!(response.deviations(), expected.as_slice(), "{echo}");
    }
    let client = answering(whole("").leak());
    let response = client.logout("a", "b").send().await.expect("the answer is readable");
    assert!(response.deviations().is_empty(), "nothing was sent to be repeated");
}

#[tokio::test]
async fn a_handler_can_ask_what_a_json_request_has_that_the_spec_does_not_say() {
    use cbss_server::{Cbss, NoFailure, Request, ServerError, Verification, operations, types};

    /// Tells what it was sent.
    struct Teller(Arc<Mutex<Vec<Deviation>>>);

    impl Cbss for Teller {
        async fn customer_logout(
            &self,
            request: Request<operations::CustomerLogoutInput>,
        ) -> Result<types::ResponsesCustomersLogout, ServerError<NoFailure>> {
            *self.0.lock().unwrap() = request.deviations().to_vec();
            Err(ServerError::client("enough"))
        }
    }

    let told = Arc::new(Mutex::new(Vec::new()));
    let router = cbss_server::router(Teller(Arc::clone(&told)), Verification::Skipped);
    let served = wirewright_tests::Served::new(router).await;
    let head = "POST /api/Customer/Logout HTTP/1.1\nContent-Type: application/json";
    served.send(head, br#"{"Content":{},"Extra":1}"#).await;
    assert_eq!(*told.lock().unwrap(), [Deviation::UnknownMember { path: "Extra".to_owned() }]);
}

#[tokio::test]
async fn any_reqwest_client_may_be_handed_in_and_every_call_may_have_its_own_timeout() {
    use wirewright_tests::Recorder;

    let answer = "HTTP/1.1 200 OK\r\nContent-Length: 0\r\n\r\n";
    let recorder = Recorder::answering(answer).await;
    let http = reqwest::Client::builder().user_agent("own/1").build().expect("a plain client");
    let client =
        sejour_client::Client::builder(recorder.url()).http_client(http).build().expect("a good address");
    let get = sejour_client::operations::Logout::HTTP_GET;
    client.logout().binding(get).send().await.expect("the answer is good");
    assert_eq!(recorder.request().await.header("User-Agent"), Some("own/1"));

    let recorder = Recorder::answering(answer).await;
    let client = sejour_client::Client::builder(recorder.url()).build().expect("a good address");
    client.logout().binding(get).send().await.expect("the answer is good");
    let own = concat!("wirewright/", env!("CARGO_PKG_VERSION"));
    assert_eq!(
        recorder.request().await.header("User-Agent"),
        Some(own),
        "who hands nothing in is told apart"
    );

    // A socket that takes connections and never answers.
    let silent = std::net::TcpListener::bind("127.0.0.1:0").expect("the system has a free port");
    let url = format!("http://{}", silent.local_addr().expect("the socket is bound"));
    let client = sejour_client::Client::builder(url).build().expect("a good address");
    let error = client.logout().timeout(Duration::from_millis(20)).send().await.expect_err("nobody answers");
    assert!(matches!(error.kind(), sejour_client::ErrorKind::Timeout), "{error}");
}

#[tokio::test]
async fn a_service_that_asks_to_be_left_alone_for_long_is() {
    left_alone("60", Duration::from_secs(60)).await;
    left_alone("Wed, 21 Oct 2099 07:28:00 GMT", Duration::MAX).await;
}

async fn left_alone(wait: &'static str, expected: Duration) {
    use axum::http::{StatusCode, header::RETRY_AFTER};
    let calls = Arc::new(AtomicUsize::new(0));
    let count = Arc::clone(&calls);
    let answer = async move || {
        count.fetch_add(1, Ordering::Relaxed);
        (StatusCode::TOO_MANY_REQUESTS, [(RETRY_AFTER, wait)], r#"{"message":"m","api_error_code":"c"}"#)
    };
    let client = chargebee_client::Client::builder("http://in.process")
        .transport(axum::Router::new().fallback(answer))
        .retry(QUICK)
        .build()
        .expect("the address is good");
    let error = client.portal_session_logout("p").send().await.expect_err("the service is busy");
    assert!(error.is_retryable());
    assert_eq!(error.retry_after(), Some(expected));
    assert_eq!(calls.load(Ordering::Relaxed), 1);
}
