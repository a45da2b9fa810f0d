//! Bodies of several parts: files beside texts and documents.

use wirewright_capabilities::parts::client::{Client, Credentials, ErrorKind};
use wirewright_capabilities::parts::operations::{
    Amend, AmendInput, AmendOutput, Record, RecordInput, RecordOutput,
};
use wirewright_capabilities::parts::samples::SAMPLES;
use wirewright_capabilities::parts::server::{NoFailure, Parts, Request, ServerError, Verification, router};
use wirewright_capabilities::parts::types::{DeedsDeed, DeedsKind, DeedsPlat};
use wirewright_runtime::testing::{input_survives, round_trip};
use wirewright_runtime::{Blob, Bytes};
use wirewright_tests::{Recorder, Script, Served, try_journeys};

type Answer<T> = Result<T, ServerError<NoFailure>>;

/// An office that remembers what it is asked.
#[derive(Clone)]
struct Office {
    record: Script<RecordInput, RecordOutput>,
    amend: Script<AmendInput, AmendOutput>,
}

impl Office {
    fn new() -> Self {
        let record = Script::new(RecordOutput { number: 1201 });
        Self { record, amend: Script::new(AmendOutput { pages: 3 }) }
    }
}

impl Parts for Office {
    async fn record(&self, request: Request<RecordInput>) -> Answer<RecordOutput> {
        Ok(self.record.answer(request))
    }

    async fn amend(&self, request: Request<AmendInput>) -> Answer<AmendOutput> {
        Ok(self.amend.answer(request))
    }
}

fn key() -> Credentials {
    Credentials { key: "k".into() }
}

/// A client whose boundaries are all the same.
fn client(url: String) -> Client {
    let builder = Client::builder(url).credentials(key()).nonces(|| "seam".to_owned());
    builder.build().expect("the address is good")
}

fn deed() -> DeedsDeed {
    DeedsDeed { seller: "Ash".to_owned(), buyer: "Birch \"& Sons\"".to_owned() }
}

/// Bytes that are no text.
const SCAN: &[u8] = b"\x89PNG\r\n\x1a\n\x00\xff";

const RECORDED: &str =
    "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 15\r\n\r\n{\"number\":1201}";

#[tokio::test]
async fn every_kind_of_part_is_written() {
    let recorder = Recorder::answering(RECORDED).await;
    let client = client(recorder.url());
    let scan = Blob::from(SCAN).media_type("image/png").file_name("lot \"4\" größer.png");
    let seals = vec![Blob::new("wax"), Blob::new("ink").media_type("text/plain").file_name("ink.txt")];
    let call = client
        .record(7, "Straße 4", vec!["farm".to_owned(), String::new()], deed(), scan, seals)
        .pages(2)
        .kind(DeedsKind::Sale)
        .plat(DeedsPlat { lot: 4, corners: vec!["a<b".to_owned()] })
        .fees([("seal".to_owned(), 3)].into_iter().collect())
        .mark(Bytes::from(b"\xff\x00"))
        .note("two\r\nlines");
    assert_eq!(call.send().await.expect("the answer is good").number, 1201);
    let request = recorder.request().await;
    assert_eq!(request.request_line, "POST /books/7/deeds HTTP/1.1");
    assert_eq!(request.header("Content-Type"), Some("multipart/form-data; boundary=seam"));
    let part = |head: &str, content: &[u8]| {
        [b"--seam\r\nContent-Disposition: form-data; ", head.as_bytes(), b"\r\n\r\n", content, b"\r\n"]
            .concat()
    };
    let expected = [
        part("name=\"title\"", "Straße 4".as_bytes()),
        part("name=\"pages\"", b"2"),
        part("name=\"kind\"", b"sale"),
        part("name=\"tags\"", b"farm"),
        part("name=\"tags\"", b""),
        part(
            "name=\"deed\"\r\nContent-Type: application/json",
            br#"{"seller":"Ash","buyer":"Birch \"& Sons\""}"#,
        ),
        part("name=\"scan\"; filename=\"lot %224%22 größer.png\"\r\nContent-Type: image/png", SCAN),
        part("name=\"seals\"\r\nContent-Type: application/octet-stream", b"wax"),
        part("name=\"seals\"; filename=\"ink.txt\"\r\nContent-Type: text/plain", b"ink"),
        part(
            "name=\"plat\"\r\nContent-Type: application/vnd.deed+xml",
            b"<Plat xmlns=\"urn:deeds\"><lot>4</lot><corners><string>a&lt;b</string></corners></Plat>",
        ),
        part("name=\"fees\"\r\nContent-Type: application/json", b"{\"seal\":3}"),
        part("name=\"mark\"", b"ff00"),
        part("name=\"note\"\r\nContent-Type: text/plain; charset=utf-8", b"two\r\nlines"),
        b"--seam--\r\n".to_vec(),
    ]
    .concat();
    assert_eq!(request.body.escape_ascii().to_string(), expected.escape_ascii().to_string());
}

#[tokio::test]
async fn a_boundary_stands_in_no_part() {
    let recorder = Recorder::answering(RECORDED).await;
    let scan = Blob::new("a seam, and a seam-1");
    let call = client(recorder.url());
    let call = call.record(7, "t", Vec::<String>::new(), deed(), scan.clone(), Vec::new());
    call.send().await.expect("the answer is good");
    let request = recorder.request().await;
    assert_eq!(request.header("Content-Type"), Some("multipart/form-data; boundary=seam-2"));
    assert!(request.text().ends_with("a seam, and a seam-1\r\n--seam-2--\r\n"), "{}", request.text());
    assert!(request.text().contains("filename=\"scan.tif\"\r\nContent-Type: image/tiff\r\n"));
}

#[tokio::test]
async fn a_boundary_is_made_by_chance() {
    let mut boundaries = Vec::new();
    for _ in 0..2 {
        let recorder = Recorder::answering(RECORDED).await;
        let client = Client::builder(recorder.url()).credentials(key()).build().expect("the address is good");
        let call = client.record(7, "t", Vec::<String>::new(), deed(), Blob::new("x"), Vec::new());
        call.send().await.expect("the answer is good");
        let request = recorder.request().await;
        boundaries.push(request.header("Content-Type").map(str::to_owned));
    }
    assert_ne!(boundaries[0], boundaries[1]);
}

#[tokio::test]
async fn what_the_page_does_not_have_is_not_sent() {
    let client = client("http://127.0.0.1:1".to_owned());
    let scan = |blob: Blob| client.record(7, "t", Vec::<String>::new(), deed(), blob, Vec::new()).send();
    let long = Blob::new(vec![0; 1_048_577]);
    for (blob, told) in [
        (
            Blob::new("x").media_type("image/gif"),
            "`scan`: `image/gif` is no media type that the page has here",
        ),
        (Blob::new("x").file_name("a\r\nb"), "`scan`: a file name has"),
        (Blob::new("x").file_name("a\\b"), "`scan`: a file name has"),
        (Blob::new("x").file_name("%22"), "`scan`: a file name has"),
        (long, "`scan` has 1048577 bytes, the page says at most 1048576"),
        (Blob::streamed("x"), "`scan`: a part of a body is held in memory"),
    ] {
        let error = scan(blob).await.map(drop).expect_err("it is refused");
        assert!(matches!(error.kind(), ErrorKind::Input(_)), "{error}");
        assert!(error.to_string().contains(told), "{error}");
    }
    let seals = vec![Blob::new("x"); 4];
    let error = client.record(7, "t", Vec::<String>::new(), deed(), Blob::new("x"), seals).send().await;
    let error = error.map(drop).expect_err("there are three at most");
    assert!(error.to_string().contains("`seals` has 4 items, the page says at most 3"), "{error}");
    let seals = vec![Blob::new("x"), Blob::new(vec![0; 65_537])];
    let error = client.record(7, "t", Vec::<String>::new(), deed(), Blob::new("x"), seals).send().await;
    let error = error.map(drop).expect_err("each is shorter");
    assert!(error.to_string().contains("`seals[1]` has 65537 bytes"), "{error}");
    let page = Blob::new("x").media_type("image/png\r\nX: y");
    let error = client.amend(7).page(page).send().await.map(drop).expect_err("it is no media type");
    assert!(error.to_string().contains("is no media type"), "{error}");
}

#[tokio::test]
async fn both_ends_talk() {
    let office = Office::new();
    let served = Served::new(router(office.clone(), Verification::Required(key()))).await;
    let client = client(served.url());
    let scan = Blob::from(SCAN).media_type("image/png").file_name("lot \"4\" größer.png");
    let seals = vec![Blob::new("--seam\r\n"), Blob::new("\r\n--seam--\r\n").file_name("x")];
    let call = client
        .record(7, "Straße 4", vec!["farm".to_owned(), String::new()], deed(), scan.clone(), seals)
        .pages(2)
        .kind(DeedsKind::Other("swap".to_owned()))
        .plat(DeedsPlat { lot: 4, corners: vec!["a<b".to_owned()] })
        .fees([("seal".to_owned(), 3)].into_iter().collect())
        .mark(Bytes::from(b"\xff\x00"))
        .note("");
    assert_eq!(call.send().await.expect("it is served").number, 1201);
    let seen = office.record.only().input;
    assert_eq!((seen.book, seen.title.as_str(), seen.pages), (7, "Straße 4", Some(2)));
    assert_eq!(seen.kind, Some(DeedsKind::Other("swap".to_owned())));
    assert_eq!(seen.tags, ["farm", ""]);
    assert_eq!(seen.deed, deed());
    assert_eq!(seen.scan, scan);
    let octets = |bytes: &'static str| Blob::new(bytes).media_type("application/octet-stream");
    assert_eq!(seen.seals, [octets("--seam\r\n"), octets("\r\n--seam--\r\n").file_name("x")]);
    assert_eq!(seen.plat, Some(DeedsPlat { lot: 4, corners: vec!["a<b".to_owned()] }));
    assert_eq!(seen.fees.as_ref().and_then(|own| own.get("seal")), Some(&3));
    assert_eq!(seen.mark, Some(Bytes::from(b"\xff\x00")));
    assert_eq!(seen.note.as_deref(), Some(""));
    // What is left out is no part, and no part at all is a body too.
    assert_eq!(client.amend(3).send().await.expect("it is served").pages, 3);
    assert_eq!(office.amend.only().input, AmendInput { number: 3, page: None, reason: None });
    client.amend(3).page(Blob::new("x")).reason("new").send().await.expect("it is served");
    let seen = office.amend.only().input;
    assert_eq!((seen.page, seen.reason.as_deref()), (Some(octets("x")), Some("new")));
}

#[tokio::test]
async fn another_key_is_found_out_by_the_bytes_of_the_body() {
    let other = Credentials { key: "other".into() };
    let served = Served::new(router(Office::new(), Verification::Required(other))).await;
    let client = client(served.url());
    let call = client.amend(3).page(Blob::new("x"));
    let error = call.send().await.map(drop).expect_err("it is another key");
    assert_eq!(error.answer().map(|answer| answer.status.as_u16()), Some(403), "{error}");
}

#[test]
fn samples_are_read_and_written() {
    for sample in SAMPLES {
        round_trip(Record, sample);
    }
}

#[test]
fn any_value_comes_back() {
    let ways = try_journeys(300, 400, |bytes| {
        [input_survives(Record, Some(&key()), bytes), input_survives(Amend, Some(&key()), bytes)]
    });
    assert!(ways.values().all(|[_, carried]| *carried > 10), "{ways:?}");
}
