//! What a caller gives, and where the spec says that it stands.

use super::context::{Books, Context, WireNames, member_parts};
use super::members::{Written, member};
use super::names::{Case, Scope};
use super::overlay::{Content, Merged};
use super::placing;
use super::ranges;
use super::wholes::body_type;
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{
    Computed, Docs, Elsewhere, Format, Input, Member, Presence, Record, Type, TypeId, TypeRef,
};
use crate::spec::{self, Kinds};

/// The methods that a call has beside the setters of its inputs.
const METHODS: &[&str] = &["accept", "binding", "format", "send", "timeout"];

/// The same, where answers are pages.
const PAGED_METHODS: &[&str] = &["accept", "binding", "format", "items", "pages", "send", "timeout"];

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
    /// The header of a SOAP envelope.
    SoapHeaders,
    /// The binding decides.
    Input,
}

#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum SlotValue {
    /// It is always this text.
    Constant(String),
    /// An index into the input's members.
    Member(usize),
    /// A member of the input that is always the same text; outside of a body, that text alone.
    Always(usize, String),
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
    /// Where the further places of inputs are written down.
    pub(super) places: Vec<(At, Elsewhere)>,
}

pub(super) fn inputs<'s>(
    context: &Context<'s>,
    merged: &Merged<'s>,
    computed: &mut Vec<Computed>,
    books: &mut Books,
    report: &mut Report,
) -> Inputs<'s> {
    let mut inputs = Inputs::default();
    let names = names(context, merged);
    let mut gather = Gather {
        context,
        names: &names,
        scope: Scope::new("input", Case::Snake).avoid(if merged.pages.is_some() {
            PAGED_METHODS
        } else {
            METHODS
        }),
        computed,
        inputs: &mut inputs,
        operation: merged.page,
    };
    let sections = [
        (Section::Path, &merged.path),
        (Section::Query, &merged.query),
        (Section::Headers, &merged.headers),
        (Section::SoapHeaders, &merged.soap_headers),
    ];
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
    gather.named_are_inputs(report);
    super::places::gather(context, gather.inputs, merged, report);
    if inputs.failed.is_empty() {
        placing::order(&mut inputs.input, computed, &merged.at, report);
    }
    inputs
}

/// The inputs that an expression may name, by the page's names and those that travel.
fn names<'s>(context: &Context<'s>, merged: &Merged<'s>) -> Vec<(&'s str, String)> {
    let name = |is_header: bool, at: &At, page: &'s str, short: &'s spec::Short<spec::Member>| {
        (page, context.wire_names(page, &member_parts(short, at), is_header).wire)
    };
    let mut names = Vec::new();
    for (is_header, section) in [(false, &merged.path), (false, &merged.query), (true, &merged.headers)] {
        names.extend(section.iter().map(|(at, page, short)| name(is_header, at, page, short)));
    }
    for (at, _, binding) in &merged.bindings {
        let Kinds::Map(binding) = binding else { continue };
        for (is_header, section) in [(false, &binding.query), (true, &binding.headers)] {
            names.extend(section.iter().map(|(page, short)| name(is_header, at, page, short)));
        }
    }
    if let Content::Members(members) = &merged.input {
        names.extend(members.iter().map(|(at, page, short)| name(false, at, page, short)));
    }
    names
}

pub(super) struct Gather<'g, 's> {
    pub(super) context: &'g Context<'s>,
    pub(super) names: &'g [(&'s str, String)],
    pub(super) scope: Scope,
    pub(super) computed: &'g mut Vec<Computed>,
    pub(super) inputs: &'g mut Inputs<'s>,
    pub(super) operation: &'s str,
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
            let (at, page, short) = written;
            let wire =
                self.context.wire_names(page, &member_parts(short, at), section == Section::Headers).wire;
            self.inputs.failed.extend([(*page).to_owned(), wire]);
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
        if section != Section::SoapHeaders {
            super::blocks::misplaced(written, report);
        }
        if section == Section::Headers {
            super::answer_headers::unfit_keys(written, report);
        }
        let parts = member_parts(short, at);
        let WireNames { wire, also } = self.context.wire_names(page, &parts, section == Section::Headers);
        if parts.long.is_some_and(|long| long.hold.is_some()) {
            let message = format!("`{page}` is an input, and a client keeps what answers bring");
            let advice = "move `hold` to a member of an answer".to_owned();
            report.push(at.key("hold").name(), Problem::Conflict { message, advice });
            return None;
        }
        if section == Section::Headers && !is_header(&wire) {
            let expected = "letters, digits and `!#$%&'*+-.^_|~`".to_owned();
            report.push(at.name(), Problem::Malformed { what: "header name", expected, found: wire });
            return None;
        }
        let shares = |other: &&Slot<'_>| {
            other.section == section
                && other.wire == wire
                && (other.only == only || other.only.is_none() || only.is_none())
        };
        if let Some(other) = self.inputs.slots.iter().find(shares).filter(|_| section != Section::Path) {
            let message = format!("the inputs `{}` and `{page}` are both `{wire}` on the wire", other.page);
            let advice = "give one of them another name with `wire`".to_owned();
            report.push(at.name(), Problem::Conflict { message, advice });
            return None;
        }
        let (value, required) = match parts.long.and_then(|long| long.value.as_ref()) {
            Some(text) => self.compute(written, &text.0, section, books, report)?,
            None => {
                let mut own = member(self.context, at, page, &parts, &mut self.scope, books, report)?;
                if !self.fits(section, &own, at, report) {
                    return None;
                }
                (own.wire, own.also) = (wire.clone(), also.clone());
                if section == Section::Headers {
                    own.list = super::answer_headers::header_list(&own);
                }
                let required = only.is_some() && own.presence == Presence::Required;
                if only.is_some() {
                    own.presence = Presence::Optional;
                }
                self.inputs.input.record.members.push(own);
                (SlotValue::Member(self.inputs.input.record.members.len() - 1), required)
            }
        };
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
                SlotValue::Constant(_) | SlotValue::Always(..) | SlotValue::Computed(_) => false,
            };
            let own = &slots[index];
            let encoded = match own.value {
                SlotValue::Member(index) => self.inputs.input.record.members[index].format == Format::Base64,
                SlotValue::Constant(_) | SlotValue::Always(..) | SlotValue::Computed(_) => false,
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
    pub(super) fn fits(&self, section: Section, member: &Member, at: &At, report: &mut Report) -> bool {
        if section == Section::SoapHeaders {
            return super::blocks::fits(member, at, report);
        }
        let single = match &member.type_ {
            _ if member.format.in_form().is_document() => true,
            TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Named(_) if section == Section::Query => true,
            TypeRef::List(_) if section != Section::Headers => false,
            own => super::answer_headers::holds_text(self.context, own),
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
        let what = match section {
            Section::Path => "a list, a map or a value with members in a path",
            Section::Headers => "a map or a value with members in a header",
            Section::Query | Section::SoapHeaders | Section::Input => "a value of any kind in a query",
        };
        let what = what.to_owned();
        let advice = "use a scalar type, or move it to `input`".to_owned();
        report.push(at.clone(), Problem::NotYet { what, advice });
        false
    }

    /// A type that is the whole body.
    fn body(&mut self, at: &At, text: &str, books: &mut Books, report: &mut Report) {
        let Some(type_) = body_type(self.context, text, at, books, report) else { return };
        let Some(limits) = ranges::limits(&type_, None, at, at, report) else { return };
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
            none: None,
            limits,
            default: None,
            boxed: false,
            always: None,
            list: None,
            echo: None,
            given: None,
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
pub(super) fn is_header(name: &str) -> bool {
    !name.is_empty()
        && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&byte))
}

/// The record of these members alone.
pub(super) fn record_of(members: Vec<Member>) -> Record {
    Record { members, ..Record::default() }
}
