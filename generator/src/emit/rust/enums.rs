//! Enumerations that keep what their page does not list.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Lines, code};
use super::tokens::ident;
use crate::model::EnumValue;

/// Emits
/// ```text
/// pub enum Ack { Success, .., Other(String) }
/// impl OpenEnum for Ack { .. }
/// wirewright_runtime::open_enum!(Ack, Ack::Success);
/// ```
pub(super) fn enumeration(rust: &str, docs: Lines, values: &[EnumValue]) -> Vec<TokenStream> {
    let docs = docs.attributes();
    let name = ident(rust);
    let variants = values.iter().map(|value| {
        let wire = code(&value.wire);
        let lines = match &value.about {
            Some(about) => Lines::new().spec(about).plain(&format!("On the page: {wire}.")),
            None => Lines::new().plain(&format!("{wire} on the page.")),
        };
        let (docs, variant) = (lines.attributes(), ident(&value.rust));
        quote!(#docs #variant)
    });
    let rusts: Vec<_> = values.iter().map(|value| ident(&value.rust)).collect();
    let wires: Vec<_> = values.iter().map(|value| &value.wire).collect();
    let first = rusts
        .first()
        .map(|first| quote!(#name::#first))
        .unwrap_or_else(|| quote!(#name::Other(String::new())));
    let definition = quote! {
        #docs
        #[derive(Clone, Debug, Eq, Hash, PartialEq)]
        pub enum #name {
            #(#variants,)*
            /// A value that the spec does not list, as it came.
            Other(String),
        }
    };
    let open = quote! {
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
    };
    let traits = quote!(wirewright_runtime::open_enum!(#name, #first););
    vec![definition, open, traits]
}
