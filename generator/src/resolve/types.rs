//! The types of a spec.

use super::context::{Books, Context};
use super::cycles::circle;
use super::docs::docs;
use super::enumerations::enumeration;
use super::members::{Written, members};
use super::names::{Case, Scope, derive};
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{Docs, Record, Type, TypeKind};
use crate::spec::{self, Kinds, Names, Text};

/// Names that generated code uses for something else.
const IMPORTED: &[&str] = &[
    "Any",
    "Box",
    "Bytes",
    "Date",
    "DateTime",
    "Decimal",
    "Default",
    "Deserialize",
    "Eq",
    "Err",
    "Clone",
    "Debug",
    "None",
    "Nullable",
    "Ok",
    "Option",
    "PartialEq",
    "Result",
    "Serialize",
    "Some",
    "String",
    "Time",
    "Uuid",
    "Vec",
];

/// Resolves every type; one that has a problem is `None`.
pub(super) fn types(context: &Context<'_>, books: &mut Books, report: &mut Report) -> Vec<Option<Type>> {
    let mut names = Scope::new("type", Case::Pascal).avoid(IMPORTED);
    let mut modules = Scope::new("type", Case::Snake);
    let at = At::root().key("types");
    let types = context.document.types.iter();
    types
        .map(|(page, written)| {
            let at = at.key(page);
            if super::type_text::scalar(page).is_some() || page == "nothing" {
                let message = format!("`{page}` is a type of the language");
                let advice = "give the type another name".to_owned();
                report.push(at.name(), Problem::Conflict { message, advice });
                return None;
            }
            let long = match written {
                Kinds::Map(long) => Some(long),
                _ => None,
            };
            let rust = names.name(page, long.and_then(|long| long.rust.as_ref()), &at, report);
            let kind = kind(context, page, written, &at, books, report);
            let docs = long.map_or_else(Docs::default, |long| {
                let remarks = [long.assume.as_ref(), long.outside.as_ref()];
                docs(long.about.as_ref(), remarks, &spec::Type::MAPPING, &at, &mut books.notes, report)
            });
            let rust = rust?;
            // Types that differ in Rust may still share a file's name.
            let module = modules.name(&rust, None, &at, report);
            Some(Type { page: page.to_owned(), module: module?, rust, docs, kind: kind? })
        })
        .collect()
}

fn kind(
    context: &Context<'_>,
    page: &str,
    written: &spec::Short<spec::Type>,
    at: &At,
    books: &mut Books,
    report: &mut Report,
) -> Option<TypeKind> {
    let long = match written {
        Kinds::Text(text) => return alias(context, text, at, books, report),
        Kinds::List(_) => return None,
        Kinds::Map(long) => long,
    };
    if long.layout.is_some() && long.members.is_none() && long.base.is_none() {
        let message = "only a type with members has a layout".to_owned();
        let advice = "leave out `layout`".to_owned();
        report.push(at.key("layout").name(), Problem::Conflict { message, advice });
        return None;
    }
    if long.json.is_some() && long.members.is_none() && long.base.is_none() {
        let message = "only the members of a type stand in a list".to_owned();
        let advice = "leave out `json`".to_owned();
        report.push(at.key("json").name(), Problem::Conflict { message, advice });
        return None;
    }
    if long.closed.is_some() && long.values.is_none() && long.variants.is_none() {
        let message = "only a list of `values` or of `variants` is closed".to_owned();
        let advice = "leave `closed` out".to_owned();
        report.push(at.key("closed").name(), Problem::Conflict { message, advice });
        return None;
    }
    if long.tag.is_some() && long.variants.is_none() {
        let message = "`tag` is about one of several types, and there are no `variants`".to_owned();
        let advice = "leave `tag` out, or list the `variants`".to_owned();
        report.push(at.key("tag").name(), Problem::Conflict { message, advice });
    }
    let shapes = [
        long.type_.is_some(),
        long.members.is_some() || long.base.is_some(),
        long.values.is_some(),
        long.variants.is_some(),
    ];
    match shapes {
        [true, false, false, false] => {
            let Text(text) = long.type_.as_ref()?;
            alias(context, text, &at.key("type"), books, report)
        }
        [false, true, false, false] => {
            let mut record = record(context, page, at, books, report)?;
            if long.json.as_ref().is_some_and(|json| json.list == Some(true)) {
                super::positions::check(&record.members, at, report)?;
                record.is_list = true;
            }
            if let Some(Text(layout)) = &long.layout {
                record.layout =
                    Some(super::layouts::layout(layout, &record.members, &at.key("layout"), report)?);
            }
            Some(TypeKind::Record(record))
        }
        [_, false, true, false] => enumeration(long, at, report).map(TypeKind::Enum),
        [false, false, false, true] => {
            super::unions::union(context, long, at, books, report).map(TypeKind::Union)
        }
        [false, false, false, false] => {
            report.push(at.clone(), Problem::MissingKey { key: "members", of: "a type" });
            None
        }
        _ => {
            let message = "a type is either `members`, `values`, `variants`, or another `type`".to_owned();
            let advice = "keep one of them".to_owned();
            report.push(at.clone(), Problem::Conflict { message, advice });
            None
        }
    }
}

/// Presence belongs to members, so an alias says none.
fn alias(
    context: &Context<'_>,
    text: &str,
    at: &At,
    books: &mut Books,
    report: &mut Report,
) -> Option<TypeKind> {
    let parsed = super::type_text::parse(text, at, report)?;
    if parsed.presence.is_some() || parsed.nullable || !parsed.says_type_only() {
        let message = "presence, limits and form are said where a type is used".to_owned();
        let advice = "keep only the type".to_owned();
        report.push(at.clone(), Problem::Conflict { message, advice });
        return None;
    }
    context.type_ref(&parsed, at, books, report).map(TypeKind::Alias)
}

/// The members of a type, those of its bases first.
pub(super) fn written_members<'s>(
    context: &Context<'s>,
    page: &str,
    books: &mut Books,
    report: &mut Report,
) -> Option<Vec<(String, Written<'s>)>> {
    let mut chain: Vec<String> = Vec::new();
    let mut all: Vec<(String, Written<'s>)> = Vec::new();
    let mut page = page.to_owned();
    loop {
        let at = At::root().key("types").key(&page);
        let Some(Kinds::Map(long)) = context.document.types.get(&page) else {
            return Some(all);
        };
        chain.push(page.clone());
        let own = long.members.iter().flat_map(Names::iter);
        let own = own.map(|(name, written)| (page.clone(), (at.key("members").key(name), name, written)));
        all.splice(0..0, own.collect::<Vec<_>>());
        let Some(Text(base)) = &long.base else {
            return Some(all);
        };
        let at = at.key("base");
        let Some(index) = context.document.types.position(base) else {
            let nearest = nearest(base, context.document.types.names());
            report.push(at, Problem::Undefined { name: base.clone(), what: "type", nearest });
            return None;
        };
        if let Some(used) = books.used_types.get_mut(index) {
            *used = true;
        }
        if chain.contains(base) {
            let chain = circle(&chain, base, context.document.types.names());
            let at = At::root().key("types").key(chain.first().unwrap_or(base)).key("base");
            report.push(at, Problem::Cycle { chain, what: "base" });
            return None;
        }
        page = base.clone();
    }
}

fn record(
    context: &Context<'_>,
    page: &str,
    at: &At,
    books: &mut Books,
    report: &mut Report,
) -> Option<Record> {
    let written = written_members(context, page, books, report)?;
    // Notes about a base's members are taken where the base itself is resolved.
    let earlier = books.notes.len();
    let own: Vec<Written<'_>> = written.iter().map(|(_, written)| written.clone()).collect();
    let before = report.len();
    own.iter().for_each(|written| super::blocks::misplaced(written, report));
    let mut members = members(context, &own, books, report);
    super::given_members::add(context, &own, &mut members, books, report);
    let mut taken = books.notes.split_off(earlier);
    taken.retain(|note| note.at.steps().starts_with(at.steps()));
    books.notes.append(&mut taken);
    (report.len() == before).then_some(Record { members, ..Record::default() })
}

/// The name of a type apart from its scope: `Logout` of `Responses.Customers.Logout`.
pub(super) fn local_name(page: &str) -> &str {
    page.rsplit('.').next().unwrap_or(page)
}

/// The scope of a type's name: `Responses.Customers` of `Responses.Customers.Logout`.
pub(super) fn scope_of(page: &str) -> &str {
    page.rsplit_once('.').map_or("", |(scope, _)| scope)
}

/// The Rust name of something that is derived and cannot collide.
pub(super) fn pascal(page: &str) -> String {
    derive(page, Case::Pascal).unwrap_or_default()
}
