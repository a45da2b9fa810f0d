//! Elements that tell the type of their value by their own name, and names that two members have.

use std::collections::BTreeMap;

use super::inside::DEEPEST;
use super::lookup::records;
use super::types::scope_of;
use super::xml::{Entry, Xml};
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Operation, Place, QName, Record, Type, TypeKind, TypeRef, Union, XmlTag};
use crate::spec::{MemberXml, Text};

/// A member whose elements are named by the types of its values.
#[derive(Debug)]
pub(super) struct Named {
    names: Vec<QName>,
    shape: Shape,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Shape {
    Single,
    List,
    /// A map, or a list of lists.
    Other,
}

/// How the elements stand.
#[derive(Debug)]
pub(super) struct Stand {
    /// The element around each item, whatever its name, where the list has an element of its own.
    pub(super) item: Option<QName>,
    /// The names in place of the member's own, where it has none.
    pub(super) choice: Vec<QName>,
}

impl Xml<'_, '_> {
    /// The names of the elements of a value that is named by its type, or that holds such.
    pub(super) fn named_by_type(&self, type_: &TypeRef) -> Option<Named> {
        let behind = self.behind(type_);
        let mut inner = behind;
        // A list that holds itself has a problem of its own.
        for _ in 0..DEEPEST {
            let Some(inside) = inner.inside() else { break };
            inner = self.behind(inside);
        }
        let TypeRef::Named(id) = inner else { return None };
        let own = self.types.get(id.0).and_then(Option::as_ref)?;
        let TypeKind::Union(Union { xml: XmlTag::Own, variants, .. }) = &own.kind else { return None };
        let namespace = self.of_members(scope_of(&own.page));
        let name = |tag: &String| QName { namespace: namespace.clone(), local: tag.clone() };
        let shape = match behind {
            TypeRef::Named(_) => Shape::Single,
            TypeRef::List(item) if matches!(self.behind(item), TypeRef::Named(_)) => Shape::List,
            _ => Shape::Other,
        };
        Some(Named { names: variants.iter().map(|own| name(&own.tag)).collect(), shape })
    }
}

impl Named {
    /// How the elements of a member stand; `written` is what its `xml` says.
    pub(super) fn elements(
        self,
        written: Option<&MemberXml>,
        place: Place,
        entry: &Entry<'_, '_>,
        report: &mut Report,
    ) -> Option<Stand> {
        let at = &entry.written.0;
        let page = &entry.member.page;
        let conflict = |key: &str, message: String, advice: &str| {
            let problem = Problem::Conflict { message, advice: advice.to_owned() };
            (at.key("xml").key(key).name(), problem)
        };
        let item = written.and_then(|own| own.item.as_ref()).map(|Text(text)| text.as_str());
        let has_name = written.is_some_and(|own| own.name.is_some());
        let is_flat = item == Some("flat");
        let problem = match self.shape {
            Shape::Other => {
                let what =
                    format!("`{page}`, a map or a list of lists whose elements are named by their types,");
                let advice = "give the inner list a name, as a member of a type of its own".to_owned();
                Some((at.clone(), Problem::NotYet { what, advice }))
            }
            _ if place != Place::Element => {
                let message = format!("the elements of `{page}` are named by their types");
                Some(conflict("name", message, "leave `name` out"))
            }
            Shape::List if item.is_some() && !is_flat => {
                let message = format!("the items of `{page}` are named by their types");
                Some(conflict("item", message, "leave `item` out, or say `flat`"))
            }
            Shape::Single if item.is_some() => {
                Some(conflict("item", "only a list or a map has items".to_owned(), "leave `item` out"))
            }
            Shape::Single | Shape::List
                if entry.member.nullable && (is_flat || self.shape == Shape::Single) =>
            {
                let message = format!("a null has no type, and so `{page}` no element for it");
                let advice = "say `optional` without `nullable`".to_owned();
                Some((at.clone(), Problem::Conflict { message, advice }))
            }
            Shape::Single | Shape::List if has_name && (is_flat || self.shape == Shape::Single) => {
                let message = format!("the element of `{page}` is named by its type");
                Some(conflict("name", message, "leave `name` out"))
            }
            _ => None,
        };
        if let Some((at, problem)) = problem {
            report.push(at, problem);
            return None;
        }
        Some(match self.shape {
            Shape::List if !is_flat => Stand { item: Some(QName::any()), choice: Vec::new() },
            _ => Stand { item: None, choice: self.names },
        })
    }
}

/// Reports attributes of one name that two members of a record have, and elements, where a name tells
/// a type. Other elements of one name are told apart by their order.
pub(super) fn check(types: &[Option<Type>], operations: &[Operation], report: &mut Report) {
    for (at, record) in records(types, operations) {
        of_record(record, &at, report);
    }
}

fn of_record(record: &Record, at: &At, report: &mut Report) {
    let mut taken: BTreeMap<(bool, &str, &str), (&str, bool)> = BTreeMap::new();
    for child in record.xml.iter().flat_map(|own| &own.children) {
        let is_attribute = child.place == Place::Attribute;
        if !is_attribute && child.place != Place::Element {
            continue;
        }
        let page = &record.members[child.member].page;
        let names = if child.choice.is_empty() { std::slice::from_ref(&child.name) } else { &child.choice };
        for name in names {
            let key = (is_attribute, name.namespace.as_str(), name.local.as_str());
            let tells = is_attribute || !child.choice.is_empty();
            let Some((other, told)) = taken.insert(key, (page, tells)) else { continue };
            if other == page || !(tells || told) {
                continue;
            }
            let kind = if is_attribute { "attribute" } else { "element" };
            let message = format!("`{other}` and `{page}` are both the {kind} `{}` in XML", name.local);
            let advice = "give one of them another name: `xml: { name: Name }`".to_owned();
            report.push(at.key(page), Problem::Conflict { message, advice });
        }
    }
}
