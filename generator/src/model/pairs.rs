//! How a form or a query names values and writes lists.

/// How names are made.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct PairStyle {
    /// How the members of a member are named.
    pub nesting: Nesting,
    /// How lists are written, where a member says nothing else.
    pub list: ListStyle,
}

/// How the members of a member are named.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub enum Nesting {
    /// `address.city`
    #[default]
    Dots,
    /// `address[city]`
    Brackets,
}

/// How a list is written.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub enum ListStyle {
    /// `a=1&a=2`
    #[default]
    Repeated,
    /// `a[]=1&a[]=2`
    Brackets,
    /// `a[0]=1&a[1]=2`; the index of the first item.
    Indexed(u64),
    /// `a=1,2`; what stands between two items.
    Joined(String),
    /// `a1=1&a2=2`; the number of the first item.
    Numbered(u64),
    /// `a[name][0]=1&a[name][1]=2`; the index of the first item.
    Columns(u64),
    /// By names of the page's own, such as `L_NAME0`.
    Named(Box<ItemNames>),
}

/// The names of what is in a list's items, where a number stands somewhere in them.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct ItemNames {
    /// What a name is made of.
    pub pieces: Vec<NamePiece>,
    /// The number of the first item.
    pub first: u64,
    /// The members that items have, by all names; settled once all types are known.
    pub members: Vec<String>,
    /// Lists among those members, which have names of their own; settled as the members are.
    pub lists: Vec<(String, ItemNames)>,
}

/// A piece of a name.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum NamePiece {
    /// A text that always stands there.
    Text(String),
    /// The number of an item.
    Number,
    /// The name of a member of the item.
    Member,
}

impl ItemNames {
    /// How many numbers a name has: that of an item, behind that of the item around the list.
    #[must_use]
    pub fn numbers(&self) -> usize {
        self.pieces.iter().filter(|own| **own == NamePiece::Number).count()
    }

    /// The name as it is written in a spec.
    #[must_use]
    pub fn pattern(&self) -> String {
        let pieces = self.pieces.iter().map(|own| match own {
            NamePiece::Text(text) => text.as_str(),
            NamePiece::Number => "{n}",
            NamePiece::Member => "{member}",
        });
        pieces.collect()
    }
}
