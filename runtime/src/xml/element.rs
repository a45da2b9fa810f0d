//! What a document tells about the element that was read last, and going through its content.

use std::borrow::Cow;

use super::pull::{Attribute, Broken, Node, Pull};
use super::{XSI, chars};
use crate::error::DecodeErrorKind;

impl<'a> Pull<'a> {
    /// The whole document.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Where the last node begins.
    pub(crate) fn offset(&self) -> usize {
        self.offset
    }

    /// How many elements are open.
    pub(crate) fn depth(&self) -> usize {
        self.open.len()
    }

    /// The namespace of the element that began last.
    pub(crate) fn namespace(&self) -> &str {
        self.scope.uri(self.tag.namespace)
    }

    /// The local name of the element that began last.
    pub(crate) fn local(&self) -> &'a str {
        self.tag.local
    }

    /// The name of the element that began last, with its prefix.
    pub(crate) fn name(&self) -> &'a str {
        self.tag.name
    }

    /// The expanded name of the element that began last, for messages.
    pub(crate) fn expanded(&self) -> String {
        format!("{{{}}}{}", self.namespace(), self.local())
    }

    /// How many declarations are in scope.
    pub(crate) fn declarations(&self) -> usize {
        self.scope.len()
    }

    /// The prefixes of the declarations from `first` on; the empty one is the default namespace.
    pub(crate) fn prefixes(&self, first: usize) -> impl Iterator<Item = &'a str> + '_ {
        self.scope.prefixes(first)
    }

    /// What a prefix stands for at this place; empty for nothing.
    pub(crate) fn resolve(&self, prefix: &str) -> &str {
        self.scope.element(prefix).map_or("", |namespace| self.scope.uri(namespace))
    }

    /// Whether the element that began last takes its namespace from one of the
    /// first `outer` declarations by having no prefix.
    pub(crate) fn is_default_of(&self, outer: usize) -> bool {
        self.tag.name.len() == self.tag.local.len() && self.tag.namespace.is_outside(outer)
    }

    /// The attributes of the element that began last.
    pub(crate) fn attributes(&self) -> &[Attribute<'a>] {
        &self.attributes
    }

    /// The attributes of the element that began last, handed over.
    pub(crate) fn take_attributes(&mut self) -> Vec<Attribute<'a>> {
        std::mem::take(&mut self.attributes)
    }

    /// Takes an attribute off the element that began last.
    pub(crate) fn take_attribute(
        &mut self,
        namespace: &str,
        is_local: impl Fn(&str) -> bool,
    ) -> Option<Cow<'a, str>> {
        let is = |own: &Attribute<'_>| is_local(own.local) && self.attribute_namespace(own) == namespace;
        let index = self.attributes.iter().position(is)?;
        Some(self.attributes.remove(index).value)
    }

    /// What the prefix of a name in a value stands for; `None` for one that is not declared.
    pub(crate) fn bound(&self, prefix: &str) -> Option<&str> {
        self.scope.element(prefix).map(|namespace| self.scope.uri(namespace))
    }

    pub(crate) fn attribute_namespace(&self, attribute: &Attribute<'_>) -> &str {
        self.scope.uri(attribute.namespace)
    }

    /// Whether the element that began last says that it is null (XML Schema 1.1 part 1, section 2.7.2).
    pub(crate) fn is_nil(&self) -> Result<bool, Broken> {
        let is_nil = |attribute: &&Attribute<'_>| {
            attribute.local == "nil" && self.attribute_namespace(attribute) == XSI
        };
        let Some(nil) = self.attributes.iter().find(is_nil) else {
            return Ok(false);
        };
        match nil.value.trim_ascii() {
            "true" | "1" => Ok(true),
            "false" | "0" => Ok(false),
            other => {
                let kind = DecodeErrorKind::Invalid { expected: "a boolean", found: other.to_owned() };
                Err(Broken::new(kind, nil.offset))
            }
        }
    }

    /// Goes to the next child of the innermost open element, or closes that element.
    pub(crate) fn child(&mut self) -> Result<bool, Broken> {
        loop {
            match self.next()? {
                Node::Start => return Ok(true),
                Node::Text(text) => self.between(&text)?,
                Node::End | Node::Eof => return Ok(false),
            }
        }
    }

    /// Checks a text that came where only elements may stand.
    pub(crate) fn between(&self, text: &str) -> Result<(), Broken> {
        if chars::is_space(text) {
            return Ok(());
        }
        let kind = DecodeErrorKind::Invalid { expected: "elements", found: text.to_owned() };
        Err(Broken::new(kind, self.offset))
    }

    /// The content of the innermost open element, which holds no elements, and its end.
    pub(crate) fn content(&mut self) -> Result<Cow<'a, str>, Broken> {
        let mut content = Cow::Borrowed("");
        loop {
            match self.next()? {
                Node::Text(piece) if content.is_empty() => content = piece,
                Node::Text(piece) => content.to_mut().push_str(&piece),
                Node::End | Node::Eof => return Ok(content),
                Node::Start => {
                    let found = format!("<{}>", self.name());
                    let kind = DecodeErrorKind::Invalid { expected: "a text", found };
                    return Err(Broken::new(kind, self.offset));
                }
            }
        }
    }

    /// Goes on until fewer than `depth` elements are open.
    pub(crate) fn close(&mut self, depth: usize) -> Result<(), Broken> {
        while self.open.len() >= depth {
            if let Node::Eof = self.next()? {
                break;
            }
        }
        Ok(())
    }

    /// Checks that nothing but comments, instructions and white space follows.
    pub(crate) fn finish(&mut self) -> Result<(), Broken> {
        self.close(0)
    }
}
