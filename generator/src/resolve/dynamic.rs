//! Values of types that are known only from a spec, for the runtime's codecs.
//!
//! With them a spec's samples are read by the very code that will read them in
//! the generated crates.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex, PoisonError};

use wirewright_runtime::scalar::{Each, OrNone};
use wirewright_runtime::walk::{
    self, Limits, ListStyle, Nesting, PairStyle, Span, Told, Union as WireUnion, breaches_of,
};
use wirewright_runtime::{
    Any, Bytes, Date, DateTime, Decimal, DecodeError, Deviation, EncodeError, Format, Member as WireMember,
    Name, Record as WireRecord, Shape, Sink, Source, Time, Value, XmlMember,
};

use crate::model::{
    Enumeration, Format as ModelFormat, Limits as ModelLimits, ListStyle as ModelListStyle, Member,
    Nesting as ModelNesting, PairStyle as ModelPairStyle, Place, Presence, Record, SizeOf, Span as ModelSpan,
    Tag, Type, TypeId, TypeKind, TypeRef, Union, XmlTag,
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
        DynamicRecord { shape, members: members.collect() }
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
    let told = |own: &Member| {
        let limits = (&own.none, &own.limits, &own.list);
        format!("{:?}", (&own.wire, &own.also, own.presence, &own.format, limits))
    };
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
        format: member_format(member),
        default: None,
        limits: member.limits.as_ref().map(limits),
        list: member.list.as_ref().map(list_style),
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
            Place::Header => {
                let actor = child.block.actor.as_deref().map(kept);
                let block = walk::Block { must_understand: child.block.must_understand, actor };
                XmlMember::header(child.member, space, local, block)
            }
        };
        XmlMember { item: child.item.as_ref().map(name), omit_empty: child.omit_empty, ..member }
    });
    Box::leak(Box::new(shape.xml(name(&xml.root), leak_all(children.collect()))))
}

fn limits(own: &ModelLimits) -> &'static Limits {
    let span =
        |own: &ModelSpan| Span { least: own.least.as_deref().map(kept), most: own.most.as_deref().map(kept) };
    Box::leak(Box::new(Limits {
        count: span(&own.count),
        size: span(&own.size),
        bytes: own.of == SizeOf::Bytes,
        pattern: own.pattern.as_deref().map(kept),
    }))
}

fn member_format(member: &Member) -> Format {
    let Some(none) = &member.none else { return format(&member.format) };
    let or_none = |form: &ModelFormat| {
        let (none, is_number) = (kept(&none.text), none.is_number(form));
        Format::OrNone(Box::leak(Box::new(OrNone { none, is_number, format: format(form) })))
    };
    match &member.format {
        ModelFormat::Each(each) => {
            let [json, xml, form] = [&each.json, &each.xml, &each.form].map(or_none);
            Format::Each(Box::leak(Box::new(Each { json, xml, form })))
        }
        form => or_none(form),
    }
}

fn format(own: &ModelFormat) -> Format {
    match own {
        ModelFormat::Plain => Format::Plain,
        ModelFormat::UtcMillis => Format::UtcMillis,
        ModelFormat::UnixSeconds => Format::UnixSeconds,
        ModelFormat::UnixMillis => Format::UnixMillis,
        ModelFormat::Http => Format::Http,
        ModelFormat::Compact => Format::Compact,
        ModelFormat::Local => Format::Local,
        ModelFormat::Digits(digits) => Format::Digits(*digits),
        ModelFormat::Picture(picture) => Format::Picture(kept(picture)),
        ModelFormat::Base64 => Format::Base64,
        ModelFormat::Base64Url => Format::Base64Url,
        ModelFormat::Hex => Format::Hex,
        ModelFormat::Quoted => Format::Quoted,
        ModelFormat::Words(yes, no) => Format::Words(kept(yes), kept(no)),
        ModelFormat::Each(each) => {
            let [json, xml, form] = [&each.json, &each.xml, &each.form].map(format);
            Format::Each(Box::leak(Box::new(Each { json, xml, form })))
        }
    }
}

/// How names are made, as the runtime has it.
pub(super) fn pair_style(style: &ModelPairStyle) -> PairStyle {
    let nesting = match style.nesting {
        ModelNesting::Dots => Nesting::Dots,
        ModelNesting::Brackets => Nesting::Brackets,
    };
    PairStyle { nesting, list: list_style(&style.list) }
}

fn list_style(list: &ModelListStyle) -> ListStyle {
    match list {
        ModelListStyle::Repeated => ListStyle::Repeated,
        ModelListStyle::Brackets => ListStyle::Brackets,
        ModelListStyle::Indexed(first) => ListStyle::Indexed { first: *first },
        ModelListStyle::Joined(separator) => ListStyle::Joined { separator: kept(separator) },
        ModelListStyle::Numbered(first) => ListStyle::Numbered { first: *first },
        ModelListStyle::Columns(first) => ListStyle::Columns { first: *first },
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

fn leak_all<T>(items: Vec<T>) -> &'static [T] {
    Box::leak(items.into_boxed_slice())
}

/// A record whose type is known only from a spec.
#[derive(Debug)]
pub(super) struct DynamicRecord {
    shape: &'static Shape,
    members: Vec<DynamicValue>,
}

#[derive(Debug)]
struct DynamicValue {
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
        Self { shape: &NOTHING, members: Vec::new() }
    }

    fn shape(&self) -> &'static Shape {
        self.shape
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
        if matches!(source.format(), Format::OrNone(_)) {
            // The value that stands for absence is told apart by the runtime.
            let (types, kind) = (Arc::clone(&self.types), self.kind.clone());
            let (limits, state) = (self.limits, State::Absent);
            let single = Self { types, kind, nullable: false, optional: false, limits, state };
            return Some(single).read(source);
        }
        let mut items = 0;
        read(&self.types, &self.kind, self.limits, source, &mut items)?;
        if matches!(self.kind, TypeRef::List(_)) {
            // As many items as there were, of a kind that has no size itself.
            note_breaches(&vec![false; items], self.limits, source);
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
    limits: Option<&'static Limits>,
    source: &mut dyn Source,
    items: &mut usize,
) -> Result<(), DecodeError> {
    match kind {
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
        TypeRef::Named(id) => match types.types.get(id.0).map(|own| &own.kind) {
            Some(TypeKind::Record(_)) => match types.record(*id) {
                Some(mut record) => source.record(&mut record),
                None => Ok(()),
            },
            Some(TypeKind::Enum(listed)) => enumeration(types, listed, source),
            Some(TypeKind::Union(union)) => {
                let read = &mut |told, source: &mut dyn Source| match told {
                    Told::Listed(index) => {
                        let variant = union.variants.get(index).and_then(|own| types.record(own.type_));
                        variant.map_or(Ok(()), |mut record| source.record(&mut record))
                    }
                    Told::Other(_) => scalar::<Any>(None, source),
                };
                source.variant(table(&types.types[id.0].page, union), read)
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
    let text = source.scalar()?.text.into_owned();
    if listed.values.iter().any(|own| own.wire == text) {
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

/// The table of a union, made once for each that differs.
fn table(page: &str, union: &Union) -> &'static WireUnion {
    static MADE: Mutex<BTreeMap<String, &'static WireUnion>> = Mutex::new(BTreeMap::new());
    let key = format!("{page} {union:?}");
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(key).or_insert_with(|| {
        let variants = union.variants.iter().map(|own| walk::Variant {
            tag: kept(&own.tag),
            xml: own
                .xml
                .as_ref()
                .map_or(Name::local(""), |xml| Name::new(kept(&xml.namespace), kept(&xml.local))),
        });
        Box::leak(Box::new(WireUnion {
            name: kept(page),
            tag: match &union.tag {
                Some(Tag::Member(member)) => walk::Tag::Member(kept(member)),
                Some(Tag::Outer) | None => walk::Tag::Outer,
            },
            xml: match &union.xml {
                XmlTag::Type => walk::XmlTag::Type,
                XmlTag::Attribute(name) => walk::XmlTag::Attribute(Name::local(kept(name))),
                XmlTag::Outer => walk::XmlTag::Outer,
            },
            variants: leak_all(variants.collect()),
            closed: union.closed,
        }))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{QName, XmlShape};

    #[test]
    fn a_table_is_made_once_and_differs_where_its_record_does() {
        let root = |local: &str| {
            let root = QName { namespace: "urn:shop".to_owned(), local: local.to_owned() };
            Record { members: Vec::new(), xml: Some(XmlShape { root, children: Vec::new() }) }
        };
        let one = shape("Order", &root("order"));
        assert!(std::ptr::eq(one, shape("Order", &root("order"))));
        assert!(!std::ptr::eq(one, shape("Order", &root("line"))));
        assert!(!std::ptr::eq(one, shape("Order", &Record::default())));
        assert!(!std::ptr::eq(one, shape("Line", &root("order"))));
        assert!(std::ptr::eq(kept("order"), kept(&String::from("order"))));
    }
}
