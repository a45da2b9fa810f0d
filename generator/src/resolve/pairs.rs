//! How forms and queries name values and write lists.

use std::collections::BTreeSet;

use super::context::{Books, Context};
use super::item_names;
use super::lookup::{as_record, meant};
use crate::diagnostics::{At, Problem, Report};
use crate::model::{
    BodyFrom, Codec, Holds, ListStyle, MediaType, Member, Nesting, Operation, Output, PairStyle, Parameter,
    Record, Type, TypeId, TypeKind, TypeRef, Value,
};
use crate::spec::{self, ListForm, Nested, Text};

/// The style of a profile that is made from one of another style.
pub(super) fn style(base: &PairStyle, written: &spec::Profile, at: &At, report: &mut Report) -> PairStyle {
    let said = Said { first: written.first.as_ref(), separator: written.separator.as_ref() };
    PairStyle {
        nesting: match written.nested {
            None => base.nesting,
            Some(Nested::Dots) => Nesting::Dots,
            Some(Nested::Brackets) => Nesting::Brackets,
        },
        list: list(&base.list, written.list, said, at, report),
    }
}

/// How a member's list is written, where it says so.
pub(super) fn of_member(long: Option<&spec::Member>, at: &At, report: &mut Report) -> Option<ListStyle> {
    let form = long?.form.as_ref()?;
    let said = Said { first: form.first.as_ref(), separator: form.separator.as_ref() };
    let at = at.key("form");
    match (&form.name, form.list) {
        (Some(Text(name)), None) => {
            let unnamed = ListStyle::Indexed(0);
            let ListStyle::Indexed(first) = list(&unnamed, None, said, &at, report) else { return None };
            let names = item_names::parse(name, first, &at.key("name"), report)?;
            Some(ListStyle::Named(Box::new(names)))
        }
        (None, Some(kind)) => Some(list(&ListStyle::Repeated, Some(kind), said, &at, report)),
        (Some(_), Some(_)) => {
            let message = "`name` and `list` both say how the items are named".to_owned();
            let advice = "leave one of them out".to_owned();
            report.push(at.key("name").name(), Problem::Conflict { message, advice });
            None
        }
        (None, None) => {
            report.push(at, Problem::MissingKey { key: "list", of: "a member's form" });
            None
        }
    }
}

/// What is said of a list beside its kind.
#[derive(Clone, Copy, Debug)]
struct Said<'s> {
    first: Option<&'s Text>,
    separator: Option<&'s Text>,
}

fn list(base: &ListStyle, kind: Option<ListForm>, said: Said<'_>, at: &At, report: &mut Report) -> ListStyle {
    let first = |default: u64, report: &mut Report| match said.first {
        None => default,
        Some(Text(text)) => text.parse::<u32>().map_or_else(
            |_| {
                let expected = "a whole number below 2^32".to_owned();
                let problem = Problem::Malformed { what: "index", expected, found: text.clone() };
                report.push(at.key("first"), problem);
                default
            },
            u64::from,
        ),
    };
    let style = match (kind, base) {
        (None, ListStyle::Indexed(own)) => ListStyle::Indexed(first(*own, report)),
        (None, ListStyle::Numbered(own)) => ListStyle::Numbered(first(*own, report)),
        (None, ListStyle::Columns(own)) => ListStyle::Columns(first(*own, report)),
        (None, ListStyle::Joined(own)) => {
            ListStyle::Joined(said.separator.map_or_else(|| own.clone(), |Text(text)| text.clone()))
        }
        (None, ListStyle::Repeated | ListStyle::Brackets | ListStyle::Named(_)) => base.clone(),
        (Some(ListForm::Repeated), _) => ListStyle::Repeated,
        (Some(ListForm::Brackets), _) => ListStyle::Brackets,
        (Some(ListForm::Indexed), _) => ListStyle::Indexed(first(0, report)),
        (Some(ListForm::Numbered), _) => ListStyle::Numbered(first(1, report)),
        (Some(ListForm::Columns), _) => ListStyle::Columns(first(0, report)),
        (Some(ListForm::Joined), _) => {
            ListStyle::Joined(said.separator.map_or_else(|| ",".to_owned(), |Text(text)| text.clone()))
        }
    };
    let has_first = matches!(style, ListStyle::Indexed(_) | ListStyle::Numbered(_) | ListStyle::Columns(_));
    let is_joined = matches!(style, ListStyle::Joined(_));
    let fits = [
        ("first", said.first.is_some(), has_first, "lists with indexes: `indexed`, `numbered` or `columns`"),
        ("separator", said.separator.is_some(), is_joined, "lists in one text: `joined`"),
    ];
    for (key, _, _, of) in fits.into_iter().filter(|(_, said, fits, _)| *said && !fits) {
        let message = format!("`{key}` is about {of}");
        let advice = format!("leave `{key}` out, or say `list`");
        report.push(at.key(key).name(), Problem::Conflict { message, advice });
    }
    if style == ListStyle::Joined(String::new()) {
        let expected = "at least one character".to_owned();
        let problem = Problem::Malformed { what: "separator", expected, found: String::new() };
        report.push(at.key("separator"), problem);
    }
    style
}

/// Gives the members in a query the style of the profile `query`.
pub(super) fn in_query(query: &mut [Parameter], context: &Context<'_>, books: &mut Books) {
    let Some(profile) = context.profiles.get("query") else { return };
    for parameter in query.iter_mut().filter(|own| matches!(own.value, Value::Member(_))) {
        parameter.pairs = profile.pairs.clone();
        books.used_profiles.push(profile.name.clone());
    }
}

/// Reports lists that a form or a query has no place for. No alias may be in a circle.
pub(super) fn check(operations: &[Operation], types: &[Option<Type>], report: &mut Report) {
    for operation in operations {
        let mut look = Look {
            types,
            seen: BTreeSet::new(),
            told: BTreeSet::new(),
            at: At::root().key("operations").key(&operation.page).name(),
            report,
        };
        for binding in &operation.bindings {
            let input = &operation.input.record.members;
            for style in forms(&binding.accepts) {
                match &binding.body {
                    BodyFrom::Nothing => {}
                    BodyFrom::Whole => {
                        operation.input.body.iter().for_each(|index| look.whole(&input[*index].type_, style));
                    }
                    BodyFrom::Members(only) => {
                        let members: Vec<&Member> = only.iter().map(|index| &input[*index]).collect();
                        look.members(&members, style);
                    }
                }
            }
            for style in forms(&binding.answers) {
                match &operation.output {
                    Output::Nothing => {}
                    Output::Whole(whole) => look.whole(&whole.type_, style),
                    Output::Record(record) => look.record(record, style),
                }
                for failure in &operation.failures {
                    if let Holds::Whole(whole) = &failure.holds {
                        look.whole(&whole.type_, style);
                    }
                }
            }
            let placed = binding.query.iter().filter_map(|own| match own.value {
                Value::Member(index) => Some((&input[index], &own.pairs)),
                Value::Constant(_) | Value::Computed(_) => None,
            });
            // The profile `query` is one for all of them.
            let (members, styles): (Vec<&Member>, Vec<&PairStyle>) = placed.unzip();
            if let Some(style) = styles.first() {
                look.members(&members, style);
            }
        }
    }
}

/// The styles of the forms among media types.
fn forms(media: &[MediaType]) -> impl Iterator<Item = &PairStyle> {
    media.iter().filter_map(|own| match &own.codec {
        Codec::Form(style) | Codec::Lines(style) => Some(style),
        _ => None,
    })
}

struct Look<'l> {
    types: &'l [Option<Type>],
    /// The types that were looked at, each in a style.
    seen: BTreeSet<(TypeId, String)>,
    /// The members that were told.
    told: BTreeSet<String>,
    at: At,
    report: &'l mut Report,
}

impl Look<'_> {
    fn record(&mut self, record: &Record, style: &PairStyle) {
        let members: Vec<&Member> = record.members.iter().collect();
        self.members(&members, style);
    }

    /// Looks at the members of a form or a query itself.
    fn members(&mut self, members: &[&Member], style: &PairStyle) {
        if let Some((one, other)) = item_names::clash(members)
            && self.told.insert(other.to_owned())
        {
            let message = format!("what is in `{one}` and in `{other}` could have one name");
            let advice = "give one of them another name".to_owned();
            self.report.push(self.at.clone(), Problem::Conflict { message, advice });
        }
        self.named(members, 1);
        self.each(members, style);
    }

    /// Reports lists whose names have another count of numbers than there are items around.
    fn named(&mut self, members: &[&Member], numbers: usize) {
        for member in members {
            let Some(ListStyle::Named(own)) = &member.list else { continue };
            if own.numbers() != numbers && self.told.insert(member.page.clone()) {
                let (message, advice) = match numbers {
                    1 => (
                        format!(
                            "the name of `{}` has two numbers, and no item is around the list",
                            member.page
                        ),
                        "say `{n}` once",
                    ),
                    _ => (
                        format!("`{}` has a name of its own, and is inside of something else", member.page),
                        "only lists beside the other members of a form, and lists in their items, have such names",
                    ),
                };
                let advice = advice.to_owned();
                self.report.push(self.at.clone(), Problem::Conflict { message, advice });
            }
        }
    }

    fn each(&mut self, members: &[&Member], style: &PairStyle) {
        for member in members {
            // A document is a single text.
            if member.format.in_form().is_document() {
                continue;
            }
            let list = member.list.as_ref().unwrap_or(&style.list);
            if !has_place(list, &member.type_, self.types) && self.told.insert(member.page.clone()) {
                let message =
                    format!("a form has no place for the items of `{}`, written as they are", member.page);
                let advice =
                    "say `list: indexed`, or `list: columns`, in the profile or under `form` of the member"
                        .to_owned();
                self.report.push(self.at.clone(), Problem::Conflict { message, advice });
            }
            let like = |other: &&&Member| {
                other
                    .wire
                    .strip_prefix(&member.wire)
                    .is_some_and(|rest| rest.starts_with(|first: char| first.is_ascii_digit()))
            };
            let is_numbered = matches!(meant(&member.type_, self.types), TypeRef::List(_))
                && matches!(list, ListStyle::Numbered(_));
            if let Some(other) = members.iter().find(like).filter(|_| is_numbered)
                && self.told.insert(member.page.clone())
            {
                let message =
                    format!("`{}` could be an item of the numbered list `{}`", other.page, member.page);
                let advice = "write the list in another way".to_owned();
                self.report.push(self.at.clone(), Problem::Conflict { message, advice });
            }
            // What is in such items was looked at with their names.
            if !matches!(list, ListStyle::Named(_)) {
                self.inside(&member.type_, style);
            }
        }
    }

    /// Looks at a type that is the form.
    fn whole(&mut self, type_: &TypeRef, style: &PairStyle) {
        match as_record(type_, self.types) {
            Some(record) => self.record(record, style),
            None => self.inside(type_, style),
        }
    }

    /// Looks at the records that a type reaches.
    fn inside(&mut self, type_: &TypeRef, style: &PairStyle) {
        let Some(index) = super::xml::reached(type_) else { return };
        if !self.seen.insert((TypeId(index), format!("{style:?}"))) {
            return;
        }
        match self.types.get(index).and_then(Option::as_ref).map(|own| &own.kind) {
            Some(TypeKind::Record(record)) => {
                let members: Vec<&Member> = record.members.iter().collect();
                self.named(&members, 0);
                self.each(&members, style);
            }
            Some(TypeKind::Union(union)) => {
                union.variants.iter().for_each(|own| self.inside(&TypeRef::Named(own.type_), style));
            }
            Some(TypeKind::Alias(target)) => self.inside(target, style),
            Some(TypeKind::Enum(_)) | None => {}
        }
    }
}

/// Whether the lists in a value have a way to write their items.
fn has_place(list: &ListStyle, type_: &TypeRef, types: &[Option<Type>]) -> bool {
    let mut type_ = meant(type_, types);
    let mut in_map = false;
    while let Some(inside) = type_.inside() {
        let inside = meant(inside, types);
        match type_ {
            // The number of an item would be read as a part of the key before it.
            TypeRef::List(_) if in_map && matches!(list, ListStyle::Numbered(_)) => return false,
            TypeRef::List(_) if !fits(list, inside, types) => return false,
            TypeRef::Map(_) => in_map = true,
            _ => {}
        }
        type_ = inside;
    }
    true
}

/// Whether a list has a way to write such items.
fn fits(list: &ListStyle, item: &TypeRef, types: &[Option<Type>]) -> bool {
    let is_record = |id: &TypeId| {
        matches!(
            types.get(id.0).and_then(Option::as_ref).map(|own| &own.kind),
            Some(TypeKind::Record(_) | TypeKind::Union(_))
        )
    };
    match (list, item) {
        // What it can name was looked at with the names.
        (ListStyle::Indexed(_) | ListStyle::Columns(_) | ListStyle::Named(_), _) => true,
        (ListStyle::Numbered(_), item) => !matches!(item, TypeRef::List(_)),
        (_, TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Any) => false,
        (_, TypeRef::Named(id)) => !is_record(id),
        (ListStyle::Repeated | ListStyle::Brackets | ListStyle::Joined(_), _) => true,
    }
}
