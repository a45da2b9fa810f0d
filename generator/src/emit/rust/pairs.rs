//! How forms and queries are written.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use crate::model::{ItemNames, ListStyle, NamePiece, Nesting, PairStyle};

/// Emits `.pairs(walk::PairStyle { .. })`; nothing for the plain style.
pub(super) fn setter(style: &PairStyle) -> Option<TokenStream> {
    if *style == PairStyle::default() {
        return None;
    }
    let nesting = match style.nesting {
        Nesting::Dots => quote!(Dots),
        Nesting::Brackets => quote!(Brackets),
    };
    let list = list(&style.list);
    Some(quote!(.pairs(walk::PairStyle { nesting: walk::Nesting::#nesting, list: #list })))
}

/// Emits `walk::ListStyle::Indexed { first: 0 }`.
pub(super) fn list(style: &ListStyle) -> TokenStream {
    let style = match style {
        ListStyle::Repeated => quote!(Repeated),
        ListStyle::Brackets => quote!(Brackets),
        ListStyle::Joined(separator) => quote!(Joined { separator: #separator }),
        ListStyle::Indexed(first) => counted(quote!(Indexed), *first),
        ListStyle::Numbered(first) => counted(quote!(Numbered), *first),
        ListStyle::Columns(first) => counted(quote!(Columns), *first),
        ListStyle::Named(own) => {
            let names = item_names(own);
            quote!(Named(&#names))
        }
    };
    quote!(walk::ListStyle::#style)
}

fn item_names(own: &ItemNames) -> TokenStream {
    let pieces = own.pieces.iter().map(|piece| match piece {
        NamePiece::Text(text) => quote!(walk::NamePiece::Text(#text)),
        NamePiece::Number => quote!(walk::NamePiece::Number),
        NamePiece::Member => quote!(walk::NamePiece::Member),
    });
    let (first, members) = (Literal::u64_unsuffixed(own.first), &own.members);
    let lists = own.lists.iter().map(|(list, own)| {
        let names = item_names(own);
        quote!((#list, #names))
    });
    quote! {
        walk::ItemNames {
            pieces: &[#(#pieces),*],
            first: #first,
            members: &[#(#members),*],
            lists: &[#(#lists),*],
        }
    }
}

fn counted(kind: TokenStream, first: u64) -> TokenStream {
    let first = Literal::u64_unsuffixed(first);
    quote!(#kind { first: #first })
}
