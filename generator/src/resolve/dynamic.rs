//! Values of types that are known only from a spec, for the runtime's codecs.
//!
//! With them a spec's samples are read by the very code that will read them in
//! the generated crates.

use std::sync::Arc;

use wirewright_runtime::walk::{Document, Filling, Layout, Limits, Told, breaches_of, read_text};
use wirewright_runtime::{
    Always, Any, Bytes, Date, DateTime, Decimal, DecodeError, Deviation, EncodeError, Format,
    Record as WireRecord, Shape, Sink, Source, Time, Value,
};

use super::dynamic_map;
use super::tables::{layout, shape, union};
use crate::model::{Enumeration, Record, Type, TypeId, TypeKind, TypeRef};

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
            TypeKind::Enum(_) | TypeKind::Union(_) | TypeKind::Alias(_) => None,
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
        DynamicValue { types, kind, nullable: false, optional: false, limits: None, state: State::Absent }
    }

    /// An empty value of members that belong to one operation.
    pub(super) fn members(self: &Arc<Self>, page: &str, record: &Record) -> DynamicRecord {
        self.with_shape(record, shape(page, record))
    }

    fn with_shape(self: &Arc<Self>, record: &Record, shape: &'static Shape) -> DynamicRecord {
        let members = record.members.iter().zip(shape.members).map(|(member, own)| DynamicValue {
            types: Arc::clone(self),
            kind: member.type_.clone(),
            nullable: member.nullable,
            optional: member.is_optional(),
            limits: own.limits,
            state: State::Absent,
        });
        let is_list = record.is_list;
        DynamicRecord {
            shape,
            is_list,
            layout: record.layout.as_ref().map(layout),
            members: members.collect(),
        }
    }
}

/// A record whose type is known only from a spec.
#[derive(Debug)]
pub(super) struct DynamicRecord {
    shape: &'static Shape,
    is_list: bool,
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
    limits: Option<&'static Limits>,
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
        Self { shape: &NOTHING, is_list: false, layout: None, members: Vec::new() }
    }

    fn shape(&self) -> &'static Shape {
        self.shape
    }

    fn is_list(&self) -> bool {
        self.is_list
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
        let (kind, state) = (TypeRef::Any, State::Absent);
        Self { types, kind, nullable: false, optional: true, limits: None, state }
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
        if let Some(own) = document(&self.kind, source) {
            return self.of_kind().read_in(own, source);
        }
        if matches!(source.format(), Format::OrNone(_)) {
            // The value that stands for absence is told apart by the runtime.
            return Some(self.of_kind()).read(source);
        }
        let mut items = 0;
        read(&self.types, &self.kind, self.limits, source, &mut items)?;
        if self.kind.inside().is_some() {
            // As many items or entries as there were, of a kind that has no size itself.
            match self.kind {
                TypeRef::Map(_) => note_breaches(&dynamic_map::of(items), self.limits, source),
                _ => note_breaches(&vec![false; items], self.limits, source),
            }
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
            State::Absent => self.kind.inside().is_some() && !self.optional && !self.nullable,
            State::Present => false,
            State::List(items) => items == 0,
        }
    }

    fn fill(&mut self, _: Filling<'_>) {
        self.state = State::Present;
    }
}

impl DynamicValue {
    /// A value of the same kind that is there.
    fn of_kind(&self) -> Self {
        Self::required(&self.types, &self.kind, self.limits)
    }

    fn required(types: &Arc<Types>, kind: &TypeRef, limits: Option<&'static Limits>) -> Self {
        let (types, kind) = (Arc::clone(types), kind.clone());
        Self { types, kind, nullable: false, optional: false, limits, state: State::Absent }
    }

    fn read_in(
        mut self,
        document: &'static dyn Document,
        source: &mut dyn Source,
    ) -> Result<(), DecodeError> {
        read_text(document, &mut self, source)
    }
}

/// The document that a value of a kind is in.
fn document(kind: &TypeRef, source: &dyn Source) -> Option<&'static dyn Document> {
    source.document().filter(|own| own.takes_lists() || kind.inside().is_none())
}

/// Reads a value and forgets it: what counts is whether it can be read.
fn read(
    types: &Arc<Types>,
    kind: &TypeRef,
    limits: Option<&'static Limits>,
    source: &mut dyn Source,
    items: &mut usize,
) -> Result<(), DecodeError> {
    if let Some(own) = document(kind, source) {
        return DynamicValue::required(types, kind, limits).read_in(own, source);
    }
    match kind {
        TypeRef::String if source.format().always().is_some() => scalar::<Always>(None, source),
        TypeRef::String => scalar::<String>(limits, source),
        TypeRef::Boolean => scalar::<bool>(limits, source),
        TypeRef::Double => scalar::<f64>(limits, source),
        TypeRef::Guid => scalar::<wirewright_runtime::scalar::Uuid>(limits, source),
        TypeRef::DateTime => scalar::<DateTime>(limits, source),
        TypeRef::Date => scalar::<Date>(limits, source),
        TypeRef::Time => scalar::<Time>(limits, source),
        TypeRef::Float => scalar::<f32>(limits, source),
        TypeRef::Decimal => scalar::<Decimal>(limits, source),
        TypeRef::Bytes => scalar::<Bytes>(limits, source),
        TypeRef::Any => scalar::<Any>(limits, source),
        TypeRef::Raw => scalar::<wirewright_runtime::Blob>(limits, source),
        TypeRef::Int(own) => match (own.signed, own.bits) {
            (true, 8) => scalar::<i8>(limits, source),
            (true, 16) => scalar::<i16>(limits, source),
            (true, 32) => scalar::<i32>(limits, source),
            (true, _) => scalar::<i64>(limits, source),
            (false, 8) => scalar::<u8>(limits, source),
            (false, 16) => scalar::<u16>(limits, source),
            (false, 32) => scalar::<u32>(limits, source),
            (false, _) => scalar::<u64>(limits, source),
        },
        TypeRef::List(item) => source.items(&mut |source| {
            source.notes().enter_item(*items);
            read(types, item, limits, source, &mut 0)?;
            source.notes().leave();
            *items += 1;
            Ok(())
        }),
        TypeRef::Map(map) => {
            let mut keys = dynamic_map::Keys::new(types, &map.key);
            source.entries(keys.listed(), &mut |key, source| {
                source.notes().enter_key(key);
                keys.take(key, source)?;
                *items += 1;
                if map.nullable && source.null()? {
                    source.notes().leave();
                    return Ok(());
                }
                read(types, &map.value, limits, source, &mut 0)?;
                source.notes().leave();
                Ok(())
            })
        }
        TypeRef::Named(id) => match types.types.get(id.0).map(|own| &own.kind) {
            Some(TypeKind::Record(_)) => match types.record(*id) {
                Some(mut record) => source.record(&mut record),
                None => Ok(()),
            },
            Some(TypeKind::Enum(listed)) => enumeration(types, listed, source),
            Some(TypeKind::Union(own)) => {
                let read = &mut |told, source: &mut dyn Source| match told {
                    Told::Listed(index) => {
                        let variant = own.variants.get(index).and_then(|own| types.record(own.type_));
                        variant.map_or(Ok(()), |mut record| source.record(&mut record))
                    }
                    Told::Other(_) => scalar::<Any>(None, source),
                };
                source.variant(union(&types.types[id.0].page, own), read)
            }
            Some(TypeKind::Alias(target)) => read(types, target, limits, source, items),
            None => Ok(()),
        },
    }
}

/// Reads a value of a list. One that an open list does not have is kept, and noted
/// by generated code alone.
fn enumeration(types: &Arc<Types>, listed: &Enumeration, source: &mut dyn Source) -> Result<(), DecodeError> {
    if !listed.closed {
        let kind = listed.number.map_or(TypeRef::String, TypeRef::Int);
        return read(types, &kind, None, source, &mut 0);
    }
    let is_text = listed.number.is_none() || source.format() == Format::Quoted;
    let scalar = source.scalar()?;
    let (text, quoted) = (scalar.text.into_owned(), scalar.quoted);
    if listed.values.iter().any(|own| own.wire == text) {
        let path = source.notes().path();
        match quoted {
            Some(true) if !is_text => source.notes().push(Deviation::QuotedScalar { path }),
            Some(false) if is_text => source.notes().push(Deviation::BareText { path }),
            Some(_) | None => {}
        }
        return Ok(());
    }
    Err(source.invalid("one of the listed values", &text))
}

fn scalar<T: Value>(limits: Option<&'static Limits>, source: &mut dyn Source) -> Result<(), DecodeError> {
    let mut value = T::blank();
    value.read(source)?;
    note_breaches(&value, limits, source);
    Ok(())
}

/// Notes what a page's own sample says beyond the page's limits.
fn note_breaches(value: &dyn Value, limits: Option<&'static Limits>, source: &mut dyn Source) {
    let Some(limits) = limits else { return };
    let path = source.notes().path();
    for breach in breaches_of(value, limits, path) {
        source.notes().push(Deviation::OutOfLimits(breach));
    }
}
