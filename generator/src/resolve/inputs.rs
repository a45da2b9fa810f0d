//! What a caller gives, and where the spec says that it stands.

use super::context::{Books, Context, member_parts};
use super::docs::docs;
use super::expressions;
use super::members::{Written, member};
use super::names::{Case, Scope};
use super::overlay::{Content, Merged};
use super::wholes::body_type;
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{Computed, Docs, Format, Input, Member, Presence, Record, Type, TypeId, TypeRef};
use crate::spec::{self, Kinds};

/// The methods that a call has beside the setters of its inputs.
const METHODS: &[&str] = &["accept", "binding", "format", "send", "timeout"];

/// An input, and what the spec says of its place.
#[derive(Clone, Debug)]
pub(super) struct Slot<'s> {
    pub(super) page: &'s str,
    pub(super) wire: String,
    pub(super) also: Vec<String>,
    pub(super) section: Section,
    /// The binding that alone has the input.
    pub(super) only: Option<usize>,
    /// Whether `only` cannot do without it.
    pub(super) required: bool,
    pub(super) value: SlotValue,
    /// The input in whose place this header stands where the value is not ASCII.
    pub(super) instead_of: Option<usize>,
    pub(super) written: Written<'s>,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Section {
    Path,
    Query,
    Headers,
    /// The binding decides.
    Input,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum SlotValue {
    /// An index into the input's members.
    Member(usize),
    /// An index into the service's computed values.
    Computed(usize),
}

/// The inputs of an operation; those with a problem are left out.
#[derive(Debug, Default)]
pub(super) struct Inputs<'s> {
    pub(super) slots: Vec<Slot<'s>>,
    /// The inputs that have a problem of their own, by the page's names and those that travel.
    pub(super) failed: Vec<String>,
    pub(super) input: Input,
}

pub(super) fn inputs<'s>(
    context: &Context<'s>,
    merged: &Merged<'s>,
    computed: &mut Vec<Computed>,
    books: &mut Books,
    report: &mut Report,
) -> Inputs<'s> {
    let mut inputs = Inputs::default();
    let mut gather = Gather {
        context,
        scope: Scope::new("input", Case::Snake).avoid(METHODS),
        computed,
        inputs: &mut inputs,
        operation: merged.page,
    };
    let sections =
        [(Section::Path, &merged.path), (Section::Query, &merged.query), (Section::Headers, &merged.headers)];
    for (section, written) in sections {
        written.iter().for_each(|written| gather.add(written, section, None, books, report));
    }
    for (index, (at, _, binding)) in merged.bindings.iter().enumerate() {
        if let Kinds::Map(binding) = binding {
            for (section, key, members) in
                [(Section::Query, "query", &binding.query), (Section::Headers, "headers", &binding.headers)]
            {
                for (name, written) in members.iter() {
                    gather.add(&(at.key(key).key(name), name, written), section, Some(index), books, report);
                }
            }
        }
    }
    gather.twins(report);
    match &merged.input {
        Content::Nothing => {}
        Content::Members(members) => {
            members.iter().for_each(|written| gather.add(written, Section::Input, None, books, report));
        }
        Content::Type(at, text) => {
            gather.body(at, text, books, report);
            if gather.inputs.input.body.is_none() {
                gather.inputs.failed.push("body".to_owned());
            }
        }
    }
    inputs
}

struct Gather<'g, 's> {
    context: &'g Context<'s>,
    scope: Scope,
    computed: &'g mut Vec<Computed>,
    inputs: &'g mut Inputs<'s>,
    operation: &'s str,
}

impl<'s> Gather<'_, 's> {
    fn add(
        &mut self,
        written: &Written<'s>,
        section: Section,
        only: Option<usize>,
        books: &mut Books,
        report: &mut Report,
    ) {
        if self.slot(written, section, only, books, report).is_none() {
            let page = written.1;
            self.inputs.failed.extend([page.to_owned(), self.context.wire_name(page).to_owned()]);
        }
    }

    fn slot(
        &mut self,
        written: &Written<'s>,
        section: Section,
        only: Option<usize>,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<()> {
        let (at, page, short) = written;
        if let Some(earlier) = self.inputs.slots.iter().find(|slot| slot.page == *page) {
            let message = format!("the input `{page}` stands in two sections");
            let advice = format!("keep one; the other is `{}`", earlier.written.0);
            report.push(at.name(), Problem::Conflict { message, advice });
            return None;
        }
        let parts = member_parts(short, at);
        let wire = self.context.wire_name(page).to_owned();
        if section == Section::Headers && !is_header(&wire) {
            let expected = "letters, digits and `!#$%&'*+-.^_|~`".to_owned();
            report.push(at.name(), Problem::Malformed { what: "header name", expected, found: wire });
            return None;
        }
        let (value, required) = match parts.long.and_then(|long| long.value.as_ref()) {
            Some(text) => {
                let index = self.compute(written, &text.0, section, books, report)?;
                (SlotValue::Computed(index), false)
            }
            None => {
                let mut own = member(self.context, at, page, &parts, &mut self.scope, books, report)?;
                if !self.fits(section, &own, at, report) {
                    return None;
                }
                let required = only.is_some() && own.presence == Presence::Required;
                if only.is_some() {
                    own.presence = Presence::Optional;
                }
                self.inputs.input.record.members.push(own);
                (SlotValue::Member(self.inputs.input.record.members.len() - 1), required)
            }
        };
        let also = if wire == *page { Vec::new() } else { vec![(*page).to_owned()] };
        self.inputs.slots.push(Slot {
            page,
            wire,
            also,
            section,
            only,
            required,
            value,
            instead_of: None,
            written: written.clone(),
        });
        Some(())
    }

    /// Joins headers to those that they stand in for.
    fn twins(&mut self, report: &mut Report) {
        let slots = &mut self.inputs.slots;
        for index in 0..slots.len() {
            let (at, _, short) = &slots[index].written;
            let parts = member_parts(short, at);
            let Some(spec::Text(of)) = parts.long.and_then(|long| long.instead_of.as_ref()) else { continue };
            let at = at.key("instead_of");
            let headers = slots.iter().filter(|slot| slot.section == Section::Headers);
            let Some(twin) = headers.clone().find(|slot| slot.page == of) else {
                if !self.inputs.failed.contains(of) {
                    let nearest = nearest(of, headers.map(|slot| slot.page));
                    report.push(at, Problem::Undefined { name: of.clone(), what: "header", nearest });
                }
                continue;
            };
            let texts = |slot: &Slot<'_>| match slot.value {
                SlotValue::Member(index) => self.inputs.input.record.members[index].type_ == TypeRef::String,
                SlotValue::Computed(_) => false,
            };
            let own = &slots[index];
            let encoded = match own.value {
                SlotValue::Member(index) => self.inputs.input.record.members[index].format == Format::Base64,
                SlotValue::Computed(_) => false,
            };
            let fits = own.section == Section::Headers && own.page != twin.page && own.only == twin.only;
            match twin.value {
                SlotValue::Member(member) if fits && encoded && texts(own) && texts(twin) => {
                    slots[index].instead_of = Some(member);
                }
                _ => {
                    let message = format!("`{}` cannot stand in for `{of}`", own.page);
                    let advice =
                        "both must be headers of the same bindings: one `string`, one `string as base64`"
                            .to_owned();
                    report.push(at, Problem::Conflict { message, advice });
                }
            }
        }
    }

    /// Paths, queries and headers hold texts.
    fn fits(&self, section: Section, member: &Member, at: &At, report: &mut Report) -> bool {
        let single = match &member.type_ {
            TypeRef::Any => false,
            TypeRef::List(item) => {
                section == Section::Query && !matches!(**item, TypeRef::Any | TypeRef::List(_))
            }
            TypeRef::Named(id) => {
                let is_enum = |written: Option<&spec::Short<spec::Type>>| matches!(written, Some(Kinds::Map(long)) if long.values.is_some());
                is_enum(self.context.document.types.iter().nth(id.0).map(|(_, written)| written))
            }
            _ => true,
        };
        if section == Section::Input || single {
            let named_path = section == Section::Path && member.presence != Presence::Required;
            if named_path {
                let message = format!("the path needs `{}`, so it cannot be left out", member.page);
                let advice = "say `required`".to_owned();
                report.push(at.clone(), Problem::Conflict { message, advice });
            }
            return !named_path;
        }
        let what = format!(
            "a list or a value with members in {}",
            match section {
                Section::Path => "a path",
                Section::Headers => "a header",
                Section::Query | Section::Input => "a query",
            }
        );
        let advice = "use a scalar type, or move it to `input`".to_owned();
        report.push(at.clone(), Problem::NotYet { what, advice });
        false
    }

    /// A value that nobody types in; each is computed by one function of the service.
    fn compute(
        &mut self,
        written: &Written<'s>,
        text: &str,
        section: Section,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<usize> {
        let (at, page, short) = written;
        let parts = member_parts(short, at);
        if !matches!(section, Section::Query | Section::Headers) {
            let what = "a computed value in a path or a body".to_owned();
            report.push(
                at.key("value").name(),
                Problem::NotYet { what, advice: "move it to the query or a header".to_owned() },
            );
            return None;
        }
        let names: Vec<&str> = self.context.document.credentials.names().collect();
        let expr = expressions::parse(text, &names, &at.key("value"), report)?;
        mark_credentials(&expr, &mut books.used_credentials);
        let type_ = self.context.member_type(parts.type_, &parts.type_at, books, report)?;
        let docs = docs(parts.about(), parts.remarks(), &spec::Member::MAPPING, at, &mut books.notes, report);
        let required = type_.presence == Presence::Required;
        // What all operations share is one function.
        let same = |own: &Computed| own.page == *page && own.expr == expr && own.required == required;
        if let Some(index) = self.computed.iter().position(same) {
            return Some(index);
        }
        let taken = |rust: &str| self.computed.iter().any(|own| own.rust == rust);
        let names = [(*page).to_owned(), format!("{} {page}", self.operation)];
        let mut names = names.iter().filter_map(|name| super::names::derive(name, Case::Snake));
        let Some(rust) = names.find(|rust| !taken(rust)) else {
            report.push(at.name(), Problem::NoRustName { name: (*page).to_owned(), what: "computed value" });
            return None;
        };
        self.computed.push(Computed {
            page: (*page).to_owned(),
            rust,
            text: text.to_owned(),
            expr,
            required,
            docs,
        });
        Some(self.computed.len() - 1)
    }

    /// A type that is the whole body.
    fn body(&mut self, at: &At, text: &str, books: &mut Books, report: &mut Report) {
        let Some(type_) = body_type(self.context, text, at, books, report) else { return };
        let Some(rust) = self.scope.name("body", None, at, report) else { return };
        self.inputs.input.body = Some(self.inputs.input.record.members.len());
        self.inputs.input.record.members.push(Member {
            page: text.to_owned(),
            wire: "body".to_owned(),
            also: Vec::new(),
            rust,
            type_: type_.type_,
            presence: Presence::Required,
            nullable: false,
            format: type_.format,
            default: None,
            echo: None,
            docs: Docs { about: Some("The body of the request.".to_owned()), origins: Vec::new() },
        });
    }
}

/// Whether a type has members; one that has a problem of its own is not blamed again.
pub(super) fn is_record(type_: &TypeRef, types: &[Option<Type>]) -> bool {
    let find = |id: TypeId| types.get(id.0).and_then(Option::as_ref);
    match type_ {
        TypeRef::Named(id) => find(*id).is_none() || type_.record(find).is_some(),
        _ => false,
    }
}

/// Whether a text can be a header's name (RFC 9110, section 5.6.2).
fn is_header(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

fn mark_credentials(expr: &crate::model::Expr, used: &mut [bool]) {
    use crate::model::Expr;
    match expr {
        Expr::Credential(index) => {
            if let Some(used) = used.get_mut(*index) {
                *used = true;
            }
        }
        Expr::Join(parts) | Expr::Call(_, parts) => {
            parts.iter().for_each(|part| mark_credentials(part, used))
        }
        Expr::Text(_) | Expr::Body | Expr::Method | Expr::Path => {}
    }
}

/// The record of these members alone.
pub(super) fn record_of(members: Vec<Member>) -> Record {
    Record { members, ..Record::default() }
}
