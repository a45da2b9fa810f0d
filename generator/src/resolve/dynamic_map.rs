//! Maps whose types are known only from a spec: their keys, and how many entries they have.

use std::collections::BTreeSet;

use wirewright_runtime::scalar::{Key, Uuid};
use wirewright_runtime::{DecodeError, DecodeErrorKind, Map, Source};

use super::dynamic::Types;
use crate::model::{Enumeration, TypeKind, TypeRef};

/// A map with so many entries of a kind that has no size itself.
pub(super) fn of(entries: usize) -> Map<String, bool> {
    (0..entries).map(|entry| (entry.to_string(), false)).collect()
}

/// The keys of one map.
pub(super) struct Keys<'t> {
    kind: &'t TypeRef,
    listed: Option<&'t Enumeration>,
    seen: BTreeSet<String>,
}

impl<'t> Keys<'t> {
    pub(super) fn new(types: &'t Types, kind: &'t TypeRef) -> Self {
        let listed = match kind {
            TypeRef::Named(id) => match types.find(*id).map(|own| &own.kind) {
                Some(TypeKind::Enum(listed)) => Some(listed),
                _ => None,
            },
            _ => None,
        };
        Self { kind, listed, seen: BTreeSet::new() }
    }

    /// Samples have their own keys.
    pub(super) fn listed(&self) -> &'static [&'static str] {
        &[]
    }

    /// Takes the key of an entry, which no other one may have.
    pub(super) fn take(&mut self, text: &str, source: &mut dyn Source) -> Result<(), DecodeError> {
        let number = self.listed.and_then(|own| own.number).map(TypeRef::Int);
        let key = match number.as_ref().unwrap_or(self.kind) {
            TypeRef::Int(own) if own.signed => same::<i64>(text, source)?,
            TypeRef::Int(_) => same::<u64>(text, source)?,
            TypeRef::Guid => same::<Uuid>(text, source)?,
            _ => text.to_owned(),
        };
        let is_listed = |own: &Enumeration| own.values.iter().any(|value| value.wire == key);
        if self.listed.is_some_and(|own| own.closed && !is_listed(own)) {
            return Err(source.invalid("one of the listed values", text));
        }
        if !self.seen.insert(key) {
            return Err(source.error(DecodeErrorKind::Repeated));
        }
        Ok(())
    }
}

/// The one text of a key that may be written in several ways.
fn same<K: Key>(text: &str, source: &mut dyn Source) -> Result<String, DecodeError> {
    let key = K::read_key(text, source.notes()).map_err(|kind| source.error(kind))?;
    let text = key.key_text().map(std::borrow::Cow::into_owned);
    text.map_err(|error| source.error(DecodeErrorKind::Syntax(error.to_string())))
}
