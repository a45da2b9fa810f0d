//! Whole requests: every router answers, and what is read can be written.
#![no_main]

use std::cell::RefCell;

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http::Request;
use http::header::CONTENT_TYPE;
use http_body_util::BodyExt as _;
use libfuzzer_sys::fuzz_target;
use tokio::runtime::{Builder, Runtime};
use tower_service::Service as _;
use wirewright_runtime::message::{Operation, Sample};
use wirewright_runtime::testing::{request_of_bytes, request_settles};
use wirewright_services::{Visitor, every_operation, routers};

thread_local! {
    static SERVED: RefCell<(Runtime, Vec<(&'static str, Router)>)> = RefCell::new((
        Builder::new_current_thread().enable_time().build().expect("a runtime needs nothing"),
        routers(),
    ));
}

struct Reader<'r>(&'r Request<Bytes>);

impl Visitor for Reader<'_> {
    fn visit<O: Operation + Copy>(&mut self, operation: O, _: &'static [Sample], own: &O::Credentials) {
        request_settles(operation, Some(own), self.0);
    }
}

fuzz_target!(|data: &[u8]| {
    let Some(request) = request_of_bytes(data) else { return };
    every_operation(&mut Reader(&request));
    SERVED.with_borrow_mut(|(runtime, routers)| {
        for (service, router) in routers {
            let (status, typed, body) = runtime.block_on(async {
                let answer =
                    router.call(request.clone().map(Body::from)).await.expect("a router always answers");
                let (status, typed) = (answer.status(), answer.headers().contains_key(CONTENT_TYPE));
                (status, typed, answer.into_body().collect().await.expect("the answer is whole").to_bytes())
            });
            let shown = String::from_utf8_lossy(&body);
            assert!(typed || body.is_empty(), "{service}: {status} {shown}");
            assert!(!shown.contains("the server failed"), "{service}: {status} {shown}");
        }
    });
});
