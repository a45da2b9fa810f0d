//! Request lines: `POST /path/{x}?y={y} as json -> xml`.

use std::ops::Range;

use super::type_text::words;
use crate::diagnostics::{At, Problem, Report};

/// A request line, its parts told apart but its names not looked up.
#[derive(Clone, Debug)]
pub(super) struct Line<'t> {
    pub(super) methods: Vec<&'t str>,
    pub(super) path: Vec<Part<'t>>,
    pub(super) query: Vec<Pair<'t>>,
    /// The profiles after `as`, and those after `->`.
    pub(super) request: Option<Vec<(&'t str, Range<usize>)>>,
    pub(super) answer: Option<Vec<(&'t str, Range<usize>)>>,
}

/// A piece of a template, and where it stands in the text.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Part<'t> {
    Text(&'t str),
    Hole(&'t str, Range<usize>),
}

/// A query parameter of a request line.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Pair<'t> {
    /// `{rest}`: every input that has no other place.
    Rest,
    /// `name=` and a template.
    Named { name: &'t str, value: Vec<Part<'t>>, range: Range<usize> },
}

const GRAMMAR: &str = "`METHOD /path/{name}?query={name}`, then `as` and profiles, then `->` and profiles; \
                       several methods or profiles are joined by `|`";

pub(super) fn parse<'t>(text: &'t str, at: &At, report: &mut Report) -> Option<Line<'t>> {
    let words = words(text);
    let mut malformed = |range: &Range<usize>| {
        let (expected, found) = (GRAMMAR.to_owned(), text.to_owned());
        let problem = Problem::Malformed { what: "request line", expected, found };
        report.push(at.part(range.start, range.end), problem);
    };
    let [(methods, methods_range), (target, target_range), rest @ ..] = &words[..] else {
        malformed(&(0..text.len()));
        return None;
    };
    let methods: Vec<&str> = methods.split('|').collect();
    let is_method =
        |method: &&str| !method.is_empty() && method.bytes().all(|byte| byte.is_ascii_uppercase());
    if !methods.iter().all(is_method) {
        malformed(methods_range);
        return None;
    }
    let (mut request, mut answer) = (None, None);
    let mut rest = rest;
    while let [(sign, range), (list, list_range), after @ ..] = rest {
        let side = match *sign {
            "as" if answer.is_none() => &mut request,
            "->" => &mut answer,
            _ => {
                malformed(range);
                return None;
            }
        };
        if side.replace(split(list, list_range.start)).is_some() {
            malformed(range);
            return None;
        }
        rest = after;
    }
    if let [(_, range)] = rest {
        malformed(range);
        return None;
    }
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let path_at = target_range.start;
    if let Some(host) = host(path) {
        let message = format!("`{host}` is an address, and a request line has what comes after it");
        let advice = format!(
            "write `servers: ['{host}']` at the top, and the path here; for a host that only some operations \
             have, write a spec of its own, and share the rest with `include`"
        );
        report.push(at.part(path_at, path_at + host.len()), Problem::Conflict { message, advice });
        return None;
    }
    let query_at = path_at + path.len() + 1;
    let parts = template(path, path_at, at, report)?;
    let plain = |part: &Part<'_>| match part {
        Part::Text(text) => is_path(text),
        Part::Hole(..) => true,
    };
    let touching = parts.windows(2).any(|pair| matches!(pair, [Part::Hole(..), Part::Hole(..)]));
    if !parts.iter().all(plain) || touching || path.is_empty() {
        let expected =
            "letters, digits and `-._~!$&'()*+,;=:@%/`, and a text between every two `{names}`".to_owned();
        let problem = Problem::Malformed { what: "path", expected, found: path.to_owned() };
        report.push(at.part(path_at, path_at + path.len()), problem);
        return None;
    }
    Some(Line { methods, path: parts, query: self::query(query, query_at, at, report)?, request, answer })
}

/// The scheme and the host of a target that is a whole address.
fn host(path: &str) -> Option<&str> {
    let (scheme, rest) = path.split_once("://")?;
    let is_scheme = !scheme.is_empty() && scheme.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let end = scheme.len() + "://".len() + rest.find('/').unwrap_or(rest.len());
    path.get(..end).filter(|_| is_scheme)
}

/// Splits `a|b`, keeping where each stands.
fn split(list: &str, start: usize) -> Vec<(&str, Range<usize>)> {
    let mut at = start;
    list.split('|')
        .map(|name| {
            let range = at..at + name.len();
            at = range.end + 1;
            (name, range)
        })
        .collect()
}

/// Whether a text can stand in a path as it is (RFC 3986, section 3.3).
fn is_path(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/".contains(&byte))
}

fn query<'t>(text: &'t str, start: usize, at: &At, report: &mut Report) -> Option<Vec<Pair<'t>>> {
    let mut pairs = Vec::new();
    let mut offset = start;
    for pair in text.split('&').filter(|_| !text.is_empty()) {
        let range = offset..offset + pair.len();
        offset = range.end + 1;
        pairs.push(match pair.split_once('=') {
            _ if pair == "{rest}" => Pair::Rest,
            Some((name, value)) if !name.is_empty() && !name.contains(['{', '}']) => {
                let value = template(value, range.start + name.len() + 1, at, report)?;
                Pair::Named { name, value, range }
            }
            _ => {
                let expected = "`name=value`, `name={name}` or `{rest}`".to_owned();
                let problem =
                    Problem::Malformed { what: "query parameter", expected, found: pair.to_owned() };
                report.push(at.part(range.start, range.end), problem);
                return None;
            }
        });
    }
    Some(pairs)
}

/// Splits a text into what always stands there and `{names}`.
pub(super) fn template<'t>(
    text: &'t str,
    start: usize,
    at: &At,
    report: &mut Report,
) -> Option<Vec<Part<'t>>> {
    let mut parts = Vec::new();
    let mut offset = 0;
    while offset < text.len() {
        let rest = &text[offset..];
        let open = rest.find(['{', '}']).unwrap_or(rest.len());
        if open > 0 {
            parts.push(Part::Text(&rest[..open]));
            offset += open;
            continue;
        }
        let close = rest.find('}').filter(|&close| close > 1 && !rest[1..close].contains('{'));
        let Some(close) = close else {
            let expected = "a name between each `{` and its `}`".to_owned();
            let problem = Problem::Malformed { what: "template", expected, found: text.to_owned() };
            report.push(at.part(start + offset, start + text.len()), problem);
            return None;
        };
        let range = start + offset + 1..start + offset + close;
        parts.push(Part::Hole(&rest[1..close], range));
        offset += close + 1;
    }
    Some(parts)
}
