//! Pages that follow one another.

use super::TypeRef;

/// How the answers of an operation follow one another.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Paging {
    /// What is set to ask for the next page.
    pub by: PagedBy,
    /// The way to whether there are more pages.
    pub more: Option<Way>,
    /// The items of a page, where they are known.
    pub items: Option<PageItems>,
}

/// What tells one page from the next.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum PagedBy {
    /// What an answer names.
    Cursor {
        /// The input that takes it, an index into the input's members.
        input: usize,
        /// The way to it.
        next: Way,
    },
    /// The query of an address that an answer holds.
    Link {
        /// The way to it.
        next: Way,
        /// The inputs that stand in the query and are single values.
        inputs: Vec<usize>,
    },
    /// The numbers of pages, from the first one.
    Number {
        /// The input that has it, an index into the input's members.
        input: usize,
        /// The number of the first page.
        first: i64,
        /// How many pages there are.
        pages: Option<Way>,
        /// How many items there are on all of them.
        total: Option<Way>,
    },
    /// The number of items before a page.
    Offset {
        /// The input that has it, an index into the input's members.
        input: usize,
        /// That of the first page.
        first: i64,
        /// How many items there are on all pages.
        total: Option<Way>,
    },
}

/// The list that holds the items of a page.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct PageItems {
    /// The way to it.
    pub way: Way,
    /// What an item is.
    pub item: TypeRef,
}

/// The way from what a success brings to one of its members.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Way {
    /// The fields, from the outside in.
    pub steps: Vec<Step>,
    /// Whether it leads to a text, which may be empty.
    pub is_text: bool,
}

/// A field on a way.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Step {
    /// The member's name as it travels.
    pub wire: String,
    /// Its name in Rust.
    pub rust: String,
    /// Whether it may be missing in Rust.
    pub optional: bool,
    /// Whether it may be null.
    pub nullable: bool,
    /// Whether it is a list whose last item the way goes through.
    pub last: bool,
}
