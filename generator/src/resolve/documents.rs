//! Documents inside of texts and of parts: which values they may hold, and their XML.

use super::context::{Books, Context};
use super::inside::DEEPEST;
use super::lookup::{as_record, is_single, meant, records, records_mut};
use super::texts;
use super::xml::{Xml, reached};
use crate::diagnostics::{At, Problem, Report};
use crate::model::{
    Codec, Document, Format, Holds, Member, Operation, Output, QName, Record, Type, TypeId, TypeRef,
    XmlDocument, XmlRoot, XmlStyle,
};

/// Whether a form is that of an XML document in some encoding.
pub(super) fn has_xml(format: &Format) -> bool {
    format.all().any(|own| matches!(own, Format::Document(Document::Xml(_))))
}

/// Whether a form is that of a document in some encoding.
pub(super) fn has_document(format: &Format) -> bool {
    format.all().any(Format::is_document)
}

/// The type of what travels: a list that is joined is a text.
pub(super) fn travels_as<'t>(type_: &'t TypeRef, format: &Format) -> &'t TypeRef {
    let is_joined = matches!(format, Format::Document(Document::Joined(_)));
    if is_joined { &TypeRef::String } else { type_ }
}

/// Reports documents that cannot hold their values.
pub(super) fn check(operations: &[Operation], types: &[Option<Type>], report: &mut Report) {
    let mut check = |page: &str, (type_, format): (&TypeRef, &Format), at: &At| {
        let problem = format.all().find_map(|own| match own {
            Format::Document(own) => misfit(page, type_, own, types),
            _ => None,
        });
        problem.into_iter().for_each(|problem| report.push(at.clone(), problem));
    };
    for (at, record) in records(types, operations) {
        for own in &record.members {
            check(&own.page, (&own.type_, &own.format), &at.key(&own.page));
        }
    }
    for operation in operations {
        let at = At::root().key("operations").key(&operation.page);
        if let Output::Whole(own) = &operation.output {
            check("output", (&own.type_, &own.format), &at.key("output"));
        }
        for failure in &operation.failures {
            if let Holds::Whole(own) = &failure.holds {
                let at = at.key("failures").key(&failure.page).key("type");
                check(&failure.page, (&own.type_, &own.format), &at);
            }
        }
    }
}

/// What is wrong with a document that is to hold values of a type.
fn misfit(page: &str, type_: &TypeRef, document: &Document, types: &[Option<Type>]) -> Option<Problem> {
    let type_ = meant(type_, types);
    if matches!(type_, TypeRef::Named(TypeId(index)) if types.get(*index).is_none_or(Option::is_none)) {
        // It has a problem of its own.
        return None;
    }
    let (message, advice) = match (document, type_) {
        (Document::Json | Document::Xml(_), type_) if is_single(type_, types) => (
            format!("`{page}` is a single value, and a document holds more than that"),
            "leave out `as` and what follows",
        ),
        (Document::Json | Document::Xml(_), _) => return None,
        (Document::Text, type_) if is_single(type_, types) => {
            (format!("`{page}` is a single value, which is a text already"), "leave out `as text`")
        }
        (Document::Text, type_) => {
            let (why, advice) = texts::misfit(innermost(type_, types), types)?;
            (format!("`{page}` cannot be a text: {why}"), advice)
        }
        (Document::Joined(own), TypeRef::List(item)) => {
            let item = meant(item, types);
            if let Format::Document(inner) = &own.items {
                return misfit(page, item, inner, types);
            }
            let (why, advice) = texts::misfit(item, types)?;
            (format!("the items of `{page}` cannot be joined: {why}"), advice)
        }
        (Document::Joined(_), _) => {
            (format!("`{page}` is no list"), "leave out `joined by` and what follows")
        }
    };
    Some(Problem::Conflict { message, advice: advice.to_owned() })
}

/// What stands in lists and maps.
fn innermost<'t>(mut type_: &'t TypeRef, types: &'t [Option<Type>]) -> &'t TypeRef {
    // A list that holds itself has a problem of its own.
    for _ in 0..DEEPEST {
        let Some(inside) = type_.inside() else { break };
        type_ = meant(inside, types);
    }
    type_
}

/// The types that some XML document inside of something else holds directly.
pub(super) fn carried(operations: &[Operation], types: &[Option<Type>]) -> Vec<usize> {
    let all = records(types, operations).flat_map(|(_, record)| &record.members);
    let in_texts = all.filter(|own| has_xml(&own.format)).filter_map(|own| reached(&own.type_));
    let mut carried: Vec<usize> = in_texts.collect();
    for operation in operations {
        let members = &operation.input.record.members;
        for media in operation.bindings.iter().flat_map(|own| &own.accepts) {
            let Codec::Multipart(parts) = &media.codec else { continue };
            let xml = parts.iter().filter(|own| matches!(own.document, Some(Document::Xml(_))));
            carried.extend(xml.filter_map(|own| reached(&members.get(own.member)?.type_)));
        }
    }
    carried
}

/// Settles the elements of every XML document inside of something else; the shapes of types are settled.
pub(super) fn settle(
    xml: &Xml<'_, '_>,
    operations: &mut [Operation],
    types: &mut [Option<Type>],
    books: &mut Books,
    report: &mut Report,
) {
    let shaped = types.to_vec();
    let mut settler = Settler { xml, types: &shaped, books, report };
    for (at, record) in records_mut(types, operations) {
        settler.record(record, &at);
    }
    for operation in operations {
        let at = At::root().key("operations").key(&operation.page);
        for media in operation.bindings.iter_mut().flat_map(|own| &mut own.accepts) {
            let Codec::Multipart(parts) = &mut media.codec else { continue };
            for part in parts {
                let Some(member) = operation.input.record.members.get(part.member) else { continue };
                if let Some(document) = &mut part.document {
                    settler.document(document, member, &at.key("input"));
                }
            }
        }
    }
}

struct Settler<'d, 'x, 's> {
    xml: &'d Xml<'x, 's>,
    types: &'d [Option<Type>],
    books: &'d mut Books,
    report: &'d mut Report,
}

impl Settler<'_, '_, '_> {
    fn record(&mut self, record: &mut Record, at: &At) {
        for member in &mut record.members {
            let mut format = member.format.clone();
            for own in format.all_mut() {
                if let Format::Document(document) = own {
                    self.document(document, member, at);
                }
            }
            member.format = format;
        }
    }

    fn document(&mut self, document: &mut Document, member: &Member, at: &At) {
        let Document::Xml(own) = document else { return };
        let of_record = || {
            let name = as_record(&member.type_, self.types)?.xml.as_ref()?.root.clone();
            Some(XmlRoot { name, item: None, inside: None })
        };
        let root = of_record()
            .or_else(|| self.xml.root(&member.type_, &at.key(&member.page), self.books, self.report));
        let Some(root) = root else { return };
        if root.inside.is_some() {
            let what = "a map, or a list of lists, as an XML document inside of a text".to_owned();
            let advice = "give it a name, as a member of a type of its own".to_owned();
            self.report.push(at.key(&member.page), Problem::NotYet { what, advice });
            return;
        }
        let style = own.as_ref().map_or_else(|| style(self.xml.context, "xml"), |own| own.style.clone());
        *own = Some(Box::new(XmlDocument { root, style }));
    }
}

/// An XML document in the way of a profile, before its elements are known.
pub(super) fn unsettled(context: &Context<'_>, profile: &str) -> Document {
    let name = QName { namespace: String::new(), local: String::new() };
    let root = XmlRoot { name, item: None, inside: None };
    Document::Xml(Some(Box::new(XmlDocument { root, style: style(context, profile) })))
}

fn style(context: &Context<'_>, profile: &str) -> XmlStyle {
    let xml = context.profiles.get(profile).map(|own| own.xml.clone()).unwrap_or_default();
    XmlStyle { declaration: xml.declaration, declare: xml.declare }
}
