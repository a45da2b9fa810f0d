//! How pages follow one another.

use super::kind::Kind;
use super::same::same_rust;
use super::sides::{Change, Sides};
use super::subject::Subject;
use super::words::quoted;
use crate::model::{Operation, PagedBy, Paging, Way};

/// What differs in the way from one page to the next, and in what a page has for items.
pub(super) fn paging(sides: &Sides<'_>, old: &Operation, new: &Operation) -> Vec<Change> {
    let of = |kind, was: String, is: String| Change::new(Subject::Operation(new.page.clone()), kind, was, is);
    let (was, is) = match (&old.pages, &new.pages) {
        (None, None) => return Vec::new(),
        (None, Some(is)) => return vec![of(Kind::PagesAdded, String::new(), text(is, new))],
        (Some(was), None) => return vec![of(Kind::PagesRemoved, text(was, old), String::new())],
        (Some(was), Some(is)) => (was, is),
    };
    let mut changes = Vec::new();
    let texts = (text(was, old), text(is, new));
    if texts.0 != texts.1 {
        changes.push(of(Kind::Pages, texts.0, texts.1));
    }
    match (&was.items, &is.items) {
        (None, Some(is)) => changes.push(of(Kind::PageItemsAdded, String::new(), path(&is.way))),
        (Some(was), None) => changes.push(of(Kind::PageItemsRemoved, path(&was.way), String::new())),
        (Some(was), Some(is)) if path(&was.way) != path(&is.way) => {
            let same = same_rust(sides, &was.item, &is.item);
            changes.push(of(Kind::PageItems, path(&was.way), path(&is.way)).in_rust(!same));
        }
        _ => {}
    }
    changes
}

fn text(own: &Paging, operation: &Operation) -> String {
    let input = quoted(&operation.input.record.members[own.input].page);
    let total =
        |own: &Option<Way>| own.as_ref().map(|own| format!(" up to {}", path(own))).unwrap_or_default();
    match &own.by {
        PagedBy::Cursor(way) => format!("what {} brings for {input}", path(way)),
        PagedBy::Number { first, pages, total: items } => {
            format!("the number {input} from {first}{}{}", total(pages), total(items))
        }
        PagedBy::Offset { first, total: items } => format!("the offset {input} from {first}{}", total(items)),
    }
}

fn path(way: &Way) -> String {
    if way.steps.is_empty() {
        return "the output".to_owned();
    }
    quoted(way.steps.iter().map(|own| own.wire.as_str()).collect::<Vec<_>>().join("."))
}
