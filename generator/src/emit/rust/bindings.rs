//! Bindings as const tables.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::tokens::{ident, qname, style_name};
use super::{json_frames, pairs};
use crate::model::{
    Binding, BodyFrom, Codec, Expr, Function, MediaType, Parameter, Segment, Service, SoapVersion, Value,
};

/// The constant of a binding, in the operation's file and on its marker.
pub(super) fn binding_name(own: &Binding) -> Ident {
    ident(&own.rust)
}

/// Emits `const SOAP11: message::Binding<Credentials> = message::Binding { .. };`,
/// behind the envelope that a SOAP binding has in both directions, and the parts of a body of several.
pub(super) fn binding(own: &Binding, service: &Service) -> Vec<TokenStream> {
    let (constant, page, methods) = (binding_name(own), &own.page, &own.methods);
    let frame = json_frames::Own::of(own);
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
    let parts = ident(&format!("{}_PARTS", own.rust));
    let around = (&envelope, &parts, &frame);
    let accepts = own.accepts.iter().map(|own| media_type(own, around, service));
    let answers = own.answers.iter().map(|own| media_type(own, around, service));
    let mut items: Vec<TokenStream> =
        own.accepts.iter().find_map(|own| soap(own, &envelope, service)).into_iter().collect();
    items.extend(super::parts::multipart(own, &parts));
    items.extend(frame.definition());
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
    let Codec::Soap { version, request, answer, result, action } = &own.codec else {
        return None;
    };
    let version = ident(match version {
        SoapVersion::V11 => "V11",
        SoapVersion::V12 => "V12",
    });
    let (request, answer) = (qname(request, service), qname(answer, service));
    let result = match result {
        Some(own) => {
            let name = qname(own, service);
            quote!(Some(#name))
        }
        None => quote!(None),
    };
    Some(quote! {
        const #envelope: message::SoapEnvelope = message::SoapEnvelope {
            version: wirewright_runtime::soap::SoapVersion::#version,
            request: #request,
            answer: #answer,
            result: #result,
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
            let kind = ident(match (computed.expr.has_credentials(), computed.required) {
                (true, true) => "computed",
                (true, false) => "computed_if_known",
                (false, true) => "derived",
                (false, false) => "derived_if_there",
            });
            let over_input = computed.expr.has_input().then(|| quote!(.over_input()));
            let scheme = scheme(name, &computed.expr).map(|scheme| quote!(.scheme(#scheme)));
            quote!(#kind(#name, computed::#function) #over_input #scheme)
        }
    };
    let instead_of = own.instead_of.map(|index| {
        let index = Literal::usize_unsuffixed(index);
        quote!(.instead_of(#index))
    });
    let pairs = pairs::setter(&own.pairs);
    let any_case = own.ignore_case.then(|| quote!(.ignore_case()));
    quote!(message::Parameter::#value #also #required #instead_of #pairs #any_case)
}

/// The scheme of authentication that a header shows; HTTP Basic goes without saying.
fn scheme(name: &str, expr: &Expr) -> Option<String> {
    let text = |expr: &Expr| match expr {
        Expr::Text(text) => text.trim_end().split(' ').next().map(str::to_owned),
        _ => None,
    };
    let found = match expr {
        Expr::Call(Function::Digest, _) => Some("Digest".to_owned()),
        Expr::Call(Function::OAuth1, _) => Some("OAuth".to_owned()),
        Expr::Join(parts) => parts.first().and_then(text),
        _ => None,
    };
    let token =
        |own: &String| !own.is_empty() && own.bytes().all(|own| own.is_ascii_alphanumeric() || own == b'-');
    found.filter(|own| name.eq_ignore_ascii_case("authorization") && token(own))
}

fn media_type(
    own: &MediaType,
    (envelope, parts, frame): (&Ident, &Ident, &json_frames::Own<'_>),
    service: &Service,
) -> TokenStream {
    let content_type = &own.content_type;
    let codec = match &own.codec {
        Codec::Json => quote!(Json),
        Codec::Framed(own) => {
            let frame = frame.reference(own);
            quote!(Framed(#frame))
        }
        Codec::Form(_) => quote!(Form),
        Codec::Lines(_) => quote!(Lines),
        Codec::Empty => quote!(Empty),
        Codec::Text => quote!(Text),
        Codec::Bytes => quote!(Bytes),
        Codec::Multipart(_) => quote!(Multipart(&#parts)),
        Codec::Xml(style) => {
            let index = service.xml_styles.iter().position(|own| own == style).unwrap_or_default();
            let style = style_name(index);
            quote!(Xml(&namespaces::#style))
        }
        Codec::PaddedJson(template) => {
            let template = template.iter().map(segment);
            quote!(PaddedJson(&[#(#template),*]))
        }
        Codec::Soap { .. } => quote!(Soap(&#envelope)),
    };
    let pairs = match &own.codec {
        Codec::Form(style) | Codec::Lines(style) => pairs::setter(style),
        _ => None,
    };
    let any_case = own.ignore_case.then(|| quote!(.ignore_case()));
    quote!(message::MediaType::new(#content_type, message::Codec::#codec) #pairs #any_case)
}
