//! Bindings as const tables.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::tokens::{ident, qname};
use crate::model::{
    Binding, BodyFrom, Codec, MediaType, Operation, Parameter, Segment, Service, SoapVersion, Value,
};

/// The constant of a binding, in the operation's file and on its marker.
pub(super) fn binding_name(own: &Binding) -> Ident {
    ident(&own.rust)
}

/// The media types of all bindings of an operation, each with the constant for it.
pub(super) fn media_names(operation: &Operation) -> Vec<(Ident, String)> {
    let mut names: Vec<(Ident, String)> = Vec::new();
    let bindings = || operation.bindings.iter();
    let all = bindings().flat_map(|own| own.accepts.iter().chain(&own.answers));
    for media in all.filter(|media| media.codec != Codec::Empty) {
        let essence = media.essence();
        if names.iter().any(|(_, known)| known == essence) {
            continue;
        }
        let mut constant: String = essence
            .chars()
            .map(|own| if own.is_ascii_alphanumeric() { own.to_ascii_uppercase() } else { '_' })
            .collect();
        let taken = |constant: &str, names: &[(Ident, String)]| {
            names.iter().any(|(own, _)| own == constant) || bindings().any(|own| own.rust == constant)
        };
        while taken(&constant, &names) || constant.starts_with(|first: char| first.is_ascii_digit()) {
            constant.insert_str(0, "TYPE_");
        }
        names.push((ident(&constant), essence.to_owned()));
    }
    names
}

/// Emits `const SOAP11: message::Binding<Credentials> = message::Binding { .. };`,
/// behind the envelope that a SOAP binding has in both directions.
pub(super) fn binding(own: &Binding, service: &Service) -> Vec<TokenStream> {
    let (constant, page, methods) = (binding_name(own), &own.page, &own.methods);
    let path = own.path.iter().map(segment);
    let query = own.query.iter().map(|own| parameter(own, service));
    let headers = own.headers.iter().map(|own| parameter(own, service));
    let body = match &own.body {
        BodyFrom::Nothing => quote!(Nothing),
        BodyFrom::Whole => quote!(Whole),
        BodyFrom::Members(members) => {
            let members = members.iter().map(|index| Literal::usize_unsuffixed(*index));
            quote!(Members(&[#(#members),*]))
        }
    };
    let envelope = ident(&format!("{}_ENVELOPE", own.rust));
    let accepts = own.accepts.iter().map(|own| media_type(own, &envelope));
    let answers = own.answers.iter().map(|own| media_type(own, &envelope));
    let mut items: Vec<TokenStream> =
        own.accepts.iter().find_map(|own| soap(own, &envelope, service)).into_iter().collect();
    items.push(quote! {
        const #constant: message::Binding<Credentials> = message::Binding {
            name: #page,
            methods: &[#(#methods),*],
            path: &[#(#path),*],
            query: &[#(#query),*],
            headers: &[#(#headers),*],
            body: message::BodyFrom::#body,
            accepts: &[#(#accepts),*],
            answers: &[#(#answers),*],
        };
    });
    items
}

/// Emits `const SOAP11_ENVELOPE: message::SoapEnvelope = ..;`
fn soap(own: &MediaType, envelope: &Ident, service: &Service) -> Option<TokenStream> {
    let Codec::Soap { version, request, answer, action } = &own.codec else {
        return None;
    };
    let version = ident(match version {
        SoapVersion::V11 => "V11",
        SoapVersion::V12 => "V12",
    });
    let (request, answer) = (qname(request, service), qname(answer, service));
    Some(quote! {
        const #envelope: message::SoapEnvelope = message::SoapEnvelope {
            version: wirewright_runtime::soap::SoapVersion::#version,
            request: #request,
            answer: #answer,
            action: #action,
        };
    })
}

fn segment(segment: &Segment) -> TokenStream {
    match segment {
        Segment::Text(text) => quote!(message::Segment::Text(#text)),
        Segment::Member(index) => {
            let index = Literal::usize_unsuffixed(*index);
            quote!(message::Segment::Member(#index))
        }
    }
}

fn parameter(own: &Parameter, service: &Service) -> TokenStream {
    let name = &own.name;
    let also = &own.also;
    let also = (!also.is_empty()).then(|| quote!(.also(&[#(#also),*])));
    let required = own.required.then(|| quote!(.required()));
    let value = match &own.value {
        Value::Constant(text) => quote!(constant(#name, #text)),
        Value::Member(index) => {
            let index = Literal::usize_unsuffixed(*index);
            quote!(member(#name, #index))
        }
        Value::Computed(index) => {
            let computed = &service.computed[*index];
            let function = ident(&computed.rust);
            let kind = ident(if computed.required { "computed" } else { "computed_if_known" });
            quote!(#kind(#name, computed::#function))
        }
    };
    let instead_of = own.instead_of.map(|index| {
        let index = Literal::usize_unsuffixed(index);
        quote!(.instead_of(#index))
    });
    quote!(message::Parameter::#value #also #required #instead_of)
}

fn media_type(own: &MediaType, envelope: &Ident) -> TokenStream {
    let content_type = &own.content_type;
    let codec = match &own.codec {
        Codec::Json => quote!(Json),
        Codec::Form => quote!(Form),
        Codec::Lines => quote!(Lines),
        Codec::Empty => quote!(Empty),
        Codec::Text => quote!(Text),
        Codec::Bytes => quote!(Bytes),
        Codec::Xml => quote!(Xml(&namespaces::STYLE)),
        Codec::PaddedJson(template) => {
            let template = template.iter().map(segment);
            quote!(PaddedJson(&[#(#template),*]))
        }
        Codec::Soap { .. } => quote!(Soap(&#envelope)),
    };
    quote!(message::MediaType::new(#content_type, message::Codec::#codec))
}
