//! The JSON Schema of the spec language, made from its grammar.
//!
//! It takes what the reader of specs takes the form of, and refuses what that
//! refuses. What one place of a spec has to do with another it does not know.

use serde_json::{Map, Value, json};

use crate::spec::{Document, Form, Included, MapForm, Mapping, ScalarForm};

/// What the file is called that editors read.
pub const FILE: &str = "wirewright.schema.json";

/// The schema (JSON Schema, draft 7, which editors for YAML know best). It has no title,
/// which they would put before the description of every key.
#[must_use]
pub fn schema() -> Value {
    let mut definitions = Map::new();
    let root = mapping(&Document::MAPPING, &mut definitions);
    // For editors of included files, who name it by `#/definitions/included-file`.
    mapping(&Included::MAPPING, &mut definitions);
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "allOf": [root],
        "definitions": definitions,
    })
}

/// The schema as the text of a file.
#[must_use]
pub fn text() -> String {
    // `Display` goes by a formatter, which costs several times as much.
    let mut text = serde_json::to_string_pretty(&schema()).expect("the names of members are texts");
    text.push('\n');
    text
}

/// A reference to the definition of a mapping, which is made on its first use.
fn mapping(own: &'static Mapping, definitions: &mut Map<String, Value>) -> Value {
    let name = name(own);
    let reference = json!({ "$ref": format!("#/definitions/{name}") });
    if definitions.contains_key(&name) {
        return reference;
    }
    // A mapping may hold itself.
    definitions.insert(name.clone(), Value::Null);
    let mut properties = Map::new();
    for key in own.keys {
        let mut schema = form(&key.form, own, definitions);
        if let Value::Object(schema) = &mut schema {
            schema.insert("description".to_owned(), Value::from(key.about.trim()));
        }
        properties.insert(key.name.to_owned(), schema);
    }
    let required: Vec<&str> = own.keys.iter().filter(|key| key.required).map(|key| key.name).collect();
    let schema = json!({
        "type": "object",
        "description": own.about.trim(),
        "properties": properties,
        "required": required,
        "additionalProperties": false,
    });
    definitions.insert(name, schema);
    reference
}

/// What the definition of a mapping is called.
fn name(own: &Mapping) -> String {
    let words = own.name.split(' ').skip_while(|word| ["a", "an", "the"].contains(word));
    words.collect::<Vec<_>>().join("-").replace("'s", "")
}

/// What may stand somewhere in the mapping `of`.
fn form(own: &Form, of: &'static Mapping, definitions: &mut Map<String, Value>) -> Value {
    let mut kinds: Vec<Value> = Vec::new();
    kinds.extend(own.scalar.map(scalar));
    kinds.extend(own.list.map(|items| json!({ "type": "array", "items": form(items, of, definitions) })));
    kinds.extend(own.map.map(|own| match own {
        MapForm::Keys(own) => json!({ "type": "object", "allOf": [mapping(own, definitions)] }),
        MapForm::Names(values) => {
            json!({ "type": "object", "additionalProperties": form(values, of, definitions) })
        }
        MapForm::Remarks => json!({ "type": "object", "allOf": [remarks(of, definitions)] }),
    }));
    match kinds.len() {
        1 => kinds.remove(0),
        _ => json!({ "anyOf": kinds }),
    }
}

fn scalar(own: ScalarForm) -> Value {
    match own {
        ScalarForm::Text => text_of_any_kind(),
        ScalarForm::Grammar(notation) => {
            let mut schema = text_of_any_kind();
            schema["description"] = Value::from(notation.about);
            schema["examples"] = Value::from(notation.examples);
            schema
        }
        ScalarForm::Flag => json!({ "enum": [true, false, "true", "false"] }),
        ScalarForm::Words(words) => {
            // `1` is a number for YAML, whatever the language takes it for.
            let value = |word: &str| word.parse::<i64>().map_or_else(|_| Value::from(word), Value::from);
            let mut all: Vec<Value> = words.iter().map(|(word, _)| value(word)).collect();
            all.extend(
                words
                    .iter()
                    .map(|(word, _)| Value::from(*word))
                    .filter(|own| !all.contains(own))
                    .collect::<Vec<_>>(),
            );
            let meanings: Vec<&str> =
                words.iter().map(|(_, meaning)| *meaning).cycle().take(all.len()).collect();
            json!({ "enum": all, "enumDescriptions": meanings })
        }
    }
}

/// Numbers and booleans are texts for the language, said so that no editor proposes `true`
/// wherever a text may stand.
fn text_of_any_kind() -> Value {
    json!({ "anyOf": [{ "type": "string" }, { "not": { "type": ["string", "object", "array", "null"] } }] })
}

/// A reference to the definition of remarks about the keys of a mapping.
fn remarks(own: &'static Mapping, definitions: &mut Map<String, Value>) -> Value {
    let name = format!("remarks-on-{}", name(own));
    let reference = json!({ "$ref": format!("#/definitions/{name}") });
    if !definitions.contains_key(&name) {
        let mut properties = Map::new();
        for key in own.keys {
            let mut text = text_of_any_kind();
            text["description"] = Value::from(key.about.trim());
            properties.insert(key.name.to_owned(), text);
        }
        let schema = json!({
            "type": "object",
            "description": format!("Keys of {}, each with a text about it.", own.name),
            "properties": properties,
            "additionalProperties": false,
        });
        definitions.insert(name, schema);
    }
    reference
}
