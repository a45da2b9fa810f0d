//! Members with a `value`: what becomes of them.

use super::context::{Books, Context, member_parts};
use super::docs::docs;
use super::expressions::{self, Named};
use super::inputs::{Gather, Section, Slot, SlotValue};
use super::members::{Written, member};
use super::names::{Case, Scope};
use super::placing;
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Computed, Expr, Format, Given, Member, Presence, TimeForm, TypeRef};
use crate::spec::{self, Kinds};

impl<'s> Gather<'_, 's> {
    /// A value that nobody types in; each is computed by one function of the service.
    pub(super) fn compute(
        &mut self,
        written: &Written<'s>,
        text: &str,
        section: Section,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<(SlotValue, bool)> {
        let (at, page, short) = written;
        let parts = member_parts(short, at);
        let wire = self.context.wire_names(page, &parts, section == Section::Headers).wire;
        let credentials: Vec<&str> = self.context.document.credentials.names().collect();
        let held: Vec<&str> = self.context.held.iter().map(String::as_str).collect();
        let named = Named { credentials: &credentials, inputs: self.names, own: page, held: &held };
        let mut expr = expressions::parse(text, named, &at.key("value"), report)?;
        mark_used(&expr, books);
        let type_ = self.context.member_type(parts.type_, &parts.type_at, books, report)?;
        let required = type_.presence == Presence::Required;
        expr = timed(expr, &type_.type_, &type_.format);
        if !placing::fits(&expr, section, &wire, &at.key("value"), report) {
            return None;
        }
        let constant = expr.constant(self.operation).filter(|_| section != Section::SoapHeaders);
        let is_plain = type_.type_ == TypeRef::String && type_.format == Format::Plain && !type_.nullable;
        if let (Some(always), Section::Input) = (&constant, section)
            && is_plain
        {
            return self.always(written, always, books, report);
        }
        if let Some(text) = constant.filter(|_| section != Section::Input) {
            docs(parts.about(), parts.remarks(), &spec::Member::MAPPING, at, &mut books.notes, report);
            return Some((SlotValue::Constant(text), required));
        }
        let is_member =
            matches!(section, Section::Path | Section::Input | Section::SoapHeaders) || expr.is_sent();
        let member = match is_member {
            true => Some(self.given(written, &expr, text, section, books, report)?),
            false => None,
        };
        let settable = expr.has_held();
        let secret = expr.has_credentials() && !is_named_only(&expr, self.context);
        let computed = self.function(written, text, expr, required, books, report)?;
        Some(match member {
            None => (SlotValue::Computed(computed), false),
            Some(member) => {
                self.inputs.input.given.push(Given {
                    member,
                    inside: Vec::new(),
                    computed,
                    secret,
                    settable,
                });
                (SlotValue::Member(member), required)
            }
        })
    }

    /// A member of a body that is always the same, and so none of Rust's.
    fn always(
        &mut self,
        written: &Written<'s>,
        text: &str,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<(SlotValue, bool)> {
        let (at, page, short) = written;
        let mut nowhere = Scope::new("input", Case::Snake);
        let parts = member_parts(short, at);
        let mut own = member(self.context, at, page, &parts, &mut nowhere, books, report)?;
        let required = own.presence == Presence::Required;
        own.always = Some(text.to_owned());
        self.inputs.input.record.members.push(own);
        let index = self.inputs.input.record.members.len() - 1;
        Some((SlotValue::Always(index, text.to_owned()), required))
    }

    /// The member of the input that a value is written from and read into.
    fn given(
        &mut self,
        written: &Written<'s>,
        expr: &Expr,
        text: &str,
        section: Section,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<usize> {
        let (at, page, short) = written;
        let mut own =
            member(self.context, at, page, &member_parts(short, at), &mut self.scope, books, report)?;
        if !self.fits(section, &own, at, report) {
            return None;
        }
        if !can_be_given(&mut own, expr, text, at, report) {
            return None;
        }
        self.inputs.input.record.members.push(own);
        Some(self.inputs.input.record.members.len() - 1)
    }

    fn function(
        &mut self,
        written: &Written<'s>,
        text: &str,
        expr: Expr,
        required: bool,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<usize> {
        let (at, page, short) = written;
        let parts = member_parts(short, at);
        let docs = docs(parts.about(), parts.remarks(), &spec::Member::MAPPING, at, &mut books.notes, report);
        let own = Computed {
            page: (*page).to_owned(),
            rust: String::new(),
            text: text.to_owned(),
            expr,
            required,
            docs,
        };
        function(self.computed, self.operation, own, at, report)
    }

    /// Reports expressions that name as an input what is none in Rust.
    pub(super) fn named_are_inputs(&self, report: &mut Report) {
        let slots = || self.inputs.slots.iter();
        for slot in slots() {
            let function = match &slot.value {
                SlotValue::Computed(index) => Some(*index),
                SlotValue::Member(index) => {
                    let mut given = self.inputs.input.given.iter();
                    given.find(|given| given.member == *index).map(|given| given.computed)
                }
                SlotValue::Constant(_) | SlotValue::Always(..) => None,
            };
            let Some(function) = function else { continue };
            let computed =
                |other: &&Slot<'_>| matches!(other.value, SlotValue::Constant(_) | SlotValue::Computed(_));
            for other in slots().filter(computed) {
                let names = |own: &Expr| matches!(own, Expr::Input(name) if *name == other.wire);
                if self.computed[function].expr.any(&names) {
                    let message = format!("`{}` is no input: it is computed itself", other.page);
                    let advice = match other.value {
                        SlotValue::Constant(_) => "write its text instead".to_owned(),
                        _ => format!("write `header({})`, or its expression instead", other.wire),
                    };
                    report.push(slot.written.0.key("value"), Problem::Conflict { message, advice });
                }
            }
        }
    }
}

/// The function that computes a value, by its index; what all operations share is one. Its name in
/// Rust is found here.
pub(super) fn function(
    all: &mut Vec<Computed>,
    operation: &str,
    own: Computed,
    at: &At,
    report: &mut Report,
) -> Option<usize> {
    let same =
        |other: &Computed| other.page == own.page && other.expr == own.expr && other.required == own.required;
    if let Some(index) = all.iter().position(same) {
        return Some(index);
    }
    let taken = |rust: &str| all.iter().any(|other| other.rust == rust);
    let names = [own.page.clone(), format!("{operation} {}", own.page)];
    let mut names = names.iter().filter_map(|name| super::names::derive(name, Case::Snake));
    let Some(rust) = names.find(|rust| !taken(rust)) else {
        report.push(at.name(), Problem::NoRustName { name: own.page, what: "computed value" });
        return None;
    };
    all.push(Computed { rust, ..own });
    Some(all.len() - 1)
}

/// Notes the credentials and the held values that an expression names.
pub(super) fn mark_used(expr: &Expr, books: &mut Books) {
    match expr {
        Expr::Credential(index) => {
            if let Some(used) = books.used_credentials.get_mut(*index) {
                *used = true;
            }
        }
        Expr::Held(name) => books.used_held.push(name.clone()),
        other => other.parts().iter().for_each(|part| mark_used(part, books)),
    }
}

/// Whether the credentials in an expression are all ones that anybody may see.
pub(super) fn is_named_only(expr: &Expr, context: &Context<'_>) -> bool {
    let secret = |index: usize| match context.document.credentials.iter().nth(index) {
        Some((_, Kinds::Text(text))) => text != "string",
        Some((_, Kinds::Map(long))) => long.type_ == spec::CredentialType::Secret,
        _ => true,
    };
    !expr.any(&|own| matches!(own, Expr::Credential(index) if secret(*index)))
}

/// The time as the type of its member writes it.
pub(super) fn timed(expr: Expr, type_: &TypeRef, format: &Format) -> Expr {
    match (expr, format) {
        (Expr::Now(TimeForm::Iso), format) if *type_ == TypeRef::DateTime => Expr::Now(match format {
            Format::UnixSeconds => TimeForm::Unix,
            Format::UnixMillis => TimeForm::UnixMillis,
            Format::UtcMillis | Format::Wcf | Format::Digits(1..) => TimeForm::IsoMillis,
            _ => TimeForm::Iso,
        }),
        (expr, _) => expr,
    }
}

/// Makes a member one that a caller need not give, if a text can be read into it.
pub(super) fn can_be_given(own: &mut Member, expr: &Expr, text: &str, at: &At, report: &mut Report) -> bool {
    let plain = own.type_ == TypeRef::String && own.format == Format::Plain;
    let scalar = !matches!(own.type_, TypeRef::Any | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Named(_));
    if own.nullable || !scalar || (expr.has_credentials() && !plain) {
        let message =
            format!("`{}` is computed, and its type is none that a text can be read into", own.page);
        let advice = "use `string`, or for a number or a time a scalar type".to_owned();
        report.push(at.clone(), Problem::Conflict { message, advice });
        return false;
    }
    let about = match expr.has_held() {
        true => format!("Where it is left out, it is what an earlier answer brought: {text}."),
        false => format!("A client computes it: {text}."),
    };
    own.docs.about = Some(match own.docs.about.take() {
        Some(own) => format!("{}\n\n{about}", own.trim_end()),
        None => about,
    });
    own.presence = Presence::Optional;
    true
}
