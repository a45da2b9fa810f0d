//! What a message says, however it says it.

use crate::message::{Codec, MediaType};
use crate::walk::Bounds;

/// The values of a text, in an order that does not depend on that of the members; `None`
/// where an encoding has no other order, or where the text is none of its encoding.
pub(super) fn values(media: Option<&MediaType>, text: &str) -> Option<String> {
    match media.map(|media| media.codec)? {
        Codec::Json | Codec::Framed(_) => json(text),
        Codec::PaddedJson(_) => {
            let (call, inside) = text.split_once('(')?;
            Some(format!("{call}({}", json(inside.rsplit_once(')')?.0)?))
        }
        Codec::Form => sorted(crate::form::parse(text.trim(), Bounds::default()).ok()?),
        Codec::Lines => sorted(crate::form::parse_lines(text, Bounds::default()).ok()?),
        #[cfg(feature = "xml")]
        Codec::Xml(_) => xml::values(text, false),
        #[cfg(feature = "xml")]
        Codec::Soap(_) => xml::values(text, true),
        #[cfg(feature = "multipart")]
        Codec::Multipart(_) => super::parts::values(text),
        Codec::Empty | Codec::Text | Codec::Bytes => None,
    }
}

fn json(text: &str) -> Option<String> {
    let mut value: serde_json::Value = serde_json::from_str(text).ok()?;
    documents(&mut value);
    Some(value.to_string())
}

/// Gives the texts of a value what [`document`] makes of them.
fn documents(value: &mut serde_json::Value) {
    match value {
        serde_json::Value::String(text) => *text = document(text),
        serde_json::Value::Array(items) => items.iter_mut().for_each(documents),
        serde_json::Value::Object(members) => members.values_mut().for_each(documents),
        _ => {}
    }
}

/// What a text says that is a document itself; any other text as it is.
pub(super) fn document(text: &str) -> String {
    let said = match text.trim_start().as_bytes().first() {
        Some(b'{' | b'[') => json(text),
        #[cfg(feature = "xml")]
        Some(b'<') => xml::values(text, false),
        _ => None,
    };
    said.unwrap_or_else(|| text.to_owned())
}

/// The pairs by their names; those of one name keep their order.
fn sorted(mut pairs: crate::form::Pairs) -> Option<String> {
    pairs.sort_by(|(one, _), (other, _)| one.cmp(other));
    pairs.iter_mut().for_each(|(_, text)| *text = document(text));
    Some(format!("{pairs:?}"))
}

#[cfg(feature = "xml")]
mod xml {
    use std::fmt::Write as _;

    use crate::soap::SoapVersion;
    use crate::walk::Bounds;
    use crate::xml::{Node, Pull, XSI};

    /// Elements and attributes by their full names, the latter sorted, without declarations
    /// of prefixes. White space beside elements is none, and in an envelope neither is a
    /// header that holds nothing.
    pub(super) fn values(text: &str, is_envelope: bool) -> Option<String> {
        let mut pull = Pull::new(text.trim(), Bounds::default()).ok()?;
        let (mut out, mut between) = (String::new(), String::new());
        let mut is_leaf = false;
        let mut header = None;
        loop {
            match pull.next().ok()? {
                Node::Start => {
                    push(&mut out, &between, false);
                    between.clear();
                    header = (is_envelope && is_header(&pull)).then_some(out.len());
                    out.push('<');
                    out += &pull.expanded();
                    out += &attributes(&pull);
                    out.push('>');
                    is_leaf = true;
                }
                Node::Text(piece) => between += &piece,
                Node::End => {
                    match header.take().filter(|_| between.trim().is_empty()) {
                        Some(start) => out.truncate(start),
                        None => {
                            push(&mut out, &between, is_leaf);
                            out += "</>";
                        }
                    }
                    between.clear();
                    is_leaf = false;
                }
                Node::Eof => return Some(out),
            }
        }
    }

    fn is_header(pull: &Pull<'_>) -> bool {
        let versions = [SoapVersion::V11, SoapVersion::V12];
        pull.local() == "Header" && versions.iter().any(|own| own.namespace() == pull.namespace())
    }

    fn push(out: &mut String, text: &str, is_leaf: bool) {
        if is_leaf || !text.trim().is_empty() {
            out.push_str(&super::document(text));
        }
    }

    fn attributes(pull: &Pull<'_>) -> String {
        let all = pull.attributes().iter().map(|own| {
            let namespace = pull.attribute_namespace(own);
            // The value of `xsi:type` is a name itself.
            let value = if (namespace, own.local) == (XSI, "type") {
                let (prefix, local) = own.value.trim().split_once(':').unwrap_or(("", own.value.trim()));
                format!("{{{}}}{local}", pull.resolve(prefix))
            } else {
                super::document(&own.value)
            };
            (format!("{{{namespace}}}{}", own.local), value)
        });
        let mut all: Vec<(String, String)> = all.collect();
        all.sort_unstable();
        all.iter().fold(String::new(), |mut text, (name, value)| {
            let _ = write!(text, " {name}={value:?}");
            text
        })
    }
}

#[cfg(all(test, feature = "xml"))]
mod tests {
    use super::*;

    const XML: Codec = Codec::Xml(&crate::xml::XmlStyle { declaration: false, declare: &[] });

    #[track_caller]
    fn said(codec: Codec, text: &str) -> String {
        values(Some(&MediaType::new("a/b", codec)), text).expect("it is of the encoding")
    }

    #[test]
    fn the_same_values_are_told_from_others() {
        let xsi = "xmlns:i='http://www.w3.org/2001/XMLSchema-instance'";
        let one = format!("<a xmlns='urn:a' {xsi}>\n <b x='1' y='2' i:type='C'> t </b>\n</a>");
        let same = format!(
            "<p:a xmlns:p='urn:a'><q:b {xsi} xmlns:q='urn:a' i:type=' p:C' y='2' x='1'> t </q:b></p:a>"
        );
        assert_eq!(said(XML, &one), said(XML, &same));
        for other in [
            one.replace("urn:a", "urn:b"),
            one.replace(" t ", "t"),
            one.replace("x='1'", "x='2'"),
            one.replace("x='1' ", ""),
            one.replace("'C'", "'D'"),
            one.replace("<b", "u<b"),
            one.replace("</b>", "</b><b></b>"),
        ] {
            assert_ne!(said(XML, &one), said(XML, &other), "{other}");
        }
        let header =
            "<e:Envelope xmlns:e='http://schemas.xmlsoap.org/soap/envelope/'>H<e:Body/></e:Envelope>";
        let with = |header_of: &str| xml::values(&header.replace('H', header_of), true);
        assert_eq!(with("<e:Header/>\n<e:Header> </e:Header>"), with(""));
        assert_ne!(with("<e:Header>7</e:Header>"), with(""));
        assert_ne!(with("<e:Header><a/></e:Header>"), with(""));
        assert_ne!(with("<Header/>"), with(""));
        let json = r#"{"a":1,"b":[2,3]}"#;
        assert_eq!(said(Codec::Json, json), said(Codec::Json, r#"{ "b": [2, 3], "a": 1 }"#));
        assert_ne!(said(Codec::Json, json), said(Codec::Json, r#"{"a":1,"b":[3,2]}"#));
        assert_eq!(said(Codec::Form, "a=1&b=2&b=3"), said(Codec::Form, "b=2&a=1&b=%33"));
        assert_ne!(said(Codec::Form, "a=1&b=2&b=3"), said(Codec::Form, "a=1&b=3&b=2"));
    }
}
