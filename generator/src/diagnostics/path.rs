//! Where in a spec something stands.

use std::fmt;

/// A place in a text file.
#[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Place {
    /// Counted from one.
    pub line: usize,
    /// Characters into the line, counted from one.
    pub column: usize,
    /// How many characters of the line are meant, at least one.
    pub length: usize,
}

/// The way from the root of a spec to a node, one key or index at a time.
///
/// Resolving carries paths, not places: lines and columns are looked up only
/// for what is reported, so that a spec without problems never pays for them.
#[derive(Clone, Debug, Default, Eq, Ord, PartialEq, PartialOrd)]
pub struct At {
    steps: Vec<String>,
    /// Whether the key itself is meant, not what stands behind it.
    pub of_key: bool,
    /// The part of the node's text that is meant.
    pub part: Option<(usize, usize)>,
}

impl At {
    /// The root of a spec.
    #[must_use]
    pub fn root() -> Self {
        Self::default()
    }

    /// What stands behind a key.
    #[must_use]
    pub fn key(&self, key: &str) -> Self {
        let mut steps = self.steps.clone();
        steps.push(key.to_owned());
        Self { steps, of_key: false, part: None }
    }

    /// An item of a list, counted from zero.
    #[must_use]
    pub fn item(&self, index: usize) -> Self {
        self.key(&index.to_string())
    }

    /// The key that leads here, not what stands behind it.
    #[must_use]
    pub fn name(&self) -> Self {
        Self { of_key: true, ..self.clone() }
    }

    /// A part of the text that stands here, in bytes.
    #[must_use]
    pub fn part(&self, start: usize, end: usize) -> Self {
        Self { part: Some((start, end)), ..self.clone() }
    }

    /// The keys and indexes, outermost first.
    #[must_use]
    pub fn steps(&self) -> &[String] {
        &self.steps
    }
}

impl fmt::Display for At {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.steps.join("."))
    }
}
