//! What a request shows of its sender, before it is proven.

use crate::form;
use crate::message::View;
use crate::walk::Bounds;

/// What a request shows of its sender. None of it is proven yet.
#[derive(Debug)]
pub struct Identity<'v>(&'v View<'v>);

impl<'v> Identity<'v> {
    pub(super) fn new(view: &'v View<'v>) -> Self {
        Self(view)
    }

    /// The operation that is called, by the page's name.
    #[must_use]
    pub fn operation(&self) -> &'static str {
        self.0.operation
    }

    /// A header; `None` if it is not there.
    #[must_use]
    pub fn header(&self, name: &str) -> Option<String> {
        Some(self.0.header(name)).filter(|text| !text.is_empty())
    }

    /// A parameter of the query; `None` if it is not there.
    #[must_use]
    pub fn query(&self, name: &str) -> Option<String> {
        find(self.0.query(), name)
    }

    /// A member of a body that is a form; `None` if it is not there.
    #[must_use]
    pub fn form(&self, name: &str) -> Option<String> {
        find(std::str::from_utf8(self.0.body).ok()?, name)
    }

    /// The bytes of the body.
    #[must_use]
    pub fn body(&self) -> &'v [u8] {
        self.0.body
    }

    /// What the header `Authorization` has after the word `Bearer`, or after the
    /// word of another scheme.
    #[must_use]
    pub fn authorization(&self, scheme: &str) -> Option<String> {
        let header = self.header("Authorization")?;
        let (word, rest) = header.split_once(' ')?;
        word.eq_ignore_ascii_case(scheme).then(|| rest.trim().to_owned())
    }

    /// The user of HTTP Basic.
    #[cfg(feature = "base64")]
    #[must_use]
    pub fn basic_user(&self) -> Option<String> {
        let pair = String::from_utf8(crate::digest::from_base64(&self.authorization("Basic")?)?).ok()?;
        pair.split_once(':').map(|(user, _)| user.to_owned())
    }

    /// A parameter `name="value"` of the header `Authorization`, whatever its scheme.
    #[must_use]
    pub fn authorization_parameter(&self, name: &str) -> Option<String> {
        let header = self.header("Authorization")?;
        let (_, rest) = header.split_once(' ')?;
        rest.split(',').find_map(|piece| {
            let (own, value) = piece.trim().split_once('=')?;
            (own == name).then(|| form::decode(value.trim_matches('"'), false))?
        })
    }
}

fn find(pairs: &str, name: &str) -> Option<String> {
    let pairs = form::parse(pairs, Bounds::default()).ok()?;
    pairs.into_iter().find(|(own, _)| own == name).map(|(_, value)| value)
}
