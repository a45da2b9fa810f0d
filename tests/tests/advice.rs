//! What a person reads of a spec that is good, and leaves something to think about.
//!
//! `UPDATE_PROBLEMS=1` writes the reports anew; read them before you keep them.

use std::collections::BTreeSet;

use wirewright::diagnostics::{Group, Look, Message, MessageFormat, print, print_messages};
use wirewright::{Located, LocatedAdvice, Spec, Templates, pipeline, render};
use wirewright_tests::{Folder, Workspace, check_report, check_reports, root, specs, specs_in};

/// The advice on specs, as a person gets it.
fn report(specs: &[Spec]) -> String {
    let problems = |problems: Vec<Located>| print(&problems, MessageFormat::Human);
    let advice = pipeline::lint(specs).map_err(problems).expect("the specs are good");
    let messages: Vec<Message> = advice.iter().map(|own| own.message(&[])).collect();
    print_messages(&messages, MessageFormat::Human, Look::Plain)
}

#[test]
fn every_advice_is_told_as_it_is_written_down() {
    check_reports("tests/advice", report);
}

#[test]
fn the_advice_on_the_five_services_is_as_it_is_written_down() {
    let wrong = check_report(&root().join("tests/advice/the_five_services.txt"), &report(&specs()));
    assert_eq!(wrong, None);
}

#[test]
fn every_group_has_a_spec_that_raises_it_and_one_that_does_not() {
    let groups = |spec: Spec| -> BTreeSet<Group> {
        let advice = pipeline::lint(&[spec]).expect("the spec is good");
        advice.iter().map(|own: &LocatedAdvice| own.advice.group()).collect()
    };
    let found: Vec<BTreeSet<Group>> = specs_in("tests/advice").into_iter().map(groups).collect();
    for group in Group::ALL {
        assert!(found.iter().any(|own| own.contains(group)), "{group} is never raised");
        assert!(found.iter().any(|own| !own.contains(group)), "{group} is always raised");
    }
    assert!(found.contains(&BTreeSet::new()), "there is always something to say");
}

const SPEC: &str = "wirewright: 1\nservice: shop\nsource: page\noperations:\n  Get:\n    \
    http: GET /get -> json\n    output: { Id: string }\n    samples:\n      - answer: '{\"Id\":\"7\"}'\n\
    types:\n  Order: { members: { Id: string }, outside: From the forum. }\n";

fn shop(name: &str) -> Folder {
    let folder = Folder::new(env!("CARGO_TARGET_TMPDIR"), &format!("advice/{name}"));
    folder.write("specs/shop.yaml", SPEC);
    folder
}

#[test]
fn advice_is_printed_and_counted() {
    let folder = shop("printed");
    let done = folder.run("lint").with(0);
    let first = "advice[missing-samples]: `Get` has no sample of a request\n --> specs/shop.yaml:5:3\n";
    assert!(done.out.starts_with(first), "{done:#?}");
    assert!(
        done.out.contains("\nadvice[unused-types]: no operation reaches the type `Order`\n"),
        "{done:#?}"
    );
    let counts = "outside 1, unused-types 1, missing-samples 1; `wirewright explain GROUP` says more\n";
    assert_eq!(done.err, counts);
    assert!(!folder.path("generated").exists());

    folder.edit(
        "specs/shop.yaml",
        "types:\n  Order: { members: { Id: string }, outside: From the forum. }\n",
        "",
    );
    folder.edit("specs/shop.yaml", "    samples:\n", "    samples:\n      - request: GET /get HTTP/1.1\n");
    let done = folder.run("lint --deny all").with(0);
    assert_eq!((done.out.as_str(), done.err.as_str()), ("", "no advice\n"));
}

#[test]
fn programs_get_advice_as_advice() {
    let folder = shop("formats");
    let done = folder.run("lint --message-format json").with(0);
    let expected = concat!(
        r#"{"code":"unused-types","column":3,"file":"specs/shop.yaml","#,
        r#""help":"use it where the page does, or remove it; it is generated all the same","length":5,"line":11,"#,
        r#""message":"no operation reaches the type `Order`","severity":"advice"}"#,
    );
    assert!(done.out.lines().any(|line| line == expected), "{done:#?}");
    assert_eq!(done.err, "");
    let done = folder.run("lint --message-format github").with(0);
    let expected = "::notice file=specs/shop.yaml,line=11,col=3,title=outside::`types.Order` is not from the page: From the forum.";
    assert!(done.out.lines().any(|line| line == expected), "{done:#?}");
    assert!(done.out.lines().all(|line| line.starts_with("::notice file=")), "{done:#?}");
}

#[test]
fn what_is_denied_is_an_error() {
    let folder = shop("denied");
    let done = folder.run("lint --deny unused-types").with(2);
    assert!(done.out.contains("\nerror[unused-types]: no operation reaches"), "{done:#?}");
    assert!(done.out.contains("advice[missing-samples]: "), "{done:#?}");
    assert!(done.err.starts_with("outside 1, unused-types 1 (denied), missing-samples 1;"), "{done:#?}");
    for denied in ["--deny unused-types --deny outside", "--deny unused-types,outside"] {
        let done = folder.run(&format!("lint {denied} --message-format github")).with(2);
        assert_eq!(done.out.lines().filter(|line| line.starts_with("::error file=")).count(), 2, "{done:#?}");
    }
    let done = folder.run("lint --deny all --message-format json").with(2);
    assert!(done.out.lines().all(|line| line.contains(r#""severity":"error""#)), "{done:#?}");
    // Only what is there can be wrong.
    folder.run("lint --deny assumptions --deny undocumented-answers").with(0);
    let done = folder.run("lint --deny unused-type").with(2);
    assert_eq!(done.out, "");
    for part in ["'unused-types'", "all", "assumptions", "outside", "undocumented-answers", "missing-samples"]
    {
        assert!(done.err.contains(part), "no `{part}` in {done:#?}");
    }
}

#[test]
fn types_are_generated_before_anything_uses_them() {
    let text = "wirewright: 1\nservice: stock\nsource: page\nnamespaces: { ext: 'urn:ext' }\noperations:\n  \
        Get: { http: GET /get -> xml, output: { Id: string } }\ntypes:\n  \
        Order: { members: { Lines: list of Line, At: datetime, State: State, Key: guid, Rest: Extra, \
        Size: { type: uint8, xml: { name: 'ext:Size' } } } }\n  \
        Line: { base: Base, members: { Inner: list of Line } }\n  Base: { members: { Id: string } }\n  \
        State: { values: [open] }\n  Extra: { type: any }\n";
    let spec = Spec::new("stock.yaml", text);
    let templates = Templates::built_in().expect("the built-in templates are good");
    let tree = render(&[spec], &templates).expect("types without a use are no problem");
    assert!(tree.get("stock-types/src/types/order.rs").is_some());
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "unused-types", &tree);
    let done = workspace.cargo(&["clippy", "--workspace", "--no-default-features", "--all-targets"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
