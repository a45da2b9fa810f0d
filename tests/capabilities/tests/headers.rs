//! Blocks in the headers of SOAP envelopes.

use wirewright_capabilities::headers::client::Client;
use wirewright_capabilities::headers::operations::{
    Ask, AskInput, AskOutput, Leave, LeaveInput, LeaveOutput,
};
use wirewright_capabilities::headers::server::{Headers, NoFailure, Request, ServerError, router};
use wirewright_capabilities::headers::types::{Password, Security, Session, UsernameToken};
use wirewright_runtime::testing::{input_survives, output_survives};
use wirewright_tests::{Recorder, Served, try_journeys};

/// Lets Ann in.
struct Desk;

impl Headers for Desk {
    async fn ask(&self, request: Request<AskInput>) -> Result<AskOutput, ServerError<NoFailure>> {
        let AskInput { security, session, trace, question } = request.into_input();
        let user = security.username_token.username;
        let trace = trace.unwrap_or_default();
        let session = session.map(|own| Session { renewed: Some(true), ..own });
        Ok(AskOutput { answer: format!("{user} {question} {trace}"), session })
    }

    async fn leave(&self, request: Request<LeaveInput>) -> Result<LeaveOutput, ServerError<NoFailure>> {
        Ok(LeaveOutput { left: request.security.is_some() })
    }
}

fn security() -> Security {
    let password = Password { type_: Some("PasswordText".to_owned()), text: "secret".to_owned() };
    Security { username_token: UsernameToken { username: "ann".to_owned(), password } }
}

fn session() -> Session {
    Session { id: "7".to_owned(), renewed: None }
}

const SECURITY: &str = r#"<Security soap:mustUnderstand="1" xmlns="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"><UsernameToken><Username>ann</Username><Password Type="PasswordText">secret</Password></UsernameToken></Security>"#;

fn envelope(header: &str, body: &str) -> String {
    format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?><soap:Envelope xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" \
         xmlns:xsd=\"http://www.w3.org/2001/XMLSchema\" xmlns:soap=\"http://schemas.xmlsoap.org/soap/envelope/\">\
         {header}<soap:Body>{body}</soap:Body></soap:Envelope>"
    )
}

fn answered(header: &str) -> String {
    let body = envelope(header, r#"<AskResponse xmlns="urn:desk"><answer>a</answer></AskResponse>"#);
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

#[tokio::test]
async fn a_client_writes_and_reads_blocks() {
    let answer =
        answered(r#"<soap:Header><d:Session xmlns:d="urn:desk"><d:id>8</d:id></d:Session></soap:Header>"#);
    let recorder = Recorder::answering(answer).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let call = client.ask(security(), "why?").session(session()).trace("t");
    let answer = call.send().await.expect("the answer is good").into_inner();
    assert_eq!(answer.session, Some(Session { id: "8".to_owned(), renewed: None }));
    let written = [
        "<soap:Header>",
        SECURITY,
        r#"<Session xmlns="urn:desk"><id>7</id></Session>"#,
        r#"<trace soap:actor="urn:tracer" xmlns="urn:desk">t</trace></soap:Header>"#,
    ];
    let body = r#"<Ask xmlns="urn:desk"><question>why?</question></Ask>"#;
    assert_eq!(recorder.request().await.text(), envelope(&written.concat(), body));
}

#[tokio::test]
async fn version_1_2_has_roles() {
    let recorder = Recorder::answering(answered("")).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let call = client.ask(security(), "why?").trace("t").binding(Ask::SOAP12);
    assert_eq!(call.send().await.expect("the answer is good").into_inner().session, None);
    let text = recorder.request().await.text().to_owned();
    assert!(
        text.contains(r#"<soap12:Header><Security soap12:mustUnderstand="1" xmlns="http://docs"#),
        "{text}"
    );
    let trace = r#"<trace soap12:role="urn:tracer" xmlns="urn:desk">t</trace></soap12:Header><soap12:Body>"#;
    assert!(text.contains(trace), "{text}");
}

const HEAD: &str = "POST /desk HTTP/1.1\nContent-Type: text/xml\nSOAPAction: \"urn:desk/Ask\"";
const ASKED: &str = r#"<Ask xmlns="urn:desk"><question>why?</question></Ask>"#;

#[tokio::test]
async fn a_server_understands_its_blocks_and_no_others() {
    let served = Served::new(router(Desk)).await;
    let header = |more: &str| envelope(&format!("<soap:Header>{SECURITY}{more}</soap:Header>"), ASKED);
    let session = r#"<Session xmlns="urn:desk" soap:mustUnderstand="1"><id>7</id></Session>"#;
    let answer = served.send(HEAD, header(session).as_bytes()).await;
    let written = r#"<soap:Header><Session xmlns="urn:desk"><id>7</id><renewed>true</renewed></Session></soap:Header><soap:Body><AskResponse xmlns="urn:desk"><answer>ann why? </answer></AskResponse>"#;
    assert_eq!(answer.status(), 200, "{}", answer.text());
    assert!(answer.text().contains(written), "{}", answer.text());
    for (sent, status, part) in [
        // For someone else, whom the spec names.
        (header(r#"<trace xmlns="urn:desk" soap:actor="urn:tracer">t</trace>"#), 200, "ann why? t"),
        (
            header(r#"<Session xmlns="urn:desk" soap:actor="urn:other"><id>7</id></Session>"#),
            200,
            "ann why? <",
        ),
        (header(r#"<Other xmlns="urn:desk" soap:mustUnderstand="1" />"#), 500, "MustUnderstand"),
        (
            header(session).replace("<Session", "<Other").replace("</Session", "</Other"),
            500,
            "MustUnderstand",
        ),
        (header(&session.repeat(2)), 500, "stands more than once"),
        (header(r#"<Session xmlns="urn:desk" />"#), 500, "`id` is missing"),
        (envelope("", ASKED), 500, "`Security` is missing"),
    ] {
        let answer = served.send(HEAD, sent.as_bytes()).await;
        assert_eq!(answer.status(), status, "{sent}: {}", answer.text());
        assert!(answer.text().contains(part), "{sent}: {}", answer.text());
    }
}

#[tokio::test]
async fn client_and_server_talk_in_both_versions() {
    let served = Served::new(router(Desk)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    for binding in [Ask::SOAP11, Ask::SOAP12] {
        let call = client.ask(security(), "why?").session(session()).trace("t").binding(binding);
        let answer = call.send().await.expect("it is served").into_inner();
        assert_eq!(answer.answer, "ann why? t");
        assert_eq!(answer.session, Some(Session { id: "7".to_owned(), renewed: Some(true) }));
    }
    let leave = |call: bool| {
        let leave = client.leave("7");
        let leave = if call { leave.security(security()) } else { leave };
        async { leave.send().await.expect("it is served").into_inner().left }
    };
    assert!(leave(true).await);
    assert!(!leave(false).await);
    let web = client.leave("7").binding(Leave::WEB).send().await.expect("it is served");
    assert!(!web.into_inner().left);
}

#[test]
fn made_up_values_come_back_as_they_were() {
    let ways = try_journeys(1000, 200, |bytes| {
        [input_survives(Ask, None, bytes), output_survives(Ask, bytes), input_survives(Leave, None, bytes)]
    });
    assert_eq!(ways.len(), 7, "{ways:?}");
    for (way, [refused, carried]) in ways {
        assert!(carried * 20 > refused, "{way}: {refused} were refused, {carried} were not");
    }
}
