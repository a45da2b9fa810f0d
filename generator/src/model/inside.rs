//! How XML writes what stands inside the element of a list or of a map.

use super::QName;

/// What stands inside the element of a list or of a map.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Inside {
    /// A list: its items, each in an element of this name, and what stands inside of those.
    Items(QName, Option<Box<Inside>>),
    /// A map.
    Entries(Entries),
}

/// How the entries of a map stand in XML.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Entries {
    /// The element of each entry.
    pub entry: EntryName,
    /// Where in it the key stands, unless the element is named by it.
    pub key: Spot,
    /// Where in it the value stands.
    pub value: Spot,
    /// What stands inside of a value that is a list or a map.
    pub inside: Option<Box<Inside>>,
}

/// What the element of an entry is called.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum EntryName {
    /// As this.
    Named(QName),
    /// As the member: entries stand directly in the parent.
    Flat,
    /// As the key, in this namespace.
    Key(String),
}

/// Where the key or the value of an entry stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Spot {
    /// In an attribute of the entry.
    Attribute(QName),
    /// In an element inside of the entry.
    Element(QName),
    /// It is the content of the entry.
    Own,
}

impl Inside {
    /// Puts the elements of one namespace into another.
    pub fn follow(&mut self, from: &str, to: &str) {
        let follow = |name: &mut String| {
            if name == from {
                to.clone_into(name);
            }
        };
        let inside = match self {
            Self::Items(name, inside) => {
                follow(&mut name.namespace);
                inside
            }
            Self::Entries(own) => {
                match &mut own.entry {
                    EntryName::Named(name) => follow(&mut name.namespace),
                    EntryName::Key(namespace) => follow(namespace),
                    EntryName::Flat => {}
                }
                for spot in [&mut own.key, &mut own.value] {
                    if let Spot::Element(name) = spot {
                        follow(&mut name.namespace);
                    }
                }
                &mut own.inside
            }
        };
        if let Some(inside) = inside {
            inside.follow(from, to);
        }
    }

    /// The namespaces of all names, outer ones first.
    #[must_use]
    pub fn namespaces(&self) -> Vec<&str> {
        let (mut all, inside) = match self {
            Self::Items(name, inside) => (vec![name.namespace.as_str()], inside),
            Self::Entries(own) => {
                let entry = match &own.entry {
                    EntryName::Named(name) => Some(name.namespace.as_str()),
                    EntryName::Key(namespace) => Some(namespace.as_str()),
                    EntryName::Flat => None,
                };
                let spots = [&own.key, &own.value].into_iter().filter_map(|spot| match spot {
                    Spot::Attribute(name) | Spot::Element(name) => Some(name.namespace.as_str()),
                    Spot::Own => None,
                });
                (entry.into_iter().chain(spots).collect(), &own.inside)
            }
        };
        all.extend(inside.iter().flat_map(|inside| inside.namespaces()));
        all
    }
}
