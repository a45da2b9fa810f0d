//! What a server does not take.

use std::time::Duration;

use crate::walk::Bounds;

/// What a server does not take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// The longest body, in bytes.
    pub body: usize,
    /// How deep objects, lists and elements may stand in each other; never more
    /// than [`Bounds::DEEPEST`].
    pub nesting: usize,
    /// How many members, items, elements and attributes a message may have.
    pub members: usize,
    /// How long a body may take to arrive.
    pub arrival: Duration,
    /// How long a handler may take to answer.
    pub handling: Duration,
}

impl Limits {
    pub(super) fn bounds(&self) -> Bounds {
        Bounds { nesting: self.nesting, members: self.members }
    }
}

impl Default for Limits {
    /// Two mebibytes, 128 levels, 100,000 members, thirty seconds, sixty seconds.
    fn default() -> Self {
        Self {
            body: 2 << 20,
            nesting: Bounds::DEEPEST,
            members: 100_000,
            arrival: Duration::from_secs(30),
            handling: Duration::from_secs(60),
        }
    }
}
