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
