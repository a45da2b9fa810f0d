//! Small pieces of Rust.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::quote;

use crate::model::{Format, Int, Member, QName, Service, Type, TypeRef};

/// An identifier that resolving has derived or checked.
pub(super) fn ident(name: &str) -> Ident {
    Ident::new(name, Span::call_site())
}

/// A string literal: raw where the text has lines or quotes, if it can be.
pub(super) fn text(text: &str) -> Literal {
    let worth = text.contains(['\n', '"', '\\']);
    let plain = text.chars().all(|own| own == '\n' || !crate::diagnostics::is_hidden(own));
    if !worth || !plain {
        return Literal::string(text);
    }
    let mut hashes = "#".to_owned();
    while text.contains(&format!("\"{hashes}")) {
        hashes.push('#');
    }
    format!("r{hashes}\"{text}\"{hashes}").parse().unwrap_or_else(|_| Literal::string(text))
}

/// The type of a value, presence aside. `types` is the path to the module of types.
pub(super) fn type_ref(type_: &TypeRef, types: &[Type], path: &TokenStream) -> TokenStream {
    match type_ {
        TypeRef::String => quote!(String),
        TypeRef::Boolean => quote!(bool),
        TypeRef::Float => quote!(f32),
        TypeRef::Double => quote!(f64),
        TypeRef::Decimal => quote!(Decimal),
        TypeRef::Bytes => quote!(Bytes),
        TypeRef::Guid => quote!(Uuid),
        TypeRef::DateTime => quote!(DateTime),
        TypeRef::Date => quote!(Date),
        TypeRef::Time => quote!(Time),
        TypeRef::Any => quote!(Any),
        TypeRef::Raw => quote!(wirewright_runtime::Blob),
        TypeRef::Int(Int { signed, bits }) => {
            let name = ident(&format!("{}{bits}", if *signed { "i" } else { "u" }));
            quote!(#name)
        }
        TypeRef::List(item) => {
            let item = type_ref(item, types, path);
            quote!(Vec<#item>)
        }
        TypeRef::Map(map) => {
            let (key, value) = (type_ref(&map.key, types, path), type_ref(&map.value, types, path));
            let value = if map.nullable { quote!(Nullable<#value>) } else { value };
            quote!(wirewright_runtime::Map<#key, #value>)
        }
        TypeRef::Named(id) => {
            let name = ident(&types[id.0].rust);
            quote!(#path #name)
        }
    }
}

/// The type of a field.
pub(super) fn field_type(member: &Member, types: &[Type], path: &TokenStream) -> TokenStream {
    let type_ = type_ref(&member.type_, types, path);
    let type_ = if member.boxed { quote!(Box<#type_>) } else { type_ };
    match (member.nullable, member.is_optional()) {
        (true, _) => quote!(Nullable<#type_>),
        (false, true) => quote!(Option<#type_>),
        (false, false) => type_,
    }
}

/// Whether a caller must give a member.
pub(super) fn is_needed(member: &Member) -> bool {
    !member.is_optional() && !member.nullable && member.always.is_none()
}

/// The runtime's value of a member's form; `None` for its type's own.
pub(super) fn member_format(member: &Member) -> Option<TokenStream> {
    if let Some(text) = &member.always {
        return Some(quote!(Format::Always(&[#text])));
    }
    let Some(none) = &member.none else { return format(&member.format) };
    let or_none = |form: &Format| {
        let (text, is_number) = (&none.text, none.is_number(form));
        let form = format(form).unwrap_or_else(|| quote!(Format::Plain));
        quote!(Format::OrNone(&wirewright_runtime::scalar::OrNone { none: #text, is_number: #is_number, format: #form }))
    };
    Some(match &member.format {
        Format::Each(each) => {
            let [json, xml, form] = [&each.json, &each.xml, &each.form].map(or_none);
            quote!(Format::Each(&wirewright_runtime::scalar::Each { json: #json, xml: #xml, form: #form }))
        }
        form => or_none(form),
    })
}

/// The member's form in JSON.
pub(super) fn json_format(member: &Member) -> Option<TokenStream> {
    let json = Member { format: member.format.in_json().clone(), ..member.clone() };
    member_format(&json)
}

/// The runtime's value of a form; `None` for a type's own.
pub(super) fn format(format: &Format) -> Option<TokenStream> {
    let form = match format {
        Format::Plain => return None,
        Format::UtcMillis => quote!(UtcMillis),
        Format::UnixSeconds => quote!(UnixSeconds),
        Format::UnixMillis => quote!(UnixMillis),
        Format::Http => quote!(Http),
        Format::Wcf => quote!(Wcf),
        Format::Compact => quote!(Compact),
        Format::Local => quote!(Local),
        Format::Digits(digits) => {
            let digits = Literal::u8_unsuffixed(*digits);
            quote!(Digits(#digits))
        }
        Format::Picture(picture) => quote!(Picture(#picture)),
        Format::Base64 => quote!(Base64),
        Format::Base64Url => quote!(Base64Url),
        Format::Hex => quote!(Hex),
        Format::Quoted => quote!(Quoted),
        Format::Words(yes, no) => quote!(Words(#yes, #no)),
        Format::Document(own) => {
            let document = super::parts::document(own);
            quote!(Document(&#document))
        }
        Format::Each(each) => {
            let [json, xml, form] = [&each.json, &each.xml, &each.form]
                .map(|form| self::format(form).unwrap_or_else(|| quote!(Format::Plain)));
            quote!(Each(&wirewright_runtime::scalar::Each { json: #json, xml: #xml, form: #form }))
        }
    };
    Some(quote!(Format::#form))
}

/// The constant of one of a service's styles of XML documents.
pub(super) fn style_name(index: usize) -> Ident {
    ident(&if index == 0 { "STYLE".to_owned() } else { format!("STYLE_{}", index + 1) })
}

/// A namespace: the service's constant for it.
pub(super) fn namespace(uri: &str, service: &Service) -> TokenStream {
    match service.namespaces.find(uri) {
        Some(own) => {
            let name = ident(&own.rust);
            quote!(namespaces::#name)
        }
        None => quote!(""),
    }
}

/// An expanded name.
pub(super) fn qname(name: &QName, service: &Service) -> TokenStream {
    let namespace = namespace(&name.namespace, service);
    let local = &name.local;
    quote!(walk::Name::new(#namespace, #local))
}
