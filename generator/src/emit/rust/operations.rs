//! Operations: their markers, inputs, outputs and failures.

use proc_macro2::TokenStream;
use quote::quote;

use super::bindings::{binding, binding_name};
use super::docs::{Lines, code, escape};
use super::limits::{defaults, limited};
use super::print::File;
use super::records::{Scope, record};
use super::tokens::ident;
use crate::model::{Condition, Failure, Operation, Output, Retry, Service};

/// The file of one operation in the types crate.
pub(super) fn file(operation: &Operation, service: &Service) -> File {
    let mut file = File::new(vec![format!("{}.", code(&operation.page))]);
    let types = quote!(types::);
    let scope = Scope { service, types: &types };
    marker(operation, service, &mut file);
    file.item(trait_impl(operation, service));
    for own in &operation.bindings {
        binding(own, service).into_iter().for_each(|item| file.item(item));
    }
    let page = &operation.page;
    // One module a record: each has a table of its own, and all are called the same.
    let input = format!("{}Input", operation.rust);
    let docs = Lines::new().plain(&format!("What a caller of {} gives.", code(page)));
    let tables = matches!(operation.output, Output::Record(_));
    let items = record(&input, page, docs, &operation.input.record, scope);
    add(&mut file, items, tables.then_some("INPUT"));
    if let Output::Record(output) = &operation.output {
        let name = format!("{}Output", operation.rust);
        let docs = Lines::new().plain(&format!("What a success of {} brings.", code(page)));
        add(&mut file, record(&name, page, docs, output, scope), Some("OUTPUT"));
    }
    if !operation.failures.is_empty() {
        failures(operation, service).into_iter().for_each(|item| file.item(item));
    }
    file
}

/// Adds the items of a record; two in one file need two names for their tables.
fn add(file: &mut File, items: Vec<TokenStream>, table: Option<&str>) {
    for item in items {
        file.item(match table {
            Some(name) => renamed(item, name),
            None => item,
        });
    }
}

fn renamed(tokens: TokenStream, name: &str) -> TokenStream {
    use proc_macro2::{Group, TokenTree};
    let rename = |token| match token {
        TokenTree::Ident(own) if own == "SHAPE" => TokenTree::Ident(ident(name)),
        TokenTree::Group(group) => {
            TokenTree::Group(Group::new(group.delimiter(), renamed(group.stream(), name)))
        }
        other => other,
    };
    tokens.into_iter().map(rename).collect()
}

/// What an operation does, for every place that offers it.
pub(super) fn operation_docs(operation: &Operation, service: &Service) -> Lines {
    let lines = if operation.summary.is_empty() {
        Lines::new().plain(&format!("{}; the spec says no more of it.", code(&operation.page)))
    } else {
        Lines::new().spec(&operation.summary)
    };
    let lines = lines.about(&operation.docs);
    if operation.faults.is_empty() {
        return lines;
    }
    let details = operation.faults.iter().map(|id| format!("`types::{}`", service.types[id.0].rust));
    let details = details.collect::<Vec<_>>().join(", ");
    lines.plain(&format!("The detail of a fault may hold {details}; `Fault::detail_as` reads it."))
}

fn marker(operation: &Operation, service: &Service, file: &mut File) {
    let name = ident(&operation.rust);
    let docs = operation_docs(operation, service)
        .plain(&format!("On the page: {}.", code(&operation.page)))
        .origins(&operation.docs)
        .attributes();
    file.item(quote! {
        #docs
        #[derive(Clone, Copy, Debug)]
        pub struct #name;
    });
    let bindings = operation.bindings.iter().map(|own| {
        let mut lines = Lines::new().plain(&code(&own.line)).about(&own.docs).origins(&own.docs);
        if own.docs.about.is_none() && own.docs.origins.is_empty() {
            lines = Lines::new().plain(&format!("{}.", code(&own.line)));
        }
        let (docs, constant, page) = (lines.attributes(), binding_name(own), &own.page);
        quote! {
            #docs
            pub const #constant: BindingName<Self> = BindingName::new(#page);
        }
    });
    let media = operation.media_constants().into_iter().map(|(constant, essence)| {
        let constant = ident(&constant);
        let docs = Lines::new().plain(&format!("{}.", code(&essence))).attributes();
        quote! {
            #docs
            pub const #constant: MediaTypeName<Self> = MediaTypeName::new(#essence);
        }
    });
    file.item(quote! { impl #name { #(#bindings)* #(#media)* } });
}

/// The Rust type of what a success brings, seen from the module of an operation.
pub(super) fn output_type(operation: &Operation, service: &Service, types: &TokenStream) -> TokenStream {
    match &operation.output {
        Output::Nothing => quote!(()),
        Output::Type(id) => {
            let name = ident(&service.types[id.0].rust);
            quote!(#types #name)
        }
        Output::Record(_) => {
            let name = ident(&format!("{}Output", operation.rust));
            quote!(#name)
        }
    }
}

/// The Rust type of the documented failures, seen from the module of an operation.
pub(super) fn failure_type(operation: &Operation) -> TokenStream {
    if operation.failures.is_empty() {
        return quote!(message::NoFailure);
    }
    let name = ident(&format!("{}Failure", operation.rust));
    quote!(#name)
}

fn trait_impl(operation: &Operation, service: &Service) -> TokenStream {
    let name = ident(&operation.rust);
    let input = ident(&format!("{}Input", operation.rust));
    let output = output_type(operation, service, &quote!(types::));
    let failure = failure_type(operation);
    let page = &operation.page;
    let echoes: Vec<TokenStream> = match &operation.output {
        Output::Record(record) => {
            let all = record.members.iter().enumerate();
            all.filter_map(|(index, own)| {
                let (output, input) = (proc_macro2::Literal::usize_unsuffixed(index), own.echo?);
                let input = proc_macro2::Literal::usize_unsuffixed(input);
                Some(quote!((#output, #input)))
            })
            .collect()
        }
        Output::Nothing | Output::Type(_) => Vec::new(),
    };
    let echoes =
        (!echoes.is_empty()).then(|| quote!(const ECHOES: &'static [(usize, usize)] = &[#(#echoes),*];));
    let (limited, defaults) = (limited(operation, service), defaults(operation, service));
    let (placed, given) = (placed(operation), given(operation, service));
    let holds = operation.holds.iter().map(|own| {
        let (path, name) = (own.path.join("."), &own.name);
        quote!((#path, #name))
    });
    let holds = (!operation.holds.is_empty())
        .then(|| quote!(const HOLDS: &'static [(&'static str, &'static str)] = &[#(#holds),*];));
    let bindings = operation.bindings.iter().map(binding_name);
    let body = operation.input.body.map(|index| {
        let field = ident(&operation.input.record.members[index].rust);
        quote! {
            fn body(input: &Self::Input) -> Option<&dyn message::Body> {
                Some(&input.#field)
            }
            fn body_mut(input: &mut Self::Input) -> Option<&mut dyn message::Body> {
                Some(&mut input.#field)
            }
        }
    });
    quote! {
        impl message::Operation for #name {
            type Input = #input;
            type Output = #output;
            type Failure = #failure;
            type Credentials = Credentials;
            const NAME: &'static str = #page;
            const BINDINGS: &'static [message::Binding<Credentials>] = &[#(#bindings),*];
            #echoes
            #placed
            #limited
            #defaults
            #given
            #holds
            #body
        }
    }
}

/// Emits `const GIVEN: ..` for the inputs that nobody types in.
fn given(operation: &Operation, service: &Service) -> Option<TokenStream> {
    let entries = operation.input.given.iter().map(|own| {
        let computed = &service.computed[own.computed];
        let (member, function) = (proc_macro2::Literal::usize_unsuffixed(own.member), ident(&computed.rust));
        let kind = ident(match (computed.expr.is_sent(), computed.expr.has_credentials()) {
            (true, _) => "sent",
            (false, true) => "proof",
            (false, false) => "derived",
        });
        let optional = (!computed.required).then(|| quote!(.optional()));
        let late = computed.expr.has_message().then(|| quote!(.late()));
        let secret = own.secret.then(|| quote!(.secret()));
        quote! {
            message::Given::new(#member, message::Computed::#kind(computed::#function) #optional) #late #secret
        }
    });
    (!operation.input.given.is_empty())
        .then(|| quote!(const GIVEN: &'static [message::Given<Credentials>] = &[#(#entries),*];))
}

/// Emits `const PLACED: ..` for the inputs that some binding has no place for.
fn placed(operation: &Operation) -> Option<TokenStream> {
    let members = 0..operation.input.record.members.len();
    let entries = members.filter(|index| operation.input.body != Some(*index)).filter_map(|index| {
        let carriers: Vec<&str> =
            operation.bindings.iter().filter(|own| own.carries(index)).map(|own| own.page.as_str()).collect();
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        (carriers.len() < operation.bindings.len()).then(|| quote!((#index, &[#(#carriers),*])))
    });
    let entries: Vec<TokenStream> = entries.collect();
    (!entries.is_empty())
        .then(|| quote!(const PLACED: &'static [(usize, &'static [&'static str])] = &[#(#entries),*];))
}

/// Emits
/// ```text
/// pub enum LogoutFailure { Failure(LogoutOutput) }
/// impl message::Failure for LogoutFailure { .. }
/// ```
fn failures(operation: &Operation, service: &Service) -> Vec<TokenStream> {
    let name = ident(&format!("{}Failure", operation.rust));
    let docs =
        Lines::new().plain(&format!("The documented failures of {}.", code(&operation.page))).attributes();
    let body = |own: &Failure| match own.type_ {
        Some(id) => {
            let name = ident(&service.types[id.0].rust);
            quote!(types::#name)
        }
        None => output_type(operation, service, &quote!(types::)),
    };
    let variants = operation.failures.iter().map(|own| {
        let (docs, variant, body) = (failure_docs(own).attributes(), ident(&own.rust), body(own));
        quote!(#docs #variant(#body))
    });
    let rusts: Vec<_> = operation.failures.iter().map(|own| ident(&own.rust)).collect();
    let numbers = (0..rusts.len()).map(proc_macro2::Literal::usize_unsuffixed);
    let empty = rusts.iter().enumerate().map(|(index, variant)| {
        let value = quote!(Self::#variant(walk::Record::empty()));
        if index + 1 == rusts.len() {
            return quote!(_ => #value);
        }
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        quote!(#index => #value)
    });
    let (empty, case) = match &rusts[..] {
        [only] => (quote!(Self::#only(walk::Record::empty())), quote!(_)),
        _ => (quote!(match case { #(#empty,)* }), quote!(case)),
    };
    let cases = operation.failures.iter().map(|own| {
        let (page, when) = (&own.page, condition(&own.when));
        let retry = match &own.retry {
            None => quote!(None),
            Some(Retry { times, when }) => {
                let times = proc_macro2::Literal::u8_unsuffixed(*times);
                let when = when.as_ref().map_or_else(
                    || quote!(None),
                    |when| {
                        let when = condition(when);
                        quote!(Some(#when))
                    },
                );
                quote!(Some(message::Retry { times: #times, when: #when }))
            }
        };
        quote!(message::FailureCase { name: #page, when: #when, retry: #retry })
    });
    let definition = quote! {
        #docs
        #[derive(Clone, Debug, PartialEq)]
        pub enum #name { #(#variants,)* }
    };
    let implementation = quote! {
        impl message::Failure for #name {
            const CASES: &'static [message::FailureCase] = &[#(#cases),*];
            fn empty(#case: usize) -> Self {
                #empty
            }
            fn case(&self) -> usize {
                match self { #(Self::#rusts(_) => #numbers,)* }
            }
            fn body(&self) -> &dyn message::Body {
                match self { #(Self::#rusts(body) => body,)* }
            }
            fn body_mut(&mut self) -> &mut dyn message::Body {
                match self { #(Self::#rusts(body) => body,)* }
            }
        }
    };
    vec![definition, implementation]
}

fn failure_docs(own: &Failure) -> Lines {
    let told = match &own.when {
        Condition::Status(ranges) => {
            let ranges: Vec<String> = ranges
                .iter()
                .map(|(low, high)| if low == high { low.to_string() } else { format!("{low} to {high}") })
                .collect();
            format!("Told by the status: {}.", ranges.join(", "))
        }
        Condition::Member { path, values } => {
            let values: Vec<String> = values.iter().map(|value| code(value)).collect();
            format!("Told by {} being {}.", code(&path.join(".")), values.join(" or "))
        }
    };
    let lines = match &own.docs.about {
        Some(about) => Lines::new().spec(about).plain(&told),
        None => Lines::new().plain(&told),
    };
    let lines = match &own.retry {
        Some(Retry { times, when }) => {
            let only = when.as_ref().map_or_else(String::new, |when| match when {
                Condition::Member { path, values } => {
                    format!(" where {} is {}", code(&path.join(".")), escape(&values.join(" or ")))
                }
                Condition::Status(_) => " under some statuses".to_owned(),
            });
            lines.plain(&format!("The same request may be sent again, {times} times{only}."))
        }
        None => lines,
    };
    lines.origins(&own.docs)
}

fn condition(condition: &Condition) -> TokenStream {
    match condition {
        Condition::Status(ranges) => {
            let ranges = ranges.iter().map(|(low, high)| {
                let (low, high) =
                    (proc_macro2::Literal::u16_unsuffixed(*low), proc_macro2::Literal::u16_unsuffixed(*high));
                quote!((#low, #high))
            });
            quote!(message::Condition::Status(&[#(#ranges),*]))
        }
        Condition::Member { path, values } => {
            quote!(message::Condition::Member { path: &[#(#path),*], values: &[#(#values),*] })
        }
    }
}
