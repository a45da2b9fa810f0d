//! Any record as one comparable value, in the eyes of an encoding.
//!
//! Encodings do not tell everything apart that Rust types do. What one of them
//! cannot tell apart is one value in its eyes; everything else is compared as it is:
//!
//! - A date is compared in the form that the spec gives it: seconds since 1970 have no fraction.
//! - In a form, a null, an empty list, an empty map and an absent value are one, and so are an
//!   opaque value's empty object and an empty text. What is inside an opaque
//!   value is text, and what is null inside it is left out.
//! - In XML, an opaque value may come with declarations of prefixes that stood
//!   around it, and is empty if it had nothing but attributes, which are noted
//!   and dropped. An empty list or map is an absent one where nothing stands around
//!   what it holds, or where the spec says so; an attribute has no null.

use serde_json::{Map, Value as Json};

use crate::error::EncodeError;
use crate::message::Codec;
use crate::scalar::{Any, Blob, Format, JsonText};
use crate::walk::{Chosen, Entry, Inside, Place, Record, Shape, Sink, Tag, Token, Union, Value, XmlMember};

/// A value without its type.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Tree {
    Absent,
    Null,
    Text(String),
    Token(String),
    Any(Any),
    List(Vec<Tree>),
    Map(Vec<(String, Tree)>),
    Record(Vec<(&'static str, Tree)>),
    Variant(String, Box<Tree>),
}

/// How an encoding looks at values.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Eyes {
    Json,
    /// A form, a query, a header or a path.
    Form,
    #[cfg_attr(not(feature = "xml"), expect(dead_code, reason = "only XML sees so"))]
    Xml,
}

impl Eyes {
    pub(super) fn of(codec: Codec) -> Self {
        match codec {
            Codec::Json | Codec::PaddedJson(_) | Codec::Framed(_) => Self::Json,
            Codec::Form | Codec::Lines | Codec::Empty | Codec::Text | Codec::Bytes => Self::Form,
            #[cfg(feature = "multipart")]
            Codec::Multipart(_) => Self::Form,
            #[cfg(feature = "xml")]
            Codec::Xml(_) | Codec::Soap(_) => Self::Xml,
        }
    }
}

/// Compares two records as an encoding sees them; what it cannot tell apart is the same.
///
/// # Panics
/// They differ.
#[track_caller]
pub fn assert_same(found: &dyn Record, expected: &dyn Record, codec: Codec, shown: &[u8]) {
    let eyes = Eyes::of(codec);
    let shown = String::from_utf8_lossy(shown);
    assert_eq!(of_record(found, eyes), of_record(expected, eyes), "{shown}");
}

/// The record as an encoding sees it.
pub(super) fn of_record(record: &dyn Record, eyes: Eyes) -> Result<Tree, EncodeError> {
    let members = 0..record.shape().members.len();
    let tree = members.map(|index| Ok((record.shape().members[index].name, of_member(record, index, eyes)?)));
    tree.collect::<Result<_, _>>().map(Tree::Record)
}

/// The whole of a body as an encoding sees it.
pub(super) fn of_body(body: &dyn Value, format: Format, eyes: Eyes) -> Result<Tree, EncodeError> {
    if let Some(record) = body.as_record() {
        return of_record(record, eyes);
    }
    let mut sink = TreeSink { tree: Tree::Absent, format, eyes };
    body.write(&mut sink)?;
    Ok(sink.tree)
}

/// One member of a record as an encoding sees it.
pub(super) fn of_member(record: &dyn Record, index: usize, eyes: Eyes) -> Result<Tree, EncodeError> {
    let shape = record.shape();
    let format = shape.members[index].format;
    let format = match eyes {
        Eyes::Json => format.in_json(),
        Eyes::Form => format.in_form(),
        Eyes::Xml => format.in_xml(),
    };
    let mut sink = TreeSink { tree: Tree::Absent, format, eyes };
    record.member(index).write(&mut sink)?;
    Ok(seen(sink.tree, eyes, shape, index))
}

fn seen(tree: Tree, eyes: Eyes, shape: &Shape, index: usize) -> Tree {
    match (tree, eyes) {
        (Tree::Null, Eyes::Form) => Tree::Absent,
        (Tree::List(items), Eyes::Form) if items.is_empty() => Tree::Absent,
        (Tree::Map(entries), Eyes::Form) if entries.is_empty() => Tree::Absent,
        (tree, Eyes::Xml) => {
            let own = |child: &&XmlMember| child.member == index;
            let child = shape.xml.children.iter().find(own);
            let unmarked = |child: &XmlMember| child.omit_empty || Inside::is_flat(child.content());
            let gone = child.is_some_and(|child| match &tree {
                Tree::List(items) => items.is_empty() && unmarked(child),
                Tree::Map(entries) => entries.is_empty() && unmarked(child),
                Tree::Null => !matches!(child.place, Place::Element | Place::Header),
                _ => false,
            });
            if gone { Tree::Absent } else { tree }
        }
        (tree, _) => tree,
    }
}

fn opaque_in_form(text: &JsonText) -> Tree {
    match text.parse().map(texts) {
        Ok(Some(Json::String(text))) if text.is_empty() => Tree::Any(Any::Empty),
        Ok(Some(value)) => Any::json(&value).map_or(Tree::Absent, Tree::Any),
        Ok(None) => Tree::Absent,
        Err(_) => Tree::Any(Any::Json(text.clone())),
    }
}

/// A JSON value with every scalar as text; `None` is nothing at all.
fn texts(value: Json) -> Option<Json> {
    match value {
        Json::Null => None,
        Json::Bool(_) | Json::Number(_) => Some(Json::from(value.to_string())),
        Json::String(_) => Some(value),
        Json::Array(items) => Some(items.into_iter().filter_map(texts).collect()),
        Json::Object(members) => {
            let members = members.into_iter().filter_map(|(name, value)| Some((name, texts(value)?)));
            let members: Map<_, _> = members.collect();
            Some(if members.is_empty() { Json::from("") } else { Json::Object(members) })
        }
    }
}

/// An opaque value without the member that told its type, which was compared.
fn without_tag(tree: Tree, tag: Tag) -> Tree {
    match (&tree, tag) {
        (Tree::Any(Any::Json(text)), Tag::Member(member)) => match text.parse() {
            Ok(Json::Object(members)) if members.len() == 1 && members.contains_key(member) => {
                Tree::Any(Any::Empty)
            }
            _ => tree,
        },
        _ => tree,
    }
}

struct TreeSink {
    tree: Tree,
    format: Format,
    eyes: Eyes,
}

impl Sink for TreeSink {
    fn format(&self) -> Format {
        self.format
    }

    fn text(&mut self, value: &str) -> Result<(), EncodeError> {
        self.tree = Tree::Text(value.to_owned());
        Ok(())
    }

    fn token(&mut self, value: &str, _: Token) {
        self.tree = Tree::Token(value.to_owned());
    }

    fn null(&mut self) {
        self.tree = Tree::Null;
    }

    /// What a file is called and what it is have defaults, which a reader sees.
    fn blob(&mut self, value: &Blob) -> Result<(), EncodeError> {
        self.tree = Tree::Text(value.escape_ascii().to_string());
        Ok(())
    }

    fn record(&mut self, value: &dyn Record) -> Result<(), EncodeError> {
        self.tree = of_record(value, self.eyes)?;
        Ok(())
    }

    fn items(
        &mut self,
        len: usize,
        item: &dyn Fn(usize, &mut dyn Sink) -> Result<(), EncodeError>,
    ) -> Result<(), EncodeError> {
        let items = (0..len).map(|index| {
            let mut sink = Self { tree: Tree::Absent, ..*self };
            item(index, &mut sink)?;
            Ok(sink.tree)
        });
        self.tree = Tree::List(items.collect::<Result<_, _>>()?);
        Ok(())
    }

    fn entries<'e>(
        &mut self,
        len: usize,
        entry: &'e dyn Fn(usize) -> Result<Entry<'e>, EncodeError>,
    ) -> Result<(), EncodeError> {
        let entries = (0..len).map(|index| {
            let (key, value) = entry(index)?;
            let mut sink = Self { tree: Tree::Absent, ..*self };
            value.write(&mut sink)?;
            Ok((key.into_owned(), sink.tree))
        });
        self.tree = Tree::Map(entries.collect::<Result<_, _>>()?);
        Ok(())
    }

    fn variant(&mut self, union: &'static Union, chosen: Chosen<'_>) -> Result<(), EncodeError> {
        let (tag, tree) = match chosen {
            Chosen::Listed(index, record) => {
                (union.variants[index].tag.to_owned(), of_record(record, self.eyes)?)
            }
            Chosen::Other(value) => {
                self.any(value.content())?;
                let tree = std::mem::replace(&mut self.tree, Tree::Absent);
                let tree = if self.eyes == Eyes::Form { without_tag(tree, union.tag) } else { tree };
                (value.tag().to_owned(), tree)
            }
        };
        self.tree = Tree::Variant(tag, Box::new(tree));
        Ok(())
    }

    fn any(&mut self, value: &Any) -> Result<(), EncodeError> {
        self.tree = match (value, self.eyes) {
            (Any::Json(text), Eyes::Form) => opaque_in_form(text),
            (Any::Xml(content), _) if content.is_empty() => Tree::Any(Any::Empty),
            (Any::Xml(content), _) => Tree::Any(Any::Xml(without_declarations(content))),
            (Any::Empty | Any::Json(_), _) => Tree::Any(value.clone()),
        };
        Ok(())
    }
}

/// The content of an element without declarations of prefixes.
fn without_declarations(content: &str) -> String {
    let mut pieces = content.split(" xmlns:");
    let mut plain = pieces.next().unwrap_or_default().to_owned();
    for piece in pieces {
        plain.push_str(piece.splitn(3, '"').nth(2).unwrap_or_default());
    }
    plain
}
