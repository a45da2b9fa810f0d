//! Types: what is said, and how each encoding writes it.

use super::{Docs, Expr, Format, ListStyle, QName, Segment, XmlShape};

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

impl Type {
    /// Its members, if it has members.
    #[must_use]
    pub fn as_record(&self) -> Option<&Record> {
        if let TypeKind::Record(own) = &self.kind { Some(own) } else { None }
    }

    /// Its members, if it has members, to be changed.
    pub fn as_record_mut(&mut self) -> Option<&mut Record> {
        if let TypeKind::Record(own) = &mut self.kind { Some(own) } else { None }
    }
}

/// What a named type is made of.
#[derive(Clone, Debug)]
pub enum TypeKind {
    /// Members.
    Record(Record),
    /// Values.
    Enum(Enumeration),
    /// One of several records.
    Union(Union),
    /// Another name.
    Alias(TypeRef),
}

/// Values that a page lists.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Enumeration {
    /// The values in the order of the spec.
    pub values: Vec<EnumValue>,
    /// Whether other values are refused, not kept as they come.
    pub closed: bool,
    /// The kind of number that the values are; `None` for texts.
    pub number: Option<Int>,
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
    /// The name of the element itself.
    Own,
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
    /// Whether JSON has the members in a list, in their order.
    pub is_list: bool,
    /// The XML form, if some XML carries the record.
    pub xml: Option<XmlShape>,
    /// The form in a plain text, if the spec gives it one.
    pub layout: Option<Layout>,
}

/// How a record stands in a plain text.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Layout {
    /// What always stands there.
    pub pieces: Vec<Segment>,
    /// What follows if its members are there; it begins with a text.
    pub tail: Vec<Segment>,
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
    /// The value that stands for its absence.
    pub none: Option<NoneValue>,
    /// What the page says of its size.
    pub limits: Option<Limits>,
    /// What a server takes when a request leaves it out.
    pub default: Option<String>,
    /// Whether Rust keeps it in a box, as its type holds the record again.
    pub boxed: bool,
    /// How a form or a query writes the list, where it differs from the others.
    pub list: Option<ListStyle>,
    /// The text that it always is. There is nothing to keep of it in Rust.
    pub always: Option<String>,
    /// In an output: the input that it repeats, an index of [`Input`](super::Input)'s members.
    pub echo: Option<usize>,
    /// In a type: what a client computes, where the type is a part of an input.
    pub given: Option<GivenMember>,
    /// What it is.
    pub docs: Docs,
}

/// What a client computes for a member of a type.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct GivenMember {
    /// The expression, as the spec has it.
    pub text: String,
    /// The expression.
    pub expr: Expr,
    /// Whether a request without it is refused.
    pub required: bool,
    /// Whether it gives a secret away.
    pub secret: bool,
}

/// What a page says of the size of a member's values.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Limits {
    /// How many items a list has, or entries a map.
    pub count: Span,
    /// Whether it is a map that has so many.
    pub of_map: bool,
    /// How long a text or bytes are, or how big a number is.
    pub size: Span,
    /// What kind of size that is.
    pub of: SizeOf,
    /// The regular expression that a whole text matches.
    pub pattern: Option<String>,
}

/// What has a size.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum SizeOf {
    /// A text: its characters.
    #[default]
    Text,
    /// Bytes.
    Bytes,
    /// A number: its value.
    Number,
}

/// From where to where something may go, both ends included.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Span {
    /// The least, if there is one.
    pub least: Option<String>,
    /// The most, if there is one.
    pub most: Option<String>,
}

/// A value that stands for the absence of a member.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct NoneValue {
    /// As it is written.
    pub text: String,
    /// Whether the member's values are numbers, so that it may be one in JSON too.
    pub of_numbers: bool,
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
    /// A floating-point number of 32 bits.
    Float,
    /// A floating-point number of 64 bits.
    Double,
    /// An exact decimal number.
    Decimal,
    /// Bytes, which travel as text.
    Bytes,
    /// A globally unique identifier.
    Guid,
    /// A date and time.
    DateTime,
    /// A day of the calendar.
    Date,
    /// A time of day.
    Time,
    /// Any value, kept as it came.
    Any,
    /// Bytes that are the whole of a body as they are.
    Raw,
    /// A named type.
    Named(TypeId),
    /// A list.
    List(Box<TypeRef>),
    /// A map.
    Map(Box<Map>),
}

/// Values by their keys.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Map {
    /// A text, a whole number, a guid or an enumeration.
    pub key: TypeRef,
    /// The values.
    pub value: TypeRef,
    /// Whether a value may be null.
    pub nullable: bool,
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

impl TypeRef {
    /// The items of a list, or the values of a map.
    #[must_use]
    pub fn inside(&self) -> Option<&Self> {
        match self {
            Self::List(item) => Some(item),
            Self::Map(map) => Some(&map.value),
            _ => None,
        }
    }

    /// Whether it, its items, its keys or its values are of a type that is looked for.
    pub fn any(&self, wanted: &dyn Fn(&Self) -> bool) -> bool {
        wanted(self)
            || self.inside().is_some_and(|inside| inside.any(wanted))
            || matches!(self, Self::Map(map) if map.key.any(wanted))
    }

    /// The record that a type is, other names for it seen through. Names that
    /// stand for each other in a circle are none.
    pub fn record<'t>(&self, find: impl Fn(TypeId) -> Option<&'t Type>) -> Option<TypeId> {
        const LONGEST: usize = 100;
        let mut own = self;
        for _ in 0..LONGEST {
            let Self::Named(id) = own else { return None };
            match &find(*id)?.kind {
                TypeKind::Record(_) => return Some(*id),
                TypeKind::Enum(_) | TypeKind::Union(_) => return None,
                TypeKind::Alias(target) => own = target,
            }
        }
        None
    }

    /// The members of the record that a type is, as [`record`](Self::record) finds it.
    pub fn members<'t>(&self, find: impl Fn(TypeId) -> Option<&'t Type>) -> Option<&'t Record> {
        find(self.record(&find)?)?.as_record()
    }
}

impl Limits {
    /// The sizes in words, each with its unit.
    #[must_use]
    pub fn sizes(&self) -> Vec<String> {
        let count = (!self.count.is_open()).then(|| {
            let what = if self.of_map { "entries" } else { "items" };
            format!("{} {what}", self.count)
        });
        let size = (!self.size.is_open()).then(|| match self.of {
            SizeOf::Text => format!("{} characters", self.size),
            SizeOf::Bytes => format!("{} bytes", self.size),
            SizeOf::Number => self.size.to_string(),
        });
        count.into_iter().chain(size).collect()
    }
}

impl Span {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.least.is_none() && self.most.is_none()
    }
}

impl std::fmt::Display for Span {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match (&self.least, &self.most) {
            (Some(least), Some(most)) if least == most => f.write_str(least),
            (Some(least), Some(most)) => write!(f, "{least} to {most}"),
            (Some(least), None) => write!(f, "at least {least}"),
            (None, Some(most)) => write!(f, "at most {most}"),
            (None, None) => f.write_str("any"),
        }
    }
}

impl NoneValue {
    /// Whether JSON has it as a number, where values have this form.
    #[must_use]
    pub fn is_number(&self, format: &Format) -> bool {
        let counts = matches!(format, Format::UnixSeconds | Format::UnixMillis);
        let is_json = self.text.parse::<f64>().is_ok_and(f64::is_finite)
            && serde_json::from_str::<serde_json::Number>(&self.text).is_ok();
        is_json && (counts || (self.of_numbers && *format != Format::Quoted))
    }
}

impl Member {
    /// Whether the value may be missing in Rust too.
    #[must_use]
    pub fn is_optional(&self) -> bool {
        self.presence != Presence::Required || self.none.is_some()
    }
}
