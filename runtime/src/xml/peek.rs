//! A look at a few members of a document, without reading the rest into anything.

use super::{Node, Reading, text};
use crate::error::DecodeError;
use crate::walk::{Bounds, Notes, Place};

/// Where a member that is looked for stands in the root: its kind of node, its namespace and its
/// local name.
pub(crate) type Which<'w> = dyn Fn(Place, &str, &str) -> Option<usize> + 'w;

/// The texts of the attributes of the root and of the elements in it for which `which` gives a
/// place among `count`; the first of each counts, and one with elements inside has no text.
///
/// Nothing is read after the last of them, so a document that is broken further on is told by
/// whoever reads it.
///
/// # Errors
/// The body is in a charset that is not read, or no well-formed XML up to there.
pub(crate) fn peek(
    body: &[u8],
    charset: Option<&str>,
    bounds: Bounds,
    count: usize,
    which: &Which<'_>,
) -> Result<Vec<Option<String>>, DecodeError> {
    let text = text(body, charset)?;
    let mut notes = Notes::within(bounds);
    let mut reading = Reading::new(&text, &mut notes)?;
    let mut found = vec![None; count];
    if !reading.child()? {
        return Ok(found);
    }
    for attribute in reading.pull.take_attributes() {
        let namespace = reading.pull.attribute_namespace(&attribute);
        if let Some(index) = which(Place::Attribute, namespace, attribute.local) {
            put(&mut found, index, attribute.value.into_owned());
        }
    }
    while found.iter().any(Option::is_none) && reading.child()? {
        match which(Place::Element, reading.pull.namespace(), reading.pull.local()) {
            Some(index) => {
                if let Some(own) = content(&mut reading)? {
                    put(&mut found, index, own);
                }
            }
            None => reading.skip()?,
        }
    }
    Ok(found)
}

/// The namespace and the local name of the root element. Nothing behind its start is read.
///
/// # Errors
/// As for [`peek`].
pub(crate) fn root(
    body: &[u8],
    charset: Option<&str>,
    bounds: Bounds,
) -> Result<(String, String), DecodeError> {
    let text = text(body, charset)?;
    let mut notes = Notes::within(bounds);
    let mut reading = Reading::new(&text, &mut notes)?;
    reading.child()?;
    Ok((reading.pull.namespace().to_owned(), reading.pull.local().to_owned()))
}

fn put(found: &mut [Option<String>], index: usize, text: String) {
    if let Some(place) = found.get_mut(index) {
        place.get_or_insert(text);
    }
}

/// The text of the element that began last, and its end.
fn content(reading: &mut Reading<'_, '_>) -> Result<Option<String>, DecodeError> {
    let (mut own, mut is_text) = (String::new(), true);
    loop {
        let node = reading.pull.next();
        match reading.told(node)? {
            Node::Text(piece) => own.push_str(&piece),
            Node::Start => {
                is_text = false;
                reading.skip()?;
            }
            Node::End | Node::Eof => return Ok(is_text.then_some(own)),
        }
    }
}
