//! Opaque values: JSON and XML that no table describes.

use serde_json::{Map, Value};

use super::{Choices, scalars};
use crate::scalar::Any;
use crate::walk::{Tag, Union};

/// How deep an opaque value goes.
const DEPTH: usize = 3;

pub(super) fn any(choices: &mut Choices<'_>) -> Any {
    match choices.below(4) {
        0 => Any::Empty,
        // A reader takes a null for the member's own, so that no opaque value is one.
        1 | 2 => match json(choices, DEPTH) {
            Value::Null => Any::Empty,
            value => Any::json(&value).unwrap_or_default(),
        },
        _ => xml(choices),
    }
}

/// The tag and the content of a value whose type a union does not list, as one encoding has them.
pub(super) fn unlisted(union: &Union, choices: &mut Choices<'_>) -> (String, Any) {
    let tag = match choices.below(3) {
        0 => format!("{{urn:made-up}}x{}", choices.below(9)),
        _ => format!("x{}", scalars::text(choices)),
    };
    let content = match choices.below(3) {
        0 => Any::Empty,
        1 => xml(choices),
        _ => match (union.tag, json(choices, DEPTH)) {
            (Tag::Member(member), Value::Object(mut members)) if !members.is_empty() => {
                members.insert(member.to_owned(), Value::from(tag.clone()));
                match members.len() {
                    1 => Any::Empty,
                    _ => Any::json(&members).unwrap_or_default(),
                }
            }
            (Tag::Member(_), _) | (Tag::Outer, Value::Null) => Any::Empty,
            (Tag::Outer, value) => Any::json(&value).unwrap_or_default(),
        },
    };
    (tag, content)
}

fn json(choices: &mut Choices<'_>, depth: usize) -> Value {
    let end = if depth == 0 { 5 } else { 7 };
    match choices.below(end) {
        0 => Value::from(scalars::text(choices)),
        1 => Value::from(choices.below(2) == 1),
        2 => Value::from(choices.number()),
        3 => Value::from(f64::from(choices.byte()) + 0.5),
        4 => Value::Null,
        5 => (0..choices.below(4)).map(|_| json(choices, depth - 1)).collect(),
        _ => {
            let mut members = Map::new();
            for _ in 0..choices.below(4) {
                members.insert(scalars::text(choices), json(choices, depth - 1));
            }
            Value::Object(members)
        }
    }
}

/// The content of an element. Its elements say which namespace they are in, as those that were read do.
fn xml(choices: &mut Choices<'_>) -> Any {
    let mut content = String::new();
    let elements = choices.below(4);
    for _ in 0..elements {
        element(choices, &mut content, true, DEPTH);
    }
    if elements == 0 {
        content.push_str(&escaped(choices));
    }
    if content.is_empty() { Any::Empty } else { Any::Xml(content) }
}

fn element(choices: &mut Choices<'_>, out: &mut String, top: bool, depth: usize) {
    let name = ["a", "b-c", "é", "_1"][usize::from(choices.below(4))];
    let namespace = ["", "urn:made-up", "http://www.w3.org/2001/XMLSchema"][usize::from(choices.below(3))];
    out.push_str(&format!("<{name}"));
    if top || choices.below(2) == 1 {
        out.push_str(&format!(" xmlns=\"{namespace}\""));
    }
    if choices.below(2) == 1 {
        out.push_str(&format!(" at=\"{}\"", escaped(choices)));
    }
    out.push('>');
    out.push_str(&escaped(choices));
    if depth > 0 {
        for _ in 0..choices.below(3) {
            element(choices, out, false, depth - 1);
        }
    }
    out.push_str(&format!("</{name}>"));
}

/// A text that can stand in an element or an attribute, as a reader gives it back.
fn escaped(choices: &mut Choices<'_>) -> String {
    let text = scalars::text(choices);
    let kept = text.chars().filter(|&own| matches!(own, ' '..='\u{fffd}' | '\u{10000}'..));
    kept.map(|own| match own {
        '&' => "&amp;".to_owned(),
        '<' => "&lt;".to_owned(),
        '>' => "&gt;".to_owned(),
        // An attribute alone would end at it; elsewhere a reader gives it back as it is.
        '"' => "'".to_owned(),
        own => own.to_string(),
    })
    .collect()
}
