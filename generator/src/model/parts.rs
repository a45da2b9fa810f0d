//! Bodies in parts, and documents inside of something else.

use super::{Format, XmlRoot, XmlStyle};

/// An encoding that a single value is written in as a whole, whatever stands around it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Document {
    /// JSON.
    Json,
    /// XML in the service's way; settled once all types are known.
    Xml(Option<Box<XmlDocument>>),
    /// The layout of a type.
    Text,
    /// A list, its items joined.
    Joined(Box<Joined>),
}

/// How the items of a list stand in one text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Joined {
    /// What stands between two items.
    pub separator: String,
    /// How the text of an item is written.
    pub items: Format,
}

/// How an XML document inside of something else is written.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct XmlDocument {
    /// Its elements.
    pub root: XmlRoot,
    /// How it begins.
    pub style: XmlStyle,
}

/// How one member is written as a part of a body, where its part says more than its text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PartForm {
    /// An index into the input's members.
    pub member: usize,
    /// The media types that the part may have, the first one by default; any where there are none.
    pub media: Vec<String>,
    /// The file name of a part whose value has none.
    pub file_name: Option<String>,
    /// The encoding of a part that is a document.
    pub document: Option<Document>,
}
