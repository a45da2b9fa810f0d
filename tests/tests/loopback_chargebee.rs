//! The client of chargebee against its own server over a socket.

use chargebee_client::{Client, ErrorKind};
use chargebee_server::operations::{
    PortalSessionLogoutFailure as Failure, PortalSessionLogoutInput, PortalSessionLogoutOutput,
};
use chargebee_server::types::{Error, PortalSession, PortalSessionStatus, Skipping};
use chargebee_server::{Chargebee, Credentials, Request, ServerError, Verification};
use wirewright_runtime::{Any, DateTime};
use wirewright_tests::{Script, Served, Unvisited};

type Answer = Result<PortalSessionLogoutOutput, ServerError<Failure>>;
type Calls = Script<PortalSessionLogoutInput, Answer>;

struct Stub(Calls);

impl Chargebee for Stub {
    async fn portal_session_logout(&self, request: Request<PortalSessionLogoutInput>) -> Answer {
        self.0.answer(request)
    }
}

fn credentials(key: &str) -> Credentials {
    Credentials { api_key: key.into() }
}

async fn serve(answer: Answer) -> (Served, Client, Calls) {
    let script = Script::new(answer);
    let verification = Verification::Required(credentials("ключ:1"));
    let served = Served::new(chargebee_server::router(Stub(script.clone()), verification)).await;
    let url = format!("{}/", served.url());
    let client = Client::builder(url).credentials(credentials("ключ:1")).build();
    (served, client.expect("the address is good"), script)
}

fn unix(seconds: i64) -> DateTime {
    DateTime::from_unix_millis(seconds * 1000, 0).expect("a year of four digits")
}

fn session(status: &str) -> PortalSessionLogoutOutput {
    let linked = serde_json::json!([{ "customer_id": "é", "n": [1, null] }]);
    PortalSessionLogoutOutput {
        portal_session: PortalSession {
            id: "a/b c?#%".to_owned(),
            token: "\"\\\u{7f}\n".to_owned(),
            access_url: "https://x.test/?a=b&c=%20".to_owned(),
            redirect_url: Some(String::new()),
            status: PortalSessionStatus::from(status),
            created_at: unix(0),
            expires_at: Some(unix(-1)),
            customer_id: "клиент 🦀".to_owned(),
            login_at: Some(unix(253_402_300_799)),
            logout_at: None,
            login_ipaddress: Some("::1".to_owned()),
            logout_ipaddress: None,
            linked_customers: Some(Any::json(&linked).expect("JSON")),
        },
    }
}

fn problem(code: &str) -> Error {
    Error {
        message: "нет <такой>".to_owned(),
        type_: Some("unheard".to_owned()),
        api_error_code: code.to_owned(),
        param: None,
    }
}

#[tokio::test]
async fn any_text_travels_in_the_path() {
    let (_served, client, script) = serve(Ok(session("logged_out"))).await;
    for id in ["a/b c?#%", "%2F", "a+b", "..a", "...", "令牌-🦀", "a;b=c,d", "{id}", "a\\b", " ", "a%", "*"]
    {
        let answer = client.portal_session_logout(id).send().await;
        let answer = answer.unwrap_or_else(|error| panic!("{id}: {error}"));
        assert_eq!(script.only().input.portal_session_id, id);
        assert_eq!(answer.into_inner(), session("logged_out"));
    }
}

#[tokio::test]
async fn what_cannot_stand_in_a_path_is_not_sent() {
    let nobody = Unvisited::new();
    let client = Client::builder(nobody.url()).build().unwrap();
    for id in ["", ".", ".."] {
        let error = client.portal_session_logout(id).send().await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Input(_)), "{id}: {error}");
        assert!(error.to_string().contains("portal-session-id"), "{error}");
    }
    nobody.assert_unvisited();
}

#[tokio::test]
async fn an_address_beyond_ascii_arrives_where_it_was_given() {
    let (_served, client, script) = serve(Ok(session("created"))).await;
    for (user, encoded) in [("u@x.test", None), ("usér@x.тест 🦀", Some("usér@x.тест 🦀"))] {
        client.portal_session_logout("p").chargebee_request_origin_user(user).send().await.unwrap();
        let input = script.only().input;
        assert_eq!(input.chargebee_request_origin_user.as_deref(), Some(user));
        assert_eq!(input.chargebee_request_origin_user_encoded.as_deref(), encoded);
    }
}

#[tokio::test]
async fn every_header_arrives() {
    let (_served, client, script) = serve(Ok(session("created"))).await;
    client
        .portal_session_logout("p")
        .chargebee_request_origin_device("a device; v=\"1\", %41")
        .chargebee_event_webhook(Skipping::AllDisabled)
        .chargebee_business_entity_id("be")
        .chargebee_event_actions("some-disabled")
        .chargebee_request_origin_user("u@x.test")
        .chargebee_request_origin_ip("10.0.0.1")
        .chargebee_request_origin_user_encoded("usér@x.тест 🦀")
        .chargebee_event_email("all-disabled")
        .send()
        .await
        .unwrap();
    let expected = PortalSessionLogoutInput {
        portal_session_id: "p".to_owned(),
        chargebee_request_origin_device: Some("a device; v=\"1\", %41".to_owned()),
        chargebee_event_webhook: Some(Skipping::AllDisabled),
        chargebee_business_entity_id: Some("be".to_owned()),
        chargebee_event_actions: Some(Skipping::Other("some-disabled".to_owned())),
        chargebee_request_origin_user: Some("u@x.test".to_owned()),
        chargebee_request_origin_ip: Some("10.0.0.1".to_owned()),
        chargebee_request_origin_user_encoded: Some("usér@x.тест 🦀".to_owned()),
        chargebee_event_email: Some(Skipping::AllDisabled),
    };
    assert_eq!(script.only().input, expected);
}

#[tokio::test]
async fn a_header_that_is_not_ascii_is_not_sent() {
    let nobody = Unvisited::new();
    let client = Client::builder(nobody.url()).build().unwrap();
    for device in ["é", "a\r\nX-Evil: 1", "\u{7f}", "a\0"] {
        let call = client.portal_session_logout("p").chargebee_request_origin_device(device);
        let error = call.send().await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Input(_)), "{device:?}: {error}");
        assert!(error.to_string().contains("chargebee-request-origin-device"), "{error}");
    }
    nobody.assert_unvisited();
}

#[tokio::test]
async fn statuses_listed_and_not_come_back() {
    for status in
        ["created", "logged_in", "logged_out", "not_yet_activated", "activated", "Activated", "новый", ""]
    {
        let (_served, client, _script) = serve(Ok(session(status))).await;
        let answer = client.portal_session_logout("p").send().await.unwrap();
        assert_eq!(answer.portal_session.status.to_string(), status);
        assert_eq!(answer.into_inner(), session(status));
    }
}

#[tokio::test]
async fn a_refusal_is_typed_and_not_retried() {
    for status in [400, 401, 403, 404, 405, 409, 422, 500] {
        let failure = Failure::Refused(problem("resource_not_found"));
        let status = http::StatusCode::from_u16(status).unwrap();
        let (_served, client, _script) = serve(Err(ServerError::FailureUnder(status, failure.clone()))).await;
        let error = client.portal_session_logout("p").send().await.unwrap_err();
        assert_eq!(error.failure(), Some(&failure), "{error}");
        assert_eq!(error.answer().unwrap().status, status);
        assert!(!error.is_retryable());
    }
}

#[tokio::test]
async fn a_limit_is_typed_and_may_be_retried_twice() {
    for status in [429, 503] {
        let failure = Failure::Limited(problem("api_request_limit_exceeded"));
        let status = http::StatusCode::from_u16(status).unwrap();
        let (_served, client, _script) = serve(Err(ServerError::FailureUnder(status, failure.clone()))).await;
        let error = client.portal_session_logout("p").send().await.unwrap_err();
        assert_eq!(error.failure(), Some(&failure), "{error}");
        assert_eq!(error.answer().unwrap().status, status);
        assert_eq!((error.is_retryable(), error.advised_retries()), (true, 2));
    }
}

#[tokio::test]
async fn a_failure_travels_under_the_first_status_that_tells_it_unless_told_otherwise() {
    let refused = || Failure::Refused(problem("x"));
    let limited = || Failure::Limited(problem("x"));
    for (error, status) in [
        (ServerError::Failure(refused()), 400),
        (ServerError::Failure(limited()), 429),
        // 200 and 404 do not tell a limit.
        (ServerError::FailureUnder(http::StatusCode::OK, limited()), 429),
        (ServerError::FailureUnder(http::StatusCode::NOT_FOUND, limited()), 429),
        // 429 tells a limit first, so a refusal under it would be read as one.
        (ServerError::FailureUnder(http::StatusCode::TOO_MANY_REQUESTS, refused()), 400),
    ] {
        let expected = match &error {
            ServerError::Failure(failure) | ServerError::FailureUnder(_, failure) => failure.clone(),
            ServerError::Fault(fault) => panic!("{fault}"),
        };
        let (_served, client, _script) = serve(Err(error)).await;
        let error = client.portal_session_logout("p").send().await.unwrap_err();
        assert_eq!(error.failure(), Some(&expected));
        assert_eq!(error.answer().unwrap().status.as_u16(), status);
    }
}

#[tokio::test]
async fn a_wrong_key_and_none_are_refused_with_401() {
    let (served, _client, script) = serve(Ok(session("created"))).await;
    let wrong = Client::builder(served.url()).credentials(credentials("other")).build().unwrap();
    let none = Client::builder(served.url()).build().unwrap();
    for client in [wrong, none] {
        let error = client.portal_session_logout("p").send().await.unwrap_err();
        let answer = error.answer().unwrap();
        assert_eq!(answer.status.as_u16(), 401);
        assert_eq!(answer.headers["www-authenticate"], r#"Basic realm="service""#);
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        assert!(!error.is_retryable());
    }
    assert_eq!(script.seen(), []);
}

#[test]
fn the_variables_of_an_address_are_checked_when_a_client_is_built() {
    use chargebee_client::servers::{Live, Test};
    let live = |site: &str, port: &str| Live {
        protocol: "https".to_owned(),
        site: site.to_owned(),
        environment: "chargebee.com".to_owned(),
        port: port.to_owned(),
    };
    let said = |server: Live| Client::builder(server).build().err().map(|error| error.to_string());
    assert_eq!(said(live("acme", "443")), None);
    for (site, port, expected) in [
        ("", "443", "`{site}` is no base address: a variable of it has no value"),
        (
            "acme.evil.example/",
            "443",
            "`{site}` is no base address: a variable of it has a value that cannot stand there",
        ),
        (
            "acme@evil",
            "443",
            "`{site}` is no base address: a variable of it has a value that cannot stand there",
        ),
        (
            "acme",
            "65536",
            "`https://acme.chargebee.com:65536/api/v2` is no base address: its port is no number from 0 to 65535",
        ),
    ] {
        assert_eq!(said(live(site, port)).as_deref(), Some(expected));
    }
    // The other address of the page has the same variables.
    let Live { protocol, site, environment, port } = live("acme", "443");
    let address = wirewright_runtime::message::Address::from(Test { protocol, site, environment, port });
    let base = address.check().expect("every variable is good");
    assert_eq!(base.as_str(), "https://acme-test.chargebee.com:443/api/v2");
}
