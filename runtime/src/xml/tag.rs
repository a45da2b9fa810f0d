//! Splitting a start tag, or what looks like one, into its name and its attributes.

use std::borrow::Cow;

use super::chars;

/// One attribute as it stands, its value read.
#[derive(Debug)]
pub(super) struct RawAttribute<'a> {
    pub(super) prefix: &'a str,
    pub(super) local: &'a str,
    pub(super) value: Cow<'a, str>,
    /// Where the attribute's name begins in the tag.
    pub(super) offset: usize,
}

/// What is wrong with a tag, and where in it.
pub(super) type Wrong = (String, usize);

/// The attributes that follow in a tag.
pub(super) struct Attributes<'a> {
    tag: &'a str,
    at: usize,
}

/// Splits off the name of a tag, which stands between `<` and `>` or `/>`.
pub(super) fn name(tag: &str) -> (&str, Attributes<'_>) {
    let at = tag.bytes().position(chars::is_space_byte).unwrap_or(tag.len());
    (&tag[..at], Attributes { tag, at })
}

impl<'a> Attributes<'a> {
    /// The next attribute; `None` at the end of the tag.
    pub(super) fn next(&mut self) -> Result<Option<RawAttribute<'a>>, Wrong> {
        let spaced = self.skip_space();
        let offset = self.at;
        if self.rest().is_empty() {
            return Ok(None);
        }
        if !spaced {
            return Err(self.wrong("no white space before an attribute"));
        }
        let name = self.take_until(|byte| byte == b'=' || chars::is_space_byte(byte));
        let Some((prefix, local)) = chars::qualified(name) else {
            return Err((format!("{} is no attribute name", crate::error::Excerpt(name)), offset));
        };
        let raw = self.value()?;
        let value = chars::attribute(raw).map_err(|message| (message, offset))?;
        Ok(Some(RawAttribute { prefix, local, value, offset }))
    }

    fn value(&mut self) -> Result<&'a str, Wrong> {
        self.skip_space();
        if !self.rest().starts_with('=') {
            return Err(self.wrong("an attribute has no value"));
        }
        self.at += 1;
        self.skip_space();
        let quote = match self.rest().bytes().next() {
            Some(quote @ (b'"' | b'\'')) => quote,
            _ => return Err(self.wrong("the value of an attribute has no quotes")),
        };
        self.at += 1;
        let rest = self.rest();
        let value = &rest[..memchr::memchr(quote, rest.as_bytes()).unwrap_or(rest.len())];
        self.at += value.len();
        if self.rest().is_empty() {
            return Err(self.wrong("the value of an attribute does not end"));
        }
        self.at += 1;
        Ok(value)
    }

    fn rest(&self) -> &'a str {
        // Every step ends behind an ASCII byte or at the end of the tag.
        &self.tag[self.at..]
    }

    fn take_until(&mut self, stops: impl Fn(u8) -> bool) -> &'a str {
        let rest = self.rest();
        let len = rest.bytes().position(stops).unwrap_or(rest.len());
        self.at += len;
        &rest[..len]
    }

    fn skip_space(&mut self) -> bool {
        !self.take_until(|byte| !chars::is_space_byte(byte)).is_empty()
    }

    fn wrong(&self, message: &str) -> Wrong {
        (message.to_owned(), self.at)
    }
}
