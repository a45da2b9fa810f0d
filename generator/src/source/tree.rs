//! A YAML text as a tree in which every node knows its place.

use std::collections::HashMap;

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
    Map(Pairs),
}

/// The keys of a mapping and what stands behind them, repeated ones too.
#[derive(Clone, Debug, Default)]
pub(super) struct Pairs {
    pub(super) all: Vec<(Node, Node)>,
    /// Where each key stands last; a service may have thousands.
    by_text: HashMap<String, usize>,
}

impl Pairs {
    fn add(&mut self, key: Node, value: Node) {
        if let Some(text) = key.text() {
            self.by_text.insert(text.to_owned(), self.all.len());
        }
        self.all.push((key, value));
    }

    fn get(&self, text: &str) -> Option<&(Node, Node)> {
        self.by_text.get(text).map(|&index| &self.all[index])
    }
}

/// Texts nest no deeper than this.
const DEEPEST: usize = 64;

/// Aliases repeat no more nodes than this, all of them together.
const MOST_REPEATED: usize = 100_000;

/// Reads the first document of a text.
pub(super) fn parse(text: &str) -> Result<Node, (Place, String)> {
    let mut events = Parser::new_from_str(text);
    let mut open: Vec<Open> = Vec::new();
    let mut anchors: HashMap<usize, Node> = HashMap::new();
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
                let node = anchors.get(&id).cloned();
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
                open.push(Open {
                    node: Node { kind: Kind::Map(Pairs::default()), place },
                    key: None,
                    anchor,
                });
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
            anchors.insert(anchor, node.clone());
        }
        match open.last_mut() {
            Some(parent) => parent.add(node),
            None => root = Some(node),
        }
    }
    root.ok_or_else(|| (Place { line: 1, column: 1, length: 1 }, "the file is empty".to_owned()))
}

/// The words of `include` in a text, for who has to find the files.
#[must_use]
pub fn includes(text: &str) -> Vec<String> {
    // Few specs have any, and most need not be read twice.
    if !text.contains("include") {
        return Vec::new();
    }
    let root = parse(text).ok();
    let words = root.as_ref().and_then(|root| root.step("include")).map(|(_, words)| &words.kind);
    match words {
        Some(Kind::List(words)) => words.iter().filter_map(Node::text).map(str::to_owned).collect(),
        _ => Vec::new(),
    }
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
            (Kind::Map(pairs), Some(key)) => pairs.add(key, node),
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
    lines: Vec<&'t str>,
    root: Result<Node, Place>,
}

impl<'t> Places<'t> {
    /// Reads a text with places.
    #[must_use]
    pub fn of(text: &'t str) -> Self {
        let root = parse(text).map_err(|(place, _)| place);
        Self { lines: lines(text), root }
    }

    /// A line of the text, counted from one, without its end.
    #[must_use]
    pub fn line(&self, number: usize) -> &'t str {
        number.checked_sub(1).and_then(|index| self.lines.get(index)).copied().unwrap_or_default()
    }

    /// The place of the node that a path leads to, or of the nearest one before it.
    #[must_use]
    pub fn find(&self, path: &At) -> Place {
        match &self.root {
            Ok(root) => self.below(root, path),
            Err(place) => *place,
        }
    }

    /// How many steps of a path there are in the text.
    pub(super) fn reached(&self, path: &At) -> usize {
        let mut node = self.root.as_ref().ok();
        let steps = path.steps().iter();
        let there = steps.take_while(|step| {
            node = node.and_then(|node| node.step(step)).map(|(_, below)| below);
            node.is_some()
        });
        there.count()
    }

    fn below(&self, root: &Node, path: &At) -> Place {
        let mut node = root;
        let mut place = Place { length: 1, ..node.place };
        for (depth, step) in path.steps().iter().enumerate() {
            let is_last = depth + 1 == path.steps().len();
            let Some((key, value)) = node.step(step) else {
                return place;
            };
            let whole =
                is_last && path.of_key || !matches!(value.kind, Kind::Scalar { .. }) || value.is_nothing();
            place = key.filter(|_| whole).unwrap_or(value).place;
            node = value;
        }
        if let (Some((start, end)), Kind::Scalar { text, .. }) = (path.part, &node.kind) {
            place = self.part(place, text, start, end);
        }
        place
    }

    /// Narrows a scalar's place to a part of its text, where the text stands in the
    /// file as it is.
    fn part(&self, place: Place, own: &str, start: usize, end: usize) -> Place {
        let from_place: String = self.line(place.line).chars().skip(place.column - 1).collect();
        let (Some(offset), Some(before), Some(inside)) =
            (from_place.find(own), own.get(..start), own.get(start..end))
        else {
            return place;
        };
        let column = place.column + from_place[..offset].chars().count() + before.chars().count();
        Place { line: place.line, column, length: inside.chars().count().max(1) }
    }
}

/// The lines of a text, without their ends.
fn lines(text: &str) -> Vec<&str> {
    // A carriage return ends a line for YAML, alone too.
    let mut lines = Vec::new();
    let mut rest = text;
    while let Some(end) = rest.find(['\n', '\r']) {
        let length = if rest[end..].starts_with("\r\n") { 2 } else { 1 };
        lines.push(&rest[..end]);
        rest = &rest[end + length..];
    }
    lines.push(rest);
    lines
}

impl Node {
    pub(super) fn text(&self) -> Option<&str> {
        match &self.kind {
            Kind::Scalar { text, .. } => Some(text),
            Kind::List(_) | Kind::Map(_) => None,
        }
    }

    /// The node behind a key, and the key; or an item of a list.
    fn step(&self, step: &str) -> Option<(Option<&Self>, &Self)> {
        match &self.kind {
            Kind::Map(pairs) => pairs.get(step).map(|(key, value)| (Some(key), value)),
            Kind::List(items) => Some((None, items.get(step.parse::<usize>().ok()?)?)),
            Kind::Scalar { .. } => None,
        }
    }

    /// How many nodes it is made of, and how many levels deep.
    fn extent(&self) -> (usize, usize) {
        let inner: Vec<&Self> = match &self.kind {
            Kind::Scalar { .. } => Vec::new(),
            Kind::List(items) => items.iter().collect(),
            Kind::Map(pairs) => pairs.all.iter().flat_map(|(key, value)| [key, value]).collect(),
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
