//! Writing members as names and values.

use std::collections::BTreeSet;

use super::Pairs;
use super::entries::list_style;
use super::item_names::rename;
use crate::error::EncodeError;
use crate::scalar::{Any, Format};
use crate::walk::{Chosen, Entry, ListStyle, Member, Nesting, PairStyle, Record, Sink, Token, Union, Value};

/// Adds one value under `name`; an absent one adds nothing.
pub(crate) fn write_value(
    name: &str,
    format: Format,
    value: &dyn Value,
    out: &mut Pairs,
) -> Result<(), EncodeError> {
    let style = PairStyle::PLAIN;
    value
        .write(&mut PairSink { name, after: "", format: format.in_form(), style, list: style.list, out })
        .map_err(|error| error.within(name))
}

/// Adds the value of a member under `name` in a style; an absent one adds nothing.
pub(crate) fn write_styled(
    name: &str,
    member: &Member,
    style: PairStyle,
    value: &dyn Value,
    out: &mut Pairs,
) -> Result<(), EncodeError> {
    write_inside(name, "", member, style, value, out)
}

/// Adds the members that `only` lists, each under its own name.
pub(crate) fn write_members(
    record: &dyn Record,
    only: &[usize],
    style: PairStyle,
    out: &mut Pairs,
) -> Result<(), EncodeError> {
    only.iter().try_for_each(|&index| {
        let member = &record.shape().members[index];
        write_inside(member.name, "", member, style, record.member(index), out)
    })
}

fn write_inside(
    name: &str,
    after: &str,
    member: &Member,
    style: PairStyle,
    value: &dyn Value,
    out: &mut Pairs,
) -> Result<(), EncodeError> {
    let (list, start, format) = (list_style(member, style), out.len(), member.format.in_form());
    let written = match list {
        ListStyle::Named(names) if name == member.name && after.is_empty() => {
            let (mut own, style) = (Pairs::new(), PairStyle::PLAIN);
            let mut sink = PairSink { name: "", after, format, style, list, out: &mut own };
            value.write(&mut sink).and_then(|()| rename(names, own, out))
        }
        _ => value.write(&mut PairSink { name, after, format, style, list, out }),
    };
    written.map_err(|error| error.within(member.name))?;
    if out.len() == start && !value.is_absent() && member.default.is_some() {
        let lost = EncodeError::new("a form has no way to write it, and its reader would take the default");
        return Err(lost.within(member.name));
    }
    Ok(())
}

pub(super) struct PairSink<'a> {
    name: &'a str,
    /// What stands behind the names of members: the index of a column.
    after: &'a str,
    format: Format,
    style: PairStyle,
    /// How the list is written, if the value is one.
    list: ListStyle,
    out: &'a mut Pairs,
}

impl PairSink<'_> {
    /// Writes the members of a record, each by its name.
    pub(super) fn members(&mut self, value: &dyn Record) -> Result<(), EncodeError> {
        for (index, member) in value.shape().members.iter().enumerate() {
            let name = self.nested(member.name);
            write_inside(&name, self.after, member, self.style, value.member(index), self.out)?;
        }
        Ok(())
    }

    /// How many names and values are written so far.
    pub(super) fn len(&self) -> usize {
        self.out.len()
    }

    /// The place of something inside the value.
    pub(super) fn inside<'s>(&'s mut self, name: &'s str) -> PairSink<'s> {
        let PairSink { after, format, style, list, .. } = *self;
        PairSink { name, after, format, style, list, out: self.out }
    }

    fn push(&mut self, value: String) {
        self.out.push((format!("{}{}", self.name, self.after), value));
    }

    pub(super) fn nested(&self, name: &str) -> String {
        nested(self.name, name, self.style.nesting)
    }

    /// Writes the items one after the other, each named and told from others as the list is.
    fn named(
        &mut self,
        index: usize,
        item: &dyn Fn(usize, &mut dyn Sink) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        let number = |first: u64| first.saturating_add(u64::try_from(index).unwrap_or(u64::MAX));
        let name = match self.list {
            ListStyle::Brackets => format!("{}[]", self.name),
            ListStyle::Indexed { first } => format!("{}[{}]", self.name, number(first)),
            ListStyle::Numbered { first } => format!("{}{}", self.name, number(first)),
            // Whoever asked for the list names it once it is whole.
            ListStyle::Named(_) => format!("{}[{}]", self.name, number(0)),
            ListStyle::Repeated | ListStyle::Joined { .. } | ListStyle::Columns { .. } => {
                self.name.to_owned()
            }
        };
        let after = match self.list {
            ListStyle::Columns { first } => format!("[{}]{}", number(first), self.after),
            _ => self.after.to_owned(),
        };
        let start = self.out.len();
        let PairSink { format, style, list, .. } = *self;
        item(index, &mut PairSink { name: &name, after: &after, format, style, list, out: self.out })?;
        if self.out.len() == start {
            return Err(nothing_of(index));
        }
        Ok(())
    }

    /// Writes the value of a map, named by its key.
    fn entry(&mut self, key: &str, value: &dyn Value) -> Result<(), EncodeError> {
        // A reader would take such a key for several, or for none.
        if key.is_empty() || key.contains(['.', '[', ']']) {
            return Err(EncodeError::new("a form has no way to write this key"));
        }
        let (start, name) = (self.out.len(), self.nested(key));
        value.write(&mut self.inside(&name))?;
        if self.out.len() == start {
            return Err(EncodeError::new("a form has no way to write a value with nothing in it"));
        }
        Ok(())
    }

    /// Writes the items as one text.
    fn joined(
        &mut self,
        len: usize,
        separator: &str,
        item: &dyn Fn(usize, &mut dyn Sink) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        if len == 0 {
            return Ok(());
        }
        let start = self.out.len();
        (0..len).try_for_each(|index| self.named(index, item))?;
        let texts: Vec<String> = self.out.drain(start..).map(|(_, text)| text).collect();
        if let Some(text) = texts.iter().find(|text| text.contains(separator)) {
            let message = format!("`{}` would be read as several items", text.escape_debug());
            return Err(EncodeError::new(message));
        }
        // Two texts may make a separator between them: `a|` and `b` by `||`.
        let text = texts.join(separator);
        if text.is_empty() || !text.split(separator).eq(texts.iter().map(String::as_str)) {
            return Err(EncodeError::new("the items joined would be read as others"));
        }
        self.push(text);
        Ok(())
    }
}

fn nested(parent: &str, name: &str, nesting: Nesting) -> String {
    match nesting {
        Nesting::Dots => format!("{parent}.{name}"),
        Nesting::Brackets => format!("{parent}[{name}]"),
    }
}

fn nothing_of(index: usize) -> EncodeError {
    let message = "an item with nothing in it cannot be told from one that is not there";
    EncodeError::new(message).within(&format!("[{index}]"))
}

impl Sink for PairSink<'_> {
    fn format(&self) -> Format {
        self.format
    }

    fn text(&mut self, value: &str) -> Result<(), EncodeError> {
        self.push(value.to_owned());
        Ok(())
    }

    fn token(&mut self, value: &str, _: Token) {
        self.push(value.to_owned());
    }

    /// A form has no null: an empty value would be read as an empty text.
    fn null(&mut self) {}

    fn record(&mut self, value: &dyn Record) -> Result<(), EncodeError> {
        let start = self.out.len();
        self.members(value)?;
        // `Content=` says that there is a content with nothing in it.
        if self.out.len() == start {
            self.push(String::new());
        }
        Ok(())
    }

    fn items(
        &mut self,
        len: usize,
        item: &dyn Fn(usize, &mut dyn Sink) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        match self.list {
            ListStyle::Joined { separator } => self.joined(len, separator, item),
            _ => (0..len).try_for_each(|index| self.named(index, item)),
        }
    }

    fn entries<'e>(
        &mut self,
        len: usize,
        entry: &'e dyn Fn(usize) -> Result<Entry<'e>, EncodeError>,
    ) -> Result<(), EncodeError> {
        for index in 0..len {
            let (key, value) = entry(index)?;
            self.entry(&key, value).map_err(|error| error.within(&key))?;
        }
        Ok(())
    }

    fn variant(&mut self, union: &'static Union, chosen: Chosen<'_>) -> Result<(), EncodeError> {
        super::variant::write(union, chosen, self)
    }

    fn any(&mut self, value: &Any) -> Result<(), EncodeError> {
        match value {
            // As the reader takes it: there is a value, and nothing in it.
            Any::Empty => self.text(""),
            Any::Json(text) => self.flatten(self.name, text.as_str()),
            Any::Xml(_) => {
                Err(EncodeError::new("an undocumented value that came as XML cannot be written as a form"))
            }
        }
    }
}

impl PairSink<'_> {
    /// Writes the texts, numbers and booleans of a JSON value, objects by nested names.
    ///
    /// An object with nothing in it is an empty text, which says that it is there.
    fn flatten(&mut self, name: &str, json: &str) -> Result<(), EncodeError> {
        let refused =
            |_| EncodeError::new("only objects, texts, numbers and booleans can be written as a form");
        match json.as_bytes().first() {
            Some(b'{') => {
                let members: crate::json::Pairs<'_> = serde_json::from_str(json).map_err(refused)?;
                // A bracket that closes nothing is a letter, unless there are others.
                let brackets = self.style.nesting == Nesting::Brackets
                    || [name, self.after].iter().any(|own| own.contains('['));
                let (start, mut seen) = (self.out.len(), BTreeSet::new());
                for (member, value) in &members.0 {
                    // A reader would take these for several members, or for one of them only.
                    let closed = brackets && member.contains(']');
                    if member.contains(['.', '[']) || closed || !seen.insert(member) {
                        let message =
                            format!("a form has no way to name the member `{}`", member.escape_debug());
                        return Err(EncodeError::new(message));
                    }
                    self.flatten(&nested(name, member, self.style.nesting), value.get())?;
                }
                if self.out.len() == start {
                    self.leaf(name.to_owned(), String::new());
                }
            }
            Some(b'n') => {}
            Some(b'"') => {
                let text = serde_json::from_str(json).map_err(refused)?;
                self.leaf(name.to_owned(), text);
            }
            Some(b'[') => serde_json::from_str::<()>(json).map_err(refused)?,
            _ => self.leaf(name.to_owned(), json.to_owned()),
        }
        Ok(())
    }

    /// Adds a text. A name without letters at the end has a level of its own, as one
    /// dot there means nothing to a reader.
    fn leaf(&mut self, mut name: String, text: String) {
        if name.ends_with('.') {
            name.push('.');
        } else if name.ends_with("[]") && name != self.name {
            name.push_str("[]");
        }
        name.push_str(self.after);
        self.out.push((name, text));
    }
}
