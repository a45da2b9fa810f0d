//! The runtime's tables of what is known only from a spec.

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

use super::leaked::{Made, kept, leak, leak_all};
use crate::model::{
    Document as ModelDocument, EntryName as ModelEntryName, Format as ModelFormat, Inside as ModelInside,
    ItemNames as ModelItemNames, JsonFrame as ModelJsonFrame, JsonFramePart as ModelJsonFramePart,
    Layout as ModelLayout, Limits as ModelLimits, ListStyle as ModelListStyle, Member,
    NamePiece as ModelNamePiece, Nesting as ModelNesting, PairStyle as ModelPairStyle, PartForm as ModelPart,
    Place, Presence, QName, Record, Segment, SizeOf, Span as ModelSpan, Spot as ModelSpot, Tag, Union,
    XmlRoot, XmlTag,
};

/// The table of a record, as generated code would hold it.
pub(super) fn shape(page: &str, record: &Record) -> &'static Shape {
    static MADE: Made<Shape> = Made::new();
    let told = |own: &Member| {
        let limits = (&own.none, &own.limits, &own.list, &own.always);
        format!("{:?}", (&own.wire, &own.also, own.presence, &own.format, limits))
    };
    let members: Vec<String> = record.members.iter().map(told).collect();
    let key = format!("{:?}", (page, members, &record.xml));
    MADE.once(key, || new_shape(page, record))
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
        return leak(shape);
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
    leak(shape.xml(name(&xml.root), leak_all(children.collect())))
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
    static MADE: Made<Inside> = Made::new();
    let spot = |own: &ModelSpot| match own {
        ModelSpot::Attribute(own) => Spot::Attribute(name(own)),
        ModelSpot::Element(own) => Spot::Element(name(own)),
        ModelSpot::Own => Spot::Own,
    };
    let new = || match own {
        ModelInside::Items(own, inner) => Inside::Items(name(own), inner.as_deref().map(inside)),
        ModelInside::Entries(own) => Inside::Entries(leak(Entries {
            entry: match &own.entry {
                ModelEntryName::Named(own) => EntryName::Named(name(own)),
                ModelEntryName::Flat => EntryName::Flat,
                ModelEntryName::Key(namespace) => EntryName::Key(kept(namespace)),
            },
            key: spot(&own.key),
            value: spot(&own.value),
            inside: own.inside.as_deref().map(inside),
        })),
    };
    MADE.once(format!("{own:?}"), || leak(new()))
}

/// The layout of a record, as generated code would hold it; it is made once too.
pub(super) fn layout(own: &ModelLayout) -> &'static Layout {
    static MADE: Made<Layout> = Made::new();
    let pieces = |all: &[Segment]| {
        let pieces = all.iter().map(|piece| match piece {
            Segment::Text(text) => Piece::Text(kept(text)),
            Segment::Member(index) => Piece::Member(*index),
        });
        leak_all(pieces.collect())
    };
    let new = || Layout { pieces: pieces(&own.pieces), tail: pieces(&own.tail) };
    MADE.once(format!("{own:?}"), || leak(new()))
}

pub(super) fn limits(own: &ModelLimits) -> &'static Limits {
    let span =
        |own: &ModelSpan| Span { least: own.least.as_deref().map(kept), most: own.most.as_deref().map(kept) };
    leak(Limits {
        count: span(&own.count),
        size: span(&own.size),
        bytes: own.of == SizeOf::Bytes,
        pattern: own.pattern.as_deref().map(kept),
    })
}

fn member_format(member: &Member) -> Format {
    if let Some(text) = &member.always {
        return Format::Always(leak([kept(text)]));
    }
    let Some(none) = &member.none else { return format(&member.format) };
    let or_none = |form: &ModelFormat| {
        let (none, is_number) = (kept(&none.text), none.is_number(form));
        Format::OrNone(leak(OrNone { none, is_number, format: format(form) }))
    };
    match &member.format {
        ModelFormat::Each(each) => {
            let [json, xml, form] = [&each.json, &each.xml, &each.form].map(or_none);
            Format::Each(leak(Each { json, xml, form }))
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
            static MADE: Made<Each> = Made::new();
            Format::Each(MADE.once(format!("{own:?}"), || {
                let [json, xml, form] = [&each.json, &each.xml, &each.form].map(format);
                leak(Each { json, xml, form })
            }))
        }
    }
}

/// The encoding of a document, as generated code would hold it; it is made once too.
pub(super) fn document(own: &ModelDocument) -> &'static dyn walk::Document {
    static MADE: Made<dyn walk::Document> = Made::new();
    match own {
        ModelDocument::Json | ModelDocument::Xml(None) => &JsonDocument,
        ModelDocument::Text => &TextDocument,
        ModelDocument::Joined(joined) => MADE.once(format!("{own:?}"), || {
            leak(JoinedText { separator: kept(&joined.separator), items: format(&joined.items) })
        }),
        ModelDocument::Xml(Some(xml)) => MADE.once(format!("{own:?}"), || {
            let declare = xml.style.declare.iter().map(|(prefix, uri)| (kept(prefix), kept(uri)));
            leak(XmlDocument {
                root: name(&xml.root.name),
                content: content(&xml.root),
                style: XmlStyle { declaration: xml.style.declaration, declare: leak_all(declare.collect()) },
            })
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
        ModelListStyle::Named(own) => ListStyle::Named(leak(item_names(own))),
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
    static MADE: Made<JsonFrame> = Made::new();
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
    let new = || JsonFrame { request: side(&own.request), answer: side(&own.answer) };
    MADE.once(format!("{own:?}"), || leak(new()))
}

/// The table of a union, made once for each that differs.
pub(super) fn union(page: &str, own: &Union) -> &'static WireUnion {
    static MADE: Made<WireUnion> = Made::new();
    MADE.once(format!("{page} {own:?}"), || {
        let variants = own.variants.iter().map(|one| walk::Variant {
            tag: kept(&one.tag),
            xml: one
                .xml
                .as_ref()
                .map_or(Name::local(""), |xml| Name::new(kept(&xml.namespace), kept(&xml.local))),
        });
        leak(WireUnion {
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
        })
    })
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
