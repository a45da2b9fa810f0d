//! The roots of a module tree: the one of all services, and that of each.

use quote::quote;

use super::docs::Lines;
use super::home::Home;
use super::print::File;
use super::sources::Sources;
use super::tokens::ident;
use crate::emit::Part;
use crate::model::Service;

/// The module of a service.
pub(in crate::emit) fn module_name(service: &Service) -> String {
    let name = service.name.replace('-', "_");
    // A file cannot be called by a keyword that has no raw form.
    if syn::parse_str::<syn::Ident>(&name).is_ok() { name } else { format!("{name}_") }
}

/// The file that names every service.
pub(in crate::emit) fn root(services: &[Service]) -> String {
    let mut file = File::new(Vec::new());
    for service in services {
        let name = ident(&module_name(service));
        file.item(quote! {
            #[allow(dead_code, unused_imports, reason = "a program takes what it needs of a service")]
            pub mod #name;
        });
    }
    let names: Vec<&str> = services.iter().map(|own| own.name.as_str()).collect();
    file.print(&names, &Home::Crate)
}

/// Adds the other parts to the root of a service, and says which features of the
/// runtime all of them need.
pub(in crate::emit) fn add_parts(
    sources: &mut Sources<'_>,
    features: Vec<&'static str>,
    parts: Vec<&'static str>,
) {
    sources.add_to_root(move |file| add_to_root(file, &features, &parts));
}

fn add_to_root(file: &mut File, features: &[&str], parts: &[&str]) {
    if !features.is_empty() {
        let features = features.iter().map(|own| ident(own));
        file.item(quote!(wirewright_runtime::requires!(#(#features),*);));
    }
    let docs = |part: &str| match part {
        part if part == Part::Client.word() => "The client.",
        _ => "The server: a trait, and the router that stands on it.",
    };
    for part in parts {
        let docs = Lines::new().plain(docs(part)).attributes();
        let name = ident(part);
        file.item(quote!(#docs pub mod #name;));
    }
}
