//! Parameters as one text, for signatures over them.

use super::View;
use crate::digest::percent;
use crate::form::Pairs;

/// Which parameters of a message become one text, and how: `a=1&b=2`.
#[derive(Clone, Copy, Debug)]
pub struct PairsOf {
    query: bool,
    form: bool,
    sorted: bool,
    nonempty: bool,
    percent: bool,
    except: &'static [&'static str],
    inside: &'static str,
    between: &'static str,
}

impl PairsOf {
    /// None yet, as they come, `=` inside and `&` between them.
    #[must_use]
    pub const fn new() -> Self {
        Self {
            query: false,
            form: false,
            sorted: false,
            nonempty: false,
            percent: false,
            except: &[],
            inside: "=",
            between: "&",
        }
    }

    /// Adds the parameters of the query.
    #[must_use]
    pub const fn query(mut self) -> Self {
        self.query = true;
        self
    }

    /// Adds the members of the body.
    #[must_use]
    pub const fn form(mut self) -> Self {
        self.form = true;
        self
    }

    /// Sorts them by their names, then by their values, byte by byte.
    #[must_use]
    pub const fn sorted(mut self) -> Self {
        self.sorted = true;
        self
    }

    /// Leaves out those whose values are empty.
    #[must_use]
    pub const fn nonempty(mut self) -> Self {
        self.nonempty = true;
        self
    }

    /// Escapes names and values as RFC 3986 does, before they are sorted.
    #[must_use]
    pub const fn percent(mut self) -> Self {
        self.percent = true;
        self
    }

    /// Leaves out those of these names.
    #[must_use]
    pub const fn except(mut self, names: &'static [&'static str]) -> Self {
        self.except = names;
        self
    }

    /// Sets what stands between a name and its value.
    #[must_use]
    pub const fn inside(mut self, text: &'static str) -> Self {
        self.inside = text;
        self
    }

    /// Sets what stands between one parameter and the next.
    #[must_use]
    pub const fn between(mut self, text: &'static str) -> Self {
        self.between = text;
        self
    }

    /// The text of a message's parameters.
    pub(super) fn text(&self, view: &View<'_>) -> String {
        let mut pairs = Pairs::new();
        if self.query {
            pairs.extend(view.query_pairs());
        }
        if self.form {
            pairs.extend(view.form_pairs());
        }
        pairs.retain(|(name, value)| {
            !(self.except.contains(&name.as_str()) || self.nonempty && value.is_empty())
        });
        if self.percent {
            for (name, value) in &mut pairs {
                (*name, *value) = (percent(name), percent(value));
            }
        }
        if self.sorted {
            pairs.sort();
        }
        let texts: Vec<String> =
            pairs.iter().map(|(name, value)| format!("{name}{}{value}", self.inside)).collect();
        texts.join(self.between)
    }
}

impl Default for PairsOf {
    fn default() -> Self {
        Self::new()
    }
}
