//! A spec in several files is one spec: what is generated, what is assumed, what is watched.

use std::fs;

use wirewright::diagnostics::Advice;
use wirewright::{Included, Spec, Templates, pipeline, render, source};
use wirewright_tests::{Folder, specs_in};

const ONE: &str = "wirewright: 1
service: several
title: A mail-order house
source: made up
unmarked: optional
credentials:
  Key: { type: secret, about: The key of the caller. }
profiles:
  xml: { namespace: 'urn:mail-order' }
every:
  headers:
    X-Sign:
      type: required string
      value: hex(sha256(body + Key))
      assume: { value: The page does not say how the digest is written. }
operations:
  Pay:
    summary: Pays an order.
    http: POST /orders/{id}/payment as json|xml -> json|xml
    path: { id: required int64 }
    input: Payment
    output: Receipt
    samples:
      - request: '{\"sum\":{\"amount\":\"1.50\",\"currency\":\"EUR\"}}'
  Price:
    summary: Says what a thing costs.
    http: GET /things/{name}/price -> json
    path: { name: required string }
    output: Money
types:
  Payment: { members: { sum: required Money } }
  Receipt: { members: { paid: Money, open: list of Money } }
  Money: { about: A sum of money., members: { amount: required string, currency: Currency } }
  Currency: { values: [EUR, CHF] }
";

fn several() -> Spec {
    let specs = specs_in("tests/capabilities/specs");
    specs.into_iter().find(|own| own.file.ends_with("/several.yaml")).expect("it is there")
}

#[test]
fn several_files_are_generated_as_one() {
    let templates = Templates::built_in().expect("the built-in templates are good");
    let one = render(&[Spec::new("one.yaml", ONE)], &templates).expect("the spec is good");
    assert_eq!(render(&[several()], &templates).expect("the spec is good"), one);
    assert!(one.get("several-types/src/types/rent.rs").is_none(), "nobody uses it");
    // Files that nothing includes do no harm.
    let mut more = several();
    let text = "no: [spec".to_owned();
    more.included.push(Included { path: "a/b.yaml".to_owned(), file: "b".to_owned(), text });
    assert_eq!(render(&[more], &templates).expect("the spec is good"), one);
}

#[test]
fn assumptions_are_told_where_they_stand() {
    let advice = pipeline::lint(&[several()]).expect("the spec is good");
    let told: Vec<String> = advice
        .iter()
        .filter_map(|own| match &own.advice {
            Advice::Assumed { subject, .. } => Some(format!("{}:{}: {subject}", own.file, own.place.line)),
            _ => None,
        })
        .collect();
    assert_eq!(
        told,
        ["tests/capabilities/specs/several/settings.yaml:11: every.headers.X-Sign.value"],
        "an assumption of a type that is not generated is none"
    );
}

#[test]
fn a_way_stays_in_the_folder_of_the_spec() {
    let leads = |from: &str, word: &str| source::lead(from, word);
    assert_eq!(leads("", "a/b.yaml").as_deref(), Some("a/b.yaml"));
    assert_eq!(leads("a/b.yaml", "c.yml").as_deref(), Some("a/c.yml"));
    assert_eq!(leads("a/b/c.yaml", "../../d/e.yaml").as_deref(), Some("d/e.yaml"));
    for (from, word) in [
        ("", "a.yaml"),
        ("", "../a/b.yaml"),
        ("", "/a/b.yaml"),
        ("", "a/b.txt"),
        ("", "a/./b.yaml"),
        ("", "a/c/../b.yaml"),
        ("", "a\\b.yaml"),
        ("", "c:/b.yaml"),
        ("", "a/\0/b.yaml"),
        ("", ""),
        ("a/b.yaml", "../c.yaml"),
        ("a/b.yaml", "../../a/c.yaml"),
    ] {
        assert_eq!(leads(from, word), None, "{word} from {from}");
    }
}

const SPEC: &str = "wirewright: 1\nservice: shop\nsource: page\ninclude: [shop/get.yaml]\n";
const GET: &str = "wirewright: 1\noperations:\n  Get:\n    about: Gets an order.\n    http: GET /get\n    \
                   assume: Nobody knows.\n";

#[test]
fn the_commands_read_what_is_included() {
    let folder = Folder::new(env!("CARGO_TARGET_TMPDIR"), "included");
    folder.write("specs/shop.yaml", SPEC);
    folder.write("specs/shop/get.yaml", GET);
    let _ = folder.run("generate").with(0);
    assert!(folder.read("generated/shop-client/src/lib.rs").contains("Gets an order."));
    let lint = folder.run("lint").with(0);
    let assumed =
        "advice[assumptions]: `operations.Get` is assumed: Nobody knows.\n --> specs/shop/get.yaml:3:3\n";
    assert!(lint.out.starts_with(assumed), "{}", lint.out);
    folder.edit("specs/shop/get.yaml", "Gets an order.", "Gets another one.");
    let drift = folder.run("check").with(1);
    assert!(drift.out.contains("changed: generated/shop-types/src/operations/get.rs\n"), "{}", drift.out);
    fs::remove_file(folder.path("specs/shop/get.yaml")).expect("it was there");
    let missing = folder.run("generate").with(2);
    assert!(missing.err.contains("there is no file `shop/get.yaml`"), "{}", missing.err);
    assert!(missing.err.contains(" --> specs/shop.yaml:4:11"), "{}", missing.err);
}
