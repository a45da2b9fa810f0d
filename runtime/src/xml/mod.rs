//! XML 1.0 with namespaces, read strictly and written exactly.
//!
//! Members are found by their expanded names, in any order and under any
//! prefix, and are written in the order of their table. Reading follows
//! [XML 1.0 (fifth edition)](https://www.w3.org/TR/xml/) and
//! [Namespaces in XML 1.0](https://www.w3.org/TR/xml-names/) and refuses every
//! document type; the null is `xsi:nil` of
//! [XML Schema](https://www.w3.org/TR/xmlschema11-1/#xsi.nil).

mod chars;
mod charset;
mod document;
mod element;
mod entries;
mod fragment;
#[cfg(feature = "server")]
mod peek;
mod prolog;
mod pull;
mod read;
mod scan;
mod scope;
mod search;
mod sink;
mod source;
mod tag;
mod variant;
mod write;

pub use document::XmlDocument;

pub(crate) use chars::continues_name;
pub(crate) use charset::text;
pub(crate) use fragment::read as read_fragment;
#[cfg(feature = "server")]
pub(crate) use peek::{peek, root};
pub(crate) use pull::Node;
#[cfg(feature = "testing")]
pub(crate) use pull::Pull;
pub(crate) use read::Reading;
pub(crate) use search::{any_child, any_member};
pub(crate) use write::{DECLARATION, Writer};

use crate::error::{DecodeError, EncodeError};
use crate::scalar::Format;
use crate::walk::{Inside, Name, Notes, Record, Value};

/// The namespace of `nil` and `type` (XML Schema 1.1 part 1, section 2.7).
pub(crate) const XSI: &str = "http://www.w3.org/2001/XMLSchema-instance";

/// The namespace that the prefix `xml` stands for everywhere (Namespaces in XML 1.0, section 3).
pub(crate) const XML: &str = "http://www.w3.org/XML/1998/namespace";

/// The namespace that the prefix `xmlns` stands for everywhere (Namespaces in XML 1.0, section 3).
pub(crate) const XMLNS: &str = "http://www.w3.org/2000/xmlns/";

/// How a document is written, apart from the names of its members.
#[derive(Clone, Copy, Debug, Default)]
pub struct XmlStyle {
    /// Whether the document begins with `<?xml version="1.0" encoding="utf-8"?>`.
    pub declaration: bool,
    /// Pairs of prefix and namespace that the root declares, in order, used or not.
    pub declare: &'static [(&'static str, &'static str)],
}

/// Reads a record from a document whose root is `root`.
///
/// `charset` is what the transport says of the bytes, such as the parameter of
/// a Content-Type; a byte order mark goes before it, and the XML declaration
/// counts where it is `None` (RFC 7303, section 3).
///
/// # Errors
/// The body is in a charset that is not read, is no well-formed XML, has another
/// root, is more than the bounds of `notes`, has a document type, or holds a
/// member that is not what the record says.
pub fn decode(
    body: &[u8],
    charset: Option<&str>,
    root: Name,
    into: &mut dyn Record,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let text = text(body, charset)?;
    let mut reading = Reading::new(&text, notes)?;
    reading.child()?;
    reading.expect(root.namespace, root.local)?;
    reading.record(into)?;
    let finished = reading.pull.finish();
    reading.told(finished)
}

/// Whether some member of a document that the steps lead to passes a test; see [`any_member`].
pub(crate) fn search(
    body: &[u8],
    charset: Option<&str>,
    ignore_case: bool,
    steps: &[&str],
    test: &dyn Fn(Option<&str>) -> bool,
) -> Result<bool, DecodeError> {
    let text = text(body, charset)?;
    let mut notes = Notes::new();
    notes.ignore_case(ignore_case);
    let mut reading = Reading::new(&text, &mut notes)?;
    reading.child()?;
    let found = any_member(&mut reading, steps, test)?;
    let finished = reading.pull.finish();
    reading.told(finished)?;
    Ok(found)
}

/// Reads a value that is no record from a document whose root is `root.0`; `root.1` is what
/// stands inside it, if it is a list or a map.
///
/// # Errors
/// As for [`decode`].
pub fn decode_value(
    body: &[u8],
    charset: Option<&str>,
    root: (Name, Option<Inside>),
    format: Format,
    into: &mut dyn Value,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let text = text(body, charset)?;
    let mut reading = Reading::new(&text, notes)?;
    reading.child()?;
    reading.expect(root.0.namespace, root.0.local)?;
    reading.value(into, root.1, format)?;
    let finished = reading.pull.finish();
    reading.told(finished)
}

/// Writes a value that is no record as a document whose root is `root`; `inside` is what
/// stands inside it, if it is a list or a map.
///
/// # Errors
/// As for [`encode`].
pub(crate) fn encode_value(
    root: Name,
    inside: Option<Inside>,
    format: Format,
    value: &dyn Value,
    style: &XmlStyle,
) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::new(style.declare);
    if style.declaration {
        writer.raw(DECLARATION);
    }
    writer.root_value(root, inside, format, value)?;
    Ok(writer.into_bytes())
}

/// Writes a record as a document whose root is `root`, without white space between elements.
///
/// # Errors
/// A text holds a character that XML 1.0 cannot carry, or a member holds a
/// value that came in another encoding.
pub fn encode(root: Name, record: &dyn Record, style: &XmlStyle) -> Result<Vec<u8>, EncodeError> {
    let mut writer = Writer::new(style.declare);
    if style.declaration {
        writer.raw(DECLARATION);
    }
    writer.root(root, record)?;
    Ok(writer.into_bytes())
}
