//! Maps in XML: an element for each entry, its key and its value somewhere in it.

use super::chars;
use super::read::Reading;
use super::sink::XmlSink;
use super::source::{Held, XmlSource};
use super::write::Writer;
use crate::error::{DecodeError, DecodeErrorKind, EncodeError};
use crate::scalar::Format;
use crate::walk::{Entries, Entry, EntryName, Inside, Name, Place, Sink as _, Source, Spot, Value};

/// What is done with the key and the value of an entry.
type Each<'e> = dyn FnMut(&str, &mut dyn Source) -> Result<(), DecodeError> + 'e;

impl XmlSource<'_, '_, '_> {
    pub(super) fn map(&mut self, each: &mut Each<'_>) -> Result<(), DecodeError> {
        let Held::Element { inside: Some(Inside::Entries(own)), .. } = self.held else {
            return Err(self.invalid("an element with entries", ""));
        };
        let format = self.format;
        if own.entry == EntryName::Flat {
            self.flat = true;
            return entry(self.reading, own, format, each);
        }
        self.expect_value()?;
        self.reading.unknown_attributes();
        while self.reading.child()? {
            let is_entry = match own.entry {
                EntryName::Named(name) => self.reading.is(name.namespace, name.local),
                EntryName::Key(namespace) => self.reading.pull.namespace() == namespace,
                EntryName::Flat => false,
            };
            if is_entry {
                entry(self.reading, own, format, each)?;
            } else {
                self.reading.notes.unknown_member(self.reading.pull.local());
                self.reading.skip()?;
            }
        }
        Ok(())
    }
}

/// Reads the entry whose element began last.
fn entry(
    reading: &mut Reading<'_, '_>,
    own: &'static Entries,
    format: Format,
    each: &mut Each<'_>,
) -> Result<(), DecodeError> {
    let (start, depth) = (reading.pull.offset(), reading.pull.depth());
    let inside = own.inside.copied();
    let missing =
        |reading: &Reading<'_, '_>, name: Name| reading.error(DecodeErrorKind::Missing(name.local), start);
    let mut key = match (own.entry, own.key) {
        (EntryName::Key(_), _) => Some(reading.pull.local().to_owned()),
        (_, Spot::Attribute(name)) => match reading.take_attribute(name) {
            Some(text) => Some(text.into_owned()),
            None => return Err(missing(reading, name)),
        },
        _ => None,
    };
    let attribute = match own.value {
        Spot::Attribute(name) => match reading.take_attribute(name) {
            Some(text) => Some(text),
            None => return Err(missing(reading, name)),
        },
        Spot::Element(_) | Spot::Own => None,
    };
    if let (Spot::Own, Some(key)) = (own.value, &key) {
        let mut source = XmlSource::new(reading, Held::Element { depth, inside }, start, format);
        each(key, &mut source)?;
        return source.leave();
    }
    reading.unknown_attributes();
    let mut valued = false;
    if own.key == Spot::Own && key.is_none() {
        let content = reading.pull.content();
        key = Some(reading.told(content)?.into_owned());
    } else {
        let mut keyed = false;
        while reading.child()? {
            let offset = reading.pull.offset();
            let is =
                |spot: Spot| matches!(spot, Spot::Element(name) if reading.is(name.namespace, name.local));
            if is(own.key) && !matches!(own.entry, EntryName::Key(_)) {
                if std::mem::replace(&mut keyed, true) {
                    return Err(reading.error(DecodeErrorKind::Repeated, offset));
                }
                reading.unknown_attributes();
                let content = reading.pull.content();
                key = Some(reading.told(content)?.into_owned());
            } else if is(own.value) {
                if std::mem::replace(&mut valued, true) {
                    return Err(reading.error(DecodeErrorKind::Repeated, offset));
                }
                if key.is_none() {
                    key = ahead(reading, own)?;
                }
                let Some(key) = &key else { break };
                let held = Held::Element { depth: reading.pull.depth(), inside };
                let mut source = XmlSource::new(reading, held, offset, format);
                each(key, &mut source)?;
                source.leave()?;
            } else {
                reading.notes.unknown_member(reading.pull.local());
                reading.skip()?;
            }
        }
    }
    match (key, attribute, own.key, own.value) {
        (None, _, Spot::Element(name), _) => Err(missing(reading, name)),
        (Some(key), Some(text), ..) => {
            each(&key, &mut XmlSource::new(reading, Held::Text(text), start, format))
        }
        (_, None, _, Spot::Element(name)) if !valued => Err(missing(reading, name)),
        _ => Ok(()),
    }
}

/// The key of an entry whose value comes first, and began last.
fn ahead(reading: &Reading<'_, '_>, own: &'static Entries) -> Result<Option<String>, DecodeError> {
    let Spot::Element(name) = own.key else { return Ok(None) };
    let mut pull = reading.pull.clone();
    let closed = pull.close(pull.depth());
    reading.told(closed)?;
    loop {
        let child = pull.child();
        if !reading.told(child)? {
            return Ok(None);
        }
        if pull.local() == name.local && pull.namespace() == name.namespace {
            let content = pull.content();
            return Ok(Some(reading.told(content)?.into_owned()));
        }
        let closed = pull.close(pull.depth());
        reading.told(closed)?;
    }
}

/// Stands for the name of an element until that is put in its place.
const NAMED_BY_KEY: &str = "key";

impl XmlSink<'_> {
    pub(super) fn map<'e>(
        &mut self,
        len: usize,
        entry: &'e dyn Fn(usize) -> Result<Entry<'e>, EncodeError>,
    ) -> Result<(), EncodeError> {
        self.only_in_elements()?;
        let Some(Inside::Entries(own)) = self.inside else {
            return Err(EncodeError::new("there is no element for the entries of a map"));
        };
        let write = |sink: &mut Self, name: Name, around: &'static str| {
            (0..len).try_for_each(|index| {
                let (key, value) = entry(index)?;
                sink.entry(own, name, around, &key, value).map_err(|error| error.within(&key))
            })
        };
        let name = match own.entry {
            EntryName::Flat => return write(self, self.name, self.around),
            EntryName::Named(name) => name,
            EntryName::Key(namespace) => Name::new(namespace, NAMED_BY_KEY),
        };
        self.writer.open(self.name);
        let start = self.writer.content(self.name, self.around);
        write(self, name, self.name.namespace)?;
        self.writer.close(self.name, start);
        Ok(())
    }

    fn entry(
        &mut self,
        own: &'static Entries,
        name: Name,
        around: &'static str,
        key: &str,
        value: &dyn Value,
    ) -> Result<(), EncodeError> {
        let by_key = matches!(own.entry, EntryName::Key(_));
        if by_key && !chars::qualified(key).is_some_and(|(prefix, _)| prefix.is_empty()) {
            return Err(EncodeError::new("the key is no name of an element"));
        }
        let (format, inside, start) = (self.format, own.inside.copied(), self.writer.out.len());
        let key_in = if by_key { None } else { Some(own.key) };
        if own.value == Spot::Own {
            if let Some(Spot::Attribute(attribute)) = key_in {
                attribute_of(self.writer, attribute, key)?;
                // It belongs to the start tag that the value will write.
                self.writer.attributes = self.writer.out.split_off(start);
            }
            let writer = &mut *self.writer;
            written(value, XmlSink { writer, name, around, place: Place::Element, inside, format })?;
        } else {
            self.writer.open(name);
            if let Some(Spot::Attribute(attribute)) = key_in {
                attribute_of(self.writer, attribute, key)?;
            }
            if let Spot::Attribute(name) = own.value {
                let (writer, place) = (&mut *self.writer, Place::Attribute);
                written(value, XmlSink { writer, name, around, place, inside: None, format })?;
            }
            let content = self.writer.content(name, around);
            let (around, place) = (name.namespace, Place::Element);
            match key_in {
                Some(Spot::Own) => self.writer.text(key)?,
                Some(Spot::Element(name)) => {
                    let writer = &mut *self.writer;
                    XmlSink { writer, name, around, place, inside: None, format: Format::Plain }.text(key)?;
                }
                Some(Spot::Attribute(_)) | None => {}
            }
            if let Spot::Element(name) = own.value {
                let writer = &mut *self.writer;
                written(value, XmlSink { writer, name, around, place, inside, format })?;
            }
            self.writer.close(name, content);
        }
        if by_key {
            rename(&mut self.writer.out, start, key);
        }
        Ok(())
    }
}

/// Writes a value, of which something must then be there.
fn written(value: &dyn Value, mut sink: XmlSink<'_>) -> Result<(), EncodeError> {
    let start = sink.writer.out.len();
    value.write(&mut sink)?;
    if sink.writer.out.len() == start {
        return Err(EncodeError::new("XML has no way to write a value with nothing in it there"));
    }
    Ok(())
}

fn attribute_of(writer: &mut Writer, name: Name, text: &str) -> Result<(), EncodeError> {
    let prefix = writer.attribute_prefix(name.namespace);
    writer.checked_attribute(&[&prefix, name.local], text)
}

/// Names the element that begins at `start`, and ends where the document does so far.
fn rename(out: &mut String, start: usize, name: &str) {
    let end = format!("</{NAMED_BY_KEY}>");
    if out.ends_with(&end) {
        out.truncate(out.len() - end.len());
        out.extend(["</", name, ">"]);
    }
    let tag = start + 1;
    out.replace_range(tag..tag + NAMED_BY_KEY.len(), name);
}
