//! Types that hold themselves, directly, by way of others, and by other names.

use wirewright_capabilities::trees::client::Client;
use wirewright_capabilities::trees::operations::{Follow, FollowInput, Survey, SurveyInput};
use wirewright_capabilities::trees::server::{NoFailure, Request, ServerError, Trees, router};
use wirewright_capabilities::trees::types::{Area, Post, Warden};
use wirewright_runtime::testing::{input_survives, output_survives};
use wirewright_runtime::{Nullable, walk::Bounds};
use wirewright_tests::{Recorder, Served, try_bytes};

struct Path;

impl Trees for Path {
    async fn follow(&self, request: Request<FollowInput>) -> Result<Post, ServerError<NoFailure>> {
        Ok(request.into_input().body)
    }

    async fn survey(&self, request: Request<SurveyInput>) -> Result<Area, ServerError<NoFailure>> {
        Ok(request.into_input().body)
    }
}

fn chain() -> Post {
    let last = Post { text: "hut".to_owned(), next: None };
    Post { text: "brook".to_owned(), next: Some(Box::new(last)) }
}

fn area(name: &str) -> Area {
    Area { name: name.to_owned(), within: Nullable::Absent, warden: None, parts: None }
}

fn areas() -> Area {
    let deputy = Warden { name: "Lin".to_owned(), area: Box::new(area("ford")), deputy: None };
    let warden =
        Warden { name: "Ida".to_owned(), area: Box::new(area("moor")), deputy: Some(Box::new(deputy)) };
    let within = Nullable::Value(Box::new(Area { within: Nullable::Null, ..area("hills") }));
    Area { within, warden: Some(warden), parts: Some(vec![area("ford"), area("fen")]), ..area("moor") }
}

const AREAS: &str = concat!(
    r#"{"name":"moor","within":{"name":"hills","within":null},"#,
    r#""warden":{"name":"Ida","area":{"name":"moor"},"deputy":{"name":"Lin","area":{"name":"ford"}}},"#,
    r#""parts":[{"name":"ford"},{"name":"fen"}]}"#
);

const AREAS_IN_XML: &str = concat!(
    "<Area><name>moor</name><within><name>hills</name>",
    r#"<within xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:nil="true" /></within>"#,
    "<warden><name>Ida</name><area><name>moor</name></area>",
    "<deputy><name>Lin</name><area><name>ford</name></area></deputy></warden>",
    "<parts><Area><name>ford</name></Area><Area><name>fen</name></Area></parts></Area>"
);

#[tokio::test]
async fn what_holds_itself_is_written_one_in_the_other() {
    for (media, body) in [
        (Follow::APPLICATION_JSON, r#"{"text":"brook","next":{"text":"hut"}}"#),
        (Follow::APPLICATION_XML, "<Post><text>brook</text><next><text>hut</text></next></Post>"),
        (Follow::APPLICATION_X_WWW_FORM_URLENCODED, "text=brook&next.text=hut"),
    ] {
        let recorder =
            Recorder::answering("HTTP/1.1 200 OK\r\nContent-Length: 12\r\n\r\n{\"text\":\"a\"}").await;
        let client = Client::builder(recorder.url()).build().expect("the address is good");
        let answer = client.follow(chain()).format(media).send().await.expect("the answer is good");
        assert_eq!(answer.into_inner(), Post { text: "a".to_owned(), next: None });
        assert_eq!(recorder.request().await.text(), body);
    }
}

#[tokio::test]
async fn circles_of_several_types_travel() {
    let served = Served::new(router(Path)).await;
    let types = [("application/json", AREAS), ("application/xml", AREAS_IN_XML)];
    for (content_type, body) in types {
        for (accept, answer) in types {
            let head = format!("POST /areas HTTP/1.1\r\nContent-Type: {content_type}\r\nAccept: {accept}");
            let answered = served.send(&head, body.as_bytes()).await;
            assert_eq!((answered.status(), answered.text().as_str()), (200, answer));
        }
    }
    let client = Client::builder(served.url()).build().expect("the address is good");
    for media in [Survey::APPLICATION_JSON, Survey::APPLICATION_XML] {
        let answer = client.survey(areas()).format(media).accept(media).send().await.expect("it is served");
        assert_eq!(answer.into_inner(), areas());
    }
}

/// So many posts, one in the other, in each encoding.
fn nested(posts: usize) -> [(&'static str, String); 3] {
    let json = format!("{}{}", r#"{"text":"a","next":"#.repeat(posts - 1), r#"{"text":"a"}"#)
        + &"}".repeat(posts - 1);
    let inside = "<next><text>a</text>".repeat(posts - 1) + &"</next>".repeat(posts - 1);
    let xml = format!("<Post><text>a</text>{inside}</Post>");
    let texts: Vec<String> = (0..posts).map(|depth| format!("{}text=a", "next.".repeat(depth))).collect();
    [
        ("application/json", json),
        ("application/xml", xml),
        ("application/x-www-form-urlencoded", texts.join("&")),
    ]
}

#[tokio::test]
async fn depth_has_its_bound_in_every_encoding() {
    let served = Served::new(router(Path)).await;
    for (posts, status) in [(Bounds::DEEPEST / 2, 200), (Bounds::DEEPEST * 2, 400), (20_000, 400)] {
        for (content_type, body) in nested(posts) {
            // The texts of a form are as long as all names together.
            let is_form = content_type.ends_with("urlencoded");
            if is_form && posts > 1000 {
                continue;
            }
            let head = format!("POST /chains HTTP/1.1\r\nContent-Type: {content_type}");
            let answered = served.send(&head, body.as_bytes()).await;
            assert_eq!(answered.status(), status, "{posts} {content_type}: {}", answered.text());
            assert!(status == 200 || answered.text().contains("nests deeper than"), "{}", answered.text());
        }
    }
    let name = "next.".repeat(20_000) + "text=a";
    let head = "POST /chains HTTP/1.1\r\nContent-Type: application/x-www-form-urlencoded";
    assert_eq!(served.send(head, name.as_bytes()).await.status(), 400);
}

#[test]
fn made_up_values_survive() {
    try_bytes(100, 300, |bytes| {
        input_survives(Follow, None, bytes);
        output_survives(Follow, bytes);
        input_survives(Survey, None, bytes);
        output_survives(Survey, bytes);
    });
}
