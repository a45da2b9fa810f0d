//! Bytes as whole bodies: uploads and downloads.

use wirewright_capabilities::files::client::{Client, ErrorKind};
use wirewright_capabilities::files::operations::{
    Archive, ArchiveInput, Download, DownloadFailure, DownloadInput, Upload, UploadInput, UploadOutput,
};
use wirewright_capabilities::files::samples::SAMPLES;
use wirewright_capabilities::files::server::{
    Files, Limits, NoFailure, Request, ServerError, router, routes,
};
use wirewright_capabilities::files::types::Problem;
use wirewright_runtime::Blob;
use wirewright_runtime::client::TransportError;
use wirewright_runtime::server::axum::body::Body;
use wirewright_runtime::testing::round_trip;
use wirewright_tests::{Recorder, Served, any_value_survives};

struct Museum;

/// Bytes that are no text.
const PICTURE: &[u8] = b"\x89PNG\r\n\x1a\n\x00\xff";

impl Files for Museum {
    async fn upload(&self, request: Request<UploadInput>) -> Result<UploadOutput, ServerError<NoFailure>> {
        assert_eq!(request.body.media_type.as_deref(), Some(request.id.as_str()));
        let length = i64::try_from(request.body.len()).map_err(|_| ServerError::server("too long"))?;
        Ok(UploadOutput { length })
    }

    async fn download(&self, request: Request<DownloadInput>) -> Result<Blob, ServerError<DownloadFailure>> {
        match request.id.as_str() {
            "burnt" => Err(DownloadFailure::Missing(Problem { reason: "burnt".to_owned() }).into()),
            "any" => Ok(PICTURE.into()),
            "odd" => Ok(Blob::from(PICTURE).media_type("image/gif")),
            _ => Ok(Blob::from(PICTURE).media_type("image/jpeg")),
        }
    }

    async fn archive(&self, _: Request<ArchiveInput>) -> Result<Blob, ServerError<NoFailure>> {
        let body = Body::from(vec![7; 3_000_000]);
        Ok(Blob::streamed(body).media_type("application/octet-stream"))
    }
}

fn client(url: String) -> Client {
    Client::builder(url).build().expect("the address is good")
}

#[tokio::test]
async fn bytes_are_sent_as_they_are() {
    for (body, expected) in
        [(Blob::from(PICTURE), "image/png"), (Blob::from(PICTURE).media_type("image/jpeg"), "image/jpeg")]
    {
        let answer = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 12\r\n\r\n{\"length\":9}";
        let recorder = Recorder::answering(answer).await;
        let client = client(recorder.url());
        assert_eq!(client.upload("a", body).send().await.expect("the answer is good").length, 9);
        let request = recorder.request().await;
        assert_eq!((request.header("Content-Type"), &request.body[..]), (Some(expected), PICTURE));
        assert_eq!(request.header("Content-Length"), Some("10"));
    }
    let client = client("http://127.0.0.1:1".to_owned());
    let error = client.upload("a", Blob::from(PICTURE).media_type("image/gif")).send().await;
    let error = error.map(drop).expect_err("the page has no such pictures");
    assert!(matches!(error.kind(), ErrorKind::Input(_)), "{error}");
}

#[tokio::test]
async fn a_server_says_what_it_gives() {
    let served = Served::new(router(Museum)).await;
    let get = async |line: &str| {
        let answered = served.send(&format!("GET {line}"), b"").await;
        (answered.status(), answered.header("Content-Type").map(str::to_owned), answered.body)
    };
    let told = |status, media: &str, body: &[u8]| (status, Some(media.to_owned()), body.to_vec());
    assert_eq!(get("/pictures/a HTTP/1.1").await, told(200, "image/jpeg", PICTURE));
    assert_eq!(get("/pictures/any HTTP/1.1").await, told(200, "image/png", PICTURE));
    assert_eq!(get("/pictures/any HTTP/1.1\nAccept: image/jpeg").await, told(200, "image/jpeg", PICTURE));
    assert_eq!(
        get("/pictures/any HTTP/1.1\nAccept: application/json").await,
        told(200, "image/png", PICTURE)
    );
    let problem = br#"{"reason":"burnt"}"#;
    assert_eq!(
        get("/pictures/burnt HTTP/1.1\nAccept: image/png").await,
        told(404, "application/json", problem)
    );
    assert_eq!(get("/pictures/odd HTTP/1.1").await.0, 500);
    assert_eq!(get("/pictures/a HTTP/1.1\nAccept: image/gif").await.0, 406);
    let put = |media: &str| format!("PUT /pictures/image%2Fpng HTTP/1.1\nContent-Type: {media}");
    let answered = served.send(&put("image/png"), PICTURE).await;
    assert_eq!((answered.status(), answered.text().as_str()), (201, r#"{"length":10}"#));
    assert_eq!(served.send(&put("image/gif"), PICTURE).await.status(), 415);
}

#[tokio::test]
async fn a_server_takes_no_more_than_its_limit() {
    let limits = Limits { body: PICTURE.len() - 1, ..Limits::default() };
    let served = Served::new(routes(Museum).limits(limits).into_router()).await;
    let head = "PUT /pictures/image%2Fpng HTTP/1.1\nContent-Type: image/png";
    assert_eq!(served.send(head, PICTURE).await.status(), 413);
}

#[tokio::test]
async fn both_ends_talk() {
    let served = Served::new(router(Museum)).await;
    let client = client(served.url());
    let body = Blob::from(PICTURE).media_type("image/jpeg");
    assert_eq!(client.upload("image/jpeg", body).send().await.expect("it is served").length, 10);
    let upload = client.upload("image/jpeg", PICTURE).format(Upload::IMAGE_JPEG);
    assert_eq!(upload.send().await.expect("it is served").length, 10);
    let picture = client.download("a").send().await.expect("it is served").into_inner();
    assert_eq!(picture, Blob::from(PICTURE).media_type("image/jpeg"));
    let error = client.download("burnt").send().await.expect_err("it is gone");
    let missing = DownloadFailure::Missing(Problem { reason: "burnt".to_owned() });
    assert_eq!(error.failure(), Some(&missing));
    let error = client.download("burnt").send_stream().await.expect_err("it is gone");
    assert_eq!(error.failure(), Some(&missing));
}

#[tokio::test]
async fn what_a_peer_calls_its_bytes_is_kept() {
    for (sent, told) in [("application/json", "application/json"), ("Image/X; a=b", "Image/X")] {
        let answer = format!("HTTP/1.1 200 OK\r\nContent-Type: {sent}\r\nContent-Length: 2\r\n\r\n{{}}");
        let recorder = Recorder::answering(answer).await;
        let picture =
            client(recorder.url()).download("a").send().await.expect("the answer is good").into_inner();
        assert_eq!(picture, Blob::new("{}").media_type(told));
    }
}

#[tokio::test]
async fn an_answer_that_is_too_long_can_be_taken_piece_by_piece() {
    let served = Served::new(router(Museum)).await;
    let client =
        Client::builder(served.url()).longest_answer(1_000_000).build().expect("the address is good");
    let error = client.archive().send().await.map(drop).expect_err("it is too long");
    assert!(matches!(error.kind(), ErrorKind::Transport(TransportError::TooLong(1_000_000))), "{error}");
    let mut streamed = client.archive().send_stream().await.expect("it is served");
    assert_eq!(streamed.headers["content-type"], "application/octet-stream");
    let (mut length, mut longest) = (0, 0);
    while let Some(piece) = streamed.body.next().await.expect("it goes on") {
        assert!(piece.iter().all(|byte| *byte == 7));
        (length, longest) = (length + piece.len(), longest.max(piece.len()));
    }
    assert_eq!(length, 3_000_000);
    assert!(longest < 1_000_000, "it came as a whole");
    // A transport of one's own is held to the limit too, and hands out what it gathered.
    let client = Client::builder("http://in.process").transport(router(Museum)).longest_answer(10);
    let client = client.build().expect("the address is good");
    assert!(client.archive().send().await.is_err());
    let mut streamed = client.archive().send_stream().await.expect("it is served");
    assert_eq!(streamed.body.next().await.expect("it is there").map(|piece| piece.len()), Some(3_000_000));
}

#[tokio::test]
async fn a_stream_that_breaks_off_is_told() {
    let answer = b"HTTP/1.1 200 OK\r\nContent-Type: image/png\r\nContent-Length: 9\r\n\r\nhalf".to_vec();
    let recorder = Recorder::answering(answer).await;
    let client = client(recorder.url());
    let mut streamed = client.download("a").send_stream().await.expect("it begins well");
    let broken = loop {
        match streamed.body.next().await {
            Ok(Some(_)) => {}
            Ok(None) => break false,
            Err(_) => break true,
        }
    };
    assert!(broken);
}

#[test]
fn samples_are_read_and_written() {
    for sample in SAMPLES {
        match sample.operation {
            "Upload" => round_trip(Upload, sample),
            _ => round_trip(Download, sample),
        }
    }
}

#[test]
fn any_value_comes_back() {
    any_value_survives(Upload, 200, 300);
    any_value_survives(Download, 200, 300);
    any_value_survives(Archive, 200, 300);
}
