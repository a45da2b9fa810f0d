//! Pages that follow one another.

use super::context::Books;
use super::docs::docs;
use super::inputs::{Inputs, SlotValue};
use super::lookup::{as_record, is_text, meant};
use super::overlay::Merged;
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{
    Frame, Member, Operation, Output, PageItems, PagedBy, Paging, Record, Step, Type, TypeId, TypeKind,
    TypeRef, Value, Way,
};
use crate::spec::{self, Text};

/// How the answers of an operation follow one another.
pub(super) fn pages(
    merged: &Merged<'_>,
    inputs: &Inputs<'_>,
    operation: &Operation,
    types: &[Option<Type>],
    books: &mut Books,
    report: &mut Report,
) -> Option<Paging> {
    let (at, written) = merged.pages.as_ref()?;
    let remarks = [written.assume.as_ref(), written.outside.as_ref()];
    docs(None, remarks, &spec::Paging::MAPPING, at, &mut books.notes, report);
    let before = report.len();
    keys(written, at, report);
    if report.len() > before {
        return None;
    }
    let look = Look { at, inputs, operation, types };
    let items = look.items(written.items.as_ref(), report);
    let named = [("into", &written.into), ("number", &written.number), ("offset", &written.offset)];
    let named = named.into_iter().find_map(|(key, name)| Some((key, name.as_ref()?)));
    let input = named.map(|(key, Text(name))| look.input(key, name, report));
    let more = match &written.more {
        Some(Text(name)) => look.more(name, report).map(Some),
        None => Some(None),
    };
    let total = |key, name: &Option<Text>, report: &mut Report| match name {
        Some(Text(name)) => look.total(key, name, report).map(Some),
        None => Some(None),
    };
    let pages = total("total-pages", &written.total_pages, report);
    let total = total("total-items", &written.total_items, report);
    let counts = written.next.is_none() && written.link.is_none() && written.more.is_none();
    if counts && items.is_none() && report.len() == before {
        report.push(at.clone(), Problem::MissingKey { key: "items", of: "pages that are counted" });
    }
    let by = match (&written.next, &written.link, named) {
        (Some(Text(next)), _, _) => {
            let input = input?;
            look.cursor(next, input, report).and_then(|next| Some(PagedBy::Cursor { input: input?, next }))
        }
        (None, Some(Text(link)), _) => look.link(link, report),
        (None, None, Some((key, _))) => {
            let input = input??;
            let first = look.first(written.first.as_ref(), key, input, report);
            match (key, first, pages, total) {
                ("number", Some(first), Some(pages), Some(total)) => {
                    Some(PagedBy::Number { input, first, pages, total })
                }
                (_, Some(first), _, Some(total)) => Some(PagedBy::Offset { input, first, total }),
                _ => None,
            }
        }
        (None, None, None) => None,
    };
    let (by, more) = (by?, more?);
    (report.len() == before).then_some(Paging { by, more, items })
}

/// Reports keys that do not go together.
fn keys(written: &spec::Paging, at: &At, report: &mut Report) {
    let ways = [
        ("next", &written.next),
        ("link", &written.link),
        ("number", &written.number),
        ("offset", &written.offset),
    ];
    let said: Vec<&str> = ways.iter().filter(|(_, own)| own.is_some()).map(|(key, _)| *key).collect();
    let [way] = said[..] else {
        let message = match &said[..] {
            [] => "nothing says how pages follow one another".to_owned(),
            _ => {
                format!("pages follow one another in one way, and `{}` are {}", said.join("`, `"), said.len())
            }
        };
        let advice = "say `next` and `into`, or `link`, or `number`, or `offset`".to_owned();
        report.push(at.name(), Problem::Conflict { message, advice });
        return;
    };
    if way == "next" && written.into.is_none() {
        report.push(at.clone(), Problem::MissingKey { key: "into", of: "pages that an answer names" });
    }
    let counted = matches!(way, "number" | "offset");
    let fits = [
        ("into", written.into.is_some(), way == "next", "takes what `next` brought"),
        ("first", written.first.is_some(), counted, "is where something begins to be counted"),
        (
            "total-pages",
            written.total_pages.is_some(),
            way == "number",
            "is a number of pages, which `number` counts",
        ),
        ("total-items", written.total_items.is_some(), counted, "is where counting ends"),
    ];
    for (key, _, _, what) in fits.into_iter().filter(|(_, said, fits, _)| *said && !fits) {
        let message = format!("`{key}` {what}, and these pages follow by `{way}`");
        let advice = format!("leave `{key}` out");
        report.push(at.key(key).name(), Problem::Conflict { message, advice });
    }
}

struct Look<'l, 's> {
    at: &'l At,
    inputs: &'l Inputs<'s>,
    operation: &'l Operation,
    types: &'l [Option<Type>],
}

impl Look<'_, '_> {
    /// The input that says which page is asked for.
    fn input(&self, key: &str, name: &str, report: &mut Report) -> Option<usize> {
        let slot = self.inputs.slots.iter().find(|own| own.page == name || own.wire == name);
        let Some(slot) = slot else {
            // It has a problem of its own.
            if !self.inputs.failed.iter().any(|own| own == name) {
                let nearest = nearest(name, self.inputs.slots.iter().map(|own| own.page));
                let problem = Problem::Undefined { name: name.to_owned(), what: "input", nearest };
                report.push(self.at.key(key), problem);
            }
            return None;
        };
        let given = |index| self.operation.input.given.iter().any(|own| own.member == index);
        match slot.value {
            SlotValue::Member(index) if !given(index) => Some(index),
            _ => {
                let message = format!("`{name}` is computed, and no caller can ask for a page by it");
                let advice = "name an input that has no `value`".to_owned();
                report.push(self.at.key(key), Problem::Conflict { message, advice });
                None
            }
        }
    }

    /// The way to what names the next page, which must be what the input takes.
    fn cursor(&self, next: &str, input: Option<usize>, report: &mut Report) -> Option<Way> {
        let (mut way, type_) = self.way("next", next, report)?;
        let input = self.member(input?)?;
        let single = !matches!(self.meant(&type_), TypeRef::List(_) | TypeRef::Any | TypeRef::Raw)
            && !matches!(&type_, TypeRef::Named(id) if !self.is_listed(*id));
        if !single || self.meant(&type_) != self.meant(&input.type_) {
            let message = format!("what `{next}` brings is not what `{}` takes", input.page);
            let advice = "give both one type, which is a single value".to_owned();
            report.push(self.at.key("next"), Problem::Conflict { message, advice });
            return None;
        }
        way.is_text = *self.meant(&type_) == TypeRef::String;
        Some(way)
    }

    /// The way to the address of the next page, and the inputs that it may say.
    fn link(&self, link: &str, report: &mut Report) -> Option<PagedBy> {
        let (mut next, type_) = self.way("link", link, report)?;
        if *self.meant(&type_) != TypeRef::String {
            let message = format!("`{link}` is no text, and so no address");
            let advice = "name a `string`".to_owned();
            report.push(self.at.key("link"), Problem::Conflict { message, advice });
            return None;
        }
        next.is_text = true;
        let queries = self.operation.bindings.iter().flat_map(|own| &own.query);
        let mut inputs: Vec<usize> = queries
            .filter_map(|own| match own.value {
                Value::Member(index) => Some(index),
                Value::Constant(_) | Value::Computed(_) => None,
            })
            .filter(|&index| self.member(index).is_some_and(|own| is_text(own, self.types)))
            .collect();
        inputs.sort_unstable();
        inputs.dedup();
        if inputs.is_empty() {
            let message = "no input stands in the query, which is all that is taken of an address".to_owned();
            let advice = "give the operation the `query` that the addresses of its pages have".to_owned();
            report.push(self.at.key("link"), Problem::Conflict { message, advice });
            return None;
        }
        Some(PagedBy::Link { next, inputs })
    }

    /// The way to whether there are more pages.
    fn more(&self, name: &str, report: &mut Report) -> Option<Way> {
        let (way, type_) = self.way("more", name, report)?;
        if *self.meant(&type_) != TypeRef::Boolean {
            let message = format!("`{name}` is no boolean");
            let advice = "name a member that says whether there are more pages".to_owned();
            report.push(self.at.key("more"), Problem::Conflict { message, advice });
            return None;
        }
        Some(way)
    }

    /// Where counting begins.
    fn first(&self, said: Option<&Text>, key: &str, input: usize, report: &mut Report) -> Option<i64> {
        let member = self.member(input)?;
        let TypeRef::Int(int) = self.meant(&member.type_) else {
            let message = format!("`{}` is no whole number, and cannot count", member.page);
            let advice = "name an input of a whole number".to_owned();
            report.push(self.at.key(key), Problem::Conflict { message, advice });
            return None;
        };
        let default = member.default.as_ref().and_then(|own| own.parse::<i64>().ok());
        let said = match said {
            None => None,
            Some(Text(text)) => {
                let most =
                    if int.signed { (1_i64 << (int.bits - 1)) - 1 } else { (1_i64 << int.bits.min(62)) - 1 };
                let found = text.parse::<i64>().ok().filter(|own| (0..=most).contains(own) || int.bits == 64);
                let Some(found) = found else {
                    let expected = format!("a whole number that `{}` can be", member.page);
                    let problem =
                        Problem::Malformed { what: "beginning of pages", expected, found: text.clone() };
                    report.push(self.at.key("first"), problem);
                    return None;
                };
                Some(found)
            }
        };
        match (said, default) {
            (Some(said), Some(default)) if said != default => {
                let message = format!("`{}` is {default} where it is left out, and not {said}", member.page);
                let advice = "leave `first` out".to_owned();
                report.push(self.at.key("first"), Problem::Conflict { message, advice });
                None
            }
            (Some(first), _) | (None, Some(first)) => Some(first),
            (None, None) if key == "offset" => Some(0),
            (None, None) => {
                let message = format!(
                    "nothing says which number the first page has, where `{}` is left out",
                    member.page
                );
                let advice = "say `first: 1`, or give the input its `default`".to_owned();
                report.push(self.at.key(key), Problem::Conflict { message, advice });
                None
            }
        }
    }

    /// The way to a number of pages or items.
    fn total(&self, key: &str, name: &str, report: &mut Report) -> Option<Way> {
        let (way, type_) = self.way(key, name, report)?;
        if !matches!(self.meant(&type_), TypeRef::Int(_)) {
            let message = format!("`{name}` is no whole number");
            let advice = "name a member that says how many there are".to_owned();
            report.push(self.at.key(key), Problem::Conflict { message, advice });
            return None;
        }
        Some(way)
    }

    /// The list that holds the items.
    fn items(&self, said: Option<&Text>, report: &mut Report) -> Option<PageItems> {
        let Some(Text(name)) = said else {
            let Output::Whole(whole) = &self.operation.output else { return None };
            let TypeRef::List(item) = self.meant(&whole.type_) else { return None };
            let steps = self.operation.frame().map(|_| body_step()).into_iter().collect();
            return Some(PageItems { way: Way { steps, is_text: false }, item: (**item).clone() });
        };
        let (way, type_) = self.way("items", name, report)?;
        let TypeRef::List(item) = self.meant(&type_) else {
            let message = format!("`{name}` is no list, and a page has items");
            let advice = "name the list that holds them".to_owned();
            report.push(self.at.key("items"), Problem::Conflict { message, advice });
            return None;
        };
        Some(PageItems { way, item: (**item).clone() })
    }

    /// The way to a member of what a success brings, or to one of its headers, and its type.
    fn way(&self, key: &str, text: &str, report: &mut Report) -> Option<(Way, TypeRef)> {
        let at = self.at.key(key);
        if let Some(header) = self.operation.headers.iter().find(|own| own.page == text || own.wire == text) {
            return Some((Way { steps: vec![step(header)], is_text: false }, header.type_.clone()));
        }
        let mut steps: Vec<Step> = Vec::new();
        let mut record = match &self.operation.output {
            Output::Nothing => None,
            Output::Record(record) => Some(record),
            Output::Whole(whole) => {
                steps.extend(self.operation.frame().map(|_| body_step()));
                self.record(&whole.type_)
            }
        };
        let mut type_ = None;
        for name in text.split('.') {
            let members = record.map_or(&[][..], |own| &own.members);
            let Some(member) = members.iter().find(|own| own.wire == name || own.page == name) else {
                // Where a type has a problem of its own, its members are not known.
                if self.types.iter().all(Option::is_some) {
                    let headers = self.operation.headers.iter().filter(|_| steps.len() < 2);
                    let nearest = nearest(name, members.iter().chain(headers).map(|own| own.page.as_str()));
                    report.push(at, Problem::Undefined { name: name.to_owned(), what: "member", nearest });
                }
                return None;
            };
            // A cursor may be what the last item is known by.
            if let (Some(above), Some(TypeRef::List(_))) =
                (steps.last_mut(), type_.as_ref().map(|own| self.meant(own)))
            {
                above.last = true;
            }
            steps.push(step(member));
            record = match self.meant(&member.type_) {
                TypeRef::List(item) if key == "next" => self.record(item),
                _ => self.record(&member.type_),
            };
            type_ = Some(member.type_.clone());
        }
        Some((Way { steps, is_text: false }, type_?))
    }

    fn member(&self, index: usize) -> Option<&Member> {
        self.operation.input.record.members.get(index)
    }

    fn find(&self, id: TypeId) -> Option<&Type> {
        self.types.get(id.0).and_then(Option::as_ref)
    }

    fn record(&self, type_: &TypeRef) -> Option<&Record> {
        as_record(type_, self.types)
    }

    fn is_listed(&self, id: TypeId) -> bool {
        matches!(self.meant(&TypeRef::Named(id)), TypeRef::Named(id)
            if matches!(self.find(*id).map(|own| &own.kind), Some(TypeKind::Enum(_))))
            || !matches!(self.meant(&TypeRef::Named(id)), TypeRef::Named(_))
    }

    /// The type that other names stand for.
    fn meant<'t>(&'t self, type_: &'t TypeRef) -> &'t TypeRef {
        meant(type_, self.types)
    }
}

fn step(member: &Member) -> Step {
    Step {
        wire: member.wire.clone(),
        rust: member.rust.clone(),
        optional: member.is_optional(),
        nullable: member.nullable,
        last: false,
    }
}

/// The body beside headers.
fn body_step() -> Step {
    let name = Frame::BODY.to_owned();
    Step { wire: name.clone(), rust: name, optional: false, nullable: false, last: false }
}
