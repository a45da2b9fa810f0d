//! The published schema, as a validator that was not made here reads it: it takes the
//! specs whose form is good, and refuses those whose form is not.

use std::fs;

use boon::{Compiler, SchemaIndex, Schemas};
use serde_json::{Map, Value, json};
use wirewright::{pipeline, schema, source};
use wirewright_tests::{Folder, root, specs_in};

/// A schema that was compiled, which is to say that it follows its own metaschema.
struct Compiled {
    schemas: Schemas,
    index: SchemaIndex,
}

impl Compiled {
    fn new() -> Self {
        let mut schemas = Schemas::new();
        let mut compiler = Compiler::new();
        compiler.add_resource("wirewright.json", schema::schema()).expect("the schema is a resource");
        let index = compiler.compile("wirewright.json", &mut schemas).expect("the schema is one");
        Self { schemas, index }
    }

    /// What is refused of a value.
    fn refuses(&self, value: &Value) -> Option<String> {
        self.schemas.validate(value, self.index).err().map(|error| format!("{error:#}"))
    }
}

/// What an editor makes of a text. Keys are texts for it, whatever they look like.
fn value(text: &str) -> Option<Value> {
    fn json(value: serde_yaml::Value) -> Option<Value> {
        Some(match value {
            serde_yaml::Value::Sequence(items) => items.into_iter().map(json).collect::<Option<_>>()?,
            serde_yaml::Value::Mapping(pairs) => {
                let pair = |(key, value)| Some((key_text(json(key)?)?, json(value)?));
                Value::Object(pairs.into_iter().map(pair).collect::<Option<Map<String, Value>>>()?)
            }
            scalar => serde_json::to_value(scalar).ok()?,
        })
    }
    fn key_text(key: Value) -> Option<String> {
        match key {
            Value::String(text) => Some(text),
            Value::Array(_) | Value::Object(_) => None,
            scalar => Some(scalar.to_string()),
        }
    }
    json(serde_yaml::from_str(text).ok()?)
}

/// Whether the reader of specs takes the form of a text.
fn form_is_good(text: &str) -> bool {
    source::read_by_places(text).is_ok_and(|read| read.report.is_empty())
}

/// Specs whose form is good: their names and texts.
fn good(test: &str) -> Vec<(String, String)> {
    let folder = Folder::new(env!("CARGO_TARGET_TMPDIR"), &format!("schema/{test}"));
    folder.run("new shop").with(0);
    let mut all = vec![("the starter".to_owned(), folder.read("specs/shop.yaml"))];
    let folders =
        ["specs", "tests/fixtures", "tests/advice", "tests/build-script/specs", "tests/capabilities/specs"];
    all.extend(folders.into_iter().flat_map(specs_in).map(|spec| (spec.file, spec.text)));
    let readme = fs::read_to_string(root().join("README.md")).expect("the README is there");
    let blocks = readme.split("```yaml\n").skip(1).filter_map(|rest| rest.split_once("```"));
    let blocks = blocks.filter(|(block, _)| block.starts_with("wirewright:"));
    all.extend(blocks.map(|(block, _)| ("README.md".to_owned(), block.to_owned())));
    all
}

#[test]
fn every_good_spec_is_taken() {
    let schema = Compiled::new();
    let specs = good("taken");
    assert!(specs.len() > 17, "{}", specs.len());
    for (name, text) in specs {
        let value = value(&text).expect("a good spec is YAML");
        assert_eq!(schema.refuses(&value), None, "{name}");
    }
}

/// Cases whose form is wrong in a way that no schema can tell.
const NOT_IN_A_SCHEMA: [&str; 3] = [
    // The reader of YAML refuses these before any schema is asked.
    "form_key_that_is_a_list",
    "form_repeated_key",
    "form_repeated_name",
];

#[test]
fn every_case_of_a_wrong_form_is_refused() {
    let schema = Compiled::new();
    let mut refused = 0;
    for spec in specs_in("tests/problems") {
        let name = spec.file.trim_start_matches("tests/problems/").trim_end_matches(".yaml");
        let known = source::read_by_places(&spec.text);
        let Ok(read) = known else { continue };
        let is_good = read.report.is_empty();
        let taken = value(&spec.text).is_some_and(|value| schema.refuses(&value).is_none());
        if NOT_IN_A_SCHEMA.contains(&name) {
            assert!(!is_good && value(&spec.text).is_none(), "{name} does not belong into the list");
            continue;
        }
        // Which keys a remark may be about depends on the mapping around it, which
        // the schema knows before resolving does.
        let is_remark = name.ends_with("names_unknown_key") || name.contains("unknown_key_of_spec");
        assert_eq!(
            taken,
            is_good && !is_remark && name != "malformed_remark_on_nothing_like_a_key",
            "{name}"
        );
        refused += usize::from(!taken);
    }
    assert!(refused > 20, "only {refused} cases were refused");
}

/// What a node of a spec is changed into.
fn changes(value: &Value) -> Vec<Value> {
    let mut changes = vec![
        Value::Null,
        json!("text"),
        json!(7),
        json!(1.5),
        json!(true),
        json!("true"),
        json!([]),
        json!(["text"]),
        json!([null]),
        json!({}),
        json!({ "text": "text" }),
        json!({ "text": null }),
        json!({ "about": "text", "type": "string" }),
    ];
    if let Value::Object(pairs) = value {
        for key in pairs.keys() {
            let mut without = pairs.clone();
            let own = without.remove(key).expect("the key is there");
            changes.push(Value::Object(without.clone()));
            without.insert(format!("{key}s"), own);
            changes.push(Value::Object(without));
        }
    }
    changes
}

/// The path of every node.
fn paths(value: &Value, at: &str, all: &mut Vec<String>) {
    all.push(at.to_owned());
    match value {
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                paths(item, &format!("{at}/{index}"), all);
            }
        }
        Value::Object(pairs) => {
            for (key, value) in pairs {
                paths(value, &format!("{at}/{}", key.replace('~', "~0").replace('/', "~1")), all);
            }
        }
        _ => {}
    }
}

#[test]
fn the_schema_and_the_reader_agree_on_every_small_change() {
    let schema = Compiled::new();
    let (mut good_ones, mut wrong_ones) = (0, 0);
    for (name, text) in good("changed") {
        let spec = value(&text).expect("a good spec is YAML");
        let mut all = Vec::new();
        paths(&spec, "", &mut all);
        for (index, path) in all.iter().enumerate() {
            let node = spec.pointer(path).expect("the path leads to a node");
            // Of a long spec, a part of the changes at each node, and others at the next.
            let changes = changes(node);
            let step = (all.len() / 10).max(1);
            for change in changes.into_iter().skip(index % step).step_by(step) {
                let mut changed = spec.clone();
                *changed.pointer_mut(path).expect("the path leads to a node") = change.clone();
                let text = changed.to_string();
                let refused = schema.refuses(&changed);
                // The reader leaves the keys of remarks to what resolves them.
                let is_remark = path.contains("/assume") || path.contains("/outside");
                if is_remark && refused.is_some() && form_is_good(&text) {
                    continue;
                }
                assert_eq!(refused.is_none(), form_is_good(&text), "{name}: {path}: {change}: {refused:?}");
                if refused.is_none() { good_ones += 1 } else { wrong_ones += 1 }
            }
        }
    }
    assert!(good_ones > 200 && wrong_ones > 900, "{good_ones} good, {wrong_ones} wrong");
}

/// Every part of the schema with these keywords, and where it stands.
fn parts<'s>(schema: &'s Value, keyword: &str, at: &str, found: &mut Vec<(String, &'s Value)>) {
    match schema {
        Value::Object(pairs) => {
            if let Some(own) = pairs.get(keyword) {
                found.push((at.to_owned(), own));
            }
            for (key, own) in pairs {
                parts(own, keyword, &format!("{at}/{key}"), found);
            }
        }
        Value::Array(items) => items.iter().for_each(|own| parts(own, keyword, at, found)),
        _ => {}
    }
}

#[test]
fn every_key_and_every_word_is_described() {
    let schema = schema::schema();
    let mut described = 0;
    let mut found = Vec::new();
    parts(&schema, "properties", "", &mut found);
    for (at, properties) in found {
        // A key of the language may itself be called so.
        let Some(properties) = properties.as_object().filter(|own| own.values().all(Value::is_object)) else {
            continue;
        };
        for (key, own) in properties {
            let about = own["description"].as_str().unwrap_or_default();
            assert!(about.ends_with('.'), "{at}/{key} says `{about}`");
            described += 1;
        }
    }
    assert!(described > 150, "{described}");
    for (name, definition) in schema["definitions"].as_object().expect("there are definitions") {
        assert!(definition["description"].is_string(), "{name}");
    }
    let mut words = Vec::new();
    parts(&schema, "enumDescriptions", "", &mut words);
    assert!(words.len() > 4, "{words:?}");
    let mut enums = Vec::new();
    parts(&schema, "enum", "", &mut enums);
    let has_meaning = |at: &str| words.iter().any(|(own, _)| own == at);
    for (at, own) in enums {
        let is_flag = own.as_array().is_some_and(|own| own.contains(&Value::Bool(true)));
        assert!(is_flag || has_meaning(&at), "{at}");
    }
}

#[test]
fn the_examples_in_the_schema_are_good() {
    let schema = schema::schema();
    let mut found = Vec::new();
    parts(&schema, "examples", "", &mut found);
    let mut texts: Vec<&str> = found
        .iter()
        .flat_map(|(_, own)| own.as_array().into_iter().flatten().filter_map(Value::as_str))
        .collect();
    texts.sort_unstable();
    texts.dedup();
    for text in &texts {
        // A spec with the example where it belongs, told by what the reader makes of it.
        let quoted = json!(text);
        let specs = [
            format!(
                "wirewright: 1\nservice: {quoted}\nsource: page\noperations: {{ Get: {{ http: GET /get }} }}\n"
            ),
            format!(
                "wirewright: 1\nservice: shop\nsource: page\nunmarked: {quoted}\n\
                 operations: {{ Get: {{ http: GET /get }} }}\n"
            ),
            format!(
                "wirewright: 1\nservice: shop\nsource: page\noperations:\n  Get:\n    \
                 http: POST /get -> json\n    input: {{ a: {quoted} }}\n"
            ),
            format!(
                "wirewright: 1\nservice: shop\nsource: page\noperations:\n  Get:\n    http: {quoted}\n    \
                 path: {{ id: required int64 }}\n    query: {{ expand: string }}\n    output: {{ a: string }}\n"
            ),
            format!(
                "wirewright: 1\nservice: shop\nsource: page\noperations:\n  Get:\n    http: {quoted}\n    \
                 input: {{ a: string }}\n    output: {{ b: string }}\n"
            ),
            format!(
                "wirewright: 1\nservice: shop\nsource: page\noperations:\n  Get:\n    http: GET /get -> json\n    \
                 output: {{ Ack: string, error: optional string, receipt: optional R }}\n    \
                 failures: {{ Lost: {quoted} }}\ntypes: {{ R: {{ members: {{ id: string }} }} }}\n"
            ),
            format!(
                "wirewright: 1\nservice: shop\nsource: page\noperations:\n  Get:\n    http: GET /get -> text\n    \
                 output: string\n    failures: {{ Lost: {quoted} }}\n"
            ),
            format!(
                "wirewright: 1\nservice: shop\nsource: page\noperations:\n  Get:\n    http: GET /get -> json\n    \
                 failures: {{ Lost: {{ when: {quoted}, type: nothing }} }}\n"
            ),
            format!(
                "wirewright: 1\nservice: shop\nsource: page\nnamespaces: {{ shop: 'urn:shop' }}\n\
                 profiles: {{ soap11: {{ namespace: shop }} }}\noperations:\n  Get:\n    \
                 http: POST /get as soap11\n    output: {{ Ack: string }}\n    \
                 failures: {{ Lost: {{ when: {quoted}, type: E }} }}\ntypes: {{ E: {{ members: {{ a: string }} }} }}\n"
            ),
            format!(
                "wirewright: 1\nservice: shop\nsource: page\noperations:\n  Get:\n    http: GET /get -> text\n    \
                 output: S\ntypes: {{ S: {{ members: {{ session: required string }}, layout: {quoted} }} }}\n"
            ),
            format!(
                "wirewright: 1\nservice: shop\nsource: page\noperations:\n  Get:\n    http: GET /get -> text\n    \
                 output: S\ntypes:\n  S:\n    members: {{ session: required string, until: optional string }}\n    \
                 layout: {quoted}\n"
            ),
            format!(
                "wirewright: 1\nservice: shop\nsource: page\noperations:\n  Get:\n    http: GET /get -> json\n    \
                 failures: {{ Lost: {{ when: status in 503, type: E, retry: {quoted} }} }}\n\
                 types: {{ E: {{ members: {{ a: string }} }} }}\n"
            ),
            format!(
                "wirewright: 1\nservice: shop\nsource: page\nprofiles: {{ form: {{ list: indexed, first: {quoted} }} }}\n\
                 operations:\n  Get:\n    http: POST /get as form\n    input: {{ a: list of string }}\n"
            ),
            format!(
                "wirewright: 1\nservice: shop\nsource: page\ncredentials: {{ key: secret, api_key: secret, secret: secret, token: secret }}\n\
                 operations:\n  Get:\n    http: POST /get -> json\n    headers:\n      \
                 Sign: {{ type: string, value: {quoted} }}\n      \
                 Both: {{ type: string, value: hex(key + api_key + secret + token) }}\n"
            ),
        ];
        let good = specs
            .into_iter()
            .any(|text| pipeline::services(&[wirewright::Spec::new("spec.yaml", text)]).is_ok());
        assert!(good, "`{text}` is good nowhere");
    }
    assert!(texts.len() > 15, "{texts:?}");
}
