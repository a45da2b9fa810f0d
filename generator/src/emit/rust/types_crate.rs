//! The crate of a service's types and wire forms.

use quote::quote;

use super::constructors::constructor;
use super::docs::{Lines, code, escape, one_line};
use super::print::File;
use super::records::{Scope, record};
use super::sources::Sources;
use super::tokens::ident;
use super::{computed, enums, frames, operations, samples, tests};
use crate::diagnostics::NoteKind;
use crate::emit::Part;
use crate::model::{Service, Type, TypeKind};

/// Every `.rs` file of the crate.
pub(in crate::emit) fn types_crate(service: &Service) -> Sources<'_> {
    let mut sources = Sources::new(service);
    sources.add("src/lib.rs", move || lib(service));
    sources.add("src/operations/mod.rs", move || operations_module(service));
    for operation in &service.operations {
        sources.add(format!("src/operations/{}.rs", operation.method), move || {
            operations::file(operation, service)
        });
    }
    if !service.types.is_empty() {
        sources.add("src/types/mod.rs", move || types_module(service));
        for own in &service.types {
            sources.add(format!("src/types/{}.rs", own.module), move || type_file(own, service));
        }
    }
    sources.add("src/samples.rs", move || samples::file(service));
    if !service.credentials.is_empty() {
        sources.add("src/credentials.rs", move || credentials(service));
    }
    if !service.computed.is_empty() {
        sources.add("src/computed.rs", move || computed::file(service));
    }
    if has_xml(service) {
        sources.add("src/namespaces.rs", move || namespaces(service));
    }
    sources.add("tests/samples.rs", move || tests::of_types(service));
    sources
}

fn has_xml(service: &Service) -> bool {
    !service.namespaces.is_empty() || !service.xml_styles.is_empty()
}

/// The documentation of a crate: what the service is, and what is not on its page.
pub(super) fn crate_docs(service: &Service, part: Part) -> Vec<String> {
    let what = match part {
        Part::Types => "types and wire forms",
        Part::Client => "client",
        Part::Server => "server",
    };
    let sources: Vec<String> = service.sources.iter().map(|own| code(own)).collect();
    let mut lines = Lines::new()
        .plain(&format!("{}: {what}.", escape(&one_line(&service.title))))
        .about(&service.docs)
        .plain(&format!("Transcribed from {}.", sources.join(", ")));
    let headings = [
        (NoteKind::Assumption, "# Assumptions", "The page does not say these; each has its reason."),
        (NoteKind::Outside, "# Not from the page", "These are known from elsewhere."),
    ];
    for (kind, heading, about) in headings {
        let mut notes = service.notes_of(kind).peekable();
        if part == Part::Types && notes.peek().is_some() {
            lines = lines.plain(heading).plain(about);
            let list: Vec<String> = notes
                .map(|note| format!("- {}: {}", code(&note.subject), escape(&one_line(&note.text))))
                .collect();
            lines = lines.plain(&list.join("\n"));
        }
    }
    lines.into_lines()
}

fn lib(service: &Service) -> File {
    let mut file = File::new(crate_docs(service, Part::Types));
    let computed = (!service.computed.is_empty()).then(|| {
        quote!(
            mod computed;
        )
    });
    let credentials = (!service.credentials.is_empty()).then(|| {
        quote!(
            mod credentials;
        )
    });
    let namespaces = has_xml(service).then(|| {
        quote!(
            mod namespaces;
        )
    });
    let types = (!service.types.is_empty()).then(|| {
        quote!(
            pub mod types;
        )
    });
    file.item(quote! {
        #computed
        #credentials
        #namespaces
        pub mod operations;
        pub mod samples;
        #types
    });
    file.item(if service.credentials.is_empty() {
        quote! {
            /// The page asks for no credentials.
            pub type Credentials = wirewright_runtime::message::NoCredentials;
        }
    } else {
        quote!(
            pub use credentials::Credentials;
        )
    });
    file
}

fn operations_module(service: &Service) -> File {
    let mut file = File::new(vec!["What can be said to the service.".to_owned()]);
    let modules = service.operations.iter().map(|own| ident(&own.method));
    file.item(quote!(#(mod #modules;)*));
    let uses = service.operations.iter().map(|own| {
        let module = ident(&own.method);
        let mut names = vec![own.rust.clone(), format!("{}Input", own.rust)];
        if matches!(own.output, crate::model::Output::Record(_)) || !own.headers.is_empty() {
            names.push(format!("{}Output", own.rust));
        }
        if !own.failures.is_empty() {
            names.push(format!("{}Failure", own.rust));
        }
        names.extend(frames::of_failures(own).map(|(failure, _)| frames::type_name(own, failure)));
        names.sort_unstable();
        let names = names.iter().map(|name| ident(name));
        quote!(pub use #module::{#(#names),*};)
    });
    file.item(quote!(#(#uses)*));
    file
}

fn types_module(service: &Service) -> File {
    let mut file = File::new(vec!["The types of the page.".to_owned()]);
    let mut types: Vec<&Type> = service.types.iter().collect();
    types.sort_by(|one, other| one.module.cmp(&other.module));
    let modules = types.iter().map(|own| ident(&own.module));
    file.item(quote!(#(mod #modules;)*));
    let uses = types.iter().map(|own| {
        let (module, name) = (ident(&own.module), ident(&own.rust));
        quote!(pub use #module::#name;)
    });
    file.item(quote!(#(#uses)*));
    file
}

fn type_file(own: &Type, service: &Service) -> File {
    let mut file = File::new(vec![format!("{}.", code(&own.page))]);
    let docs = match &own.docs.about {
        Some(about) => Lines::new().spec(about).plain(&format!("On the page: {}.", code(&own.page))),
        None => Lines::new().plain(&format!("{} on the page.", code(&own.page))),
    };
    let docs = docs.origins(&own.docs);
    let types = quote!(super::);
    let items = match &own.kind {
        TypeKind::Record(members) => {
            let scope = Scope { service, types: &types };
            let mut items = record(&own.rust, &own.page, docs, members, scope);
            // Behind the type itself, as a reader looks for it.
            if let Some(own) = constructor(&own.rust, members, scope) {
                items.insert(1, own);
            }
            items
        }
        TypeKind::Enum(listed) => enums::enumeration(&own.rust, docs, listed),
        TypeKind::Union(union) => super::unions::union(&own.rust, &own.page, docs, union, service, &types),
        TypeKind::Alias(target) => {
            let (docs, name) = (docs.attributes(), ident(&own.rust));
            let target = super::tokens::type_ref(target, &service.types, &types);
            vec![quote! { #docs pub type #name = #target; }]
        }
    };
    items.into_iter().for_each(|item| file.item(item));
    file
}

fn credentials(service: &Service) -> File {
    let mut file = File::new(vec!["What signatures and other computed values are computed with.".to_owned()]);
    let fields = service.credentials.iter().map(|own| {
        let page = code(&own.page);
        let lines = match &own.docs.about {
            Some(about) => Lines::new().spec(about).plain(&format!("On the page: {page}.")),
            None => Lines::new().plain(&format!("{page} on the page.")),
        };
        let (docs, name) = (lines.origins(&own.docs).attributes(), ident(&own.rust));
        let type_ = if own.secret { quote!(Secret) } else { quote!(String) };
        quote!(#docs pub #name: #type_)
    });
    file.item(quote! {
        /// What the caller and the server both know.
        #[derive(Clone, Debug)]
        pub struct Credentials { #(#fields,)* }
    });
    file
}

fn namespaces(service: &Service) -> File {
    let mut file = File::new(vec!["The namespaces of XML, and how its documents are written.".to_owned()]);
    let constants = service.namespaces.iter().map(|own| {
        let (name, uri) = (ident(&own.rust), &own.uri);
        quote!(pub(crate) const #name: &str = #uri;)
    });
    file.item(quote!(#(#constants)*));
    for (index, style) in service.xml_styles.iter().enumerate() {
        let name = super::tokens::style_name(index);
        let declaration = style.declaration;
        let declare = style.declare.iter().map(|(prefix, uri)| quote!((#prefix, #uri)));
        file.item(quote! {
            /// How documents are written.
            pub(crate) const #name: wirewright_runtime::xml::XmlStyle = wirewright_runtime::xml::XmlStyle {
                declaration: #declaration,
                declare: &[#(#declare),*],
            };
        });
    }
    file
}
