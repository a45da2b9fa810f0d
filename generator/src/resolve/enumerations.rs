//! Types whose values a page lists.

use super::names::{Case, Scope};
use super::type_text;
use crate::diagnostics::{At, Problem, Report};
use crate::model::{EnumValue, Enumeration, Int, TypeRef};
use crate::spec::{self, Kinds, ListedValue, Text};

/// Resolves a type with `values`.
pub(super) fn enumeration(written: &spec::Type, at: &At, report: &mut Report) -> Option<Enumeration> {
    let number = match &written.type_ {
        None => None,
        Some(Text(text)) => number(text, &at.key("type"), report)?,
    };
    let values = values(written, number, &at.key("values"), report)?;
    Some(Enumeration { values, closed: written.closed == Some(true), number })
}

/// The kind of number that the values are; texts are none.
fn number(text: &str, at: &At, report: &mut Report) -> Option<Option<Int>> {
    match type_text::scalar(text.trim()) {
        Some(TypeRef::String) => Some(None),
        Some(TypeRef::Int(int)) => Some(Some(int)),
        _ => {
            let message = format!("the values of a list are no `{text}`");
            let advice = "they may be `string`, or whole numbers such as `int32`".to_owned();
            report.push(at.clone(), Problem::Conflict { message, advice });
            None
        }
    }
}

fn values(written: &spec::Type, number: Option<Int>, at: &At, report: &mut Report) -> Option<Vec<EnumValue>> {
    let long = |own: &spec::Short<ListedValue>| match own {
        Kinds::Text(about) => ListedValue { about: Some(Text(about.clone())), rust: None },
        Kinds::List(_) => ListedValue::default(),
        Kinds::Map(long) => long.clone(),
    };
    let listed: Vec<(At, &str, ListedValue)> = match written.values.as_ref()? {
        Kinds::Text(_) => {
            let expected = "a list, or a mapping from names".to_owned();
            report.push(at.clone(), Problem::WrongKind { expected, found: "a text" });
            return None;
        }
        Kinds::List(list) => {
            let list = list.iter().enumerate();
            list.map(|(index, Text(own))| (at.item(index), own.as_str(), ListedValue::default())).collect()
        }
        Kinds::Map(map) => map.iter().map(|(name, own)| (at.key(name), name, long(own))).collect(),
    };
    let mut scope = Scope::new("value", Case::Pascal);
    if written.closed != Some(true) {
        // The variant that keeps what is not listed.
        scope = scope.reserve("Other", "a value that is not listed");
    }
    let before = report.len();
    let values = listed.into_iter().filter_map(|(at, wire, own)| {
        if let Some(int) = number.filter(|int| !is_number(wire, *int)) {
            let expected = format!("a whole number as {} is written", name_of(int));
            let found = wire.to_owned();
            let problem = Problem::Malformed { what: "value of this list", expected, found };
            report.push(if own.about.is_some() { at.name() } else { at }, problem);
            return None;
        }
        let rust = scope.name(wire, own.rust.as_ref(), &at, report)?;
        Some(EnumValue { wire: wire.to_owned(), rust, about: own.about.map(|Text(about)| about) })
    });
    let values: Vec<EnumValue> = values.collect();
    if values.is_empty() && report.len() == before {
        let message = "an enumeration without values says nothing".to_owned();
        let advice = "list the values, or use `string`".to_owned();
        report.push(at.clone(), Problem::Conflict { message, advice });
    }
    (report.len() == before).then_some(values)
}

fn name_of(int: Int) -> String {
    format!("`{}int{}`", if int.signed { "" } else { "u" }, int.bits)
}

/// Whether a text is a number of this kind, as it is written.
fn is_number(text: &str, int: Int) -> bool {
    let fits = |number: i128| {
        let bits = u32::from(int.bits);
        let (low, high) =
            if int.signed { (-(1_i128 << (bits - 1)), 1_i128 << (bits - 1)) } else { (0, 1_i128 << bits) };
        (low..high).contains(&number) && number.to_string() == text
    };
    text.parse::<i128>().is_ok_and(fits)
}
