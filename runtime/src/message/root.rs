//! How a value stands that is the whole of a body and no record.

use crate::scalar::Format;
use crate::walk::{Inside, Name};

/// How a list or a scalar stands where it is the whole of a body. A record says so itself.
#[derive(Clone, Copy, Debug)]
pub struct Root {
    /// How its text is written, or that of its items.
    pub format: Format,
    /// The root element in XML.
    pub name: Name,
    /// The element around each item of a list.
    pub item: Option<Name>,
    /// What stands inside of a map, or of each item of a list, if those are lists or maps.
    pub inside: Option<&'static Inside>,
}

impl Root {
    /// A value in its own form that XML never carries.
    #[must_use]
    pub const fn new() -> Self {
        Self { format: Format::Plain, name: Name::local("value"), item: None, inside: None }
    }

    /// Sets how the value's text is written.
    #[must_use]
    pub const fn format(mut self, format: Format) -> Self {
        self.format = format;
        self
    }

    /// Sets the root element in XML.
    #[must_use]
    pub const fn xml(mut self, namespace: &'static str, local: &'static str) -> Self {
        self.name = Name::new(namespace, local);
        self
    }

    /// Sets the element around each item of a list.
    #[must_use]
    pub const fn items(mut self, namespace: &'static str, local: &'static str) -> Self {
        self.item = Some(Name::new(namespace, local));
        self
    }

    /// Makes the value a map, or a list of lists or maps, in XML.
    #[must_use]
    pub const fn inside(mut self, inside: &'static Inside) -> Self {
        self.inside = Some(inside);
        self
    }

    /// What stands inside the root element, if the value is a list or a map.
    #[cfg(feature = "xml")]
    pub(super) fn content(&self) -> Option<Inside> {
        match (self.item, self.inside) {
            (Some(name), inside) => Some(Inside::Items(name, inside)),
            (None, inside) => inside.copied(),
        }
    }
}

impl Default for Root {
    fn default() -> Self {
        Self::new()
    }
}
