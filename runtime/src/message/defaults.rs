//! What a server takes where the body of a request leaves something out.

use super::{Binding, BodyFrom, Operation};
use crate::error::DecodeError;
use crate::form;
use crate::walk::{Notes, Record, Value};

/// Fills in the defaults of what a binding carries in its body.
pub(crate) fn fill_body<O: Operation>(
    input: &mut O::Input,
    binding: &Binding<O::Credentials>,
    notes: &mut Notes,
) -> Result<(), DecodeError> {
    if !O::DEFAULTS || notes.is_as_sent() {
        return Ok(());
    }
    match binding.body {
        BodyFrom::Nothing => Ok(()),
        BodyFrom::Members(only) => only.iter().try_for_each(|&index| member(input, index, notes)),
        BodyFrom::Whole => match O::body_mut(input) {
            None => Ok(()),
            Some(whole) => inside(whole.value_mut(), notes),
        },
    }
}

fn record(own: &mut dyn Record, notes: &mut Notes) -> Result<(), DecodeError> {
    (0..own.shape().members.len()).try_for_each(|index| member(own, index, notes))
}

fn member(own: &mut dyn Record, index: usize, notes: &mut Notes) -> Result<(), DecodeError> {
    let member = &own.shape().members[index];
    let value = own.member_mut(index);
    match member.default {
        Some(default) if value.is_absent() => form::read_value(member, vec![("", default)], value, notes),
        _ => inside(value, notes),
    }
}

fn inside(value: &mut dyn Value, notes: &mut Notes) -> Result<(), DecodeError> {
    let mut filled = Ok(());
    value.each_record(&mut |inner| {
        if filled.is_ok() {
            filled = record(inner, notes);
        }
    });
    filled
}
