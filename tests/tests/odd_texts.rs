//! Texts that no person writes on purpose: whatever stands in a file, it is
//! refused or read. One that took more than its length's worth of time would not end.

use std::fmt::Write as _;

use wirewright::diagnostics::{Located, MessageFormat, print};
use wirewright::{Spec, pipeline};

const GOOD: &str = "wirewright: 1\nservice: shop\nsource: page\noperations:\n  Get:\n    http: GET /get\n";

fn problems(text: &str) -> Vec<Located> {
    let spec = Spec::new("odd.yaml", text);
    let found = pipeline::services(&[spec]).err().unwrap_or_default();
    // Printing must cope with everything that reading came across.
    for format in [MessageFormat::Human, MessageFormat::Json, MessageFormat::Github] {
        assert_eq!(print(&found, format).is_empty(), found.is_empty());
    }
    found
}

/// Messages with line and column.
fn told(text: &str) -> Vec<String> {
    let tell = |own: Located| {
        let (line, column, length) = (own.place.line, own.place.column, own.place.length);
        format!("{line}:{column}+{length} {}", own.problem)
    };
    problems(text).into_iter().map(tell).collect()
}

#[track_caller]
fn refused(text: &str, part: &str) {
    let told = told(text);
    assert!(told.iter().any(|own| own.contains(part)), "no `{part}` in {told:?}");
}

#[test]
fn a_plain_spec_has_no_problem() {
    assert_eq!(told(GOOD), Vec::<String>::new());
}

#[test]
fn keywords_are_good_names() {
    let text = "wirewright: 1\nservice: type\nsource: page\nunmarked: optional\n\
                operations:\n  fn:\n    http: POST /fn/{type}\n    path: { type: required string }\n    \
                query: { self: string, Self: { type: string, rust: own }, super: string }\n    \
                input: { crate: string, match: string, async: type }\n    output: Self\n    \
                failures: { Self: type in if }\n\
                types:\n  type: { values: [type, Self, fn] }\n  Self: { members: { type: type, self: string, gen: string } }\n";
    assert_eq!(told(text), Vec::<String>::new());
}

#[test]
fn line_ends_of_another_system_move_no_place() {
    let text = GOOD.to_owned() + "    input:\n      Id: strng\n      At: dattime\n";
    let expected = ["8:11+5 there is no type `strng`", "9:11+7 there is no type `dattime`"];
    assert_eq!(told(&text), expected);
    assert_eq!(told(&text.replace('\n', "\r\n")), expected);
    let report = print(&problems(&text.replace('\n', "\r\n")), MessageFormat::Human);
    assert!(!report.contains('\r'), "{report:?}");
}

#[test]
fn line_ends_of_a_bygone_system_move_no_place() {
    let text = GOOD.to_owned() + "    input:\n      Id: strng\n";
    let problems = problems(&text.replace('\n', "\r"));
    assert_eq!(problems.len(), 1, "{problems:?}");
    assert_eq!((problems[0].place.line, problems[0].place.column), (8, 11));
    assert_eq!(problems[0].source_line, "      Id: strng");
}

#[test]
fn tabs_and_letters_of_any_width_count_as_one() {
    let flow = |before: &str| GOOD.to_owned() + &format!("    input: {{ Id: {before}strng }}\n");
    assert_eq!(told(&flow("")), ["7:18+5 there is no type `strng`"]);
    assert_eq!(told(&flow("\t")), ["7:19+5 there is no type `strng`"]);
    let names = GOOD.to_owned() + "    input: { 名前: strng, größe: strng, 🦀é: strng }\n";
    let told = told(&names);
    assert_eq!(told[0], "7:18+5 there is no type `strng`");
    assert_eq!(told[1], "7:32+5 there is no type `strng`");
    assert_eq!(told.last().map(String::as_str), Some("7:43+5 there is no type `strng`"));
}

#[test]
fn a_byte_order_mark_is_no_character() {
    assert_eq!(told(&format!("\u{feff}{GOOD}")), Vec::<String>::new());
    let wrong = format!("\u{feff}{}", GOOD.replace("wirewright: 1", "wirewright: 2"));
    let told = told(&wrong);
    assert!(told.len() == 1 && told[0].starts_with("1:13+1 `2` is no "), "{told:?}");
}

#[test]
fn anchors_and_aliases_are_read() {
    let text = GOOD.to_owned() + "    input: &all { Id: string }\n    output: *all\n";
    assert_eq!(told(&text), Vec::<String>::new());
}

#[test]
fn nothing_is_no_spec() {
    for text in ["", "\n\n", "# A comment.\n", "---\n", "--- \n...\n", "~", "null\n"] {
        assert_eq!(problems(text).len(), 1, "{text:?}");
    }
}

#[test]
fn deep_texts_are_refused() {
    for depth in [100, 1_000, 100_000] {
        for open in ["[", "{a: ", "- ", "? ", "[[], "] {
            let text = open.repeat(depth);
            assert!(!problems(&text).is_empty(), "{open}");
            assert!(!problems(&format!("{GOOD}types: {text}")).is_empty(), "{open}");
        }
        let (open, close) = ("[".repeat(depth), "]".repeat(depth));
        assert!(!problems(&format!("{GOOD}title: {open}{close}\n")).is_empty());
    }
    let mut blocks = String::new();
    for depth in 0..1_000 {
        writeln!(blocks, "{}a:", " ".repeat(depth)).expect("writing to a string cannot fail");
    }
    assert!(!problems(&blocks).is_empty());
}

#[test]
fn long_texts_are_read() {
    let word = "a".repeat(1_000_000);
    assert_eq!(told(&format!("{GOOD}title: {word}\n")), Vec::<String>::new());
    assert_eq!(told(&format!("{GOOD}title: '{}'\n", "a ".repeat(500_000))), Vec::<String>::new());
    for key in ["service", "unmarked", "types"] {
        assert!(!problems(&format!("{GOOD}{key}: {word}\n")).is_empty());
    }
    refused(&format!("{GOOD}    input: {{ Id: {word} }}\n"), "there is no type `aaaa");
    refused(&format!("{GOOD}{word}: 1\n"), "");
}

#[test]
fn a_long_type_or_expression_does_not_fill_the_stack() {
    let lists = "list of ".repeat(100_000);
    let text = format!("{GOOD}    input: {{ Id: {lists}string }}\n");
    assert!(!problems(&text).is_empty(), "lists nest without end");
    let calls = "hex(".repeat(100_000);
    refused(&format!("{GOOD}    query: {{ Id: {{ type: string, value: {calls} }} }}\n"), "is no expression");
    let sum = vec!["body"; 100_000].join(" + ");
    assert_eq!(
        told(&format!("{GOOD}    query: {{ Id: {{ type: string, value: hex(sha256({sum})) }} }}\n")),
        Vec::<String>::new()
    );
}

#[test]
fn a_long_chain_of_types_does_not_fill_the_stack() {
    let mut text = GOOD.to_owned() + "    output: T0\ntypes:\n";
    for index in 0..3_000 {
        writeln!(text, "  T{index}: {{ members: {{ Next: required T{} }} }}", index + 1)
            .expect("writing to a string cannot fail");
    }
    text += "  T3000: { members: { Id: string } }\n";
    assert_eq!(told(&text), Vec::<String>::new());
}

#[test]
fn a_control_character_is_refused_or_shown_as_an_escape() {
    assert!(!problems(&GOOD.replace("page", "pa\0ge")).is_empty());
    assert!(!problems("\0").is_empty());
    for escape in ["\\0", "\\a", "\\e", "\\u202e", "\\x7f", "\\N", "\\L"] {
        let text = GOOD.replace("service: shop", &format!("service: \"sh{escape}op\""));
        refused(&text, "is no name of a service");
        let report = print(&problems(&text), MessageFormat::Human);
        let shown = report.lines().next().unwrap_or_default();
        assert!(shown.chars().all(|own| !own.is_control() && own != '\u{202e}'), "{shown:?}");
    }
}

#[test]
fn aliases_that_multiply_take_neither_time_nor_memory() {
    let mut text = "a0: &a0 [x, x, x, x, x, x, x, x, x]\n".to_owned();
    for level in 1..30 {
        let items = vec![format!("*a{}", level - 1); 9].join(", ");
        writeln!(text, "a{level}: &a{level} [{items}]").expect("writing to a string cannot fail");
    }
    refused(&text, "aliases");
    refused(&format!("{GOOD}title: {{{}}}\n", text.trim().replace('\n', ", ")), "aliases");
}

#[test]
fn aliases_that_nest_do_not_fill_the_stack() {
    let mut text = "a0: &a0 [x]\n".to_owned();
    for level in 1..20_000 {
        writeln!(text, "a{level}: &a{level} [*a{}]", level - 1).expect("writing to a string cannot fail");
    }
    assert!(!problems(&text).is_empty());
    assert!(!problems("a: &a [*a]\n").is_empty());
    assert!(!problems(&format!("{GOOD}types: &a {{ Order: *a }}\n")).is_empty());
}

#[test]
fn many_wrong_names_are_told() {
    let mut text = GOOD.to_owned() + "    input:\n";
    for index in 0..1_000 {
        writeln!(text, "      Member{index}: strng{index}").expect("writing to a string cannot fail");
    }
    assert_eq!(problems(&text).len(), 1_000);
}
