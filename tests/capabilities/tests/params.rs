//! SOAP whose profile names the elements in the body, and no action tells the operation.

use wirewright_capabilities::params::client::Client;
use wirewright_capabilities::params::operations::{FindInput, FindOutput, Login, LoginInput, LoginOutput};
use wirewright_capabilities::params::server::{NoFailure, Params, Request, ServerError, router};
use wirewright_tests::{Recorder, Served};

struct Depot;

impl Params for Depot {
    async fn login(&self, request: Request<LoginInput>) -> Result<LoginOutput, ServerError<NoFailure>> {
        Ok(LoginOutput { session: format!("s-{}", request.user) })
    }

    async fn find(&self, request: Request<FindInput>) -> Result<FindOutput, ServerError<NoFailure>> {
        Ok(FindOutput { place: format!("{} is here", request.parcel) })
    }
}

const DECLARED: &str = r#"<?xml version="1.0" encoding="utf-8"?>"#;

/// An envelope as it is written, with one element in its body.
fn envelope(element: &str, content: &str) -> String {
    format!(
        "{DECLARED}<soap:Envelope xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" \
         xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\"><soap:Body>\
         <{element} xmlns=\"urn:depot\">{content}</{element}></soap:Body></soap:Envelope>"
    )
}

#[tokio::test]
async fn a_client_writes_the_elements_of_the_profile() {
    let body = envelope("loginResponseParam", "<session>s-ann</session>");
    let length = body.len();
    let answer =
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {length}\r\n\r\n{body}");
    let recorder = Recorder::answering(answer).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    assert_eq!(client.login("ann").send().await.expect("the answer is good").session, "s-ann");
    let request = recorder.request().await;
    assert_eq!(request.header("SOAPAction"), Some(r#""""#));
    assert_eq!(request.text(), envelope("loginParam", "<user>ann</user>"));
}

#[tokio::test]
async fn a_server_goes_by_the_element_where_the_action_is_empty() {
    let served = Served::new(router(Depot)).await;
    let head = "POST /depot HTTP/1.1\nContent-Type: text/xml";
    for (element, content, expected) in [
        ("login", "<user>ann</user>", "<session>s-ann</session>"),
        ("find", "<parcel>p</parcel>", "<place>p is here</place>"),
    ] {
        for action in ["", "\nSOAPAction: \"\"", "\nSOAPAction:"] {
            let body = envelope(&format!("{element}Param"), content);
            let answered = served.send(&format!("{head}{action}"), body.as_bytes()).await;
            let expected = envelope(&format!("{element}ResponseParam"), expected);
            assert_eq!((answered.status(), answered.text()), (200, expected), "{action}");
        }
    }
    let answered = served.send(head, envelope("login", "<user>ann</user>").as_bytes()).await;
    assert_eq!(answered.status(), 500);
    assert!(answered.text().contains("there is no operation {urn:depot}login"), "{}", answered.text());
}

#[tokio::test]
async fn a_document_without_an_envelope_has_a_name_of_its_own() {
    let served = Served::new(router(Depot)).await;
    let head = "POST /login HTTP/1.1\nContent-Type: application/xml";
    let body = r#"<loginCall xmlns="urn:depot"><user>ann</user></loginCall>"#;
    let answered = served.send(head, body.as_bytes()).await;
    let expected = r#"<loginResponseParam xmlns="urn:depot"><session>s-ann</session></loginResponseParam>"#;
    assert_eq!((answered.status(), answered.text().as_str()), (200, expected));
}

#[tokio::test]
async fn client_and_server_understand_each_other_in_every_binding() {
    let served = Served::new(router(Depot)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    for binding in [Login::SOAP11, Login::SOAP12, Login::PLAIN] {
        let login = client.login("ann").binding(binding).send().await.expect("it is served");
        assert_eq!((login.session.as_str(), login.deviations()), ("s-ann", &[][..]));
    }
}
