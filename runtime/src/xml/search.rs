//! A look at single members of a document, without reading the rest into anything.

use super::read::Reading;
use crate::error::DecodeError;
use crate::xml::Node;

/// Whether some member that the steps lead to passes a test, which gets its text,
/// or nothing for a null.
///
/// The steps begin inside the element that began last: `{namespace}local` is a
/// child, `@{namespace}local` an attribute, `.` the text of the element.
pub(crate) fn any_member(
    reading: &mut Reading<'_, '_>,
    steps: &[&str],
    test: &dyn Fn(Option<&str>) -> bool,
) -> Result<bool, DecodeError> {
    let Some((step, rest)) = steps.split_first().filter(|(step, _)| **step != ".") else {
        return leaf(reading, test);
    };
    if let Some((namespace, local)) = step.strip_prefix('@').and_then(expanded) {
        let pull = &reading.pull;
        let own = pull.attributes().iter().find(|attribute| {
            reading.notes.is_name(local, attribute.local) && pull.attribute_namespace(attribute) == namespace
        });
        let found = own.is_some_and(|own| test(Some(&own.value)));
        reading.skip()?;
        return Ok(found);
    }
    let (namespace, local) = expanded(step).unwrap_or(("", step));
    any_child(reading, (namespace, local), rest, test)
}

/// Whether some member that the steps lead to passes a test, from a child of this name on.
pub(crate) fn any_child(
    reading: &mut Reading<'_, '_>,
    (namespace, local): (&str, &str),
    steps: &[&str],
    test: &dyn Fn(Option<&str>) -> bool,
) -> Result<bool, DecodeError> {
    let mut found = false;
    loop {
        let node = reading.pull.next();
        match reading.told(node)? {
            Node::Start if !found && reading.is(namespace, local) => {
                found = any_member(reading, steps, test)?
            }
            Node::Start => reading.skip()?,
            Node::Text(_) => {}
            Node::End | Node::Eof => return Ok(found),
        }
    }
}

fn leaf(reading: &mut Reading<'_, '_>, test: &dyn Fn(Option<&str>) -> bool) -> Result<bool, DecodeError> {
    let nil = reading.pull.is_nil();
    if reading.told(nil)? {
        reading.skip()?;
        return Ok(test(None));
    }
    let mut text = String::new();
    loop {
        let node = reading.pull.next();
        match reading.told(node)? {
            Node::Start => reading.skip()?,
            Node::Text(piece) => text.push_str(&piece),
            Node::End | Node::Eof => return Ok(test(Some(&text))),
        }
    }
}

/// The parts of `{namespace}local`.
fn expanded(step: &str) -> Option<(&str, &str)> {
    step.strip_prefix('{')?.split_once('}')
}
