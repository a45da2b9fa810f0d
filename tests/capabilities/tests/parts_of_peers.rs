//! Bodies of several parts as other programs write them, and such as nobody should.

use wirewright_capabilities::parts::operations::{AmendInput, AmendOutput, RecordInput, RecordOutput};
use wirewright_capabilities::parts::server::{
    Limits, NoFailure, Parts, Request, ServerError, Verification, routes,
};
use wirewright_capabilities::parts::types::{DeedsDeed, DeedsPlat};
use wirewright_runtime::{Blob, Bytes};
use wirewright_tests::{Answered, Script, Served};

/// An office that remembers what it is asked.
#[derive(Clone)]
struct Office(Script<RecordInput, RecordOutput>);

impl Parts for Office {
    async fn record(&self, request: Request<RecordInput>) -> Result<RecordOutput, ServerError<NoFailure>> {
        Ok(self.0.answer(request))
    }

    async fn amend(&self, _: Request<AmendInput>) -> Result<AmendOutput, ServerError<NoFailure>> {
        Ok(AmendOutput { pages: 0 })
    }
}

struct Desk {
    office: Office,
    served: Served,
}

impl Desk {
    async fn new(limits: Limits) -> Self {
        let office = Office(Script::new(RecordOutput { number: 1 }));
        let routes = routes(office.clone(), Verification::Skipped).limits(limits);
        Self { office, served: Served::new(routes.into_router()).await }
    }

    async fn send(&self, content_type: &str, body: &[u8]) -> Answered {
        let head = format!("POST /books/7/deeds HTTP/1.1\nContent-Type: {content_type}");
        self.served.send(&head, body).await
    }

    /// What a body is taken for.
    async fn taken(&self, content_type: &str, body: &[u8]) -> RecordInput {
        let answered = self.send(content_type, body).await;
        assert_eq!(answered.status(), 201, "{}", answered.text());
        self.office.0.only().input
    }
}

/// Parts with the lines of a text, each ended as mail does.
fn lines(text: &str) -> Vec<u8> {
    text.replace('\n', "\r\n").into_bytes()
}

/// A deed with everything that it needs, and further parts.
fn deed(more: &str) -> Vec<u8> {
    lines(&format!(
        "--b\nContent-Disposition: form-data; name=\"title\"\n\nt\n\
         --b\nContent-Disposition: form-data; name=\"pages\"\n\n1\n\
         --b\nContent-Disposition: form-data; name=\"deed\"\n\n{{\"seller\":\"A\",\"buyer\":\"B\"}}\n\
         --b\nContent-Disposition: form-data; name=\"scan\"\n\nx\n{more}--b--\n"
    ))
}

const PARTS: &str = "multipart/form-data; boundary=b";

#[tokio::test]
async fn what_other_programs_write_is_read() {
    let desk = Desk::new(Limits::default()).await;
    let deed = DeedsDeed { seller: "Ash".to_owned(), buyer: "Birch".to_owned() };
    let png = |name: &str| Blob::from(&b"PNG"[..]).media_type("image/png").file_name(name);

    // curl 7.88: -F 'title=Straße "4"' -F 'scan=@lot4.png;filename=gr"ö"ß.png' -F 'deed={…};type=application/json'
    let body = lines(
        "--------------------------f498bf7f3c64fb5b\nContent-Disposition: form-data; name=\"title\"\n\nStraße \"4\"\n\
         --------------------------f498bf7f3c64fb5b\nContent-Disposition: form-data; name=\"pages\"\n\n2\n\
         --------------------------f498bf7f3c64fb5b\n\
         Content-Disposition: form-data; name=\"scan\"; filename=\"gr%22ö%22ß.png\"\nContent-Type: image/png\n\nPNG\n\
         --------------------------f498bf7f3c64fb5b\n\
         Content-Disposition: form-data; name=\"deed\"\nContent-Type: application/json\n\n\
         {\"seller\":\"Ash\",\"buyer\":\"Birch\"}\n\
         --------------------------f498bf7f3c64fb5b--\n",
    );
    let curl = "multipart/form-data; boundary=------------------------f498bf7f3c64fb5b";
    let input = desk.taken(curl, &body).await;
    assert_eq!((input.title.as_str(), input.pages, &input.deed), ("Straße \"4\"", Some(2), &deed));
    assert_eq!(input.scan, png("gr\"ö\"ß.png"));

    // The FormData of a browser: a file input in which nothing was chosen, and a text of two lines.
    let body = lines(
        "------WebKitFormBoundaryAbC\nContent-Disposition: form-data; name=\"title\"\n\nLot 4\nby the well\n\
         ------WebKitFormBoundaryAbC\nContent-Disposition: form-data; name=\"pages\"\n\n2\n\
         ------WebKitFormBoundaryAbC\nContent-Disposition: form-data; name=\"scan\"; filename=\"C:\\scans\\lot%224%22.png\"\n\
         Content-Type: image/png\n\nPNG\n\
         ------WebKitFormBoundaryAbC\nContent-Disposition: form-data; name=\"seals\"; filename=\"\"\n\
         Content-Type: application/octet-stream\n\n\n\
         ------WebKitFormBoundaryAbC\nContent-Disposition: form-data; name=\"seals\"; filename=\"blob\"\n\
         Content-Type: application/octet-stream\n\nw\n\
         ------WebKitFormBoundaryAbC\nContent-Disposition: form-data; name=\"deed\"; filename=\"blob\"\n\
         Content-Type: application/json\n\n{\"seller\":\"Ash\",\"buyer\":\"Birch\"}\n\
         ------WebKitFormBoundaryAbC--\n",
    );
    let browser = "multipart/form-data; boundary=----WebKitFormBoundaryAbC";
    let input = desk.taken(browser, &body).await;
    assert_eq!((input.title.as_str(), &input.deed), ("Lot 4\r\nby the well", &deed));
    assert_eq!(input.scan, png("C:\\scans\\lot\"4\".png"));
    assert_eq!(input.seals, [Blob::new("w").media_type("application/octet-stream").file_name("blob")]);

    // requests 2.34: a file without a media type.
    let body = lines(
        "--6bfed7c721b331b29ce5d88bc086d22a\nContent-Disposition: form-data; name=\"title\"\n\nStraße\n\
         --6bfed7c721b331b29ce5d88bc086d22a\nContent-Disposition: form-data; name=\"scan\"; filename=\"größe.png\"\n\
         Content-Type: image/png\n\nPNG\n\
         --6bfed7c721b331b29ce5d88bc086d22a\nContent-Disposition: form-data; name=\"seals\"; filename=\"w.bin\"\n\nw\n\
         --6bfed7c721b331b29ce5d88bc086d22a\nContent-Disposition: form-data; name=\"deed\"\n\
         Content-Type: application/json\n\n{\"seller\":\"Ash\",\"buyer\":\"Birch\"}\n\
         --6bfed7c721b331b29ce5d88bc086d22a\nContent-Disposition: form-data; name=\"pages\"\n\n2\n\
         --6bfed7c721b331b29ce5d88bc086d22a--\n",
    );
    let requests = "multipart/form-data; boundary=6bfed7c721b331b29ce5d88bc086d22a";
    let input = desk.taken(requests, &body).await;
    assert_eq!((input.scan, input.pages), (png("größe.png"), Some(2)));
    assert_eq!(input.seals, [Blob::new("w").file_name("w.bin")]);

    // .NET's HttpClient: quotes around the boundary and none around names, the type first, `filename*`.
    let body = lines(
        "--c7d8a0b8-4c2b\nContent-Type: text/plain; charset=utf-8\nContent-Disposition: form-data; name=title\n\nStraße\n\
         --c7d8a0b8-4c2b\nContent-Type: text/plain; charset=utf-8\nContent-Disposition: form-data; name=pages\n\n2\n\
         --c7d8a0b8-4c2b\nContent-Type: image/png\nContent-Disposition: form-data; name=scan; \
         filename=\"=?utf-8?B?Z3LDtsOfZS5wbmc=?=\"; filename*=utf-8''gr%C3%B6%C3%9Fe.png\n\nPNG\n\
         --c7d8a0b8-4c2b\nContent-Type: application/json; charset=utf-8\n\
         Content-Disposition: form-data; name=deed\n\n{\"seller\":\"Ash\",\"buyer\":\"Birch\"}\n\
         --c7d8a0b8-4c2b--\n",
    );
    let input = desk.taken("multipart/form-data; boundary=\"c7d8a0b8-4c2b\"", &body).await;
    assert_eq!((input.title.as_str(), input.scan, input.deed), ("Straße", png("größe.png"), deed));
}

#[tokio::test]
async fn what_old_programs_write_is_read() {
    let desk = Desk::new(Limits::default()).await;
    // Prose before and behind, blanks behind a boundary, encodings of mail, a header that goes on.
    let body = lines(
        "This is a message in several parts.\n--b \t\n\
         Content-Disposition: form-data;\n name=\"title\"\nContent-Type: text/plain; charset=ISO-8859-1\n\
         Content-Transfer-Encoding: quoted-printable\n\nStra=DFe\n\
         --b\ncontent-disposition: FORM-DATA; NAME=\"pages\"\ncontent-transfer-encoding: 7bit\nX-Own: y\n\n1\n\
         --b\nContent-Disposition: form-data; name=\"scan\"; filename=\"a\\\"b\\\\c\"\n\
         Content-Transfer-Encoding: base64\n\niVBO\nRw==\n\
         --b\nContent-Disposition: form-data; name=\"deed\"\nContent-Type: text/plain\n\n{\"seller\":\"A\",\"buyer\":\"B\"}\n\
         --b\nContent-Disposition: form-data; name=\"plat\"\nContent-Type: application/vnd.deed+xml\n\n\
         <?xml version=\"1.0\" encoding=\"utf-16\"?><Plat xmlns=\"urn:deeds\"><lot>4</lot><corners/></Plat>\n\
         --b\nContent-Disposition: form-data; name=\"mark\"\n\nff00\n\
         --b--\nand more prose",
    );
    let input = desk.taken(PARTS, &body).await;
    assert_eq!((input.title.as_str(), input.pages), ("Straße", Some(1)));
    assert_eq!(input.scan, Blob::from(&b"\x89PNG"[..]).file_name("a\"b\\c"));
    assert_eq!(input.plat, Some(DeedsPlat { lot: 4, corners: Vec::new() }));
    assert_eq!(input.mark, Some(Bytes::from(b"\xff\x00")));
    // Lines that end with a line feed alone, as those of the first boundary does.
    let body = String::from_utf8(deed(""))
        .expect("it is text")
        .replace("\r\n", "\n")
        .replace("\n\nx\n", "\n\nx\r\n\n");
    assert_eq!(&*desk.taken(PARTS, body.as_bytes()).await.scan, b"x\r\n");
    // What looks like a boundary and goes on is none.
    let body = String::from_utf8(deed(""))
        .expect("it is text")
        .replace("\r\n\r\nx", "\r\n\r\nx\r\n--bb\r\n--b-\r\n-b");
    assert_eq!(&*desk.taken(PARTS, body.as_bytes()).await.scan, b"x\r\n--bb\r\n--b-\r\n-b");
}

#[tokio::test]
async fn what_cannot_be_read_is_refused_with_its_place() {
    let desk = Desk::new(Limits::default()).await;
    let field = |name: &str, content: &str| {
        format!("--b\nContent-Disposition: form-data; name=\"{name}\"\n{content}\n")
    };
    let long = "x".repeat(9000);
    for (media, body, told) in [
        (PARTS, deed(&field("title", "\nu")), "`title`: stands more than once"),
        (
            PARTS,
            deed(&field("note", "Content-Type: text/plain; charset=koi8-r\n\nu")),
            "`note`: expected a text in UTF-8 or ISO-8859-1, found `koi8-r`",
        ),
        (
            PARTS,
            deed(&field("plat", "\n<Plat/>")),
            "`plat`: expected the element {urn:deeds}Plat, found {}Plat",
        ),
        (
            PARTS,
            deed(&field("plat", "\n<Plat xmlns='urn:deeds'><lot>a</lot></Plat>")),
            "`plat.lot`: expected a whole number of 32 bits, found `a`",
        ),
        (
            PARTS,
            deed(&field("plat", "Content-Type: application/json\n\n{}")),
            "`plat`: expected a part of the media type of the page, found `application/json`",
        ),
        (PARTS, deed(&field("mark", "Content-Transfer-Encoding: base64\n\n!")), "`mark`: expected Base64"),
        (
            PARTS,
            deed(&field("mark", "Content-Transfer-Encoding: rot13\n\nff")),
            "`mark`: expected content in base64, quoted-printable, or as it is",
        ),
        (
            PARTS,
            deed(&field("seals", &format!("\n{long}")).repeat(4)),
            "`seals` has 4 items, the page says at most 3",
        ),
        (
            PARTS,
            deed("--b\nContent-Type: text/plain\n\nu\n"),
            "a part has no header `Content-Disposition` (line 18, column 1)",
        ),
        (PARTS, deed("--b\nContent-Disposition: form-data\n\nu\n"), "a part has no name"),
        (
            PARTS,
            deed("--b\nContent-Disposition: form-data; name=\"a\n\nu\n"),
            "a quoted text in the headers of a part has no end",
        ),
        (
            PARTS,
            deed("--b\nContent-Disposition: form-data; name=a; NAME=b\n\nu\n"),
            "a part says `NAME` twice",
        ),
        (
            PARTS,
            deed(
                "--b\nContent-Disposition: form-data; name=a\nContent-Disposition: form-data; name=b\n\nu\n",
            ),
            "a part has two headers `Content-Disposition`",
        ),
        (
            PARTS,
            deed("--b\nContent-Disposition: form-data; name=\"a\nb\"\n\nu\n"),
            "a part has the line `b\\\"` among its headers",
        ),
        (
            PARTS,
            deed("--b\nContent-Disposition: form-data; name=a; filename*=UTF-8''%zz\n\nu\n"),
            "a `filename*` is not encoded as RFC 8187 says",
        ),
        (
            PARTS,
            deed(&format!("--b\nX: {long}\n\nu\n")),
            "the headers of a part are longer than 8192 bytes (line 18, column 1)",
        ),
        (
            PARTS,
            b"--b\r\nContent-Disposition: form-data; name=\"title\"\r\n\r\nt".to_vec(),
            "the last boundary is missing (line 4, column 2)",
        ),
        (PARTS, b"--b\r\n--b\r\n--b--".to_vec(), "a part has no header"),
        (PARTS, b"--c\r\n".to_vec(), "the boundary of the media type does not begin a line"),
        (PARTS, b"x--b\r\n".to_vec(), "the boundary of the media type does not begin a line"),
        (PARTS, b"--b--".to_vec(), "`title` is missing"),
        ("multipart/form-data", deed(""), "the boundary is none"),
        ("multipart/form-data; boundary=\"\"", deed(""), "the boundary is none"),
        (&format!("multipart/form-data; boundary={}", "b".repeat(71)), deed(""), "the boundary is none"),
    ] {
        let answered = desk.send(media, &body).await;
        assert_eq!(answered.status(), 400, "{told}");
        let text = answered.text();
        let told = told.replace('\\', "\\\\").replace('"', "\\\"");
        assert!(text.contains(&told), "{told}\n{text}");
    }
    let body = String::from_utf8(deed("")).expect("it is text");
    let body = body.replace("\"scan\"\r\n", "\"scan\"\r\nContent-Type: image/gif\r\n");
    let text = desk.send(PARTS, body.as_bytes()).await.text();
    assert!(
        text.contains("`scan`: expected a file of one of the media types of the page, found `image/gif`"),
        "{text}"
    );
    assert_eq!(desk.send("multipart/mixed; boundary=b", &deed("")).await.status(), 415);
}

#[tokio::test]
async fn a_server_reads_no_more_than_its_bounds() {
    let desk = Desk::new(Limits { members: 6, ..Limits::default() }).await;
    let unknown = |parts: usize| deed(&"--b\nContent-Disposition: form-data; name=x\n\n\n".repeat(parts));
    assert_eq!(desk.send(PARTS, &unknown(2)).await.status(), 201);
    let answered = desk.send(PARTS, &unknown(3)).await;
    assert_eq!(answered.status(), 400);
    assert!(answered.text().contains("holds more than 6 values"), "{}", answered.text());
    // A document in a part has what the bounds of the message are.
    let body = |corners: usize| {
        let corners = "<string/>".repeat(corners);
        deed(&format!(
            "--b\nContent-Disposition: form-data; name=plat\n\n\
             <Plat xmlns=\"urn:deeds\"><lot>4</lot><corners>{corners}</corners></Plat>\n"
        ))
    };
    let desk = Desk::new(Limits { members: 9, ..Limits::default() }).await;
    assert_eq!(desk.send(PARTS, &body(1)).await.status(), 201);
    let answered = desk.send(PARTS, &body(10)).await;
    assert_eq!(answered.status(), 400);
    assert!(answered.text().contains("`plat.corners`: holds more than 7 values"), "{}", answered.text());
}
