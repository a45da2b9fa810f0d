//! How XML writes a record that both sides have.

use super::kind::Kind;
use super::pairs::Pairs;
use super::sides::Change;
use super::subject::Home;
use super::words::{content_text, qname, quoted};
use crate::model::{Place, Presence, Record, XmlChild};

/// What differs between the XML of two records; `is_document` where a body is one of them.
pub(super) fn xml(
    home: Home<'_>,
    pairs: &Pairs,
    old: &Record,
    new: &Record,
    is_document: bool,
) -> Vec<Change> {
    let (Some(before), Some(after)) = (&old.xml, &new.xml) else { return Vec::new() };
    let mut changes = Vec::new();
    if is_document && before.root != after.root {
        changes.push(Change::new(home.subject(), Kind::XmlRoot, qname(&before.root), qname(&after.root)));
    }
    let mut order = Vec::new();
    for was in &before.children {
        let found = after.children.iter().position(|own| pairs.are_one(was.member, own.member));
        let Some(at) = found else { continue };
        order.push(at);
        let (is, member) = (&after.children[at], &new.members[after.children[at].member]);
        let subject = home.member(&member.page);
        if (&was.name, was.place, &was.item, &was.inside) != (&is.name, is.place, &is.item, &is.inside) {
            changes.push(Change::new(subject.clone(), Kind::XmlName, child(was), child(is)));
        }
        if was.block.must_understand != is.block.must_understand {
            let word = |own: &XmlChild| if own.block.must_understand { "must" } else { "need not" };
            changes.push(Change::new(subject.clone(), Kind::MustUnderstand, word(was), word(is)));
        }
        if was.block.actor != is.block.actor {
            let text = |own: &XmlChild| own.block.actor.as_deref().map(quoted).unwrap_or_default();
            changes.push(Change::new(subject.clone(), Kind::Actor, text(was), text(is)));
        }
        if was.omit_empty != is.omit_empty {
            let required =
                [&old.members[was.member], member].iter().any(|own| own.presence == Presence::Required);
            let kind = if required { Kind::XmlEmptyList } else { Kind::XmlEmptyOptionalList };
            let word = |own: &XmlChild| if own.omit_empty { "left out" } else { "an empty element" };
            changes.push(Change::new(subject, kind, word(was), word(is)));
        }
    }
    if !order.is_sorted() {
        let listed = |own: &[usize]| {
            own.iter().map(|at| qname(&after.children[*at].name)).collect::<Vec<_>>().join(", ")
        };
        let was = listed(&order);
        order.sort_unstable();
        changes.push(Change::new(home.subject(), Kind::XmlOrder, was, listed(&order)));
    }
    changes
}

fn child(own: &XmlChild) -> String {
    let name = qname(&own.name);
    let place = match own.place {
        Place::Element => format!("the element {name}"),
        Place::Attribute => format!("the attribute {name}"),
        Place::Text => "the text of the element".to_owned(),
        Place::Header => format!("the SOAP header {name}"),
    };
    place + &content_text(own.item.as_ref(), own.inside.as_deref())
}
