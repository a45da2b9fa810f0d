//! The whole line, from texts to files in memory.

use crate::diagnostics::{At, Finding, Located, Note, Place, Problem, Report};
use crate::emit::{self, FileTree, Parts, TemplateError, Templates};
use crate::model::Service;
use crate::{resolve, source};

/// The text of a spec, and what its file is called in messages.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Spec {
    /// The file, as messages name it. It does not get into any output.
    pub file: String,
    /// The text.
    pub text: String,
}

/// Why nothing was rendered.
#[derive(Debug)]
pub enum RenderError {
    /// Problems in the specs, in the order of files and lines.
    Problems(Vec<Located>),
    /// A template that cannot be rendered.
    Template(TemplateError),
}

/// Renders every file of every service; the same texts give the same files,
/// in whatever order they come.
///
/// # Errors
/// Every problem of every spec, or a template that cannot be rendered.
pub fn render(specs: &[Spec], templates: &Templates) -> Result<FileTree, RenderError> {
    let services = services(specs).map_err(RenderError::Problems)?;
    emit::emit(&services, templates).map_err(RenderError::Template)
}

/// Renders every service as a module of one tree, whose root is `mod.rs`.
///
/// # Errors
/// Every problem of every spec, in the order of files and lines.
pub fn render_modules(specs: &[Spec], parts: Parts) -> Result<FileTree, Vec<Located>> {
    Ok(emit::modules(&services(specs)?, parts))
}

/// Resolves every spec, in the order of the services' names.
///
/// # Errors
/// Every problem of every spec, in the order of files and lines.
pub fn services(specs: &[Spec]) -> Result<Vec<Service>, Vec<Located>> {
    let mut services: Vec<(Service, &Spec)> = Vec::new();
    let mut problems = Vec::new();
    for spec in specs {
        match one(spec) {
            Ok(service) => services.push((service, spec)),
            Err(found) => problems.extend(found),
        }
    }
    services.sort_by(|(one, its), (other, own)| (&one.name, &its.file).cmp(&(&other.name, &own.file)));
    for pair in services.windows(2) {
        if let [(one, first), (other, second)] = pair
            && one.name == other.name
        {
            let problem = Problem::RepeatedService { service: one.name.clone(), other: first.file.clone() };
            let finding = Finding { at: At::root().key("service"), problem };
            problems.extend(locate(second, vec![finding]));
        }
    }
    if problems.is_empty() {
        return Ok(services.into_iter().map(|(service, _)| service).collect());
    }
    problems.sort_by(|one, other| {
        (&one.file, one.place, &one.problem).cmp(&(&other.file, other.place, &other.problem))
    });
    // What an alias repeats has its problems once.
    problems.dedup();
    Err(problems)
}

/// A fact that is not on the page, and where the spec says so.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LocatedNote {
    /// The file, as the caller names it.
    pub file: String,
    /// Where in the file the fact is that the note is about.
    pub place: Place,
    /// The note.
    pub note: Note,
}

/// Every fact of every spec that is not on its page, in the order of files and lines.
///
/// # Errors
/// Every problem of every spec, in the order of files and lines.
pub fn notes(specs: &[Spec]) -> Result<Vec<LocatedNote>, Vec<Located>> {
    services(specs)?;
    let mut notes = Vec::new();
    for spec in specs {
        let places = source::Places::of(&spec.text);
        for note in one(spec)?.notes {
            let place = places.find(&note.at);
            notes.push(LocatedNote { file: spec.file.clone(), place, note });
        }
    }
    notes.sort_by(|one, other| (&one.file, one.place).cmp(&(&other.file, other.place)));
    Ok(notes)
}

fn one(spec: &Spec) -> Result<Service, Vec<Located>> {
    let read = source::read(&spec.text).map_err(|(place, problem)| vec![located(spec, place, problem)])?;
    let form = read.report.into_findings();
    let mut report = Report::default();
    let service = resolve::resolve(&read.document, &mut report);
    let found: Vec<Finding> = if form.is_empty() {
        report.into_findings()
    } else {
        // Where the form is wrong something was left out, and what is only
        // missed because of that is no problem of its own.
        let own = report.into_findings().into_iter().filter(|finding| !finding.problem.may_follow());
        form.into_iter().chain(own).collect()
    };
    match service {
        Some(service) if found.is_empty() => Ok(service),
        _ => Err(locate(spec, found)),
    }
}

fn locate(spec: &Spec, findings: Vec<Finding>) -> Vec<Located> {
    let places = source::Places::of(&spec.text);
    findings.into_iter().map(|own| located(spec, places.find(&own.at), own.problem)).collect()
}

fn located(spec: &Spec, place: Place, problem: Problem) -> Located {
    let source_line = source::line(&spec.text, place.line).to_owned();
    Located { file: spec.file.clone(), source_line, place, problem }
}
