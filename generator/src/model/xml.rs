//! How XML writes members, lists and maps.

/// A name in a namespace.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
pub struct QName {
    /// Empty for a name in none.
    pub namespace: String,
    /// The local part.
    pub local: String,
}

impl QName {
    /// Whatever name there is: that of an item which its type names.
    #[must_use]
    pub fn any() -> Self {
        Self { namespace: String::new(), local: String::new() }
    }
}

/// How XML writes a list or a scalar that is the whole of a document.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct XmlRoot {
    /// The element of the document.
    pub name: QName,
    /// The element around each item of a list.
    pub item: Option<QName>,
    /// What stands inside of a map, or of each item of a list, if those are lists or maps.
    pub inside: Option<Box<Inside>>,
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
    /// What stands inside of a map, or of each item of a list, if those are lists or maps.
    pub inside: Option<Box<Inside>>,
    /// The names of the elements that stand in place of its own, which tell the type; none for most.
    pub choice: Vec<QName>,
    /// Whether an empty list or map is left out.
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
