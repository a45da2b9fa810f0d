//! SOAP from the outside: envelopes in, values out, and the reverse.
#![cfg(feature = "xml")]
#![allow(clippy::panic, clippy::unwrap_used, reason = "a test fails by panicking")]

use wirewright_runtime::fault::Fault;
use wirewright_runtime::soap::{Body, SoapVersion, decode_envelope, encode_envelope, encode_fault, peek};
use wirewright_runtime::{
    DecodeError, DecodeErrorKind, Deviation, Member, Name, Notes, Nullable, Record, Shape, Value, XmlMember,
};

const NS: &str = "http://www.sansejour.com/";
const BOTH: [SoapVersion; 2] = [SoapVersion::V11, SoapVersion::V12];

/// Page 002's request.
#[derive(Clone, Debug, Default, PartialEq)]
struct Logout {
    token: Nullable<String>,
}

static LOGOUT: Shape = Shape::new("Logout", &[Member::optional("token")])
    .xml(Name::new(NS, "Logout"), &[XmlMember::element(0, NS, "token")]);

impl Record for Logout {
    fn empty() -> Self {
        Self::default()
    }

    fn shape(&self) -> &'static Shape {
        &LOGOUT
    }

    fn member(&self, _: usize) -> &dyn Value {
        &self.token
    }

    fn member_mut(&mut self, _: usize) -> &mut dyn Value {
        &mut self.token
    }
}

const REQUEST_11: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<soap:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">
<soap:Body>
<Logout xmlns="http://www.sansejour.com/">
<token>string</token>
</Logout>
</soap:Body>
</soap:Envelope>"#;

const ANSWER_12: &str = r#"<?xml version="1.0" encoding="utf-8"?>
<soap12:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xmlns:xsd="http://www.w3.org/2001/XMLSchema" xmlns:soap12="http://www.w3.org/2003/05/soap-envelope">
<soap12:Body>
<LogoutResponse xmlns="http://www.sansejour.com/" />
</soap12:Body>
</soap12:Envelope>"#;

/// A sample of the page for the other version.
fn in_version(sample: &str, version: SoapVersion) -> String {
    let [old, new] =
        [SoapVersion::V11, SoapVersion::V12].map(|version| (version.prefix(), version.namespace()));
    let (from, to) = match version {
        SoapVersion::V11 => (new, old),
        SoapVersion::V12 => (old, new),
    };
    let text = sample.replace(from.1, to.1);
    [":", "="]
        .iter()
        .fold(text, |text, end| text.replace(&format!("{}{end}", from.0), &format!("{}{end}", to.0)))
}

fn compact(text: &str) -> String {
    text.lines().map(str::trim).collect()
}

fn logout(token: &str) -> Logout {
    Logout { token: Nullable::Value(token.to_owned()) }
}

type Read = ((SoapVersion, Body), Logout, Vec<Deviation>);

fn try_read(text: &str) -> Result<Read, DecodeError> {
    let mut value = Logout::empty();
    let mut notes = Notes::new();
    let came = decode_envelope(text.as_bytes(), None, Name::new(NS, "Logout"), &mut value, &mut notes)?;
    Ok((came, value, notes.into_deviations()))
}

fn read(text: &str) -> Read {
    try_read(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

fn refused(text: &str) -> DecodeError {
    try_read(text).err().unwrap_or_else(|| panic!("was read: {text}"))
}

fn read_fault(text: &str) -> Fault {
    match read(text).0.1 {
        Body::Fault(fault) => fault,
        Body::Content => panic!("no fault: {text}"),
    }
}

fn written_fault(version: SoapVersion, fault: &Fault) -> String {
    String::from_utf8(encode_fault(version, fault).unwrap()).unwrap()
}

/// What stands in the body that was written.
fn body(text: &str) -> &str {
    let (_, body) = text.split_once("Body>").unwrap();
    body.rsplit_once("</").unwrap().0.rsplit_once("</").unwrap().0
}

fn envelope(version: SoapVersion, inside: &str) -> String {
    format!("<e:Envelope xmlns:e='{}'>{inside}</e:Envelope>", version.namespace())
}

#[test]
fn the_samples_of_the_page_go_both_ways() {
    for version in BOTH {
        let sample =
            if version == SoapVersion::V11 { REQUEST_11.to_owned() } else { in_version(REQUEST_11, version) };
        assert_eq!(read(&sample), ((version, Body::Content), logout("string"), Vec::new()));
        let written = encode_envelope(version, Name::new(NS, "Logout"), &logout("string")).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), compact(&sample));
    }
}

#[test]
fn an_answer_without_members_is_an_empty_element() {
    for version in BOTH {
        let sample =
            if version == SoapVersion::V12 { ANSWER_12.to_owned() } else { in_version(ANSWER_12, version) };
        let root = Name::new(NS, "LogoutResponse");
        let mut notes = Notes::new();
        let came = decode_envelope(sample.as_bytes(), None, root, &mut (), &mut notes).unwrap();
        assert_eq!(came, (version, Body::Content));
        let written = encode_envelope(version, root, &()).unwrap();
        assert_eq!(String::from_utf8(written).unwrap(), compact(&sample));
    }
}

#[test]
fn names_are_read_by_namespace() {
    for version in BOTH {
        let text = envelope(
            version,
            "<e:Header><h xmlns='urn:h'><i/></h></e:Header> <e:Body><l:Logout xmlns:l='http://www.sansejour.com/'><l:token/></l:Logout></e:Body>",
        );
        assert_eq!(read(&text), ((version, Body::Content), logout(""), Vec::new()));
        let told = peek(text.as_bytes(), None).unwrap();
        assert_eq!(told, (version, NS.to_owned(), "Logout".to_owned()));
    }
}

#[test]
fn null_uses_the_declared_prefix() {
    let value = Logout { token: Nullable::Null };
    let written = encode_envelope(SoapVersion::V11, Name::new(NS, "Logout"), &value).unwrap();
    let text = String::from_utf8(written).unwrap();
    assert_eq!(body(&text), r#"<Logout xmlns="http://www.sansejour.com/"><token xsi:nil="true" /></Logout>"#);
    assert_eq!(read(&text).1, value);
}

#[test]
fn a_header_that_must_be_understood_is_noted() {
    for (value, noted) in [("1", true), ("true", true), ("0", false)] {
        let text = envelope(
            SoapVersion::V12,
            &format!(
                "<e:Header><s e:mustUnderstand='{value}' xmlns='urn:s'/></e:Header><e:Body><Logout xmlns='{NS}'/></e:Body>"
            ),
        );
        let note = Deviation::UnknownMember { path: "Header/s".to_owned() };
        assert_eq!(read(&text).2, if noted { vec![note] } else { Vec::new() });
    }
}

#[test]
fn what_is_no_envelope_of_one_element_is_refused() {
    let logout = format!("<Logout xmlns='{NS}'/>");
    for inside in [
        String::new(),
        "<e:Header/>".to_owned(),
        "<e:Body/>".to_owned(),
        format!("<e:Body>{logout}{logout}</e:Body>"),
        format!("<e:Body>{logout}</e:Body><x/>"),
        format!("<e:Body>{logout}</e:Body><e:Body>{logout}</e:Body>"),
        format!("<e:Body>x{logout}</e:Body>"),
        format!("<e:Body>{logout}x</e:Body>"),
        format!("<e:Header/><e:Header/><e:Body>{logout}</e:Body>"),
        format!("<Body>{logout}</Body>"),
        "<e:Body><Logout/></e:Body>".to_owned(),
        "<e:Body><e:Logout/></e:Body>".to_owned(),
    ] {
        let error = refused(&envelope(SoapVersion::V11, &inside));
        assert!(error.position().is_some(), "{inside}");
    }
    refused(&(envelope(SoapVersion::V11, &format!("<e:Body>{logout}</e:Body>")) + "<x/>"));
    let error = refused("<Envelope xmlns='urn:old'/>");
    assert_eq!(error.kind(), &DecodeErrorKind::EnvelopeVersion { found: "urn:old".to_owned() });
    let error = refused("<envelope xmlns='urn:old'/>");
    assert!(matches!(error.kind(), DecodeErrorKind::Root { found, .. } if found == "{urn:old}envelope"));
    assert!(peek(envelope(SoapVersion::V11, "<e:Body/>").as_bytes(), None).is_err());
}

#[test]
fn every_truncation_is_refused() {
    let fault = Fault { detail: Some("<a>é</a>".to_owned()), ..Fault::server("é") };
    for text in [
        REQUEST_11.to_owned(),
        written_fault(SoapVersion::V11, &fault),
        written_fault(SoapVersion::V12, &fault),
    ] {
        read(&text);
        for len in 0..text.len() {
            let mut notes = Notes::new();
            let part = &text.as_bytes()[..len];
            let root = Name::new(NS, "Logout");
            assert!(decode_envelope(part, None, root, &mut Logout::empty(), &mut notes).is_err(), "{len}");
        }
    }
}

#[test]
fn faults_are_written_as_servers_write_them() {
    assert_eq!(
        body(&written_fault(SoapVersion::V11, &Fault::server("a < b"))),
        "<soap:Fault><faultcode>soap:Server</faultcode><faultstring>a &lt; b</faultstring><detail /></soap:Fault>"
    );
    assert_eq!(
        body(&written_fault(SoapVersion::V12, &Fault::client("no"))),
        "<soap12:Fault><soap12:Code><soap12:Value>soap12:Sender</soap12:Value></soap12:Code><soap12:Reason><soap12:Text xml:lang=\"en\">no</soap12:Text></soap12:Reason><soap12:Detail /></soap12:Fault>"
    );
    let fault = Fault {
        code: "Sender".to_owned(),
        subcodes: vec!["A".to_owned(), "B".to_owned()],
        actor: Some("urn:me".to_owned()),
        node: Some("urn:node".to_owned()),
        detail: Some("<a>1</a>".to_owned()),
        ..Fault::client("no")
    };
    assert_eq!(
        body(&written_fault(SoapVersion::V11, &fault)),
        "<soap:Fault><faultcode>soap:Client.A.B</faultcode><faultstring>no</faultstring><faultactor>urn:me</faultactor><detail><a>1</a></detail></soap:Fault>"
    );
    assert_eq!(
        body(&written_fault(SoapVersion::V12, &fault)),
        "<soap12:Fault><soap12:Code><soap12:Value>soap12:Sender</soap12:Value><soap12:Subcode><soap12:Value>A</soap12:Value><soap12:Subcode><soap12:Value>B</soap12:Value></soap12:Subcode></soap12:Subcode></soap12:Code><soap12:Reason><soap12:Text xml:lang=\"en\">no</soap12:Text></soap12:Reason><soap12:Node>urn:node</soap12:Node><soap12:Role>urn:me</soap12:Role><soap12:Detail><a>1</a></soap12:Detail></soap12:Fault>"
    );
}

#[test]
fn faults_come_back() {
    let plain = Fault::server("a & b\r\n");
    let full = Fault {
        subcodes: vec!["A".to_owned(), "B".to_owned()],
        actor: Some("urn:me".to_owned()),
        node: Some("urn:node".to_owned()),
        detail: Some("<a>1</a>t<p:b xmlns:p=\"urn:p\"/>".to_owned()),
        ..Fault::client("no")
    };
    let bare = Fault { code: "MustUnderstand".to_owned(), detail: None, ..Fault::server("what?") };
    for (fault, old, new) in [
        (plain, "Server", "Receiver"),
        (full, "Client.A.B", "Sender"),
        (bare, "MustUnderstand", "MustUnderstand"),
    ] {
        let came = read_fault(&written_fault(SoapVersion::V11, &fault));
        let expected = Fault { code: old.to_owned(), subcodes: Vec::new(), node: None, ..fault.clone() };
        assert_eq!(came, expected);
        let came = read_fault(&written_fault(SoapVersion::V12, &fault));
        assert_eq!(came, Fault { code: new.to_owned(), ..fault.clone() });
        assert_eq!((came.is_client(), came.is_server()), (fault.is_client(), fault.is_server()));
    }
}

#[test]
fn codes_that_a_version_does_not_define_survive() {
    let fault = Fault { code: "Client.Expired".to_owned(), ..Fault::client("no") };
    assert_eq!(read_fault(&written_fault(SoapVersion::V11, &fault)), fault);
    let came = read_fault(&written_fault(SoapVersion::V12, &fault));
    assert_eq!((&*came.code, &*came.subcodes), ("Sender", &["Expired".to_owned()][..]));
    let fault = Fault { code: "Odd".to_owned(), ..Fault::client("no") };
    assert!(body(&written_fault(SoapVersion::V11, &fault)).contains("<faultcode>Odd<"));
    let came = read_fault(&written_fault(SoapVersion::V12, &fault));
    assert_eq!((&*came.code, &*came.subcodes), ("Receiver", &["Odd".to_owned()][..]));
}

#[test]
fn faults_of_other_servers_are_read() {
    let text = envelope(
        SoapVersion::V11,
        "<e:Body><e:Fault><faultcode>soap11env:Client.Expired</faultcode><faultstring>no</faultstring><faultactor></faultactor></e:Fault></e:Body>",
    );
    let expected = Fault { code: "Client.Expired".to_owned(), detail: None, ..Fault::client("no") };
    assert_eq!(read_fault(&text), expected);
    let text = envelope(
        SoapVersion::V11,
        "<e:Body><e:Fault> <e:Code><e:Value> e:Receiver </e:Value></e:Code><e:Reason><e:Text xml:lang='de'>nein</e:Text><e:Text xml:lang='en-GB'>no</e:Text></e:Reason><e:Detail>\n</e:Detail></e:Fault></e:Body>",
    );
    assert_eq!(read_fault(&text), Fault { code: "Receiver".to_owned(), ..Fault::server("no") });
    let text = envelope(
        SoapVersion::V12,
        "<e:Body><e:Fault><faultcode>e:Client</faultcode><faultstring>no</faultstring><x/><detail xmlns:p='urn:p'><p:d>p:q</p:d></detail></e:Fault></e:Body>",
    );
    let detail = Some("<p:d xmlns:p=\"urn:p\">p:q</p:d>".to_owned());
    assert_eq!(read_fault(&text), Fault { detail, ..Fault::client("no") });
    let text =
        envelope(SoapVersion::V11, "<e:Body><e:Fault><faultstring>no</faultstring></e:Fault></e:Body>");
    assert_eq!(read(&text).2, [Deviation::MissingMember { path: "Fault/faultcode".to_owned() }]);
}

#[test]
fn what_a_fault_cannot_carry_is_refused() {
    for version in BOTH {
        assert!(encode_fault(version, &Fault::server("\0")).is_err());
        let fault = Fault { detail: Some("</detail>".to_owned()), ..Fault::server("no") };
        assert_eq!(encode_fault(version, &fault).unwrap_err().path(), "detail");
    }
}

#[test]
fn a_code_that_is_no_name_is_refused() {
    for version in BOTH {
        for code in ["a:b", "a b", " Client", "Client.a b", "Client.", "."] {
            let fault = Fault { code: code.to_owned(), ..Fault::server("no") };
            assert_eq!(encode_fault(version, &fault).unwrap_err().path(), "code", "{code}");
        }
        let fault = Fault { subcodes: vec![String::new()], ..Fault::server("no") };
        assert_eq!(encode_fault(version, &fault).unwrap_err().path(), "code");
    }
}

#[test]
fn a_fault_without_a_code_is_the_servers() {
    let fault = Fault { code: String::new(), ..Fault::server("no") };
    for version in BOTH {
        assert!(read_fault(&written_fault(version, &fault)).is_server());
    }
}

#[test]
fn versions_know_their_names() {
    assert_eq!(BOTH.map(SoapVersion::media_type), ["text/xml", "application/soap+xml"]);
    assert_eq!(Fault::client("no\n").to_string(), "Client: `no\\n`");
}
