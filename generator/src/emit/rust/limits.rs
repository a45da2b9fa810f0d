//! Limits of values, in tables and in words.

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit::reach;
use crate::model::{Limits, Member, Operation, Service, SizeOf, Span};

/// Emits `.limits(&walk::Limits { .. })`.
pub(super) fn limits(own: &Limits) -> TokenStream {
    let count = (!own.count.is_open()).then(|| span(&own.count)).map(|span| quote!(count: #span,));
    let size = (!own.size.is_open()).then(|| span(&own.size)).map(|span| quote!(size: #span,));
    let bytes = (own.of == SizeOf::Bytes).then(|| quote!(bytes: true,));
    let pattern = own.pattern.as_ref().map(|pattern| quote!(pattern: Some(#pattern),));
    quote!(.limits(&walk::Limits { #count #size #bytes #pattern ..walk::Limits::NONE }))
}

fn span(span: &Span) -> TokenStream {
    let end = |end: &Option<String>| match end {
        Some(end) => quote!(Some(#end)),
        None => quote!(None),
    };
    let (least, most) = (end(&span.least), end(&span.most));
    quote!(walk::Span { least: #least, most: #most })
}

/// Emits `const DEFAULTS: bool = true;` for an operation of whose bodies something has a default.
pub(super) fn defaults(operation: &Operation, service: &Service) -> Option<TokenStream> {
    let has_default = |own: &Member| own.default.is_some();
    let found = reach::in_bodies(operation, service).into_iter().any(has_default);
    found.then(|| {
        quote!(
            const DEFAULTS: bool = true;
        )
    })
}

/// Emits `const LIMITED: bool = true;` for an operation of which something has limits.
pub(super) fn limited(operation: &Operation, service: &Service) -> Option<TokenStream> {
    let is_limited = |own: &Member| own.limits.is_some();
    reach::members(operation, service).into_iter().any(is_limited).then(|| {
        quote!(
            const LIMITED: bool = true;
        )
    })
}
