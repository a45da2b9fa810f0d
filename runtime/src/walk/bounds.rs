//! How much a reader takes of one message.

use crate::error::DecodeErrorKind;

/// How much a reader takes of one message, whatever its encoding.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Bounds {
    /// How deep objects, lists and elements may stand in each other; never more
    /// than [`Bounds::DEEPEST`].
    pub nesting: usize,
    /// How many members, items, elements and attributes there may be, nested
    /// ones counted too. Counts may be off by the brackets of empty lists.
    pub members: usize,
}

impl Bounds {
    /// The deepest nesting that any reader follows, as it does so by recursion.
    pub const DEEPEST: usize = 128;

    /// How many documents may stand in the texts of each other. Each is gone through
    /// again by the one inside of it, so that many would make a short message long work.
    pub const DOCUMENTS: usize = 8;

    /// The error of a message that nests deeper.
    pub(crate) fn too_deep(self) -> DecodeErrorKind {
        DecodeErrorKind::TooDeep { limit: self.nesting }
    }

    /// The error of a message that has more members.
    pub(crate) fn too_many(self) -> DecodeErrorKind {
        DecodeErrorKind::TooMany { limit: self.members }
    }
}

impl Default for Bounds {
    /// As deep as readers go, and any number of members.
    fn default() -> Self {
        Self { nesting: Self::DEEPEST, members: usize::MAX }
    }
}
