//! HTTP Digest: the server asks, and the client answers.

use std::sync::{Arc, Mutex};

use wirewright_capabilities::digest::client::{Builder, Client, Credentials};
use wirewright_capabilities::digest::operations::{IndexInput, IndexOutput, PutInput, PutOutput};
use wirewright_capabilities::digest::server::{
    Digest, NoFailure, Request, ServerError, Verification, router,
};
use wirewright_runtime::client::Answer;
use wirewright_runtime::server::axum::Router;
use wirewright_runtime::server::axum::http::{HeaderMap, StatusCode};
use wirewright_tests::Served;

struct Folder;

impl Digest for Folder {
    async fn index(&self, request: Request<IndexInput>) -> Result<IndexOutput, ServerError<NoFailure>> {
        Ok(IndexOutput { lines: request.page.unwrap_or_default() })
    }

    async fn put(&self, request: Request<PutInput>) -> Result<PutOutput, ServerError<NoFailure>> {
        Ok(PutOutput { lines: i32::from(request.name == "a b" && request.line == "l") })
    }
}

/// RFC 7616, section 3.9.1.
fn credentials() -> Credentials {
    Credentials { user: "Mufasa".to_owned(), password: "Circle of Life".into() }
}

fn builder(url: &str) -> Builder<Client> {
    Client::builder(url).credentials(credentials())
}

fn status(answer: Option<&Answer>) -> u16 {
    answer.expect("the server answers").status.as_u16()
}

type Seen = Arc<Mutex<Vec<Option<String>>>>;

/// A peer that asks as the standard's example does, and what it was sent.
fn peer(questions: &'static [&'static str]) -> (Router, Seen) {
    let seen = Seen::default();
    let kept = Arc::clone(&seen);
    let handler = move |headers: HeaderMap| {
        let sent = headers.get("Authorization").map(|sent| sent.to_str().expect("it is a text").to_owned());
        let known = sent.is_some();
        kept.lock().expect("nothing panics").push(sent);
        async move {
            let mut asked = HeaderMap::new();
            for question in questions.iter().filter(|_| !known) {
                asked.append("WWW-Authenticate", question.parse().expect("it is a header"));
            }
            asked.insert("Content-Type", "application/json".parse().expect("it is a header"));
            (if known { StatusCode::OK } else { StatusCode::UNAUTHORIZED }, asked, r#"{"lines":1}"#)
        }
    };
    (Router::new().fallback(handler), seen)
}

const BY_SHA256: &str = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=SHA-256, \
                         nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", \
                         opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";
const BY_MD5: &str = "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=MD5, \
                      nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", \
                      opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\"";

fn answered(algorithm: &str, response: &str) -> String {
    format!(
        "Digest username=\"Mufasa\", realm=\"http-auth@example.org\", \
         nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\", uri=\"/dir/index.html\", \
         algorithm={algorithm}, response=\"{response}\", qop=auth, nc=00000001, \
         cnonce=\"f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ\", \
         opaque=\"FQhe/qaU925kfnzjCev0ciny7QMkPqMAFRtzCUYo5tdS\""
    )
}

#[tokio::test]
async fn the_standards_questions_get_the_standards_answers() {
    let by_sha256 = answered("SHA-256", "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    let by_md5 = answered("MD5", "8ca523f5e9506fed4657c9700eebdbec");
    for (questions, expected) in [(&[BY_SHA256, BY_MD5][..], by_sha256), (&[BY_MD5], by_md5)] {
        let (peer, seen) = peer(questions);
        let client = builder("http://www.example.org")
            .transport(peer)
            .nonces(|| "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ".to_owned())
            .build()
            .expect("the address is good");
        client.index().send().await.expect("the client answers");
        client.index().send().await.expect("the client knows the question");
        let seen = seen.lock().expect("nothing panics").clone();
        assert_eq!(seen[..2], [None, Some(expected)]);
        // The second call answers at once, and counts.
        assert!(
            seen.len() == 3 && seen[2].as_ref().is_some_and(|sent| sent.contains("nc=00000002")),
            "{seen:?}"
        );
    }
}

#[tokio::test]
async fn a_server_asks_and_checks() {
    let served = Served::new(router(Folder, Verification::Required(credentials()))).await;
    let client = builder(&served.url()).build().expect("the address is good");
    assert_eq!(client.index().page(3).send().await.expect("it is proven").lines, 3);
    assert_eq!(client.put("a b", "l").send().await.expect("it is proven").lines, 1);
    let own = Credentials { user: "Mufasa".to_owned(), password: "wrong".into() };
    let client = Client::builder(served.url()).credentials(own).build().expect("the address is good");
    let error = client.index().send().await.expect_err("the password is wrong");
    assert_eq!(status(error.answer()), 401);
    let asked = error.answer().expect("the server answers").headers.get_all("WWW-Authenticate");
    assert_eq!(asked.iter().count(), 2);
}

#[tokio::test]
async fn only_an_answer_to_its_own_question_is_taken() {
    let served = Served::new(router(Folder, Verification::Required(credentials()))).await;
    let first = served.send("GET /dir/index.html HTTP/1.1", b"").await;
    assert_eq!(first.status(), 401);
    let (peer, seen) = peer(&[BY_MD5]);
    let client = builder("http://www.example.org").transport(peer).build().expect("the address is good");
    client.index().send().await.expect("the client answers");
    let foreign = seen.lock().expect("nothing panics")[1].clone().expect("the client answers");
    let refused = served.send(&format!("GET /dir/index.html HTTP/1.1\nAuthorization: {foreign}"), b"").await;
    assert_eq!(refused.status(), 401);
    for header in ["Digest", "Digest nonce", "Digest nonce=\"", "Basic TXVmYXNhOkNpcmNsZSBvZiBMaWZl"] {
        let refused =
            served.send(&format!("GET /dir/index.html HTTP/1.1\nAuthorization: {header}"), b"").await;
        assert_eq!(refused.status(), 401, "{header}");
    }
}

#[tokio::test]
async fn what_was_proven_for_one_request_proves_no_other() {
    let router = router(Folder, Verification::Required(credentials()));
    let seen = Arc::new(Mutex::new(String::new()));
    let hook = Arc::clone(&seen);
    let served = Served::new(router).await;
    let client = builder(&served.url()).before_sending(move |parts, _| {
        let sent = parts.headers.get("Authorization").and_then(|sent| sent.to_str().ok());
        *hook.lock().expect("nothing panics") = sent.unwrap_or_default().to_owned();
    });
    client.build().expect("the address is good").index().page(3).send().await.expect("it is proven");
    let header = seen.lock().expect("nothing panics").clone();
    let status = async |line: &str, header: &str| {
        served.send(&format!("{line} HTTP/1.1\nAuthorization: {header}"), b"").await.status()
    };
    let line = "GET /dir/index.html?page=3";
    assert_eq!(status(line, &header).await, 200);
    assert_eq!(status("GET /dir/index.html?page=4", &header).await, 401);
    assert_eq!(status("POST /dir/a", &header).await, 401);
    for (from, to) in [
        ("Mufasa", "Simba"),
        ("nc=00000001", "nc=00000002"),
        ("qop=auth", "qop=auth-int"),
        ("cnonce", "once"),
    ] {
        let wrong = header.replace(from, to);
        assert_ne!(wrong, header, "{from}");
        assert_eq!(status(line, &wrong).await, 401, "{from}");
    }
}

#[tokio::test]
async fn users_are_looked_up() {
    let known = Verification::known(|identity| {
        let user = identity.authorization_parameter("username")?;
        let password = match user.as_str() {
            "Mufasa" => "Circle of Life",
            "Simba" => "Hakuna",
            _ => return None,
        };
        Some(Credentials { user, password: password.into() })
    });
    let served = Served::new(router(Folder, known)).await;
    for (user, password, expected) in [
        ("Mufasa", "Circle of Life", None),
        ("Simba", "Hakuna", None),
        ("Simba", "x", Some(401)),
        ("Scar", "x", Some(401)),
    ] {
        let own = Credentials { user: user.to_owned(), password: password.into() };
        let client = Client::builder(served.url()).credentials(own).build().expect("the address is good");
        let refused = client.index().send().await.err().map(|error| status(error.answer()));
        assert_eq!(refused, expected, "{user}");
    }
}
