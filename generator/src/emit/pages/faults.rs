//! What is wrong with templates, and where.

use std::collections::BTreeMap;
use std::fmt;
use std::path::Path;

use serde::Serialize;
use tera::ErrorKind;

use super::FILTERS;
use crate::diagnostics::{Message, Place, Severity, nearest};

/// Templates that cannot be read or rendered.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TemplateError {
    /// What is wrong with them, in the order of their names and lines.
    pub faults: Vec<TemplateFault>,
}

/// What is wrong with a template.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TemplateFault {
    /// The template's name: its path below the folder of templates.
    pub template: String,
    /// What is wrong.
    pub text: String,
    /// How to mend it, where that can be told.
    pub help: Option<String>,
    /// The place in the template, where there is one, and the line there without its end.
    pub place: Option<(Place, String)>,
}

impl TemplateError {
    /// What is printed, for templates that lie in this folder.
    #[must_use]
    pub fn messages(&self, folder: &Path) -> Vec<Message> {
        let message = |own: &TemplateFault| Message {
            severity: Severity::Error,
            code: None,
            text: own.text.clone(),
            help: own.help.clone(),
            file: folder.join(&own.template).display().to_string(),
            place: own.place.clone(),
        };
        self.faults.iter().map(message).collect()
    }

    /// Puts the faults in order, each once: a template is rendered for every service.
    pub(in crate::emit) fn of(mut faults: Vec<TemplateFault>) -> Self {
        let key = |own: &TemplateFault| (own.template.clone(), own.place.clone(), own.text.clone());
        faults.sort_by_key(key);
        faults.dedup();
        Self { faults }
    }
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, TemplateFault { template, text, place, .. }) in self.faults.iter().enumerate() {
            f.write_str(if index == 0 { "" } else { "; " })?;
            write!(f, "the template `{template}`")?;
            if let Some((Place { line, column, .. }, _)) = place {
                write!(f, " (line {line}, column {column})")?;
            }
            write!(f, ": {text}")?;
        }
        Ok(())
    }
}

impl std::error::Error for TemplateError {}

/// What an error of Tera says, with the places in the texts of the templates.
pub(super) fn faults(
    template: &str,
    error: &tera::Error,
    texts: &BTreeMap<&'static str, String>,
    fields: &[String],
) -> Vec<TemplateFault> {
    let told = |template: &str, text: &str, place: Option<Place>| {
        let mut place = place.map(|place| {
            let line = texts.get(template).and_then(|text| text.lines().nth(place.line - 1));
            (place, line.unwrap_or_default().to_owned())
        });
        let (text, help) = in_own_words(text, &mut place, fields, texts.keys().copied());
        TemplateFault { template: template.to_owned(), text, help, place }
    };
    match error.kind() {
        ErrorKind::SyntaxError(report) | ErrorKind::RenderingError(report) => {
            let span = report.span();
            let length = match span.end_line == span.start_line {
                true => span.end_col.saturating_sub(span.start_col).max(1),
                false => 1,
            };
            let place = Place { line: span.start_line, column: span.start_col + 1, length };
            vec![told(report.filename(), report.message(), Some(place))]
        }
        ErrorKind::Msg(message) => {
            let parts = message.split("\n\n");
            parts
                .map(|part| match placed(part) {
                    Some((text, name, place)) => told(name, text, Some(place)),
                    None => told(template, part, None),
                })
                .collect()
        }
        ErrorKind::MissingParent { current, parent } => {
            let place = named_after(texts, current, "extends", parent);
            vec![told(current, &format!("Unknown template `{parent}`"), place)]
        }
        ErrorKind::CircularExtend { tpl, inheritance_chain } => {
            let place =
                inheritance_chain.first().and_then(|parent| named_after(texts, tpl, "extends", parent));
            vec![told(tpl, &leads_back(tpl, "extends", inheritance_chain), place)]
        }
        ErrorKind::CircularInclude { tpl, include_chain } => {
            // The way to the loop is no part of it.
            let inside = include_chain.iter().skip_while(|own| *own != tpl).skip(1);
            let inside: Vec<String> = inside.cloned().collect();
            let place = inside.first().and_then(|next| named_after(texts, tpl, "include", next));
            vec![told(tpl, &leads_back(tpl, "includes", &inside), place)]
        }
        _ => vec![told(template, &error.to_string(), None)],
    }
}

/// What is wrong with a template that comes to itself by way of these, itself at their end.
fn leads_back(template: &str, does: &str, chain: &[String]) -> String {
    match chain.split_last() {
        Some((_, between)) if !between.is_empty() => {
            format!("`{template}` {does} itself by way of `{}`", between.join("`, `"))
        }
        _ => format!("`{template}` {does} itself"),
    }
}

/// Where a template names another one, in quotes after a keyword; Tera does not say.
fn named_after(
    texts: &BTreeMap<&'static str, String>,
    template: &str,
    keyword: &str,
    name: &str,
) -> Option<Place> {
    let text = texts.get(template)?;
    let quoted = text.match_indices(keyword).find_map(|(index, _)| {
        let rest = text.get(index + keyword.len()..)?.trim_start();
        let quote = rest.chars().next().filter(|own| matches!(own, '"' | '\'' | '`'))?;
        rest.get(1..)?.strip_prefix(name)?.starts_with(quote).then_some(text.len() - rest.len())
    })?;
    let before = text.get(..quoted)?;
    let start = before.rfind('\n').map_or(0, |end| end + 1);
    let place = Place {
        line: before.matches('\n').count() + 1,
        column: before.get(start..)?.chars().count() + 1,
        length: name.chars().count() + 2,
    };
    Some(place)
}

/// Takes apart what Tera says of names that it does not know: it has been made a text
/// by then, `error: TEXT`, ` --> NAME:LINE:COLUMN`, and the line with a marker below.
fn placed(report: &str) -> Option<(&str, &str, Place)> {
    let mut lines = report.lines();
    let text = lines.next()?.strip_prefix("error: ")?;
    let (rest, column) = lines.next()?.trim_start().strip_prefix("--> ")?.rsplit_once(':')?;
    let (name, line) = rest.rsplit_once(':')?;
    let length = lines.last().map_or(1, |marker| marker.matches('^').count()).max(1);
    let place = Place { line: line.parse().ok()?, column: column.parse().ok()?, length };
    (place.line > 0 && place.column > 0).then_some((text, name, place))
}

/// What Tera says, as this house says things, and what may be meant.
fn in_own_words<'t>(
    text: &str,
    place: &mut Option<(Place, String)>,
    fields: &[String],
    templates: impl Iterator<Item = &'t str>,
) -> (String, Option<String>) {
    let quoted = |before: &str| text.strip_prefix(before)?.split('`').nth(1);
    let meant = |name: &str, known: &[&str], otherwise: String| {
        let near = nearest(name, known.iter().copied());
        Some(near.map_or(otherwise, |own| format!("did you mean `{own}`?")))
    };
    if let Some(name) = quoted("Unknown filter ") {
        let names = FILTERS.map(|(name, _)| name);
        let ours = names.join("`, `");
        let otherwise = format!("texts are placed by `{ours}`; the other filters are those of Tera 2");
        return (format!("there is no filter `{name}`"), meant(name, &names, otherwise));
    }
    if let Some(name) = quoted("Unknown template ") {
        let known: Vec<&str> = templates.collect();
        let otherwise = format!("there are {}", known.join(", "));
        return (format!("there is no template `{name}`"), meant(name, &known, otherwise));
    }
    let undefined = ["Variable ", "Field "].into_iter().find_map(quoted).map(str::to_owned);
    let undefined = undefined.or_else(|| text.contains("undefined").then(|| path_at(place)).flatten());
    if let Some(name) = undefined {
        let fields: Vec<&str> = fields.iter().map(String::as_str).collect();
        let last = name.rsplit('.').next().unwrap_or(&name);
        let otherwise = "templates/README.md lists the fields".to_owned();
        return (format!("there is no field `{name}`"), meant(last, &fields, otherwise));
    }
    if let Some(found) = quoted("Invalid type for the value, expected `&str` but got ") {
        return (format!("expected a text, found {found}"), None);
    }
    let text = text.trim_end_matches('.');
    let mut letters = text.chars();
    let first = letters.next().map(|own| own.to_ascii_lowercase());
    (first.into_iter().chain(letters).collect(), None)
}

/// The way to a field that begins at a place. Tera marks its first step alone.
fn path_at(place: &mut Option<(Place, String)>) -> Option<String> {
    let (place, line) = place.as_mut()?;
    let part = |own: &char| own.is_alphanumeric() || matches!(own, '_' | '.');
    let path: String = line.chars().skip(place.column - 1).take_while(part).collect();
    place.length = path.chars().count();
    (!path.is_empty()).then_some(path)
}

/// The names of all fields of a page, those inside its lists too.
pub(super) fn names_in(page: &impl Serialize) -> Vec<String> {
    fn gather(value: serde_json::Value, names: &mut Vec<String>) {
        match value {
            serde_json::Value::Array(items) => items.into_iter().for_each(|own| gather(own, names)),
            serde_json::Value::Object(pairs) => {
                for (name, own) in pairs {
                    names.push(name);
                    gather(own, names);
                }
            }
            _ => {}
        }
    }
    let mut names = Vec::new();
    // A page that cannot be serialised has a fault of its own.
    gather(serde_json::to_value(page).unwrap_or_default(), &mut names);
    names
}
