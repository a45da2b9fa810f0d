//! Bindings that a server could not tell apart.

use std::collections::HashMap;

use super::lookup::meant;
use crate::diagnostics::{At, Problem, Report};
use crate::model::{
    Binding, BodyFrom, Codec, JsonFrame, JsonFramePart, MediaType, Operation, Parameter, Presence, QName,
    Segment, Type, TypeKind, TypeRef, Value,
};

/// What a server goes by to find the binding of a request.
#[derive(Debug, Eq, Hash, PartialEq)]
struct Signs<'b> {
    method: &'b str,
    /// The path, values blanked.
    path: String,
    /// The constants of the query, and what it cannot be without, sorted.
    query: Vec<(&'b str, &'b str)>,
    /// The constants of the headers, by their names in small letters, sorted.
    headers: Vec<(String, &'b str)>,
    media: &'b str,
    /// The constants of the body, sorted.
    members: Vec<(&'b str, &'b str)>,
}

/// What stands outermost in a body, by which a server goes where nothing else tells.
#[derive(Clone, Debug, Eq, Hash, PartialEq)]
enum Outermost<'b> {
    /// The element in the body of a SOAP request.
    Body(&'b QName),
    /// The root of a document, its name in small letters where it is read in any case.
    Root(&'b str, String),
    /// The member of a frame that holds the input.
    Member(&'b str),
    /// Nothing that has a name of its own.
    Nameless,
}

/// The bindings that have the same signs, by what stands outermost.
type Alike<'b> = HashMap<Outermost<'b>, (&'b Operation, &'b Binding)>;

/// Reports operations of which a server would take one for the other.
pub(super) fn check(operations: &[Operation], types: &[Option<Type>], report: &mut Report) {
    let mut seen: HashMap<Signs<'_>, Alike<'_>> = HashMap::new();
    for operation in operations {
        for binding in &operation.bindings {
            for (signs, media) in signs(operation, binding) {
                let Some(outermost) = outermost(operation, binding, media, types) else { continue };
                let alike = seen.entry(signs).or_default();
                // What has no name may stand for any.
                let other = match outermost {
                    Outermost::Nameless => alike.values().next(),
                    _ => alike.get(&outermost).or_else(|| alike.get(&Outermost::Nameless)),
                };
                let (other, its) = other.copied().unwrap_or((operation, binding));
                alike.entry(outermost).or_insert((operation, binding));
                if !std::ptr::eq(its, binding) {
                    let message = format!(
                        "a server cannot tell `{}` of `{}` from `{}` of `{}`",
                        binding.page, operation.page, its.page, other.page
                    );
                    let advice =
                        "give them different paths, methods or media types, or something that is always \
                                  the same in the query, a header or the body: `action: { type: string, \
                                  value: operation }`"
                            .to_owned();
                    let at = At::root().key("operations").key(&operation.page).name();
                    report.push(at, Problem::Conflict { message, advice });
                    return;
                }
            }
        }
    }
}

fn signs<'b>(operation: &'b Operation, binding: &'b Binding) -> Vec<(Signs<'b>, Option<&'b MediaType>)> {
    let path: String = binding
        .path
        .iter()
        .map(|segment| match segment {
            Segment::Text(text) => text.trim_start_matches('/'),
            Segment::Member(_) => "{}",
        })
        .collect();
    let mut query: Vec<(&str, &str)> = Vec::new();
    for parameter in &binding.query {
        match &parameter.value {
            Value::Constant(text) => query.push((&parameter.name, text)),
            Value::Member(index) => {
                let needed = |index: usize| {
                    // What may stand elsewhere tells nothing by its absence here.
                    let only_here = operation.input.elsewhere.iter().all(|own| own.member != index);
                    only_here
                        && operation
                            .input
                            .record
                            .members
                            .get(index)
                            .is_some_and(|member| member.presence == Presence::Required)
                };
                if parameter.required || needed(*index) {
                    query.push((&parameter.name, ""));
                }
            }
            Value::Computed(_) => {}
        }
    }
    query.sort_unstable();
    let constant = |own: &'b Parameter| match &own.value {
        Value::Constant(text) => Some((own.name.to_ascii_lowercase(), text.as_str())),
        _ => None,
    };
    let mut headers: Vec<_> = binding.headers.iter().filter_map(constant).collect();
    headers.sort_unstable();
    let members = constants(operation, binding);
    let kinds = binding.accepts.iter().map(|media| match &media.codec {
        Codec::Framed(frame) if !frame.request.is_empty() => (Some(media), of_frame(frame)),
        Codec::Json | Codec::Framed(_) | Codec::Form(_) | Codec::Lines(_) | Codec::Xml(_) => {
            (Some(media), members.clone())
        }
        Codec::PaddedJson(_)
        | Codec::Multipart(_)
        | Codec::Empty
        | Codec::Text
        | Codec::Bytes
        | Codec::Soap { .. } => (Some(media), Vec::new()),
    });
    let mut bodies: Vec<_> = kinds.collect();
    if bodies.is_empty() {
        bodies.push((None, Vec::new()));
    }
    let (path, query, headers) = (&path, &query, &headers);
    let of_method = |method: &'b String| {
        bodies.iter().map(move |(media, members)| {
            let signs = Signs {
                method,
                path: path.clone(),
                query: query.clone(),
                headers: headers.clone(),
                media: media.map_or("", MediaType::essence),
                members: members.clone(),
            };
            (signs, *media)
        })
    };
    binding.methods.iter().flat_map(of_method).collect()
}

/// What stands outermost in a body; `None` where a problem keeps it from being known.
fn outermost<'b>(
    operation: &'b Operation,
    binding: &Binding,
    media: Option<&'b MediaType>,
    types: &'b [Option<Type>],
) -> Option<Outermost<'b>> {
    let Some(media) = media else { return Some(Outermost::Nameless) };
    match &media.codec {
        Codec::Soap { request, .. } => Some(Outermost::Body(request)),
        Codec::Xml(_) => {
            let QName { namespace, local } = root(operation, binding, types)?;
            let local = if media.ignore_case { local.to_ascii_lowercase() } else { local.clone() };
            Some(Outermost::Root(namespace, local))
        }
        Codec::Framed(frame) => {
            let inside = frame.request.iter().find(|(_, part)| *part == JsonFramePart::Inside);
            Some(inside.map_or(Outermost::Nameless, |(name, _)| Outermost::Member(name)))
        }
        _ => Some(Outermost::Nameless),
    }
}

/// The root element of a request.
fn root<'b>(operation: &'b Operation, binding: &Binding, types: &'b [Option<Type>]) -> Option<&'b QName> {
    let input = &operation.input;
    let record = match (&binding.body, input.body.and_then(|index| input.record.members.get(index))) {
        (BodyFrom::Whole, Some(whole)) => match meant(&whole.type_, types) {
            TypeRef::Named(id) => match &types.get(id.0)?.as_ref()?.kind {
                TypeKind::Record(record) => record,
                _ => return input.root.as_ref().map(|own| &own.name),
            },
            _ => return input.root.as_ref().map(|own| &own.name),
        },
        _ => &input.record,
    };
    record.xml.as_ref().map(|own| &own.root)
}

/// The members of a body that are always the same, by the names that travel.
fn constants<'b>(operation: &'b Operation, binding: &Binding) -> Vec<(&'b str, &'b str)> {
    let BodyFrom::Members(only) = &binding.body else { return Vec::new() };
    let all = &operation.input.record.members;
    let members = only.iter().filter_map(|&index| all.get(index));
    let mut constants: Vec<_> =
        members.filter_map(|own| Some((own.wire.as_str(), own.always.as_deref()?))).collect();
    constants.sort_unstable();
    constants
}

/// The members of a frame that are always the same.
fn of_frame(frame: &JsonFrame) -> Vec<(&str, &str)> {
    let mut constants: Vec<(&str, &str)> = Vec::new();
    for (name, part) in &frame.request {
        if let JsonFramePart::Always(text) = part {
            constants.push((name, text));
        }
    }
    constants.sort_unstable();
    constants
}
