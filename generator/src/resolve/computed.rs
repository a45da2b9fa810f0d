//! Members with a `value`: what becomes of them.

use super::context::{Books, Context, member_parts};
use super::docs::docs;
use super::expressions::{self, Named};
use super::inputs::{Gather, Section, Slot, SlotValue};
use super::members::{Written, member};
use super::names::{Case, Scope};
use super::placing;
use crate::diagnostics::{Problem, Report};
use crate::model::{Computed, Expr, Format, Given, Presence, TimeForm, TypeRef};
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
        if expr == Expr::Now(TimeForm::Iso) && type_.type_ == TypeRef::DateTime {
            expr = Expr::Now(match type_.format {
                Format::UnixSeconds => TimeForm::Unix,
                Format::UnixMillis => TimeForm::UnixMillis,
                Format::UtcMillis => TimeForm::IsoMillis,
                _ => TimeForm::Iso,
            });
        }
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
                self.inputs.input.given.push(Given { member, computed, secret, settable });
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
        let plain = own.type_ == TypeRef::String && own.format == Format::Plain;
        let scalar =
            !matches!(own.type_, TypeRef::Any | TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Named(_));
        if own.nullable || !scalar || (expr.has_credentials() && !plain) {
            let message = format!("`{page}` is computed, and its type is none that a text can be read into");
            let advice = "use `string`, or for a number or a time a scalar type".to_owned();
            report.push(at.clone(), Problem::Conflict { message, advice });
            return None;
        }
        let about = match expr.has_held() {
            true => format!("Where it is left out, it is what an earlier answer brought: {text}."),
            false => format!("A client computes it: {text}."),
        };
        own.docs.about = Some(match own.docs.about {
            Some(own) => format!("{}\n\n{about}", own.trim_end()),
            None => about,
        });
        own.presence = Presence::Optional;
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
        let (page, text) = ((*page).to_owned(), text.to_owned());
        self.computed.push(Computed { page, rust, text, expr, required, docs });
        Some(self.computed.len() - 1)
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

/// Notes the credentials and the held values that an expression names.
fn mark_used(expr: &Expr, books: &mut Books) {
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
fn is_named_only(expr: &Expr, context: &Context<'_>) -> bool {
    let secret = |index: usize| match context.document.credentials.iter().nth(index) {
        Some((_, Kinds::Text(text))) => text != "string",
        Some((_, Kinds::Map(long))) => long.type_ == spec::CredentialType::Secret,
        _ => true,
    };
    !expr.any(&|own| matches!(own, Expr::Credential(index) if secret(*index)))
}
