//! Inputs that nobody types in, and where they lie.

use super::{Binding, BodyFrom, Computed};
use crate::error::{DecodeError, EncodeError};
use crate::form::{self, Pairs};
use crate::scalar::Format;
#[cfg(feature = "testing")]
use crate::walk::Filling;
use crate::walk::{Member, Notes, Record, Value};

/// An input that is computed before anything is written.
#[derive(Debug)]
pub struct Given<C: 'static> {
    /// An index into the input's members.
    pub member: usize,
    /// The way from that member to the value, which lies in a record then: an index a level.
    pub inside: &'static [usize],
    /// How it is computed.
    pub value: Computed<C>,
    /// Whether it looks at the message, so that the path and the other members come first.
    pub late: bool,
    /// Whether it may give a secret away, so that a handler does not see it.
    pub secret: bool,
}

impl<C> Given<C> {
    /// An input that is computed from what is known before the message.
    #[must_use]
    pub const fn new(member: usize, value: Computed<C>) -> Self {
        Self { member, inside: &[], value, late: false, secret: false }
    }

    /// Says that it lies in the record that the member is.
    #[must_use]
    pub const fn inside(mut self, way: &'static [usize]) -> Self {
        self.inside = way;
        self
    }

    /// Says that it looks at the message.
    #[must_use]
    pub const fn late(mut self) -> Self {
        self.late = true;
        self
    }

    /// Keeps it from handlers.
    #[must_use]
    pub const fn secret(mut self) -> Self {
        self.secret = true;
        self
    }

    /// Whether a binding has a place for it.
    pub(crate) fn is_carried(&self, binding: &Binding<C>) -> bool {
        // A whole body is no member of its binding; what lies in one lies nowhere else.
        binding.carries(self.member) || (!self.inside.is_empty() && binding.body == BodyFrom::Whole)
    }

    /// The value; `None` where a record on the way to it is not there.
    fn find<'r>(&self, input: &'r dyn Record) -> Option<(&'static Member, &'r dyn Value)> {
        let (mut record, mut index) = (input, self.member);
        for &inside in self.inside {
            record = record.member(index).as_record()?;
            index = inside;
        }
        Some((&record.shape().members[index], record.member(index)))
    }

    /// Whether there is no value.
    pub(super) fn is_absent(&self, input: &dyn Record) -> bool {
        self.find(input).is_none_or(|(_, value)| value.is_absent())
    }

    /// The value's name; that of the member that it lies in, where that is not there.
    pub(crate) fn name(&self, input: &dyn Record) -> &'static str {
        self.find(input).map_or(input.shape().members[self.member].name, |(member, _)| member.name)
    }

    /// The value as text, if there is one.
    pub(crate) fn text(&self, input: &dyn Record) -> Result<Option<String>, EncodeError> {
        let Some((member, value)) = self.find(input) else { return Ok(None) };
        let mut pairs = Pairs::new();
        form::write_value(member.name, member.format, value, &mut pairs)?;
        Ok(pairs.pop().map(|(_, text)| text))
    }

    /// Puts a text in its place, and the records around it where they are not there and hold
    /// nothing that somebody would have to type in.
    pub(crate) fn set(&self, input: &mut dyn Record, text: &str) -> Result<(), DecodeError> {
        self.read(input, text, None)
    }

    /// Makes the value up, where the records around it are there.
    #[cfg(feature = "testing")]
    pub(crate) fn fill(&self, input: &mut dyn Record, how: Filling<'_>) {
        let (mut record, mut index) = (input, self.member);
        for &inside in self.inside {
            let Some(own) = record.member_mut(index).as_record_mut() else { return };
            (record, index) = (own, inside);
        }
        how.member(record, index);
    }

    /// Takes a secret out of its place.
    pub(super) fn blank(&self, input: &mut dyn Record) -> Result<(), DecodeError> {
        self.read(input, "", Some(Format::Plain))
    }

    fn read(&self, input: &mut dyn Record, text: &str, format: Option<Format>) -> Result<(), DecodeError> {
        let (mut record, mut index) = (input, self.member);
        for &inside in self.inside {
            let (member, value) = (&record.shape().members[index], record.member_mut(index));
            let there = if value.is_absent() {
                form::read_value(member, vec![("", "")], value, &mut Notes::new())
            } else {
                Ok(())
            };
            match (there, value.as_record_mut()) {
                (Ok(()), Some(own)) => (record, index) = (own, inside),
                // The caller left it out with all that belongs to it.
                _ => return Ok(()),
            }
        }
        let own = &record.shape().members[index];
        let member = Member { format: format.unwrap_or(own.format), ..*own };
        form::read_value(&member, vec![("", text)], record.member_mut(index), &mut Notes::new())
    }
}
