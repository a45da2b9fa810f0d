//! The runtime's tables of what is known only from a spec.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Mutex, PoisonError};

use wirewright_runtime::json::JsonDocument;
use wirewright_runtime::message::{JsonFrame, JsonFramePart};
use wirewright_runtime::multipart::{Multipart, PartForm};
use wirewright_runtime::scalar::{Each, OrNone};
use wirewright_runtime::text::{JoinedText, TextDocument};
use wirewright_runtime::walk::{
    self, Entries, EntryName, Inside, ItemNames, Layout, Limits, ListStyle, NamePiece, Nesting, PairStyle,
    Piece, Span, Spot, Union as WireUnion,
};
use wirewright_runtime::xml::{XmlDocument, XmlStyle};
use wirewright_runtime::{Format, Member as WireMember, Name, Shape, XmlMember};

use crate::model::{
    Document as ModelDocument, EntryName as ModelEntryName, Format as ModelFormat, Inside as ModelInside,
    ItemNames as ModelItemNames, JsonFrame as ModelJsonFrame, JsonFramePart as ModelJsonFramePart,
    Layout as ModelLayout, Limits as ModelLimits, ListStyle as ModelListStyle, Member,
    NamePiece as ModelNamePiece, Nesting as ModelNesting, PairStyle as ModelPairStyle, PartForm as ModelPart,
    Place, Presence, QName, Record, Segment, SizeOf, Span as ModelSpan, Spot as ModelSpot, Tag, Union,
    XmlRoot, XmlTag,
};

/// The table of a record, as generated code would hold it.
///
/// The runtime wants tables that live as long as the program, as those of
/// generated code do. What is leaked for them is a few hundred bytes a type, and
/// only for specs with samples. A table is made once, so that a program that
/// reads the same specs again and again leaks no more.
pub(super) fn shape(page: &str, record: &Record) -> &'static Shape {
    static MADE: Mutex<BTreeMap<String, &'static Shape>> = Mutex::new(BTreeMap::new());
    let told = |own: &Member| {
        let limits = (&own.none, &own.limits, &own.list, &own.always);
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
        let inside = child.inside.as_deref().map(inside);
        let choice: Vec<Name> = child.choice.iter().map(name).collect();
        let own = XmlMember { inside, omit_empty: child.omit_empty, ..member }.choice(leak_all(choice));
        match &child.item {
            Some(item) if *item == QName::any() => own.typed_items(),
            item => XmlMember { item: item.as_ref().map(name), ..own },
        }
    });
    Box::leak(Box::new(shape.xml(name(&xml.root), leak_all(children.collect()))))
}

pub(super) fn name(own: &QName) -> Name {
    Name::new(kept(&own.namespace), kept(&own.local))
}

/// What stands inside the root element of a list or a map.
pub(super) fn content(root: &XmlRoot) -> Option<Inside> {
    let inside = root.inside.as_deref().map(inside);
    match &root.item {
        Some(item) => Some(Inside::Items(name(item), inside)),
        None => inside.copied(),
    }
}

/// What stands inside the element of a list or a map; it is made once too.
pub(super) fn inside(own: &ModelInside) -> &'static Inside {
    static MADE: Mutex<BTreeMap<String, &'static Inside>> = Mutex::new(BTreeMap::new());
    let key = format!("{own:?}");
    let find = || MADE.lock().unwrap_or_else(PoisonError::into_inner).get(&key).copied();
    if let Some(made) = find() {
        return made;
    }
    let spot = |own: &ModelSpot| match own {
        ModelSpot::Attribute(own) => Spot::Attribute(name(own)),
        ModelSpot::Element(own) => Spot::Element(name(own)),
        ModelSpot::Own => Spot::Own,
    };
    let new = match own {
        ModelInside::Items(own, inner) => Inside::Items(name(own), inner.as_deref().map(inside)),
        ModelInside::Entries(own) => Inside::Entries(Box::leak(Box::new(Entries {
            entry: match &own.entry {
                ModelEntryName::Named(own) => EntryName::Named(name(own)),
                ModelEntryName::Flat => EntryName::Flat,
                ModelEntryName::Key(namespace) => EntryName::Key(kept(namespace)),
            },
            key: spot(&own.key),
            value: spot(&own.value),
            inside: own.inside.as_deref().map(inside),
        }))),
    };
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(key).or_insert_with(|| Box::leak(Box::new(new)))
}

/// The layout of a record, as generated code would hold it; it is made once too.
pub(super) fn layout(own: &ModelLayout) -> &'static Layout {
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

pub(super) fn limits(own: &ModelLimits) -> &'static Limits {
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
    if let Some(text) = &member.always {
        return Format::Always(Box::leak(Box::new([kept(text)])));
    }
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

/// The form of a text in the runtime's words.
pub(super) fn format(own: &ModelFormat) -> Format {
    match own {
        ModelFormat::Plain => Format::Plain,
        ModelFormat::UtcMillis => Format::UtcMillis,
        ModelFormat::UnixSeconds => Format::UnixSeconds,
        ModelFormat::UnixMillis => Format::UnixMillis,
        ModelFormat::Http => Format::Http,
        ModelFormat::Wcf => Format::Wcf,
        ModelFormat::Compact => Format::Compact,
        ModelFormat::Local => Format::Local,
        ModelFormat::Digits(digits) => Format::Digits(*digits),
        ModelFormat::Picture(picture) => Format::Picture(kept(picture)),
        ModelFormat::Base64 => Format::Base64,
        ModelFormat::Base64Url => Format::Base64Url,
        ModelFormat::Hex => Format::Hex,
        ModelFormat::Quoted => Format::Quoted,
        ModelFormat::Words(yes, no) => Format::Words(kept(yes), kept(no)),
        ModelFormat::Document(own) => Format::Document(document(own)),
        ModelFormat::Each(each) => {
            let [json, xml, form] = [&each.json, &each.xml, &each.form].map(format);
            Format::Each(Box::leak(Box::new(Each { json, xml, form })))
        }
    }
}

/// The encoding of a document, as generated code would hold it; it is made once too.
pub(super) fn document(own: &ModelDocument) -> &'static dyn walk::Document {
    static MADE: Mutex<BTreeMap<String, &'static dyn walk::Document>> = Mutex::new(BTreeMap::new());
    let made = |make: &dyn Fn() -> &'static dyn walk::Document| {
        let key = format!("{own:?}");
        if let Some(made) = MADE.lock().unwrap_or_else(PoisonError::into_inner).get(&key) {
            return *made;
        }
        // What is inside of a document may be one too, so nothing is locked meanwhile.
        let fresh = make();
        *MADE.lock().unwrap_or_else(PoisonError::into_inner).entry(key).or_insert(fresh)
    };
    match own {
        ModelDocument::Json | ModelDocument::Xml(None) => &JsonDocument,
        ModelDocument::Text => &TextDocument,
        ModelDocument::Joined(own) => made(&|| {
            Box::leak(Box::new(JoinedText { separator: kept(&own.separator), items: format(&own.items) }))
        }),
        ModelDocument::Xml(Some(own)) => made(&|| {
            let declare = own.style.declare.iter().map(|(prefix, uri)| (kept(prefix), kept(uri)));
            let declare = leak_all(declare.collect());
            Box::leak(Box::new(XmlDocument {
                root: name(&own.root.name),
                content: content(&own.root),
                style: XmlStyle { declaration: own.style.declaration, declare },
            }))
        }),
    }
}

/// How members are written as parts; `index` is where one stands that the model has elsewhere.
pub(super) fn multipart(own: &[ModelPart], index: impl Fn(usize) -> Option<usize>) -> Multipart {
    let parts = own.iter().filter_map(|own| {
        Some(PartForm {
            member: index(own.member)?,
            media: leak_all(own.media.iter().map(|own| kept(own)).collect()),
            file_name: own.file_name.as_deref().map(kept),
            document: own.document.as_ref().map(document),
        })
    });
    Multipart::new(leak_all(parts.collect()))
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
        ModelListStyle::Named(own) => ListStyle::Named(Box::leak(Box::new(item_names(own)))),
    }
}

/// The names of what is in items, as the runtime has them.
pub(super) fn item_names(own: &ModelItemNames) -> ItemNames {
    let pieces = own.pieces.iter().map(|piece| match piece {
        ModelNamePiece::Text(text) => NamePiece::Text(kept(text)),
        ModelNamePiece::Number => NamePiece::Number,
        ModelNamePiece::Member => NamePiece::Member,
    });
    ItemNames {
        pieces: leak_all(pieces.collect()),
        first: own.first,
        members: leak_all(own.members.iter().map(|own| kept(own)).collect()),
        lists: leak_all(own.lists.iter().map(|(list, own)| (kept(list), item_names(own))).collect()),
    }
}

/// A frame, made once for each that differs.
pub(super) fn frame(own: &ModelJsonFrame) -> &'static JsonFrame {
    static MADE: Mutex<BTreeMap<String, &'static JsonFrame>> = Mutex::new(BTreeMap::new());
    let side = |parts: &[(String, ModelJsonFramePart)]| {
        let part = |(name, part): &(String, ModelJsonFramePart)| {
            let part = match part {
                ModelJsonFramePart::Always(text) => JsonFramePart::Always(kept(text)),
                ModelJsonFramePart::Inside => JsonFramePart::Inside,
                ModelJsonFramePart::InsideOr(json) => JsonFramePart::InsideOr(kept(json)),
                ModelJsonFramePart::Failure => JsonFramePart::Failure,
                ModelJsonFramePart::FailureOr(json) => JsonFramePart::FailureOr(kept(json)),
                ModelJsonFramePart::Nonce => JsonFramePart::Nonce,
                ModelJsonFramePart::Uuid => JsonFramePart::Uuid,
                ModelJsonFramePart::Repeats(of) => JsonFramePart::Repeats(kept(of)),
            };
            (kept(name), part)
        };
        leak_all(parts.iter().map(part).collect())
    };
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(format!("{own:?}")).or_insert_with(|| {
        Box::leak(Box::new(JsonFrame { request: side(&own.request), answer: side(&own.answer) }))
    })
}

/// The table of a union, made once for each that differs.
pub(super) fn union(page: &str, own: &Union) -> &'static WireUnion {
    static MADE: Mutex<BTreeMap<String, &'static WireUnion>> = Mutex::new(BTreeMap::new());
    let key = format!("{page} {own:?}");
    let mut made = MADE.lock().unwrap_or_else(PoisonError::into_inner);
    made.entry(key).or_insert_with(|| {
        let variants = own.variants.iter().map(|one| walk::Variant {
            tag: kept(&one.tag),
            xml: one
                .xml
                .as_ref()
                .map_or(Name::local(""), |xml| Name::new(kept(&xml.namespace), kept(&xml.local))),
        });
        Box::leak(Box::new(WireUnion {
            name: kept(page),
            tag: match &own.tag {
                Some(Tag::Member(member)) => walk::Tag::Member(kept(member)),
                Some(Tag::Outer) | None => walk::Tag::Outer,
            },
            xml: match &own.xml {
                XmlTag::Type => walk::XmlTag::Type,
                XmlTag::Attribute(name) => walk::XmlTag::Attribute(Name::local(kept(name))),
                XmlTag::Outer => walk::XmlTag::Outer,
                XmlTag::Own => walk::XmlTag::Own,
            },
            variants: leak_all(variants.collect()),
            closed: own.closed,
        }))
    })
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

/// Items that live as long as the program.
pub(super) fn leak_all<T>(items: Vec<T>) -> &'static [T] {
    Box::leak(items.into_boxed_slice())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::XmlShape;

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
