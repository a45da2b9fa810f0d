//! From a spec to the model; every problem is found here, and every advice.
//!
//! Only this room knows both vocabularies. Problems are collected: a part that
//! has one is left out, so that it does not cause another, and the rest is
//! resolved all the same.

mod advice;
mod answer_headers;
mod any_case;
mod bindings;
mod blocks;
mod choices;
mod clashes;
mod computed;
mod conditions;
mod context;
mod cycles;
mod docs;
mod documents;
mod dynamic;
mod dynamic_condition;
mod dynamic_map;
mod enumerations;
mod expressions;
mod forms;
mod given_members;
mod holds;
mod inputs;
mod inside;
mod item_names;
mod json_frames;
mod layouts;
mod leaked;
mod limits;
mod line;
mod lookup;
mod media;
mod members;
mod names;
mod outcome_check;
mod outcomes;
mod overlay;
mod paging;
mod pairs;
mod parts;
mod places;
mod placing;
mod positions;
mod profiles;
mod ranges;
mod sample_bodies;
mod sample_check;
mod sample_with;
mod samples;
mod servers;
mod shapes;
mod shared;
mod tables;
mod texts;
mod type_text;
mod types;
mod unions;
mod unused;
mod wholes;
mod xml;

use std::collections::BTreeSet;

use crate::diagnostics::{At, Note, Problem, Report};
use crate::model::{Binding, Computed, Namespaces, Operation, Service, Type};
use crate::spec::{Document, Kinds, Text};
use context::{Books, Context};
use names::{Case, Scope};

/// Resolves a spec; advice on it goes into the report too.
///
/// `None` means that at least one problem was reported.
pub fn resolve(document: &Document, report: &mut Report) -> Option<Service> {
    let before = report.len();
    version(document, report);
    let name = service_name(document, report);
    let before_use = report.len();
    let context = Context::new(document, report);
    let mut books = Books {
        used_types: vec![false; document.types.len()],
        used_credentials: vec![false; document.credentials.len()],
        ..Books::default()
    };
    let root = At::root();
    let about = docs::docs(
        document.about.as_ref(),
        [document.assume.as_ref(), document.outside.as_ref()],
        &Document::MAPPING,
        &root,
        &mut books.notes,
        report,
    );
    if let Some(names) = &document.names {
        let remarks = [names.assume.as_ref(), names.outside.as_ref()];
        docs::docs(
            None,
            remarks,
            &crate::spec::NameRules::MAPPING,
            &root.key("names"),
            &mut books.notes,
            report,
        );
    }
    for (name, profile) in document.profiles.iter() {
        let remarks = [profile.assume.as_ref(), profile.outside.as_ref()];
        let at = root.key("profiles").key(name);
        docs::docs(None, remarks, &crate::spec::Profile::MAPPING, &at, &mut books.notes, report);
    }
    let servers = servers::servers(document, report);
    let credentials = servers::credentials(document, &mut books, report);
    let mut types = types::types(&context, &mut books, report);
    let before_cycles = report.len();
    cycles::check(&types, report);
    cycles::box_members(&mut types);
    let has_ends = report.len() == before_cycles;
    unions::check_members(&types, report);
    positions::check_tags(&types, report);
    let holders = given_members::Holders::of(&types);
    given_members::free(&mut types, &holders);
    let mut computed = Vec::new();
    let mut operations = operations(&context, (&types, &holders), &mut computed, &mut books, report);
    // Where something has a problem, what it would have used is not known.
    let all_used = report.len() == before_use;
    let used_types = unused::used_types(&context, &operations, &types);
    if all_used {
        unused::check(&context, &used_types, &mut books, report);
    }
    given_members::check(&operations, (&types, &holders), &used_types, report);
    any_case::check(&operations, &types, report);
    placing::check(&operations, &computed, report);
    limits::check(&operations, report);
    wholes::check(&operations, &types, &books.incomplete, report);
    documents::check(&operations, &types, report);
    outcome_check::check(&operations, &types, &books.incomplete, report);
    if has_ends {
        item_names::settle(&mut operations, &mut types, report);
        pairs::check(&operations, &types, report);
        unions::check_tags(&operations, &types, report);
    }
    let before_shapes = report.len();
    let shapes = shapes::settle(&context, &mut operations, &mut types, &mut books, report);
    if all_used && report.len() == before_shapes {
        unused::check_namespaces(&context, &books, report);
    }
    clashes::check(&operations, &types, report);
    if report.len() > before {
        return None;
    }
    let kept = unused::kept_types(&context, &used_types, &types);
    let mut types: Vec<Type> = types.into_iter().collect::<Option<_>>()?;
    books.notes.retain(|note| concerns_used(note, document, &kept));
    shared::drop_unused(&mut operations, &mut types, &kept);
    sample_check::check(&operations, &types, report);
    if report.len() > before {
        return None;
    }
    let name = name?;
    let title = document.title.as_ref().map_or_else(|| name.clone(), |Text(title)| title.trim().to_owned());
    let notes = in_order(books.notes);
    advice::notes(&notes, report);
    advice::operations(document, (&operations, &computed), report);
    Some(Service {
        rust: trait_name(&name),
        name,
        title,
        docs: about,
        sources: sources(document),
        servers,
        credentials,
        computed,
        namespaces: Namespaces::new(shapes.namespaces),
        xml_styles: shapes.styles,
        types,
        operations,
        notes,
    })
}

/// Whether a note is not about a type that is left out.
fn concerns_used(note: &Note, document: &Document, used_types: &[bool]) -> bool {
    match note.at.steps() {
        [section, name, ..] if section == "types" => {
            document.types.position(name).is_none_or(|index| used_types.get(index) == Some(&true))
        }
        _ => true,
    }
}

/// What `every` says is looked at once for each operation, and noted once.
fn in_order(notes: Vec<Note>) -> Vec<Note> {
    let mut seen = BTreeSet::new();
    notes.into_iter().filter(|note| seen.insert((note.at.clone(), note.kind, note.text.clone()))).collect()
}

fn version(document: &Document, report: &mut Report) {
    let Text(version) = &document.wirewright;
    if version != "1" {
        let known = vec!["1".to_owned()];
        let word = version.clone();
        let problem = Problem::UnknownWord { word, what: "version of the language", nearest: None, known };
        report.push(At::root().key("wirewright"), problem);
    }
}

fn service_name(document: &Document, report: &mut Report) -> Option<String> {
    let Text(name) = &document.service;
    match check_service_name(name) {
        Ok(()) => Some(name.clone()),
        Err(problem) => {
            report.push(At::root().key("service"), problem);
            None
        }
    }
}

/// Whether a service may have a name. It becomes the name of folders and crates,
/// so nothing else may be in it.
///
/// # Errors
/// What is wrong with the name.
pub fn check_service_name(name: &str) -> Result<(), Problem> {
    let word = |word: &str| {
        word.starts_with(|first: char| first.is_ascii_lowercase())
            && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit())
    };
    if name.split('-').all(word) && name.len() <= 50 {
        return Ok(());
    }
    let expected =
        "lower-case words of letters and digits, joined by hyphens, at most 50 characters".to_owned();
    Err(Problem::Malformed { what: "name of a service", expected, found: name.to_owned() })
}

/// What a server crate holds or uses by these names.
const SERVER_NAMES: [&str; 13] = [
    "Credentials",
    "Future",
    "Limits",
    "Mock",
    "NoFailure",
    "Request",
    "Result",
    "Routes",
    "S",
    "Send",
    "ServerError",
    "Sync",
    "Verification",
];

/// The trait of a server has the service's name, unless its crate has something else by it.
fn trait_name(service: &str) -> String {
    let rust = types::pascal(service);
    if SERVER_NAMES.contains(&rust.as_str()) { rust + "Service" } else { rust }
}

fn sources(document: &Document) -> Vec<String> {
    match &document.source.0 {
        Kinds::Text(source) => vec![source.clone()],
        Kinds::List(list) => list.iter().map(|Text(source)| source.clone()).collect(),
        Kinds::Map(never) => match *never {},
    }
}

fn operations(
    context: &Context<'_>,
    (types, holders): (&[Option<Type>], &given_members::Holders),
    computed: &mut Vec<Computed>,
    books: &mut Books,
    report: &mut Report,
) -> Vec<Operation> {
    let document = context.document;
    if document.operations.is_empty() {
        let message = "a spec without operations has nothing to say".to_owned();
        let advice = "transcribe at least one".to_owned();
        report.push(At::root().key("operations"), Problem::Conflict { message, advice });
    }
    every(context, books, report);
    // A client has a method by this name already.
    let mut methods = Scope::new("operation", Case::Snake).avoid(&["builder"]);
    let mut names = Scope::new("operation", Case::Pascal);
    let mut operations = Vec::new();
    for (page, own) in document.operations.iter() {
        let merged = overlay::merge(document.every.as_ref(), page, own, report);
        let at = merged.at.clone();
        if page.is_empty() || !page.chars().all(|own| own.is_ascii_alphanumeric() || "-._".contains(own)) {
            let expected = "letters, digits, `.`, `-` and `_`; it may travel in addresses".to_owned();
            let problem =
                Problem::Malformed { what: "name of an operation", expected, found: page.to_owned() };
            report.push(at.name(), problem);
            continue;
        }
        // The types of an operation follow its name in Rust.
        let stem = own.rust.as_ref().map_or(page, |Text(given)| given.as_str());
        let method = methods.name(page, own.rust.as_ref(), &at, report);
        let rust = method.as_ref().and_then(|_| names.name(stem, None, &at, report));
        let docs = docs::docs(
            own.about.as_ref(),
            [own.assume.as_ref(), own.outside.as_ref()],
            &crate::spec::Operation::MAPPING,
            &at,
            &mut books.notes,
            report,
        );
        let mut inputs = inputs::inputs(context, &merged, computed, books, report);
        given_members::reach(&mut inputs.input, (types, holders), computed, (page, &at), report);
        let bindings = bindings::bindings(context, &merged, &inputs, books, report);
        // Where a binding has a problem, nobody knows what none of them has.
        let all_bindings = bindings.len() == merged.bindings.len().max(usize::from(merged.http.is_some()));
        let known: &[Binding] = if all_bindings { &bindings } else { &[] };
        if !all_bindings {
            books.incomplete.insert(page.to_owned());
        }
        blocks::check(&merged, &inputs, known, report);
        parts::check(&inputs.slots, known, report);
        let output = outcomes::output(context, &merged, &inputs, books, report);
        let headers = answer_headers::of_success(context, &merged, &inputs, output.as_ref(), books, report);
        let around = all_bindings.then(|| json_frames::Answers::of(&bindings));
        let failures = outcomes::failures(context, &merged, types, output.as_ref(), around, books, report);
        let success = outcomes::success(&merged, types, output.as_ref(), around, report);
        let faults = outcomes::faults(context, &merged, types, known, books, report);
        let (Some(rust), Some(method), Some(output)) = (rust, method, output) else { continue };
        for suffix in ["Input", "Output", "Failure", "Call"] {
            names.take(&format!("{rust}{suffix}"), page, &at, report);
        }
        for failure in failures.iter().filter(|own| !own.headers.is_empty()) {
            names.take(&format!("{rust}{}", failure.rust), page, &at, report);
        }
        // Nor is it known what a sample belongs to.
        let samples = match all_bindings {
            true => {
                samples::samples(context, &own.samples, &at.key("samples"), &method, &bindings, books, report)
            }
            false => Vec::new(),
        };
        let mut operation = Operation {
            page: page.to_owned(),
            summary: own.summary.as_ref().map_or_else(String::new, |Text(text)| text.trim().to_owned()),
            rust,
            method,
            docs,
            input: std::mem::take(&mut inputs.input),
            holds: holds::holds(context, &merged, (&output, &headers), types, report),
            output,
            headers,
            success,
            pages: None,
            failures,
            faults,
            bindings,
            samples,
        };
        wholes::settle(&mut operation);
        parts::settle(&mut operation, &inputs.slots, types, report);
        operation.pages = paging::pages(&merged, &inputs, &operation, types, books, report);
        if all_bindings {
            places::check(&operation, &inputs.places, report);
        }
        operations.push(operation);
    }
    operations
}

/// What all operations share; some keys belong to one operation alone.
fn every(context: &Context<'_>, books: &mut Books, report: &mut Report) {
    let Some(every) = &context.document.every else { return };
    let at = At::root().key("every");
    let remarks = [every.assume.as_ref(), every.outside.as_ref()];
    docs::docs(None, remarks, &crate::spec::Operation::MAPPING, &at, &mut books.notes, report);
    let own = [
        ("summary", every.summary.is_some()),
        ("about", every.about.is_some()),
        ("rust", every.rust.is_some()),
        ("samples", !every.samples.is_empty()),
        ("pages", every.pages.is_some()),
    ];
    for (key, _) in own.into_iter().filter(|(_, said)| *said) {
        let message = format!("`{key}` is about one operation, and this is about all of them");
        let advice = "move it to an operation".to_owned();
        report.push(at.key(key).name(), Problem::Conflict { message, advice });
    }
}
