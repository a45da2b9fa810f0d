//! Pages that follow one another by the address of the next one.

use super::route::{entries, inside};
use super::{Operation, Parameter, ParameterValue, Turn};
use crate::error::Excerpt;
use crate::form::{self, Pairs};
use crate::walk::{Bounds, Notes, Record};

impl Turn {
    /// To the page whose address an answer holds, or a `Link` header (RFC 8288, section 3).
    ///
    /// What its query says is taken into those of the inputs that are listed, which hold single values. Its
    /// host and its path are not followed: nothing that a service answers sends credentials elsewhere.
    pub fn by_link<O: Operation>(
        _: O,
        address: Option<&String>,
        input: &mut O::Input,
        inputs: &[usize],
    ) -> Self {
        let Some(address) = address.and_then(|own| next_of(own)) else { return Self::Last };
        let (_, query) = address.split_once('?').unwrap_or_default();
        let query = query.split_once('#').map_or(query, |(query, _)| query);
        match form::parse(query, Bounds::default()) {
            Ok(pairs) => match take::<O>(&pairs, input, inputs) {
                Ok(()) => Self::Linked(query.to_owned()),
                Err(why) => Self::Unlinked(why),
            },
            Err(error) => Self::Unlinked(error.to_string()),
        }
    }
}

/// The address of the next page: what a `Link` header has for `rel="next"`, or else the text itself.
fn next_of(text: &str) -> Option<&str> {
    let mut rest = text.trim_ascii();
    if !rest.starts_with('<') {
        return Some(rest);
    }
    while let Some((address, after)) = rest.strip_prefix('<').and_then(|rest| rest.split_once('>')) {
        let begins_link = |at: &usize| after[at + 1..].trim_ascii_start().starts_with('<');
        let end = after.match_indices(',').map(|(at, _)| at).find(begins_link).unwrap_or(after.len());
        let (parameters, more) = after.split_at(end);
        let is_next = |own: &str| {
            let (name, value) = own.split_once('=').unwrap_or_default();
            let value = value.trim_ascii().trim_matches('"');
            name.trim_ascii().eq_ignore_ascii_case("rel")
                && value.split_ascii_whitespace().any(|own| own.eq_ignore_ascii_case("next"))
        };
        if parameters.split(';').any(is_next) {
            return Some(address);
        }
        rest = more.trim_start_matches([',', ' ']);
    }
    None
}

/// Takes the parameters of the binding that has all of them.
fn take<O: Operation>(pairs: &Pairs, input: &mut O::Input, inputs: &[usize]) -> Result<(), String> {
    let mut why = "it has no query".to_owned();
    for binding in O::BINDINGS.iter().filter(|own| !own.query.is_empty()) {
        match unknown(binding.query, pairs, input) {
            Some(name) => why = format!("the spec has no such {} in the query", Excerpt(&name)),
            None if pairs.is_empty() => {}
            None => return read(binding.query, pairs, input, inputs),
        }
    }
    Err(why)
}

/// The first name in a query that none of the parameters has.
fn unknown<C>(parameters: &[Parameter<C>], pairs: &Pairs, input: &dyn Record) -> Option<String> {
    let known = |(name, value): &(String, String)| {
        parameters.iter().any(|own| match own.value {
            ParameterValue::Member(index) => {
                inside(own, &input.shape().members[index], parameters, name).is_some()
            }
            ParameterValue::Constant(text) => own.is(name) && value == text,
            ParameterValue::Computed(_) => own.is(name),
        })
    };
    pairs.iter().find(|pair| !known(pair)).map(|(name, _)| name.clone())
}

fn read<C>(
    parameters: &[Parameter<C>],
    pairs: &Pairs,
    input: &mut dyn Record,
    inputs: &[usize],
) -> Result<(), String> {
    for parameter in parameters {
        let ParameterValue::Member(index) = parameter.value else { continue };
        if !inputs.contains(&index) {
            continue;
        }
        let member = &input.shape().members[index];
        let own = entries(parameter, member, parameters, pairs);
        if own.is_empty() {
            continue;
        }
        let entries = own.iter().map(|(name, value)| (&**name, *value)).collect();
        form::read_styled(member, parameter.pairs, entries, input.member_mut(index), &mut Notes::new())
            .map_err(|error| error.to_string())?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_link_header_tells_which_page_is_next() {
        let links = r#"<https://a.b/c?page=1>; rel="prev", <https://a.b/c?page=3&x=a,b>; title="a; b"; rel=next,<https://a.b/c?page=9>; rel="last""#;
        assert_eq!(next_of(links), Some("https://a.b/c?page=3&x=a,b"));
        assert_eq!(next_of(r#"<?p=2>; REL="alternate Next""#), Some("?p=2"));
        assert_eq!(next_of("/c?page=2"), Some("/c?page=2"));
        for none in [r#"<https://a.b/c>; rel="last""#, "<", "<a>", "<a>; rel=nextish", "<a", "<a>,"] {
            assert_eq!(next_of(none), None, "{none}");
        }
    }
}
