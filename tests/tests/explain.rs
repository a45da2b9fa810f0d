//! The pages that explain problems and advice show what they say.
//!
//! `UPDATE_PROBLEMS=1` writes the reports in them anew; read them before you keep them.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use wirewright::diagnostics::{Code, Group, Look, Message, MessageFormat, print, print_messages};
use wirewright::{Spec, pipeline};
use wirewright_tests::root;

fn folder() -> PathBuf {
    root().join("generator/explain")
}

/// The sections of a page that have an example.
fn examples(page: &str) -> Vec<&str> {
    let found: Vec<&str> = page.split("\n## ").filter(|section| section.contains("```")).collect();
    assert!(!found.is_empty(), "there is no example in {page}");
    found
}

/// The blocks of an example with this after the fence.
fn blocks<'page>(example: &'page str, notation: &str) -> Vec<&'page str> {
    let opening = format!("\n```{notation}\n");
    let parts = example.split(opening.as_str()).skip(1);
    parts.map(|part| part.split_once("```\n").expect("a block is closed").0).collect()
}

/// Every page: its name, its title, and its text.
fn pages() -> Vec<(&'static str, &'static str, &'static str)> {
    let codes = Code::ALL.iter().map(|own| (own.name(), own.title(), own.page()));
    codes.chain(Group::ALL.iter().map(|own| (own.name(), own.title(), own.page()))).collect()
}

/// What is said of the specs in an example's blocks, under which names, and the report
/// without the hint at the page that it stands in. A single spec is called `spec.yaml`.
fn said(example: &str, notation: &str) -> (BTreeSet<&'static str>, String) {
    let texts = blocks(example, notation);
    assert!(!texts.is_empty(), "no `{notation}` in {example}");
    let name = |index| if index == 0 { "spec.yaml".to_owned() } else { format!("spec{}.yaml", index + 1) };
    let spec = |(index, text): (usize, &str)| Spec::new(name(index), text);
    let specs: Vec<Spec> = texts.into_iter().enumerate().map(spec).collect();
    match pipeline::lint(&specs) {
        Err(problems) => {
            let report = print(&problems, MessageFormat::Human);
            let (report, hint) = report.rsplit_once("\n\n").expect("the hint stands apart");
            assert!(hint.contains("wirewright explain"), "{hint}");
            (problems.iter().map(|own| own.problem.code().name()).collect(), format!("{report}\n"))
        }
        Ok(advice) => {
            let messages: Vec<Message> = advice.iter().map(|own| own.message(&[])).collect();
            let report = print_messages(&messages, MessageFormat::Human, Look::Plain);
            let report = report.strip_suffix("\n\n").map(|report| format!("{report}\n"));
            (advice.iter().map(|own| own.advice.group().name()).collect(), report.unwrap_or_default())
        }
    }
}

#[test]
fn every_wrong_example_causes_what_its_page_is_about() {
    for (name, _, page) in pages() {
        for example in examples(page) {
            let mut said = said(example, "yaml wrong").0;
            // What leaves one question open often leaves another; a problem comes alone.
            if Group::named(name).is_ok() {
                said.retain(|own| *own == name || Group::named(own).is_err());
            }
            assert_eq!(said, BTreeSet::from([name]), "{example}");
        }
    }
}

#[test]
fn every_right_example_causes_no_problem_and_not_this_advice() {
    for (name, _, page) in pages() {
        for example in examples(page) {
            let said = said(example, "yaml right").0;
            assert!(!said.contains(name), "{example}");
            assert!(said.iter().all(|own| Group::named(own).is_ok()), "{example}");
        }
    }
}

#[test]
fn every_page_shows_the_reports_on_its_wrong_examples() {
    let update = std::env::var_os("UPDATE_PROBLEMS").is_some();
    for (name, _, text) in pages() {
        let mut page = text.to_owned();
        for example in examples(text) {
            let [shown] = blocks(example, "text")[..] else { panic!("{example} shows one report") };
            let (_, found) = said(example, "yaml wrong");
            if update {
                let block = |text: &str| format!("```text\n{text}```");
                page = page.replace(example, &example.replace(&block(shown), &block(&found)));
            } else {
                assert_eq!(shown, found, "{name}");
            }
        }
        if page != text {
            fs::write(folder().join(format!("{name}.md")), page).expect("the folder is writable");
        }
    }
}

#[test]
fn every_page_is_that_of_a_code_or_a_group() {
    let files = fs::read_dir(folder()).expect("the folder is readable");
    let files = files.map(|file| file.expect("the folder is readable").file_name());
    let found: BTreeSet<String> = files.map(|name| name.to_string_lossy().into_owned()).collect();
    let names: BTreeSet<String> = pages().iter().map(|(name, _, _)| format!("{name}.md")).collect();
    assert_eq!(found, names);
    for (name, title, page) in pages() {
        let heading = format!("# {name}: {title}\n\n");
        assert!(page.starts_with(&heading), "{name} does not begin with its name and title");
    }
}

#[test]
fn a_slip_in_a_code_finds_the_one_that_is_meant() {
    assert_eq!("W0009".parse(), Ok(Code::W0009));
    for (slip, meant) in
        [("E0009", Some("W0009")), ("w0009", Some("W0009")), ("W009", Some("W0009")), ("x", None), ("", None)]
    {
        let unknown = slip.parse::<Code>().expect_err("there is no such code");
        assert_eq!(unknown.nearest.as_deref(), meant, "{slip}");
    }
}
