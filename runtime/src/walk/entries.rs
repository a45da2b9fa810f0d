//! What stands inside the element of a list or of a map.

use std::borrow::Cow;

use super::{Name, Value};

/// An entry of a map on its way out: the text of its key, and its value.
pub type Entry<'e> = (Cow<'e, str>, &'e dyn Value);

/// What stands inside the element of a list or of a map in XML.
#[derive(Clone, Copy, Debug)]
pub enum Inside {
    /// A list: its items, each in an element of this name, and what stands inside of those.
    Items(Name, Option<&'static Inside>),
    /// A map.
    Entries(&'static Entries),
}

/// How the entries of a map stand in XML.
#[derive(Debug)]
pub struct Entries {
    /// The element of each entry.
    pub entry: EntryName,
    /// Where in it the key stands; it is of no matter where the element is named by it.
    pub key: Spot,
    /// Where in it the value stands.
    pub value: Spot,
    /// What stands inside of a value that is a list or a map.
    pub inside: Option<&'static Inside>,
}

/// What the element of an entry is called.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum EntryName {
    /// As this.
    Named(Name),
    /// As the member: entries stand directly in the parent.
    Flat,
    /// As the key, in this namespace.
    Key(&'static str),
}

/// Where the key or the value of an entry stands.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Spot {
    /// In an attribute of the entry.
    Attribute(Name),
    /// In an element inside of the entry.
    Element(Name),
    /// It is the content of the entry.
    Own,
}

impl Entries {
    /// Elements `entry` with the elements `key` and `value` in them, all in one namespace.
    #[must_use]
    pub const fn plain(namespace: &'static str) -> Self {
        Self {
            entry: EntryName::Named(Name::new(namespace, "entry")),
            key: Spot::Element(Name::new(namespace, "key")),
            value: Spot::Element(Name::new(namespace, "value")),
            inside: None,
        }
    }

    /// Entries of this name, with a key and a value in these places.
    #[must_use]
    pub const fn new(entry: EntryName, key: Spot, value: Spot) -> Self {
        Self { entry, key, value, inside: None }
    }

    /// Says what stands inside of a value that is a list or a map.
    #[must_use]
    pub const fn inside(mut self, inside: &'static Inside) -> Self {
        self.inside = Some(inside);
        self
    }
}

impl Inside {
    /// Whether what there is stands directly in the parent.
    #[must_use]
    pub fn is_flat(inside: Option<Self>) -> bool {
        match inside {
            None => true,
            Some(Self::Items(..)) => false,
            Some(Self::Entries(own)) => own.entry == EntryName::Flat,
        }
    }
}
