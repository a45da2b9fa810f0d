//! Whether samples and defaults are what the spec says.

use std::sync::Arc;

use wirewright_runtime::message::{Answered, HttpText, read_headers};
use wirewright_runtime::multipart::decode_record;
use wirewright_runtime::soap::{Body, decode_envelope};
use wirewright_runtime::walk::{Bounds, PairStyle};
use wirewright_runtime::{DecodeError, Deviation, Name, Notes, Position, Record as _, form, json, text, xml};

use super::dynamic::{DynamicRecord, Types};
use super::dynamic_condition::{condition, runtime_codec};
use super::tables::{content, format, frame, kept, multipart, name, pair_style};
use crate::diagnostics::{At, Problem, Report};
use crate::model::{
    Binding, BodyFrom, Codec, Condition, Holds, MediaType, Member, Operation, Output, Parameter, Presence,
    QName, Record, Sample, Segment, Type, TypeKind, TypeRef, Value, Whole,
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
        for deviation in notes.deviations() {
            match deviation {
                Deviation::UnknownMember { path } => {
                    return Err(format!("it has `{path}`, which the spec does not name"));
                }
                // A page may break its own promises, and an enumeration may grow.
                Deviation::MissingMember { .. } | Deviation::UnknownValue { .. } => {}
                // What is read but not written back so cannot be compared.
                other => return Err(other.to_string()),
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
    let mut own = form::Pairs::new();
    let mut style = PairStyle::PLAIN;
    for (name, value) in &pairs {
        let exact = binding.query.iter().find(|own| {
            let is = |own_name: &String| {
                own_name == name || (own.ignore_case && own_name.eq_ignore_ascii_case(name))
            };
            is(&own.name) || own.also.iter().any(is)
        });
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
    form::decode_record(&own, style, &mut record, &mut Notes::new()).map_err(|error| error.to_string())
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

fn request_body(
    operation: &Operation,
    binding: &Binding,
    media: &MediaType,
    (boundary, body): (Option<&str>, &str),
    types: &Arc<Types>,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let framed;
    let body = match &media.codec {
        Codec::Framed(own) => {
            framed = frame(own).in_request(body.as_bytes(), notes)?;
            framed.as_str()
        }
        _ => body,
    };
    let members = &operation.input.record.members;
    let whole = || operation.input.body.and_then(|index| members.get(index));
    match (&binding.body, whole()) {
        (BodyFrom::Nothing, _) | (BodyFrom::Whole, None) => Ok(()),
        (BodyFrom::Whole, Some(own)) => {
            let whole = Whole {
                type_: own.type_.clone(),
                format: own.format.clone(),
                root: operation.input.root.clone(),
            };
            decode_whole(&whole, types, media, body, true, notes)
        }
        (BodyFrom::Members(only), _) => {
            let mut own = operation.input.record.clone();
            keep(&mut own, only);
            if let Codec::Multipart(parts) = &media.codec {
                let parts = multipart(parts, |index| only.iter().position(|own| *own == index));
                let mut record = types.members(&operation.page, &own);
                return decode_record(&parts, body.as_bytes(), boundary, &mut record, notes);
            }
            decode(&mut types.members(&operation.page, &own), media, body, true, notes)
        }
    }
}

/// Leaves only some members in a record, their XML along with them.
fn keep(record: &mut Record, only: &[usize]) {
    let new_index = |index: usize| only.iter().position(|own| *own == index);
    if let Some(xml) = &mut record.xml {
        xml.children.retain_mut(|child| match new_index(child.member) {
            Some(index) => {
                child.member = index;
                true
            }
            None => false,
        });
    }
    record.members = only.iter().filter_map(|&index| record.members.get(index).cloned()).collect();
}

/// Reads an answer: its headers, where the sample is a whole message, and its body.
fn answer(
    operation: &Operation,
    media: &MediaType,
    parts: &HttpText<'_>,
    types: &Arc<Types>,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let (codec, body) = (runtime_codec(&media.codec), parts.body);
    let status = parts.status.unwrap_or(200);
    let ignore_case = media.ignore_case;
    let answered = Answered { status, codec, charset: None, body: body.as_bytes(), ignore_case };
    let mut failures = operation.failures.iter();
    let failure = failures.find(|own| condition(&own.when, operation, own, types).holds(&answered));
    if parts.status.is_some() {
        let headers = match failure {
            Some(own) if !own.headers.is_empty() || !matches!(own.holds, Holds::Success) => &own.headers,
            Some(_) | None => &operation.headers,
        };
        let (members, all): (_, Vec<usize>) = (headers.clone(), (0..headers.len()).collect());
        let mut record = types.members(&operation.page, &Record { members, ..Record::default() });
        read_headers(&parts.headers, &all, &mut record, notes)?;
    }
    if failure.is_some_and(|own| own.when.parts().iter().any(|own| matches!(own, Condition::Fault(_)))) {
        return Ok(());
    }
    let failure = failure.map(|own| &own.holds);
    let framed;
    let body = match (&media.codec, failure, &operation.output) {
        (_, Some(Holds::Nothing), _) => return Ok(()),
        (Codec::Framed(own), failure, output) => {
            framed = frame(own).in_answer(failure.is_some(), body.as_bytes(), notes)?;
            if failure.is_none() && matches!(output, Output::Nothing) {
                return Ok(());
            }
            framed.as_str()
        }
        _ => body,
    };
    match (failure.unwrap_or(&Holds::Success), &operation.output) {
        (Holds::Nothing, _) => Ok(()),
        (Holds::Whole(whole), _) | (Holds::Success, Output::Whole(whole)) => {
            decode_whole(whole, types, media, body, false, notes)
        }
        (Holds::Success, Output::Record(record)) => {
            decode(&mut types.members(&operation.page, record), media, body, false, notes)
        }
        (Holds::Success, Output::Nothing) => {
            decode(&mut types.members("nothing", &Record::default()), media, body, false, notes)
        }
    }
}

/// Reads a type that is the whole of a body.
fn decode_whole(
    whole: &Whole,
    types: &Arc<Types>,
    media: &MediaType,
    body: &str,
    is_request: bool,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    if whole.type_ == TypeRef::Raw {
        return Ok(());
    }
    if let Some(mut record) = types.record_of(&whole.type_) {
        return decode(&mut record, media, body, is_request, notes);
    }
    let (mut value, format) = (types.value(&whole.type_), format(&whole.format));
    match &media.codec {
        Codec::Bytes => Ok(()),
        Codec::Text => text::decode_value(body.as_bytes(), format.in_form(), &mut value, notes),
        Codec::Xml(_) => {
            let Some(root) = &whole.root else { return Ok(()) };
            let names = (name(&root.name), content(root));
            xml::decode_value(body.as_bytes(), None, names, format.in_xml(), &mut value, notes)
        }
        Codec::PaddedJson(_) => {
            json::read_value(unpadded(body).as_bytes(), format.in_json(), &mut value, notes)
        }
        _ => json::read_value(body.as_bytes(), format.in_json(), &mut value, notes),
    }
}

/// The JSON inside a call.
fn unpadded(body: &str) -> &str {
    let inside = body.find('(').zip(body.rfind(')')).and_then(|(open, close)| body.get(open + 1..close));
    inside.unwrap_or(body)
}

fn decode(
    record: &mut DynamicRecord,
    media: &MediaType,
    body: &str,
    is_request: bool,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    let bytes = body.as_bytes();
    match &media.codec {
        Codec::Empty if body.trim().is_empty() => Ok(()),
        Codec::Text => text::decode_record(bytes, record, notes),
        Codec::Bytes => Err(DecodeError::syntax("only bytes are read as they are")),
        Codec::Multipart(_) => Err(DecodeError::syntax("only a request comes in parts")),
        Codec::Empty => Err(DecodeError::syntax("there is a body where the binding has none")),
        Codec::Json | Codec::Framed(_) => json::decode_record(bytes, record, notes),
        Codec::PaddedJson(_) => json::decode_record(unpadded(body).as_bytes(), record, notes),
        Codec::Lines(style) => {
            form::decode_record(&form::parse_lines(body, notes.bounds())?, pair_style(style), record, notes)
        }
        Codec::Form(style) => {
            form::decode_record(&form::parse(body.trim(), notes.bounds())?, pair_style(style), record, notes)
        }
        Codec::Xml(_) => xml::decode(bytes, None, record.shape().xml.root, record, notes),
        Codec::Soap { request, answer, .. } => {
            let QName { namespace, local } = if is_request { request } else { answer };
            // As the tables of records: the runtime wants names that stay.
            let root = Name::new(kept(namespace), kept(local));
            match decode_envelope(bytes, None, root, record, notes)? {
                (_, Body::Content) => Ok(()),
                (_, Body::Fault(fault)) => Err(DecodeError::syntax(format!("it is a fault, {fault}"))
                    .at(Position { line: 1, column: 1 })),
            }
        }
    }
}
