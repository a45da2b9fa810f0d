//! Members of types, inputs and outputs.

use std::collections::BTreeMap;

use super::context::{Books, Context, MemberParts, MemberType, WireNames, member_parts};
use super::docs::docs;
use super::documents;
use super::forms;
use super::names::{Case, Scope};
use super::ranges;
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Member, NoneValue, TypeRef};
use crate::spec::{self, Kinds, Short, Text};

/// A member as it is written, and where.
pub(super) type Written<'s> = (At, &'s str, &'s Short<spec::Member>);

/// Resolves members, those of one record.
pub(super) fn members(
    context: &Context<'_>,
    written: &[Written<'_>],
    books: &mut Books,
    report: &mut Report,
) -> Vec<Member> {
    let mut scope = Scope::new("member", Case::Snake);
    let mut travelling: BTreeMap<String, &str> = BTreeMap::new();
    let members = written.iter();
    members
        .filter_map(|(at, name, written)| {
            let parts = member_parts(written, at);
            if parts.long.is_some_and(|long| long.instead_of.is_some()) {
                let message = format!("`{name}` is no header, so it stands in for none");
                let advice = "leave `instead_of` out".to_owned();
                report.push(at.key("instead_of").name(), Problem::Conflict { message, advice });
            }
            super::parts::misplaced(at, name, &parts, report);
            super::places::misplaced(at, name, &parts, report);
            let own = member(context, at, name, &parts, &mut scope, books, report)?;
            for wire in [&own.wire].into_iter().chain(&own.also) {
                if let Some(other) = travelling.insert(wire.clone(), name).filter(|other| other != name) {
                    let message = format!("the members `{other}` and `{name}` are both `{wire}` on the wire");
                    let advice = "give one of them another name with `wire`".to_owned();
                    report.push(at.name(), Problem::Conflict { message, advice });
                }
            }
            Some(own)
        })
        .collect()
}

/// Resolves one member.
pub(super) fn member(
    context: &Context<'_>,
    at: &At,
    page: &str,
    parts: &MemberParts<'_>,
    scope: &mut Scope,
    books: &mut Books,
    report: &mut Report,
) -> Option<Member> {
    let docs = docs(parts.about(), parts.remarks(), &spec::Member::MAPPING, at, &mut books.notes, report);
    if !is_name(page) {
        report.push(at.name(), malformed(page));
        return None;
    }
    let long = parts.long;
    let given = long.and_then(|long| long.wire.as_ref()).map(|Text(name)| (at.key("wire"), name.as_str()));
    let also = |index: Option<usize>| index.map_or(at.key("also"), |index| at.key("also").item(index));
    let more = parts.also().into_iter().map(|(index, name)| (also(index), name));
    for (at, name) in given.into_iter().chain(more) {
        if !is_name(name) {
            report.push(at, malformed(name));
            return None;
        }
    }
    let WireNames { wire, also } = context.wire_names(page, parts, false);
    let rust = scope.name(context.stem(page), parts.rust(), at, report);
    let type_ = context.member_type(parts.type_, &parts.type_at, books, report);
    let (rust, mut type_) = (rust?, type_?);
    if let Some(forms) = parts.long.and_then(|long| long.as_.as_ref()) {
        type_.format = forms::each(forms, type_.format, &type_.type_, parts.type_, &at.key("as"), report)?;
    }
    if documents::has_xml(&type_.format) {
        books.use_profile("xml");
    }
    let none = match parts.long.and_then(|long| long.none.as_ref()) {
        Some(Text(text)) => Some(none_value(context, text, &type_, &at.key("none"), report)?),
        None => None,
    };
    let pattern = parts.long.and_then(|long| long.pattern.as_ref());
    let limits = ranges::limits(&type_, pattern, &parts.type_at, at, report)?;
    if parts.long.is_some_and(|long| long.form.is_some())
        && !matches!(type_.type_, TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Named(_))
    {
        let message = format!("`{page}` is no list, and `form` says how a list is written");
        let advice = "leave `form` out".to_owned();
        report.push(at.key("form").name(), Problem::Conflict { message, advice });
    }
    Some(Member {
        page: page.to_owned(),
        wire,
        also,
        rust,
        type_: type_.type_,
        presence: type_.presence,
        nullable: type_.nullable,
        format: type_.format,
        none,
        limits,
        default: parts.long.and_then(|long| long.default.as_ref()).map(|text| text.0.clone()),
        boxed: false,
        always: None,
        list: super::pairs::of_member(parts.long, at, report),
        echo: None,
        given: None,
        docs,
    })
}

/// Whether a text can travel as a name.
pub(super) fn is_name(text: &str) -> bool {
    !text.is_empty() && !text.chars().any(char::is_control)
}

pub(super) fn malformed(name: &str) -> Problem {
    let expected = "a text without control characters".to_owned();
    Problem::Malformed { what: "name", expected, found: name.to_owned() }
}

/// The value that stands for a member's absence. Only single values have one.
fn none_value(
    context: &Context<'_>,
    text: &str,
    of: &MemberType,
    at: &At,
    report: &mut Report,
) -> Option<NoneValue> {
    let listed = |index: usize| match context.document.types.iter().nth(index) {
        Some((_, Kinds::Map(long))) if long.values.is_some() => Some(long),
        _ => None,
    };
    let of_numbers = match &of.type_ {
        TypeRef::Int(_) | TypeRef::Float | TypeRef::Double | TypeRef::Decimal => Some(true),
        TypeRef::Named(id) => {
            listed(id.0).map(|long| long.type_.as_ref().is_some_and(|Text(own)| own != "string"))
        }
        TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Any => None,
        _ => Some(false),
    };
    let message = match of_numbers {
        None => "only a single value has another one that stands for its absence",
        Some(_) if of.nullable => "null and another value both stand for absence",
        Some(of_numbers) => return Some(NoneValue { text: text.to_owned(), of_numbers }),
    };
    let advice = "leave `none` out, or say less in the type".to_owned();
    report.push(at.name(), Problem::Conflict { message: message.to_owned(), advice });
    None
}
