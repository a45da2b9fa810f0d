//! What answers say in headers: versions, limits of use, and when to come back.

use std::sync::Mutex;
use std::time::Duration;

use wirewright_capabilities::answers::client::{Client, ErrorKind};
use wirewright_capabilities::answers::operations::{
    Count, CountInput, CountOutput, GetDocument, GetDocumentFailure, GetDocumentGone, GetDocumentInput,
    GetDocumentOutput, GetDocumentTooMany, Lock, LockFailure, LockHeld, LockInput, LockOutput, Login,
    LoginInput, LoginOutput, PutDocument, PutDocumentChanged, PutDocumentFailure, PutDocumentInput,
    PutDocumentOutput, Touch, TouchBusy, TouchFailure, TouchInput, TouchOutput,
};
use wirewright_capabilities::answers::samples::SAMPLES;
use wirewright_capabilities::answers::server::{Answers, NoFailure, Request, ServerError, router};
use wirewright_capabilities::answers::types::{Document, Label, Problem};
use wirewright_runtime::Deviation;
use wirewright_runtime::client::RetryPolicy;
use wirewright_runtime::message::Operation as _;
use wirewright_runtime::testing::{failures_survive, input_survives, output_survives, round_trip};
use wirewright_tests::{Recorder, Served, try_journeys};

/// One document, and the keys that came with it.
#[derive(Default)]
struct Shelf {
    keys: Mutex<Vec<Option<String>>>,
    sessions: Mutex<Vec<Option<String>>>,
}

fn document() -> Document {
    Document { title: "Plan".to_owned() }
}

fn problem(why: &str) -> Problem {
    Problem { why: why.to_owned() }
}

impl Answers for &'static Shelf {
    async fn get_document(
        &self,
        request: Request<GetDocumentInput>,
    ) -> Result<GetDocumentOutput, ServerError<GetDocumentFailure>> {
        let last_modified = "2024-11-18T12:47:37Z".parse().ok();
        let e_tag = match request.id {
            1 => "two\r\nX-Lines: 1".to_owned(),
            2 => "\u{e9}".to_owned(),
            3 => return Err(GetDocumentFailure::Missing(problem("it was never here")).into()),
            4 => {
                return Err(
                    GetDocumentFailure::Gone(GetDocumentGone { sunset: "2025-01-31".parse().ok() }).into()
                );
            }
            5 => {
                let (body, x_scope) =
                    (problem("slow down"), Some(vec!["read".to_owned(), "\"a, b\"".to_owned()]));
                return Err(GetDocumentFailure::TooMany(GetDocumentTooMany {
                    body,
                    retry_after: 30,
                    x_scope,
                })
                .into());
            }
            id => format!("\"{id}\""),
        };
        let tags = Some(vec![Label::Draft, Label::Secret]);
        Ok(GetDocumentOutput {
            body: document(),
            x_remaining: Some(11),
            e_tag,
            last_modified,
            tags,
            x_cached: Some(true),
        })
    }

    async fn put_document(
        &self,
        request: Request<PutDocumentInput>,
    ) -> Result<PutDocumentOutput, ServerError<PutDocumentFailure>> {
        let e_tag = "\"8\"".to_owned();
        if request.if_match.as_ref().is_some_and(|own| !own.iter().any(|own| own == "\"7\"")) {
            let body = problem(&format!("{:?}", request.if_match));
            return Err(PutDocumentFailure::Changed(PutDocumentChanged { body, e_tag }).into());
        }
        let (x_remaining, location) = (None, Some(format!("/documents/{}", request.body.title)));
        Ok(PutDocumentOutput { id: request.id, old_etag: Some("7".to_owned()), x_remaining, e_tag, location })
    }

    async fn count(&self, _: Request<CountInput>) -> Result<CountOutput, ServerError<NoFailure>> {
        Ok(CountOutput { body: 12, x_remaining: Some(3) })
    }

    async fn touch(&self, request: Request<TouchInput>) -> Result<TouchOutput, ServerError<TouchFailure>> {
        let mut keys = self.keys.lock().expect("no handler panics");
        keys.push(request.idempotency_key.clone());
        if !keys.len().is_multiple_of(3) {
            return Err(TouchFailure::Busy(TouchBusy { retry_after: Some(0) }).into());
        }
        let (x_renewed, x_session) = ("2024-11-18T12:47:37Z".parse().ok(), Some("s 1".to_owned()));
        let set_cookie =
            Some(vec!["a=1; Expires=Mon, 18 Nov 2024 12:47:37 GMT".to_owned(), "b=2".to_owned()]);
        Ok(TouchOutput { x_remaining: None, x_renewed, set_cookie, x_session })
    }

    async fn lock(&self, request: Request<LockInput>) -> Result<LockOutput, ServerError<LockFailure>> {
        if request.id == 9 {
            let held = LockHeld { body: problem("by ann"), retry_after: Some(60) };
            return Err(LockFailure::Held(held).into());
        }
        let (until, trace) = ("2024-11-18T12:47:37Z".parse().ok(), Some("t".to_owned()));
        Ok(LockOutput { until, trace, x_remaining: None, e_tag: "\"7\"".to_owned() })
    }

    async fn login(&self, request: Request<LoginInput>) -> Result<LoginOutput, ServerError<NoFailure>> {
        self.sessions.lock().expect("no handler panics").push(request.x_session.clone());
        Ok(LoginOutput { name: None, x_remaining: None })
    }
}

fn shelf() -> &'static Shelf {
    Box::leak(Box::default())
}

fn client(url: String) -> Client {
    let retry = RetryPolicy { first_wait: Duration::ZERO, ..RetryPolicy::default() };
    Client::builder(url).retry(retry).build().expect("the address is good")
}

fn answer(status: &str, headers: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\n{headers}Content-Length: {length}\r\n\r\n{body}")
}

#[tokio::test]
async fn a_server_writes_headers() {
    let served = Served::new(router(shelf())).await;
    let answer = served.send("GET /documents/7 HTTP/1.1\nAccept: application/json", b"").await;
    assert_eq!((answer.status(), &*answer.text()), (200, r#"{"title":"Plan"}"#));
    for (name, value) in [
        ("Content-Type", "application/json"),
        ("ETag", "\"7\""),
        ("Last-Modified", "Mon, 18 Nov 2024 12:47:37 GMT"),
        ("Tags", "draft, secret"),
        ("X-Cached", "yes"),
        ("X-Remaining", "11"),
    ] {
        assert_eq!(answer.header(name), Some(value), "{name}");
    }
    let answer = served.send("GET /documents/7 HTTP/1.1\nAccept: application/xml", b"").await;
    let body = r#"<Document xmlns="urn:shelf"><title>Plan</title></Document>"#;
    assert_eq!((&*answer.text(), answer.header("ETag")), (body, Some("\"7\"")));
    let answer = served.send("GET /documents/5 HTTP/1.1", b"").await;
    assert_eq!((answer.status(), &*answer.text()), (429, r#"{"why":"slow down"}"#));
    assert_eq!(
        (answer.header("Retry-After"), answer.header("X-Scope")),
        (Some("30"), Some("read, \"a, b\""))
    );
    let answer = served.send("GET /documents/4 HTTP/1.1", b"").await;
    assert_eq!((answer.status(), &*answer.text(), answer.header("Sunset")), (410, "", Some("2025-01-31")));
    let answer = served.send("GET /count HTTP/1.1\nAccept: text/plain", b"").await;
    assert_eq!((&*answer.text(), answer.header("X-Remaining")), ("12", Some("3")));
}

#[tokio::test]
async fn what_no_header_holds_is_not_written() {
    let served = Served::new(router(shelf())).await;
    for id in [1, 2] {
        let answer = served.send(&format!("GET /documents/{id} HTTP/1.1"), b"").await;
        assert_eq!((answer.status(), answer.header("ETag"), answer.header("X-Lines")), (500, None, None));
    }
}

#[tokio::test]
async fn a_client_reads_headers() {
    let headers = "Content-Type: application/json\r\netag: W/\"7\"\r\nTags: draft ,, other\r\nTags: secret\r\n\
                   last-modified: Mon, 18 Nov 2024 12:47:37 GMT\r\nX-Cached: no\r\nX-Remaining: -1\r\nServer: x\r\n";
    let recorder = Recorder::answering(answer("200 OK", headers, r#"{"title":"Plan"}"#)).await;
    let response = client(recorder.url()).get_document(7).send().await.expect("the answer is good");
    assert_eq!((&*response.e_tag, &*response.body.title), ("W/\"7\"", "Plan"));
    let tags = vec![Label::Draft, "other".into(), Label::Secret];
    assert_eq!((&response.tags, response.x_cached), (&Some(tags), Some(false)));
    let deviations: Vec<String> = response.deviations().iter().map(Deviation::to_string).collect();
    let expected =
        ["`Tags[1]` has the unknown value `other`", "`X-Remaining` is -1, the page says at least 0"];
    assert_eq!(deviations, expected);
}

#[tokio::test]
async fn what_cannot_be_read_is_told() {
    let json = "Content-Type: application/json\r\n";
    for (status, headers, body, told) in [
        (
            "200 OK",
            "",
            r#"{"title":"Plan"}"#,
            "GetDocument by http: the answer cannot be read: `ETag` is missing (status 200)",
        ),
        ("200 OK", "ETag: a\r\nETag: b\r\n", r#"{"title":"Plan"}"#, "`ETag`: stands more than once"),
        ("200 OK", "ETag: a\r\nLast-Modified: today\r\n", r#"{"title":"Plan"}"#, "`Last-Modified`: expected"),
        ("200 OK", "ETag: a\r\nX-Remaining: many\r\n", r#"{"title":"Plan"}"#, "`X-Remaining`: expected"),
        ("429 Too Many Requests", "", r#"{"why":"x"}"#, "`Retry-After` is missing (status 429)"),
        // Something on the way may have answered so.
        ("429 Too Many Requests", "", "<html>", "the spec says nothing of this answer (status 429)"),
    ] {
        let recorder = Recorder::answering(answer(status, &format!("{json}{headers}"), body)).await;
        let error = client(recorder.url()).get_document(7).send().await.expect_err("the answer is wrong");
        assert!(error.to_string().contains(told), "{error}");
    }
}

#[tokio::test]
async fn failures_bring_headers_too() {
    let served = Served::new(router(shelf())).await;
    let client = client(served.url());
    for accept in [GetDocument::APPLICATION_JSON, GetDocument::APPLICATION_XML] {
        let failure = |id| {
            let call = client.get_document(id).accept(accept);
            async { call.send().await.expect_err("it fails").into_kind() }
        };
        match failure(5).await {
            ErrorKind::Failure(GetDocumentFailure::TooMany(told)) => {
                assert_eq!((told.retry_after, &*told.body.why), (30, "slow down"));
                assert_eq!(told.x_scope, Some(vec!["read".to_owned(), "\"a, b\"".to_owned()]));
            }
            other => panic!("{other:?}"),
        }
        match failure(4).await {
            ErrorKind::Failure(GetDocumentFailure::Gone(told)) => {
                assert_eq!(told.sunset, "2025-01-31".parse().ok())
            }
            other => panic!("{other:?}"),
        }
        match failure(3).await {
            ErrorKind::Failure(GetDocumentFailure::Missing(told)) => {
                assert_eq!(told, problem("it was never here"))
            }
            other => panic!("{other:?}"),
        }
    }
}

#[tokio::test]
async fn a_version_goes_back_to_where_it_came_from() {
    let served = Served::new(router(shelf())).await;
    let client = client(served.url());
    for format in [PutDocument::APPLICATION_JSON, PutDocument::APPLICATION_XML] {
        let found = client.get_document(7).send().await.expect("it is served").into_inner();
        let put = |tag: String| {
            client.put_document(7, document()).if_match(vec![tag, "\"a,b\"".to_owned()]).format(format)
        };
        let done = put(found.e_tag).send().await.expect("it is served").into_inner();
        assert_eq!((done.id, &*done.e_tag, done.location.as_deref()), (7, "\"8\"", Some("/documents/Plan")));
        assert_eq!(done.old_etag.as_deref(), Some("7"));
        let error = put("\"6\"".to_owned()).send().await.expect_err("somebody was faster");
        match error.failure() {
            Some(PutDocumentFailure::Changed(told)) => {
                assert_eq!((&*told.e_tag, &*told.body.why), ("\"8\"", r#"Some(["\"6\"", "\"a,b\""])"#));
            }
            None => panic!("{error}"),
        }
    }
    let counted = client.count().send().await.expect("it is served").into_inner();
    assert_eq!((counted.body, counted.x_remaining), (12, Some(3)));
}

#[tokio::test]
async fn the_list_in_a_header_is_joined() {
    let ok = answer("200 OK", "Content-Type: application/json\r\nETag: x\r\n", r#"{"id":7}"#);
    let recorder = Recorder::answering(ok).await;
    let call = client(recorder.url());
    let call = call.put_document(7, document()).if_match(vec!["\"7\"".to_owned(), "*".to_owned()]);
    call.send().await.expect("the answer is good");
    assert_eq!(recorder.request().await.header("If-Match"), Some("\"7\", *"));
    for text in ["a,b", "", " a", "\"", "\u{e9}"] {
        let call = client("http://nowhere.test".to_owned());
        let call = call.put_document(7, document()).if_match(vec![text.to_owned(), "b".to_owned()]);
        let error = call.send().await.expect_err("it cannot be written");
        assert!(matches!(error.kind(), ErrorKind::Input(_)), "{error}");
    }
}

#[tokio::test]
async fn a_call_that_is_sent_again_keeps_its_key() {
    let shelf = shelf();
    let served = Served::new(router(shelf)).await;
    let client = client(served.url());
    for _ in 0..2 {
        let done = client.touch(7).send().await.expect("the third time it is served");
        assert_eq!(done.x_renewed, "2024-11-18T12:47:37Z".parse().ok());
        let cookies = done.set_cookie.clone().unwrap_or_default();
        assert_eq!(cookies, ["a=1; Expires=Mon, 18 Nov 2024 12:47:37 GMT", "b=2"]);
    }
    let keys = shelf.keys.lock().expect("no handler panics").clone();
    assert_eq!(keys.len(), 6);
    assert!(keys.iter().all(|key| key.as_ref().is_some_and(|key| key.len() == 36)), "{keys:?}");
    assert!(
        keys[..3].iter().all(|key| *key == keys[0]) && keys[3..].iter().all(|key| *key == keys[3]),
        "{keys:?}"
    );
    assert_ne!(keys[0], keys[3]);
}

#[tokio::test]
async fn a_header_is_held() {
    let shelf = shelf();
    let served = Served::new(router(shelf)).await;
    let client = client(served.url());
    client.login("ann").send().await.expect("it is served");
    client.touch(7).send().await.expect("it is served");
    assert_eq!(client.held().get("session").as_deref(), Some("s 1"));
    let login = client.login("ann").send().await.expect("it is served");
    assert_eq!(login.name.as_deref(), Some("ann"));
    let sessions = shelf.sessions.lock().expect("no handler panics").clone();
    assert_eq!(sessions, [None, Some("s 1".to_owned())]);
}

#[tokio::test]
async fn an_envelope_has_headers_of_http_around_it() {
    let served = Served::new(router(shelf())).await;
    let client = client(served.url());
    for binding in [Lock::SOAP11, Lock::SOAP12] {
        let answer = client.lock(7).binding(binding).send().await.expect("it is served");
        assert_eq!((&*answer.e_tag, answer.trace.as_deref()), ("\"7\"", Some("t")));
        assert_eq!(answer.until, "2024-11-18T12:47:37Z".parse().ok());
        assert!(!String::from_utf8_lossy(&answer.answer().body).contains("ETag"));
        let error = client.lock(9).binding(binding).send().await.expect_err("it is locked");
        match error.failure() {
            Some(LockFailure::Held(held)) => {
                assert_eq!((held.retry_after, &*held.body.why), (Some(60), "by ann"));
            }
            None => panic!("{error}"),
        }
    }
}

#[test]
fn samples_are_written_as_they_are_read() {
    let own = |name| SAMPLES.iter().filter(move |own| own.operation == name);
    assert_eq!(own(GetDocument::NAME).count(), 4);
    own(GetDocument::NAME).for_each(|sample| round_trip(GetDocument, sample));
}

#[test]
fn made_up_values_come_back_as_they_were() {
    let ways = try_journeys(1000, 200, |bytes| {
        [
            output_survives(GetDocument, bytes),
            failures_survive(GetDocument, bytes),
            input_survives(PutDocument, None, bytes),
            output_survives(PutDocument, bytes),
            failures_survive(PutDocument, bytes),
            output_survives(Count, bytes),
            output_survives(Touch, bytes),
            output_survives(Login, bytes),
            output_survives(Lock, bytes),
            failures_survive(Lock, bytes),
        ]
    });
    assert_eq!(ways.len(), 22, "{:#?}", ways.keys());
    for (way, [refused, carried]) in ways {
        assert!(carried * 20 > refused, "{way}: {refused} were refused, {carried} were not");
    }
}
