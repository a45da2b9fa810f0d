//! The whole line, from texts to files in memory.

use crate::diagnostics::{Advised, At, Finding, Located, LocatedAdvice, Problem, Report};
use crate::emit::{self, FileTree, Parts, TemplateError, Templates};
use crate::model::Service;
use crate::source::{File, Whole};
use crate::{resolve, schema};

/// The text of a spec, and what its file is called in messages.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Spec {
    /// The file, as messages name it. It does not get into any output.
    pub file: String,
    /// The text.
    pub text: String,
    /// The files that it includes, by whichever way; others do no harm.
    pub included: Vec<Included>,
}

/// A file that a spec includes.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Included {
    /// The way to it from the folder of the spec, as [`lead`](crate::source::lead) gives it.
    pub path: String,
    /// The file, as messages name it.
    pub file: String,
    /// The text.
    pub text: String,
}

impl Spec {
    /// A spec that includes no file.
    #[must_use]
    pub fn new(file: impl Into<String>, text: impl Into<String>) -> Self {
        Self { file: file.into(), text: text.into(), included: Vec::new() }
    }

    /// The spec as it is read.
    fn whole(&self) -> Whole<'_> {
        let own = File { path: "", name: &self.file, text: &self.text };
        let included = self.included.iter();
        let included = included.map(|own| File { path: &own.path, name: &own.file, text: &own.text });
        let files: Vec<File<'_>> = [own].into_iter().chain(included).collect();
        Whole::read(&files)
    }
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
    // Beside what this tool generates lies what its language is; specs bind their editor to it.
    let mut beside = FileTree::default();
    beside.add(schema::FILE, schema::text());
    emit::emit(&services, templates, beside).map_err(RenderError::Template)
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
    Ok(resolved(specs)?.into_iter().map(|own| own.service).collect())
}

/// Every advice on every spec, in the order of files and lines.
///
/// # Errors
/// Every problem of every spec, in the order of files and lines.
pub fn lint(specs: &[Spec]) -> Result<Vec<LocatedAdvice>, Vec<Located>> {
    let mut all: Vec<LocatedAdvice> = Vec::new();
    for Resolved { advice, whole, .. } in resolved(specs)? {
        all.extend(advice.into_iter().map(|own| whole.locate_advice(own)));
    }
    all.sort_by(|one, other| {
        (&one.file, one.place, &one.advice).cmp(&(&other.file, other.place, &other.advice))
    });
    // What an alias repeats is told once.
    all.dedup();
    Ok(all)
}

/// A spec, and what came of it.
struct Resolved<'s> {
    spec: &'s Spec,
    whole: Whole<'s>,
    service: Service,
    advice: Vec<Advised>,
}

fn resolved(specs: &[Spec]) -> Result<Vec<Resolved<'_>>, Vec<Located>> {
    let mut services: Vec<Resolved<'_>> = Vec::new();
    let mut problems = Vec::new();
    for spec in specs {
        match one(spec) {
            Ok(own) => services.push(own),
            Err(found) => problems.extend(found),
        }
    }
    services.sort_by(|one, other| {
        (&one.service.name, &one.spec.file).cmp(&(&other.service.name, &other.spec.file))
    });
    for pair in services.windows(2) {
        if let [one, other] = pair
            && one.service.name == other.service.name
        {
            let (service, first) = (one.service.name.clone(), one.spec.file.clone());
            let problem = Problem::RepeatedService { service, other: first };
            let finding = Finding { at: At::root().key("service"), problem };
            problems.push(other.whole.locate(finding));
        }
    }
    if problems.is_empty() {
        return Ok(services);
    }
    problems.sort_by(|one, other| {
        (&one.file, one.place, &one.problem).cmp(&(&other.file, other.place, &other.problem))
    });
    // What an alias repeats has its problems once.
    problems.dedup();
    Err(problems)
}

fn one(spec: &Spec) -> Result<Resolved<'_>, Vec<Located>> {
    let mut whole = spec.whole();
    let mut report = Report::default();
    let service = resolve::resolve(&whole.document, &mut report);
    let advice = report.take_advice();
    let mut problems = std::mem::take(&mut whole.problems);
    // Where the form is wrong something was left out, and what is only missed because of
    // that is no problem of its own.
    let is_whole = problems.is_empty();
    let own = report.into_findings().into_iter().filter(|own| is_whole || !own.problem.may_follow());
    problems.extend(own.map(|own| whole.locate(own)));
    match service {
        Some(service) if problems.is_empty() => Ok(Resolved { spec, whole, service, advice }),
        _ => Err(problems),
    }
}
