//! What lives as long as the program.
//!
//! The runtime wants tables that do, as those of generated code are. What is leaked for
//! them is a few hundred bytes a type, and only for specs with samples. Each is made once,
//! so that a program that reads the same specs again and again leaks no more.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, MutexGuard, PoisonError};

/// Values of one kind, each made once for what is told of it.
pub(super) struct Made<T: ?Sized + 'static>(Mutex<BTreeMap<String, &'static T>>);

impl<T: ?Sized> Made<T> {
    pub(super) const fn new() -> Self {
        Self(Mutex::new(BTreeMap::new()))
    }

    /// The value of which `told` tells everything that it is made of.
    pub(super) fn once(&self, told: String, make: impl FnOnce() -> &'static T) -> &'static T {
        if let Some(made) = self.all().get(&told) {
            return made;
        }
        // It may hold others of its kind, so nothing is locked meanwhile.
        let fresh = make();
        self.all().entry(told).or_insert(fresh)
    }

    /// What stands here is whole, whatever happened to another one.
    fn all(&self) -> MutexGuard<'_, BTreeMap<String, &'static T>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A name, made once.
pub(super) fn kept(text: &str) -> &'static str {
    static KEPT: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(own) = all.get(text) {
        return own;
    }
    let own: &'static str = Box::leak(text.to_owned().into_boxed_str());
    all.insert(own);
    own
}

/// A part of a value that is made once.
pub(super) fn leak<T>(value: T) -> &'static T {
    Box::leak(Box::new(value))
}

/// Parts of a value that is made once.
pub(super) fn leak_all<T>(items: Vec<T>) -> &'static [T] {
    Box::leak(items.into_boxed_slice())
}
