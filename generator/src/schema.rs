//! The JSON Schema of the spec language, made from its grammar.

use serde_json::{Map, Value, json};

use crate::spec::{Document, Form, Included, MapForm, Mapping, ScalarForm};

/// The schema (JSON Schema, draft 7, which editors for YAML know best).
#[must_use]
pub fn schema() -> Value {
    let mut definitions = Map::new();
    let root = mapping(&Document::MAPPING, &mut definitions);
    // For editors of included files, who name it by `#/definitions/included-file`.
    mapping(&Included::MAPPING, &mut definitions);
    json!({
        "$schema": "http://json-schema.org/draft-07/schema#",
        "title": "A wirewright spec, version 1",
        "allOf": [root],
        "definitions": definitions,
    })
}

/// A reference to the definition of a mapping, which is made on its first use.
fn mapping(own: &'static Mapping, definitions: &mut Map<String, Value>) -> Value {
    let name = own.name.replace("a ", "").replace("an ", "").replace("the ", "").replace(['\'', ' '], "-");
    let reference = json!({ "$ref": format!("#/definitions/{name}") });
    if definitions.contains_key(&name) {
        return reference;
    }
    // A mapping may hold itself.
    definitions.insert(name.clone(), Value::Null);
    let mut properties = Map::new();
    for key in own.keys {
        let mut schema = form(&key.form, definitions);
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

fn form(own: &Form, definitions: &mut Map<String, Value>) -> Value {
    let mut kinds: Vec<Value> = Vec::new();
    kinds.extend(own.scalar.map(|own| match own {
        ScalarForm::Words(["true", "false"]) => json!({ "type": "boolean" }),
        ScalarForm::Words(words) => {
            // `1` is a number for YAML, whatever the language takes it for.
            let numbers = words.iter().filter_map(|word| word.parse::<i64>().ok()).map(Value::from);
            let all: Vec<Value> = words.iter().map(|&word| Value::from(word)).chain(numbers).collect();
            json!({ "enum": all })
        }
        // Numbers and booleans are texts for the language.
        ScalarForm::Text => json!({ "type": ["string", "number", "boolean"] }),
        ScalarForm::Grammar(_) => json!({ "type": "string" }),
    }));
    kinds.extend(own.list.map(|items| json!({ "type": "array", "items": form(items, definitions) })));
    kinds.extend(own.map.map(|own| match own {
        MapForm::Keys(own) => json!({ "allOf": [mapping(own, definitions)] }),
        MapForm::Names(values) => {
            json!({ "type": "object", "additionalProperties": form(values, definitions) })
        }
    }));
    match kinds.len() {
        1 => kinds.remove(0),
        _ => json!({ "anyOf": kinds }),
    }
}
