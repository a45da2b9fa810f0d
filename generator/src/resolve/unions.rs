//! Values of one of several types.

use super::context::{Books, Context};
use super::names::{Case, Scope};
use super::types::{local_name, scope_of};
use super::xml::{Xml, closure, reached_in};
use crate::diagnostics::{At, Problem, Report};
use crate::model::{
    Codec, Member, Operation, Output, Place, QName, Record, Tag, Type, TypeId, TypeKind, TypeRef, Union,
    Variant, XmlTag,
};
use crate::spec::{self, Kinds, Short, Text, TypeTag};

/// The types that a value may be of, and what tells which.
pub(super) fn union(
    context: &Context<'_>,
    written: &spec::Type,
    at: &At,
    books: &mut Books,
    report: &mut Report,
) -> Option<Union> {
    let before = report.len();
    let listed: Vec<(At, &str, &str)> = match written.variants.as_ref()? {
        Kinds::Text(_) => Vec::new(),
        Kinds::List(list) => {
            let all = list.iter().enumerate();
            all.map(|(index, Text(own))| (at.key("variants").item(index), local_name(own), own.as_str()))
                .collect()
        }
        Kinds::Map(map) => {
            map.iter().map(|(tag, Text(own))| (at.key("variants").key(tag), tag, own.as_str())).collect()
        }
    };
    // The variant that keeps what is not listed.
    let mut scope = Scope::new("variant", Case::Pascal).reserve("Other", "a type that is not listed");
    let mut variants: Vec<Variant> = Vec::new();
    for (at, tag, page) in listed {
        let parsed = super::type_text::parse(page, &at, report);
        let type_ = parsed.and_then(|parsed| context.type_ref(&parsed, &at, books, report));
        match type_ {
            Some(TypeRef::Named(id)) if has_members(context, id) => {
                if variants.iter().any(|own| own.tag == tag) {
                    let message = format!("the tag `{tag}` tells two types");
                    let advice = "give each type a tag of its own: `tag value: type`".to_owned();
                    report.push(at.clone(), Problem::Conflict { message, advice });
                    continue;
                }
                let stem = if tag.is_empty() { local_name(page) } else { tag };
                let rust = scope.name(stem, None, &at, report);
                variants.extend(rust.map(|rust| Variant { tag: tag.to_owned(), rust, type_: id, xml: None }));
            }
            Some(_) => {
                let message = format!("`{page}` is no type with members");
                let advice = "list types with `members` only".to_owned();
                report.push(at, Problem::Conflict { message, advice });
            }
            None => {}
        }
    }
    if variants.is_empty() && report.len() == before {
        let message = "one of no types is nothing".to_owned();
        let advice = "list the types".to_owned();
        report.push(at.key("variants"), Problem::Conflict { message, advice });
    }
    let (tag, xml) = match &written.tag {
        Some(tag) => tags(tag, &at.key("tag"), report)?,
        // In a text, what their layouts begin with tells.
        None if variants.iter().all(|own| has_layout(context, own.type_)) => (None, XmlTag::Type),
        None => {
            report.push(at.clone(), Problem::MissingKey { key: "tag", of: "a type with variants" });
            return None;
        }
    };
    let closed = written.closed == Some(true);
    (report.len() == before).then_some(Union { variants, tag, xml, closed })
}

/// Whether the spec gives a type members; what is wrong with them is told where they stand.
fn has_members(context: &Context<'_>, TypeId(index): TypeId) -> bool {
    let written = context.document.types.iter().nth(index).map(|(_, written)| written);
    matches!(written, Some(Kinds::Map(long)) if long.members.is_some() || long.base.is_some())
}

fn has_layout(context: &Context<'_>, TypeId(index): TypeId) -> bool {
    let written = context.document.types.iter().nth(index).map(|(_, written)| written);
    matches!(written, Some(Kinds::Map(long)) if long.layout.is_some())
}

fn tags(written: &Short<TypeTag>, at: &At, report: &mut Report) -> Option<(Option<Tag>, XmlTag)> {
    let (json, xml) = match written {
        Kinds::Text(text) if text == "xsi:type" || text.starts_with('@') => (None, Some((at.clone(), text))),
        Kinds::Text(text) => (Some((at.clone(), text)), None),
        Kinds::List(_) => (None, None),
        Kinds::Map(long) => (
            long.json.as_ref().map(|Text(text)| (at.key("json"), text)),
            long.xml.as_ref().map(|Text(text)| (at.key("xml"), text)),
        ),
    };
    let tag = match json {
        None => None,
        Some((_, text)) if text == "outer" => Some(Tag::Outer),
        Some((at, text)) if text.is_empty() || text.starts_with('@') || text == "xsi:type" => {
            let expected = "the name of a member, or `outer`".to_owned();
            report.push(at, Problem::Malformed { what: "tag", expected, found: text.clone() });
            return None;
        }
        Some((_, text)) => Some(Tag::Member(text.clone())),
    };
    let xml = match (xml, &tag) {
        (None, Some(Tag::Outer)) => XmlTag::Outer,
        (None, _) => XmlTag::Type,
        (Some((_, text)), _) if text == "outer" => XmlTag::Outer,
        (Some((_, text)), _) if text == "xsi:type" => XmlTag::Type,
        (Some((_, text)), _) if text == "element" => XmlTag::Own,
        (Some((at, text)), _) => match text.strip_prefix('@') {
            Some(name) if super::profiles::is_xml_name(name) => XmlTag::Attribute(name.to_owned()),
            _ => {
                let expected = "`xsi:type`, `@Name`, `outer` or `element`".to_owned();
                report.push(at, Problem::Malformed { what: "tag in XML", expected, found: text.clone() });
                return None;
            }
        },
    };
    Some((tag, xml))
}

/// Gives the variants of a union their names in XML.
pub(super) fn name_variants(union: &mut Union, page: &str, xml: &Xml<'_, '_>, report: &mut Report) {
    let at = At::root().key("types").key(page).key("variants");
    for variant in &mut union.variants {
        let type_page = xml.types.get(variant.type_.0).and_then(Option::as_ref).map_or("", |own| &own.page);
        let (scope, local) = match union.xml {
            XmlTag::Outer | XmlTag::Own => (scope_of(page), variant.tag.as_str()),
            XmlTag::Type | XmlTag::Attribute(_) => (scope_of(type_page), local_name(type_page)),
        };
        if !super::profiles::is_xml_name(local) {
            let expected = "an XML name, as it tells the type in XML".to_owned();
            report
                .push(at.clone(), Problem::Malformed { what: "XML name", expected, found: local.to_owned() });
        }
        let namespace = match union.xml {
            XmlTag::Outer | XmlTag::Own => xml.of_members(scope),
            XmlTag::Type | XmlTag::Attribute(_) => xml.namespace(scope),
        };
        variant.xml = Some(QName { namespace, local: local.to_owned() });
    }
    let same = |one: &Variant, other: &Variant| one.tag != other.tag && one.xml == other.xml;
    let told = union.xml != XmlTag::Attribute(String::new()) && !matches!(union.xml, XmlTag::Attribute(_));
    if told && union.variants.iter().any(|one| union.variants.iter().any(|other| same(one, other))) {
        let message = "two of the types have one name in XML".to_owned();
        let advice = "let an attribute tell them: `tag: { xml: '@Name' }`".to_owned();
        report.push(at, Problem::Conflict { message, advice });
    }
}

/// Reports members that are called as the tag that stands beside them.
pub(super) fn check_members(types: &[Option<Type>], report: &mut Report) {
    for own in types.iter().flatten() {
        let TypeKind::Union(Union { tag: Some(Tag::Member(tag)), variants, .. }) = &own.kind else {
            continue;
        };
        let has = |variant: &&Variant| {
            record(types, variant.type_).is_some_and(|record| {
                record.members.iter().any(|member| member.wire == *tag || member.also.contains(tag))
            })
        };
        if let Some(variant) = variants.iter().find(has) {
            clash(own, variant, types, tag, report);
        }
    }
}

fn clash(own: &Type, variant: &Variant, types: &[Option<Type>], tag: &str, report: &mut Report) {
    let name = types.get(variant.type_.0).and_then(Option::as_ref).map_or("", |own| &own.page);
    let message =
        format!("`{tag}` tells the types of `{}`, and `{name}` has a member by that name", own.page);
    let advice = "leave the member out; the tag is written for it".to_owned();
    report.push(At::root().key("types").key(&own.page).key("tag"), Problem::Conflict { message, advice });
}

/// Reports attributes that are called as the tag, which is known only with the shapes.
pub(super) fn check_attributes(types: &[Option<Type>], report: &mut Report) {
    for own in types.iter().flatten() {
        let TypeKind::Union(Union { xml: XmlTag::Attribute(tag), variants, .. }) = &own.kind else {
            continue;
        };
        let is = |child: &crate::model::XmlChild| {
            child.place == Place::Attribute && child.name.namespace.is_empty() && child.name.local == *tag
        };
        let has = |variant: &&Variant| {
            let shape = record(types, variant.type_).and_then(|record| record.xml.as_ref());
            shape.is_some_and(|shape| shape.children.iter().any(is))
        };
        if let Some(variant) = variants.iter().find(has) {
            clash(own, variant, types, tag, report);
        }
    }
}

fn record(types: &[Option<Type>], TypeId(index): TypeId) -> Option<&Record> {
    types.get(index)?.as_ref()?.as_record()
}

/// Reports unions that travel in an encoding in which nothing tells their types.
pub(super) fn check_tags(operations: &[Operation], types: &[Option<Type>], report: &mut Report) {
    let untold = |own: &Type| matches!(&own.kind, TypeKind::Union(Union { tag: None, .. }));
    if !types.iter().flatten().any(untold) {
        return;
    }
    let mut start: Vec<usize> = Vec::new();
    for operation in operations {
        let xml =
            |codec: &Codec| matches!(codec, Codec::Xml(_) | Codec::Soap { .. } | Codec::Empty | Codec::Text);
        let member = |own: &Member| reached_in(&own.type_, &own.format);
        let bindings = || operation.bindings.iter();
        if bindings().any(|own| !own.query.is_empty() || own.accepts.iter().any(|media| !xml(&media.codec))) {
            start.extend(operation.input.record.members.iter().filter_map(member));
        }
        if bindings().any(|own| own.answers.iter().any(|media| !xml(&media.codec))) {
            match &operation.output {
                Output::Nothing => {}
                Output::Whole(whole) => start.extend(reached_in(&whole.type_, &whole.format)),
                Output::Record(record) => start.extend(record.members.iter().filter_map(member)),
            }
            start.extend(operation.failures.iter().filter_map(|own| own.reached()));
        }
    }
    for (own, _) in types.iter().zip(closure(types, start)).filter(|(_, reached)| *reached) {
        if let Some(own) = own.as_ref().filter(|own| untold(own)) {
            let message = format!(
                "nothing tells the types of `{}` where it travels as neither XML nor a text",
                own.page
            );
            let advice = "say `tag: { json: member, xml: xsi:type }`".to_owned();
            report.push(
                At::root().key("types").key(&own.page).key("tag"),
                Problem::Conflict { message, advice },
            );
        }
    }
}
