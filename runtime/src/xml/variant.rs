//! Values of one of several types in XML.

use super::sink::XmlSink;
use super::source::{Held, XmlSource};
use super::write::Writer;
use super::{XSI, chars};
use crate::error::{DecodeError, EncodeError};
use crate::scalar::{Any, Format, Unlisted};
use crate::walk::{Chosen, Name, Sink as _, Source, Told, Union, XmlTag};

impl XmlSource<'_, '_, '_> {
    pub(super) fn told(
        &mut self,
        union: &'static Union,
        read: &mut dyn FnMut(Told, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        self.expect_value()?;
        if let Held::Text(text) = &self.held {
            let found = text.clone();
            return Err(self.invalid("an element with members", &found));
        }
        match union.xml {
            XmlTag::Type => {
                let told = self.by_type(union)?;
                read(told, self)
            }
            XmlTag::Attribute(name) => {
                let tag = self.reading.take_attribute(name);
                let own = tag.as_deref().unwrap_or_default();
                let told = union.tell(tag.as_deref(), |variant| variant.tag == own, self.reading.notes);
                let told = self.found(told)?;
                read(told, self)
            }
            XmlTag::Outer => self.outer(union, read),
            XmlTag::Own => {
                let told = self.by_name(union)?;
                read(told, self)
            }
        }
    }

    /// The type that `xsi:type` names, whatever its prefix.
    fn by_type(&mut self, union: &'static Union) -> Result<Told, DecodeError> {
        let Some(text) = self.reading.pull.take_attribute(XSI, |own| own == "type") else {
            let told = union.tell(None, |variant| variant.tag.is_empty(), self.reading.notes);
            return self.found(told);
        };
        let Some((prefix, local)) = chars::qualified(text.trim_ascii()) else {
            return Err(self.invalid("the name of a type", &text));
        };
        let Some(namespace) = self.reading.pull.bound(prefix).map(str::to_owned) else {
            return Err(self.invalid("the name of a type, its prefix declared", &text));
        };
        let is = |name: Name| name.namespace == namespace && name.local == local;
        let expanded = format!("{{{namespace}}}{local}");
        let told = union.tell(Some(&expanded), |variant| is(variant.xml), self.reading.notes);
        self.found(told)
    }

    fn outer(
        &mut self,
        union: &'static Union,
        read: &mut dyn FnMut(Told, &mut dyn Source) -> Result<(), DecodeError>,
    ) -> Result<(), DecodeError> {
        const ONE: &str = "one element, the type of its value";
        self.reading.unknown_attributes();
        if !self.reading.child()? {
            return Err(self.invalid(ONE, "none"));
        }
        let (depth, offset) = (self.reading.pull.depth(), self.reading.pull.offset());
        let told = self.by_name(union)?;
        let held = Held::Element { depth, inside: None };
        let mut inner = XmlSource::new(self.reading, held, offset, Format::Plain);
        read(told, &mut inner)?;
        inner.leave()?;
        if self.reading.child()? {
            let found = format!("<{}>", self.reading.pull.name());
            return Err(self.invalid(ONE, &found));
        }
        Ok(())
    }

    /// The type that the name of the element tells which began last.
    fn by_name(&mut self, union: &'static Union) -> Result<Told, DecodeError> {
        let pull = &self.reading.pull;
        let any_case = self.reading.notes.ignores_case();
        let is_local =
            |own: &str| own == pull.local() || (any_case && own.eq_ignore_ascii_case(pull.local()));
        let is = |name: Name| is_local(name.local) && name.namespace == pull.namespace();
        let expanded = pull.expanded();
        let told = union.tell(Some(&expanded), |variant| is(variant.xml), self.reading.notes);
        self.found(told)
    }

    fn found(&mut self, told: Result<Told, crate::DecodeErrorKind>) -> Result<Told, DecodeError> {
        told.map_err(|kind| self.reading.error(kind, self.reading.pull.offset()))
    }
}

pub(super) fn write(
    union: &'static Union,
    chosen: Chosen<'_>,
    sink: &mut XmlSink<'_>,
) -> Result<(), EncodeError> {
    sink.only_in_elements()?;
    let (name, around) = (sink.name, sink.around);
    match (chosen, union.xml) {
        (Chosen::Other(value), XmlTag::Outer) => {
            return sink.writer.in_element(name, around, |writer| other(value, writer));
        }
        (Chosen::Listed(index, record), XmlTag::Outer) => {
            let (inner, format) = ((union.variants[index].xml, name.namespace), sink.format);
            let record = |writer: &mut Writer| writer.child(inner, None, format).record(record);
            return sink.writer.in_element(name, around, record);
        }
        (Chosen::Other(value), XmlTag::Own) if name == Name::ANY => return other(value, sink.writer),
        (Chosen::Other(_), XmlTag::Own) => {
            let message = "beside other members, an element that the page does not name would be lost";
            return Err(EncodeError::new(message));
        }
        (Chosen::Listed(index, record), XmlTag::Own) => {
            let own = union.variants[index].xml;
            sink.writer.open(own);
            return sink.writer.members(own, around, record);
        }
        _ => {}
    }
    sink.writer.open(name);
    match (union.xml, chosen) {
        (XmlTag::Attribute(attribute), chosen) => {
            let tag = match chosen {
                Chosen::Listed(index, _) => union.variants[index].tag,
                Chosen::Other(value) => value.tag(),
            };
            if !tag.is_empty() {
                let prefix = sink.writer.attribute_prefix(attribute.namespace);
                sink.writer.checked_attribute(&[&prefix, attribute.local], tag)?;
            }
        }
        (XmlTag::Type, Chosen::Listed(index, _)) => {
            let variant = &union.variants[index];
            if !variant.tag.is_empty() {
                type_attribute(variant.xml.namespace, variant.xml.local, sink)?;
            }
        }
        (XmlTag::Type, Chosen::Other(value)) => {
            if !value.tag().is_empty() {
                let (namespace, local) = name_of(value)?;
                type_attribute(namespace, local, sink)?;
            }
        }
        (XmlTag::Outer | XmlTag::Own, _) => {}
    }
    match chosen {
        Chosen::Listed(_, record) => sink.writer.members(name, around, record),
        Chosen::Other(value) => {
            let start = sink.writer.content(name, around);
            content(value, sink.writer)?;
            sink.writer.close(name, start);
            Ok(())
        }
    }
}

/// Writes `xsi:type`. A name without a prefix is in the default namespace, that of the element.
fn type_attribute(namespace: &str, local: &str, sink: &mut XmlSink<'_>) -> Result<(), EncodeError> {
    let own = sink.name.namespace;
    if namespace.is_empty() && !own.is_empty() {
        return Err(EncodeError::new("a type in no namespace has no name inside an element of another"));
    }
    let prefix = if namespace == own { String::new() } else { sink.writer.attribute_prefix(namespace) };
    let xsi = sink.xsi();
    sink.writer.checked_attribute(&[xsi, ":type"], &format!("{prefix}{local}"))
}

/// Writes a value of a type that is not listed, in the element that tells it.
fn other(value: &Unlisted, writer: &mut Writer) -> Result<(), EncodeError> {
    let (namespace, local) = name_of(value)?;
    writer.raw("<");
    writer.raw(local);
    writer.checked_attribute(&["xmlns"], namespace)?;
    writer.raw(">");
    content(value, writer)?;
    writer.raw("</");
    writer.raw(local);
    writer.raw(">");
    Ok(())
}

fn content(value: &Unlisted, writer: &mut Writer) -> Result<(), EncodeError> {
    match value.content() {
        Any::Empty => Ok(()),
        Any::Xml(content) => writer.fragment(content),
        Any::Json(_) => Err(value.content().refused()),
    }
}

/// The namespace and the local name of a tag such as `{urn:x}y`.
fn name_of(value: &Unlisted) -> Result<(&str, &str), EncodeError> {
    let parts = value.tag().strip_prefix('{').and_then(|rest| rest.rsplit_once('}'));
    parts
        .filter(|(_, local)| chars::qualified(local).is_some_and(|(prefix, _)| prefix.is_empty()))
        .ok_or_else(|| {
            EncodeError::new(
                "a value of a type that is not listed and came in another encoding has no name in XML",
            )
        })
}
