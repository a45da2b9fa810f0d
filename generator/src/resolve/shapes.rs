//! The XML form of every record that some XML carries.

use std::collections::{HashMap, HashSet};

use super::context::{Books, Context};
use super::documents;
use super::json_frames::filled;
use super::members::Written;
use super::overlay::{Content, Merged, merge};
use super::profiles::{Profile, ProfileKind, XmlSettings};
use super::types::{local_name, written_members};
use super::xml::{Entry, Xml, closure, reached};
use crate::diagnostics::{At, Problem, Report};
use crate::model::{
    BodyFrom, Codec, Holds, Input, MediaType, Member, Namespace, Operation, Output, QName, Record, Type,
    TypeKind, XmlShape, XmlStyle,
};
use crate::spec::{Elements, Text};

/// What all shapes together need.
#[derive(Debug, Default)]
pub(super) struct Shapes {
    pub(super) namespaces: Vec<Namespace>,
    pub(super) styles: Vec<XmlStyle>,
}

/// Gives each record that XML carries its shape.
pub(super) fn settle(
    context: &Context<'_>,
    operations: &mut [Operation],
    types: &mut [Option<Type>],
    books: &mut Books,
    report: &mut Report,
) -> Shapes {
    let used: Vec<&Profile> = books
        .used_profiles
        .iter()
        .filter_map(|name| context.profiles.get(name))
        .filter(|own| own.kind.is_xml())
        .collect();
    let Some(first) = used.first() else {
        return Shapes::default();
    };
    let same = |own: &XmlSettings| (own.namespace.clone(), own.order, own.names, own.elements);
    // An envelope names what it holds by itself.
    let plain = || used.iter().filter(|own| own.kind == ProfileKind::Xml);
    let outermost = plain().next().unwrap_or(first);
    let differs = used.iter().find(|own| same(&own.xml) != same(&first.xml)).map(|own| (first, own));
    let around = plain().find(|own| own.xml.around != outermost.xml.around).map(|own| (outermost, own));
    if let Some((one, other)) = differs.or(around) {
        let what = format!("two ways of writing XML in one service, `{}` and `{}`,", one.name, other.name);
        let at = At::root().key("profiles").key(&other.name).name();
        report.push(
            at,
            Problem::NotYet {
                what,
                advice:
                    "use one namespace, one order, one style of names, one kind of `elements` and one `request` and \
                     `answer` for both"
                        .to_owned(),
            },
        );
        return Shapes::default();
    }
    let settings = outermost.xml.clone();

    let snapshot = types.to_vec();
    let xml = Xml { context, settings: &settings, types: &snapshot };
    let mut start = carried(operations);
    start.extend(documents::carried(operations, &snapshot));
    for (index, reached) in closure(&snapshot, start).into_iter().enumerate() {
        let Some(own) = types.get_mut(index).and_then(Option::as_mut).filter(|_| reached) else { continue };
        let record = match &mut own.kind {
            TypeKind::Record(record) => record,
            TypeKind::Union(union) => {
                super::unions::name_variants(union, &own.page, &xml, report);
                continue;
            }
            TypeKind::Enum(_) | TypeKind::Alias(_) => continue,
        };
        let Some(written) = written_members(context, &own.page, books, &mut Report::default()) else {
            continue;
        };
        let entries = entries(record, &written);
        record.xml = xml.shape_of_type(&own.page, entries, books, report);
    }
    super::unions::check_attributes(types, report);
    for operation in operations.iter_mut() {
        operation_shapes(&xml, operation, books, report);
        roots(&xml, operation, books, report);
    }
    super::inside::check_keys(types, operations, report);
    super::choices::check(types, operations, report);
    documents::settle(&xml, operations, types, books, report);
    Shapes { namespaces: namespaces(context, operations, types), styles: styles(operations) }
}

fn entries<'m, 's>(record: &'m Record, written: &'m [(String, Written<'s>)]) -> Vec<Entry<'m, 's>> {
    let members = record.members.iter().enumerate();
    members
        .filter_map(|(index, member)| {
            let (declared_by, written) = written.iter().find(|(_, (_, page, _))| *page == member.page)?;
            Some(Entry { index, member, written, declared_by })
        })
        .collect()
}

fn is_xml(codec: &Codec) -> bool {
    matches!(codec, Codec::Xml(_) | Codec::Soap { .. })
}

/// The types that some XML carries directly.
fn carried(operations: &[Operation]) -> Vec<usize> {
    let mut carried = Vec::new();
    for operation in operations {
        let requests =
            operation.bindings.iter().any(|own| own.accepts.iter().any(|media| is_xml(&media.codec)));
        let answers =
            operation.bindings.iter().any(|own| own.answers.iter().any(|media| is_xml(&media.codec)));
        if requests {
            carried.extend(operation.input.record.members.iter().filter_map(|own| reached(&own.type_)));
        }
        if answers {
            match &operation.output {
                Output::Nothing => {}
                Output::Whole(whole) => carried.extend(reached(&whole.type_)),
                Output::Record(record) => {
                    carried.extend(record.members.iter().filter_map(|own| reached(&own.type_)))
                }
            }
            carried.extend(operation.failures.iter().filter_map(|own| own.reached()));
            carried.extend(operation.faults.iter().map(|id| id.0));
        }
    }
    carried
}

/// How the lists and scalars stand that are the whole of a document.
fn roots(xml: &Xml<'_, '_>, operation: &mut Operation, books: &mut Books, report: &mut Report) {
    let carries = |media: &[MediaType]| {
        let is = |own: &Codec| matches!(own, Codec::Xml(_) | Codec::Soap { result: Some(_), .. });
        media.iter().any(|own| is(&own.codec))
    };
    let requests = operation.bindings.iter().any(|own| carries(&own.accepts));
    let answers = operation.bindings.iter().any(|own| carries(&own.answers));
    let at = At::root().key("operations").key(&operation.page);
    let input = &mut operation.input;
    if let (true, Some(index)) = (requests, input.body) {
        let member = &input.record.members[index];
        let written = documents::travels_as(&member.type_, &member.format);
        input.root = xml.root(written, &at.key("input"), books, report);
    }
    if !answers {
        return;
    }
    if let Output::Whole(whole) = &mut operation.output {
        whole.root =
            xml.root(documents::travels_as(&whole.type_, &whole.format), &at.key("output"), books, report);
    }
    for failure in &mut operation.failures {
        if let Holds::Whole(whole) = &mut failure.holds {
            let at = at.key("failures").key(&failure.page).key("type");
            whole.root = xml.root(documents::travels_as(&whole.type_, &whole.format), &at, books, report);
        }
    }
}

/// The shapes of what an operation takes and gives as members.
fn operation_shapes(xml: &Xml<'_, '_>, operation: &mut Operation, books: &mut Books, report: &mut Report) {
    let document = xml.context.document;
    let Some(own) = document.operations.get(&operation.page) else { return };
    let merged = merge(document.every.as_ref(), &operation.page, own, &mut Report::default());
    let name = local_name(&operation.page).to_owned();
    let root = |around: &Option<String>, ending: &str| {
        let own = || format!("{name}{ending}");
        let local = around.as_ref().map_or_else(own, |around| filled(around, &name));
        QName { namespace: xml.namespace(""), local }
    };
    let [around_request, around_answer] = &xml.settings.around;
    let request = operation.bindings.iter().find(|own| own.accepts.iter().any(|media| is_xml(&media.codec)));
    let nothing = Vec::new();
    let written = match &merged.input {
        Content::Members(written) => Some(written),
        Content::Nothing => Some(&nothing).filter(|_| !merged.soap_headers.is_empty()),
        Content::Type(..) => None,
    };
    if let (Some(binding), Some(written)) = (request, written)
        && let BodyFrom::Members(members) = &binding.body
    {
        let record = &operation.input.record;
        let entries = members.iter().filter_map(|&index| {
            let member = record.members.get(index)?;
            let written = written.iter().find(|(_, page, _)| *page == member.page)?;
            Some(Entry { index, member, written, declared_by: "" })
        });
        let entries = entries.collect();
        let shape = xml.shape(root(around_request, ""), entries, None, books, report);
        let shape = with_places(xml, shape, &operation.input, &merged, books, report);
        operation.input.record.xml = with_blocks(xml, shape, record, &merged.soap_headers, books, report);
    }
    let answers = operation.bindings.iter().any(|own| own.answers.iter().any(|media| is_xml(&media.codec)));
    if let (true, Output::Record(record), Content::Members(written)) =
        (answers, &mut operation.output, &merged.output)
    {
        let is_block = |page: &str| merged.answer_soap_headers.iter().any(|(_, own, _)| *own == page);
        let written = written.iter().filter(|(_, page, _)| !is_block(page));
        let written: Vec<(String, Written<'_>)> =
            written.map(|written| (String::new(), written.clone())).collect();
        let entries = entries(record, &written);
        let shape = xml.shape(root(around_answer, "Response"), entries, None, books, report);
        record.xml = with_blocks(xml, shape, record, &merged.answer_soap_headers, books, report);
    }
}

/// Adds what is written in other places and may be read here.
fn with_places<'s>(
    xml: &Xml<'_, 's>,
    shape: Option<XmlShape>,
    input: &Input,
    merged: &Merged<'s>,
    books: &mut Books,
    report: &mut Report,
) -> Option<XmlShape> {
    let mut shape = shape?;
    for own in &input.elsewhere {
        let (Some(name), Some(member)) = (&own.body, input.record.members.get(own.member)) else { continue };
        let mut written = merged.query.iter().chain(&merged.headers);
        let Some(written) = written.find(|(_, page, _)| *page == member.page) else { continue };
        let member = Member { page: name.clone(), wire: name.clone(), ..member.clone() };
        let entry = Entry { index: own.member, member: &member, written, declared_by: "" };
        let mut child = xml.child(&entry, books, report)?;
        // It is the name of this place, whatever style others have.
        child.name.local.clone_from(name);
        shape.children.push(child);
    }
    Some(shape)
}

/// Adds the blocks of the header to the shape of what stands in the body.
fn with_blocks<'s>(
    xml: &Xml<'_, 's>,
    shape: Option<XmlShape>,
    record: &Record,
    written: &[Written<'s>],
    books: &mut Books,
    report: &mut Report,
) -> Option<XmlShape> {
    let mut shape = shape?;
    for written in written {
        let members = record.members.iter().enumerate();
        let Some((index, member)) = members.into_iter().find(|(_, own)| own.page == written.1) else {
            continue;
        };
        let entry = Entry { index, member, written, declared_by: "" };
        // A block is an element of its own, and so qualified as a document is.
        let settings = XmlSettings { elements: Elements::Qualified, ..xml.settings.clone() };
        let child = Xml { settings: &settings, ..*xml }.child(&entry, books, report)?;
        shape.children.push(super::blocks::block(child, written));
    }
    Some(shape)
}

/// Every style of plain XML documents, in the order of their use.
fn styles(operations: &[Operation]) -> Vec<XmlStyle> {
    let mut styles: Vec<XmlStyle> = Vec::new();
    let bindings = operations.iter().flat_map(|own| &own.bindings);
    for media in bindings.flat_map(|own| own.accepts.iter().chain(&own.answers)) {
        if let Codec::Xml(style) = &media.codec
            && !styles.contains(style)
        {
            styles.push(style.clone());
        }
    }
    styles
}

/// Every namespace that a shape names, each with a Rust constant.
fn namespaces<'m>(
    context: &Context<'_>,
    operations: &'m [Operation],
    types: &'m [Option<Type>],
) -> Vec<Namespace> {
    let mut all: Vec<&str> = Vec::new();
    let shapes = types.iter().flatten().filter_map(|own| match &own.kind {
        TypeKind::Record(record) => record.xml.as_ref(),
        _ => None,
    });
    let of_operations = operations.iter().flat_map(|own| {
        let output = match &own.output {
            Output::Record(record) => record.xml.as_ref(),
            _ => None,
        };
        own.input.record.xml.iter().chain(output)
    });
    let mut take = |shape: &'m XmlShape| {
        all.push(&shape.root.namespace);
        for child in &shape.children {
            all.push(&child.name.namespace);
            all.extend(child.item.as_ref().map(|item| item.namespace.as_str()));
            all.extend(child.inside.iter().flat_map(|inside| inside.namespaces()));
        }
    };
    shapes.for_each(&mut take);
    of_operations.for_each(&mut take);
    for operation in operations {
        let output = match &operation.output {
            Output::Whole(whole) => whole.root.as_ref(),
            _ => None,
        };
        let failures = operation.failures.iter().filter_map(|own| match &own.holds {
            Holds::Whole(whole) => whole.root.as_ref(),
            _ => None,
        });
        for root in operation.input.root.iter().chain(output).chain(failures) {
            all.push(&root.name.namespace);
            all.extend(root.item.as_ref().map(|item| item.namespace.as_str()));
            all.extend(root.inside.iter().flat_map(|inside| inside.namespaces()));
        }
        for media in operation.bindings.iter().flat_map(|own| own.accepts.iter().chain(&own.answers)) {
            if let Codec::Soap { request, answer, .. } = &media.codec {
                all.extend([request.namespace.as_str(), answer.namespace.as_str()]);
            }
        }
    }
    for own in types.iter().flatten() {
        if let TypeKind::Union(union) = &own.kind {
            all.extend(union.variants.iter().filter_map(|own| Some(own.xml.as_ref()?.namespace.as_str())));
        }
    }
    all.retain(|uri| !uri.is_empty());
    let mut named: Vec<Namespace> = Vec::new();
    let mut seen = HashSet::new();
    let mut shorts: HashMap<&str, &str> = HashMap::new();
    for (short, Text(uri)) in context.document.namespaces.iter() {
        shorts.entry(uri).or_insert(short);
    }
    let mut taken = HashSet::from(["STYLE".to_owned()]);
    // The numbers that a name was given with before.
    let mut numbers: HashMap<String, usize> = HashMap::new();
    for uri in all.into_iter().filter(|uri| seen.insert(*uri)) {
        // The spec's short name if it has one, else the end of the namespace.
        let short = shorts.get(uri).copied().unwrap_or_else(|| telling(uri));
        let stem = super::names::derive(short, super::names::Case::Constant)
            .unwrap_or_else(|| "NAMESPACE".to_owned());
        let mut rust = stem.clone();
        while rust.starts_with("STYLE_") || taken.contains(&rust) {
            let number = numbers.entry(stem.clone()).or_insert(1);
            *number += 1;
            rust = format!("{stem}_{number}");
        }
        taken.insert(rust.clone());
        named.push(Namespace { rust, uri: uri.to_owned() });
    }
    named
}

/// The part of a namespace that tells it from others: the last step of its path,
/// or the first word of its host.
fn telling(uri: &str) -> &str {
    let rest = uri.split_once("://").map_or(uri, |(_, rest)| rest).trim_end_matches(['/', '#']);
    match rest.rsplit_once(['/', ':', '#']) {
        Some((_, last)) => last.rsplit('.').next().unwrap_or(last),
        None => rest.trim_start_matches("www.").split('.').next().unwrap_or(rest),
    }
}
