//! Types with members.

use proc_macro2::TokenStream;
use quote::quote;

use super::docs::{Lines, code};
use super::json_forms::json_form;
use super::limits::limits;
use super::tokens::{field_type, ident, is_needed, member_format, namespace, qname};
use crate::model::{
    Member, Place, Presence, QName, Record, Segment, Service, Type, TypeKind, TypeRef, XmlShape,
};

/// What surrounds a record in the file that it is emitted to.
#[derive(Clone, Copy, Debug)]
pub(super) struct Scope<'s> {
    pub(super) service: &'s Service,
    /// The path to the module of types, `super::` or `crate::types::`.
    pub(super) types: &'s TokenStream,
}

/// Emits
/// ```text
/// #[derive(..)]
/// pub struct Order { pub id: Option<String>, .. }
/// static SHAPE: walk::Shape = ..;
/// impl walk::Record for Order { .. }
/// ```
pub(super) fn record(
    rust: &str,
    page: &str,
    docs: Lines,
    record: &Record,
    scope: Scope<'_>,
) -> Vec<TokenStream> {
    let docs = docs.attributes();
    let name = ident(rust);
    let needed = record.members.iter().any(is_needed);
    let default = (!needed).then(|| quote!(Default,));
    let eq = quote!(PartialEq);
    let fields = kept(record).map(|member| field(rust, member, record.is_list, scope));
    let (read, written) = match record.is_list {
        true => (None, None),
        false => (Some(quote!(Deserialize,)), Some(quote!(Serialize))),
    };
    let item = quote! {
        #docs
        #[derive(Clone, Debug, #default #read #eq, #written)]
        pub struct #name { #(#fields,)* }
    };
    let members = record.members.iter().filter(|_| !record.is_list);
    let forms = members.filter_map(|member| json_form(rust, member)?.definition());
    let mut items: Vec<TokenStream> = forms.collect();
    items.insert(0, item);
    items.extend([shape(page, record, scope.service), walk(rust, record)]);
    items.extend(record.is_list.then(|| quote!(wirewright_runtime::list_record!(#name);)));
    items
}

/// The members that Rust has a field for.
pub(super) fn kept(record: &Record) -> impl Iterator<Item = &Member> {
    record.members.iter().filter(|member| member.always.is_none())
}

fn field(rust: &str, member: &Member, in_list: bool, scope: Scope<'_>) -> TokenStream {
    let docs = member_docs(member).attributes();
    let name = ident(&member.rust);
    let type_ = field_type(member, &scope.service.types, scope.types);
    let attributes = (!in_list).then(|| serde_attributes(rust, member, &scope.service.types));
    quote! { #docs #attributes pub #name: #type_ }
}

/// What a member is, and what the page calls it.
pub(super) fn member_docs(member: &Member) -> Lines {
    let page = code(&member.page);
    let lines = match &member.docs.about {
        Some(about) if member.page.is_empty() => Lines::new().plain(about),
        Some(about) => Lines::new().spec(about).plain(&format!("On the page: {page}.")),
        None => Lines::new().plain(&format!("{page} on the page.")),
    };
    let lines = match &member.default {
        Some(default) => lines.plain(&format!("A server takes {} where it is left out.", code(default))),
        None => lines,
    };
    let lines = match &member.limits {
        Some(limits) => lines.plain(&format!("The page says: {}.", crate::emit::limits_words(limits))),
        None => lines,
    };
    let lines = match &member.none {
        Some(none) if none.text.is_empty() => lines.plain("An empty text stands for `None`."),
        Some(none) => lines.plain(&format!("{} stands for `None`.", code(&none.text))),
        None => lines,
    };
    let lines = match member.presence {
        Presence::Expected => {
            lines.plain("The page promises it. It may be missing all the same; that is noted as a deviation.")
        }
        Presence::Required | Presence::Optional => lines,
    };
    lines.origins(&member.docs)
}

/// Whether a type is a record, or a list or a map of them, aliases seen through.
fn holds_records(type_: &TypeRef, types: &[Type]) -> bool {
    match type_ {
        TypeRef::List(_) | TypeRef::Map(_) => type_.inside().is_some_and(|own| holds_records(own, types)),
        TypeRef::Named(id) => match &types[id.0].kind {
            // What is a list itself is read in no other way.
            TypeKind::Record(record) => !record.is_list,
            TypeKind::Alias(target) => holds_records(target, types),
            TypeKind::Enum(_) | TypeKind::Union(_) => false,
        },
        _ => false,
    }
}

fn serde_attributes(rust: &str, member: &Member, types: &[Type]) -> TokenStream {
    let mut parts: Vec<TokenStream> = Vec::new();
    if member.rust != member.wire {
        let wire = &member.wire;
        parts.push(quote!(rename = #wire));
    }
    parts.extend(member.also.iter().map(|also| quote!(alias = #also)));
    if member.nullable {
        parts.push(quote!(default));
        parts.push(quote!(skip_serializing_if = "Nullable::is_absent"));
    } else if member.none.is_some() {
        parts.extend((member.presence != Presence::Required).then(|| quote!(default)));
    } else if member.is_optional() {
        parts.push(quote!(default));
        parts.push(quote!(skip_serializing_if = "Option::is_none"));
    }
    let form = json_form(rust, member);
    if form.is_none() && holds_records(&member.type_, types) {
        parts.push(quote!(deserialize_with = "wirewright_runtime::json::objects"));
    }
    if let Some(with) = form {
        let path = with.path();
        parts.push(quote!(with = #path));
    }
    if parts.is_empty() { TokenStream::new() } else { quote!(#[serde(#(#parts),*)]) }
}

/// The table of the members' names.
fn shape(page: &str, record: &Record, service: &Service) -> TokenStream {
    let members = record.members.iter().map(|member| {
        let wire = &member.wire;
        let presence = ident(match member.presence {
            Presence::Required => "required",
            Presence::Expected => "expected",
            Presence::Optional => "optional",
        });
        let also = &member.also;
        let also = (!also.is_empty()).then(|| quote!(.also(&[#(#also),*])));
        let format = member_format(member).map(|format| quote!(.format(#format)));
        let default = member.default.as_ref().map(|default| quote!(.default(#default)));
        let limits = member.limits.as_ref().map(limits);
        let list = member.list.as_ref().map(super::pairs::list).map(|list| quote!(.list(#list)));
        quote!(walk::Member::#presence(#wire) #also #format #default #limits #list)
    });
    match record.xml.as_ref().map(|shape| xml_shape(shape, service)) {
        None => quote! {
            static SHAPE: walk::Shape = walk::Shape::new(#page, &[#(#members),*]);
        },
        Some(xml) => quote! {
            static SHAPE: walk::Shape = walk::Shape {
                name: #page,
                members: &[#(#members),*],
                xml: #xml,
            };
        },
    }
}

fn xml_shape(shape: &XmlShape, service: &Service) -> TokenStream {
    let root = qname(&shape.root, service);
    let children = shape.children.iter().map(|child| {
        let index = proc_macro2::Literal::usize_unsuffixed(child.member);
        let (space, local) = (namespace(&child.name.namespace, service), &child.name.local);
        let place = match child.place {
            Place::Element => quote!(element(#index, #space, #local)),
            Place::Attribute => quote!(attribute(#index, #space, #local)),
            Place::Text => quote!(text(#index)),
            Place::Header => {
                let must_understand = child.block.must_understand;
                let actor = match &child.block.actor {
                    Some(actor) => quote!(Some(#actor)),
                    None => quote!(None),
                };
                let block = quote!(walk::Block { must_understand: #must_understand, actor: #actor });
                quote!(header(#index, #space, #local, #block))
            }
        };
        let items = child.item.as_ref().map(|item| {
            if *item == QName::any() {
                return quote!(.typed_items());
            }
            let (space, local) = (namespace(&item.namespace, service), &item.local);
            quote!(.items(#space, #local))
        });
        let choice = (!child.choice.is_empty()).then(|| {
            let names = child.choice.iter().map(|own| qname(own, service));
            quote!(.choice(&[#(#names),*]))
        });
        let omit = child.omit_empty.then(|| quote!(.omit_empty()));
        let inside = child.inside.as_deref().map(|inside| super::inside::inside(inside, service));
        quote!(walk::XmlMember::#place #items #inside #choice #omit)
    });
    quote!(walk::XmlShape { root: #root, children: &[#(#children),*] })
}

/// The way through the members by their indexes.
fn walk(rust: &str, record: &Record) -> TokenStream {
    let name = ident(rust);
    let empty = if record.members.iter().any(is_needed) {
        let fields = kept(record).map(|member| {
            let field = ident(&member.rust);
            quote!(#field: walk::Value::blank())
        });
        quote!(Self { #(#fields),* })
    } else {
        quote!(Self::default())
    };
    let arms = |reference: TokenStream, always: TokenStream| {
        let place = |member: &Member| {
            let field = ident(&member.rust);
            if member.always.is_some() { always.clone() } else { quote!(#reference self.#field) }
        };
        let last = record.members.len().saturating_sub(1);
        let arms = record.members.iter().enumerate().map(|(index, member)| {
            let place = place(member);
            if index == last {
                return quote!(_ => #place);
            }
            let index = proc_macro2::Literal::usize_unsuffixed(index);
            quote!(#index => #place)
        });
        match &record.members[..] {
            [] => quote!(self),
            [only] => place(only),
            _ => quote!(match index { #(#arms,)* }),
        }
    };
    let index = ident(if record.members.len() > 1 { "index" } else { "_" });
    let index = if record.members.len() > 1 { quote!(#index) } else { quote!(_) };
    let pieces = |all: &[Segment]| {
        let pieces = all.iter().map(|piece| match piece {
            Segment::Text(text) => quote!(walk::Piece::Text(#text)),
            Segment::Member(index) => {
                let index = proc_macro2::Literal::usize_unsuffixed(*index);
                quote!(walk::Piece::Member(#index))
            }
        });
        quote!(&[#(#pieces),*])
    };
    let layout = record.layout.as_ref().map(|own| {
        let (pieces, tail) = (pieces(&own.pieces), pieces(&own.tail));
        quote! {
            fn layout(&self) -> Option<&'static walk::Layout> {
                Some(&walk::Layout { pieces: #pieces, tail: #tail })
            }
        }
    });
    let is_list = record.is_list.then(|| {
        quote! {
            fn is_list(&self) -> bool {
                true
            }
        }
    });
    let always = quote!(wirewright_runtime::Always);
    let (get, get_mut) = (arms(quote!(&), quote!(&#always)), arms(quote!(&mut), quote!(#always::place())));
    quote! {
        impl walk::Record for #name {
            fn empty() -> Self {
                #empty
            }
            fn shape(&self) -> &'static walk::Shape {
                &SHAPE
            }
            #is_list
            #layout
            fn member(&self, #index: usize) -> &dyn walk::Value {
                #get
            }
            fn member_mut(&mut self, #index: usize) -> &mut dyn walk::Value {
                #get_mut
            }
        }
    }
}
