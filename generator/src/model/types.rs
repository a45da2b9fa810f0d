//! Types: what is said, and how each encoding writes it.

use super::{Docs, ListStyle};

/// An index into [`Service::types`](super::Service::types).
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct TypeId(pub usize);

/// A named type.
#[derive(Clone, Debug)]
pub struct Type {
    /// Its name on the page.
    pub page: String,
    /// Its name in Rust, in Pascal case.
    pub rust: String,
    /// The module that it stands in.
    pub module: String,
    /// What it is.
    pub docs: Docs,
    /// What it is made of.
    pub kind: TypeKind,
}

/// What a named type is made of.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// Members.
    Record(Record),
    /// Values; others are kept as they come.
    Enum(Vec<EnumValue>),
    /// One of several records.
    Union(Union),
    /// Another name.
    Alias(TypeRef),
}

/// A value of one of several types.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Union {
    /// The types.
    pub variants: Vec<Variant>,
    /// What tells in JSON, forms and queries; `None` where only XML has a tag.
    pub tag: Option<Tag>,
    /// What tells in XML.
    pub xml: XmlTag,
    /// Whether a type that is not listed is refused.
    pub closed: bool,
}

/// One type of a union.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Variant {
    /// What the tag says; empty for a value without a tag.
    pub tag: String,
    /// Its name as a Rust variant.
    pub rust: String,
    /// The type, which is a record.
    pub type_: TypeId,
    /// The name of the type, or of the element around it, in XML, if some XML carries the union.
    pub xml: Option<QName>,
}

/// What tells a value's type in JSON, forms and queries.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Tag {
    /// A member beside those of the value.
    Member(String),
    /// The name of the one member of an object around the value.
    Outer,
}

/// What tells a value's type in XML.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum XmlTag {
    /// The attribute `xsi:type`.
    Type,
    /// An attribute in no namespace.
    Attribute(String),
    /// The name of the one element inside.
    Outer,
}

/// A value of an enumeration.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EnumValue {
    /// The value as it is written.
    pub wire: String,
    /// Its name as a Rust variant.
    pub rust: String,
    /// What it means.
    pub about: Option<String>,
}

/// Members, and how XML writes them.
#[derive(Clone, Debug, Default)]
pub struct Record {
    /// The members in the order of the spec, those of a base first.
    pub members: Vec<Member>,
    /// The XML form, if some XML carries the record.
    pub xml: Option<XmlShape>,
}

/// A member.
#[derive(Clone, Debug)]
pub struct Member {
    /// Its name on the page.
    pub page: String,
    /// The name that is written.
    pub wire: String,
    /// Further names that are read.
    pub also: Vec<String>,
    /// Its name as a Rust field.
    pub rust: String,
    /// Its type, presence aside.
    pub type_: TypeRef,
    /// Whether it may be missing.
    pub presence: Presence,
    /// Whether it may be null.
    pub nullable: bool,
    /// How its text is written.
    pub format: Format,
    /// What a server takes when a request leaves it out.
    pub default: Option<String>,
    /// How a form or a query writes the list, where it differs from the others.
    pub list: Option<ListStyle>,
    /// In an output: the input that it repeats, an index of [`Input`](super::Input)'s members.
    pub echo: Option<usize>,
    /// What it is.
    pub docs: Docs,
}

/// A type at the place of its use.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum TypeRef {
    /// A text.
    String,
    /// A boolean.
    Boolean,
    /// A whole number.
    Int(Int),
    /// A floating-point number of 64 bits.
    Double,
    /// A globally unique identifier.
    Guid,
    /// A date and time.
    DateTime,
    /// Any value, kept as it came.
    Any,
    /// A named type.
    Named(TypeId),
    /// A list.
    List(Box<TypeRef>),
}

/// The size of a whole number.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Int {
    /// Whether it may be negative.
    pub signed: bool,
    /// 8, 16, 32 or 64.
    pub bits: u8,
}

/// Whether a member may be missing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Presence {
    /// It is always there.
    Required,
    /// The page promises it, reality does not keep the promise.
    Expected,
    /// It may be left out.
    Optional,
}

/// How the text of a scalar is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Format {
    /// The type's own form.
    Plain,
    /// UTC with three fraction digits.
    UtcMillis,
    /// Seconds since 1970.
    UnixSeconds,
    /// Milliseconds since 1970.
    UnixMillis,
    /// The Base64 of a text.
    Base64,
}

/// A name in a namespace.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct QName {
    /// Empty for a name in none.
    pub namespace: String,
    /// The local part.
    pub local: String,
}

/// How XML writes a record.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct XmlShape {
    /// The element of a whole document.
    pub root: QName,
    /// The members in the order in which they are written.
    pub children: Vec<XmlChild>,
}

/// How XML writes a member.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct XmlChild {
    /// An index into the record's members.
    pub member: usize,
    /// Its name.
    pub name: QName,
    /// What kind of node it is.
    pub place: Place,
    /// The element around each item of a list, unless items stand alone.
    pub item: Option<QName>,
    /// Whether an empty list is left out.
    pub omit_empty: bool,
    /// What a block of a SOAP header says of itself.
    pub block: Block,
}

/// What a block of a SOAP header says of itself; nothing for everything else.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Block {
    /// Whether a receiver that does not understand it must refuse the message.
    pub must_understand: bool,
    /// Whom it is for.
    pub actor: Option<String>,
}

/// A kind of XML node.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Place {
    /// A child element.
    Element,
    /// An attribute.
    Attribute,
    /// The text of the element.
    Text,
    /// A block of a SOAP header.
    Header,
}

impl Member {
    /// Whether the value may be missing in Rust too.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        self.presence != Presence::Required
    }
}
