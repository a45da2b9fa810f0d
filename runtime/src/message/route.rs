//! What tells one binding from another: its path, and what stands in the query.

use std::borrow::Cow;

use super::{Parameter, Segment};
use crate::form::{self, Pairs};
use crate::walk::{ListStyle, Member};

/// Matches a path, escaped as it came, against a template. A value ends where
/// the next text of the template begins, and never goes beyond a slash.
pub(crate) fn match_path(template: &[Segment], path: &str) -> Option<Vec<(usize, String)>> {
    let mut rest = path.strip_prefix('/').unwrap_or(path);
    let mut values = Vec::new();
    for (at, segment) in template.iter().enumerate() {
        match segment {
            Segment::Text(text) => {
                let text = if at == 0 { text.strip_prefix('/').unwrap_or(text) } else { text };
                rest = rest.strip_prefix(text)?;
            }
            Segment::Member(index) => {
                let own = &rest[..rest.find('/').unwrap_or(rest.len())];
                let end = match template.get(at + 1) {
                    Some(Segment::Text(next)) if !next.starts_with('/') => {
                        rest.find(next).filter(|&end| end <= own.len())?
                    }
                    _ => own.len(),
                };
                let (value, after) = rest.split_at(end);
                values.push((*index, form::decode(value, false).filter(|value| !value.is_empty())?));
                rest = after;
            }
        }
    }
    rest.is_empty().then_some(values)
}

/// The values that a query or headers have for a parameter, each as an entry of its own.
pub(super) fn values<'p, C>(parameter: &Parameter<C>, pairs: &'p Pairs) -> Vec<(&'static str, &'p str)> {
    pairs.iter().filter(|(name, _)| parameter.is(name)).map(|(_, value)| ("", value.as_str())).collect()
}

/// The names and values that a query or headers have for a parameter that is a member:
/// its own, and those of what is inside it.
pub(super) fn entries<'p, C>(
    parameter: &Parameter<C>,
    member: &Member,
    all: &[Parameter<C>],
    pairs: &'p Pairs,
) -> Vec<(Cow<'p, str>, &'p str)> {
    let inside = |name: &'p str| inside(parameter, member, all, name);
    pairs.iter().filter_map(|(name, value)| Some((inside(name)?, value.as_str()))).collect()
}

/// Where in the value of such a parameter a name stands; nothing for its own name, and `None` for another's.
pub(super) fn inside<'p, C>(
    parameter: &Parameter<C>,
    member: &Member,
    all: &[Parameter<C>],
    name: &'p str,
) -> Option<Cow<'p, str>> {
    if parameter.is(name) {
        return Some(Cow::Borrowed(""));
    }
    let any_case = parameter.ignore_case;
    let begins = |own: &&str| match name.split_at_checked(own.len()) {
        Some((head, _)) => head == *own || (any_case && head.eq_ignore_ascii_case(own)),
        None => false,
    };
    let has_names = matches!(member.list, Some(ListStyle::Named(_)));
    let may_be = has_names || parameter.also.iter().chain([&parameter.name]).any(begins);
    if !may_be || all.iter().any(|other| other.is(name)) {
        return None;
    }
    let own = Member { name: parameter.name, also: parameter.also, ..*member };
    form::inside(&own, (parameter.pairs, any_case), name)
}

#[cfg(feature = "server")]
pub(crate) use demands::{constants_match, required_there};

/// What a server asks of a query before it takes a request for a binding's.
#[cfg(feature = "server")]
mod demands {
    use super::{entries, values};
    use crate::form::Pairs;
    use crate::message::{Binding, Elsewhere, ParameterValue};
    use crate::walk::{Presence, Record};

    /// Whether every parameter that is always the same is there.
    pub(crate) fn constants_match<C>(binding: &Binding<C>, query: &Pairs) -> bool {
        binding.query.iter().all(|parameter| match parameter.value {
            ParameterValue::Constant(value) => {
                values(parameter, query).iter().any(|(_, found)| *found == value)
            }
            _ => true,
        })
    }

    /// Whether every member that the binding cannot do without is in the query.
    pub(crate) fn required_there<C>(
        binding: &Binding<C>,
        elsewhere: &[Elsewhere],
        input: &dyn Record,
        query: &Pairs,
    ) -> bool {
        let only_here = |index| elsewhere.iter().all(|own| own.member != index);
        binding.query.iter().all(|parameter| match parameter.value {
            ParameterValue::Member(index) if only_here(index) => {
                let member = &input.shape().members[index];
                let required = parameter.required || member.presence == Presence::Required;
                !required || !entries(parameter, member, binding.query, query).is_empty()
            }
            _ => true,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_gives_its_values_back() {
        let template =
            [Segment::Text("/a/"), Segment::Member(0), Segment::Text(".json/"), Segment::Member(1)];
        let matched = |path| match_path(&template, path);
        assert_eq!(matched("/a/x%2Fy.json/z"), Some(vec![(0, "x/y".to_owned()), (1, "z".to_owned())]));
        assert_eq!(matched("/a/x.json/"), None);
        assert_eq!(matched("/a/x/y.json/z"), None);
        assert_eq!(matched("/a/x.json/z/"), None);
        assert_eq!(matched("/b/x.json/z"), None);
        assert_eq!(matched("/a/%zz.json/z"), None);
    }
}
