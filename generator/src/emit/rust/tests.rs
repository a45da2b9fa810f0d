//! Tests of the page's samples: one for each sample, on both sides.

use proc_macro2::TokenStream;
use quote::quote;

use super::print::File;
use super::samples::constant;
use super::tokens::ident;
use crate::emit::Part;
use crate::model::{Operation, Sample, Service};

fn each(service: &Service) -> impl Iterator<Item = (&Operation, &Sample)> {
    service.operations.iter().flat_map(|own| own.samples.iter().map(move |sample| (own, sample)))
}

/// `tests/samples.rs` of the types crate: what is read is written back.
pub(super) fn of_types(service: &Service) -> File {
    let mut file = File::new(vec!["Every sample of the page is read, and written back.".to_owned()]);
    let types = ident(&Part::Types.crate_name(service));
    if each(service).next().is_none() {
        return file;
    }
    file.item(quote! {
        use #types::{operations, samples};
        use wirewright_runtime::testing;
    });
    for (operation, sample) in each(service) {
        let (test, constant, marker) = (ident(&sample.name), constant(sample), ident(&operation.rust));
        file.item(quote! {
            #[test]
            fn #test() {
                testing::round_trip(operations::#marker, &samples::#constant);
            }
        });
    }
    file
}

/// Credentials for a test, one text for each.
fn credentials(service: &Service, part: &proc_macro2::Ident) -> TokenStream {
    let fields = service.credentials.iter().map(|own| {
        let (field, value) = (ident(&own.rust), format!("test {}", own.rust));
        quote!(#field: #value.into())
    });
    quote!(#part::Credentials { #(#fields),* })
}

/// `tests/samples.rs` of the client crate: the client sends the page's requests and reads its answers.
pub(super) fn of_client(service: &Service) -> File {
    let mut file =
        File::new(vec!["The client sends what the page shows, and reads what the page shows.".to_owned()]);
    if each(service).next().is_none() {
        return file;
    }
    let (types, client) = (ident(&Part::Types.crate_name(service)), ident(&Part::Client.crate_name(service)));
    file.item(quote! {
        use #client::{Client, calls, operations};
        use #types::samples;
        use wirewright_runtime::message::Sample;
        use wirewright_runtime::testing;
    });
    let set = (!service.credentials.is_empty()).then(|| {
        let credentials = credentials(service, &client);
        quote!(.credentials(#credentials))
    });
    file.item(quote! {
        fn client(peer: &testing::Peer) -> Client {
            Client::builder(testing::BASE_URL) #set .transport(peer.clone()).build().expect("the address is good")
        }
    });
    for operation in service.operations.iter().filter(|own| !own.samples.is_empty()) {
        let (marker, check) = (ident(&operation.rust), check_name(operation));
        let call = ident(&format!("{}Call", operation.rust));
        file.item(quote! {
            async fn #check(sample: &Sample) {
                for exchange in testing::exchanges(operations::#marker, sample) {
                    let client = client(&exchange.peer);
                    let mut call = calls::#call::new(&client, exchange.input.clone()).binding(exchange.binding);
                    if let Some(format) = exchange.format {
                        call = call.format(format);
                    }
                    if let Some(accept) = exchange.accept {
                        call = call.accept(accept);
                    }
                    exchange.check(call.send().await);
                }
            }
        });
    }
    sample_tests(service, &mut file);
    file
}

fn check_name(operation: &Operation) -> proc_macro2::Ident {
    ident(&format!("check_{}", operation.method))
}

/// `tests/samples.rs` of the server crate: the mock reads the page's requests and writes its answers.
pub(super) fn of_server(service: &Service) -> File {
    let mut file =
        File::new(vec!["The server reads what the page shows, and answers what the page shows.".to_owned()]);
    if each(service).next().is_none() {
        return file;
    }
    let (types, server) = (ident(&Part::Types.crate_name(service)), ident(&Part::Server.crate_name(service)));
    file.item(quote! {
        use #types::{operations, samples};
        use wirewright_runtime::message::Sample;
        use wirewright_runtime::testing;
    });
    let (router, prove) = if service.credentials.is_empty() {
        (quote!(#server::router(#server::Mock)), quote!(None))
    } else {
        (
            quote!(#server::router(#server::Mock, #server::Verification::Required(credentials()))),
            quote!(Some(&credentials())),
        )
    };
    if !service.credentials.is_empty() {
        let credentials = credentials(service, &server);
        file.item(quote! {
            fn credentials() -> #server::Credentials {
                #credentials
            }
        });
    }
    for operation in service.operations.iter().filter(|own| !own.samples.is_empty()) {
        let (marker, check) = (ident(&operation.rust), check_name(operation));
        file.item(quote! {
            async fn #check(sample: &Sample) {
                let router = #router;
                testing::serve(operations::#marker, router, sample, #prove).await;
            }
        });
    }
    sample_tests(service, &mut file);
    file
}

/// One test a sample, each a call of its operation's check.
fn sample_tests(service: &Service, file: &mut File) {
    for (operation, sample) in each(service) {
        let (test, constant, check) = (ident(&sample.name), constant(sample), check_name(operation));
        file.item(quote! {
            #[tokio::test]
            async fn #test() {
                #check(&samples::#constant).await;
            }
        });
    }
}
