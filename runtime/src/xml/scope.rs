//! Which namespaces the prefixes stand for (Namespaces in XML 1.0).

use std::borrow::Cow;

use super::{XML, XMLNS};

/// How many declarations can be in scope; more make every look-up slow.
const MOST_BINDINGS: usize = 256;

/// A namespace that is in scope, or none.
///
/// It means something only until the element that declared it ends.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) struct Namespace(Option<usize>);

#[derive(Clone, Debug)]
struct Binding<'a> {
    prefix: &'a str,
    uri: Cow<'a, str>,
}

/// The declarations in scope, innermost last.
#[derive(Clone, Debug)]
pub(super) struct Scope<'a> {
    bindings: Vec<Binding<'a>>,
}

impl Namespace {
    pub(super) const NONE: Self = Self(None);

    /// Whether the namespace was declared when only `outer` declarations were in scope, or not at all.
    pub(super) fn is_outside(self, outer: usize) -> bool {
        self.0.is_none_or(|index| index < outer)
    }
}

impl<'a> Scope<'a> {
    pub(super) fn new() -> Self {
        let mut bindings = Vec::with_capacity(8);
        bindings.push(Binding { prefix: "xml", uri: Cow::Borrowed(XML) });
        Self { bindings }
    }

    /// How many declarations are in scope; [`Scope::leave`] comes back to them.
    pub(super) fn len(&self) -> usize {
        self.bindings.len()
    }

    pub(super) fn leave(&mut self, len: usize) {
        self.bindings.truncate(len);
    }

    /// Adds a declaration; `first` is where those of the same element begin.
    pub(super) fn declare(&mut self, prefix: &'a str, uri: Cow<'a, str>, first: usize) -> Result<(), String> {
        if self.bindings.iter().skip(first).any(|binding| binding.prefix == prefix) {
            return Err(format!("the prefix `{prefix}` is declared twice"));
        }
        if prefix == "xmlns" || uri == XMLNS || (prefix == "xml") != (uri == XML) {
            return Err(format!("the prefix `{prefix}` cannot be declared so"));
        }
        if uri.is_empty() && !prefix.is_empty() {
            return Err(format!("the prefix `{prefix}` is declared without a namespace"));
        }
        if self.bindings.len() >= MOST_BINDINGS {
            return Err(format!("more than {MOST_BINDINGS} namespaces are declared"));
        }
        self.bindings.push(Binding { prefix, uri });
        Ok(())
    }

    /// What an element's prefix stands for; `None` for one that is not declared.
    pub(super) fn element(&self, prefix: &str) -> Option<Namespace> {
        let found = self.bindings.iter().rposition(|binding| binding.prefix == prefix);
        (found.is_some() || prefix.is_empty()).then_some(Namespace(found))
    }

    /// As [`Scope::element`], for an attribute: one without a prefix is in no namespace.
    pub(super) fn attribute(&self, prefix: &str) -> Option<Namespace> {
        if prefix.is_empty() { Some(Namespace::NONE) } else { self.element(prefix) }
    }

    pub(super) fn uri(&self, namespace: Namespace) -> &str {
        namespace.0.and_then(|index| self.bindings.get(index)).map_or("", |binding| &binding.uri)
    }

    /// The prefixes that the declarations from `first` on are for.
    pub(super) fn prefixes(&self, first: usize) -> impl Iterator<Item = &'a str> + '_ {
        self.bindings.iter().skip(first).map(|binding| binding.prefix)
    }
}
