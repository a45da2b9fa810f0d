//! Members of types, inputs and outputs.

use super::context::{Books, Context, MemberParts, member_parts};
use super::docs::docs;
use super::names::{Case, Scope};
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Member, TypeRef};
use crate::spec::{self, Short};

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
    let members = written.iter();
    members
        .filter_map(|(at, name, written)| {
            let parts = member_parts(written, at);
            if parts.long.is_some_and(|long| long.instead_of.is_some()) {
                let message = format!("`{name}` is no header, so it stands in for none");
                let advice = "leave `instead_of` out".to_owned();
                report.push(at.key("instead_of").name(), Problem::Conflict { message, advice });
            }
            member(context, at, name, &parts, &mut scope, books, report)
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
    if page.is_empty() || page.chars().any(char::is_control) {
        let expected = "a text without control characters".to_owned();
        report.push(at.name(), Problem::Malformed { what: "name", expected, found: page.to_owned() });
        return None;
    }
    let wire = context.wire_name(page);
    let rust = scope.name(wire, parts.rust(), at, report);
    let type_ = context.member_type(parts.type_, &parts.type_at, books, report);
    let (rust, type_) = (rust?, type_?);
    if parts.long.is_some_and(|long| long.form.is_some())
        && !matches!(type_.type_, TypeRef::List(_) | TypeRef::Named(_))
    {
        let message = format!("`{page}` is no list, and `form` says how a list is written");
        let advice = "leave `form` out".to_owned();
        report.push(at.key("form").name(), Problem::Conflict { message, advice });
    }
    let also = if wire == page { Vec::new() } else { vec![page.to_owned()] };
    Some(Member {
        page: page.to_owned(),
        wire: wire.to_owned(),
        also,
        rust,
        type_: type_.type_,
        presence: type_.presence,
        nullable: type_.nullable,
        format: type_.format,
        default: parts.long.and_then(|long| long.default.as_ref()).map(|text| text.0.clone()),
        list: super::pairs::of_member(parts.long, at, report),
        echo: None,
        docs,
    })
}
