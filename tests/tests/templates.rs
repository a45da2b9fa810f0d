//! Templates of the user's own: what is wrong with them is told with its place, and what
//! their documentation says is so.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;
use wirewright::{FileTree, RenderError, Spec, Templates, render};
use wirewright_tests::{Folder, root};

const SPEC: &str = "wirewright: 1\nservice: corner-shop\ntitle: 'Corner | shop'\nsource: page\n\
    credentials: { key: secret }\nunmarked: optional\nassume: { unmarked: A guess. }\noperations:\n  \
    Order.Get:\n    summary: Finds *an* order.\n    http: GET /orders/{id} -> xml\n    \
    path: { id: required guid }\n    headers: { Sign: { type: string, value: hex(sha256(path + key)) } }\n    \
    output: { Id: string 1..20 }\n    outside: { output: From the forum. }\n";

fn shop(name: &str) -> Folder {
    let folder = Folder::new(env!("CARGO_TARGET_TMPDIR"), &format!("templates/{name}"));
    folder.write("specs/shop.yaml", SPEC);
    folder
}

fn rendered(template: &str, text: &str) -> Result<FileTree, RenderError> {
    let replaced = BTreeMap::from([(template.to_owned(), text.to_owned())]);
    let templates = Templates::with(&replaced).map_err(RenderError::Template)?;
    render(&[Spec::new("shop.yaml", SPEC)], &templates)
}

#[test]
fn what_is_wrong_with_a_template_is_told_with_its_place() {
    let folder = shop("wrong");
    for (text, report) in [
        (
            "# A\n{{ title\n",
            "unexpected end of input\n --> mine/types/README.md:2:9\n  |\n2 | {{ title\n  |         ^\n",
        ),
        (
            "# A\n# {{ titel }}\n",
            "there is no field `titel`\n --> mine/types/README.md:2:6\n  |\n2 | # {{ titel }}\n  |      ^^^^^\n  \
             = help: did you mean `title`?\n",
        ),
        (
            "{% for own in operations %}\n\té {{ own.sumary | md }}{% endfor %}\n",
            "there is no field `own.sumary`\n --> mine/types/README.md:2:7\n  |\n\
             2 | \té {{ own.sumary | md }}{% endfor %}\n  | \t     ^^^^^^^^^^\n  = help: did you mean `summary`?\n",
        ),
        (
            "{{ operations[0].colour }}\n",
            "there is no field `colour`\n --> mine/types/README.md:1:18\n  |\n1 | {{ operations[0].colour }}\n  |\
             \u{20}                 ^^^^^^\n  = help: templates/README.md lists the fields\n",
        ),
        (
            "{{ title | tmol }}\n",
            "there is no filter `tmol`\n --> mine/types/README.md:1:12\n  |\n1 | {{ title | tmol }}\n  |            ^^^^\n  \
             = help: did you mean `toml`?\n",
        ),
        (
            "{% include \"types/Readme.md\" %}\n",
            "there is no template `types/Readme.md`\n --> mine/types/README.md:1:12\n  |\n\
             1 | {% include \"types/Readme.md\" %}\n  |            ^^^^^^^^^^^^^^^^^\n  = help: did you mean `types/README.md`?\n",
        ),
        (
            "{{ operations | md }}\n",
            "expected a text, found array\n --> mine/types/README.md:1:4\n  |\n1 | {{ operations | md }}\n  |    ^^^^^^^^^^\n",
        ),
        (
            "{% include \"types/README.md\" %}\n",
            "`types/README.md` includes itself\n --> mine/types/README.md:1:12\n  |\n\
             1 | {% include \"types/README.md\" %}\n  |            ^^^^^^^^^^^^^^^^^\n",
        ),
        (
            "\n{%- extends\n\t'types/README.md' %}\n",
            "`types/README.md` extends itself\n --> mine/types/README.md:3:2\n  |\n\
             3 | \t'types/README.md' %}\n  | \t^^^^^^^^^^^^^^^^^\n",
        ),
        (
            "{% extends \"base\" %}\n",
            "there is no template `base`\n --> mine/types/README.md:1:12\n  |\n\
             1 | {% extends \"base\" %}\n  |            ^^^^^^\n  = help: there are ",
        ),
    ] {
        folder.write("mine/types/README.md", text);
        let done = folder.run("generate --templates mine").with(2);
        assert!(done.err.starts_with(&format!("error: {report}")), "{text}: {}\nnot {report}", done.err);
        assert!(done.err.contains(" --> mine/types/README.md"), "{done:#?}");
        assert!(done.err.ends_with("\n\n1 problem; nothing was written\n"), "{done:#?}");
        assert!(!folder.path("generated").exists());
    }
}

#[test]
fn templates_that_lead_to_each_other_are_told() {
    let folder = shop("circle");
    folder.write("mine/server/README.md", "{% include 'types/README.md' %}\n");
    for (verb, does) in [("include", "includes"), ("extends", "extends")] {
        folder.write("mine/types/README.md", &format!("{{% {verb} \"client/README.md\" %}}\n"));
        folder.write("mine/client/README.md", &format!("{{% {verb} \"types/README.md\" %}}\n"));
        let done = folder.run("generate --templates mine").with(2);
        let report = format!(
            "error: `client/README.md` {does} itself by way of `types/README.md`\n --> mine/client/README.md:1:12\n"
        );
        assert!(done.err.starts_with(&report), "{done:#?}");
    }
}

#[test]
fn every_template_that_is_wrong_is_told() {
    let folder = shop("several");
    folder.write("specs/other.yaml", &SPEC.replace("corner-shop", "kiosk"));
    folder.write("mine/types/README.md", "{{ titel }}\n");
    folder.write("mine/client/README.md", "{{ titel }}\n");
    // Each once, whatever the number of services.
    let done = folder.run("generate --templates mine").with(2);
    assert!(done.err.ends_with("\n2 problems; nothing was written\n"), "{done:#?}");
    folder.write("mine/client/README.md", "{{ title\n");
    folder.write("mine/server/README.md", "{% if %}\n");
    folder.write("mine/server/Readme.md", "# A\n");
    folder.write("mine/CHANGELOG.md", "# A\n");
    let done = folder.run("generate --templates mine --message-format json").with(2);
    let lines: Vec<Value> =
        done.err.lines().map(|line| serde_json::from_str(line).expect("each line is JSON")).collect();
    let files: Vec<&str> = lines.iter().filter_map(|own| own["file"].as_str()).collect();
    let expected =
        ["mine/CHANGELOG.md", "mine/client/README.md", "mine/server/README.md", "mine/server/Readme.md"];
    assert_eq!(files, expected);
    assert_eq!((&lines[0]["code"], &lines[0]["line"]), (&Value::Null, &Value::Null));
    assert_eq!((&lines[1]["severity"], &lines[1]["line"]), (&Value::from("error"), &Value::from(1)));
    let done = folder.run("check --templates mine --message-format github").with(2);
    assert!(done.err.starts_with("::error file=mine/CHANGELOG.md::this takes the place of no template ("));
    assert!(
        done.err.contains("\n::error file=mine/client/README.md,line=1,col=9::unexpected end of input\n")
    );
}

#[test]
fn what_takes_the_place_of_no_template_is_told() {
    let folder = shop("no-place");
    folder.write("mine/types/Readme.md", "# A\n");
    let done = folder.run("generate --templates mine").with(2);
    let report = "error: this takes the place of no template\n --> mine/types/Readme.md\n  \
                  = help: did you mean `types/README.md`?\n\n1 problem; nothing was written\n";
    assert_eq!(done.err, report);
    folder.write("far/docs/guide.txt", "# A\n");
    let done = folder.run("generate --templates far").with(2);
    assert!(done.err.contains("help: there are types/Cargo.toml, types/README.md, client/"), "{done:#?}");
}

#[test]
fn a_folder_that_is_none_is_told() {
    let folder = shop("no-folder");
    folder.write("file.md", "# A\n");
    folder.write("readme/README.md", "# A\n");
    fs::create_dir_all(folder.path("empty/types")).expect("the folder can be made");
    for (given, start) in [
        ("nowhere", "error: nowhere: No such file or directory"),
        ("file.md", "error: file.md: this is no folder in which templates lie\n"),
        ("empty", "error: empty: there is no template in this folder; there may be types/Cargo.toml, "),
        ("readme", "error: readme: there is no template in this folder; "),
    ] {
        let done = folder.run(&format!("generate --templates {given}")).with(2);
        assert!(done.err.starts_with(start), "{done:#?}");
    }
    fs::create_dir_all(folder.path("bytes/types")).expect("the folder can be made");
    fs::write(folder.path("bytes/types/README.md"), b"\xff").expect("the file can be written");
    let done = folder.run("generate --templates bytes").with(2);
    assert!(done.err.starts_with("error: bytes/types/README.md: "), "{done:#?}");
    assert!(!folder.path("generated").exists());
}

#[test]
fn the_folder_of_the_built_in_templates_is_one() {
    let folder = shop("copied");
    folder.run("generate").with(0);
    let own = root().join("templates").display().to_string();
    folder.run(&format!("check --templates {own}")).with(0);
}

fn documentation() -> String {
    fs::read_to_string(root().join("templates/README.md")).expect("the documentation is there")
}

/// The rows of the tables below a heading, up to the next one: the first two columns.
fn rows(heading: &str) -> BTreeMap<String, String> {
    let text = format!("\n{}", documentation());
    let (_, rest) = text.split_once(&format!("\n{heading}\n")).expect("there is such a heading");
    let section = rest.split("\n#").next().unwrap_or_default();
    let rows = section.lines().filter_map(|line| line.strip_prefix("| `")?.split_once("` | "));
    let cell = |rest: &str| rest.split(" |").next().unwrap_or_default().to_owned();
    rows.map(|(name, rest)| (name.to_owned(), cell(rest))).collect()
}

/// Whether a value is what the documentation says of its type.
fn fits(value: &Value, kind: &str) -> bool {
    let is_name = |own: &str| own.chars().all(|own| own.is_ascii_alphanumeric() || "-_.".contains(own));
    match (kind, value) {
        ("flag", Value::Bool(_)) | ("text", Value::String(_)) => true,
        ("name", Value::String(own)) => is_name(own),
        ("list", Value::Array(items)) => items.iter().all(Value::is_object),
        (kind, Value::Array(items)) => {
            kind.strip_prefix("list of ").is_some_and(|kind| items.iter().all(|own| fits(own, kind)))
        }
        _ => false,
    }
}

#[track_caller]
fn check_fields(heading: &str, page: &Value) {
    let documented = rows(heading);
    let page = page.as_object().expect("a page has fields");
    let names = |own: &mut dyn Iterator<Item = &String>| own.cloned().collect::<BTreeSet<String>>();
    assert_eq!(names(&mut documented.keys()), names(&mut page.keys()), "{heading}");
    for (name, kind) in &documented {
        assert!(fits(&page[name], kind), "{heading}: {name} is no {kind}: {}", page[name]);
    }
}

#[test]
fn every_field_is_documented_and_no_other() {
    // Tera knows what a template can use, and says so as JSON.
    let tree = rendered("types/README.md", "{{ __tera_context }}").expect("the template is good");
    let page: Value = serde_json::from_str(tree.get("corner-shop-types/README.md").expect("it is rendered"))
        .expect("it is JSON");
    check_fields("## Fields", &page);
    check_fields("### Each of `operations`", &page["operations"][0]);
    check_fields("### Each of `operations.bindings`", &page["operations"][0]["bindings"][0]);
    check_fields("### Each of `assumptions` and `outside`", &page["assumptions"][0]);
    check_fields("### Each of `assumptions` and `outside`", &page["outside"][0]);
    check_fields("### Each of `limits`", &page["limits"][0]);
}

#[test]
fn every_filter_and_every_template_is_documented_and_no_other() {
    let filters: BTreeSet<String> = Templates::filters().map(str::to_owned).collect();
    assert_eq!(rows("## Filters").into_keys().collect::<BTreeSet<_>>(), filters);
    let templates: BTreeSet<String> = Templates::names().map(str::to_owned).collect();
    assert_eq!(rows("# Templates").into_keys().collect::<BTreeSet<_>>(), templates);
    for filter in filters {
        let tree =
            rendered("types/README.md", &format!("{{{{ title | {filter} }}}}\n")).expect("it is a filter");
        let text = tree.get("corner-shop-types/README.md").expect("it is rendered");
        assert!(text.contains("Corner"), "{text}");
    }
}

#[test]
fn the_example_works() {
    let text = documentation();
    let (_, rest) = text.split_once("```jinja\n").expect("there is an example");
    let (example, _) = rest.split_once("```\n").expect("the example ends");
    let tree = rendered("types/README.md", example).expect("the example is good");
    let expected = "# Corner \\| shop\n\n- `Order.Get`: Finds \\*an\\* order.\n\n";
    assert_eq!(tree.get("corner-shop-types/README.md"), Some(expected));
}

#[test]
fn the_built_in_templates_place_no_text_without_a_filter() {
    let mut kinds = rows("## Fields");
    for (of, heading) in [
        ("operation", "### Each of `operations`"),
        ("binding", "### Each of `operations.bindings`"),
        ("note", "### Each of `assumptions` and `outside`"),
    ] {
        kinds.extend(rows(heading).into_iter().map(|(name, kind)| (format!("{of}.{name}"), kind)));
    }
    // The variables of loops over names.
    kinds.extend(["credential", "input"].map(|own| (own.to_owned(), "name".to_owned())));
    for name in Templates::names() {
        let text = fs::read_to_string(root().join("templates").join(name)).expect("the template is there");
        for place in text.split("{{").skip(1) {
            let (expression, _) = place.split_once("}}").expect("a place ends");
            let (what, filter) = match expression.trim().rsplit_once('|') {
                Some((what, filter)) => (what.trim(), Some(filter.trim())),
                None => (expression.trim(), None),
            };
            match filter {
                Some(filter) => {
                    assert!(Templates::filters().any(|own| own == filter), "{name}: {expression}")
                }
                None => assert_eq!(kinds.get(what).map(String::as_str), Some("name"), "{name}: {expression}"),
            }
        }
    }
}
