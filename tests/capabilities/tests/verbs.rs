//! Any HTTP method, and a body where others have none.

use wirewright_capabilities::verbs::client::Client;
use wirewright_capabilities::verbs::operations::{DiscardInput, DiscardOutput, PeekInput, PeekOutput};
use wirewright_capabilities::verbs::server::{NoFailure, Request, ServerError, Verbs, router};
use wirewright_tests::{Recorder, Served};

struct Library;

impl Verbs for Library {
    async fn discard(&self, request: Request<DiscardInput>) -> Result<DiscardOutput, ServerError<NoFailure>> {
        let discarded = if request.reason == "worn" { 3 } else { 0 };
        Ok(DiscardOutput { discarded })
    }

    async fn peek(&self, request: Request<PeekInput>) -> Result<PeekOutput, ServerError<NoFailure>> {
        Ok(PeekOutput { books: i32::from(request.shelf == "a/b") })
    }
}

const DISCARDED: &str =
    "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"discarded\":3}";

#[tokio::test]
async fn a_delete_has_a_body() {
    let recorder = Recorder::answering(DISCARDED).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let answer = client.discard("a/b", "worn").send().await.expect("the answer is good");
    assert_eq!(answer.into_inner().discarded, 3);
    let request = recorder.request().await;
    assert_eq!(request.request_line, "DELETE /shelves/a%2Fb HTTP/1.1");
    assert_eq!(request.header("Content-Type"), Some("application/json"));
    assert_eq!(request.text(), r#"{"reason":"worn"}"#);
}

#[tokio::test]
async fn a_method_of_the_pages_own_is_sent_and_routed() {
    let served = Served::new(router(Library)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    assert_eq!(client.peek("a/b").send().await.expect("it is served").into_inner().books, 1);
    assert_eq!(client.discard("s", "worn").send().await.expect("it is served").into_inner().discarded, 3);
    for method in ["REPORT", "GET"] {
        let answered = served.send(&format!("{method} /shelves/a%2Fb HTTP/1.1"), b"").await;
        assert_eq!((answered.status(), answered.text().as_str()), (200, r#"{"books":1}"#));
    }
    assert_eq!(served.send("PUT /shelves/a HTTP/1.1", b"").await.status(), 405);
}
