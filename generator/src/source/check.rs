//! Every problem in the form of a spec, and the spec without what is wrong.

use std::collections::HashMap;

use serde_yaml::{Mapping as YamlMapping, Value};

use super::tree::{Kind, Node};
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::spec::{Form, MapForm, Mapping, ScalarForm};

/// Checks a spec against the grammar. What does not follow it is reported and
/// left out of the value, so that the rest can still be resolved.
pub(super) fn check(root: &Node, form: &Form, report: &mut Report) -> Value {
    let value = node(root, form, &At::root(), report);
    value.unwrap_or_else(|| Value::Mapping(YamlMapping::new()))
}

fn node(node: &Node, form: &Form, at: &At, report: &mut Report) -> Option<Value> {
    let wrong = |found, report: &mut Report| {
        report.push(at.clone(), Problem::WrongKind { expected: form.expected(), found });
        None
    };
    match (&node.kind, form) {
        (Kind::Scalar { .. }, _) if node.is_nothing() => wrong("nothing", report),
        (Kind::Scalar { text, .. }, Form { scalar: Some(scalar), .. }) => {
            let words = scalar.words();
            if !words.is_empty() && !words.contains(&text.as_str()) {
                let problem = Problem::UnknownWord {
                    word: text.clone(),
                    what: "value that may stand here",
                    nearest: nearest(text, words.iter().copied()),
                    known: words.into_iter().map(str::to_owned).collect(),
                };
                report.push(at.clone(), problem);
                return None;
            }
            // Two words stand for a boolean in the structs; all other texts are kept.
            Some(match scalar {
                ScalarForm::Flag => Value::Bool(text == "true"),
                _ => Value::String(text.clone()),
            })
        }
        (Kind::Scalar { .. }, _) => wrong("a text", report),
        (Kind::List(items), Form { list: Some(form), .. }) => {
            let items = items.iter().enumerate();
            Some(items.filter_map(|(index, item)| self::node(item, form, &at.item(index), report)).collect())
        }
        (Kind::List(_), _) => wrong("a list", report),
        (Kind::Map(pairs), Form { map: Some(form), .. }) => map(&pairs.all, form, at, report),
        (Kind::Map(_), _) => wrong("a mapping", report),
    }
}

fn map(pairs: &[(Node, Node)], form: &MapForm, at: &At, report: &mut Report) -> Option<Value> {
    let mut value = YamlMapping::new();
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for (key, behind) in pairs {
        let Some(name) = key.text() else {
            report.push(
                at.clone(),
                Problem::WrongKind { expected: "a name".to_owned(), found: "a list or a mapping" },
            );
            continue;
        };
        let here = at.key(name);
        if let Some(first_line) = seen.get(name) {
            let problem = Problem::RepeatedKey { key: name.to_owned(), first_line: *first_line };
            report.push(here.name(), problem);
            continue;
        }
        seen.insert(name, key.place.line);
        let form = match form {
            MapForm::Names(form) => Some(*form),
            // Whether the mapping around has such a key is looked at with what it says.
            MapForm::Remarks => Some(&Form::TEXT),
            MapForm::Keys(mapping) => known(mapping, name, behind, &here, report),
        };
        if let Some(inner) = form.and_then(|form| node(behind, form, &here, report)) {
            value.insert(Value::String(name.to_owned()), inner);
        }
    }
    if let MapForm::Keys(mapping) = form {
        let required = || mapping.keys.iter().filter(|key| key.required);
        for key in required().filter(|key| !seen.contains_key(key.name)) {
            report.push(at.clone(), Problem::MissingKey { key: key.name, of: mapping.name });
        }
        // A mapping without what it needs would only raise misleading problems.
        if required().any(|key| !value.contains_key(key.name)) {
            return None;
        }
    }
    Some(Value::Mapping(value))
}

fn known(
    mapping: &Mapping,
    name: &str,
    behind: &Node,
    at: &At,
    report: &mut Report,
) -> Option<&'static Form> {
    if let Some(key) = mapping.key(name) {
        return Some(&key.form);
    }
    // `{ about: a, b }` has a key `b` without a value.
    let problem = if behind.is_nothing() && behind.text() == Some("") {
        Problem::CutText { key: name.to_owned() }
    } else {
        let nearest = nearest(name, mapping.keys.iter().map(|key| key.name));
        Problem::UnknownKey { key: name.to_owned(), of: mapping.name, nearest }
    };
    report.push(at.name(), problem);
    None
}
