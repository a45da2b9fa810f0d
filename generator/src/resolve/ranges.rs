//! Limits of values: ranges in the text of a type, and patterns beside it.

use wirewright_runtime::Decimal;
use wirewright_runtime::walk::check_pattern;

use super::context::MemberType;
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Limits, SizeOf, Span, TypeRef};
use crate::spec::Text;

/// What the page says of a member's size; `None` outside where something is wrong.
pub(super) fn limits(
    type_: &MemberType,
    pattern: Option<&Text>,
    type_at: &At,
    at: &At,
    report: &mut Report,
) -> Option<Option<Limits>> {
    let before = report.len();
    let [count, size] = &type_.ranges;
    let mut item = &type_.type_;
    while let Some(inside) = item.inside() {
        item = inside;
    }
    let of = match item {
        TypeRef::String => Some(SizeOf::Text),
        TypeRef::Bytes => Some(SizeOf::Bytes),
        TypeRef::Int(_) | TypeRef::Float | TypeRef::Double | TypeRef::Decimal => Some(SizeOf::Number),
        _ => None,
    };
    let mut limits = Limits {
        of: of.unwrap_or_default(),
        of_map: matches!(type_.type_, TypeRef::Map(_)),
        ..Limits::default()
    };
    if let Some((text, range)) = count {
        let at = type_at.part(range.start, range.end);
        limits.count = span(text, false, &at, report).unwrap_or_default();
    }
    if let Some((text, range)) = size {
        let at = type_at.part(range.start, range.end);
        match of {
            Some(of) => limits.size = span(text, of == SizeOf::Number, &at, report).unwrap_or_default(),
            None => {
                let message = "only texts, bytes, numbers, lists and maps have a size".to_owned();
                let advice = format!("leave out `{text}`");
                report.push(at, Problem::Conflict { message, advice });
            }
        }
    }
    if let Some(Text(pattern)) = pattern {
        let at = at.key("pattern");
        if of != Some(SizeOf::Text) {
            let message = "only a `string`, or a list or a map of them, matches a pattern".to_owned();
            let advice = "leave `pattern` out".to_owned();
            report.push(at.name(), Problem::Conflict { message, advice });
        } else if let Err(why) = check_pattern(pattern) {
            let expected = format!("a regular expression that takes linear time: {why}");
            report.push(at, Problem::Malformed { what: "pattern", expected, found: pattern.clone() });
        }
        limits.pattern = Some(pattern.clone());
    }
    let says = !limits.count.is_open() || !limits.size.is_open() || limits.pattern.is_some();
    (report.len() == before).then(|| says.then_some(limits))
}

/// Reads `1..50`, `..50` or `1..`.
fn span(text: &str, of_numbers: bool, at: &At, report: &mut Report) -> Option<Span> {
    let end = |text: &str| match text {
        "" => Some(None),
        text if of_numbers => text.parse::<Decimal>().ok().map(Some),
        text => text.parse::<u32>().ok().map(|own| Some(own.into())),
    };
    let ends = text.split_once("..").and_then(|(least, most)| Some((end(least)?, end(most)?)));
    let ends = ends.filter(|ends| match ends {
        (None, None) => false,
        (Some(least), Some(most)) => least <= most,
        _ => true,
    });
    let Some((least, most)) = ends else {
        let expected = "a range such as `1..50`, `..50` or `1..`, the smaller end first".to_owned();
        report.push(at.clone(), Problem::Malformed { what: "range", expected, found: text.to_owned() });
        return None;
    };
    let text = |own: Option<Decimal>| own.map(|own| own.to_string());
    Some(Span { least: text(least), most: text(most) })
}
