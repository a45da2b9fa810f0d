//! XML with namespaces: reading over quick-xml's `NsReader`, writing over constants.

use cbss_types::types::ResponsesCustomersLogout;
use quick_xml::NsReader;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{Namespace, ResolveResult};
use wirewright_runtime::xml::{self, XmlStyle};
use wirewright_runtime::{DateTime, Notes, Nullable, Record};
use wirewright_tests::xml_tokens;

use super::Case;

pub(super) fn cases() -> Vec<Case> {
    assert!(read_by_hand().is_same_as(&read()));
    vec![
        Case::new("xml read cbss answer", read, read_by_hand),
        writing("xml write cbss answer", 0),
        writing("xml write, room known, cbss answer", 1024),
    ]
}

const SAMPLE: &str = cbss_types::samples::CUSTOMER_LOGOUT_ANSWER_3.text;

fn read() -> ResponsesCustomersLogout {
    let mut value = ResponsesCustomersLogout::empty();
    let root = value.shape().xml.root;
    xml::decode(SAMPLE.as_bytes(), None, root, &mut value, &mut Notes::new()).expect("the sample is XML");
    value
}

fn read_by_hand() -> Answer {
    decode(SAMPLE.as_bytes()).expect("the sample is XML")
}

/// `room` is how long a buffer the code by hand begins with.
fn writing(name: &'static str, room: usize) -> Case {
    const STYLE: XmlStyle = XmlStyle { declaration: false, declare: &[("i", XSI)] };
    let (value, twin) = (read(), read_by_hand());
    let root = value.shape().xml.root;
    let ours = move || xml::encode(root, &value, &STYLE).expect("what was read can be written");
    let theirs = move || encode(&twin, Vec::with_capacity(room)).expect("what was read can be written");
    assert_eq!(ours(), xml_tokens(SAMPLE).into_bytes());
    assert_eq!(theirs(), xml_tokens(SAMPLE).into_bytes());
    Case::new(name, ours, theirs)
}

const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";
const CODE: &str = "http://schemas.datacontract.org/2004/07/CBSS_API.App_Code";
const ANSWERS: &str = "http://schemas.datacontract.org/2004/07/CBSS_API.App_Code.Responses.Customers";
const RESPONSES: &str = "http://schemas.datacontract.org/2004/07/CBSS_API.App_Code.Responses";

/// A member that may be null.
#[derive(Default)]
enum Content {
    #[default]
    Absent,
    Null,
    Raw(String),
}

#[derive(Default)]
struct Answer {
    client_code: Option<String>,
    content: Content,
    date_time: Option<DateTime>,
    is_successful: Option<bool>,
    messages: Option<Vec<String>>,
}

impl Answer {
    fn is_same_as(&self, ours: &ResponsesCustomersLogout) -> bool {
        let same_content = match (&self.content, &ours.content) {
            (Content::Absent, Nullable::Absent) | (Content::Null, Nullable::Null) => true,
            (Content::Raw(raw), Nullable::Value(wirewright_runtime::Any::Empty)) => raw.is_empty(),
            (Content::Raw(raw), Nullable::Value(wirewright_runtime::Any::Xml(own))) => raw == own,
            _ => false,
        };
        same_content
            && self.client_code == ours.client_code
            && self.date_time == ours.date_time
            && self.is_successful == ours.is_successful
            && self.messages.is_none() == ours.messages.is_absent()
    }
}

pub(super) type Failed = Box<dyn std::error::Error>;

/// Where a name of the answer can stand.
enum Found {
    ClientCode,
    Content,
    DateTime,
    IsSuccessful,
    Messages,
    Unknown,
}

fn decode(body: &[u8]) -> Result<Answer, Failed> {
    let mut reader = NsReader::from_str(std::str::from_utf8(body)?);
    reader.config_mut().expand_empty_elements = true;
    root(&mut reader, ANSWERS, "Logout")?;
    let mut answer = Answer::default();
    while let Some((found, start)) = child(&mut reader, member)? {
        match found {
            Found::ClientCode => once(&mut answer.client_code, text(&mut reader)?)?,
            Found::DateTime => once(&mut answer.date_time, text(&mut reader)?.trim().parse()?)?,
            Found::IsSuccessful => {
                let value = match text(&mut reader)?.trim() {
                    "true" | "1" => true,
                    "false" | "0" => false,
                    other => return Err(format!("`{other}` is no boolean").into()),
                };
                once(&mut answer.is_successful, value)?;
            }
            Found::Content => {
                if !matches!(answer.content, Content::Absent) {
                    return Err("a member stands twice".into());
                }
                let null = is_nil(&reader, &start)?;
                let raw = reader.read_text(start.name())?.xml10_content().into_owned();
                answer.content = if null { Content::Null } else { Content::Raw(raw) };
            }
            Found::Messages => once(&mut answer.messages, messages(&mut reader)?)?,
            Found::Unknown => {
                reader.read_to_end(start.name())?;
            }
        }
    }
    end(&mut reader)?;
    Ok(answer)
}

fn member(namespace: &str, local: &str) -> Found {
    match (namespace, local) {
        (CODE, "ClientCode") => Found::ClientCode,
        (CODE, "Content") => Found::Content,
        (CODE, "DateTime") => Found::DateTime,
        (RESPONSES, "IsSuccessful") => Found::IsSuccessful,
        (RESPONSES, "Messages") => Found::Messages,
        _ => Found::Unknown,
    }
}

fn once<T>(member: &mut Option<T>, value: T) -> Result<(), Failed> {
    if member.replace(value).is_some() {
        return Err("a member stands twice".into());
    }
    Ok(())
}

fn messages(reader: &mut NsReader<&[u8]>) -> Result<Vec<String>, Failed> {
    let mut messages = Vec::new();
    while let Some((is_message, start)) =
        child(reader, |namespace, local| (namespace, local) == (CODE, "Message"))?
    {
        let raw = reader.read_text(start.name())?;
        if is_message {
            messages.push(raw.xml10_content().into_owned());
        }
    }
    Ok(messages)
}

/// Goes to the root, whose name is known.
pub(super) fn root(reader: &mut NsReader<&[u8]>, namespace: &str, local: &str) -> Result<(), Failed> {
    let expected = child(reader, |own, name| (own, name) == (namespace, local))?;
    if expected.is_some_and(|(is_expected, _)| is_expected) {
        return Ok(());
    }
    Err("the document has another root".into())
}

/// Goes to the next child and tells what its name means; `None` at the end of the parent.
pub(super) fn child<'t, T>(
    reader: &mut NsReader<&'t [u8]>,
    meaning: impl Fn(&str, &str) -> T,
) -> Result<Option<(T, BytesStart<'t>)>, Failed> {
    loop {
        match reader.read_resolved_event()? {
            (namespace, Event::Start(start)) => {
                let namespace = match namespace {
                    ResolveResult::Bound(Namespace(namespace)) => namespace,
                    ResolveResult::Unbound => "",
                    ResolveResult::Unknown(prefix) => {
                        return Err(format!("`{prefix}` is not declared").into());
                    }
                };
                let found = meaning(namespace, start.local_name().into_inner());
                return Ok(Some((found, start)));
            }
            (_, Event::End(_)) => return Ok(None),
            (_, Event::Text(text)) if text.trim_ascii().is_empty() => {}
            (_, Event::Comment(_) | Event::PI(_) | Event::Decl(_)) => {}
            (_, Event::Eof) => return Err("the document stops inside an element".into()),
            (_, other) => return Err(format!("{other:?} stands between elements").into()),
        }
    }
}

/// The text of the element that has begun, which holds no elements.
pub(super) fn text(reader: &mut NsReader<&[u8]>) -> Result<String, Failed> {
    let mut content = String::new();
    loop {
        match reader.read_event()? {
            Event::Text(text) => content.push_str(&text.xml10_content()),
            Event::CData(text) => content.push_str(&text.xml10_content()),
            Event::GeneralRef(name) => match name.resolve_char_ref()? {
                Some(c) => content.push(c),
                None => content.push_str(
                    quick_xml::escape::resolve_predefined_entity(&name).ok_or("an unknown entity")?,
                ),
            },
            Event::Comment(_) | Event::PI(_) => {}
            Event::End(_) => return Ok(content),
            other => return Err(format!("{other:?} stands in a text").into()),
        }
    }
}

fn is_nil(reader: &NsReader<&[u8]>, start: &BytesStart<'_>) -> Result<bool, Failed> {
    for attribute in start.attributes() {
        let attribute = attribute?;
        let (namespace, local) = reader.resolver().resolve_attribute(attribute.key);
        if namespace == ResolveResult::Bound(Namespace(XSI)) && local.into_inner() == "nil" {
            return Ok(matches!(attribute.value.trim(), "true" | "1"));
        }
    }
    Ok(false)
}

/// Checks that nothing of meaning follows.
pub(super) fn end(reader: &mut NsReader<&[u8]>) -> Result<(), Failed> {
    loop {
        match reader.read_event()? {
            Event::Text(text) if text.trim_ascii().is_empty() => {}
            Event::Comment(_) | Event::PI(_) => {}
            Event::Eof => return Ok(()),
            other => return Err(format!("{other:?} stands after the root").into()),
        }
    }
}

const OPEN: &str = concat!(
    r#"<Logout xmlns:i="http://www.w3.org/2001/XMLSchema-instance""#,
    r#" xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code.Responses.Customers">"#
);
const CLIENT_CODE: &str = r#"<ClientCode xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code">"#;
const CONTENT: &str = r#"<Content xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code""#;
const DATE_TIME: &str = r#"<DateTime xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code">"#;
const IS_SUCCESSFUL: &str =
    r#"<IsSuccessful xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code.Responses">"#;
const MESSAGES: &str =
    r#"<Messages xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code.Responses">"#;
const MESSAGE: &str = r#"<Message xmlns="http://schemas.datacontract.org/2004/07/CBSS_API.App_Code">"#;

fn encode(answer: &Answer, mut out: Vec<u8>) -> Result<Vec<u8>, Failed> {
    out.extend_from_slice(OPEN.as_bytes());
    if let Some(client_code) = &answer.client_code {
        out.extend_from_slice(CLIENT_CODE.as_bytes());
        escape(&mut out, client_code)?;
        out.extend_from_slice(b"</ClientCode>");
    }
    match &answer.content {
        Content::Absent => {}
        Content::Null => {
            out.extend_from_slice(CONTENT.as_bytes());
            out.extend_from_slice(br#" i:nil="true" />"#);
        }
        Content::Raw(raw) if raw.is_empty() => {
            out.extend_from_slice(CONTENT.as_bytes());
            out.extend_from_slice(b" />");
        }
        Content::Raw(raw) => {
            out.extend_from_slice(CONTENT.as_bytes());
            out.push(b'>');
            out.extend_from_slice(raw.as_bytes());
            out.extend_from_slice(b"</Content>");
        }
    }
    if let Some(date_time) = &answer.date_time {
        out.extend_from_slice(DATE_TIME.as_bytes());
        out.extend_from_slice(date_time.to_string().as_bytes());
        out.extend_from_slice(b"</DateTime>");
    }
    if let Some(is_successful) = answer.is_successful {
        out.extend_from_slice(IS_SUCCESSFUL.as_bytes());
        out.extend_from_slice(if is_successful { b"true" } else { b"false" });
        out.extend_from_slice(b"</IsSuccessful>");
    }
    if let Some(messages) = answer.messages.as_ref().filter(|messages| !messages.is_empty()) {
        out.extend_from_slice(MESSAGES.as_bytes());
        for message in messages {
            out.extend_from_slice(MESSAGE.as_bytes());
            out.extend_from_slice(message.as_bytes());
            out.extend_from_slice(b"</Message>");
        }
        out.extend_from_slice(b"</Messages>");
    }
    out.extend_from_slice(b"</Logout>");
    Ok(out)
}

/// Writes a text so that it stays what it is.
pub(super) fn escape(out: &mut Vec<u8>, text: &str) -> Result<(), Failed> {
    let mut done = 0;
    for (at, byte) in text.bytes().enumerate() {
        let escape: &[u8] = match byte {
            b'&' => b"&amp;",
            b'<' => b"&lt;",
            b'>' => b"&gt;",
            b'\r' => b"&#xD;",
            0..=8 | 11 | 12 | 14..=31 => return Err("XML has no control characters".into()),
            _ => continue,
        };
        out.extend_from_slice(&text.as_bytes()[done..at]);
        out.extend_from_slice(escape);
        done = at + 1;
    }
    out.extend_from_slice(&text.as_bytes()[done..]);
    Ok(())
}
