//! A spec and the files that it includes, as if they were one.

use std::cell::OnceCell;

use super::read::{read, read_included};
use super::tree::Places;
use crate::diagnostics::{Advised, At, Finding, Located, LocatedAdvice, Place, Problem};
use crate::spec::{Document, Included, Names, Text};

/// A file of a spec: the spec itself, or one that it includes.
#[derive(Clone, Copy, Debug)]
pub struct File<'t> {
    /// The way to it from the folder of the spec, as [`lead`] gives it; empty for the spec itself.
    pub path: &'t str,
    /// What messages call it.
    pub name: &'t str,
    /// The text.
    pub text: &'t str,
}

/// A spec, read as far as it can be.
#[derive(Debug)]
pub struct Whole<'t> {
    /// What all files say together, without what is wrong with their form.
    pub document: Document,
    /// What is wrong with their form, and with how they are put together.
    pub problems: Vec<Located>,
    files: Vec<(File<'t>, OnceCell<Places<'t>>)>,
}

/// Where a word of `include` leads from a file: the way from the folder of the spec, or
/// nothing. An included file lies in a folder below the spec, so that it is never taken
/// for a spec itself, and no spec reaches out of its folder.
#[must_use]
pub fn lead(from: &str, word: &str) -> Option<String> {
    let mut way: Vec<&str> = from.split('/').collect();
    way.pop();
    let mut begun = false;
    for step in word.split('/') {
        match step {
            // Only at the beginning, so that a file has one name.
            ".." if !begun => drop(way.pop()?),
            _ if step.is_empty() || step.starts_with('.') => return None,
            _ if step.contains(|own: char| own.is_control() || "\\:*?\"<>|".contains(own)) => return None,
            _ => {
                begun = true;
                way.push(step);
            }
        }
    }
    let is_yaml = way.last().is_some_and(|name| name.ends_with(".yaml") || name.ends_with(".yml"));
    (begun && way.len() > 1 && is_yaml).then(|| way.join("/"))
}

impl<'t> Whole<'t> {
    /// Reads a spec, the first of these files, with those of the others that it includes.
    #[must_use]
    pub fn read(files: &[File<'t>]) -> Self {
        let files: Vec<_> = files.iter().map(|file| (*file, OnceCell::new())).collect();
        let mut whole = Self { document: Document::default(), problems: Vec::new(), files };
        let Some((spec, _)) = whole.files.first() else { return whole };
        match read(spec.text) {
            Ok(read) => {
                whole.document = read.document;
                whole.report(0, read.report.into_findings());
            }
            Err((place, problem)) => return whole.with(0, place, problem),
        }
        let include = whole.document.include.clone();
        let mut seen = vec![false; whole.files.len()];
        whole.follow(&include, &mut vec![0], &mut seen);
        whole
    }

    /// The file and the place of a node. Where several files have a section, it is the
    /// one that has the name.
    #[must_use]
    pub fn place(&self, at: &At) -> (File<'t>, Place) {
        let index = self.file_of(at, None);
        (self.files[index].0, self.places(index).find(at))
    }

    /// The first of the files, but for one, that go as far as any with a section and a name.
    fn file_of(&self, at: &At, but: Option<usize>) -> usize {
        const SECTION_AND_NAME: usize = 2;
        let reached = |index: &usize| self.places(*index).reached(at).min(SECTION_AND_NAME);
        let files = (0..self.files.len()).rev().filter(|index| Some(*index) != but);
        files.max_by_key(reached).unwrap_or(0)
    }

    /// A finding with its place looked up.
    #[must_use]
    pub fn locate(&self, finding: Finding) -> Located {
        let index = self.file_of(&finding.at, None);
        self.located(index, self.places(index).find(&finding.at), finding.problem)
    }

    /// An advice with its place looked up.
    #[must_use]
    pub fn locate_advice(&self, Advised { at, advice }: Advised) -> LocatedAdvice {
        let index = self.file_of(&at, None);
        let place = self.places(index).find(&at);
        let source_line = self.places(index).line(place.line).to_owned();
        LocatedAdvice { file: self.files[index].0.name.to_owned(), source_line, place, advice }
    }

    fn places(&self, index: usize) -> &Places<'t> {
        let (file, places) = &self.files[index];
        places.get_or_init(|| Places::of(file.text))
    }

    fn located(&self, index: usize, place: Place, problem: Problem) -> Located {
        let source_line = self.places(index).line(place.line).to_owned();
        Located { file: self.files[index].0.name.to_owned(), source_line, place, problem }
    }

    fn with(mut self, index: usize, place: Place, problem: Problem) -> Self {
        self.problems.push(self.located(index, place, problem));
        self
    }

    fn push(&mut self, index: usize, at: &At, problem: Problem) {
        let place = self.places(index).find(at);
        self.problems.push(self.located(index, place, problem));
    }

    fn report(&mut self, index: usize, findings: Vec<Finding>) {
        findings.into_iter().for_each(|own| self.push(index, &own.at, own.problem));
    }

    /// Takes in what a file includes; `way` leads from the spec to it.
    fn follow(&mut self, include: &[Text], way: &mut Vec<usize>, seen: &mut [bool]) {
        let Some(&from) = way.last() else { return };
        for (item, Text(word)) in include.iter().enumerate() {
            let at = At::root().key("include").item(item);
            let Some(path) = lead(self.files[from].0.path, word) else {
                let expected = "the way to a `.yaml` file in a folder below that of the spec".to_owned();
                let problem = Problem::Malformed { what: "file to include", expected, found: word.clone() };
                self.push(from, &at, problem);
                continue;
            };
            let Some(index) = self.files.iter().position(|(file, _)| file.path == path) else {
                self.push(from, &at, Problem::Undefined { name: path, what: "file", nearest: None });
                continue;
            };
            if let Some(begin) = way.iter().position(|own| *own == index) {
                let circle = way[begin..].iter().chain([&index]);
                let chain = circle.map(|&own| self.files[own].0.path.to_owned()).collect();
                self.push(from, &at, Problem::Cycle { chain, what: "included file" });
            }
            // Two ways may lead to one file, which is there once.
            if std::mem::replace(&mut seen[index], true) {
                continue;
            }
            match read_included(self.files[index].0.text) {
                Ok(read) => {
                    self.report(index, read.report.into_findings());
                    let further = self.add(index, read.document);
                    way.push(index);
                    self.follow(&further, way, seen);
                    way.pop();
                }
                Err((place, problem)) => self.problems.push(self.located(index, place, problem)),
            }
        }
    }

    /// Adds what an included file says; gives what it includes itself.
    fn add(&mut self, index: usize, own: Included) -> Vec<Text> {
        if own.wirewright.0 != "1" && self.problems.is_empty() {
            let (word, known) = (own.wirewright.0, vec!["1".to_owned()]);
            let problem =
                Problem::UnknownWord { word, what: "version of the language", nearest: None, known };
            self.push(index, &At::root().key("wirewright"), problem);
        }
        let mut repeated = Vec::new();
        let mut take = |section: &str, names: Vec<String>| {
            repeated.extend(names.into_iter().map(|name| At::root().key(section).key(&name)));
        };
        let document = &mut self.document;
        take("credentials", add(&mut document.credentials, own.credentials));
        take("namespaces", add(&mut document.namespaces, own.namespaces));
        take("profiles", add(&mut document.profiles, own.profiles));
        take("operations", add(&mut document.operations, own.operations));
        take("types", add(&mut document.types, own.types));
        match (&document.every, own.every) {
            (Some(_), Some(_)) => repeated.push(At::root().key("every")),
            (_, every) => document.every = document.every.take().or(every),
        }
        for at in repeated {
            let first = self.file_of(&at, Some(index));
            let place = self.places(first).find(&at.name());
            let name = at.steps().last().cloned().unwrap_or_default();
            let message =
                format!("`{name}` stands in line {} of {} already", place.line, self.files[first].0.name);
            let advice = "keep one of them".to_owned();
            self.push(index, &at.name(), Problem::Conflict { message, advice });
        }
        own.include
    }
}

fn add<T>(names: &mut Names<T>, others: Names<T>) -> Vec<String> {
    if others.is_empty() { Vec::new() } else { names.include(others) }
}
