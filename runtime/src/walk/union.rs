//! Values of one of several types, told by a tag.

use super::{Deviation, Name, Notes, Record};
use crate::error::DecodeErrorKind;
use crate::scalar::Unlisted;

/// How a value says which of several types it is of.
#[derive(Debug)]
pub struct Union {
    /// The union's name as its page prints it, for messages.
    pub name: &'static str,
    /// What tells in JSON, forms and queries.
    pub tag: Tag,
    /// What tells in XML.
    pub xml: XmlTag,
    /// The types.
    pub variants: &'static [Variant],
    /// Whether a type that is not listed is refused; it is kept as it came otherwise.
    pub closed: bool,
}

/// What tells a value's type in JSON, forms and queries.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Tag {
    /// A member beside those of the value.
    Member(&'static str),
    /// The name of the one member of an object around the value.
    Outer,
}

/// What tells a value's type in XML.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum XmlTag {
    /// The attribute `xsi:type` (XML Schema 1.1 part 1, section 2.7.1).
    Type,
    /// An attribute.
    Attribute(Name),
    /// The name of the one element inside.
    Outer,
    /// The name of the element itself, in place of the one that a member or an item has.
    Own,
}

/// One of the types.
#[derive(Debug)]
pub struct Variant {
    /// What its tag says; empty for the type of a value without a tag.
    pub tag: &'static str,
    /// The name of the type, or of the element around its members, in XML.
    pub xml: Name,
}

/// Which type a value that is being read is of.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Told {
    /// An index into [`Union::variants`].
    Listed(usize),
    /// A type that is not listed, by its tag: in XML, an expanded name such as `{urn:x}y`.
    Other(String),
}

/// A value on its way out.
#[derive(Clone, Copy)]
pub enum Chosen<'a> {
    /// One of the types, by its index into [`Union::variants`].
    Listed(usize, &'a dyn Record),
    /// A value of a type that is not listed.
    Other(&'a Unlisted),
}

impl Union {
    /// Which type a tag tells, where `is` knows its own; a value may have no tag at all.
    pub(crate) fn tell(
        &self,
        tag: Option<&str>,
        is: impl Fn(&Variant) -> bool,
        notes: &mut Notes,
    ) -> Result<Told, DecodeErrorKind> {
        if let Some(index) = self.variants.iter().position(is) {
            return Ok(Told::Listed(index));
        }
        match tag {
            None if self.closed => Err(DecodeErrorKind::Missing(match self.tag {
                Tag::Member(name) => name,
                Tag::Outer => "type",
            })),
            Some(tag) if self.closed => {
                let expected = "one of the types that the spec lists";
                Err(DecodeErrorKind::Invalid { expected, found: tag.to_owned() })
            }
            tag => {
                let value = tag.unwrap_or_default().to_owned();
                let path = notes.path();
                notes.push(Deviation::UnknownValue { path, value: value.clone() });
                Ok(Told::Other(value))
            }
        }
    }
}
