//! How an operation travels: where each input goes, and in which media types.

use std::ops::Range;

use wirewright_runtime::form::{Escape, encode};

use super::context::{Books, Context};
use super::docs::docs;
use super::inputs::{Inputs, Section, Slot, SlotValue};
use super::line::{self, Line, Pair, Part};
use super::names::{Case, Scope};
use super::overlay::{Content, Merged};
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{Binding, BodyFrom, Codec, Docs, MediaType, PairStyle, Parameter, Segment, Value};
use crate::spec::{self, Kinds};

/// The bindings of an operation, in the order of the spec.
pub(super) fn bindings<'s>(
    context: &Context<'s>,
    merged: &Merged<'s>,
    inputs: &Inputs<'s>,
    books: &mut Books,
    report: &mut Report,
) -> Vec<Binding> {
    // Generated code has tables by these names beside the bindings.
    let mut scope = Scope::new("binding", Case::Constant).avoid(&["INPUT", "OUTPUT", "SHAPE"]);
    let mut lines: Vec<(At, &str, At, &str, Docs)> = Vec::new();
    if let Some((at, line)) = &merged.http {
        if let Some((_, name, _)) = merged.bindings.first() {
            let message = "`http` says the only way to travel, and there are `bindings` as well".to_owned();
            let advice = format!("move the line to `bindings`, beside `{name}`");
            report.push(at.name(), Problem::Conflict { message, advice });
            return Vec::new();
        }
        lines.push((at.clone(), "http", at.clone(), line, Docs::default()));
    }
    for (at, name, binding) in &merged.bindings {
        match binding {
            Kinds::Text(line) => lines.push((at.clone(), name, at.clone(), line, Docs::default())),
            Kinds::List(_) => {}
            Kinds::Map(long) => {
                let remarks = [long.assume.as_ref(), long.outside.as_ref()];
                let docs =
                    docs(long.about.as_ref(), remarks, &spec::Binding::MAPPING, at, &mut books.notes, report);
                lines.push((at.clone(), name, at.key("http"), &long.http.0, docs));
            }
        }
    }
    if lines.is_empty() {
        report.push(merged.at.clone(), Problem::MissingKey { key: "http", of: "an operation" });
    }
    let mut bindings = Vec::new();
    for (index, (at, name, line_at, text, docs)) in lines.into_iter().enumerate() {
        let rust = scope.name(name, None, &at, report);
        if let Some(rust) = &rust {
            scope.take(&format!("{rust}_ENVELOPE"), name, &at, report);
            scope.take(&format!("{rust}_FRAME"), name, &at, report);
            scope.take(&format!("{rust}_PARTS"), name, &at, report);
        }
        let Some(line) = line::parse(text, &line_at, report) else { continue };
        let mut travel = Travel {
            context,
            merged,
            inputs,
            index,
            at: &line_at,
            line: &line,
            placed: Vec::new(),
            broken: false,
        };
        if let (Some(rust), Some(mut binding)) = (rust, travel.binding(name, books, report)) {
            binding.rust = rust;
            binding.docs = docs;
            bindings.push(binding);
        }
    }
    bindings
}

/// A binding on its way: which inputs have found their place.
pub(super) struct Travel<'t, 's> {
    pub(super) context: &'t Context<'s>,
    pub(super) merged: &'t Merged<'s>,
    pub(super) inputs: &'t Inputs<'s>,
    index: usize,
    pub(super) at: &'t At,
    pub(super) line: &'t Line<'s>,
    /// The inputs that have their place.
    placed: Vec<&'s str>,
    /// Whether it names something that has a problem of its own.
    pub(super) broken: bool,
}

impl<'s> Travel<'_, 's> {
    fn binding(&mut self, name: &str, books: &mut Books, report: &mut Report) -> Option<Binding> {
        let before = report.len();
        let path = self.path(report);
        let mut query = self.named_query(report);
        let headers = self.parameters(Section::Headers);
        let (accepts, answers) = self.media(books, report);

        let with_body = matches!(self.merged.input, Content::Type(..))
            || !accepts.is_empty()
            || self.line.methods.iter().any(|method| matches!(*method, "POST" | "PUT" | "PATCH"));
        let rest = self.rest(with_body);
        let at_rest = query.iter().position(Option::is_none).unwrap_or(query.len());
        query.splice(at_rest..(at_rest + 1).min(query.len()), rest.into_iter().map(Some));

        // A form without names is an empty body.
        let is_form = |own: &MediaType| matches!(own.codec, Codec::Form(_) | Codec::Lines(_));
        let holds_nothing =
            super::json_frames::is_framed(&accepts) || !accepts.is_empty() && accepts.iter().all(is_form);
        let body = self.body(with_body, holds_nothing);
        self.bodiless(&body, report);
        let accepts = match body {
            BodyFrom::Nothing if !accepts.is_empty() && !self.inputs.failed.is_empty() => return None,
            BodyFrom::Nothing if !accepts.is_empty() => {
                let message = format!("`{}` has no input for the body of `{name}`", self.merged.page);
                let advice =
                    "add `input`; or leave out `as` and `accepts`, here or in a binding of that name \
                              that the operation has of its own"
                        .to_owned();
                report.push(self.at.clone(), Problem::Conflict { message, advice });
                return None;
            }
            BodyFrom::Nothing => accepts,
            _ if accepts.is_empty() => self.default_media("json", books, report),
            _ => accepts,
        };
        let mut accepts = accepts;
        self.in_parts(&body, &mut accepts, &answers, books, report);
        let mut query: Vec<Parameter> = query.into_iter().flatten().collect();
        super::pairs::in_query(&mut query, self.context, books);
        super::any_case::in_query(&mut query, &self.context.profiles);
        (report.len() == before && !self.broken).then(|| Binding {
            page: name.to_owned(),
            rust: String::new(),
            line: self.shown(),
            methods: self.line.methods.iter().map(|&method| method.to_owned()).collect(),
            path,
            query,
            headers,
            body,
            accepts,
            answers,
            docs: Docs::default(),
        })
    }

    /// Reports a method that has no body (RFC 9110, section 9.3.1) beside one that has one.
    fn bodiless(&self, body: &BodyFrom, report: &mut Report) {
        let is_bodiless = |own: &&&str| matches!(**own, "GET" | "HEAD");
        let Some(method) = self.line.methods.iter().find(is_bodiless) else { return };
        if *body != BodyFrom::Nothing && self.line.methods.len() > 1 {
            let message = format!("with `{method}` inputs travel in the query, with the others in a body");
            let advice = format!(
                "give `{method}` a binding of its own: `bindings: {{ get: {method} /…, post: POST /… as form }}`"
            );
            report.push(self.at.clone(), Problem::Conflict { message, advice });
        }
    }

    /// The request line for people.
    fn shown(&self) -> String {
        let mut text = format!("{} ", self.line.methods.join("|"));
        for part in &self.line.path {
            match part {
                Part::Text(own) => text.push_str(own),
                Part::Hole("operation", _) => text.push_str(self.merged.page),
                Part::Hole(name, _) => {
                    text.push('{');
                    text.push_str(name);
                    text.push('}');
                }
            }
        }
        text
    }

    pub(super) fn slot(&self, name: &str) -> Option<&Slot<'s>> {
        let own = |slot: &&Slot<'s>| slot.only.is_none_or(|only| only == self.index);
        let mut slots = self.inputs.slots.iter().filter(own);
        slots.find(|slot| slot.page == name || slot.wire == name)
    }

    /// The input that a hole names.
    fn hole(&mut self, name: &str, range: &Range<usize>, report: &mut Report) -> Option<SlotValue> {
        let Some(slot) = self.slot(name) else {
            self.broken = true;
            if self.inputs.failed.iter().any(|own| own == name) {
                return None;
            }
            let known = self.inputs.slots.iter().map(|slot| slot.page).chain(["operation"]);
            let problem =
                Problem::Undefined { name: name.to_owned(), what: "input", nearest: nearest(name, known) };
            report.push(self.at.part(range.start, range.end), problem);
            return None;
        };
        let (page, value) = (slot.page, slot.value.clone());
        self.placed.push(page);
        Some(value)
    }

    fn path(&mut self, report: &mut Report) -> Vec<Segment> {
        let mut path: Vec<Segment> = Vec::new();
        for part in &self.line.path {
            match part {
                Part::Text(text) => push_text(&mut path, text),
                Part::Hole("operation", _) => push_text(&mut path, self.merged.page),
                Part::Hole(name, range) => match self.hole(name, range, report) {
                    Some(SlotValue::Member(index)) => path.push(Segment::Member(index)),
                    Some(SlotValue::Constant(text) | SlotValue::Always(_, text)) => {
                        let mut escaped = String::new();
                        encode(&text, Escape::Uri, &mut escaped);
                        push_text(&mut path, &escaped);
                    }
                    Some(SlotValue::Computed(_)) => {
                        let message = format!("`{name}` is a query's or a header's, and stands in the path");
                        let advice = "declare it under `path`".to_owned();
                        report.push(
                            self.at.part(range.start, range.end),
                            Problem::Conflict { message, advice },
                        );
                    }
                    None => {}
                },
            }
        }
        for slot in self.inputs.slots.iter().filter(|slot| slot.section == Section::Path) {
            // A slip in the request line is no missing name as well.
            if !self.placed.contains(&slot.page) && !self.broken {
                let message = format!("the path has no `{{{}}}`", slot.page);
                let advice = "name the input in the request line".to_owned();
                report.push(slot.written.0.name(), Problem::Conflict { message, advice });
            }
        }
        path
    }

    /// The parameters that the line names; `None` stands for `{rest}`.
    fn named_query(&mut self, report: &mut Report) -> Vec<Option<Parameter>> {
        let mut query = Vec::new();
        for pair in &self.line.query {
            let (name, value, range) = match pair {
                Pair::Rest => {
                    query.push(None);
                    continue;
                }
                Pair::Named { name, value, range } => (*name, value, range),
            };
            let (value, also, required) = match &value[..] {
                [Part::Hole("operation", _)] => {
                    (Value::Constant(self.merged.page.to_owned()), Vec::new(), false)
                }
                [Part::Hole(hole, range)] => {
                    let Some(value) = self.hole(hole, range, report) else { continue };
                    let slot = self.slot(hole);
                    let also = slot.map(|slot| slot.also.clone()).unwrap_or_default();
                    (placed(value), also, slot.is_some_and(|slot| slot.required))
                }
                [] => (Value::Constant(String::new()), Vec::new(), false),
                [Part::Text(text)] => (Value::Constant((*text).to_owned()), Vec::new(), false),
                _ => {
                    let what = "a query parameter made of several parts".to_owned();
                    let advice = "use one text or one `{name}`".to_owned();
                    report.push(self.at.part(range.start, range.end), Problem::NotYet { what, advice });
                    continue;
                }
            };
            query.push(Some(Parameter {
                name: name.to_owned(),
                also,
                value,
                required,
                instead_of: None,
                pairs: PairStyle::default(),
                ignore_case: false,
            }));
        }
        query
    }

    /// The inputs of a section that have no place yet.
    fn parameters(&mut self, section: Section) -> Vec<Parameter> {
        let mut parameters = Vec::new();
        for slot in &self.inputs.slots {
            let own = slot.only.is_none_or(|only| only == self.index);
            if slot.section == section && own && !self.placed.contains(&slot.page) {
                self.placed.push(slot.page);
                parameters.push(Parameter {
                    name: slot.wire.clone(),
                    also: slot.also.clone(),
                    value: placed(slot.value.clone()),
                    required: slot.required,
                    instead_of: slot.instead_of,
                    pairs: PairStyle::default(),
                    ignore_case: false,
                });
            }
        }
        parameters
    }

    /// What goes to the query because nothing says otherwise.
    fn rest(&mut self, with_body: bool) -> Vec<Parameter> {
        let mut rest = self.parameters(Section::Query);
        if !with_body {
            rest.extend(self.parameters(Section::Input));
        }
        rest
    }

    fn body(&self, with_body: bool, holds_nothing: bool) -> BodyFrom {
        if self.inputs.input.body.is_some() {
            return BodyFrom::Whole;
        }
        let members = self.inputs.slots.iter().filter_map(|slot| match slot.value {
            SlotValue::Member(index) | SlotValue::Always(index, _) => {
                let in_body = slot.section == Section::Input && !self.placed.contains(&slot.page);
                (in_body || slot.section == Section::SoapHeaders && self.is_soap()).then_some(index)
            }
            _ => None,
        });
        let members: Vec<usize> = members.collect();
        // A frame and an envelope hold something even where there is no input.
        if with_body && !members.is_empty() || self.is_soap() || holds_nothing {
            BodyFrom::Members(members)
        } else {
            BodyFrom::Nothing
        }
    }
}

fn placed(value: SlotValue) -> Value {
    match value {
        SlotValue::Constant(text) | SlotValue::Always(_, text) => Value::Constant(text),
        SlotValue::Member(index) => Value::Member(index),
        SlotValue::Computed(index) => Value::Computed(index),
    }
}

/// Adds a text, to the one before it if there is one.
pub(super) fn push_text(segments: &mut Vec<Segment>, text: &str) {
    match segments.last_mut() {
        Some(Segment::Text(own)) => own.push_str(text),
        _ => segments.push(Segment::Text(text.to_owned())),
    }
}
