//! Two ways of writing XML documents in one service.

use wirewright_capabilities::styles::client::Client;
use wirewright_capabilities::styles::operations::{Enter, EnterInput, EnterOutput};
use wirewright_capabilities::styles::server::{NoFailure, Request, ServerError, Styles, router};
use wirewright_runtime::Nullable;
use wirewright_tests::{Recorder, Served};

struct Register;

impl Styles for Register {
    async fn enter(&self, request: Request<EnterInput>) -> Result<EnterOutput, ServerError<NoFailure>> {
        Ok(EnterOutput { name: request.into_input().name })
    }
}

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

#[tokio::test]
async fn each_profile_has_its_own_declarations() {
    let bare = format!(r#"<Enter xmlns="urn:register"><name xmlns:xsi="{XSI}" xsi:nil="true" /></Enter>"#);
    let legacy = format!(
        r#"<?xml version="1.0" encoding="utf-8"?><Enter xmlns:i="{XSI}" xmlns="urn:register"><name i:nil="true" /></Enter>"#
    );
    for (format, written) in [(Enter::APPLICATION_XML, bare), (Enter::TEXT_XML, legacy)] {
        let recorder = Recorder::answering("HTTP/1.1 500 No\r\nContent-Length: 0\r\n\r\n").await;
        let client = Client::builder(recorder.url()).build().expect("the address is good");
        client.enter().name(Nullable::Null).format(format).send().await.expect_err("it is no answer");
        assert_eq!(recorder.request().await.text(), written);
    }
}

#[tokio::test]
async fn client_and_server_talk_in_both() {
    let served = Served::new(router(Register)).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    for format in [Enter::APPLICATION_XML, Enter::TEXT_XML] {
        let answer = client.enter().name(Nullable::Null).format(format).send().await.expect("it is served");
        assert_eq!(answer.into_inner().name, Nullable::Null);
    }
    let body = br#"<Enter xmlns="urn:register"><name>a</name></Enter>"#;
    for (media, written) in [
        (
            "application/xml",
            r#"<EnterResponse xmlns="urn:register"><name>a</name></EnterResponse>"#.to_owned(),
        ),
        (
            "text/xml",
            format!(
                r#"<?xml version="1.0" encoding="utf-8"?><EnterResponse xmlns:i="{XSI}" xmlns="urn:register"><name>a</name></EnterResponse>"#
            ),
        ),
    ] {
        let answered = served.send(&format!("POST /enter HTTP/1.1\nContent-Type: {media}"), body).await;
        assert_eq!((answered.status(), answered.text()), (200, written));
    }
}
