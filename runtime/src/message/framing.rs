//! What of a value is the body of an answer, and what are its headers.

use http::header::HeaderMap;

use super::body::{self, Role};
use super::{Body, BodyFrom, Failure, MediaType, Operation, Root, header_text};
use crate::error::EncodeError;
use crate::walk::Value;

/// How a value stands in an answer.
#[derive(Clone, Copy, Debug)]
pub struct Framing {
    /// What the body holds: all of it, a member that is a type of the spec, or some of the members.
    pub body: BodyFrom,
    /// The members that are headers, each by its name.
    pub headers: &'static [usize],
}

impl Framing {
    /// All of the value is the body.
    pub const BODY: Self = Self { body: BodyFrom::Whole, headers: &[] };
}

/// A value on its way into an answer.
#[derive(Clone, Copy)]
pub(crate) struct Framed<'a> {
    /// All of it.
    pub(crate) held: &'a dyn Value,
    /// What is the whole body, or has the members of the body among its own.
    pub(crate) body: &'a dyn Body,
    pub(crate) framing: Framing,
    /// How the body stands where it is no record.
    pub(crate) root: Root,
}

impl<'a> Framed<'a> {
    /// What a success brings.
    pub(crate) fn success<O: Operation>(output: &'a O::Output) -> Self {
        Self { held: output, body: O::answer(output), framing: O::ANSWER, root: O::OUTPUT }
    }

    /// What the answer of a failure holds.
    pub(crate) fn failure<F: Failure>(failure: &'a F) -> Self {
        let case = failure.case();
        Self { held: failure.held(), body: failure.body(), framing: F::framing(case), root: F::root(case) }
    }

    /// Writes the body.
    pub(super) fn write(&self, media: &MediaType) -> Result<Vec<u8>, EncodeError> {
        match (self.framing.body, self.body.record()) {
            (BodyFrom::Members(only), Some(record)) => body::write_members(record, only, media, Role::Answer),
            _ => body::write(self.body, &self.root, media, Role::Answer),
        }
    }

    /// Adds the headers.
    pub(crate) fn add_headers(&self, headers: &mut HeaderMap) -> Result<(), EncodeError> {
        let Some(record) = self.held.as_record() else { return Ok(()) };
        self.framing.headers.iter().try_for_each(|&index| {
            let member = &record.shape().members[index];
            header_text::add(member.name, member, record.member(index), headers)
        })
    }
}
