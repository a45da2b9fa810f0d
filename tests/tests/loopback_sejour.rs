//! The client of sejour against its own server over a socket.

use sejour_client::{Client, Error, ErrorKind, Response};
use sejour_server::operations::{Logout, LogoutInput};
use sejour_server::{NoFailure, Request, Sejour, ServerError};
use wirewright_runtime::Fault;
use wirewright_runtime::message::BindingName;
use wirewright_tests::{Script, Served};

type Answer = Result<(), ServerError<NoFailure>>;

struct Stub(Script<LogoutInput, Answer>);

impl Sejour for Stub {
    async fn logout(&self, request: Request<LogoutInput>) -> Answer {
        self.0.answer(request)
    }
}

const BINDINGS: [BindingName<Logout>; 4] =
    [Logout::SOAP11, Logout::SOAP12, Logout::HTTP_GET, Logout::HTTP_POST];

async fn serve(answer: Answer) -> (Served, Client, Script<LogoutInput, Answer>) {
    let script = Script::new(answer);
    let served = Served::new(sejour_server::router(Stub(script.clone()))).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    (served, client, script)
}

/// What comes of a call to a server that gives `answer`.
async fn call(binding: BindingName<Logout>, answer: Answer) -> Result<Response<()>, Error<NoFailure>> {
    let (_served, client, _script) = serve(answer).await;
    client.logout().token("t").binding(binding).send().await
}

#[tokio::test]
async fn every_binding_carries_every_token() {
    let (_served, client, script) = serve(Ok(())).await;
    let tokens = [
        "t",
        "",
        " ",
        "a b",
        " edge ",
        "<a>&amp;]]></a>",
        "\"'",
        "a=b&c+d%2B%",
        "тоқен-令牌-🦀",
        "line\nbreak",
        "tab\there",
    ];
    for binding in BINDINGS {
        for token in tokens {
            let answer = client.logout().token(token).binding(binding).send().await;
            answer.unwrap_or_else(|error| panic!("{binding:?} {token:?}: {error}"));
            let seen = script.only();
            assert_eq!(seen.binding, binding.as_str());
            assert_eq!(seen.input.token.as_deref(), Some(token), "{binding:?}");
        }
    }
}

#[tokio::test]
async fn a_token_that_is_left_out_does_not_arrive_as_an_empty_one() {
    let (_served, client, script) = serve(Ok(())).await;
    for binding in BINDINGS {
        client.logout().binding(binding).send().await.unwrap();
        assert_eq!(script.only().input, LogoutInput { token: None }, "{binding:?}");
    }
}

#[tokio::test]
async fn the_first_binding_is_soap_11_unless_a_media_type_says_otherwise() {
    let (_served, client, script) = serve(Ok(())).await;
    client.logout().token("t").send().await.unwrap();
    assert_eq!(script.only().binding, "soap11");
    for (format, binding) in [
        (Logout::TEXT_XML, "soap11"),
        (Logout::APPLICATION_SOAP_XML, "soap12"),
        (Logout::APPLICATION_X_WWW_FORM_URLENCODED, "http-post"),
    ] {
        client.logout().token("t").format(format).send().await.unwrap();
        assert_eq!(script.only().binding, binding);
    }
}

#[tokio::test]
async fn a_character_that_xml_does_not_have_is_not_sent() {
    let nobody = wirewright_tests::Unvisited::new();
    let client = Client::builder(nobody.url()).build().unwrap();
    for binding in [Logout::SOAP11, Logout::SOAP12] {
        let error = client.logout().token("a\0b").binding(binding).send().await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Input(_)), "{error}");
        assert!(error.to_string().contains("token"), "{error}");
    }
    nobody.assert_unvisited();
}

#[tokio::test]
async fn a_fault_of_the_caller_is_typed_in_both_versions() {
    for (binding, code, status) in [(Logout::SOAP11, "Client", 500), (Logout::SOAP12, "Sender", 400)] {
        let error = call(binding, Err(ServerError::client("no <such> token"))).await.unwrap_err();
        let fault = error.fault().unwrap_or_else(|| panic!("{error}"));
        assert_eq!((fault.code.as_str(), fault.reason.as_str()), (code, "no <such> token"));
        assert!(fault.is_client() && !fault.is_server());
        assert_eq!(error.answer().unwrap().status.as_u16(), status);
        assert!(!error.is_retryable());
    }
}

#[tokio::test]
async fn a_fault_of_the_server_is_typed_in_both_versions() {
    for (binding, code) in [(Logout::SOAP11, "Server"), (Logout::SOAP12, "Receiver")] {
        let error = call(binding, Err(ServerError::server("out of order"))).await.unwrap_err();
        let fault = error.fault().unwrap_or_else(|| panic!("{error}"));
        assert_eq!((fault.code.as_str(), fault.reason.as_str()), (code, "out of order"));
        assert!(fault.is_server());
        assert_eq!(error.answer().unwrap().status.as_u16(), 500);
    }
}

#[tokio::test]
async fn a_whole_fault_arrives_as_it_was_raised() {
    let raised = Fault {
        code: "Client".to_owned(),
        subcodes: vec!["Expired".to_owned()],
        reason: "жетон 🦀".to_owned(),
        actor: Some("urn:actor".to_owned()),
        node: None,
        detail: Some("<at xmlns=\"urn:d\">now &amp; then</at>".to_owned()),
    };
    let error = call(Logout::SOAP12, Err(ServerError::Fault(Box::new(raised.clone())))).await.unwrap_err();
    assert_eq!(error.fault(), Some(&Fault { code: "Sender".to_owned(), ..raised.clone() }));

    let error = call(Logout::SOAP11, Err(ServerError::Fault(Box::new(raised.clone())))).await.unwrap_err();
    let dotted = Fault { code: "Client.Expired".to_owned(), subcodes: Vec::new(), ..raised };
    assert_eq!(error.fault(), Some(&dotted));
}

#[tokio::test]
async fn a_fault_on_the_plain_bindings_is_a_line_of_text() {
    for binding in [Logout::HTTP_GET, Logout::HTTP_POST] {
        for (fault, status) in
            [(ServerError::client("no such token"), 400), (ServerError::server("no such token"), 500)]
        {
            let error = call(binding, Err(fault)).await.unwrap_err();
            assert!(matches!(error.kind(), ErrorKind::UndocumentedStatus), "{error}");
            let answer = error.answer().unwrap();
            assert_eq!(answer.status.as_u16(), status);
            assert_eq!(answer.headers["content-type"], "text/plain; charset=utf-8");
            assert_eq!(&answer.body[..], b"no such token");
        }
    }
}
