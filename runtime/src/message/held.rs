//! What a client keeps of the answers that it got.

use std::collections::BTreeMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};

/// Values that answers brought and later requests send, such as the token of a login.
///
/// Clones share them. `Debug` shows the names only.
#[derive(Clone, Default)]
pub struct Held(Arc<Mutex<BTreeMap<String, String>>>);

impl Held {
    /// The value that is held under a name.
    #[must_use]
    pub fn get(&self, name: &str) -> Option<String> {
        self.with(|all| all.get(name).cloned())
    }

    /// Holds a value, in place of the one before it.
    pub fn set(&self, name: impl Into<String>, value: impl Into<String>) {
        self.with(|all| all.insert(name.into(), value.into()));
    }

    /// Forgets the value that is held under a name.
    pub fn clear(&self, name: &str) {
        self.with(|all| all.remove(name));
    }

    /// Keeps what a success brought.
    #[cfg(feature = "client")]
    pub(crate) fn keep<O: super::Operation>(&self, output: &O::Output) {
        use crate::walk::Value as _;
        let Some(output) = output.as_record() else { return };
        for (path, name) in O::HOLDS {
            let top = path.split('.').next().unwrap_or_default();
            let Some(index) = output.shape().find(top, 0) else { continue };
            let mut pairs = Vec::new();
            let member = &output.shape().members[index];
            let written =
                crate::form::write_value(member.name, member.format, output.member(index), &mut pairs);
            let text = pairs.into_iter().find(|(own, _)| own == path).filter(|_| written.is_ok());
            if let Some((_, text)) = text {
                self.set(*name, text);
            }
        }
    }

    fn with<T>(&self, act: impl FnOnce(&mut BTreeMap<String, String>) -> T) -> T {
        // Nothing panics while the lock is taken, so the map is always whole.
        act(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl fmt::Debug for Held {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.with(|all| f.debug_set().entries(all.keys()).finish())
    }
}
