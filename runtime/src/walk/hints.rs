//! What made-up values are to say.

/// What made-up members are to say, by their names.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Hints {
    /// Members that are to be there, with the texts of which each is to have one, if there are some.
    pub(crate) wanted: Vec<(&'static str, Vec<&'static str>)>,
    /// Members that are not to have one of these texts, or are not to be there if there are none.
    pub(crate) unwanted: Vec<(&'static str, Vec<&'static str>)>,
}

impl Hints {
    /// No hints.
    pub const NONE: &'static Self = &Self { wanted: Vec::new(), unwanted: Vec::new() };

    /// Whether a member is to be there.
    pub(super) fn wants(&self, name: &str) -> bool {
        self.wanted.iter().any(|(own, _)| *own == name)
    }

    /// Whether a member is not to be there.
    pub(super) fn avoids(&self, name: &str) -> bool {
        self.unwanted.iter().any(|(own, values)| *own == name && values.is_empty())
    }

    /// The texts of which a member is to have one.
    pub(super) fn texts(&self, name: &str) -> impl Iterator<Item = &'static str> {
        let own = self.wanted.iter().filter(move |(own, _)| *own == name);
        own.flat_map(|(_, values)| values.iter().copied())
    }

    /// Whether a member may have a text.
    pub(super) fn allow(&self, name: &str, text: &str) -> bool {
        !self.unwanted.iter().any(|(own, values)| *own == name && values.contains(&text))
    }
}
