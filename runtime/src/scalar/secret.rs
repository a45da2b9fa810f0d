//! A text that must not show up in logs.

use std::fmt;

/// A key, a password or another credential.
///
/// `Debug` shows dots, there is no `Display`, and comparing two of them takes
/// the same time wherever they differ.
#[derive(Clone)]
pub struct Secret(String);

impl Secret {
    /// The text itself. What is done with it is the caller's to keep safe.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl<T: Into<String>> From<T> for Secret {
    fn from(text: T) -> Self {
        Self(text.into())
    }
}

impl fmt::Debug for Secret {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Secret(…)")
    }
}

impl PartialEq for Secret {
    fn eq(&self, other: &Self) -> bool {
        same(self.0.as_bytes(), other.0.as_bytes())
    }
}

impl Eq for Secret {}

/// Whether two texts are the same, in a time that depends only on their lengths.
pub(crate) fn same(one: &[u8], other: &[u8]) -> bool {
    use subtle::ConstantTimeEq as _;
    one.ct_eq(other).into()
}
