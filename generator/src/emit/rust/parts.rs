//! Bodies in parts, and documents inside of something else, as tables.

use proc_macro2::{Ident, Literal, TokenStream};
use quote::quote;

use super::tokens;
use crate::emit::reach;
use crate::model::{
    Binding, Codec, Document, Format, Member, Operation, PartForm, QName, Service, XmlDocument,
};

/// Emits `const UPLOAD_PARTS: multipart::Multipart = ..;`.
pub(super) fn multipart(own: &Binding, name: &Ident) -> Option<TokenStream> {
    let parts = own.accepts.iter().find_map(|media| match &media.codec {
        Codec::Multipart(parts) => Some(parts),
        _ => None,
    })?;
    let parts = parts.iter().map(part);
    Some(quote! {
        const #name: multipart::Multipart = multipart::Multipart::new(&[#(#parts),*]);
    })
}

fn part(own: &PartForm) -> TokenStream {
    let member = Literal::usize_unsuffixed(own.member);
    let media = &own.media;
    let media = (!media.is_empty()).then(|| quote!(.media(&[#(#media),*])));
    let file_name = own.file_name.as_ref().map(|name| quote!(.file_name(#name)));
    let document = own.document.as_ref().map(document).map(|own| quote!(.document(&#own)));
    quote!(multipart::PartForm::new(#member) #media #file_name #document)
}

/// The runtime's value of a document.
pub(super) fn document(own: &Document) -> TokenStream {
    let name = |own: &QName| {
        let (space, local) = (&own.namespace, &own.local);
        quote!(wirewright_runtime::Name::new(#space, #local))
    };
    match own {
        Document::Json | Document::Xml(None) => quote!(wirewright_runtime::json::JsonDocument),
        Document::Text => quote!(wirewright_runtime::text::TextDocument),
        Document::Joined(own) => {
            let separator = &own.separator;
            let items = tokens::format(&own.items).unwrap_or_else(|| quote!(Format::Plain));
            quote!(wirewright_runtime::text::JoinedText { separator: #separator, items: #items })
        }
        Document::Xml(Some(own)) => {
            let XmlDocument { root, style } = &**own;
            let content = match root.item.as_ref().map(name) {
                Some(item) => quote!(Some(wirewright_runtime::walk::Inside::Items(#item, None))),
                None => quote!(None),
            };
            let root = name(&root.name);
            let declaration = style.declaration;
            let declare = style.declare.iter().map(|(prefix, uri)| quote!((#prefix, #uri)));
            quote! {
                wirewright_runtime::xml::XmlDocument {
                    root: #root,
                    content: #content,
                    style: wirewright_runtime::xml::XmlStyle { declaration: #declaration, declare: &[#(#declare),*] },
                }
            }
        }
    }
}

/// Emits `const DOCUMENTS: bool = true;` for an operation in whose bodies some text is a document.
pub(super) fn documents(operation: &Operation, service: &Service) -> Option<TokenStream> {
    let is_document = |own: &Member| matches!(own.format.in_json(), Format::Document(_));
    reach::members(operation, service).into_iter().any(is_document).then(|| {
        quote!(
            const DOCUMENTS: bool = true;
        )
    })
}
