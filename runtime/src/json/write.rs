//! Writing some of a record's members as a JSON object.
//!
//! Whole types are written by serde; this is for bodies that hold only part of
//! an operation's inputs, which no type stands for.

use crate::error::EncodeError;
use crate::scalar::{Any, Format};
use crate::walk::{Chosen, Entry, Record, Sink, Token, Union, Value};

/// Writes the members that `only` lists as an object.
pub(crate) fn write_members(
    record: &dyn Record,
    only: &[usize],
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    members(None, record, only, out)
}

/// Writes all members as an object, behind the one that tells the record's type.
pub(super) fn write_tagged(
    tag: Option<(&str, &str)>,
    record: &dyn Record,
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let all: Vec<usize> = (0..record.shape().members.len()).collect();
    members(tag, record, &all, out)
}

fn members(
    tag: Option<(&str, &str)>,
    record: &dyn Record,
    only: &[usize],
    out: &mut Vec<u8>,
) -> Result<(), EncodeError> {
    let shape = record.shape();
    out.push(b'{');
    let start = out.len();
    if let Some((name, value)) = tag {
        string(name, out);
        out.push(b':');
        string(value, out);
    }
    for &index in only {
        let value = record.member(index);
        let member = &shape.members[index];
        if value.is_absent() && !member.format.in_json().says_absence() {
            continue;
        }
        if out.len() > start {
            out.push(b',');
        }
        string(member.name, out);
        out.push(b':');
        let mut sink = JsonSink { out, format: member.format.in_json() };
        value.write(&mut sink).map_err(|error| error.within(member.name))?;
    }
    out.push(b'}');
    Ok(())
}

/// Writes a body that is one value, a list say.
pub(crate) fn write_value(value: &dyn Value, format: Format) -> Result<Vec<u8>, EncodeError> {
    let mut out = Vec::new();
    value.write(&mut JsonSink { out: &mut out, format })?;
    Ok(out)
}

pub(super) fn string(text: &str, out: &mut Vec<u8>) {
    serde_json::to_writer(out, text).expect("a text always has a JSON form");
}

pub(crate) struct JsonSink<'a> {
    pub(crate) out: &'a mut Vec<u8>,
    pub(crate) format: Format,
}

impl Sink for JsonSink<'_> {
    fn format(&self) -> Format {
        self.format
    }

    fn text(&mut self, value: &str) -> Result<(), EncodeError> {
        string(value, self.out);
        Ok(())
    }

    fn token(&mut self, value: &str, _: Token) {
        self.out.extend_from_slice(value.as_bytes());
    }

    fn null(&mut self) {
        self.out.extend_from_slice(b"null");
    }

    fn record(&mut self, value: &dyn Record) -> Result<(), EncodeError> {
        if value.is_list() {
            return super::list_record::write(value, self.out);
        }
        write_tagged(None, value, self.out)
    }

    fn variant(&mut self, union: &'static Union, chosen: Chosen<'_>) -> Result<(), EncodeError> {
        super::variant::write(union, chosen, self)
    }

    fn items(
        &mut self,
        len: usize,
        item: &dyn Fn(usize, &mut dyn Sink) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        self.out.push(b'[');
        for index in 0..len {
            if index > 0 {
                self.out.push(b',');
            }
            item(index, self)?;
        }
        self.out.push(b']');
        Ok(())
    }

    fn entries<'e>(
        &mut self,
        len: usize,
        entry: &'e dyn Fn(usize) -> Result<Entry<'e>, EncodeError>,
    ) -> Result<(), EncodeError> {
        self.out.push(b'{');
        for index in 0..len {
            if index > 0 {
                self.out.push(b',');
            }
            let (key, value) = entry(index)?;
            string(&key, self.out);
            self.out.push(b':');
            value.write(self).map_err(|error| error.within(&key))?;
        }
        self.out.push(b'}');
        Ok(())
    }

    fn any(&mut self, value: &Any) -> Result<(), EncodeError> {
        match value {
            Any::Empty => self.out.extend_from_slice(b"{}"),
            Any::Json(text) => self.out.extend_from_slice(text.as_str().as_bytes()),
            Any::Xml(_) => return Err(value.refused()),
        }
        Ok(())
    }
}
