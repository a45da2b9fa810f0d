//! What stands inside the element of a list or of a map, as a table.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{namespace, qname};
use crate::model::{Entries, EntryName, Inside, QName, Service, Spot};

/// Emits `.inside(&walk::Inside::Entries(&walk::Entries::plain(..)))`.
pub(super) fn inside(own: &Inside, service: &Service) -> TokenStream {
    let own = value(own, service);
    quote!(.inside(#own))
}

fn value(own: &Inside, service: &Service) -> TokenStream {
    match own {
        Inside::Items(name, inside) => {
            let name = qname(name, service);
            let inside = match inside {
                Some(own) => {
                    let own = value(own, service);
                    quote!(Some(#own))
                }
                None => quote!(None),
            };
            quote!(&walk::Inside::Items(#name, #inside))
        }
        Inside::Entries(own) => {
            let entries = entries(own, service);
            let inside = own.inside.as_deref().map(|own| inside(own, service));
            quote!(&walk::Inside::Entries(&walk::Entries::#entries #inside))
        }
    }
}

fn entries(own: &Entries, service: &Service) -> TokenStream {
    if let EntryName::Named(entry) = &own.entry {
        let uri = &entry.namespace;
        let name = |local: &str| QName { namespace: uri.clone(), local: local.to_owned() };
        let plain = (name("entry"), Spot::Element(name("key")), Spot::Element(name("value")));
        if (entry, &own.key, &own.value) == (&plain.0, &plain.1, &plain.2) {
            let namespace = namespace(uri, service);
            return quote!(plain(#namespace));
        }
    }
    let spot = |own: &Spot| match own {
        Spot::Attribute(name) => {
            let name = qname(name, service);
            quote!(walk::Spot::Attribute(#name))
        }
        Spot::Element(name) => {
            let name = qname(name, service);
            quote!(walk::Spot::Element(#name))
        }
        Spot::Own => quote!(walk::Spot::Own),
    };
    let entry = match &own.entry {
        EntryName::Named(name) => {
            let name = qname(name, service);
            quote!(walk::EntryName::Named(#name))
        }
        EntryName::Flat => quote!(walk::EntryName::Flat),
        EntryName::Key(uri) => {
            let namespace = namespace(uri, service);
            quote!(walk::EntryName::Key(#namespace))
        }
    };
    let (key, value) = (spot(&own.key), spot(&own.value));
    quote!(new(#entry, #key, #value))
}
