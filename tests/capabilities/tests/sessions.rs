//! What an answer brings goes into the requests that follow.

use std::sync::atomic::{AtomicU32, Ordering};

use wirewright_capabilities::sessions::client::{Client, Credentials};
use wirewright_capabilities::sessions::operations::{
    CountInput, CountOutput, LoginInput, RenewInput, RenewOutput, UploadInput, UploadOutput,
};
use wirewright_capabilities::sessions::server::{
    NoFailure, Request, ServerError, Sessions, Verification, router,
};
use wirewright_capabilities::sessions::types::{Data, Session};
use wirewright_tests::{Recorder, Served};

type Answer<T> = Result<T, ServerError<NoFailure>>;

#[derive(Default)]
struct Warehouse(AtomicU32);

impl Sessions for Warehouse {
    async fn login(&self, request: Request<LoginInput>) -> Answer<Session> {
        // The user is for handlers, the password is not.
        assert!(!format!("{request:?}").contains("s3cr3t"), "{request:?}");
        assert_eq!((request.user.as_deref(), request.password.as_deref()), (Some("ada"), Some("")));
        Ok(Session { data: Data { token: "first".to_owned(), id: 7 } })
    }

    async fn renew(&self, request: Request<RenewInput>) -> Answer<RenewOutput> {
        let number = self.0.fetch_add(1, Ordering::Relaxed);
        Ok(RenewOutput { token: format!("{}+{number}", request.into_input().old.unwrap_or_default()) })
    }

    async fn count(&self, request: Request<CountInput>) -> Answer<CountOutput> {
        let known = (request.authorization.as_deref(), request.x_user) == (Some("Bearer first+0"), Some(7));
        Ok(CountOutput { count: i32::from(known) })
    }

    async fn upload(&self, request: Request<UploadInput>) -> Answer<UploadOutput> {
        let length = request.into_input().token.unwrap_or_default().len();
        Ok(UploadOutput { id: i64::try_from(length).unwrap_or_default() })
    }
}

fn credentials() -> Credentials {
    Credentials { user: "ada".to_owned(), password: "s3cr3t".into() }
}

#[tokio::test]
async fn a_token_goes_from_the_login_into_what_follows() {
    let served = Served::new(router(Warehouse::default(), Verification::Required(credentials()))).await;
    let client =
        Client::builder(served.url()).credentials(credentials()).build().expect("the address is good");
    let clone = client.clone();
    client.login().send().await.expect("it is served");
    assert_eq!(clone.held().get("token").as_deref(), Some("first"));
    clone.renew().send().await.expect("it is served");
    assert_eq!(client.count(3).send().await.expect("it is served").count, 1);
    assert_eq!(client.upload("n").send().await.expect("it is served").id, 7);
    // A caller may give another one.
    assert_eq!(client.upload("n").token("longer than it").send().await.expect("it is served").id, 14);
}

#[tokio::test]
async fn what_is_held_is_set_and_cleared() {
    let answer =
        "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 11\r\n\r\n{\"count\":1}";
    let recorder = Recorder::answering(answer).await;
    let client = Client::builder(recorder.url()).hold("token", "kept").build().expect("the address is good");
    client.count(3).send().await.expect("the answer is good");
    let request = recorder.request().await;
    assert_eq!(request.request_line, "GET /items/3 HTTP/1.1");
    assert_eq!((request.header("Authorization"), request.header("X-User")), (Some("Bearer kept"), None));
    client.held().clear("token");
    let error = client.count(3).send().await.expect_err("there is no session").to_string();
    assert!(error.contains("`Authorization` cannot be computed: no answer has brought it yet"), "{error}");
    let error = client.upload("n").send().await.expect_err("there is no session").to_string();
    assert!(error.contains("`token` cannot be computed: no answer has brought it yet"), "{error}");
    client.held().set("token", "set");
    assert_eq!(client.held().get("token").as_deref(), Some("set"));
}

#[tokio::test]
async fn nothing_that_is_held_is_printed() {
    let seen = std::sync::Arc::new(std::sync::Mutex::new(String::new()));
    let hook = std::sync::Arc::clone(&seen);
    let client = Client::builder("http://in.process")
        .credentials(credentials())
        .transport(router(Warehouse::default(), Verification::Required(credentials())))
        .hold("token", "s3cr3t-token")
        .before_sending(move |parts, _| *hook.lock().expect("nothing panics") = format!("{parts:?}"))
        .build()
        .expect("the address is good");
    client.count(3).send().await.expect("it is served");
    let seen = seen.lock().expect("nothing panics").clone();
    for text in [format!("{client:?}"), format!("{:?} {:?}", client.held(), client.count(3)), seen] {
        assert!(!text.contains("s3cr3t"), "{text}");
    }
}
