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
}
