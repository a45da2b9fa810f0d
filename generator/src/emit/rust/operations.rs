//! Operations: their markers, inputs, outputs and failures.

use proc_macro2::TokenStream;
use quote::quote;

use super::bindings::{binding, binding_name};
use super::constructors::constructor;
use super::docs::{Lines, code};
use super::failures::{failures, success};
use super::frames;
use super::limits::{defaults, limited};
use super::print::File;
use super::records::{Scope, record};
use super::tokens::{ident, namespace, type_ref};
use crate::model::{Format, Operation, Output, Service, TypeRef, XmlRoot};

/// The file of one operation in the types crate.
pub(super) fn file(operation: &Operation, service: &Service) -> File {
    let mut file = File::new(vec![format!("{}.", code(&operation.page))]);
    let types = quote!(types::);
    let scope = Scope { service, types: &types };
    marker(operation, service, &mut file);
    file.item(trait_impl(operation, service));
    super::paging::paged(operation, service).into_iter().for_each(|item| file.item(item));
    for own in &operation.bindings {
        binding(own, service).into_iter().for_each(|item| file.item(item));
    }
    let page = &operation.page;
    // One module a record: each has a table of its own, and all are called the same.
    let input = format!("{}Input", operation.rust);
    let docs = Lines::new().plain(&format!("What a caller of {} gives.", code(page)));
    let frame = operation.frame();
    let brought = match (&frame, &operation.output) {
        (Some(frame), _) => Some(&frame.record),
        (None, Output::Record(record)) => Some(record),
        (None, Output::Nothing | Output::Whole(_)) => None,
    };
    let framed: Vec<_> = frames::of_failures(operation).collect();
    let tables = brought.is_some() || !framed.is_empty();
    let items = record(&input, page, docs, &operation.input.record, scope);
    add(&mut file, items, tables.then_some("INPUT"));
    if let Some(output) = brought {
        let name = format!("{}Output", operation.rust);
        let docs = Lines::new().plain(&format!("What a success of {} brings.", code(page)));
        let mut items = record(&name, page, docs, output, scope);
        if let Some(own) = constructor(&name, output, scope) {
            items.insert(1, own);
        }
        add(&mut file, items, Some("OUTPUT"));
    }
    if !operation.failures.is_empty() {
        failures(operation, service).into_iter().for_each(|item| file.item(item));
    }
    for (failure, frame) in &framed {
        let docs = Lines::new().plain(&format!("What the failure {} holds.", code(&failure.page)));
        let name = frames::type_name(operation, failure);
        let table = frames::table_name(operation, failure);
        add(&mut file, record(&name, &failure.page, docs, &frame.record, scope), Some(&table));
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
        Lines::new().plain(&format!("{} on the page.", code(&operation.page)))
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

/// The Rust type of what a success brings; `types` and `operations` are the paths to these modules.
pub(super) fn output_type(
    operation: &Operation,
    service: &Service,
    types: &TokenStream,
    operations: &TokenStream,
) -> TokenStream {
    match &operation.output {
        Output::Nothing if operation.headers.is_empty() => quote!(()),
        Output::Whole(whole) if operation.headers.is_empty() => type_ref(&whole.type_, &service.types, types),
        Output::Nothing | Output::Whole(_) | Output::Record(_) => {
            let name = ident(&format!("{}Output", operation.rust));
            quote!(#operations #name)
        }
    }
}

/// Whether a success brings a type of the spec.
pub(super) fn brings_named(operation: &Operation) -> bool {
    operation.headers.is_empty()
        && matches!(&operation.output, Output::Whole(whole) if is_named(&whole.type_))
}

/// Whether a type is a name of the spec, or a list or a map of them.
pub(super) fn is_named(own: &TypeRef) -> bool {
    own.any(&|own| matches!(own, TypeRef::Named(_)))
}

/// How a list or a scalar stands that is the whole of a body; `None` for a record.
pub(super) fn root(
    type_: &TypeRef,
    format: &Format,
    xml: Option<&XmlRoot>,
    service: &Service,
) -> Option<TokenStream> {
    if type_.record(|id| service.types.get(id.0)).is_some() {
        return None;
    }
    let format = super::tokens::format(format).map(|format| quote!(.format(#format)));
    let xml = xml.map(|own| {
        let (space, local) = (namespace(&own.name.namespace, service), &own.name.local);
        let items = own.item.as_ref().map(|item| {
            let (space, local) = (namespace(&item.namespace, service), &item.local);
            quote!(.items(#space, #local))
        });
        let inside = own.inside.as_deref().map(|inside| super::inside::inside(inside, service));
        quote!(.xml(#space, #local) #items #inside)
    });
    Some(quote!(message::Root::new() #format #xml))
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
    let output = output_type(operation, service, &quote!(types::), &TokenStream::new());
    let failure = failure_type(operation);
    let page = &operation.page;
    let frame = operation.frame();
    let members = match (&frame, &operation.output) {
        (Some(frame), _) => &frame.record.members[..],
        (None, Output::Record(record)) => &record.members,
        (None, Output::Nothing | Output::Whole(_)) => &[],
    };
    let echoes = members.iter().enumerate().filter_map(|(index, own)| {
        let (output, input) = (proc_macro2::Literal::usize_unsuffixed(index), own.echo?);
        let input = proc_macro2::Literal::usize_unsuffixed(input);
        Some(quote!((#output, #input)))
    });
    let echoes: Vec<TokenStream> = echoes.collect();
    let echoes =
        (!echoes.is_empty()).then(|| quote!(const ECHOES: &'static [(usize, usize)] = &[#(#echoes),*];));
    let (limited, defaults) = (limited(operation, service), defaults(operation, service));
    let (placed, given) = (placed(operation), given(operation, service));
    let documents = super::parts::documents(operation, service);
    let elsewhere = elsewhere(operation);
    let holds = operation.holds.iter().map(|own| {
        let (path, name) = (own.path.join("."), &own.name);
        quote!((#path, #name))
    });
    let holds = (!operation.holds.is_empty())
        .then(|| quote!(const HOLDS: &'static [(&'static str, &'static str)] = &[#(#holds),*];));
    let bindings = operation.bindings.iter().map(binding_name);
    let success = success(operation, service);
    let whole = operation.input.body.map(|index| &operation.input.record.members[index]);
    let body_root =
        whole.and_then(|own| root(&own.type_, &own.format, operation.input.root.as_ref(), service));
    let body_root = body_root.map(|root| quote!(const BODY: message::Root = #root;));
    let output_root = match &operation.output {
        Output::Whole(whole) => root(&whole.type_, &whole.format, whole.root.as_ref(), service),
        Output::Nothing | Output::Record(_) => None,
    };
    let output_root = output_root.map(|root| quote!(const OUTPUT: message::Root = #root;));
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
    let framing = frame.as_ref().map(frames::framing);
    let framing = framing.map(|framing| quote!(const ANSWER: message::Framing = #framing;));
    let answer = frame.as_ref().and_then(frames::answer);
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
            #elsewhere
            #success
            #body_root
            #framing
            #output_root
            #limited
            #defaults
            #documents
            #given
            #holds
            #body
            #answer
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
        let way = own.inside.iter().map(|own| proc_macro2::Literal::usize_unsuffixed(*own));
        let inside = (!own.inside.is_empty()).then(|| quote!(.inside(&[#(#way),*])));
        let late = computed.expr.has_message().then(|| quote!(.late()));
        let secret = own.secret.then(|| quote!(.secret()));
        quote! {
            message::Given::new(#member, message::Computed::#kind(computed::#function) #optional) #inside #late #secret
        }
    });
    (!operation.input.given.is_empty())
        .then(|| quote!(const GIVEN: &'static [message::Given<Credentials>] = &[#(#entries),*];))
}

/// Emits `const PLACED: ..` for the inputs that some binding has no place for.
fn placed(operation: &Operation) -> Option<TokenStream> {
    let members = 0..operation.input.record.members.len();
    let is_given = |index: &usize| {
        operation.input.body != Some(*index) && operation.input.record.members[*index].always.is_none()
    };
    let entries = members.filter(is_given).filter_map(|index| {
        let carriers: Vec<&str> =
            operation.bindings.iter().filter(|own| own.carries(index)).map(|own| own.page.as_str()).collect();
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        (carriers.len() < operation.bindings.len()).then(|| quote!((#index, &[#(#carriers),*])))
    });
    let entries: Vec<TokenStream> = entries.collect();
    (!entries.is_empty())
        .then(|| quote!(const PLACED: &'static [(usize, &'static [&'static str])] = &[#(#entries),*];))
}

/// Emits `const ELSEWHERE: ..` for the inputs that a server reads in several places.
fn elsewhere(operation: &Operation) -> Option<TokenStream> {
    let entries = operation.input.elsewhere.iter().map(|own| {
        let member = proc_macro2::Literal::usize_unsuffixed(own.member);
        let name = |own: &Option<String>| match own {
            Some(name) => quote!(Some(#name)),
            None => quote!(None),
        };
        let (query, header, body) = (name(&own.query), name(&own.header), own.body.is_some());
        quote!(message::Elsewhere { member: #member, query: #query, header: #header, body: #body })
    });
    let entries: Vec<TokenStream> = entries.collect();
    (!entries.is_empty()).then(|| quote!(const ELSEWHERE: &'static [message::Elsewhere] = &[#(#entries),*];))
}
