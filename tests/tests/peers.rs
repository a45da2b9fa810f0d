//! What HTTP allows and peers do: interim answers, chunks, HTTP/1.0, other charsets.

use sejour_client::{Client, operations::Logout};
use sejour_server::{Mock, router};
use wirewright_tests::{Recorder, Served};

const LINE: &str = "POST /swsproxy/Authentication.asmx HTTP/1.1";
const LOGOUT: &str = "<Logout xmlns=\"http://www.sansejour.com/\"><token>t</token></Logout>";
const ANSWER: &str = "<LogoutResponse xmlns=\"http://www.sansejour.com/\" />";

fn envelope(declaration: &str, body: &str) -> String {
    let namespace = "http://schemas.xmlsoap.org/soap/envelope/";
    format!(
        "{declaration}<soap:Envelope xmlns:soap=\"{namespace}\"><soap:Body>{body}</soap:Body></soap:Envelope>"
    )
}

fn utf_16(text: &str, little: bool) -> Vec<u8> {
    let units = ["\u{feff}", text].concat();
    units
        .encode_utf16()
        .flat_map(|unit| if little { unit.to_le_bytes() } else { unit.to_be_bytes() })
        .collect()
}

/// Calls a peer that answers with these bytes.
async fn call(answer: Vec<u8>) {
    let recorder = Recorder::answering(answer).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    client.logout().token("t").binding(Logout::SOAP11).send().await.expect("the answer can be read");
    recorder.request().await;
}

#[tokio::test]
async fn a_server_asks_for_a_body_that_waits_to_be_asked_for() {
    let served = Served::new(router(Mock)).await;
    let head = format!("{LINE}\nContent-Type: text/xml\nExpect: 100-continue");
    let answered = served.send(&head, envelope("", LOGOUT).as_bytes()).await;
    assert!(answered.continued);
    assert_eq!(answered.status(), 200, "{}", answered.text());
}

#[tokio::test]
async fn a_server_reads_bodies_in_chunks_and_in_http_10() {
    let served = Served::new(router(Mock)).await;
    let body = envelope("", LOGOUT);
    let (first, second) = body.split_at(7);
    let chunked = format!(
        "{LINE}\r\nHost: a\r\nConnection: close\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n\
         {:x}\r\n{first}\r\n{:X};ext=1\r\n{second}\r\n0\r\nTrailer: t\r\n\r\n",
        first.len(),
        second.len(),
    );
    let old = format!(
        "POST /swsproxy/Authentication.asmx HTTP/1.0\r\nContent-Type: text/xml\r\nContent-Length: {}\r\n\r\n{body}",
        body.len(),
    );
    for request in [chunked, old] {
        let answered = served.exchange(request.as_bytes()).await;
        assert_eq!(answered.status(), 200, "{}", answered.text());
        assert!(answered.text().contains(ANSWER), "{}", answered.text());
    }
}

#[tokio::test]
async fn a_server_reads_utf_16_and_byte_order_marks() {
    let served = Served::new(router(Mock)).await;
    let declared = envelope("<?xml version=\"1.0\" encoding=\"utf-16\"?>", LOGOUT);
    let plain = envelope("", LOGOUT);
    for (media, body) in [
        ("text/xml; charset=utf-16", utf_16(&declared, true)),
        ("text/xml; charset=utf-16", utf_16(&plain, false)),
        ("text/xml", utf_16(&declared, false)),
        ("text/xml; charset=utf-8", format!("\u{feff}{plain}").into_bytes()),
    ] {
        let answered = served.send(&format!("{LINE}\nContent-Type: {media}"), &body).await;
        assert_eq!(answered.status(), 200, "{media}: {}", answered.text());
    }
}

#[tokio::test]
async fn a_client_reads_http_10_chunks_and_interim_answers() {
    let body = envelope("", ANSWER);
    let (first, second) = body.split_at(40);
    let chunked = format!("{:x}\r\n{first}\r\n{:x}\r\n{second}\r\n0\r\n\r\n", first.len(), second.len());
    for answer in [
        format!("HTTP/1.0 200 OK\r\nContent-Type: text/xml\r\n\r\n{body}"),
        format!("HTTP/1.1 200 OK\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n{chunked}"),
        format!(
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 \r\nContent-Type: text/xml\r\nContent-Length: {}\r\n\r\n{body}",
            body.len(),
        ),
    ] {
        call(answer.into_bytes()).await;
    }
}

#[tokio::test]
async fn a_client_reads_utf_16() {
    for little in [true, false] {
        let body = utf_16(&envelope("<?xml version=\"1.0\" encoding=\"UTF-16\"?>", ANSWER), little);
        let head = format!(
            "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-16\r\nContent-Length: {}\r\n\r\n",
            body.len(),
        );
        call([head.as_bytes(), &body].concat()).await;
    }
}
