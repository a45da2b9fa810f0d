//! Tests of answers.

use super::{Member, Place, QName, Record, Type, TypeId, TypeKind, TypeRef};

/// A test of an answer. Members are told by the names that lead to them, as they travel.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Condition {
    /// The status is in one of these ranges, ends included.
    Status(Vec<(u16, u16)>),
    /// A member has one of these values.
    Member {
        /// The names that lead to it.
        path: Vec<String>,
        /// The values.
        values: Vec<String>,
    },
    /// A member is there and is not null.
    Has(Vec<String>),
    /// A member is not there, or is null.
    Lacks(Vec<String>),
    /// The text that is the whole body is one of these.
    BodyIn(Vec<String>),
    /// The text that is the whole body begins so.
    BodyStarts(String),
    /// There is no body.
    Empty,
    /// It is a SOAP fault with one of these codes, without prefixes.
    Fault(Vec<String>),
    /// All of these hold.
    All(Vec<Condition>),
}

impl Condition {
    /// The condition itself, or those that it is made of.
    #[must_use]
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::All(all) => all,
            own => std::slice::from_ref(own),
        }
    }

    /// The member that it looks at.
    #[must_use]
    pub fn path(&self) -> Option<&[String]> {
        match self {
            Self::Member { path, .. } | Self::Has(path) | Self::Lacks(path) => Some(path),
            _ => None,
        }
    }
}

/// The steps that lead to a member in XML: `{namespace}local` for an element,
/// `@{namespace}local` for an attribute, `.` for the text of an element.
///
/// `None` where some record on the way has no XML form, or no such member.
pub fn xml_steps<'t>(
    record: &'t Record,
    path: &[String],
    find: &dyn Fn(TypeId) -> Option<&'t Type>,
) -> Option<Vec<String>> {
    let mut record = Some(record);
    let mut steps = Vec::new();
    for name in path {
        let own = record?;
        let index = own.members.iter().position(|member| member.wire == *name)?;
        let child = own.xml.as_ref()?.children.iter().find(|child| child.member == index)?;
        match child.place {
            Place::Element => steps.push(expanded(&child.name)),
            Place::Attribute => steps.push(format!("@{}", expanded(&child.name))),
            Place::Text => steps.push(".".to_owned()),
            // A header is no part of what is looked through.
            Place::Header => return None,
        }
        steps.extend(child.item.as_ref().map(expanded));
        record = inside(&own.members[index], find);
    }
    Some(steps)
}

fn expanded(name: &QName) -> String {
    format!("{{{}}}{}", name.namespace, name.local)
}

/// The record that a member is, or whose items it has.
fn inside<'t>(member: &'t Member, find: &dyn Fn(TypeId) -> Option<&'t Type>) -> Option<&'t Record> {
    const LONGEST: usize = 100;
    let mut own = &member.type_;
    for _ in 0..LONGEST {
        match own {
            TypeRef::List(item) => own = item,
            TypeRef::Named(id) => match &find(*id)?.kind {
                TypeKind::Record(record) => return Some(record),
                TypeKind::Alias(target) => own = target,
                TypeKind::Enum(_) | TypeKind::Union(_) => return None,
            },
            _ => return None,
        }
    }
    None
}
