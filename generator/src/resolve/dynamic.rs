//! Values of types that are known only from a spec, for the runtime's codecs.
//!
//! With them a spec's samples are read by the very code that will read them in
//! the generated crates.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use wirewright_runtime::walk::{Layout, Piece};
use wirewright_runtime::{
    Any, DateTime, DecodeError, Deviation, EncodeError, Format, Member as WireMember, Name,
    Record as WireRecord, Shape, Sink, Source, Value, XmlMember,
};

use crate::model::{
    Format as ModelFormat, Member, Place, Presence, Record, Segment, Type, TypeId, TypeKind, TypeRef,
};

/// The types of a service, each with the table of its members' names.
#[derive(Debug)]
pub(super) struct Types {
    types: Vec<Type>,
    shapes: Vec<Option<&'static Shape>>,
}

impl Types {
    pub(super) fn new(types: &[Type]) -> Arc<Self> {
        let shapes = types.iter().map(|own| match &own.kind {
            TypeKind::Record(record) => Some(shape(&own.page, record)),
            TypeKind::Enum(_) | TypeKind::Alias(_) => None,
        });
        Arc::new(Self { shapes: shapes.collect(), types: types.to_vec() })
    }

    /// An empty value of a record type.
    pub(super) fn record(self: &Arc<Self>, id: TypeId) -> Option<DynamicRecord> {
        match (&self.types.get(id.0)?.kind, self.shapes.get(id.0)?) {
            (TypeKind::Record(record), Some(shape)) => Some(self.with_shape(record, shape)),
            _ => None,
        }
    }

    /// An empty value of a type that is a record, other names for it seen through.
    pub(super) fn record_of(self: &Arc<Self>, type_: &TypeRef) -> Option<DynamicRecord> {
        self.record(type_.record(|id| self.types.get(id.0))?)
    }

    /// The type of an index.
    pub(super) fn find(&self, id: TypeId) -> Option<&Type> {
        self.types.get(id.0)
    }

    /// An absent value of a type.
    pub(super) fn value(self: &Arc<Self>, type_: &TypeRef) -> DynamicValue {
        let (types, kind) = (Arc::clone(self), type_.clone());
        DynamicValue { types, kind, nullable: false, optional: false, state: State::Absent }
    }

    /// An empty value of members that belong to one operation.
    pub(super) fn members(self: &Arc<Self>, page: &str, record: &Record) -> DynamicRecord {
        self.with_shape(record, shape(page, record))
    }

    fn with_shape(self: &Arc<Self>, record: &Record, shape: &'static Shape) -> DynamicRecord {
        let members = record.members.iter().map(|member| DynamicValue {
            types: Arc::clone(self),
            kind: member.type_.clone(),
            nullable: member.nullable,
            optional: member.is_optional(),
            state: State::Absent,
        });
        DynamicRecord { shape, layout: record.layout.as_ref().map(layout), members: members.collect() }
    }
}

/// The table of a record, as generated code would hold it.
///
/// The runtime wants tables that live as long as the program, as those of
/// generated code do. What is leaked for them is a few hundred bytes a type, and
/// only for specs with samples. A table is made once, so that a program that
/// reads the same specs again and again leaks no more.
fn shape(page: &str, record: &Record) -> &'static Shape {
    static MADE: Mutex<BTreeMap<String, &'static Shape>> = Mutex::new(BTreeMap::new());
    let told = |own: &Member| format!("{:?}", (&own.wire, &own.also, own.presence, own.format));
    let members: Vec<String> = record.members.iter().map(told).collect();
    let key = format!("{:?}", (page, members, &record.xml));
    // A table is whole before it is put in, whatever happened to another one.
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(key).or_insert_with(|| new_shape(page, record))
}

fn new_shape(page: &str, record: &Record) -> &'static Shape {
    let members = record.members.iter().map(|member| WireMember {
        name: kept(&member.wire),
        also: leak_all(member.also.iter().map(|own| kept(own)).collect()),
        presence: match member.presence {
            Presence::Required => wirewright_runtime::Presence::Required,
            Presence::Expected => wirewright_runtime::Presence::Expected,
            Presence::Optional => wirewright_runtime::Presence::Optional,
        },
        format: runtime_format(member.format),
        default: None,
    });
    let shape = Shape::new(kept(page), leak_all(members.collect()));
    let Some(xml) = &record.xml else {
        return Box::leak(Box::new(shape));
    };
    let name = |own: &crate::model::QName| Name::new(kept(&own.namespace), kept(&own.local));
    let children = xml.children.iter().map(|child| {
        let (space, local) = (kept(&child.name.namespace), kept(&child.name.local));
        let member = match child.place {
            Place::Element => XmlMember::element(child.member, space, local),
            Place::Attribute => XmlMember::attribute(child.member, space, local),
            Place::Text => XmlMember::text(child.member),
        };
        XmlMember { item: child.item.as_ref().map(name), omit_empty: child.omit_empty, ..member }
    });
    Box::leak(Box::new(shape.xml(name(&xml.root), leak_all(children.collect()))))
}

/// The layout of a record, as generated code would hold it; it is made once too.
fn layout(own: &crate::model::Layout) -> &'static Layout {
    static MADE: Mutex<BTreeMap<String, &'static Layout>> = Mutex::new(BTreeMap::new());
    let pieces = |all: &[Segment]| {
        let pieces = all.iter().map(|piece| match piece {
            Segment::Text(text) => Piece::Text(kept(text)),
            Segment::Member(index) => Piece::Member(*index),
        });
        leak_all(pieces.collect())
    };
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(format!("{own:?}")).or_insert_with(|| {
        Box::leak(Box::new(Layout { pieces: pieces(&own.pieces), tail: pieces(&own.tail) }))
    })
}

/// The form of a text in the runtime's words.
pub(super) fn runtime_format(format: ModelFormat) -> Format {
    match format {
        ModelFormat::Plain => Format::Plain,
        ModelFormat::UtcMillis => Format::UtcMillis,
        ModelFormat::UnixSeconds => Format::UnixSeconds,
        ModelFormat::UnixMillis => Format::UnixMillis,
        ModelFormat::Base64 => Format::Base64,
    }
}

/// A name that lives as long as the program, for the same reason made once.
pub(super) fn kept(text: &str) -> &'static str {
    static KEPT: Mutex<BTreeSet<&'static str>> = Mutex::new(BTreeSet::new());
    let mut all = KEPT.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(own) = all.get(text) {
        return own;
    }
    let own: &'static str = Box::leak(text.to_owned().into_boxed_str());
    all.insert(own);
    own
}

pub(super) fn leak_all<T>(items: Vec<T>) -> &'static [T] {
    Box::leak(items.into_boxed_slice())
}

/// A record whose type is known only from a spec.
#[derive(Debug)]
pub(super) struct DynamicRecord {
    shape: &'static Shape,
    layout: Option<&'static Layout>,
    members: Vec<DynamicValue>,
}

/// A value whose type is known only from a spec.
#[derive(Debug)]
pub(super) struct DynamicValue {
    types: Arc<Types>,
    kind: TypeRef,
    nullable: bool,
    optional: bool,
    state: State,
}

#[derive(Debug)]
enum State {
    Absent,
    Present,
    List(usize),
}

impl WireRecord for DynamicRecord {
    fn empty() -> Self {
        static NOTHING: Shape = Shape::new("nothing", &[]);
        Self { shape: &NOTHING, layout: None, members: Vec::new() }
    }

    fn shape(&self) -> &'static Shape {
        self.shape
    }

    fn layout(&self) -> Option<&'static Layout> {
        self.layout
    }

    fn member(&self, index: usize) -> &dyn Value {
        &self.members[index]
    }

    fn member_mut(&mut self, index: usize) -> &mut dyn Value {
        &mut self.members[index]
    }
}

impl Value for DynamicValue {
    fn blank() -> Self {
        let types = Types::new(&[]);
        Self { types, kind: TypeRef::Any, nullable: false, optional: true, state: State::Absent }
    }

    fn read(&mut self, source: &mut dyn Source) -> Result<(), DecodeError> {
        if (self.nullable || self.optional) && source.null()? {
            if !self.nullable {
                let path = source.notes().path();
                source.notes().push(Deviation::UnexpectedNull { path });
            }
            return Ok(());
        }
        self.state = State::Present;
        let mut items = 0;
        read(&self.types, &self.kind, source, &mut items)?;
        if matches!(self.kind, TypeRef::List(_)) {
            self.state = State::List(items);
        }
        Ok(())
    }

    /// Samples are only read.
    fn write(&self, _: &mut dyn Sink) -> Result<(), EncodeError> {
        Err(EncodeError::new("a value of a sample is only read"))
    }

    fn is_absent(&self) -> bool {
        matches!(self.state, State::Absent)
    }

    fn is_empty_list(&self) -> bool {
        match self.state {
            State::Absent => matches!(self.kind, TypeRef::List(_)) && !self.optional && !self.nullable,
            State::Present => false,
            State::List(items) => items == 0,
        }
    }

    fn fill(&mut self, _: usize) {
        self.state = State::Present;
    }
}

/// Reads a value and forgets it: what counts is whether it can be read.
fn read(
    types: &Arc<Types>,
    kind: &TypeRef,
    source: &mut dyn Source,
    items: &mut usize,
) -> Result<(), DecodeError> {
    match kind {
        TypeRef::String => scalar::<String>(source),
        TypeRef::Boolean => scalar::<bool>(source),
        TypeRef::Double => scalar::<f64>(source),
        TypeRef::Guid => scalar::<wirewright_runtime::scalar::Uuid>(source),
        TypeRef::DateTime => scalar::<DateTime>(source),
        TypeRef::Any => scalar::<Any>(source),
        TypeRef::Raw => scalar::<wirewright_runtime::Blob>(source),
        TypeRef::Int(own) => match (own.signed, own.bits) {
            (true, 16) => scalar::<i16>(source),
            (true, 32) => scalar::<i32>(source),
            (true, _) => scalar::<i64>(source),
            (false, 8) => scalar::<u8>(source),
            (false, 16) => scalar::<u16>(source),
            (false, 32) => scalar::<u32>(source),
            (false, _) => scalar::<u64>(source),
        },
        TypeRef::List(item) => source.items(&mut |source| {
            source.notes().enter_item(*items);
            read(types, item, source, &mut 0)?;
            source.notes().leave();
            *items += 1;
            Ok(())
        }),
        TypeRef::Named(id) => match types.types.get(id.0).map(|own| &own.kind) {
            Some(TypeKind::Record(_)) => match types.record(*id) {
                Some(mut record) => source.record(&mut record),
                None => Ok(()),
            },
            Some(TypeKind::Enum(_)) => scalar::<String>(source),
            Some(TypeKind::Alias(target)) => read(types, target, source, items),
            None => Ok(()),
        },
    }
}

fn scalar<T: Value>(source: &mut dyn Source) -> Result<(), DecodeError> {
    T::blank().read(source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{QName, XmlShape};

    #[test]
    fn a_table_is_made_once_and_differs_where_its_record_does() {
        let root = |local: &str| {
            let root = QName { namespace: "urn:shop".to_owned(), local: local.to_owned() };
            Record { xml: Some(XmlShape { root, children: Vec::new() }), ..Record::default() }
        };
        let one = shape("Order", &root("order"));
        assert!(std::ptr::eq(one, shape("Order", &root("order"))));
        assert!(!std::ptr::eq(one, shape("Order", &root("line"))));
        assert!(!std::ptr::eq(one, shape("Order", &Record::default())));
        assert!(!std::ptr::eq(one, shape("Line", &root("order"))));
        assert!(std::ptr::eq(kept("order"), kept(&String::from("order"))));
    }
}
