//! What can be wrong with a message, as values.

use std::fmt;

use crate::walk::Breach;

/// A message, or a part of one, that cannot be read.
///
/// Shows itself as one line: the path of the member, what was expected, what
/// was found, and the position in the body where it is known.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct DecodeError {
    kind: Box<DecodeErrorKind>,
    path: String,
    position: Option<Position>,
}

/// A place in a body.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub struct Position {
    /// Counted from one.
    pub line: usize,
    /// Bytes into the line, counted from one.
    pub column: usize,
}

impl Position {
    /// The place of the byte at `offset` in `body`.
    #[must_use]
    pub fn of(body: &[u8], offset: usize) -> Self {
        let before = &body[..offset.min(body.len())];
        let line_start = before.iter().rposition(|&byte| byte == b'\n').map_or(0, |at| at + 1);
        Self {
            line: before.iter().filter(|&&byte| byte == b'\n').count() + 1,
            column: before.len() - line_start + 1,
        }
    }
}

/// In which way a message cannot be read.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum DecodeErrorKind {
    /// The bytes do not follow the encoding's grammar.
    Syntax(String),
    /// A value is of the wrong kind.
    Invalid {
        /// What the spec says.
        expected: &'static str,
        /// What stands there.
        found: String,
    },
    /// A member without which the record cannot be read.
    Missing(&'static str),
    /// A member that may come once came again.
    Repeated,
    /// The document's root is another element.
    Root {
        /// The root of the spec, `{namespace}local`.
        expected: String,
        /// The root that came.
        found: String,
    },
    /// The envelope is of no version of SOAP that there is.
    EnvelopeVersion {
        /// The namespace of the envelope.
        found: String,
    },
    /// A header that must be understood, and is not.
    NotUnderstood {
        /// The header's local name.
        header: String,
    },
    /// A value does not keep a limit of the page.
    OutOfLimits(Breach),
    /// Values nest deeper than the reader goes.
    TooDeep {
        /// The depth at which the reader stops.
        limit: usize,
    },
    /// There are more values than the reader takes.
    TooMany {
        /// The number at which the reader stops.
        limit: usize,
    },
}

impl DecodeError {
    /// An error at a path.
    #[must_use]
    pub fn new(kind: DecodeErrorKind, path: String) -> Self {
        Self { kind: Box::new(kind), path, position: None }
    }

    /// Bytes that do not follow the encoding's grammar.
    #[must_use]
    pub fn syntax(message: impl Into<String>) -> Self {
        Self::new(DecodeErrorKind::Syntax(message.into()), String::new())
    }

    /// Adds the position in the body.
    #[must_use]
    pub fn at(mut self, position: Position) -> Self {
        self.position = Some(position);
        self
    }

    /// The same error of a document inside a message, at a path of the message. Where in
    /// the document the grammar breaks is said in words, as it is no place in the body.
    pub(crate) fn inside(mut self, path: String) -> Self {
        if self.path.is_empty() {
            self.path = path;
        }
        if let (DecodeErrorKind::Syntax(message), Some(Position { line, column })) =
            (&mut *self.kind, self.position)
        {
            *message += &format!(", line {line}, column {column} of the text");
        }
        self.position = None;
        self
    }

    /// What is wrong.
    #[must_use]
    pub fn kind(&self) -> &DecodeErrorKind {
        &self.kind
    }

    /// The path of the member, such as `Errors[0].Code`; empty for the whole message.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.path
    }

    /// Where in the body, if the codec knows.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        self.position
    }
}

impl fmt::Display for DecodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let DecodeErrorKind::OutOfLimits(breach) = &*self.kind {
            return breach.fmt(f);
        }
        if !self.path.is_empty() {
            write!(f, "`{}`: ", self.path.escape_debug())?;
        }
        match &*self.kind {
            DecodeErrorKind::OutOfLimits(_) => {}
            DecodeErrorKind::Syntax(message) => f.write_str(message)?,
            DecodeErrorKind::Invalid { expected, found } => {
                write!(f, "expected {expected}, found {}", Excerpt(found))?;
            }
            DecodeErrorKind::Missing(name) => write!(f, "`{name}` is missing")?,
            DecodeErrorKind::Repeated => f.write_str("stands more than once")?,
            DecodeErrorKind::Root { expected, found } => {
                write!(f, "expected the element {expected}, found {}", found.escape_debug())?;
            }
            DecodeErrorKind::EnvelopeVersion { found } => {
                write!(f, "there is no version of SOAP with the namespace {}", Excerpt(found))?;
            }
            DecodeErrorKind::NotUnderstood { header } => {
                write!(f, "the header {} must be understood, and is not", Excerpt(header))?;
            }
            DecodeErrorKind::TooDeep { limit } => {
                write!(f, "nests deeper than {limit} levels")?;
            }
            DecodeErrorKind::TooMany { limit } => {
                write!(f, "holds more than {limit} values")?;
            }
        }
        if let Some(Position { line, column }) = self.position {
            write!(f, " (line {line}, column {column})")?;
        }
        Ok(())
    }
}

impl std::error::Error for DecodeError {}

/// The beginning of a text that a peer sent, escaped, so that it can stand in a log line.
pub(crate) struct Excerpt<'a>(pub(crate) &'a str);

impl fmt::Display for Excerpt<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        const MOST: usize = 60;
        let mut rest = self.0.chars();
        let start: String = rest.by_ref().take(MOST).collect();
        let more = if rest.next().is_some() { "…" } else { "" };
        write!(f, "`{}{more}`", start.escape_debug())
    }
}

/// A value that an encoding cannot carry.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct EncodeError(Box<Unwritten>);

/// In a box, so that a result that may hold it fits into a register.
#[derive(Clone, Debug, Eq, PartialEq)]
struct Unwritten {
    message: String,
    path: String,
    breach: Option<Breach>,
}

impl EncodeError {
    /// An error that says what cannot be written and why.
    #[must_use]
    pub fn new(message: impl Into<String>) -> Self {
        Self(Box::new(Unwritten { message: message.into(), path: String::new(), breach: None }))
    }

    /// The error of a value that does not keep a limit of the page.
    #[must_use]
    pub fn out_of_limits(breach: Breach) -> Self {
        Self(Box::new(Unwritten { message: String::new(), path: breach.path.clone(), breach: Some(breach) }))
    }

    /// The limit that the value does not keep, if that is why it cannot be written.
    #[must_use]
    pub fn breach(&self) -> Option<&Breach> {
        self.0.breach.as_ref()
    }

    /// Puts a member in front of the path, on the way out of it.
    #[must_use]
    pub fn within(mut self, member: &str) -> Self {
        let dot = if self.0.path.is_empty() { "" } else { "." };
        self.0.path = format!("{member}{dot}{}", self.0.path);
        self
    }

    /// The path of the member.
    #[must_use]
    pub fn path(&self) -> &str {
        &self.0.path
    }
}

impl fmt::Display for EncodeError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(breach) = &self.0.breach {
            return breach.fmt(f);
        }
        if !self.0.path.is_empty() {
            write!(f, "`{}`: ", self.0.path.escape_debug())?;
        }
        f.write_str(&self.0.message)
    }
}

impl std::error::Error for EncodeError {}
