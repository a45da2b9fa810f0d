//! Enumerations: of texts or numbers, which keep what their page does not list or refuse it.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{Lines, code};
use super::tokens::{ident, type_ref};
use crate::model::{Enumeration, TypeRef};

/// Emits
/// ```text
/// pub enum Ack { Success, .., Other(String) }
/// impl OpenEnum for Ack { .. }
/// wirewright_runtime::open_enum!(Ack, Ack::Success);
/// ```
/// A closed list has no `Other` and is a `ClosedEnum`; one of numbers is a `NumberEnum`.
pub(super) fn enumeration(rust: &str, docs: Lines, listed: &Enumeration) -> Vec<TokenStream> {
    let docs = docs.attributes();
    let name = ident(rust);
    let variants = listed.values.iter().map(|value| {
        let wire = code(&value.wire);
        let lines = match &value.about {
            Some(about) => Lines::new().spec(about).plain(&format!("On the page: {wire}.")),
            None => Lines::new().plain(&format!("{wire} on the page.")),
        };
        let (docs, variant) = (lines.attributes(), ident(&value.rust));
        quote!(#docs #variant)
    });
    let number = listed.number.map(|int| type_ref(&TypeRef::Int(int), &[], &TokenStream::new()));
    let other = number.clone().unwrap_or_else(|| quote!(String));
    let other = (!listed.closed).then(|| {
        quote! {
            /// A value that the spec does not list, as it came.
            Other(#other),
        }
    });
    let copy = (listed.closed || number.is_some()).then(|| quote!(Copy,));
    let first = listed.values.first().map(|first| ident(&first.rust));
    let first = first.map_or_else(|| quote!(#name::Other(String::new())), |first| quote!(#name::#first));
    let definition = quote! {
        #docs
        #[derive(Clone, #copy Debug, Eq, Hash, PartialEq)]
        pub enum #name {
            #(#variants,)*
            #other
        }
    };
    let (walk, traits) = match number {
        Some(number) => {
            (of_numbers(&name, listed, &number), quote!(wirewright_runtime::number_enum!(#name, #first);))
        }
        None if listed.closed => {
            (of_closed_texts(&name, listed), quote!(wirewright_runtime::closed_enum!(#name, #first);))
        }
        None => (of_open_texts(&name, listed), quote!(wirewright_runtime::open_enum!(#name, #first);)),
    };
    vec![definition, walk, traits]
}

fn wires(listed: &Enumeration) -> Vec<&String> {
    listed.values.iter().map(|value| &value.wire).collect()
}

fn rusts(listed: &Enumeration) -> Vec<proc_macro2::Ident> {
    listed.values.iter().map(|value| ident(&value.rust)).collect()
}

fn of_open_texts(name: &proc_macro2::Ident, listed: &Enumeration) -> TokenStream {
    let (wires, rusts) = (wires(listed), rusts(listed));
    quote! {
        impl wirewright_runtime::OpenEnum for #name {
            fn as_str(&self) -> &str {
                match self {
                    #(Self::#rusts => #wires,)*
                    Self::Other(value) => value,
                }
            }
            fn from_text(text: &str) -> Self {
                match text {
                    #(#wires => Self::#rusts,)*
                    other => Self::Other(other.to_owned()),
                }
            }
            fn is_listed(&self) -> bool {
                !matches!(self, Self::Other(_))
            }
        }
    }
}

fn of_closed_texts(name: &proc_macro2::Ident, listed: &Enumeration) -> TokenStream {
    let (wires, rusts) = (wires(listed), rusts(listed));
    quote! {
        impl wirewright_runtime::ClosedEnum for #name {
            const VALUES: &'static [&'static str] = &[#(#wires),*];
            fn as_str(self) -> &'static str {
                match self {
                    #(Self::#rusts => #wires,)*
                }
            }
            fn from_text(text: &str) -> Option<Self> {
                Some(match text {
                    #(#wires => Self::#rusts,)*
                    _ => return None,
                })
            }
        }
    }
}

fn of_numbers(name: &proc_macro2::Ident, listed: &Enumeration, number: &TokenStream) -> TokenStream {
    let (wires, rusts) = (wires(listed), rusts(listed));
    // Resolving lets only numbers come here.
    let digits = wires.iter().map(|wire| match wire.strip_prefix('-') {
        Some(digits) => {
            let digits: Option<Literal> = digits.parse().ok();
            quote!(-#digits)
        }
        None => {
            let digits: Option<Literal> = wire.parse().ok();
            quote!(#digits)
        }
    });
    let digits: Vec<TokenStream> = digits.collect();
    let open = !listed.closed;
    let number_of = open.then(|| quote!(Self::Other(number) => number,));
    let is_listed = if open { quote!(!matches!(self, Self::Other(_))) } else { quote!(true) };
    let from = if open {
        quote!(Some(number.into()))
    } else {
        quote! {
            Some(match number {
                #(#digits => Self::#rusts,)*
                _ => return None,
            })
        }
    };
    let from_number = open.then(|| {
        quote! {
            impl From<#number> for #name {
                fn from(number: #number) -> Self {
                    match number {
                        #(#digits => Self::#rusts,)*
                        other => Self::Other(other),
                    }
                }
            }
        }
    });
    quote! {
        impl wirewright_runtime::NumberEnum for #name {
            type Number = #number;
            const VALUES: &'static [&'static str] = &[#(#wires),*];
            fn number(self) -> #number {
                match self {
                    #(Self::#rusts => #digits,)*
                    #number_of
                }
            }
            fn from_number(number: #number) -> Option<Self> {
                #from
            }
            fn is_listed(self) -> bool {
                #is_listed
            }
        }
        #from_number
    }
}
