//! Tests of the page's samples: one for each sample, on both sides.

use proc_macro2::{Ident, TokenStream};
use quote::quote;
use wirewright_runtime::digest;

use super::print::File;
use super::samples::constant;
use super::tokens::ident;
use crate::emit::Part;
use crate::model::{Expr, Function, MadeWith, Operation, Sample, Service, SizeOf, Span, TypeRef};

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
        let body = match made_with(service, sample, &types) {
            None => quote!(testing::round_trip(operations::#marker, &samples::#constant);),
            Some(with) => quote! {
                let with = #with;
                testing::round_trip_with(operations::#marker, &samples::#constant, &with);
            },
        };
        file.item(quote! {
            #[test]
            fn #test() {
                #body
            }
        });
    }
    file
}

/// A text for a credential of which the page says nothing, in the encoding that expressions decode.
fn made_up(service: &Service, index: usize) -> String {
    let text = format!("test {}", service.credentials[index].rust);
    let decoded_by = |wanted: Function| {
        let is_own = |own: &Expr| matches!(own, Expr::Credential(own) if *own == index);
        let decodes = |own: &Expr| own.function() == Some(wanted) && own.any(&is_own);
        service.computed.iter().any(|own| own.expr.any(&decodes))
    };
    if decoded_by(Function::FromHex) {
        digest::hex(text.as_bytes())
    } else if decoded_by(Function::FromBase64) {
        digest::base64(text.as_bytes())
    } else {
        sized(text, sizes(service, index))
    }
}

/// How long the page says that a credential is, where it is an input as it is.
fn sizes(service: &Service, index: usize) -> Option<&Span> {
    let find = |type_: &TypeRef| type_.members(|id| service.types.get(id.0));
    service.operations.iter().find_map(|operation| {
        let given = operation.input.given.iter();
        let mut own = given.filter(|own| service.computed[own.computed].expr == Expr::Credential(index));
        own.find_map(|own| {
            let first = operation.input.record.members.get(own.member)?;
            let member =
                own.inside.iter().try_fold(first, |member, &at| find(&member.type_)?.members.get(at))?;
            member.limits.as_ref().filter(|own| own.of == SizeOf::Text).map(|own| &own.size)
        })
    })
}

/// A text of a length that is allowed.
fn sized(text: String, size: Option<&Span>) -> String {
    let number = |own: &Option<String>| own.as_ref().and_then(|own| own.parse::<usize>().ok());
    let (least, most) = size.map_or((None, None), |own| (number(&own.least), number(&own.most)));
    let length = text.len().max(least.unwrap_or(0)).min(most.unwrap_or(usize::MAX)).min(LONGEST_MADE_UP);
    text.chars().chain(std::iter::repeat('x')).take(length).collect()
}

/// Longer texts than this are not made up for a test.
const LONGEST_MADE_UP: usize = 1000;

/// Credentials for a test: what the page says of them, or one text for each.
fn credentials(service: &Service, part: &Ident, with: &MadeWith) -> Option<TokenStream> {
    let fields = service.credentials.iter().enumerate().map(|(index, own)| {
        let given = with.credentials.iter().find(|(at, _)| *at == index);
        let value = given.map_or_else(|| made_up(service, index), |(_, value)| value.clone());
        let field = ident(&own.rust);
        quote!(#field: #value.into())
    });
    (!service.credentials.is_empty()).then(|| quote!(#part::Credentials { #(#fields),* }))
}

/// What the page made a sample with, if it says so.
fn made_with(service: &Service, sample: &Sample, part: &Ident) -> Option<TokenStream> {
    let with = &sample.with;
    if with.is_nothing() {
        return None;
    }
    let credentials = credentials(service, part, with).map(|own| quote!(credentials: Some(&#own),));
    let now = with.now.iter().map(|now| quote!(now: Some(#now),));
    let nonce = with.nonce.iter().map(|nonce| quote!(nonce: Some(#nonce),));
    let pairs = with.held.iter().map(|(name, value)| quote!((#name, #value)));
    let held = (!with.held.is_empty()).then(|| quote!(held: &[#(#pairs),*],));
    Some(quote!(testing::With { #credentials #(#now)* #(#nonce)* #held ..testing::With::default() }))
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
    let set = credentials(service, &client, &MadeWith::default());
    let set = set.map(|credentials| quote!(.credentials(#credentials)));
    if each(service).any(|(_, sample)| sample.with.is_nothing()) {
        file.item(quote! {
            fn client(peer: &testing::Peer) -> Client {
                Client::builder(testing::BASE_URL) #set .transport(peer.clone()).build().expect("the address is good")
            }
        });
    }
    for operation in service.operations.iter().filter(|own| !own.samples.is_empty()) {
        let (marker, check) = (ident(&operation.rust), check_name(operation));
        let call = ident(&format!("{}Call", operation.rust));
        // Some samples need a client of their own.
        let other = operation.samples.iter().any(|own| !own.with.is_nothing());
        let client = other.then(|| quote!(, client: impl Fn(&testing::Peer) -> Client));
        file.item(quote! {
            async fn #check(sample: &Sample #client) {
                for exchange in testing::exchanges(operations::#marker, sample, samples::SAMPLES) {
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
    for (operation, sample) in each(service) {
        let (constant, check) = (constant(sample), check_name(operation));
        let client = client_with(service, sample, &client);
        let given = operation.samples.iter().any(|own| !own.with.is_nothing()).then(|| quote!(, client));
        file.item(test(sample, quote!(#client #check(&samples::#constant #given).await;)));
    }
    file
}

/// A client that has what the page made a sample with, if the page says so.
fn client_with(service: &Service, sample: &Sample, part: &Ident) -> Option<TokenStream> {
    let with = &sample.with;
    if with.is_nothing() {
        return None;
    }
    let constant = constant(sample);
    let credentials = credentials(service, part, with).map(|own| quote!(.credentials(#own)));
    let clock = with.now.iter().map(|now| quote!(.clock(|| testing::time(#now))));
    let nonces = with.nonce.iter().map(|nonce| quote!(.nonces(|| #nonce.to_owned())));
    let held = with.held.iter().map(|(name, value)| quote!(.hold(#name, #value)));
    Some(quote! {
        let client = |peer: &testing::Peer| {
            Client::builder(testing::base_url(&samples::#constant))
                #credentials #(#clock)* #(#nonces)* #(#held)*
                .transport(peer.clone())
                .build()
                .expect("the address is good")
        };
    })
}

fn check_name(operation: &Operation) -> Ident {
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
    let is_plain = |own: &Sample| own.with.is_nothing();
    let sample = each(service).any(|(_, sample)| is_plain(sample)).then(|| {
        quote!(
            use wirewright_runtime::message::Sample;
        )
    });
    file.item(quote! {
        use #types::{operations, samples};
        #sample
        use wirewright_runtime::testing;
    });
    let proven = credentials(service, &server, &MadeWith::default());
    let (router, prove) = if service.credentials.is_empty() {
        (quote!(#server::router(#server::Mock)), quote!(None))
    } else {
        (
            quote!(#server::router(#server::Mock, #server::Verification::Required(credentials()))),
            quote!(Some(&credentials())),
        )
    };
    if let Some(credentials) = proven.filter(|_| sample.is_some()) {
        file.item(quote! {
            fn credentials() -> #server::Credentials {
                #credentials
            }
        });
    }
    for operation in service.operations.iter().filter(|own| own.samples.iter().any(is_plain)) {
        let (marker, check) = (ident(&operation.rust), check_name(operation));
        file.item(quote! {
            async fn #check(sample: &Sample) {
                let router = #router;
                let sample = (sample, samples::SAMPLES);
                testing::serve(operations::#marker, router, sample, #prove).await;
            }
        });
    }
    for (operation, sample) in each(service) {
        let (constant, check, marker) = (constant(sample), check_name(operation), ident(&operation.rust));
        let body = match made_with(service, sample, &server) {
            None => quote!(#check(&samples::#constant).await;),
            Some(with) => {
                let own = credentials(service, &server, &sample.with);
                let router = match &own {
                    None => quote!(#server::router(#server::Mock)),
                    Some(own) => {
                        quote!(#server::router(#server::Mock, #server::Verification::Required(#own)))
                    }
                };
                quote! {
                    let router = #router;
                    let with = #with;
                    let sample = (&samples::#constant, samples::SAMPLES);
                    testing::serve_with(operations::#marker, router, sample, &with).await;
                }
            }
        };
        file.item(test(sample, body));
    }
    file
}

/// The test of one sample.
fn test(sample: &Sample, body: TokenStream) -> TokenStream {
    let test = ident(&sample.name);
    quote! {
        #[tokio::test]
        async fn #test() {
            #body
        }
    }
}
