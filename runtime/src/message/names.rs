//! The names of bindings and media types, each of one operation.

use std::fmt;
use std::marker::PhantomData;

use super::Operation;

/// The name of a binding of `O`; generated code has one for each, such as `Logout::SOAP11`.
pub struct BindingName<O>(&'static str, PhantomData<fn() -> O>);

/// A media type of `O`; generated code has one for each, such as `Logout::APPLICATION_XML`.
pub struct MediaTypeName<O>(&'static str, PhantomData<fn() -> O>);

macro_rules! names {
    ($($name:ident),*) => {$(
        impl<O> $name<O> {
            /// For generated code, which knows the names.
            #[must_use]
            pub const fn new(name: &'static str) -> Self {
                Self(name, PhantomData)
            }

            /// The name as the spec has it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                self.0
            }
        }

        impl<O> Clone for $name<O> {
            fn clone(&self) -> Self {
                *self
            }
        }

        impl<O> Copy for $name<O> {}

        impl<O> fmt::Debug for $name<O> {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(self.0)
            }
        }
    )*};
}

names!(BindingName, MediaTypeName);

impl<O: Operation> BindingName<O> {
    /// The binding that is called so.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let mut names = O::BINDINGS.iter().map(|binding| binding.name);
        names.find(|own| *own == name).map(Self::new)
    }
}

impl<O: Operation> MediaTypeName<O> {
    /// The media type that is called so, among those of all bindings.
    #[must_use]
    pub fn find(name: &str) -> Option<Self> {
        let all = O::BINDINGS.iter().flat_map(|binding| binding.accepts.iter().chain(binding.answers));
        let mut names = all.map(|media| media.essence());
        names.find(|own| *own == name).map(Self::new)
    }
}
