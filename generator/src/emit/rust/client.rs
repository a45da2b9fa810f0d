//! The client crate: one fluent call an operation.

use proc_macro2::TokenStream;
use quote::quote;

use super::constructors::parameter;
use super::docs::{Lines, code};
use super::operations::{brings_named, operation_docs, output_type};
use super::print::File;
use super::records::{kept, member_docs};
use super::sources::Sources;
use super::tokens::{ident, is_needed, type_ref};
use super::types_crate::crate_docs;
use super::{examples, tests};
use crate::emit::Part;
use crate::model::{Member, Operation, Output, Piece, Server, Service, TypeRef};

/// Every `.rs` file of the crate.
pub(in crate::emit) fn client_crate(service: &Service) -> Sources<'_> {
    let mut sources = Sources::new(service);
    sources.add("src/lib.rs", move || lib(service));
    sources.add("src/calls/mod.rs", move || calls_module(service));
    for operation in &service.operations {
        sources.add(format!("src/calls/{}.rs", operation.method), move || call_file(operation, service));
    }
    if !service.servers.is_empty() {
        sources.add("src/servers.rs", move || servers(service));
    }
    sources.add(format!("examples/{}.rs", Part::Client.example(service)), move || examples::call(service));
    sources.add("tests/samples.rs", move || tests::of_client(service));
    sources
}

fn types_path(service: &Service) -> TokenStream {
    let types = ident(&Part::Types.crate_name(service));
    quote!(#types)
}

fn lib(service: &Service) -> File {
    let mut docs = crate_docs(service, Part::Client);
    docs.push(String::new());
    docs.extend(
        [
            "Every operation is a method of [`Client`]: what it needs are arguments, what it can do",
            "without are setters, and `.send().await` brings the answer or an",
            "[`Error`] with everything that is known.",
        ]
        .map(str::to_owned),
    );
    let mut file = File::new(docs);
    let servers = (!service.servers.is_empty()).then(|| {
        quote!(
            pub mod servers;
        )
    });
    file.item(quote! {
        pub mod calls;
        #servers
    });
    let types = types_path(service);
    let has_types = (!service.types.is_empty()).then(|| quote!(types,));
    file.item(quote! {
        pub use #types::{Credentials, operations, #has_types};
        pub use wirewright_runtime::client::{BuildError, Builder, Error, ErrorKind, Response};
    });
    let client = format!("A client of {}.", super::docs::escape(&super::docs::one_line(&service.title)));
    let docs =
        Lines::new().plain(&client).plain("Cloning it is cheap; clones share connections.").attributes();
    file.item(quote! {
        #docs
        #[derive(Clone, Debug)]
        pub struct Client {
            core: client::Core<Credentials>,
        }
    });
    let address = match &service.servers[..] {
        [] => "The page names no host, so the address is yours to give.",
        _ => "The addresses of the page are in [`servers`].",
    };
    let builder_docs = Lines::new()
        .plain("Begins a client of the service at an address such as `https://example.com/api`.")
        .plain(address)
        .attributes();
    let methods = service.operations.iter().map(|own| method(own, service));
    let held = holds(service);
    file.item(quote! {
        impl Client {
            #builder_docs
            pub fn builder(address: impl Into<message::Address>) -> Builder<Self> {
                Builder::new(address)
            }
            #held
            #(#methods)*
        }
    });
    file.item(quote! {
        impl client::Service for Client {
            type Credentials = Credentials;
            fn from_core(core: client::Core<Credentials>) -> Self {
                Self { core }
            }
        }
    });
    file
}

/// The members of the input that a caller may give.
fn settable(operation: &Operation) -> impl Iterator<Item = &Member> {
    let members = operation.input.record.members.iter().enumerate();
    let computed = |index: usize| {
        let mut given = operation.input.given.iter();
        given.any(|given| given.member == index && !given.settable)
    };
    let given = members.filter(move |(index, _)| !computed(*index)).map(|(_, member)| member);
    given.filter(|member| member.always.is_none())
}

fn needed(operation: &Operation) -> Vec<&Member> {
    operation.input.record.members.iter().filter(|own| is_needed(own)).collect()
}

fn method(operation: &Operation, service: &Service) -> TokenStream {
    let docs =
        operation_docs(operation, service).plain("Nothing is sent before `.send().await`.").attributes();
    let (name, call) = (ident(&operation.method), ident(&format!("{}Call", operation.rust)));
    let input = ident(&format!("{}Input", operation.rust));
    let needed = needed(operation);
    let types = quote!(types::);
    let parameters = needed.iter().map(|own| {
        let name = ident(&own.rust);
        let (type_, _) = parameter(own, service, &types);
        quote!(#name: #type_)
    });
    let set = needed.iter().map(|own| {
        let name = ident(&own.rust);
        let (_, value) = parameter(own, service, &types);
        let inits_itself = value.to_string() == own.rust;
        if inits_itself { quote!(#name) } else { quote!(#name: #value) }
    });
    let all = needed.len() == kept(&operation.input.record).count();
    let rest = kept(&operation.input.record).filter(|own| !is_needed(own)).map(|own| {
        let name = ident(&own.rust);
        if own.nullable { quote!(#name: wirewright_runtime::Nullable::Absent) } else { quote!(#name: None) }
    });
    let value = if needed.is_empty() {
        quote!(operations::#input::default())
    } else if all {
        quote!(operations::#input { #(#set),* })
    } else {
        quote!(operations::#input { #(#set,)* #(#rest),* })
    };
    quote! {
        #docs
        pub fn #name(&self, #(#parameters),*) -> calls::#call<'_> {
            calls::#call::new(self, #value)
        }
    }
}

/// Emits `pub fn held(&self) -> &message::Held` where answers bring something to keep.
fn holds(service: &Service) -> Option<TokenStream> {
    let mut names: Vec<String> =
        service.operations.iter().flat_map(|own| &own.holds).map(|own| code(&own.name)).collect();
    names.sort_unstable();
    names.dedup();
    let docs = Lines::new()
        .plain(&format!("What answers brought and later requests send: {}.", names.join(", ")))
        .plain("Clones share it. `get`, `set` and `clear` take these names; `Builder::hold` begins with one.")
        .attributes();
    (!names.is_empty()).then(|| {
        quote! {
            #docs
            #[must_use]
            pub fn held(&self) -> &message::Held {
                self.core.held()
            }
        }
    })
}

fn calls_module(service: &Service) -> File {
    let mut file = File::new(vec!["Calls on their way: one type an operation.".to_owned()]);
    let modules = service.operations.iter().map(|own| ident(&own.method));
    file.item(quote!(#(mod #modules;)*));
    let uses = service.operations.iter().map(|own| {
        let (module, call) = (ident(&own.method), ident(&format!("{}Call", own.rust)));
        quote!(pub use #module::#call;)
    });
    file.item(quote!(#(#uses)*));
    file
}

/// The modules of the types crate that a call names.
fn used(operation: &Operation, service: &Service) -> TokenStream {
    let mut setters = settable(operation).filter(|own| !is_needed(own));
    let is_used = brings_named(operation) || setters.any(|own| super::operations::is_named(&own.type_));
    let types = types_path(service);
    if is_used { quote!(use #types::{operations, types};) } else { quote!(use #types::operations;) }
}

fn call_file(operation: &Operation, service: &Service) -> File {
    let mut file = File::new(vec![format!("The call of {}.", code(&operation.page))]);
    let (name, call) = (ident(&operation.rust), ident(&format!("{}Call", operation.rust)));
    let input = ident(&format!("{}Input", operation.rust));
    file.item(used(operation, service));
    let docs = Lines::new()
        .plain(&format!("A call of {} that has not been sent.", code(&operation.page)))
        .attributes();
    file.item(quote! {
        #docs
        #[derive(Debug)]
        #[must_use = "a call does nothing until it is sent"]
        pub struct #call<'c>(client::Call<'c, operations::#name>);
    });
    let setters = settable(operation).filter(|own| !is_needed(own)).map(|own| {
        let docs = member_docs(own).attributes();
        let field = ident(&own.rust);
        let (type_, value) = parameter(own, service, &quote!(types::));
        if own.nullable {
            let type_ = type_ref(&own.type_, &service.types, &quote!(types::));
            return quote! {
                #docs
                pub fn #field(mut self, #field: impl Into<wirewright_runtime::Nullable<#type_>>) -> Self {
                    self.0.input.#field = #field.into();
                    self
                }
            };
        }
        quote! {
            #docs
            pub fn #field(mut self, #field: #type_) -> Self {
                self.0.input.#field = Some(#value);
                self
            }
        }
    });
    let output = output_type(operation, service, &quote!(types::), &quote!(operations::));
    let failure = if operation.failures.is_empty() {
        quote!(message::NoFailure)
    } else {
        let name = ident(&format!("{}Failure", operation.rust));
        quote!(operations::#name)
    };
    let raw = matches!(&operation.output, Output::Whole(whole) if whole.type_ == TypeRef::Raw);
    let stream = raw.then(|| {
        quote! {
            /// Sends the call once, and hands out the bytes of a success as they come.
            ///
            /// # Errors
            /// Every way in which it can fail is an [`ErrorKind`](client::ErrorKind).
            pub async fn send_stream(self) -> Result<client::Streamed, client::Error<#failure>> {
                self.0.send_stream().await
            }
        }
    });
    let pages = super::paging::methods(operation);
    file.item(quote! {
        impl<'c> #call<'c> {
            /// A call with all its inputs.
            pub fn new(client: &'c crate::Client, input: operations::#input) -> Self {
                Self(client::Call::new(&client.core, input))
            }
            #(#setters)*
            /// Travels by this binding instead of the first one.
            pub fn binding(mut self, binding: BindingName<operations::#name>) -> Self {
                self.0 = self.0.binding(binding);
                self
            }
            /// Writes the body in this media type, and asks for the answer in it where the page has that.
            pub fn format(mut self, format: MediaTypeName<operations::#name>) -> Self {
                self.0 = self.0.format(format);
                self
            }
            /// Asks for the answer in this media type.
            pub fn accept(mut self, accept: MediaTypeName<operations::#name>) -> Self {
                self.0 = self.0.accept(accept);
                self
            }
            /// Waits so long for the answer, instead of as long as the client says.
            pub fn timeout(mut self, timeout: std::time::Duration) -> Self {
                self.0 = self.0.timeout(timeout);
                self
            }
            /// Sends the call.
            ///
            /// # Errors
            /// Every way in which it can fail is an [`ErrorKind`](client::ErrorKind).
            pub async fn send(self) -> Result<client::Response<#output>, client::Error<#failure>> {
                self.0.send().await
            }
            #stream
            #pages
        }
    });
    file
}

fn servers(service: &Service) -> File {
    let mut file = File::new(vec!["The addresses of the page.".to_owned()]);
    service.servers.iter().for_each(|own| server(own).into_iter().for_each(|item| file.item(item)));
    file
}

fn server(own: &Server) -> Vec<TokenStream> {
    let shown: String = own
        .template
        .iter()
        .map(|piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Variable(index) => format!("{{{}}}", own.variables[*index].page),
        })
        .collect();
    if own.variables.is_empty() {
        let constant = ident(&constant_name(&own.rust));
        let docs = Lines::new().plain(&format!("{}.", code(&shown))).attributes();
        return vec![quote!(#docs pub const #constant: &str = #shown;)];
    }
    let name = ident(&own.rust);
    let docs = Lines::new()
        .plain(&code(&shown))
        .plain("A value that is missing, or that an address cannot hold, is told when the client is built.")
        .attributes();
    let fields = own.variables.iter().map(|variable| {
        let docs = Lines::new().plain(&format!("{} on the page.", code(&variable.page))).attributes();
        let field = ident(&variable.rust);
        quote!(#docs pub #field: String)
    });
    let variables = own.variables.iter().map(|variable| {
        let (page, field) = (&variable.page, ident(&variable.rust));
        quote!((#page, &server.#field))
    });
    vec![
        quote! {
            #docs
            #[derive(Clone, Debug, Eq, PartialEq)]
            pub struct #name { #(#fields,)* }
        },
        quote! {
            impl From<#name> for message::Address {
                fn from(server: #name) -> Self {
                    message::Address::filled(#shown, &[#(#variables),*])
                }
            }
        },
    ]
}

/// `MainTwo` as `MAIN_TWO`.
fn constant_name(pascal: &str) -> String {
    let mut name = String::new();
    for own in pascal.chars() {
        if own.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(own.to_uppercase());
    }
    name
}
