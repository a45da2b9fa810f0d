//! How an operation travels: where each input goes, and in which media types.

use std::ops::Range;

use super::context::{Books, Context};
use super::docs::docs;
use super::inputs::{Inputs, Section, Slot, SlotValue};
use super::line::{self, Line, Pair, Part};
use super::names::{Case, Scope};
use super::overlay::{Content, Merged};
use super::profiles::{Profile, ProfileKind, essence, media_types};
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{
    Binding, BodyFrom, Codec, Docs, MediaType, Parameter, QName, Segment, SoapVersion, Value,
};
use crate::spec::{self, Kinds, Text};

/// The bindings of an operation, in the order of the spec.
pub(super) fn bindings<'s>(
    context: &Context<'s>,
    merged: &Merged<'s>,
    inputs: &Inputs<'s>,
    books: &mut Books,
    report: &mut Report,
) -> Vec<Binding> {
    let mut scope = Scope::new("binding", Case::Constant);
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

struct Travel<'t, 's> {
    context: &'t Context<'s>,
    merged: &'t Merged<'s>,
    inputs: &'t Inputs<'s>,
    index: usize,
    at: &'t At,
    line: &'t Line<'s>,
    /// The inputs that have their place.
    placed: Vec<&'s str>,
    /// Whether it names something that has a problem of its own.
    broken: bool,
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

        let body = self.body(with_body);
        let accepts = match body {
            BodyFrom::Nothing if !accepts.is_empty() && !self.inputs.failed.is_empty() => return None,
            BodyFrom::Nothing if !accepts.is_empty() => {
                let message = "there is no input for a body".to_owned();
                let advice = "leave out `as` and `accepts`, or add `input`".to_owned();
                report.push(self.at.clone(), Problem::Conflict { message, advice });
                return None;
            }
            BodyFrom::Nothing => accepts,
            _ if accepts.is_empty() => self.default_media("json", books, report),
            _ => accepts,
        };
        (report.len() == before && !self.broken).then(|| Binding {
            page: name.to_owned(),
            rust: String::new(),
            line: self.shown(),
            methods: self.line.methods.iter().map(|&method| method.to_owned()).collect(),
            path,
            query: query.into_iter().flatten().collect(),
            headers,
            body,
            accepts,
            answers,
            docs: Docs::default(),
        })
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

    fn slot(&self, name: &str) -> Option<&Slot<'s>> {
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
        let (page, value) = (slot.page, slot.value);
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
                    Some(SlotValue::Computed(_)) => {
                        let what = "a computed value in a path".to_owned();
                        let advice = "move it to the query or a header".to_owned();
                        report.push(self.at.part(range.start, range.end), Problem::NotYet { what, advice });
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
            query.push(Some(Parameter { name: name.to_owned(), also, value, required }));
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
                    value: placed(slot.value),
                    required: slot.required,
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

    fn body(&self, with_body: bool) -> BodyFrom {
        if self.inputs.input.body.is_some() {
            return BodyFrom::Whole;
        }
        let members = self.inputs.slots.iter().filter_map(|slot| match slot.value {
            SlotValue::Member(index)
                if slot.section == Section::Input && !self.placed.contains(&slot.page) =>
            {
                Some(index)
            }
            _ => None,
        });
        let members: Vec<usize> = members.collect();
        if with_body && !members.is_empty() || self.is_soap() {
            BodyFrom::Members(members)
        } else {
            BodyFrom::Nothing
        }
    }

    fn is_soap(&self) -> bool {
        let named =
            self.line.request.iter().flatten().filter_map(|(name, _)| self.context.profiles.get(name));
        named.into_iter().any(|profile| matches!(profile.kind, ProfileKind::Soap(_)))
    }

    /// The media types of both directions, as far as the spec names them.
    fn media(&mut self, books: &mut Books, report: &mut Report) -> (Vec<MediaType>, Vec<MediaType>) {
        let accepts = match (&self.line.request, &self.merged.accepts) {
            (Some(profiles), _) => self.of_profiles(profiles, books, report),
            (None, Some((at, media))) => self.of_media(at, media, books, report),
            (None, None) => Vec::new(),
        };
        let nothing = matches!(self.merged.output, Content::Nothing);
        let answers = match (&self.line.answer, &self.merged.answers) {
            (Some(profiles), _) => self.of_profiles(profiles, books, report),
            // SOAP answers in SOAP.
            (None, _) if self.is_soap() => accepts.clone(),
            (None, Some((at, media))) => self.of_media(at, media, books, report),
            (None, None) => self.default_media(if nothing { "empty" } else { "json" }, books, report),
        };
        let empty = answers.iter().any(|media| media.codec == Codec::Empty);
        if empty && !nothing {
            let message = "the answer is empty here, and the operation has an output".to_owned();
            let advice = "name another profile after `->`, or say `output: nothing`".to_owned();
            report.push(self.at.clone(), Problem::Conflict { message, advice });
        }
        (accepts, answers)
    }

    fn default_media(&self, name: &str, books: &mut Books, report: &mut Report) -> Vec<MediaType> {
        let profile = self.context.profiles.get(name);
        profile.map(|profile| self.of_profile(profile, books, report)).unwrap_or_default()
    }

    fn of_profiles(
        &mut self,
        names: &[(&str, Range<usize>)],
        books: &mut Books,
        report: &mut Report,
    ) -> Vec<MediaType> {
        let mut media = Vec::new();
        for (name, range) in names {
            let at = self.at.part(range.start, range.end);
            match self.context.profiles.get(name) {
                Some(profile) => media.extend(self.of_profile(profile, books, report)),
                // The profile has a problem of its own.
                None if self.context.document.profiles.get(name).is_some() => self.broken = true,
                None => {
                    let nearest = nearest(name, self.context.profiles.names());
                    report
                        .push(at, Problem::Undefined { name: (*name).to_owned(), what: "profile", nearest });
                }
            }
        }
        media
    }

    fn of_profile(&self, profile: &Profile, books: &mut Books, report: &mut Report) -> Vec<MediaType> {
        books.used_profiles.push(profile.name.clone());
        let Some(codec) = self.codec(profile, report) else { return Vec::new() };
        if codec == Codec::Empty {
            return vec![MediaType { content_type: String::new(), codec }];
        }
        let media = profile.media.iter();
        media.map(|media| MediaType { content_type: media.clone(), codec: codec.clone() }).collect()
    }

    fn of_media(
        &mut self,
        at: &At,
        written: &[Text],
        books: &mut Books,
        report: &mut Report,
    ) -> Vec<MediaType> {
        let mut media = Vec::new();
        for (index, own) in media_types(written, at, report).into_iter().enumerate() {
            let at = at.item(index);
            match &self.context.profiles.with_media(essence(&own))[..] {
                [profile] => {
                    books.used_profiles.push(profile.name.clone());
                    if let Some(codec) = self.codec(profile, report) {
                        media.push(MediaType { content_type: own, codec });
                    }
                }
                // It may be that of a profile that has a problem of its own.
                [] if self.context.profiles.are_incomplete(self.context.document) => self.broken = true,
                [] => {
                    let nearest = nearest(essence(&own), self.context.profiles.media());
                    report.push(
                        at,
                        Problem::Undefined { name: own, what: "profile with the media type", nearest },
                    );
                }
                [one, other, ..] => {
                    let message =
                        format!("the profiles `{}` and `{}` both have this media type", one.name, other.name);
                    let advice = "name the profile in the request line, after `as` or `->`".to_owned();
                    report.push(at, Problem::Conflict { message, advice });
                }
            }
        }
        media
    }

    fn codec(&self, profile: &Profile, report: &mut Report) -> Option<Codec> {
        Some(match profile.kind {
            ProfileKind::Json => match &profile.call {
                Some((template, at)) => Codec::PaddedJson(self.call(template, at, report)?),
                None => Codec::Json,
            },
            ProfileKind::Xml => Codec::Xml,
            ProfileKind::Form => Codec::Form,
            ProfileKind::Empty => Codec::Empty,
            ProfileKind::Soap(version) => self.soap(profile, version, report)?,
        })
    }

    /// The name of the function that an answer calls.
    fn call(&self, template: &str, at: &At, report: &mut Report) -> Option<Vec<Segment>> {
        let mut segments = Vec::new();
        for part in line::template(template, 0, at, report)? {
            match part {
                Part::Text(text) => push_text(&mut segments, text),
                Part::Hole("operation", _) => push_text(&mut segments, self.merged.page),
                Part::Hole(name, range) => match self.slot(name).map(|slot| slot.value) {
                    Some(SlotValue::Member(index)) => segments.push(Segment::Member(index)),
                    _ if self.inputs.failed.iter().any(|own| own == name) => return None,
                    _ => {
                        let problem = Problem::Undefined {
                            name: name.to_owned(),
                            what: "input",
                            nearest: nearest(name, self.inputs.slots.iter().map(|slot| slot.page)),
                        };
                        report.push(at.part(range.start, range.end), problem);
                        return None;
                    }
                },
            }
        }
        Some(segments)
    }

    fn soap(&self, profile: &Profile, version: SoapVersion, report: &mut Report) -> Option<Codec> {
        let namespace = profile.xml.namespace.replace("{.scope}", "");
        let operation = self.merged.page;
        if !super::profiles::is_xml_name(operation) {
            let expected = "an XML name, as SOAP has the operation for an element".to_owned();
            let problem = Problem::Malformed { what: "XML name", expected, found: operation.to_owned() };
            report.push(self.merged.at.name(), problem);
            return None;
        }
        let action = match &profile.action {
            Some((template, at)) => {
                let parts = line::template(template, 0, at, report)?;
                let mut action = String::new();
                for part in parts {
                    match part {
                        Part::Text(text) => action.push_str(text),
                        Part::Hole("operation", _) => action.push_str(operation),
                        Part::Hole(name, range) => {
                            let problem = Problem::Undefined {
                                name: name.to_owned(),
                                what: "value of a SOAP action",
                                nearest: nearest(name, ["operation"]),
                            };
                            report.push(at.part(range.start, range.end), problem);
                            return None;
                        }
                    }
                }
                action
            }
            None => format!("{namespace}{}{operation}", if namespace.ends_with('/') { "" } else { "/" }),
        };
        if !action.chars().all(|own| own.is_ascii_graphic() && own != '"') {
            let expected = "visible ASCII characters without quotes".to_owned();
            let problem = Problem::Malformed { what: "SOAP action", expected, found: action };
            report
                .push(profile.action.as_ref().map_or_else(|| self.at.clone(), |(_, at)| at.clone()), problem);
            return None;
        }
        let name = |local: String| QName { namespace: namespace.clone(), local };
        Some(Codec::Soap {
            version,
            request: name(operation.to_owned()),
            answer: name(format!("{operation}Response")),
            action,
        })
    }
}

fn placed(value: SlotValue) -> Value {
    match value {
        SlotValue::Member(index) => Value::Member(index),
        SlotValue::Computed(index) => Value::Computed(index),
    }
}

/// Adds a text, to the one before it if there is one.
fn push_text(segments: &mut Vec<Segment>, text: &str) {
    match segments.last_mut() {
        Some(Segment::Text(own)) => own.push_str(text),
        _ => segments.push(Segment::Text(text.to_owned())),
    }
}
