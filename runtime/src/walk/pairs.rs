//! How names and values, those of a form or of a query, say what a value is made of.

/// How names in a form or a query are made.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct PairStyle {
    /// How the members of a member are named.
    pub nesting: Nesting,
    /// How lists are written, where a member says nothing else.
    pub list: ListStyle,
}

impl PairStyle {
    /// Members by dots, and a name that comes again for each item.
    pub const PLAIN: Self = Self { nesting: Nesting::Dots, list: ListStyle::Repeated };
}

/// How the members of a member are named; both are read.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Nesting {
    /// `address.city=…`
    Dots,
    /// `address[city]=…`
    Brackets,
}

/// How a list is written. A reader takes every way that cannot be taken for another.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum ListStyle {
    /// `a=1&a=2`
    Repeated,
    /// `a[]=1&a[]=2`
    Brackets,
    /// `a[0]=1&a[1]=2`, and `a[0].name=…` where items have members.
    Indexed {
        /// The index of the first item.
        first: u64,
    },
    /// `a=1,2`
    Joined {
        /// What stands between two items.
        separator: &'static str,
    },
    /// `a1=1&a2=2`, and `a1.name=…` where items have members.
    Numbered {
        /// The number of the first item.
        first: u64,
    },
    /// `a[name][0]=…&a[name][1]=…`, the index behind the members.
    Columns {
        /// The index of the first item.
        first: u64,
    },
    /// By names of the page's own: `PAYMENT_0_AMOUNT=…`, `L_NAME0=…`.
    Named(&'static ItemNames),
}

/// The names of what is in a list's items, where a number stands somewhere in them.
#[derive(Debug, Eq, PartialEq)]
pub struct ItemNames {
    /// What a name is made of.
    pub pieces: &'static [NamePiece],
    /// The number of the first item.
    pub first: u64,
    /// The members that items have; none where an item is a single value.
    pub members: &'static [&'static str],
    /// Lists among those members: their names have the number of the item around them, then their own.
    pub lists: &'static [(&'static str, ItemNames)],
}

/// A piece of a name.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum NamePiece {
    /// A text that always stands there.
    Text(&'static str),
    /// The number of an item.
    Number,
    /// The name of a member of the item.
    Member,
}
