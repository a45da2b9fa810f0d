//! The content of an element as a text that means the same elsewhere.

use super::chars;
use super::pull::{Broken, Node, Pull};
use super::write::{EscapeFor, escape_into};
use crate::error::DecodeErrorKind;

/// How many times longer than its source a fragment may become by the
/// declarations added to it, beyond what a few long ones need.
const MOST_GROWTH: usize = 32;
const GROWTH_FOR_FREE: usize = 0x1_0000;

/// A fragment while it is cut out of a document.
struct Fragment {
    /// How many declarations stand around the content.
    outer: usize,
    /// Whether the content is written where there is a default namespace.
    enclosed: bool,
    /// How many elements are open around the content, the holder included.
    depth: usize,
    /// The content as far as it is done.
    out: String,
    /// Where the content begins in the document, and up to where it was copied.
    from: usize,
    copied: usize,
}

/// An element that stands directly in the content.
struct Top<'a> {
    start: usize,
    /// Where declarations can be put in.
    name_end: usize,
    /// The prefixes that it declares itself.
    declares: Vec<&'a str>,
    /// Whether something in it takes its namespace from a default declared outside.
    uses_default: bool,
}

/// Reads the content of the element that began last, and its end.
///
/// What the content's prefixes stand for is declared again on the elements
/// that stand directly in it. Content without elements becomes escaped text.
/// `enclosed` says that the content will be written where there is a default
/// namespace, which what has none must put off.
pub(crate) fn read(pull: &mut Pull<'_>, enclosed: bool) -> Result<String, Broken> {
    let mut fragment = Fragment {
        outer: pull.declarations(),
        enclosed,
        depth: pull.depth(),
        out: String::new(),
        from: pull.position(),
        copied: pull.position(),
    };
    let mut text = String::new();
    let mut elements = false;
    loop {
        match pull.next()? {
            Node::Text(piece) if !elements => text.push_str(&piece),
            Node::Text(_) => {}
            Node::Start => {
                elements = true;
                fragment.element(pull)?;
            }
            Node::End | Node::Eof => break,
        }
    }
    if !elements {
        let mut escaped = String::with_capacity(text.len());
        escape_into(&mut escaped, &text, EscapeFor::Text);
        return Ok(escaped);
    }
    fragment.copy(pull, pull.offset());
    Ok(chars::lines(&fragment.out).into_owned())
}

impl Fragment {
    /// Takes an element that just began, up to its end.
    fn element(&mut self, pull: &mut Pull<'_>) -> Result<(), Broken> {
        let start = pull.offset();
        let mut top = Top {
            start,
            name_end: start + 1 + pull.name().len(),
            declares: pull.prefixes(self.outer).collect(),
            uses_default: pull.is_default_of(self.outer),
        };
        while pull.depth() > self.depth {
            if let Node::Start = pull.next()? {
                top.uses_default |= pull.is_default_of(self.outer);
            }
        }
        let end = pull.position();
        self.copy(pull, top.name_end);
        self.declare(pull, &top, end);
        self.copy(pull, end);
        let source = self.copied.saturating_sub(self.from);
        if self.out.len() > source.saturating_mul(MOST_GROWTH).saturating_add(GROWTH_FOR_FREE) {
            let message = "a fragment needs too many declarations".to_owned();
            return Err(Broken::new(DecodeErrorKind::Syntax(message), start));
        }
        Ok(())
    }

    /// Declares what an element uses from outside.
    fn declare(&mut self, pull: &Pull<'_>, top: &Top<'_>, end: usize) {
        let source = pull.text().get(top.start..end).unwrap_or_default();
        let default = pull.resolve("");
        if top.uses_default && !top.declares.contains(&"") && (self.enclosed || !default.is_empty()) {
            declaration(&mut self.out, "", default);
        }
        let mut done = vec!["", "xml"];
        for prefix in mentioned(source) {
            // Each is looked up once, however often it stands there.
            if done.contains(&prefix) || top.declares.contains(&prefix) {
                continue;
            }
            let namespace = pull.resolve(prefix);
            if !namespace.is_empty() {
                declaration(&mut self.out, prefix, namespace);
            }
            done.push(prefix);
        }
    }

    fn copy(&mut self, pull: &Pull<'_>, to: usize) {
        self.out.push_str(pull.text().get(self.copied..to).unwrap_or_default());
        self.copied = to;
    }
}

fn declaration(out: &mut String, prefix: &str, namespace: &str) {
    let colon = if prefix.is_empty() { "" } else { ":" };
    out.push_str(" xmlns");
    out.push_str(colon);
    out.push_str(prefix);
    out.push_str("=\"");
    escape_into(out, namespace, EscapeFor::Attribute);
    out.push('"');
}

/// What looks like a prefix in the source.
///
/// Names stand in texts and attributes too, such as the value of `xsi:type`,
/// so a declaration too many is the price of none too few.
fn mentioned(source: &str) -> impl Iterator<Item = &str> {
    source.match_indices(':').filter_map(|(at, _)| {
        let (before, _) = source.split_at(at);
        before.rsplit(|c| !chars::continues_name(c)).next()
    })
}
