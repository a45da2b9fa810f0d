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
    let input = |index: usize| quoted(&operation.input.record.members[index].page);
    let more = own.more.as_ref().map(|own| format!(" while {}", path(own))).unwrap_or_default();
    let total =
        |own: &Option<Way>| own.as_ref().map(|own| format!(" up to {}", path(own))).unwrap_or_default();
    let by = match &own.by {
        PagedBy::Cursor { input: index, next } => format!("what {} brings for {}", path(next), input(*index)),
        PagedBy::Link { next, .. } => format!("the query of {}", path(next)),
        PagedBy::Number { input: index, first, pages, total: items } => {
            format!("the number {} from {first}{}{}", input(*index), total(pages), total(items))
        }
        PagedBy::Offset { input: index, first, total: items } => {
            format!("the offset {} from {first}{}", input(*index), total(items))
        }
    };
    by + &more
}

fn path(way: &Way) -> String {
    if way.steps.is_empty() {
        return "the output".to_owned();
    }
    quoted(way.steps.iter().map(|own| own.wire.as_str()).collect::<Vec<_>>().join("."))
}
