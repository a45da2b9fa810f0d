//! A YAML text as a tree in which every node knows its place.

use saphyr_parser::{Event, Parser, ScalarStyle, Span};

use crate::diagnostics::{At, Place};

/// A node of the text.
#[derive(Clone, Debug)]
pub(super) struct Node {
    pub(super) kind: Kind,
    pub(super) place: Place,
}

#[derive(Clone, Debug)]
pub(super) enum Kind {
    /// A scalar. A plain one without any text is a key without a value.
    Scalar {
        text: String,
        plain: bool,
    },
    List(Vec<Node>),
    Map(Vec<(Node, Node)>),
}

/// Texts nest no deeper than this.
const DEEPEST: usize = 64;

/// Aliases repeat no more nodes than this, all of them together.
const MOST_REPEATED: usize = 100_000;

/// Reads the first document of a text.
pub(super) fn parse(text: &str) -> Result<Node, (Place, String)> {
    let mut events = Parser::new_from_str(text);
    let mut open: Vec<Open> = Vec::new();
    let mut anchors: Vec<(usize, Node)> = Vec::new();
    let mut root = None;
    let mut repeated = 0;
    while let Some(event) = events.next_event() {
        let (event, span) =
            event.map_err(|error| (at(*error.marker(), *error.marker()), error.info().to_owned()))?;
        let place = place_of(&span);
        let (node, anchor) = match event {
            Event::Scalar(text, style, anchor, _) => {
                let plain = style == ScalarStyle::Plain;
                (Node { kind: Kind::Scalar { text: text.into_owned(), plain }, place }, anchor)
            }
            Event::Alias(id) => {
                let node = anchors.iter().find(|(own, _)| *own == id).map(|(_, node)| node.clone());
                let node = node.ok_or_else(|| (place, "there is no such anchor before it".to_owned()))?;
                let (count, depth) = node.extent();
                repeated += count;
                if repeated > MOST_REPEATED || open.len() + depth > DEEPEST {
                    return Err((place, "its aliases repeat too much".to_owned()));
                }
                (node, 0)
            }
            Event::SequenceStart(anchor, _) => {
                open.push(Open { node: Node { kind: Kind::List(Vec::new()), place }, key: None, anchor });
                continue;
            }
            Event::MappingStart(anchor, _) => {
                open.push(Open { node: Node { kind: Kind::Map(Vec::new()), place }, key: None, anchor });
                continue;
            }
            Event::SequenceEnd | Event::MappingEnd => match open.pop() {
                Some(closed) => (closed.node, closed.anchor),
                None => continue,
            },
            Event::DocumentStart(_) if root.is_some() => {
                return Err((place, "a spec is one document".to_owned()));
            }
            _ => continue,
        };
        if open.len() > DEEPEST {
            return Err((place, format!("the text nests deeper than {DEEPEST} levels")));
        }
        if anchor > 0 {
            anchors.push((anchor, node.clone()));
        }
        match open.last_mut() {
            Some(parent) => parent.add(node),
            None => root = Some(node),
        }
    }
    root.ok_or_else(|| (Place { line: 1, column: 1, length: 1 }, "the file is empty".to_owned()))
}

/// A list or a mapping whose end has not come yet.
struct Open {
    node: Node,
    key: Option<Node>,
    anchor: usize,
}

impl Open {
    fn add(&mut self, node: Node) {
        match (&mut self.node.kind, self.key.take()) {
            (Kind::List(items), _) => items.push(node),
            (Kind::Map(pairs), Some(key)) => pairs.push((key, node)),
            (Kind::Map(_), None) => self.key = Some(node),
            (Kind::Scalar { .. }, _) => {}
        }
    }
}

fn place_of(span: &Span) -> Place {
    at(span.start, span.end)
}

fn at(start: saphyr_parser::Marker, end: saphyr_parser::Marker) -> Place {
    let length = if end.line() == start.line() { end.col().saturating_sub(start.col()) } else { 1 };
    Place { line: start.line().max(1), column: start.col() + 1, length: length.max(1) }
}

/// The places of one text; it is read once, however many are looked up.
#[derive(Debug)]
pub struct Places<'t> {
    text: &'t str,
    root: Result<Node, Place>,
}

impl<'t> Places<'t> {
    /// Reads a text with places.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        Self { text, root: parse(text).map_err(|(place, _)| place) }
    }

    /// The place of the node that a path leads to, or of the nearest one before it.
    #[must_use]
    pub fn find(&self, path: &At) -> Place {
        match &self.root {
            Ok(root) => find(root, self.text, path),
            Err(place) => *place,
        }
    }
}

/// A line of a text, counted from one, without its end.
#[must_use]
pub fn line(text: &str, number: usize) -> &str {
    // A carriage return ends a line for YAML, alone too.
    let mut rest = text;
    for _ in 1..number {
        let Some(end) = rest.find(['\n', '\r']) else { return "" };
        let length = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        rest = &rest[end + length..];
    }
    &rest[..rest.find(['\n', '\r']).unwrap_or(rest.len())]
}

fn find(root: &Node, text: &str, path: &At) -> Place {
    let mut node = root;
    let mut place = Place { length: 1, ..node.place };
    for (depth, step) in path.steps().iter().enumerate() {
        let is_last = depth + 1 == path.steps().len();
        let next = match &node.kind {
            Kind::Map(pairs) => {
                pairs.iter().rev().find(|(key, _)| key.text() == Some(step)).map(|(key, value)| {
                    let whole = is_last && path.of_key
                        || !matches!(value.kind, Kind::Scalar { .. })
                        || value.is_nothing();
                    (value, if whole { key.place } else { value.place })
                })
            }
            Kind::List(items) => {
                step.parse::<usize>().ok().and_then(|index| items.get(index)).map(|item| (item, item.place))
            }
            Kind::Scalar { .. } => None,
        };
        let Some((found, its_place)) = next else {
            return place;
        };
        (node, place) = (found, its_place);
    }
    if let (Some((start, end)), Kind::Scalar { text: own, .. }) = (path.part, &node.kind) {
        place = part(place, own, text, start, end);
    }
    place
}

/// Narrows a scalar's place to a part of its text, where the text stands in the
/// file as it is.
fn part(place: Place, own: &str, text: &str, start: usize, end: usize) -> Place {
    let from_place: String = line(text, place.line).chars().skip(place.column - 1).collect();
    let (Some(offset), Some(before), Some(inside)) =
        (from_place.find(own), own.get(..start), own.get(start..end))
    else {
        return place;
    };
    let column = place.column + from_place[..offset].chars().count() + before.chars().count();
    Place { line: place.line, column, length: inside.chars().count().max(1) }
}

impl Node {
    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            Kind::List(_) | Kind::Map(_) => None,
        }
    }

    /// How many nodes it is made of, and how many levels deep.
    fn extent(&self) -> (usize, usize) {
        let inner: Vec<&Self> = match &self.kind {
            Kind::Scalar { .. } => Vec::new(),
            Kind::List(items) => items.iter().collect(),
            Kind::Map(pairs) => pairs.iter().flat_map(|(key, value)| [key, value]).collect(),
        };
        let extents = inner.into_iter().map(Self::extent);
        let (count, depth) = extents.fold((0, 0), |(count, depth), own| (count + own.0, depth.max(own.1)));
        (count + 1, depth + 1)
    }

    /// Whether nothing stands here, as behind a key without a value.
    pub(super) fn is_nothing(&self) -> bool {
        matches!(&self.kind, Kind::Scalar { text, plain: true } if matches!(text.as_str(), "" | "~" | "null"))
    }
}
