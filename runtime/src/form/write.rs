//! Writing members as names and values.

use std::collections::BTreeSet;

use super::Pairs;
use crate::error::EncodeError;
use crate::scalar::{Any, Format};
use crate::walk::{Record, Sink, Token, Value};

/// Adds one value under `name`; an absent one adds nothing.
pub(crate) fn write_value(
    name: &str,
    format: Format,
    value: &dyn Value,
    out: &mut Pairs,
) -> Result<(), EncodeError> {
    value.write(&mut PairSink { name, format: format.in_form(), out }).map_err(|error| error.within(name))
}

/// Adds the members that `only` lists, each under its own name after `parent`.
pub(crate) fn write_members(
    parent: &str,
    record: &dyn Record,
    only: &[usize],
    out: &mut Pairs,
) -> Result<(), EncodeError> {
    let shape = record.shape();
    only.iter().try_for_each(|&index| {
        let member = &shape.members[index];
        let name = nested(parent, member.name);
        let (value, start) = (record.member(index), out.len());
        write_value(&name, member.format, value, out)?;
        if out.len() == start && !value.is_absent() && member.default.is_some() {
            let lost =
                EncodeError::new("a form has no way to write it, and its reader would take the default");
            return Err(lost.within(&name));
        }
        Ok(())
    })
}

fn nested(parent: &str, name: &str) -> String {
    if parent.is_empty() { name.to_owned() } else { format!("{parent}.{name}") }
}

struct PairSink<'a> {
    name: &'a str,
    format: Format,
    out: &'a mut Pairs,
}

impl Sink for PairSink<'_> {
    fn format(&self) -> Format {
        self.format
    }

    fn text(&mut self, value: &str) -> Result<(), EncodeError> {
        self.out.push((self.name.to_owned(), value.to_owned()));
        Ok(())
    }

    fn token(&mut self, value: &str, _: Token) {
        self.out.push((self.name.to_owned(), value.to_owned()));
    }

    /// A form has no null: an empty value would be read as an empty text.
    fn null(&mut self) {}

    fn record(&mut self, value: &dyn Record) -> Result<(), EncodeError> {
        let all: Vec<usize> = (0..value.shape().members.len()).collect();
        let start = self.out.len();
        write_members(self.name, value, &all, self.out)?;
        if self.out.len() == start {
            // As the reader takes it: there is a value, and nothing in it.
            self.out.push((self.name.to_owned(), String::new()));
        }
        Ok(())
    }

    fn items(
        &mut self,
        len: usize,
        item: &dyn Fn(usize, &mut dyn Sink) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        (0..len).try_for_each(|index| item(index, self))
    }

    fn any(&mut self, value: &Any) -> Result<(), EncodeError> {
        match value {
            // As the reader takes it: there is a value, and nothing in it.
            Any::Empty => self.text(""),
            Any::Json(text) => flatten(self.name, text.as_str(), self.out),
            Any::Xml(_) => {
                Err(EncodeError::new("an undocumented value that came as XML cannot be written as a form"))
            }
        }
    }
}

/// Writes the texts, numbers and booleans of a JSON value, objects by dotted names.
///
/// An object with nothing in it is an empty text, which says that it is there.
fn flatten(name: &str, json: &str, out: &mut Pairs) -> Result<(), EncodeError> {
    let refused = |_| EncodeError::new("only objects, texts, numbers and booleans can be written as a form");
    match json.as_bytes().first() {
        Some(b'{') => {
            let members: crate::json::Pairs<'_> = serde_json::from_str(json).map_err(refused)?;
            let (start, mut seen) = (out.len(), BTreeSet::new());
            for (member, value) in &members.0 {
                // A reader would take these for several members, or for one of them only.
                if member.contains(['.', '[']) || !seen.insert(member) {
                    let message = format!("a form has no way to name the member `{}`", member.escape_debug());
                    return Err(EncodeError::new(message));
                }
                flatten(&nested(name, member), value.get(), out)?;
            }
            if out.len() == start {
                leaf(name.to_owned(), String::new(), out);
            }
        }
        Some(b'n') => {}
        Some(b'"') => leaf(name.to_owned(), serde_json::from_str(json).map_err(refused)?, out),
        Some(b'[') => serde_json::from_str::<()>(json).map_err(refused)?,
        _ => leaf(name.to_owned(), json.to_owned(), out),
    }
    Ok(())
}

/// Adds a text. A name without letters at the end has a dot of its own, as one
/// dot there means nothing to a reader.
fn leaf(mut name: String, text: String, out: &mut Pairs) {
    if name.ends_with('.') {
        name.push('.');
    }
    out.push((name, text));
}
