//! What is taken from a caller: parameters, and records made of what they need.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::Lines;
use super::records::{Scope, kept};
use super::tokens::{field_type, ident, is_needed, type_ref};
use crate::model::{Member, Record, Service, TypeKind, TypeRef};

/// The type of a parameter, and how the value is taken from it.
pub(super) fn parameter(
    member: &Member,
    service: &Service,
    types: &TokenStream,
) -> (TokenStream, TokenStream) {
    let name = ident(&member.rust);
    let is_enum = |id: usize| matches!(service.types[id].kind, TypeKind::Enum(_) | TypeKind::Union(_));
    match &member.type_ {
        TypeRef::String => (quote!(impl Into<String>), quote!(#name.into())),
        TypeRef::Raw => (quote!(impl Into<wirewright_runtime::Blob>), quote!(#name.into())),
        TypeRef::Bytes => (quote!(impl Into<Bytes>), quote!(#name.into())),
        TypeRef::Named(id) if is_enum(id.0) => {
            let type_ = type_ref(&member.type_, &service.types, types);
            (quote!(impl Into<#type_>), quote!(#name.into()))
        }
        TypeRef::List(item) if **item == TypeRef::String => (
            quote!(impl IntoIterator<Item = impl Into<String>>),
            quote!(#name.into_iter().map(Into::into).collect()),
        ),
        TypeRef::List(item) => {
            let item = type_ref(item, &service.types, types);
            (quote!(impl IntoIterator<Item = #item>), quote!(#name.into_iter().collect()))
        }
        other => (type_ref(other, &service.types, types), quote!(#name)),
    }
}

/// More parameters than these are no help.
const MOST: usize = 7;

/// Emits
/// ```text
/// impl Order {
///     /// An order with what the page requires, and nothing else.
///     pub fn new(id: impl Into<String>) -> Self { .. }
/// }
/// ```
/// `None` where a caller may leave nothing out, or everything.
pub(super) fn constructor(rust: &str, record: &Record, scope: Scope<'_>) -> Option<TokenStream> {
    let needed = kept(record).filter(|own| is_needed(own)).count();
    if needed == 0 || needed == kept(record).count() || needed > MOST {
        return None;
    }
    let docs = Lines::new().plain("With what is required, and nothing else.").attributes();
    let taken = |own: &Member| match own.boxed {
        true => {
            let field = ident(&own.rust);
            (field_type(own, &scope.service.types, scope.types), quote!(#field))
        }
        false => parameter(own, scope.service, scope.types),
    };
    let parameters = kept(record).filter(|own| is_needed(own)).map(|own| {
        let (field, (type_, _)) = (ident(&own.rust), taken(own));
        quote!(#field: #type_)
    });
    let fields = kept(record).map(|own| {
        let field = ident(&own.rust);
        let value = if is_needed(own) { taken(own).1 } else { quote!(walk::Value::blank()) };
        match field == value.to_string() {
            true => quote!(#field),
            false => quote!(#field: #value),
        }
    });
    let name = ident(rust);
    Some(quote! {
        impl #name {
            #docs
            #[must_use]
            pub fn new(#(#parameters),*) -> Self {
                Self { #(#fields),* }
            }
        }
    })
}
