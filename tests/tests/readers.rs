//! The reader by serde, the reader with places and the published schema agree.

use std::fs;
use std::path::PathBuf;

use serde_json::Value;
use wirewright::spec::Document;
use wirewright::{schema, source};
use wirewright_tests::{root, specs};

/// Every spec that there is: those of the services, and those of the tests.
fn texts() -> Vec<(String, String)> {
    let mut texts: Vec<(String, String)> = specs().into_iter().map(|own| (own.file, own.text)).collect();
    for folder in ["tests/problems", "tests/fixtures"] {
        let Ok(entries) = fs::read_dir(root().join(folder)) else { continue };
        let mut files: Vec<PathBuf> =
            entries.map(|entry| entry.expect("the folder is readable").path()).collect();
        files.retain(|file| file.extension().is_some_and(|own| own == "yaml"));
        files.sort_unstable();
        texts.extend(files.into_iter().map(|file| {
            (file.display().to_string(), fs::read_to_string(&file).expect("a spec is readable"))
        }));
    }
    texts
}

#[test]
fn both_readers_read_the_same() {
    let mut read = 0;
    for (file, text) in texts() {
        let Ok(by_serde) = serde_yaml::from_str::<Document>(&text) else { continue };
        let by_places = source::read_by_places(&text).expect("what serde reads is YAML");
        // Where the grammar is stricter than the structs, resolving says so.
        if by_places.report.is_empty() {
            assert_eq!(format!("{by_serde:#?}"), format!("{:#?}", by_places.document), "{file}");
            read += 1;
        }
    }
    assert!(read > 50, "only {read} specs were compared");
}

#[test]
fn the_specs_of_the_services_follow_the_grammar() {
    for spec in specs() {
        let findings =
            source::read_by_places(&spec.text).expect("what serde reads is YAML").report.into_findings();
        assert!(findings.is_empty(), "{}: {findings:?}", spec.file);
    }
}

fn value(text: &str) -> Value {
    let value: serde_yaml::Value = serde_yaml::from_str(text).expect("a spec is YAML");
    serde_json::to_value(value).expect("a spec has no keys but texts")
}

#[test]
fn the_schema_accepts_every_spec_of_a_service() {
    let schema = schema::schema();
    for spec in specs() {
        let refused = refuse(&schema, &schema, &value(&spec.text), &spec.file);
        assert_eq!(refused, None);
    }
}

#[test]
fn the_schema_refuses_what_the_language_has_not() {
    let schema = schema::schema();
    let good = "wirewright: 1\nservice: shop\nsource: page\noperations: { Get: { http: GET /get } }\n";
    assert_eq!(refuse(&schema, &schema, &value(good), ""), None);
    for wrong in [
        good.to_owned() + "titel: Shop\n",
        good.replace("http", "htpp"),
        good.replace("source: page\n", ""),
        good.replace("wirewright: 1", "wirewright: 2"),
        good.replace("{ Get: { http: GET /get } }", "[Get]"),
        good.to_owned() + "types: { Order: { members: { Id: { type: string, abuot: Order } } } }\n",
        good.to_owned() + "profiles: { xml: { order: random } }\n",
    ] {
        assert!(refuse(&schema, &schema, &value(&wrong), "").is_some(), "{wrong}");
    }
}

/// The first thing of a value that a schema refuses. This reads the keywords
/// that the published schema uses; any other one refuses every value.
fn refuse(root: &Value, schema: &Value, value: &Value, at: &str) -> Option<String> {
    let schema = schema.as_object().expect("a schema is an object");
    for (keyword, own) in schema {
        let all = || own.as_array().into_iter().flatten();
        let fits = match keyword.as_str() {
            "$schema" | "title" | "description" | "definitions" => true,
            "$ref" => {
                let path = own.as_str().and_then(|own| own.strip_prefix('#')).expect("a reference is local");
                let target = root.pointer(path).expect("a reference leads somewhere");
                let refused = refuse(root, target, value, at);
                if refused.is_some() {
                    return refused;
                }
                true
            }
            "allOf" => {
                let refused = all().find_map(|own| refuse(root, own, value, at));
                if refused.is_some() {
                    return refused;
                }
                true
            }
            "anyOf" => all().any(|own| refuse(root, own, value, at).is_none()),
            "enum" => all().any(|own| own == value),
            "type" => match own {
                Value::String(own) => is(value, own),
                own => {
                    own.as_array().into_iter().flatten().filter_map(Value::as_str).any(|own| is(value, own))
                }
            },
            "items" => {
                value.as_array().into_iter().flatten().all(|item| refuse(root, own, item, at).is_none())
            }
            "required" => value
                .as_object()
                .is_none_or(|value| all().filter_map(Value::as_str).all(|key| value.contains_key(key))),
            "properties" => {
                let pairs = value.as_object().into_iter().flatten();
                let refused = pairs
                    .filter_map(|(key, value)| Some((key, own.get(key)?, value)))
                    .find_map(|(key, own, value)| refuse(root, own, value, &format!("{at}.{key}")));
                if refused.is_some() {
                    return refused;
                }
                true
            }
            "additionalProperties" => {
                let known = |key: &str| schema.get("properties").is_some_and(|own| own.get(key).is_some());
                let pairs = value.as_object().into_iter().flatten();
                pairs.filter(|(key, _)| !known(key)).all(|(key, value)| match own {
                    Value::Bool(own) => *own,
                    own => refuse(root, own, value, &format!("{at}.{key}")).is_none(),
                })
            }
            other => return Some(format!("{other} is no keyword that this test knows")),
        };
        if !fits {
            return Some(format!("{at}: {keyword} refuses {value}"));
        }
    }
    None
}

fn is(value: &Value, kind: &str) -> bool {
    match kind {
        "object" => value.is_object(),
        "array" => value.is_array(),
        "string" => value.is_string(),
        "number" => value.is_number(),
        "boolean" => value.is_boolean(),
        _ => false,
    }
}
