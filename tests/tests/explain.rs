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

/// The blocks of a page with this after the fence.
fn blocks<'page>(page: &'page str, notation: &str) -> Vec<&'page str> {
    let opening = format!("\n```{notation}\n");
    let parts = page.split(opening.as_str()).skip(1);
    parts.map(|part| part.split_once("```\n").expect("a block is closed").0).collect()
}

/// The problems of the specs in a page's blocks; a single one is called `spec.yaml`.
fn problems(page: &str, notation: &str) -> Vec<Located> {
    let texts = blocks(page, notation);
    assert!(!texts.is_empty(), "no `{notation}` in {page}");
    let name = |index| if index == 0 { "spec.yaml".to_owned() } else { format!("spec{}.yaml", index + 1) };
    let spec = |(index, text): (usize, &str)| Spec { file: name(index), text: text.to_owned() };
    let specs: Vec<Spec> = texts.into_iter().enumerate().map(spec).collect();
    pipeline::services(&specs).err().unwrap_or_default()
}

#[test]
fn every_wrong_example_causes_its_code_and_no_other() {
    for &code in Code::ALL {
        let found: BTreeSet<Code> =
            problems(code.page(), "yaml wrong").iter().map(|own| own.problem.code()).collect();
        assert_eq!(found, BTreeSet::from([code]));
    }
}

#[test]
fn every_right_example_causes_no_problem() {
    for code in Code::ALL {
        let report = print(&problems(code.page(), "yaml right"), MessageFormat::Human);
        assert_eq!(report, "", "{code}");
    }
}

#[test]
fn every_page_shows_the_report_on_its_wrong_example() {
    let update = std::env::var_os("UPDATE_PROBLEMS").is_some();
    for code in Code::ALL {
        let page = code.page();
        let report = print(&problems(page, "yaml wrong"), MessageFormat::Human);
        // The page itself is the place that the last line names.
        let report = report.rsplit_once("\n\n").expect("the hint stands apart").0.to_owned() + "\n";
        let [shown] = blocks(page, "text")[..] else { panic!("{code} shows one report") };
        if update {
            let page = page.replace(&format!("```text\n{shown}```"), &format!("```text\n{report}```"));
            fs::write(folder().join(format!("{code}.md")), page).expect("the folder is writable");
        } else {
            assert_eq!(shown, report, "{code}");
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
