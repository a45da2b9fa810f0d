//! SOAP 1.1: reading over quick-xml's `NsReader`, writing over constants.

use quick_xml::NsReader;
use sejour_types::operations::{Logout, LogoutInput};
use wirewright_runtime::message::{Codec, HttpText, Operation as _, Sample, SoapEnvelope};
use wirewright_runtime::soap::{self, Body, SoapVersion};
use wirewright_runtime::{Name, Notes, Record as _};
use wirewright_tests::xml_tokens;

use super::Case;
use super::xml::{Failed, child, end, escape, root, text};

pub(super) fn cases() -> Vec<Case> {
    let [request, answer] = samples();
    let envelope = envelope();
    let read = move || read(request, envelope.request);
    let read_twin = move || decode(request.as_bytes()).expect("the sample is SOAP");
    let read_answer = move || {
        let mut notes = Notes::new();
        soap::decode_envelope(answer.as_bytes(), None, envelope.answer, &mut (), &mut notes)
            .expect("the sample is SOAP")
    };
    let read_answer_twin = move || decode_answer(answer.as_bytes()).expect("the sample is SOAP");
    assert_eq!(read().token, read_twin().token);
    assert_eq!(read_answer(), (SoapVersion::V11, Body::Content));
    read_answer_twin();
    vec![
        Case::new("soap read sejour request", read, read_twin),
        Case::new("soap read sejour answer", read_answer, read_answer_twin),
        writing("soap write sejour request", 0),
        writing("soap write, room known, sejour request", 1024),
    ]
}

/// The request and the answer.
fn samples() -> [&'static str; 2] {
    use sejour_types::samples::{LOGOUT_SOAP11_ANSWER, LOGOUT_SOAP11_REQUEST};
    // In memory of their own, so that it does not matter where in the program they stand.
    let owned = |sample: Sample| &*HttpText::parse(sample.text).body.to_owned().leak();
    [LOGOUT_SOAP11_REQUEST, LOGOUT_SOAP11_ANSWER].map(owned)
}

fn read(request: &str, root: Name) -> LogoutInput {
    let mut input = LogoutInput::empty();
    soap::decode_envelope(request.as_bytes(), None, root, &mut input, &mut Notes::new())
        .expect("the sample is SOAP");
    input
}

/// `room` is how long a buffer the code by hand begins with.
fn writing(name: &'static str, room: usize) -> Case {
    let [request, _] = samples();
    let root = envelope().request;
    let input = read(request, root);
    let twin = decode(request.as_bytes()).expect("the sample is SOAP");
    let ours =
        move || soap::encode_envelope(SoapVersion::V11, root, &input).expect("what was read can be written");
    let theirs = move || encode(&twin, Vec::with_capacity(room)).expect("what was read can be written");
    assert_eq!(ours(), xml_tokens(request).into_bytes());
    assert_eq!(theirs(), xml_tokens(request).into_bytes());
    Case::new(name, ours, theirs)
}

fn envelope() -> &'static SoapEnvelope {
    let media = Logout::BINDINGS.iter().flat_map(|binding| binding.accepts);
    let mut envelopes = media.filter_map(|media| match media.codec {
        Codec::Soap(envelope) if envelope.version == SoapVersion::V11 => Some(envelope),
        _ => None,
    });
    envelopes.next().expect("the page has SOAP 1.1")
}

const SOAP: &str = "http://schemas.xmlsoap.org/soap/envelope/";
const SEJOUR: &str = "http://www.sansejour.com/";

#[derive(Default)]
struct Request {
    token: Option<String>,
}

fn decode(body: &[u8]) -> Result<Request, Failed> {
    enveloped(body, "Logout", |reader| {
        let mut request = Request::default();
        let is_token = |namespace: &str, local: &str| (namespace, local) == (SEJOUR, "token");
        while let Some((is_token, start)) = child(reader, is_token)? {
            if !is_token {
                reader.read_to_end(start.name())?;
            } else if request.token.replace(text(reader)?).is_some() {
                return Err("the token stands twice".into());
            }
        }
        Ok(request)
    })
}

fn decode_answer(body: &[u8]) -> Result<(), Failed> {
    enveloped(body, "LogoutResponse", |reader| {
        while let Some(((), start)) = child(reader, |_, _| ())? {
            reader.read_to_end(start.name())?;
        }
        Ok(())
    })
}

/// Reads the element in the body of an envelope.
fn enveloped<T>(
    body: &[u8],
    local: &str,
    content: impl FnOnce(&mut NsReader<&[u8]>) -> Result<T, Failed>,
) -> Result<T, Failed> {
    enum Part {
        Header,
        Body,
        Other,
    }
    let part = |namespace: &str, local: &str| match (namespace, local) {
        (SOAP, "Header") => Part::Header,
        (SOAP, "Body") => Part::Body,
        _ => Part::Other,
    };
    let mut reader = NsReader::from_str(std::str::from_utf8(body)?);
    reader.config_mut().expand_empty_elements = true;
    root(&mut reader, SOAP, "Envelope")?;
    loop {
        match child(&mut reader, part)? {
            Some((Part::Header, start)) => {
                reader.read_to_end(start.name())?;
            }
            Some((Part::Body, _)) => break,
            _ => return Err("the envelope has no body".into()),
        }
    }
    root(&mut reader, SEJOUR, local)?;
    let value = content(&mut reader)?;
    for _ in ["Body", "Envelope"] {
        if child(&mut reader, |_, _| ())?.is_some() {
            return Err("more than one element stands in the body".into());
        }
    }
    end(&mut reader)?;
    Ok(value)
}

const HEAD: &str = concat!(
    r#"<?xml version="1.0" encoding="utf-8"?>"#,
    r#"<soap:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#,
    r#" xmlns:xsd="http://www.w3.org/2001/XMLSchema""#,
    r#" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/"><soap:Body>"#,
    r#"<Logout xmlns="http://www.sansejour.com/">"#
);

fn encode(request: &Request, mut out: Vec<u8>) -> Result<Vec<u8>, Failed> {
    out.extend_from_slice(HEAD.as_bytes());
    if let Some(token) = &request.token {
        out.extend_from_slice(b"<token>");
        escape(&mut out, token)?;
        out.extend_from_slice(b"</token>");
    }
    out.extend_from_slice(b"</Logout></soap:Body></soap:Envelope>");
    Ok(out)
}
