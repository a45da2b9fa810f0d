//! How bad a change is.

use std::fmt;

/// What a change does in one place.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub enum Effect {
    /// Nothing. On the wire not a byte differs.
    #[default]
    Neutral,
    /// Whatever worked works. On the wire bytes may differ, or something more can be said.
    Additive,
    /// Something that worked no longer does: a program does not build, a message
    /// is refused, is taken for something else, or loses what it said.
    Breaking,
}

/// What a change does in all places.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Effects {
    /// Between a peer that was built from the old spec and one built from the new, either way round.
    pub wire: Effect,
    /// For a program that uses the crate of types alone.
    pub types: Effect,
    /// For a program that calls the client.
    pub client: Effect,
    /// For a program that implements the server.
    pub server: Effect,
}

/// The part of a version that a change raises, once it is 1.0.0 or more.
#[derive(Clone, Copy, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub enum Bump {
    /// The last number.
    #[default]
    Patch,
    /// The middle number.
    Minor,
    /// The first number.
    Major,
}

impl Effects {
    /// What the three crates need together; the wire has no version.
    #[must_use]
    pub fn bump(self) -> Bump {
        Bump::from(self.types.max(self.client).max(self.server))
    }

    /// Whether something breaks, in any column.
    #[must_use]
    pub fn breaks(self) -> bool {
        self.wire.max(self.types).max(self.client).max(self.server) == Effect::Breaking
    }
}

impl From<Effect> for Bump {
    fn from(effect: Effect) -> Self {
        match effect {
            Effect::Neutral => Self::Patch,
            Effect::Additive => Self::Minor,
            Effect::Breaking => Self::Major,
        }
    }
}

impl Effect {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Neutral => "neutral",
            Self::Additive => "additive",
            Self::Breaking => "breaking",
        }
    }
}

impl Bump {
    /// The word for it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Patch => "patch",
            Self::Minor => "minor",
            Self::Major => "major",
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}

impl fmt::Display for Bump {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(self.name())
    }
}
