//! The pages that explain problems show what they say.
//!
//! `UPDATE_PROBLEMS=1` writes the reports in them anew; read them before you keep them.

use std::collections::BTreeSet;
use std::fs;
use std::path::PathBuf;

use wirewright::diagnostics::{Code, Located, MessageFormat, print};
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

/// The problems of the specs in an example's blocks; a single one is called `spec.yaml`.
fn problems(example: &str, notation: &str) -> Vec<Located> {
    let texts = blocks(example, notation);
    assert!(!texts.is_empty(), "no `{notation}` in {example}");
    let name = |index| if index == 0 { "spec.yaml".to_owned() } else { format!("spec{}.yaml", index + 1) };
    let spec = |(index, text): (usize, &str)| Spec::new(name(index), text);
    let specs: Vec<Spec> = texts.into_iter().enumerate().map(spec).collect();
    pipeline::services(&specs).err().unwrap_or_default()
}

/// The report on an example, without the hint at the page that it stands in.
fn report(example: &str) -> String {
    let report = print(&problems(example, "yaml wrong"), MessageFormat::Human);
    let (report, hint) = report.rsplit_once("\n\n").expect("the hint stands apart");
    assert!(hint.contains("wirewright explain"), "{hint}");
    format!("{report}\n")
}

#[test]
fn every_wrong_example_causes_its_code_and_no_other() {
    for &code in Code::ALL {
        for example in examples(code.page()) {
            let found = problems(example, "yaml wrong");
            let found: BTreeSet<Code> = found.iter().map(|own| own.problem.code()).collect();
            assert_eq!(found, BTreeSet::from([code]), "{example}");
        }
    }
}

#[test]
fn every_right_example_causes_no_problem() {
    for example in Code::ALL.iter().flat_map(|code| examples(code.page())) {
        assert_eq!(print(&problems(example, "yaml right"), MessageFormat::Human), "", "{example}");
    }
}

#[test]
fn every_page_shows_the_reports_on_its_wrong_examples() {
    let update = std::env::var_os("UPDATE_PROBLEMS").is_some();
    for code in Code::ALL {
        let mut page = code.page().to_owned();
        for example in examples(code.page()) {
            let [shown] = blocks(example, "text")[..] else { panic!("{example} shows one report") };
            let found = report(example);
            if update {
                let block = |text: &str| format!("```text\n{text}```");
                page = page.replace(example, &example.replace(&block(shown), &block(&found)));
            } else {
                assert_eq!(shown, found, "{code}");
            }
        }
        if page != code.page() {
            fs::write(folder().join(format!("{code}.md")), page).expect("the folder is writable");
        }
    }
}

#[test]
fn every_page_is_that_of_a_code() {
    let files = fs::read_dir(folder()).expect("the folder is readable");
    let files = files.map(|file| file.expect("the folder is readable").file_name());
    let found: BTreeSet<String> = files.map(|name| name.to_string_lossy().into_owned()).collect();
    let pages: BTreeSet<String> = Code::ALL.iter().map(|code| format!("{code}.md")).collect();
    assert_eq!(found, pages);
    for code in Code::ALL {
        let heading = format!("# {code}: {}\n\n", code.title());
        assert!(code.page().starts_with(&heading), "{code} does not begin with its code and title");
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
