//! Values that nobody types in.

use std::fmt;

use super::{RequestError, View};

/// A value that nobody types in.
pub struct Computed<C: 'static> {
    kind: Kind<C>,
    /// Whether a message without it is refused. One that is computed with
    /// credentials and not required is left out by a client without any.
    pub required: bool,
}

enum Kind<C: 'static> {
    /// A function of the message and credentials. A server evaluates it over the
    /// bytes that it received, and compares in constant time.
    Proof(fn(&View<'_>, &C) -> String),
    /// A function of the message alone, which a server checks likewise.
    Derived(fn(&View<'_>) -> String),
    /// What only the sender knows. A server takes it as it comes.
    Sent(fn(&View<'_>) -> String),
}

impl<C> Computed<C> {
    const fn new(kind: Kind<C>) -> Self {
        Self { kind, required: true }
    }

    /// A value that is computed with credentials.
    #[must_use]
    pub const fn proof(value: fn(&View<'_>, &C) -> String) -> Self {
        Self::new(Kind::Proof(value))
    }

    /// A value that is computed from the message alone.
    #[must_use]
    pub const fn derived(value: fn(&View<'_>) -> String) -> Self {
        Self::new(Kind::Derived(value))
    }

    /// A value that is made up by the client, such as a nonce.
    #[must_use]
    pub const fn sent(value: fn(&View<'_>) -> String) -> Self {
        Self::new(Kind::Sent(value))
    }

    /// Lets a message do without it.
    #[must_use]
    pub const fn optional(mut self) -> Self {
        self.required = false;
        self
    }

    /// Whether only the sender knows it.
    pub(crate) fn is_sent(&self) -> bool {
        matches!(self.kind, Kind::Sent(_))
    }

    /// Whether a server needs credentials to check it.
    pub(super) fn is_proof(&self) -> bool {
        matches!(self.kind, Kind::Proof(_))
    }

    /// The value; `None` where it is left out.
    pub(super) fn value(
        &self,
        name: &'static str,
        view: &View<'_>,
        credentials: Option<&C>,
    ) -> Result<Option<String>, RequestError> {
        let value = match (&self.kind, credentials) {
            (Kind::Proof(value), Some(credentials)) => view.compute(|view| value(view, credentials)),
            (Kind::Proof(_), None) if self.required => {
                return Err(RequestError::NoCredentials { parameter: name });
            }
            (Kind::Proof(_), None) => return Ok(None),
            (Kind::Derived(value) | Kind::Sent(value), _) => view.compute(value),
        };
        if view.waits.take() {
            return Ok(None);
        }
        value.map(Some).map_err(|why| RequestError::NotComputed { parameter: name, why })
    }

    /// Compares what came with what is computed over the message that came.
    pub(super) fn check(
        &self,
        name: &'static str,
        found: &[&str],
        view: &View<'_>,
        credentials: Option<&C>,
    ) -> Result<(), RequestError> {
        match self.proves(found, view, credentials) {
            true => Ok(()),
            false if self.is_proof() => Err(RequestError::Unproven { parameter: name }),
            false => Err(RequestError::Unequal { parameter: name }),
        }
    }

    fn proves(&self, found: &[&str], view: &View<'_>, credentials: Option<&C>) -> bool {
        let expected = match (&self.kind, credentials) {
            (Kind::Proof(value), Some(credentials)) => view.compute(|view| value(view, credentials)),
            (Kind::Derived(value), _) => view.compute(value),
            (Kind::Proof(_), None) | (Kind::Sent(_), _) => return true,
        };
        match (found, expected) {
            ([found], Ok(expected)) => crate::scalar::same(found.as_bytes(), expected.as_bytes()),
            ([], Ok(_)) => !self.required && !self.is_proof(),
            _ => false,
        }
    }
}

impl<C> fmt::Debug for Computed<C> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Computed").field("required", &self.required).finish_non_exhaustive()
    }
}

/// Whether a request by a binding must prove who sent it.
#[cfg(feature = "server")]
pub(crate) fn has_proof<O: super::Operation>(binding: &super::Binding<O::Credentials>) -> bool {
    use super::ParameterValue;
    let mut parameters = binding.query.iter().chain(binding.headers);
    parameters.any(|own| matches!(&own.value, ParameterValue::Computed(own) if own.is_proof()))
        || O::GIVEN.iter().any(|own| own.value.is_proof() && own.is_carried(binding))
}
