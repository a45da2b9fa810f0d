//! The small pull interface that reading stands on, over quick-xml's plain reader.
//!
//! quick-xml cuts the text into tags and the text between them; that a document
//! is well-formed, and what its names mean, is decided here. This is the only
//! file that knows quick-xml.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::Event;

use super::scope::{Namespace, Scope};
use super::write::DECLARATION;
use super::{chars, prolog, tag};
use crate::error::{DecodeError, DecodeErrorKind, Excerpt, Position};
use crate::walk::Bounds;

/// How many attributes an element may have, as each is compared with the others.
const MOST_ATTRIBUTES: usize = 256;

/// What comes next in a document.
#[derive(Debug)]
pub(crate) enum Node<'a> {
    /// An element begins; [`Pull`] tells about it until the next node is asked for.
    Start,
    /// Some text of the innermost open element; it comes in pieces.
    Text(Cow<'a, str>),
    /// The innermost open element ends.
    End,
    /// The document ends.
    Eof,
}

/// What is wrong with a document, and at which byte.
#[derive(Debug)]
pub(crate) struct Broken {
    /// In a box, as every step hands out a node or this.
    kind: Box<DecodeErrorKind>,
    offset: usize,
}

impl Broken {
    pub(crate) fn new(kind: DecodeErrorKind, offset: usize) -> Self {
        Self { kind: Box::new(kind), offset }
    }

    /// The error for callers: `text` is the whole document, `path` that of the member being read.
    pub(crate) fn into_error(self, text: &str, path: String) -> DecodeError {
        DecodeError::new(*self.kind, path).at(Position::of(text.as_bytes(), self.offset))
    }
}

/// An attribute that declares no namespace.
#[derive(Clone, Debug)]
pub(crate) struct Attribute<'a> {
    pub(super) namespace: Namespace,
    pub(crate) local: &'a str,
    pub(crate) value: Cow<'a, str>,
    pub(crate) offset: usize,
}

/// The start tag that was read last.
#[derive(Clone, Copy, Debug)]
pub(super) struct Tag<'a> {
    pub(super) namespace: Namespace,
    /// The name as it stands, with its prefix.
    pub(super) name: &'a str,
    pub(super) local: &'a str,
}

/// A document, read from its beginning to its end. A copy looks ahead.
#[derive(Clone)]
pub(crate) struct Pull<'a> {
    pub(super) text: &'a str,
    reader: Reader<&'a [u8]>,
    pub(super) scope: Scope<'a>,
    /// For each open element, how many declarations were in scope around it.
    pub(super) open: Vec<usize>,
    pub(super) tag: Tag<'a>,
    pub(super) attributes: Vec<Attribute<'a>>,
    /// Where the node that was read last begins.
    pub(super) offset: usize,
    /// Whether the last tag was `<Name />`, so that its end comes without being read.
    closing: bool,
    rooted: bool,
    bounds: Bounds,
    /// How many elements and attributes there were so far.
    members: usize,
}

impl<'a> Pull<'a> {
    pub(crate) fn new(text: &'a str, bounds: Bounds) -> Result<Self, Broken> {
        if let Some((offset, c)) = chars::first_illegal(text) {
            let message = format!("XML has no character U+{:04X}", u32::from(c));
            return Err(Broken::new(DecodeErrorKind::Syntax(message), offset));
        }
        // quick-xml would pass over a second byte order mark without counting it.
        if text.starts_with('\u{feff}') {
            let message = "a byte order mark stands inside the document";
            return Err(Broken::new(DecodeErrorKind::Syntax(message.to_owned()), 0));
        }
        let mut reader = Reader::from_str(text);
        reader.config_mut().enable_all_checks(true);
        let tag = Tag { namespace: Namespace::NONE, name: "", local: "" };
        Ok(Self {
            text,
            reader,
            scope: Scope::new(),
            open: Vec::with_capacity(8),
            tag,
            attributes: Vec::new(),
            offset: 0,
            closing: false,
            rooted: false,
            bounds,
            members: 0,
        })
    }

    /// How many elements and attributes there were so far.
    pub(crate) fn members(&self) -> usize {
        self.members
    }

    /// Where the next node begins.
    #[inline]
    pub(crate) fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).map_or(self.text.len(), |at| at.min(self.text.len()))
    }

    /// The next node.
    pub(crate) fn next(&mut self) -> Result<Node<'a>, Broken> {
        if std::mem::take(&mut self.closing) {
            return Ok(self.end());
        }
        loop {
            if let Some(node) = self.event()? {
                return Ok(node);
            }
        }
    }

    /// One event of quick-xml; `None` for one that means nothing here.
    fn event(&mut self) -> Result<Option<Node<'a>>, Broken> {
        self.offset = self.position();
        let event = self.reader.read_event().map_err(|error| self.refused(&error))?;
        // Events do not lend their names for the life of the text, the text itself does.
        let raw = self.text.get(self.offset..self.position()).unwrap_or_default();
        match event {
            Event::Start(_) => self.start(inside(raw, "<", ">"), false).map(Some),
            Event::Empty(_) => self.start(inside(raw, "<", "/>"), true).map(Some),
            Event::End(_) => Ok(Some(self.end())),
            Event::Text(_) => self.characters(raw),
            Event::CData(_) => self.section(inside(raw, "<![CDATA[", "]]>")).map(Some),
            Event::GeneralRef(_) => self.reference(inside(raw, "&", ";")).map(Some),
            Event::Comment(_) => Ok(None),
            Event::PI(_) => self.instruction(inside(raw, "<?", "?>")),
            Event::Decl(_) => self.declaration(inside(raw, "<?", "?>")),
            Event::DocType(_) => Err(self.syntax("a document type is not read")),
            Event::Eof => self.eof().map(Some),
        }
    }

    fn start(&mut self, raw: &'a str, empty: bool) -> Result<Node<'a>, Broken> {
        if self.open.is_empty() && self.rooted {
            return Err(self.syntax("a second element stands after the root"));
        }
        if self.open.len() >= self.bounds.nesting {
            return Err(Broken::new(self.bounds.too_deep(), self.offset));
        }
        let (name, attributes) = tag::name(raw);
        let Some((prefix, local)) = chars::qualified(name) else {
            return Err(self.syntax(format!("{} is no element name", Excerpt(name))));
        };
        self.rooted = true;
        self.open.push(self.scope.len());
        self.closing = empty;
        self.read_attributes(attributes)?;
        self.members += 1 + self.attributes.len();
        if self.members > self.bounds.members {
            return Err(Broken::new(self.bounds.too_many(), self.offset));
        }
        let namespace = self.scope.element(prefix).ok_or_else(|| self.unbound(prefix, self.offset))?;
        self.tag = Tag { namespace, name, local };
        Ok(Node::Start)
    }

    /// Takes the declarations of a tag into scope, then gives its other attributes their namespaces.
    fn read_attributes(&mut self, mut tag: tag::Attributes<'a>) -> Result<(), Broken> {
        self.attributes.clear();
        let first = self.scope.len();
        // Almost always empty; a prefix may be declared behind its use.
        let mut prefixed = Vec::new();
        loop {
            let start = self.offset + 1;
            let wrong = |(message, at): tag::Wrong| Broken::new(DecodeErrorKind::Syntax(message), start + at);
            let Some(raw) = tag.next().map_err(wrong)? else { break };
            let offset = start + raw.offset;
            let declared = match (raw.prefix, raw.local) {
                ("", "xmlns") => Some(""),
                ("xmlns", prefix) => Some(prefix),
                _ => None,
            };
            if let Some(prefix) = declared {
                self.scope
                    .declare(prefix, raw.value, first)
                    .map_err(|message| wrong((message, raw.offset)))?;
                continue;
            }
            if self.attributes.len() >= MOST_ATTRIBUTES {
                return Err(self.syntax(format!("an element has more than {MOST_ATTRIBUTES} attributes")));
            }
            if !raw.prefix.is_empty() {
                prefixed.push((self.attributes.len(), raw.prefix));
            }
            let namespace = Namespace::NONE;
            self.attributes.push(Attribute { namespace, local: raw.local, value: raw.value, offset });
        }
        for (index, prefix) in prefixed {
            let attribute = &mut self.attributes[index];
            match self.scope.attribute(prefix) {
                Some(namespace) => attribute.namespace = namespace,
                None => {
                    let offset = attribute.offset;
                    return Err(self.unbound(prefix, offset));
                }
            }
        }
        self.repeated()
    }

    fn repeated(&self) -> Result<(), Broken> {
        for (index, attribute) in self.attributes.iter().enumerate() {
            let same = |other: &Attribute<'_>| {
                other.local == attribute.local
                    && self.attribute_namespace(other) == self.attribute_namespace(attribute)
            };
            if self.attributes.iter().take(index).any(same) {
                let message = format!("the attribute `{}` stands twice", attribute.local);
                return Err(Broken::new(DecodeErrorKind::Syntax(message), attribute.offset));
            }
        }
        Ok(())
    }

    fn end(&mut self) -> Node<'a> {
        if let Some(around) = self.open.pop() {
            self.scope.leave(around);
        }
        Node::End
    }

    fn characters(&self, raw: &'a str) -> Result<Option<Node<'a>>, Broken> {
        if self.open.is_empty() {
            return if chars::is_space(raw) { Ok(None) } else { Err(self.outside()) };
        }
        // The single character is found sooner, and most texts are without it.
        if raw.contains('>') && raw.contains("]]>") {
            return Err(self.syntax("`]]>` stands in a text"));
        }
        Ok(Some(Node::Text(chars::lines(raw))))
    }

    fn section(&self, raw: &'a str) -> Result<Node<'a>, Broken> {
        if self.open.is_empty() { Err(self.outside()) } else { Ok(Node::Text(chars::lines(raw))) }
    }

    fn reference(&self, name: &str) -> Result<Node<'a>, Broken> {
        if self.open.is_empty() {
            return Err(self.outside());
        }
        match chars::reference(name) {
            Some(c) => Ok(Node::Text(Cow::Owned(c.into()))),
            None => Err(self.syntax(chars::unknown(name))),
        }
    }

    fn instruction(&self, raw: &str) -> Result<Option<Node<'a>>, Broken> {
        match prolog::target(raw) {
            Ok(()) => Ok(None),
            Err(target) => Err(self.syntax(format!("{} names no processing instruction", Excerpt(target)))),
        }
    }

    fn declaration(&self, raw: &str) -> Result<Option<Node<'a>>, Broken> {
        if self.offset > 0 {
            return Err(self.syntax("the XML declaration does not stand first"));
        }
        if raw != inside(DECLARATION, "<?", "?>") && !prolog::is_declaration(raw) {
            return Err(self.syntax("the XML declaration is broken"));
        }
        Ok(None)
    }

    fn eof(&self) -> Result<Node<'a>, Broken> {
        if !self.open.is_empty() {
            return Err(self.syntax("the document stops inside an element"));
        }
        if !self.rooted {
            return Err(self.syntax("the document has no root element"));
        }
        Ok(Node::Eof)
    }

    fn refused(&self, error: &quick_xml::Error) -> Broken {
        let offset = usize::try_from(self.reader.error_position()).unwrap_or(self.offset);
        Broken::new(DecodeErrorKind::Syntax(format!("not XML: {error}")), offset.max(self.offset))
    }

    fn outside(&self) -> Broken {
        self.syntax("text stands outside the root element")
    }

    fn unbound(&self, prefix: &str, offset: usize) -> Broken {
        Broken::new(DecodeErrorKind::Syntax(format!("the prefix `{prefix}` is not declared")), offset)
    }

    fn syntax(&self, message: impl Into<String>) -> Broken {
        Broken::new(DecodeErrorKind::Syntax(message.into()), self.offset)
    }
}

/// What stands between the marks that quick-xml has found at both ends.
fn inside<'a>(raw: &'a str, start: &str, end: &str) -> &'a str {
    raw.strip_prefix(start).and_then(|raw| raw.strip_suffix(end)).unwrap_or_default()
}
