//! The server crate: one trait, one router, and a mock of the page's samples.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Lines, escape, one_line};
use super::operations::{brings_named, operation_docs, output_type};
use super::print::File;
use super::sources::Sources;
use super::tokens::ident;
use super::types_crate::crate_docs;
use super::{examples, tests};
use crate::emit::Part;
use crate::model::{Operation, Service};

/// Every `.rs` file of the crate.
pub(in crate::emit) fn server_crate(service: &Service) -> Sources<'_> {
    let mut sources = Sources::new(service);
    sources.add("src/lib.rs", move || lib(service));
    sources.add("src/mock.rs", move || mock(service));
    sources.add(format!("examples/{}.rs", Part::Server.example(service)), move || examples::mock(service));
    sources.add("tests/samples.rs", move || tests::of_server(service));
    sources
}

/// What a handler gives: a success or a failure.
fn result(operation: &Operation, service: &Service) -> TokenStream {
    let output = output_type(operation, service, &quote!(types::), &quote!(operations::));
    let failure = if operation.failures.is_empty() {
        quote!(NoFailure)
    } else {
        let name = ident(&format!("{}Failure", operation.rust));
        quote!(operations::#name)
    };
    quote!(Result<#output, ServerError<#failure>>)
}

fn lib(service: &Service) -> File {
    let name = ident(&service.rust);
    let mut docs = crate_docs(service, Part::Server);
    docs.push(String::new());
    docs.extend(
        Lines::new()
            .plain(&format!(
                "Implement [`{}`] and give it to [`router`]: each operation is one method, whichever binding and \
                 media type a request comes in.",
                service.rust
            ))
            .into_lines(),
    );
    let mut file = File::new(docs);
    file.item(quote!(
        mod mock;
    ));
    let types = ident(&Part::Types.crate_name(service));
    let has_types = (!service.types.is_empty()).then(|| quote!(types,));
    let no_failure = service.operations.iter().any(|own| own.failures.is_empty()).then(|| quote!(NoFailure));
    let no_failure = no_failure.map(|name| quote!(pub use wirewright_runtime::message::#name;));
    file.item(quote! {
        pub use #types::{Credentials, operations, #has_types};
        pub use mock::Mock;
        #no_failure
        pub use wirewright_runtime::server::{Limits, Request, Routes, ServerError, Verification, not_found};
    });
    let title = escape(&one_line(&service.title));
    let trait_docs = Lines::new().plain(&format!("{title}, as a server offers it.")).attributes();
    let methods = service.operations.iter().map(|own| {
        let (docs, method) = (operation_docs(own, service).attributes(), ident(&own.method));
        let input = ident(&format!("{}Input", own.rust));
        let result = result(own, service);
        quote! {
            #docs
            fn #method(
                &self,
                request: Request<operations::#input>,
            ) -> impl Future<Output = #result> + Send;
        }
    });
    file.item(quote! {
        #trait_docs
        pub trait #name: Send + Sync + 'static { #(#methods)* }
    });
    let (parameter, verification) = if service.credentials.is_empty() {
        (TokenStream::new(), quote!(Verification::Skipped))
    } else {
        (quote!(verification: Verification<Credentials>,), quote!(verification))
    };
    let pass = (!service.credentials.is_empty()).then(|| quote!(, verification));
    let routes = service.operations.iter().map(|own| {
        let (marker, method) = (ident(&own.rust), ident(&own.method));
        quote! {
            .operation(operations::#marker, |service, request| async move {
                service.#method(request).await
            })
        }
    });
    let verified = if service.credentials.is_empty() {
        Lines::new()
    } else {
        Lines::new()
            .plain("`verification` says whether requests must prove themselves, and with which credentials.")
    };
    let docs = Lines::new().plain("Every documented binding of every operation.");
    let docs = verified.clone().into_lines().into_iter().fold(docs, |docs, line| docs.plain(&line));
    let router_docs = docs.clone().attributes();
    let routes_docs =
        Lines::new().plain("The routes before they become a router, for limits of your own.").attributes();
    file.item(quote! {
        #router_docs
        pub fn router(service: impl #name, #parameter) -> axum::Router {
            routes(service #pass).into_router()
        }
    });
    file.item(quote! {
        #routes_docs
        pub fn routes<S: #name>(service: S, #parameter) -> Routes<S, Credentials> {
            Routes::new(service, #verification) #(#routes)*
        }
    });
    file
}

fn mock(service: &Service) -> File {
    let mut file = File::new(vec!["A server that answers with the samples of the page.".to_owned()]);
    let name = ident(&service.rust);
    let types = ident(&Part::Types.crate_name(service));
    let no_failure = service.operations.iter().any(|own| own.failures.is_empty()).then(|| quote!(NoFailure,));
    let has_types = service.operations.iter().any(brings_named).then(|| quote!(types,));
    file.item(quote! {
        use crate::{#name, #no_failure Request, ServerError, operations, #has_types};
    });
    file.item(quote! {
        /// Answers each operation with the page's sample for the media type of the
        /// answer; where there is none, with another sample, or with a value that
        /// is made up from the types.
        #[derive(Clone, Copy, Debug)]
        pub struct Mock;
    });
    let methods = service.operations.iter().map(|own| {
        let (marker, method) = (ident(&own.rust), ident(&own.method));
        let input = ident(&format!("{}Input", own.rust));
        let result = result(own, service);
        quote! {
            async fn #method(&self, request: Request<operations::#input>) -> #result {
                server::sample(operations::#marker, #types::samples::SAMPLES, &request)
            }
        }
    });
    file.item(quote! {
        impl #name for Mock { #(#methods)* }
    });
    file
}
