//! Const tables: what the members of a record are called, in every encoding.
//!
//! A table holds names and order, a type holds values, a codec holds bytes.
//! Generated code fills the tables, and the codecs of this crate follow them.

use super::{Inside, Limits, ListStyle};
use crate::scalar::Format;

/// The wire names of one record type.
#[derive(Debug)]
pub struct Shape {
    /// The type's name as its page prints it, for messages.
    pub name: &'static str,
    /// The members in the order in which JSON and forms write them.
    pub members: &'static [Member],
    /// The same members as XML writes them.
    pub xml: XmlShape,
}

impl Shape {
    /// A shape that XML never carries.
    #[must_use]
    pub const fn new(name: &'static str, members: &'static [Member]) -> Self {
        let xml = XmlShape { root: Name::local(name), children: &[] };
        Self { name, members, xml }
    }

    /// Adds the XML form: the root element, then the members in wire order.
    #[must_use]
    pub const fn xml(mut self, root: Name, children: &'static [XmlMember]) -> Self {
        self.xml = XmlShape { root, children };
        self
    }

    /// Finds the member that is called `name` in JSON, a form or a query.
    ///
    /// `guess` is looked at first: members mostly come in the table's order.
    #[must_use]
    pub fn find(&self, name: &str, guess: usize) -> Option<usize> {
        if self.members.get(guess).is_some_and(|m| m.name == name) {
            return Some(guess);
        }
        self.members.iter().position(|member| member.is(name))
    }

    /// Finds the member that is called `name` in whatever case of ASCII letters.
    #[must_use]
    pub fn find_in_any_case(&self, name: &str) -> Option<usize> {
        self.members.iter().position(|member| member.is_in_any_case(name))
    }
}

/// One member of a record, apart from its value.
#[derive(Debug)]
pub struct Member {
    /// Its name in JSON, forms, queries and headers.
    pub name: &'static str,
    /// Further names that a reader accepts.
    pub also: &'static [&'static str],
    /// Whether a record can do without it.
    pub presence: Presence,
    /// How its text is written where an encoding has only text.
    pub format: Format,
    /// What a server takes when a request leaves the member out.
    pub default: Option<&'static str>,
    /// What the page says of its size.
    pub limits: Option<&'static Limits>,
    /// How a form or a query writes the list, where it differs from the others.
    pub list: Option<ListStyle>,
}

/// Whether a member may be missing.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Presence {
    /// A record without it cannot be read.
    Required,
    /// The page promises it; a record without it is read and the absence noted.
    Expected,
    /// It may be left out.
    Optional,
}

impl Member {
    const fn new(name: &'static str, presence: Presence) -> Self {
        let format = Format::Plain;
        Self { name, also: &[], presence, format, default: None, limits: None, list: None }
    }

    /// A member without which a record cannot be read.
    #[must_use]
    pub const fn required(name: &'static str) -> Self {
        Self::new(name, Presence::Required)
    }

    /// A member that the page promises and whose absence is survived.
    #[must_use]
    pub const fn expected(name: &'static str) -> Self {
        Self::new(name, Presence::Expected)
    }

    /// A member that may be left out.
    #[must_use]
    pub const fn optional(name: &'static str) -> Self {
        Self::new(name, Presence::Optional)
    }

    /// Adds names that a reader accepts beside the written one.
    #[must_use]
    pub const fn also(mut self, also: &'static [&'static str]) -> Self {
        self.also = also;
        self
    }

    /// Sets how the member's text is written.
    #[must_use]
    pub const fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// Sets what a server takes when a request leaves the member out.
    #[must_use]
    pub const fn default(mut self, text: &'static str) -> Self {
        self.default = Some(text);
        self
    }

    /// Sets what the page says of the member's size.
    #[must_use]
    pub const fn limits(mut self, limits: &'static Limits) -> Self {
        self.limits = Some(limits);
        self
    }

    /// Sets how a form or a query writes the list.
    #[must_use]
    pub const fn list(mut self, list: ListStyle) -> Self {
        self.list = Some(list);
        self
    }

    /// Whether a reader takes `name` for this member.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        self.name == name || self.also.contains(&name)
    }

    /// Whether a reader that ignores the case of ASCII letters takes `name` for this member.
    #[must_use]
    pub fn is_in_any_case(&self, name: &str) -> bool {
        self.also.iter().chain([&self.name]).any(|own| own.eq_ignore_ascii_case(name))
    }
}

/// How a record looks in XML.
#[derive(Debug)]
pub struct XmlShape {
    /// The element that holds the record when it is a whole document.
    pub root: Name,
    /// The members in the order in which they are written; any order is read.
    pub children: &'static [XmlMember],
}

/// An expanded name (Namespaces in XML 1.0, section 2.1).
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Name {
    /// The namespace; empty for a name in none.
    pub namespace: &'static str,
    /// The local part.
    pub local: &'static str,
    /// Whether the namespace can stand in an attribute as it is.
    plain: bool,
}

impl Name {
    /// A name in a namespace.
    #[must_use]
    pub const fn new(namespace: &'static str, local: &'static str) -> Self {
        Self { namespace, local, plain: is_plain(namespace) }
    }

    /// Whatever name there is.
    pub(crate) const ANY: Self = Self::local("");

    /// A name in no namespace.
    #[must_use]
    pub const fn local(local: &'static str) -> Self {
        Self::new("", local)
    }

    /// Whether the namespace can stand in an attribute as it is.
    #[cfg(feature = "xml")]
    pub(crate) const fn is_plain(&self) -> bool {
        self.plain
    }
}

/// Whether a text has nothing that XML escapes; the compiler finds out, not the writer.
const fn is_plain(text: &str) -> bool {
    let mut rest = text.as_bytes();
    while let [first, after @ ..] = rest {
        if matches!(first, ..b' ' | b'&' | b'<' | b'>' | b'"') {
            return false;
        }
        rest = after;
    }
    true
}

/// Where one member stands in an XML element.
#[derive(Debug)]
pub struct XmlMember {
    /// Index into [`Shape::members`].
    pub member: usize,
    /// The element's or the attribute's name.
    pub name: Name,
    /// Element, attribute or text.
    pub place: Place,
    /// The element around each item of a list; `None` where items stand directly in the parent.
    pub item: Option<Name>,
    /// What stands inside of a map, or of each item of a list, if those are lists or maps.
    pub inside: Option<&'static Inside>,
    /// The names of the elements that stand in place of its own, which tell the type; none for most.
    pub choice: &'static [Name],
    /// Whether an empty list or map is left out altogether.
    pub omit_empty: bool,
    /// What a block of a SOAP header says of itself; `None` for everything else.
    pub block: Option<Block>,
}

/// A block of the header of a SOAP envelope (SOAP 1.1, section 4.2; SOAP 1.2 part 1, section 5.2).
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Block {
    /// Whether a receiver that does not understand it must refuse the message.
    pub must_understand: bool,
    /// Whom it is for: the actor of SOAP 1.1, the role of SOAP 1.2.
    pub actor: Option<&'static str>,
}

/// What kind of XML node holds a member.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Place {
    /// A child element.
    Element,
    /// An attribute of the record's element.
    Attribute,
    /// The text of the record's element.
    Text,
    /// A block in the header of the SOAP envelope around the record; nothing in plain XML.
    Header,
}

impl XmlMember {
    /// A member in a child element.
    #[must_use]
    pub const fn element(member: usize, namespace: &'static str, local: &'static str) -> Self {
        Self {
            member,
            name: Name::new(namespace, local),
            place: Place::Element,
            item: None,
            inside: None,
            choice: &[],
            omit_empty: false,
            block: None,
        }
    }

    /// A member in an attribute.
    #[must_use]
    pub const fn attribute(member: usize, namespace: &'static str, local: &'static str) -> Self {
        let mut attribute = Self::element(member, namespace, local);
        attribute.place = Place::Attribute;
        attribute
    }

    /// A member that is the text of the record's element.
    #[must_use]
    pub const fn text(member: usize) -> Self {
        let mut text = Self::element(member, "", "");
        text.place = Place::Text;
        text
    }

    /// A member in a block of the SOAP header.
    #[must_use]
    pub const fn header(member: usize, namespace: &'static str, local: &'static str, block: Block) -> Self {
        let mut header = Self::element(member, namespace, local);
        header.place = Place::Header;
        header.block = Some(block);
        header
    }

    /// Makes the member a list whose items stand inside the element, each in an element of its own.
    #[must_use]
    pub const fn items(mut self, namespace: &'static str, local: &'static str) -> Self {
        self.item = Some(Name::new(namespace, local));
        self
    }

    /// Makes the member a map, or a list of lists or maps.
    #[must_use]
    pub const fn inside(mut self, inside: &'static Inside) -> Self {
        self.inside = Some(inside);
        self
    }

    /// What stands inside the member's element, if that is a list or a map.
    #[must_use]
    pub fn content(&self) -> Option<Inside> {
        match (self.item, self.inside) {
            (Some(name), inside) => Some(Inside::Items(name, inside)),
            (None, inside) => inside.copied(),
        }
    }

    /// Lets elements of these names stand in place of its own: the name tells the type of the value, or
    /// of the item of a list that stands directly in the parent.
    #[must_use]
    pub const fn choice(mut self, names: &'static [Name]) -> Self {
        self.choice = names;
        self
    }

    /// Makes the member a list whose items stand inside the element, each in one that tells its type.
    #[must_use]
    pub const fn typed_items(mut self) -> Self {
        self.item = Some(Name::ANY);
        self
    }

    /// Whether an element of a name is the member's; `is` compares local names.
    #[cfg(feature = "xml")]
    pub(crate) fn is(&self, namespace: &str, also: &[&str], is: impl Fn(&str) -> bool) -> bool {
        if !self.choice.is_empty() {
            return self.choice.iter().any(|own| own.namespace == namespace && is(own.local));
        }
        self.name.namespace == namespace && (is(self.name.local) || also.iter().any(|own| is(own)))
    }

    /// Leaves the element out when the list or the map is empty.
    #[must_use]
    pub const fn omit_empty(mut self) -> Self {
        self.omit_empty = true;
        self
    }
}
