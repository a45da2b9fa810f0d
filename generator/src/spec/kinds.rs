//! Values that a spec may write in a short or a long form, told apart by their kind.

use std::fmt;
use std::marker::PhantomData;

use serde::de::value::{MapAccessDeserializer, SeqAccessDeserializer};
use serde::de::{Deserialize, Deserializer, Error, MapAccess, SeqAccess, Visitor};

/// A text exactly as it is written: `1.10` stays `1.10`, `yes` stays `yes`.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Text(pub String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}

/// A text, a list or a mapping; the kind of the node decides, not a trial.
#[derive(Clone, Debug)]
pub enum Kinds<L, M> {
    /// The short form.
    Text(String),
    /// A list.
    List(Vec<L>),
    /// A mapping.
    Map(M),
}

/// What no node is: stands for a kind that may not be written at a place.
#[derive(Clone, Copy, Debug)]
pub enum Never {}

impl<'de> Deserialize<'de> for Never {
    fn deserialize<D: Deserializer<'de>>(_: D) -> Result<Self, D::Error> {
        Err(D::Error::custom("this kind of value may not stand here"))
    }
}

/// A text, or a mapping that says more.
pub type Short<M> = Kinds<Never, M>;

impl<'de, L: Deserialize<'de>, M: Deserialize<'de>> Deserialize<'de> for Kinds<L, M> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(KindsVisitor(PhantomData))
    }
}

struct KindsVisitor<L, M>(PhantomData<(L, M)>);

impl<'de, L: Deserialize<'de>, M: Deserialize<'de>> Visitor<'de> for KindsVisitor<L, M> {
    type Value = Kinds<L, M>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a text, a list or a mapping")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Self::Value, E> {
        Ok(Kinds::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Self::Value, A::Error> {
        Vec::deserialize(SeqAccessDeserializer::new(list)).map(Kinds::List)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Self::Value, A::Error> {
        M::deserialize(MapAccessDeserializer::new(map)).map(Kinds::Map)
    }
}

/// Names and what stands behind them, in the order of the file. Each stands there once.
#[derive(Clone, Debug)]
pub struct Names<T> {
    pairs: Vec<(String, T)>,
    /// The pairs in the order of their names; a service may have thousands.
    sorted: Vec<usize>,
    /// How many of them stand in the file itself; the rest is of files that it includes.
    own: usize,
}

impl<T> Default for Names<T> {
    fn default() -> Self {
        Self { pairs: Vec::new(), sorted: Vec::new(), own: 0 }
    }
}

impl<T> Names<T> {
    /// Names and what stands behind them.
    ///
    /// # Errors
    /// A name that is there twice.
    pub fn new(pairs: Vec<(String, T)>) -> Result<Self, String> {
        let name = |index: &usize| pairs[*index].0.as_str();
        let mut sorted: Vec<usize> = (0..pairs.len()).collect();
        sorted.sort_by(|one, other| name(one).cmp(name(other)));
        match sorted.windows(2).find(|pair| name(&pair[0]) == name(&pair[1])) {
            Some(twice) => Err(name(&twice[0]).to_owned()),
            None => Ok(Self { own: pairs.len(), pairs, sorted }),
        }
    }

    /// Adds the names of an included file; gives those that are there already.
    pub(crate) fn include(&mut self, others: Self) -> Vec<String> {
        let own = self.own;
        let mut pairs = std::mem::take(&mut self.pairs);
        let sorted = std::mem::take(&mut self.sorted);
        let here = Self { pairs, sorted, own };
        let (new, repeated): (Vec<_>, Vec<_>) =
            others.pairs.into_iter().partition(|(name, _)| here.position(name).is_none());
        pairs = here.pairs;
        pairs.extend(new);
        // Neither the names of a file nor those that are new to it are there twice.
        *self = Self { own, ..Self::new(pairs).unwrap_or_default() };
        repeated.into_iter().map(|(name, _)| name).collect()
    }

    /// Whether a name stands in the spec itself, and not in a file that it includes.
    pub(crate) fn is_own(&self, name: &str) -> bool {
        self.position(name).is_some_and(|index| index < self.own)
    }

    /// Where among the names one stands.
    pub fn position(&self, name: &str) -> Option<usize> {
        let found = self.sorted.binary_search_by(|&index| self.pairs[index].0.as_str().cmp(name));
        found.ok().map(|at| self.sorted[at])
    }

    /// What stands behind a name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.position(name).map(|index| &self.pairs[index].1)
    }

    /// The names.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.pairs.iter().map(|(name, _)| name.as_str())
    }

    /// Names and values, in the order of the file.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.pairs.iter().map(|(name, value)| (name.as_str(), value))
    }

    /// Whether there is no name.
    pub fn is_empty(&self) -> bool {
        self.pairs.is_empty()
    }

    /// How many names there are.
    pub fn len(&self) -> usize {
        self.pairs.len()
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Names<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(NamesVisitor(PhantomData))
    }
}

struct NamesVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for NamesVisitor<T> {
    type Value = Names<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut names: Vec<(String, T)> = Vec::new();
        while let Some(Text(name)) = map.next_key()? {
            names.push((name, map.next_value()?));
        }
        Names::new(names).map_err(|name| A::Error::custom(format!("`{name}` stands here a second time")))
    }
}

/// The page or pages that a spec was transcribed from.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(transparent)]
pub struct Source(pub Kinds<Text, Never>);

impl Default for Source {
    fn default() -> Self {
        Self(Kinds::List(Vec::new()))
    }
}

/// What tells an outcome: one condition, or a list of them that all hold.
#[derive(Clone, Debug, serde::Deserialize)]
#[serde(transparent)]
pub struct Conditions(pub Kinds<Text, Never>);

impl Default for Conditions {
    fn default() -> Self {
        Self(Kinds::List(Vec::new()))
    }
}
