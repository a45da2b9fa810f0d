//! Maps: values by their keys, in the order in which they came.

use std::borrow::Borrow;
use std::fmt;
use std::hash::Hash;
use std::ops::{Deref, DerefMut, Index};

use indexmap::{Equivalent, IndexMap};

use super::Key;
use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::walk::{Filling, Record, Sink, Source, Value, read_text, write_text};

/// Values by their keys.
///
/// It is an [`IndexMap`], and so keeps the order in which entries came: what is read and
/// written again has the same bytes, and what is signed keeps its signature. Two maps with
/// the same entries are equal in whatever order those are. A key that comes twice in a
/// message is refused, as a member that comes twice is: neither value is more right than
/// the other.
#[derive(Clone)]
pub struct Map<K, V>(pub IndexMap<K, V>);

impl<K, V> Default for Map<K, V> {
    fn default() -> Self {
        Self(IndexMap::default())
    }
}

impl<K: fmt::Debug, V: fmt::Debug> fmt::Debug for Map<K, V> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl<K: Eq + Hash, V: PartialEq> PartialEq for Map<K, V> {
    fn eq(&self, other: &Self) -> bool {
        self.0 == other.0
    }
}

impl<K: Eq + Hash, V: Eq> Eq for Map<K, V> {}

impl<K, V> Deref for Map<K, V> {
    type Target = IndexMap<K, V>;

    fn deref(&self) -> &IndexMap<K, V> {
        &self.0
    }
}

impl<K, V> DerefMut for Map<K, V> {
    fn deref_mut(&mut self) -> &mut IndexMap<K, V> {
        &mut self.0
    }
}

impl<K, V, Q: ?Sized + Hash + Equivalent<K>> Index<&Q> for Map<K, V>
where
    K: Eq + Hash + Borrow<Q>,
{
    type Output = V;

    /// The value of a key.
    ///
    /// # Panics
    /// The key is not there.
    fn index(&self, key: &Q) -> &V {
        &self.0[key]
    }
}

impl<K: Eq + Hash, V> FromIterator<(K, V)> for Map<K, V> {
    /// Of a key that comes twice, the last value counts.
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        Self(entries.into_iter().collect())
    }
}

impl<K: Eq + Hash, V> Extend<(K, V)> for Map<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        self.0.extend(entries);
    }
}

impl<K: Eq + Hash, V, const N: usize> From<[(K, V); N]> for Map<K, V> {
    fn from(entries: [(K, V); N]) -> Self {
        entries.into_iter().collect()
    }
}

impl<K, V> From<IndexMap<K, V>> for Map<K, V> {
    fn from(entries: IndexMap<K, V>) -> Self {
        Self(entries)
    }
}

impl<K, V> IntoIterator for Map<K, V> {
    type Item = (K, V);
    type IntoIter = indexmap::map::IntoIter<K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'m, K, V> IntoIterator for &'m Map<K, V> {
    type Item = (&'m K, &'m V);
    type IntoIter = indexmap::map::Iter<'m, K, V>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<K: Key, V: Value> Value for Map<K, V> {
    fn blank() -> Self {
        Self::default()
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        if let Some(own) = source.document().filter(|own| own.takes_lists()) {
            return read_text(own, self, source);
        }
        source.entries(K::LISTED, &mut |text, source| {
            source.notes().enter_key(text);
            let key = K::read_key(text, source.notes()).map_err(|kind| source.error(kind))?;
            if self.0.contains_key(&key) {
                return Err(source.error(DecodeErrorKind::Repeated));
            }
            let mut value = V::blank();
            value.read(source)?;
            source.notes().leave();
            self.0.insert(key, value);
            Ok(())
        })
    }

    fn write(&self, sink: &mut dyn Sink) -> Result<(), EncodeError> {
        if let Some(own) = sink.document().filter(|own| own.takes_lists()) {
            return write_text(own, self, sink);
        }
        sink.entries(self.0.len(), &|index| {
            let (key, value) = &self.0.get_index(index).ok_or_else(|| EncodeError::new("no entry"))?;
            let text = key.key_text()?;
            if value.is_absent() {
                return Err(EncodeError::new("a key has a value, or a null").within(&text));
            }
            Ok((text, *value))
        })
    }

    fn is_empty_list(&self) -> bool {
        self.0.is_empty()
    }

    fn each_record(&mut self, visit: &mut dyn FnMut(&mut dyn Record)) {
        self.0.values_mut().for_each(|value| value.each_record(visit));
    }

    fn fill(&mut self, how: Filling<'_>) {
        self.0.clear();
        for turn in 0..how.count() {
            let (mut key, mut value) = (K::blank(), V::blank());
            key.fill(how.inside().key(turn));
            value.fill(how.inside());
            self.0.insert(key, value);
        }
    }
}
