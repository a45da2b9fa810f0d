//! Writing envelopes.

use super::SoapVersion;
use super::fault::coded;
use crate::error::EncodeError;
use crate::fault::Fault;
use crate::scalar::Format;
use crate::walk::{Inside, Name, Record, Sink as _, Value};
use crate::xml::{Writer, XSI};

const XSD: &str = "http://www.w3.org/2001/XMLSchema";

const HEAD_11: &str = concat!(
    r#"<?xml version="1.0" encoding="utf-8"?>"#,
    r#"<soap:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#,
    r#" xmlns:xsd="http://www.w3.org/2001/XMLSchema""#,
    r#" xmlns:soap="http://schemas.xmlsoap.org/soap/envelope/">"#
);

const HEAD_12: &str = concat!(
    r#"<?xml version="1.0" encoding="utf-8"?>"#,
    r#"<soap12:Envelope xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance""#,
    r#" xmlns:xsd="http://www.w3.org/2001/XMLSchema""#,
    r#" xmlns:soap12="http://www.w3.org/2003/05/soap-envelope">"#
);

/// What the head of a SOAP 1.1 envelope declares.
const DECLARED_11: &[(&str, &str)] =
    &[("xsi", XSI), ("xsd", XSD), (SoapVersion::V11.prefix(), SoapVersion::V11.namespace())];

/// What the head of a SOAP 1.2 envelope declares.
const DECLARED_12: &[(&str, &str)] =
    &[("xsi", XSI), ("xsd", XSD), (SoapVersion::V12.prefix(), SoapVersion::V12.namespace())];

/// Writes an envelope whose body holds a record in the element `root`.
///
/// # Errors
/// A text holds a character that XML 1.0 cannot carry, or a member holds a
/// value that came in another encoding.
pub fn encode_envelope(
    version: SoapVersion,
    root: Name,
    record: &dyn Record,
) -> Result<Vec<u8>, EncodeError> {
    enveloped(version, |writer| headers(writer, version, record), |writer| writer.record(root, record))
}

/// What is written in an element of its own.
#[derive(Clone, Copy)]
pub(crate) enum ResultOf<'v> {
    /// The members of a record.
    Record(&'v dyn Record),
    /// Any other value; what stands inside a list or a map, and how its text is written.
    Value(&'v dyn Value, Option<Inside>, Format),
}

/// Writes an envelope whose body holds the element `root`, and that a value in the element `result`.
///
/// # Errors
/// As for [`encode_envelope`].
pub(crate) fn encode_result(
    version: SoapVersion,
    (root, result): (Name, Name),
    value: ResultOf<'_>,
) -> Result<Vec<u8>, EncodeError> {
    let body = |writer: &mut Writer| {
        writer.in_element(root, "", |writer| {
            let name = (result, root.namespace);
            let written = match value {
                ResultOf::Record(record) => writer.child(name, None, Format::Plain).record(record),
                ResultOf::Value(value, inside, format) => {
                    value.write(&mut writer.child(name, inside, format))
                }
            };
            written.map_err(|error| error.within(result.local))
        })
    };
    enveloped(version, |_| Ok(()), body)
}

/// Writes an envelope whose body holds a fault.
///
/// Codes become those of the version: a `Receiver` is a `Server` in SOAP 1.1.
/// SOAP 1.2 has a fixed list of codes; another one is written as a subcode of
/// `Receiver`. The node is left out of SOAP 1.1, which has no place for it.
///
/// # Errors
/// A text holds a character that XML 1.0 cannot carry, a code is no name, or the
/// detail is not the content of an XML element.
pub fn encode_fault(version: SoapVersion, fault: &Fault) -> Result<Vec<u8>, EncodeError> {
    let body = |writer: &mut Writer| match version {
        SoapVersion::V11 => fault_11(writer, fault),
        SoapVersion::V12 => fault_12(writer, fault),
    };
    enveloped(version, |_| Ok(()), body)
}

fn enveloped(
    version: SoapVersion,
    header: impl FnOnce(&mut Writer) -> Result<(), EncodeError>,
    body: impl FnOnce(&mut Writer) -> Result<(), EncodeError>,
) -> Result<Vec<u8>, EncodeError> {
    let (head, declared, open, close) = match version {
        SoapVersion::V11 => (HEAD_11, DECLARED_11, "<soap:Body>", "</soap:Body></soap:Envelope>"),
        SoapVersion::V12 => (HEAD_12, DECLARED_12, "<soap12:Body>", "</soap12:Body></soap12:Envelope>"),
    };
    let mut writer = Writer::new(declared);
    writer.raw(head);
    header(&mut writer)?;
    writer.raw(open);
    body(&mut writer)?;
    writer.raw(close);
    Ok(writer.into_bytes())
}

/// Writes the blocks that a record has for the header, and nothing if there are none.
fn headers(writer: &mut Writer, version: SoapVersion, record: &dyn Record) -> Result<(), EncodeError> {
    let blocks = record.shape().xml.children.iter().filter_map(|child| Some((child, child.block?)));
    let mut open = false;
    let prefix = version.prefix();
    for (child, block) in blocks.filter(|(child, _)| !record.member(child.member).is_absent()) {
        if !std::mem::replace(&mut open, true) {
            writer.raw(&format!("<{prefix}:Header>"));
        }
        let must = format!("{prefix}:mustUnderstand");
        let whom = match version {
            SoapVersion::V11 => "soap:actor",
            SoapVersion::V12 => "soap12:role",
        };
        let must = block.must_understand.then_some((&*must, "1"));
        let attributes: Vec<(&str, &str)> =
            must.into_iter().chain(block.actor.map(|actor| (whom, actor))).collect();
        writer.block(child, &attributes, record)?;
    }
    if open {
        writer.raw(&format!("</{prefix}:Header>"));
    }
    Ok(())
}

/// `<soap:Fault><faultcode>..</faultcode><faultstring>..</faultstring><detail /></soap:Fault>`
fn fault_11(writer: &mut Writer, fault: &Fault) -> Result<(), EncodeError> {
    let (code, more) = coded(fault, SoapVersion::V11)?;
    // The codes of the version itself are in its namespace, others in none.
    let code: Vec<String> = code
        .map(|code| format!("soap:{code}"))
        .into_iter()
        .chain(more.into_iter().map(String::from))
        .collect();
    writer.raw("<soap:Fault>");
    text(writer, "faultcode", &code.join("."))?;
    text(writer, "faultstring", &fault.reason)?;
    if let Some(actor) = &fault.actor {
        text(writer, "faultactor", actor)?;
    }
    if let Some(content) = &fault.detail {
        detail(writer, "detail", content)?;
    }
    writer.raw("</soap:Fault>");
    Ok(())
}

/// `<soap12:Fault><soap12:Code>..</soap12:Code><soap12:Reason>..</soap12:Reason><soap12:Detail /></soap12:Fault>`
fn fault_12(writer: &mut Writer, fault: &Fault) -> Result<(), EncodeError> {
    let (code, subcodes) = coded(fault, SoapVersion::V12)?;
    writer.raw("<soap12:Fault><soap12:Code>");
    text(writer, "soap12:Value", &format!("soap12:{}", code.unwrap_or("Receiver")))?;
    for subcode in &subcodes {
        writer.raw("<soap12:Subcode>");
        text(writer, "soap12:Value", subcode)?;
    }
    for _ in &subcodes {
        writer.raw("</soap12:Subcode>");
    }
    writer.raw(r#"</soap12:Code><soap12:Reason><soap12:Text xml:lang="en">"#);
    writer.text(&fault.reason)?;
    writer.raw("</soap12:Text></soap12:Reason>");
    if let Some(node) = &fault.node {
        text(writer, "soap12:Node", node)?;
    }
    if let Some(role) = &fault.actor {
        text(writer, "soap12:Role", role)?;
    }
    if let Some(content) = &fault.detail {
        detail(writer, "soap12:Detail", content)?;
    }
    writer.raw("</soap12:Fault>");
    Ok(())
}

fn text(writer: &mut Writer, name: &str, text: &str) -> Result<(), EncodeError> {
    writer.raw(&format!("<{name}>"));
    writer.text(text)?;
    writer.raw(&format!("</{name}>"));
    Ok(())
}

fn detail(writer: &mut Writer, name: &str, content: &str) -> Result<(), EncodeError> {
    if content.is_empty() {
        writer.raw(&format!("<{name} />"));
        return Ok(());
    }
    writer.raw(&format!("<{name}>"));
    writer.fragment(content).map_err(|error| error.within("detail"))?;
    writer.raw(&format!("</{name}>"));
    Ok(())
}
