//! Whether samples and defaults are what the spec says.

use std::sync::Arc;

use wirewright_runtime::message::HttpText;
use wirewright_runtime::walk::{Bounds, ItemNames, PairStyle};
use wirewright_runtime::{Deviation, Notes, form};

use super::dynamic::Types;
use super::sample_bodies::{answer, request_body};
use super::tables::{item_names, pair_style};
use crate::diagnostics::{At, Problem, Report};
use crate::model::{
    Binding, BodyFrom, ListStyle, MediaType, Member, Operation, Parameter, Presence, Record, Sample, Segment,
    Type, TypeKind, Value,
};

/// Reads every sample and every default as the generated code will.
pub(super) fn check(operations: &[Operation], types: &[Type], report: &mut Report) {
    let has_default =
        |own: &Operation| own.input.record.members.iter().any(|member| member.default.is_some());
    let of_type = |own: &Type| match &own.kind {
        TypeKind::Record(record) => record.members.iter().any(|member| member.default.is_some()),
        TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => false,
    };
    let defaulted = operations.iter().any(has_default) || types.iter().any(of_type);
    if !defaulted && operations.iter().all(|own| own.samples.is_empty()) {
        return;
    }
    let written = types;
    let types = Types::new(types);
    for own in written {
        if let TypeKind::Record(record) = &own.kind {
            let at = At::root().key("types").key(&own.page);
            defaults(&own.page, &record.members, &at, &types, report);
            required_defaults(record.members.iter(), &at, report);
        }
    }
    for operation in operations {
        let at = At::root().key("operations").key(&operation.page);
        defaults(&operation.page, &operation.input.record.members, &at, &types, report);
        for binding in &operation.bindings {
            if let BodyFrom::Members(only) = &binding.body {
                let own = only.iter().filter_map(|&index| operation.input.record.members.get(index));
                required_defaults(own, &at, report);
            }
        }
        for (index, sample) in operation.samples.iter().enumerate() {
            let at = At::root().key("operations").key(&operation.page).key("samples").item(index);
            one(operation, sample, &types, &at, report);
        }
    }
}

fn one(operation: &Operation, sample: &Sample, types: &Arc<Types>, at: &At, report: &mut Report) {
    let key = if sample.is_request { "request" } else { "answer" };
    let mut refuse = |at: At, message: String| report.push(at, Problem::Sample { message });
    let read = |text: &str| read(operation, sample, text, types);
    match &sample.defect {
        None => {
            if let Err(message) = read(&sample.text) {
                refuse(at.key(key), message);
            }
        }
        Some(defect) => {
            match read(&sample.text) {
                Ok(()) => refuse(at.key("defective"), "it can be read, so it is not defective".to_owned()),
                Err(message) if message.contains(&defect.error) => {}
                Err(message) => {
                    refuse(at.key("error"), format!("a reader says something else of it, `{message}`"))
                }
            }
            if let Err(message) = read(&defect.corrected) {
                refuse(at.key("corrected"), message);
            }
        }
    }
}

/// Reads a text in each of the sample's media types.
fn read(operation: &Operation, sample: &Sample, text: &str, types: &Arc<Types>) -> Result<(), String> {
    let Some(binding) = operation.bindings.get(sample.binding) else { return Ok(()) };
    let parts = HttpText::parse(text);
    if let (true, Some((method, target))) = (sample.is_request, &parts.request_line) {
        address(operation, binding, *method, target, types)?;
    }
    if sample.is_request {
        constants(binding, &parts)?;
    }
    if sample.is_request && parts.request_line.is_none() && binding.body == BodyFrom::Nothing {
        return Err("it is taken for a body, and the request has none; begin it with a line such as \
                    `GET /orders HTTP/1.1`, or with the address"
            .to_owned());
    }
    let offered = if sample.is_request { &binding.accepts } else { &binding.answers };
    let named = |media: &&MediaType| sample.media_types.iter().any(|own| own == media.essence());
    for media in offered.iter().filter(named) {
        let mut notes = Notes::new();
        notes.ignore_case(media.ignore_case);
        let said = if sample.is_request {
            request_body(operation, binding, media, (parts.boundary(), parts.body), types, &mut notes)
        } else {
            answer(operation, media, &parts, types, &mut notes)
        };
        said.map_err(|error| error.to_string())?;
        if let Some(message) = notes.deviations().iter().find_map(Deviation::of_sample) {
            return Err(message);
        }
    }
    Ok(())
}

/// Compares the headers of a request that are always the same.
fn constants(binding: &Binding, parts: &HttpText<'_>) -> Result<(), String> {
    for own in &binding.headers {
        let Value::Constant(constant) = &own.value else { continue };
        for shown in parts.headers.get_all(own.name.as_str()) {
            let shown = String::from_utf8_lossy(shown.as_bytes());
            if shown != constant.as_str() {
                let name = &own.name;
                return Err(format!("its header `{name}` is `{shown}`, and the spec has `{constant}`"));
            }
        }
    }
    Ok(())
}

/// What a body must hold is never left out of it.
fn required_defaults<'m>(members: impl Iterator<Item = &'m Member>, at: &At, report: &mut Report) {
    for member in members.filter(|own| own.default.is_some() && own.presence == Presence::Required) {
        let message = format!("`{}` is required, so no body leaves it out", member.page);
        let advice = "say `optional`, or leave `default` out".to_owned();
        report.push(at.name(), Problem::Conflict { message, advice });
    }
}

/// Reads defaults as a server will.
fn defaults(page: &str, members: &[Member], at: &At, types: &Arc<Types>, report: &mut Report) {
    for member in members {
        let Some(default) = &member.default else { continue };
        let alone = Record { members: vec![member.clone()], ..Record::default() };
        let mut value = types.members(page, &alone);
        let pairs = vec![(member.wire.clone(), default.clone())];
        if let Err(error) = form::decode_record(&pairs, PairStyle::PLAIN, &mut value, &mut Notes::new()) {
            let message = format!("the default of `{}` is no such value: {error}", member.page);
            let advice = "write the default as it travels".to_owned();
            report.push(at.name(), Problem::Conflict { message, advice });
        }
    }
}

/// Compares a request line with the binding's.
fn address(
    operation: &Operation,
    binding: &Binding,
    method: Option<&str>,
    target: &str,
    types: &Arc<Types>,
) -> Result<(), String> {
    if let Some(method) = method.filter(|method| !binding.methods.iter().any(|own| own == method)) {
        return Err(format!("its method is {method}, the binding's {}", binding.methods.join(" or ")));
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    if !path_fits(&binding.path, path) {
        return Err(format!(
            "its path is not that of the binding, {}, which comes after the address of the service",
            binding.line
        ));
    }
    let pairs = form::parse(query, Bounds::default()).map_err(|error| error.to_string())?;
    let named: Vec<(&Parameter, &str, ItemNames)> = binding
        .query
        .iter()
        .filter_map(|own| {
            let Value::Member(index) = own.value else { return None };
            let member = operation.input.record.members.get(index)?;
            let ListStyle::Named(names) = member.list.as_ref()? else { return None };
            Some((own, member.wire.as_str(), item_names(names)))
        })
        .collect();
    let mut own = form::Pairs::new();
    let mut style = PairStyle::PLAIN;
    for (name, value) in &pairs {
        let exact = binding.query.iter().find(|own| {
            let is = |own_name: &String| {
                own_name == name || (own.ignore_case && own_name.eq_ignore_ascii_case(name))
            };
            is(&own.name) || own.also.iter().any(is)
        });
        let numbered = named.iter().find_map(|(parameter, wire, names)| {
            Some((*parameter, format!("{wire}.{}", names.by_index(name, parameter.ignore_case)?)))
        });
        if let (None, Some((parameter, name))) = (exact, numbered) {
            own.push((name, value.clone()));
            style = pair_style(&parameter.pairs);
            continue;
        }
        let inside = |own: &&Parameter| name.strip_prefix(&own.name).is_some_and(is_inside);
        let parameter = exact.or_else(|| binding.query.iter().find(inside));
        let Some(parameter) = parameter else {
            let elsewhere = operation.input.elsewhere.iter();
            return Err(match elsewhere.clone().any(|own| own.query.as_ref() == Some(name)) {
                true => format!("its query has `{name}`, which a client writes in another place"),
                false => format!("its query has `{name}`, which the spec does not name"),
            });
        };
        match &parameter.value {
            Value::Constant(constant) if constant != value => {
                return Err(format!("`{name}` is `{value}`, and the binding has `{constant}`"));
            }
            Value::Constant(_) | Value::Computed(_) => {}
            Value::Member(index) => {
                if let Some(member) = operation.input.record.members.get(*index) {
                    let rest =
                        exact.map_or_else(|| name[parameter.name.len()..].to_owned(), |_| String::new());
                    own.push((format!("{}{rest}", member.wire), value.clone()));
                    style = pair_style(&parameter.pairs);
                }
            }
        }
    }
    // Only what stands in the query is looked at; the body has its own turn.
    let placed = |index: usize| binding.query.iter().any(|own| own.value == Value::Member(index));
    let members = operation.input.record.members.iter().enumerate();
    let members = members.filter(|(index, _)| placed(*index)).map(|(_, own)| own.clone()).collect();
    let mut record = types.members(&operation.page, &Record { members, ..Record::default() });
    let mut notes = Notes::new();
    form::decode_record(&own, style, &mut record, &mut notes).map_err(|error| error.to_string())?;
    match notes.deviations().iter().find_map(Deviation::of_sample) {
        Some(why) => Err(why),
        None => Ok(()),
    }
}

/// Whether the end of a name says where in a parameter's value it stands.
fn is_inside(rest: &str) -> bool {
    rest.starts_with(|first: char| matches!(first, '.' | '[') || first.is_ascii_digit())
}

fn path_fits(template: &[Segment], path: &str) -> bool {
    let mut rest = path.trim_start_matches('/');
    for (at, segment) in template.iter().enumerate() {
        match segment {
            Segment::Text(text) => {
                let text = if at == 0 { text.trim_start_matches('/') } else { text };
                let Some(after) = rest.strip_prefix(text) else { return false };
                rest = after;
            }
            Segment::Member(_) => rest = &rest[rest.find('/').unwrap_or(rest.len())..],
        }
    }
    rest.is_empty()
}
