//! Inputs that a client writes in one place and a server reads in several.

use std::borrow::Cow;

use http::header::HeaderMap;

use super::{Binding, ParameterValue, header_text, single_text};
use crate::error::{DecodeError, DecodeErrorKind};
use crate::form::{self, Pairs};
use crate::walk::{Notes, Presence, Record, Shape, Value};

/// Where a server reads an input beside the place in which a client writes it.
#[derive(Clone, Copy, Debug)]
pub struct Elsewhere {
    /// The input.
    pub member: usize,
    /// The name of a query parameter.
    pub query: Option<&'static str>,
    /// The name of a header.
    pub header: Option<&'static str>,
    /// Whether it may be among the members of the body.
    pub body: bool,
}

/// The values that a request has in other places than that of a client.
pub(super) struct Found<'p> {
    all: &'static [Elsewhere],
    texts: Vec<(usize, &'p str)>,
    /// What the body held, by members.
    in_body: Vec<(usize, String)>,
}

impl<'p> Found<'p> {
    /// Looks into the other places, once the body is read.
    pub(super) fn new(
        all: &'static [Elsewhere],
        query: &'p Pairs,
        headers: &'p HeaderMap,
        input: &dyn Record,
    ) -> Result<Self, DecodeError> {
        let (mut texts, mut in_body) = (Vec::new(), Vec::new());
        for own in all {
            let named = query.iter().filter(|(name, _)| Some(name.as_str()) == own.query);
            texts.extend(named.map(|(_, text)| (own.member, text.as_str())));
            if let Some(name) = own.header {
                for value in headers.get_all(name) {
                    texts.push((own.member, header_text::text(name, value)?));
                }
            }
            // What may be in a body may be left out, so that what is there was read.
            if input.shape().members[own.member].presence != Presence::Required {
                in_body.extend(text_of(input, own.member).map(|text| (own.member, text)));
            }
        }
        Ok(Self { all, texts, in_body })
    }

    /// Whether an input has a value from another place.
    pub(super) fn has(&self, member: usize) -> bool {
        self.texts.iter().any(|own| own.0 == member) || self.in_body.iter().any(|own| own.0 == member)
    }

    /// Reads what stands in other places into an input whose parameters are read.
    ///
    /// # Errors
    /// A value is none of its type, or two places hold two values.
    pub(super) fn read<C>(
        self,
        binding: &Binding<C>,
        [query, headers]: [&Pairs; 2],
        input: &mut dyn Record,
        notes: &mut Notes,
    ) -> Result<(), DecodeError> {
        for own in self.all {
            let member = &input.shape().members[own.member];
            let mut said: Vec<String> = Vec::new();
            said.extend(
                self.in_body.iter().filter(|(at, _)| *at == own.member).map(|(_, text)| text.clone()),
            );
            if is_there(binding, own.member, query, headers) {
                said.extend(text_of(input, own.member));
            }
            for (_, text) in self.texts.iter().filter(|(at, _)| *at == own.member) {
                form::read_value(member, vec![("", text)], input.member_mut(own.member), notes)?;
                said.extend(text_of(input, own.member));
            }
            if let Some(other) = said.iter().find(|text| **text != said[0]) {
                let expected = "the same value in each of its places";
                let kind = DecodeErrorKind::Invalid { expected, found: other.clone() };
                return Err(DecodeError::new(kind, member.name.to_owned()));
            }
        }
        Ok(())
    }
}

/// Whether the place in which a client writes an input has a value.
fn is_there<C>(binding: &Binding<C>, member: usize, query: &Pairs, headers: &Pairs) -> bool {
    [(binding.query, query), (binding.headers, headers)].into_iter().any(|(parameters, pairs)| {
        let own =
            parameters.iter().find(|own| matches!(own.value, ParameterValue::Member(at) if at == member));
        own.is_some_and(|own| !super::route::values(own, pairs).is_empty())
    })
}

fn text_of(input: &dyn Record, member: usize) -> Option<String> {
    single_text(input, member).ok().flatten()
}

/// The members that a body may hold, those that are written elsewhere among them.
pub(super) fn in_body(only: &'static [usize], all: &[Elsewhere]) -> Cow<'static, [usize]> {
    let more: Vec<usize> = all.iter().filter(|own| own.body).map(|own| own.member).collect();
    if more.is_empty() { Cow::Borrowed(only) } else { Cow::Owned([only, &more].concat()) }
}

/// An input as its body is written: without what stands elsewhere.
pub(super) struct Written<'i> {
    pub(super) input: &'i dyn Record,
    pub(super) all: &'static [Elsewhere],
    /// What is not there.
    pub(super) nothing: Option<bool>,
}

impl Record for Written<'_> {
    fn empty() -> Self {
        Self { input: &(), all: &[], nothing: None }
    }

    fn shape(&self) -> &'static Shape {
        self.input.shape()
    }

    fn member(&self, index: usize) -> &dyn Value {
        let hidden = self.all.iter().any(|own| own.body && own.member == index);
        if hidden { &None::<bool> } else { self.input.member(index) }
    }

    /// A body is only written from it.
    fn member_mut(&mut self, _: usize) -> &mut dyn Value {
        &mut self.nothing
    }
}
