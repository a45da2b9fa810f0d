//! Changed requests, to the mock server of every service.

use std::sync::LazyLock;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::header::CONTENT_TYPE;
use http::{Request, Response};
use http_body_util::BodyExt as _;
use tower_service::Service as _;
use wirewright_runtime::message::{Operation, Sample};
use wirewright_runtime::testing::{Choices, request_of_bytes, request_settles, request_to_bytes};
use wirewright_services::{Visitor, every_operation, routers};

use super::mutate::mutate;
use super::try_changes;

static REQUESTS: LazyLock<Vec<Vec<u8>>> =
    LazyLock::new(|| wirewright_services::requests().iter().map(request_to_bytes).collect());

/// A request that was changed; `None` for one that is no HTTP any more.
fn changed(choices: &[u8]) -> Option<Request<Bytes>> {
    let mut choices = Choices::new(choices);
    let message = REQUESTS[usize::from(choices.byte()) % REQUESTS.len()].clone();
    request_of_bytes(&mutate(message, &REQUESTS, &mut choices))
}

async fn answer(mut router: Router, request: Request<Bytes>) -> Response<Bytes> {
    let answer = router.call(request.map(Body::from)).await.expect("a router always answers");
    let (parts, body) = answer.into_parts();
    let body = body.collect().await.expect("the answer is whole");
    Response::from_parts(parts, body.to_bytes())
}

/// Fails unless an answer says what it is, and is that.
fn check(service: &str, shown: &str, answer: &Response<Bytes>) {
    let text = String::from_utf8_lossy(answer.body());
    let shown = || format!("{service}: {} {text}\n{shown}", answer.status());
    assert!(!text.contains("the server failed"), "a panic was caught; {}", shown());
    assert!(!text.contains("the server took too long"), "{}", shown());
    let content_type = answer.headers().get(CONTENT_TYPE).map(|value| value.to_str().expect("it is ASCII"));
    if text.is_empty() {
        // A `HEAD` is answered with the headers of a body alone.
        return;
    }
    assert!(content_type.is_some(), "{}", shown());
    match content_type.map(|own| own.split(';').next().unwrap_or_default()) {
        Some("application/json" | "application/problem+json" | "text/json" | "text/html") => {
            let read = serde_json::from_slice::<serde_json::Value>(answer.body());
            assert!(read.is_ok(), "{}", shown());
        }
        Some("text/xml" | "application/soap+xml") if service == "sejour" => {
            let read = wirewright_runtime::soap::peek(answer.body(), None);
            assert!(read.is_ok(), "{}", shown());
        }
        _ => {}
    }
}

#[test]
fn every_changed_request_is_answered() {
    // With a thread to spare, a request that never ends does not keep the time from running.
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_time().build();
    let runtime = runtime.expect("threads can be started");
    let routers = routers();
    let (sent, understood) = (AtomicUsize::new(0), AtomicUsize::new(0));
    try_changes(|choices| {
        let Some(request) = changed(choices) else { return };
        let shown = String::from_utf8_lossy(&request_to_bytes(&request)).into_owned();
        for (service, router) in &routers {
            let task = runtime.spawn(answer(router.clone(), request.clone()));
            let limited =
                runtime.block_on(async { tokio::time::timeout(Duration::from_secs(60), task).await });
            let answer = limited.unwrap_or_else(|_| panic!("{service} does not answer\n{shown}"));
            let answer = answer.unwrap_or_else(|error| panic!("{service}: {error}\n{shown}"));
            check(service, &shown, &answer);
            understood.fetch_add(usize::from(answer.status().is_success()), Ordering::Relaxed);
        }
        sent.fetch_add(1, Ordering::Relaxed);
    });
    let (sent, understood) = (sent.into_inner(), understood.into_inner());
    assert!(understood * 10 > sent, "{sent} were sent, {understood} understood: they are changed too much");
    assert!(understood < sent * 2, "{sent} were sent, {understood} understood: they are changed too little");
}

#[test]
fn what_is_read_of_a_changed_request_can_be_written() {
    struct Reader<'r>(&'r Request<Bytes>, usize);

    impl Visitor for Reader<'_> {
        fn visit<O: Operation + Copy>(&mut self, operation: O, _: &'static [Sample], own: &O::Credentials) {
            self.1 += request_settles(operation, Some(own), self.0);
        }
    }

    let read = AtomicUsize::new(0);
    try_changes(|choices| {
        let Some(request) = changed(choices) else { return };
        let mut reader = Reader(&request, 0);
        every_operation(&mut reader);
        read.fetch_add(reader.1, Ordering::Relaxed);
    });
    assert!(read.into_inner() > 100, "hardly anything could be read");
}
