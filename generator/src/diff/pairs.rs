//! Which item of the new side is which of the old one.

use std::collections::{BTreeMap, BTreeSet};

/// The items of two lists, by their indexes.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs {
    /// Items that both have, in the order of the old list.
    pub(super) both: Vec<(usize, usize)>,
    /// Items of the old list only.
    pub(super) gone: Vec<usize>,
    /// Items of the new list only.
    pub(super) fresh: BTreeSet<usize>,
}

/// Pairs what has the same name on the page, then what else has the same name in Rust.
pub(super) fn pair<T>(old: &[T], new: &[T], page: fn(&T) -> &str, rust: fn(&T) -> &str) -> Pairs {
    let mut pairs =
        Pairs { both: Vec::new(), gone: (0..old.len()).collect(), fresh: (0..new.len()).collect() };
    for name in [page, rust] {
        let known: BTreeMap<&str, usize> = pairs.fresh.iter().map(|&at| (name(&new[at]), at)).collect();
        pairs.settle(|gone, _| known.get(name(&old[gone])).copied());
    }
    pairs
}

impl Pairs {
    /// Pairs what is left by another likeness.
    pub(super) fn match_rest(&mut self, alike: impl Fn(usize, usize) -> bool) {
        self.settle(|gone, fresh| fresh.iter().copied().find(|&at| alike(gone, at)));
    }

    /// Parts what is not alike after all.
    pub(super) fn part(&mut self, alike: impl Fn(usize, usize) -> bool) {
        let (both, apart): (Vec<_>, Vec<_>) =
            self.both.iter().copied().partition(|pair| alike(pair.0, pair.1));
        self.both = both;
        self.gone.extend(apart.iter().map(|pair| pair.0));
        self.gone.sort_unstable();
        self.fresh.extend(apart.iter().map(|pair| pair.1));
    }

    fn settle(&mut self, find: impl Fn(usize, &BTreeSet<usize>) -> Option<usize>) {
        for gone in std::mem::take(&mut self.gone) {
            match find(gone, &self.fresh).filter(|found| self.fresh.remove(found)) {
                Some(found) => self.both.push((gone, found)),
                None => self.gone.push(gone),
            }
        }
        self.both.sort_unstable();
    }

    /// What an old item has become.
    pub(super) fn new_of(&self, old: usize) -> Option<usize> {
        let at = self.both.binary_search_by_key(&old, |pair| pair.0).ok()?;
        self.both.get(at).map(|pair| pair.1)
    }

    /// Whether an old and a new item are one.
    pub(super) fn are_one(&self, old: usize, new: usize) -> bool {
        self.new_of(old) == Some(new)
    }

    /// Whether both lists have what they share in one order.
    pub(super) fn in_order(&self) -> bool {
        self.both.is_sorted_by_key(|pair| pair.1)
    }
}
