//! Values of one of several types.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::docs::{Lines, code};
use super::tokens::{ident, qname};
use crate::model::{Service, Tag, TypeId, Union, XmlTag};

/// Emits
/// ```text
/// pub enum Shape { Circle(Box<Circle>), .., Other(Unlisted) }
/// static UNION: walk::Union = ..;
/// impl OneOf for Shape { .. }
/// wirewright_runtime::one_of!(Shape);
/// ```
pub(super) fn union(
    rust: &str,
    page: &str,
    docs: Lines,
    union: &Union,
    service: &Service,
    types: &TokenStream,
) -> Vec<TokenStream> {
    let name = ident(rust);
    let docs = docs.attributes();
    let type_of = |TypeId(index): TypeId| {
        let own = ident(&service.types[index].rust);
        quote!(#types #own)
    };
    let variants = union.variants.iter().map(|own| {
        let told = match own.tag.as_str() {
            "" => "A value without a tag.".to_owned(),
            tag => format!("{} on the page.", code(tag)),
        };
        let (docs, variant, type_) =
            (Lines::new().plain(&told).attributes(), ident(&own.rust), type_of(own.type_));
        quote!(#docs #variant(Box<#type_>))
    });
    let other = (!union.closed).then(|| {
        quote! {
            /// A value of a type that the spec does not list, as it came.
            Other(wirewright_runtime::Unlisted),
        }
    });
    let definition = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name {
            #(#variants,)*
            #other
        }
    };
    let mut items = vec![definition, table(page, union, service), one_of(&name, union)];
    for own in &union.variants {
        // A type under two tags is not told by itself.
        if union.variants.iter().filter(|other| other.type_ == own.type_).count() == 1 {
            let (variant, type_) = (ident(&own.rust), type_of(own.type_));
            items.push(quote! {
                impl From<#type_> for #name {
                    fn from(value: #type_) -> Self {
                        Self::#variant(Box::new(value))
                    }
                }
            });
        }
    }
    items.push(quote!(wirewright_runtime::one_of!(#name);));
    items
}

fn table(page: &str, union: &Union, service: &Service) -> TokenStream {
    let tag = match &union.tag {
        Some(Tag::Member(member)) => quote!(walk::Tag::Member(#member)),
        Some(Tag::Outer) | None => quote!(walk::Tag::Outer),
    };
    let xml = match &union.xml {
        XmlTag::Type => quote!(walk::XmlTag::Type),
        XmlTag::Attribute(local) => quote!(walk::XmlTag::Attribute(walk::Name::local(#local))),
        XmlTag::Outer => quote!(walk::XmlTag::Outer),
        XmlTag::Own => quote!(walk::XmlTag::Own),
    };
    let variants = union.variants.iter().map(|own| {
        let tag = &own.tag;
        let xml = match &own.xml {
            Some(xml) => qname(xml, service),
            None => quote!(walk::Name::local(#tag)),
        };
        quote!(walk::Variant { tag: #tag, xml: #xml })
    });
    let closed = union.closed;
    quote! {
        static UNION: walk::Union = walk::Union {
            name: #page,
            tag: #tag,
            xml: #xml,
            variants: &[#(#variants),*],
            closed: #closed,
        };
    }
}

fn one_of(name: &proc_macro2::Ident, union: &Union) -> TokenStream {
    let rusts: Vec<_> = union.variants.iter().map(|own| ident(&own.rust)).collect();
    let numbers: Vec<_> = (0..rusts.len()).map(Literal::usize_unsuffixed).collect();
    let last = rusts.len().saturating_sub(1);
    let listed = rusts.iter().zip(&numbers).enumerate().map(|(index, (rust, number))| {
        let value = quote!(Self::#rust(Box::new(walk::Record::empty())));
        if index == last { quote!(_ => #value) } else { quote!(#number => #value) }
    });
    let (index, listed) = match &rusts[..] {
        [only] => (quote!(_), quote!(Self::#only(Box::new(walk::Record::empty())))),
        _ => (quote!(index), quote!(match index { #(#listed,)* })),
    };
    let (value, made, chosen, none) = if union.closed {
        (quote!(_), quote!(None), None, None)
    } else {
        (
            quote!(value),
            quote!(Some(Self::Other(value))),
            Some(quote!(Self::Other(value) => walk::Chosen::Other(value),)),
            Some(quote!(Self::Other(_) => None,)),
        )
    };
    quote! {
        impl wirewright_runtime::OneOf for #name {
            const UNION: &'static walk::Union = &UNION;
            fn listed(#index: usize) -> Self {
                #listed
            }
            fn other(#value: wirewright_runtime::Unlisted) -> Option<Self> {
                #made
            }
            fn chosen(&self) -> walk::Chosen<'_> {
                match self {
                    #(Self::#rusts(value) => walk::Chosen::Listed(#numbers, &**value),)*
                    #chosen
                }
            }
            fn record_mut(&mut self) -> Option<&mut dyn walk::Record> {
                match self {
                    #(Self::#rusts(value) => Some(&mut **value),)*
                    #none
                }
            }
        }
    }
}
