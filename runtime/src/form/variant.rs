//! Values of one of several types in forms and queries.

use super::entries::{Entries, dots};
use super::read::PairSource;
use super::write::PairSink;
use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::scalar::Any;
use crate::walk::{Chosen, Sink as _, Source, Tag, Told, Union};

impl PairSource<'_, '_> {
    pub(super) fn told(
        &mut self,
        union: &'static Union,
        read: &mut dyn FnMut(Told, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.measure()?;
        let entries = std::mem::take(&mut self.entries);
        let (tag, inside) = match union.tag {
            Tag::Member(member) => {
                let member = dots(member);
                let (tags, inside): (Entries<'_>, Entries<'_>) =
                    entries.iter().copied().partition(|(name, _)| self.notes.is_name(&member, name));
                match tags[..] {
                    [] => (None, inside),
                    [(_, tag)] => (Some(tag), inside),
                    _ => return Err(self.refused(DecodeErrorKind::Repeated)),
                }
            }
            Tag::Outer => {
                let parts = |&(name, value)| match str::split_once(name, '.') {
                    Some((tag, rest)) => (tag, (rest, value)),
                    None => (name, ("", value)),
                };
                let (tags, inside): (Vec<&str>, Entries<'_>) = entries.iter().map(parts).unzip();
                match tags.split_first() {
                    Some((first, others)) if others.iter().all(|other| other == first) => {
                        (Some(*first), inside)
                    }
                    _ => return Err(self.invalid("a value of one type, by its name", "several")),
                }
            }
        };
        let own = tag.unwrap_or_default();
        // The tag is a name where it stands outside, and a value elsewhere.
        let any_case = self.notes.ignores_case() && union.tag == Tag::Outer;
        let is = |tag: &str| tag == own || (any_case && tag.eq_ignore_ascii_case(own));
        let told = union.tell(tag, |variant| is(variant.tag), self.notes);
        let told = told.map_err(|kind| self.refused(kind))?;
        let whole = matches!((&told, union.tag), (Told::Other(_), Tag::Member(_)));
        let inside = match inside.is_empty() {
            // A tag alone is all that there is, and is kept apart.
            true => vec![("", "")],
            false if whole => entries,
            false => inside,
        };
        read(told, &mut self.item(inside))
    }
}

pub(super) fn write(
    union: &'static Union,
    chosen: Chosen<'_>,
    sink: &mut PairSink<'_>,
) -> Result<(), EncodeError> {
    match (union.tag, chosen) {
        (Tag::Member(member), Chosen::Listed(index, record)) => {
            let tag = union.variants[index].tag;
            if tag.is_empty() {
                return sink.record(record);
            }
            let name = sink.nested(member);
            sink.inside(&name).text(tag)?;
            sink.members(record)
        }
        (Tag::Member(member), Chosen::Other(value)) => match value.content() {
            Any::Empty if !value.tag().is_empty() => {
                let name = sink.nested(member);
                sink.inside(&name).text(value.tag())
            }
            content => sink.any(content),
        },
        (Tag::Outer, Chosen::Listed(index, record)) => {
            let name = sink.nested(union.variants[index].tag);
            sink.inside(&name).record(record)
        }
        (Tag::Outer, Chosen::Other(value)) => {
            if value.tag().is_empty() || value.tag().contains(['.', '[', ']']) {
                let message = format!("a form has no way to name the type `{}`", value.tag().escape_debug());
                return Err(EncodeError::new(message));
            }
            let name = sink.nested(value.tag());
            let start = sink.len();
            sink.inside(&name).any(value.content())?;
            if sink.len() == start {
                return Err(EncodeError::new("a form has no way to write a null"));
            }
            Ok(())
        }
    }
}
