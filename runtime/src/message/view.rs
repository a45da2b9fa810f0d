//! What a computed value looks at.

use std::borrow::Cow;
use std::cell::Cell;
use std::fmt;

use http::header::HeaderMap;

use super::{BaseUrl, Fresh, PairsOf, TimeForm, single_text};
use crate::form::{self, Pairs};
use crate::walk::{Bounds, PairStyle, Record};

/// What a computed value can look at: the message as it travels.
///
/// On its way out the message has only those parts that are written before the
/// value; the generator lets no expression ask for others.
pub struct View<'a> {
    /// The HTTP method.
    pub method: &'a str,
    /// The operation's name on its page.
    pub operation: &'static str,
    /// The bytes of the body.
    pub body: &'a [u8],
    pub(super) target: Target<'a>,
    pub(super) query: Query<'a>,
    pub(super) headers: Option<&'a HeaderMap>,
    /// The members of the body, as names and values.
    pub(super) form: Form<'a>,
    pub(super) input: Option<&'a dyn Record>,
    /// The texts of inputs as they came.
    pub(super) texts: &'a [(&'static str, String)],
    pub(super) fresh: &'a Fresh<'a>,
    pub(super) held: Option<&'a super::Held>,
    /// What servers have asked the client for.
    pub(super) challenges: Option<&'a super::Challenges>,
    /// Whether the value waits for a question of the server.
    pub(super) waits: Cell<bool>,
    /// What came in the place of the value.
    pub(super) found: Option<&'a str>,
    pub(super) trouble: Cell<Option<&'static str>>,
}

/// Where a message goes.
#[derive(Clone, Copy)]
pub(super) enum Target<'a> {
    /// The address that it is sent to, without the query.
    Sent(&'a str),
    /// The address as a server knows it.
    Received {
        /// What comes before the path, where the server was told.
        base: Option<&'a BaseUrl>,
        /// What the request says of it; mostly nothing.
        scheme: &'a str,
        /// The header `Host`.
        host: &'a str,
        path: &'a str,
    },
}

/// The query, once it is written or while it is.
#[derive(Clone, Copy)]
pub(super) enum Query<'a> {
    Written(&'a str),
    Pairs(&'a Pairs),
}

/// The members of a body.
#[derive(Clone, Copy)]
pub(super) enum Form<'a> {
    /// It has none, or they are not known yet.
    Nothing,
    /// The body itself is a form.
    Body,
    /// These members of a record.
    Members(&'a dyn Record, &'a [usize]),
    /// All members of a record.
    Whole(&'a dyn Record),
}

impl fmt::Debug for View<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("View")
            .field("method", &self.method)
            .field("operation", &self.operation)
            .finish_non_exhaustive()
    }
}

impl<'a> View<'a> {
    /// A message of which only this much is known.
    pub(super) fn new(operation: &'static str, method: &'a str, fresh: &'a Fresh<'a>) -> Self {
        Self {
            method,
            operation,
            body: &[],
            target: Target::Sent(""),
            query: Query::Written(""),
            headers: None,
            form: Form::Nothing,
            input: None,
            texts: &[],
            fresh,
            held: None,
            challenges: None,
            waits: Cell::new(false),
            found: None,
            trouble: Cell::new(None),
        }
    }

    /// The same message, for another value of it.
    pub(super) fn again(&self) -> Self {
        Self { trouble: Cell::new(None), waits: Cell::new(false), ..*self }
    }

    /// The address without the query, as the caller has it.
    #[must_use]
    pub fn url(&self) -> Cow<'a, str> {
        match self.target {
            Target::Sent(url) => Cow::Borrowed(url),
            Target::Received { base: Some(base), path, .. } => Cow::Owned(base.join(path)),
            Target::Received { base: None, scheme, host, path } => {
                Cow::Owned(format!("{scheme}://{host}{path}"))
            }
        }
    }

    /// The path, escaped as it travels.
    #[must_use]
    pub fn path(&self) -> Cow<'a, str> {
        let after = |url: &str| {
            let authority = url.find("://").map_or(0, |at| at + 3);
            url[authority..].find('/').map(|at| authority + at).unwrap_or(url.len())
        };
        match self.url() {
            Cow::Borrowed(url) => Cow::Borrowed(&url[after(url)..]),
            Cow::Owned(url) => Cow::Owned(url[after(&url)..].to_owned()),
        }
    }

    /// The host, with its port where one is written.
    #[must_use]
    pub fn host(&self) -> String {
        let url = self.url();
        let after = url.split_once("://").map_or("", |(_, rest)| rest);
        after.split('/').next().unwrap_or_default().to_owned()
    }

    /// The query as it travels, without its question mark.
    #[must_use]
    pub fn query(&self) -> &'a str {
        match self.query {
            Query::Written(query) => query,
            Query::Pairs(_) => "",
        }
    }

    /// The names and values of the query.
    pub(crate) fn query_pairs(&self) -> Pairs {
        match self.query {
            Query::Written(query) => form::parse(query, Bounds::default()).unwrap_or_default(),
            Query::Pairs(pairs) => pairs.clone(),
        }
    }

    /// The names and values of the body's members.
    pub(super) fn form_pairs(&self) -> Pairs {
        let mut pairs = Pairs::new();
        let written = match self.form {
            Form::Nothing => Ok(()),
            Form::Body => return self.form_body_pairs(),
            Form::Members(record, only) => form::write_members(record, only, PairStyle::PLAIN, &mut pairs),
            Form::Whole(record) => {
                let all: Vec<usize> = (0..record.shape().members.len()).collect();
                form::write_members(record, &all, PairStyle::PLAIN, &mut pairs)
            }
        };
        if written.is_err() {
            self.trouble.set(Some("a member that it is computed from has no text"));
        }
        pairs
    }

    /// The names and values of a body that is a form itself.
    pub(crate) fn form_body_pairs(&self) -> Pairs {
        let text = match self.form {
            Form::Body => std::str::from_utf8(self.body).unwrap_or_default(),
            Form::Nothing | Form::Members(..) | Form::Whole(_) => "",
        };
        form::parse(text, Bounds::default()).unwrap_or_default()
    }

    /// Some of the parameters as one text.
    #[must_use]
    pub fn pairs(&self, of: &PairsOf) -> String {
        of.text(self)
    }

    /// A header as it travels; several of one name are joined by `, `, and one
    /// that is not there is empty.
    #[must_use]
    pub fn header(&self, name: &str) -> String {
        let own = self.headers.map(|headers| headers.get_all(name).into_iter());
        let texts = own.into_iter().flatten().filter_map(|value| std::str::from_utf8(value.as_bytes()).ok());
        let text = texts.collect::<Vec<_>>().join(", ");
        if text.is_empty() && name.eq_ignore_ascii_case("host") { self.host() } else { text }
    }

    /// The text of an input; one that is left out is empty.
    #[must_use]
    pub fn input(&self, name: &str) -> String {
        if let Some((_, text)) = self.texts.iter().find(|(own, _)| *own == name) {
            return text.clone();
        }
        let Some(input) = self.input else { return String::new() };
        let Some(index) = input.shape().find(name, 0) else { return String::new() };
        single_text(input, index).map(Option::unwrap_or_default).unwrap_or_else(|_| {
            self.trouble.set(Some("an input that it is computed from has no text"));
            String::new()
        })
    }

    /// The time of this attempt.
    #[must_use]
    pub fn now(&self, form: TimeForm) -> String {
        self.fresh.now(form)
    }

    /// The nonce of this attempt: 32 hexadecimal digits.
    #[cfg(feature = "nonce")]
    #[must_use]
    pub fn nonce(&self) -> String {
        self.chance(self.fresh.nonce())
    }

    /// The UUID of this call, of version 4. Attempts to make the same call again have the same.
    #[cfg(feature = "nonce")]
    #[must_use]
    pub fn uuid(&self) -> String {
        self.chance(self.fresh.uuid())
    }

    #[cfg(feature = "nonce")]
    fn chance(&self, made: Option<String>) -> String {
        made.unwrap_or_else(|| {
            self.trouble.set(Some("the system has no chance to give for a nonce"));
            String::new()
        })
    }

    /// What an earlier answer brought.
    #[must_use]
    pub fn held(&self, name: &str) -> String {
        self.held.and_then(|held| held.get(name)).unwrap_or_else(|| {
            self.trouble.set(Some("no answer has brought it yet, and nobody has given it"));
            String::new()
        })
    }

    /// What came in the place of the value, for a server.
    #[must_use]
    pub fn found(&self) -> Option<&'a str> {
        self.found
    }

    /// What the server has asked for. Where it has not, the value is left out.
    #[cfg(feature = "challenge")]
    pub(super) fn challenge(&self) -> Option<super::access::Challenge> {
        self.fresh.be_asked();
        let challenge = self.challenges.and_then(super::Challenges::next);
        self.waits.set(challenge.is_none());
        challenge
    }

    /// The bytes that a text stands for. Where it stands for none, the value cannot be computed.
    #[must_use]
    pub fn decoded(&self, bytes: Option<Vec<u8>>) -> Vec<u8> {
        if bytes.is_none() {
            self.trouble.set(Some("a text that it is computed from is not encoded as the spec says"));
        }
        bytes.unwrap_or_default()
    }

    /// Runs a computation; what could not be computed is an error.
    pub(super) fn compute(&self, computation: impl FnOnce(&Self) -> String) -> Result<String, &'static str> {
        self.trouble.set(None);
        let value = computation(self);
        match self.trouble.take() {
            None => Ok(value),
            Some(trouble) => Err(trouble),
        }
    }
}
