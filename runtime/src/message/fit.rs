//! Whether an input fits what the page says, before it is written and after it was read.

#[cfg(feature = "client")]
use super::Binding;
use super::Operation;
#[cfg(feature = "client")]
use crate::walk::Record as _;
use crate::walk::{Breach, breaches};

/// The first limit of the page that an input does not keep.
pub(crate) fn first_breach<O: Operation>(input: &O::Input) -> Option<Breach> {
    if !O::LIMITED {
        return None;
    }
    let mut breach = breaches(input).into_iter().next()?;
    // A type that is the whole body has no name of its own on the wire.
    if O::body(input).is_some()
        && let Some(inside) = breach.path.strip_prefix("body.")
    {
        breach.path = inside.to_owned();
    }
    Some(breach)
}

/// Whether a binding has a place for every input that is given.
#[cfg(feature = "client")]
pub(crate) fn has_place_for_all<O: Operation>(input: &O::Input, binding: &Binding<O::Credentials>) -> bool {
    let mut placed = O::PLACED.iter();
    placed.all(|(index, names)| names.contains(&binding.name) || input.member(*index).is_absent())
}
