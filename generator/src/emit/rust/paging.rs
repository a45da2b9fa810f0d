//! Pages that follow one another: how the input for the next one is made.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens::{ident, type_ref};
use crate::model::{Member, Operation, PagedBy, Paging, Service, Step, Way};

/// Emits
/// ```text
/// impl message::Paged for Find {
///     fn turn(page: &Self::Output, input: &mut Self::Input, _: u64) -> message::Turn {
///         message::Turn::to(page.next.clone(), |next| input.offset = Some(next))
///     }
/// }
/// ```
pub(super) fn paged(operation: &Operation, service: &Service) -> Vec<TokenStream> {
    let Some(paging) = &operation.pages else { return Vec::new() };
    let name = ident(&operation.rust);
    let cursor = match &paging.by {
        PagedBy::Cursor { input, .. } => {
            let index = Literal::usize_unsuffixed(*input);
            Some(quote!(const CURSOR: Option<usize> = Some(#index);))
        }
        _ => None,
    };
    let brought = match &paging.by {
        PagedBy::Number { total: Some(_), .. } => quote!(brought),
        _ => quote!(_),
    };
    let turn = turn(operation, paging);
    let more = paging.more.as_ref().map(more);
    let count = paging.items.as_ref().map(|items| {
        let count = length(&items.way);
        quote! {
            fn count(page: &Self::Output) -> usize {
                #count
            }
        }
    });
    let mut all = vec![quote! {
        impl message::Paged for #name {
            #cursor
            fn turn(page: &Self::Output, input: &mut Self::Input, #brought: u64) -> message::Turn {
                #more
                #turn
            }
            #count
        }
    }];
    all.extend(paging.items.as_ref().map(|items| {
        let (item, list) = (type_ref(&items.item, &service.types, &quote!(types::)), taken(&items.way));
        quote! {
            impl message::Itemized for #name {
                type Item = #item;
                fn items(page: Self::Output) -> Vec<Self::Item> {
                    #list
                }
            }
        }
    }));
    all
}

fn turn(operation: &Operation, paging: &Paging) -> TokenStream {
    let member = |index: usize| &operation.input.record.members[index];
    let own = |index: usize, first: i64| {
        let member = member(index);
        let (field, first) = (ident(&member.rust), Literal::i64_unsuffixed(first));
        match (member.nullable, member.is_optional()) {
            (true, _) => quote!(input.#field.value().copied().unwrap_or(#first)),
            (false, true) => quote!(input.#field.unwrap_or(#first)),
            (false, false) => quote!(input.#field),
        }
    };
    match &paging.by {
        PagedBy::Cursor { input, next } => {
            let (next, set) = (named(next), setter(member(*input)));
            quote!(message::Turn::to(#next.cloned(), #set))
        }
        PagedBy::Link { next, inputs } => {
            let (next, inputs) = (named(next), inputs.iter().map(|own| Literal::usize_unsuffixed(*own)));
            quote!(message::Turn::by_link(Self, #next, input, &[#(#inputs),*]))
        }
        PagedBy::Number { input, first, pages, total } => {
            let (set, own) = (setter(member(*input)), own(*input, *first));
            let first = Literal::i64_unsuffixed(*first);
            let pages = pages.as_ref().map(number).map(|pages| quote!(.up_to(#first, #pages)));
            let total = total.as_ref().map(number).map(|total| quote!(.brought(brought, #total)));
            quote!(message::Count::pages(#own, Self::count(page)) #pages #total .turn(#set))
        }
        PagedBy::Offset { input, first, total } => {
            let (set, own) = (setter(member(*input)), own(*input, *first));
            let first = Literal::i64_unsuffixed(*first);
            let total = total.as_ref().map(number).map(|total| quote!(.up_to(#first, #total)));
            quote!(message::Count::items(#own, Self::count(page)) #total .turn(#set))
        }
    }
}

/// The option of what names the next page.
fn named(next: &Way) -> TokenStream {
    let Reached { code, optional } = reached(&next.steps);
    let code = if optional { code } else { some(code) };
    let filled = next.is_text.then(|| quote!(.filter(|next| !next.is_empty())));
    quote!(#code #filled)
}

/// Ends where an answer says that there is no more; one that says nothing does not.
fn more(way: &Way) -> TokenStream {
    let plain = way.steps.iter().all(|own| !own.optional && !own.nullable);
    let value = number(way);
    let last = if plain {
        let Reached { code, .. } = reached(&way.steps);
        quote!(!#code)
    } else {
        quote!(#value == Some(false))
    };
    quote! {
        if #last {
            return message::Turn::Last;
        }
    }
}

/// How the input takes a value.
fn setter(member: &Member) -> TokenStream {
    let field = ident(&member.rust);
    match (member.nullable, member.is_optional()) {
        (true, _) => quote!(|next| input.#field = Nullable::Value(next)),
        (false, true) => quote!(|next| input.#field = Some(next)),
        (false, false) => quote!(|next| input.#field = next),
    }
}

/// A reference to what is at the end of a way.
struct Reached {
    code: TokenStream,
    /// Whether the code gives an option of a reference, and not a place.
    optional: bool,
}

fn reached(steps: &[Step]) -> Reached {
    let start = Reached { code: quote!(page), optional: false };
    steps.iter().fold(start, |Reached { code, optional }, step| {
        let field = ident(&step.rust);
        let part = match (step.nullable, step.optional) {
            (true, _) => Some(quote!(.value())),
            (false, true) => Some(quote!(.as_ref())),
            (false, false) => None,
        };
        let code = match (optional, &part) {
            (false, _) => quote!(#code.#field #part),
            (true, Some(part)) => quote!(#code.and_then(|own| own.#field #part)),
            (true, None) => quote!(#code.map(|own| &own.#field)),
        };
        let optional = optional || part.is_some();
        match (step.last, optional) {
            (false, _) => Reached { code, optional },
            (true, false) => Reached { code: quote!(#code.last()), optional: true },
            (true, true) => Reached { code: quote!(#code.and_then(|own| own.last())), optional: true },
        }
    })
}

fn some(place: TokenStream) -> TokenStream {
    quote!(Some(&#place))
}

/// The option of a number at the end of a way.
fn number(way: &Way) -> TokenStream {
    let Some((last, steps)) = way.steps.split_last() else { return quote!(None) };
    let Reached { code, optional } = reached(steps);
    let field = ident(&last.rust);
    let part = last.nullable.then(|| quote!(.value().copied()));
    match (optional, last.nullable || last.optional) {
        (false, true) => quote!(#code.#field #part),
        (false, false) => quote!(Some(#code.#field)),
        (true, true) => quote!(#code.and_then(|own| own.#field #part)),
        (true, false) => quote!(#code.map(|own| own.#field)),
    }
}

/// How many items the list at the end of a way has.
fn length(way: &Way) -> TokenStream {
    let Reached { code, optional } = reached(&way.steps);
    if optional { quote!(#code.map_or(0, Vec::len)) } else { quote!(#code.len()) }
}

/// The list at the end of a way, taken out.
fn taken(way: &Way) -> TokenStream {
    let start = (quote!(page), false);
    let (code, optional) = way.steps.iter().fold(start, |(code, optional), step| {
        let field = ident(&step.rust);
        let part = step.nullable.then(|| quote!(.into_value()));
        let is_option = step.nullable || step.optional;
        let code = match (optional, is_option) {
            (false, _) => quote!(#code.#field #part),
            (true, true) => quote!(#code.and_then(|own| own.#field #part)),
            (true, false) => quote!(#code.map(|own| own.#field)),
        };
        (code, optional || is_option)
    });
    if optional { quote!(#code.unwrap_or_default()) } else { code }
}

/// Emits `pub fn pages(self)` of a call, and `pub fn items(self)` where the items are known.
pub(super) fn methods(operation: &Operation) -> Option<TokenStream> {
    let paging = operation.pages.as_ref()?;
    let name = ident(&operation.rust);
    let items = paging.items.as_ref().map(|_| {
        quote! {
            /// The items of this page and of those that follow it, one after the other.
            ///
            /// A page is asked for when an item of it is:
            /// `while let Some(item) = items.next().await`.
            pub fn items(self) -> client::Items<'c, operations::#name> {
                self.pages().items()
            }
        }
    });
    Some(quote! {
        /// This page and those that follow it, one after the other.
        ///
        /// Nothing is sent until a page is asked for: `while let Some(page) = pages.next().await`.
        pub fn pages(self) -> client::Pages<'c, operations::#name> {
            client::Pages::new(self.0)
        }
        #items
    })
}
