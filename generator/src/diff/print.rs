//! How changes look: for people, for programs, and for a CI's annotations.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use super::effect::{Bump, Effect};
use super::sides::Change;
use crate::diagnostics::{MessageFormat, is_hidden};

/// Lines of the table are no longer than this where words allow it.
const WIDTH: usize = 110;

/// Where a change is seen in the new specs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Spotted {
    /// The file.
    pub file: String,
    /// The line, counted from one.
    pub line: usize,
    /// The column, counted from one.
    pub column: usize,
}

/// Prints changes; `spot` tells where one is seen, if that can be told.
#[must_use]
pub fn print(changes: &[Change], format: MessageFormat, spot: impl Fn(&Change) -> Option<Spotted>) -> String {
    match format {
        MessageFormat::Human if changes.is_empty() => {
            "nothing changes, neither on the wire nor in the crates\n".to_owned()
        }
        MessageFormat::Human => table(changes),
        MessageFormat::Json => changes.iter().map(json).collect(),
        MessageFormat::Github => changes.iter().map(|own| github(own, spot(own))).collect(),
    }
}

fn table(changes: &[Change]) -> String {
    let services: BTreeSet<&str> = changes.iter().map(|own| own.service.as_str()).collect();
    let mut text = String::new();
    for service in services {
        let own: Vec<&Change> = changes.iter().filter(|own| own.service == service).collect();
        let head = format!("{:<9} {:<9} {:<9} {:<6} ", "wire", "client", "server", "bump");
        writeln!(text, "{head}{service}").expect("writing to a string cannot fail");
        for change in &own {
            let effects = change.effects();
            let columns = format!(
                "{:<9} {:<9} {:<9} {:<6} ",
                effects.wire,
                effects.client,
                effects.server,
                effects.bump()
            );
            let words = visible(&format!("{} {change}", change.subject));
            text += &columns;
            text += &wrapped(&words, columns.len());
        }
        text.push('\n');
        text += &summary(service, &own);
        text.push('\n');
    }
    text.pop();
    text
}

/// A text in lines, the further ones indented.
fn wrapped(text: &str, indent: usize) -> String {
    let mut out = String::new();
    let mut column = indent;
    for word in text.split(' ') {
        let length = word.chars().count();
        if column > indent && column + 1 + length > WIDTH {
            out.push('\n');
            out.push_str(&" ".repeat(indent + 2));
            column = indent + 2;
        } else if column > indent {
            out.push(' ');
            column += 1;
        }
        out.push_str(word);
        column += length;
    }
    out.push('\n');
    out
}

/// What the crates of a service need, and what the wire says.
fn summary(service: &str, changes: &[&Change]) -> String {
    let worst =
        |own: fn(&Change) -> Effect| changes.iter().map(|change| own(change)).max().unwrap_or_default();
    let types = Bump::from(worst(|own| own.effects().types));
    let client = Bump::from(worst(|own| own.effects().client));
    let server = Bump::from(worst(|own| own.effects().server));
    let wire = worst(|own| own.effects().wire);
    format!(
        "{service}-types {types}, {service}-client {client}, {service}-server {server}; the wire: {wire}\n"
    )
}

fn json(change: &Change) -> String {
    let effects = change.effects();
    let said = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    let object = serde_json::json!({
        "service": change.service,
        "subject": change.subject.to_string(),
        "kind": change.kind.name(),
        "message": change.to_string(),
        "old": said(&change.old),
        "new": said(&change.new),
        "wire": effects.wire.name(),
        "types": effects.types.name(),
        "client": effects.client.name(),
        "server": effects.server.name(),
        "bump": effects.bump().name(),
    });
    format!("{object}\n")
}

fn github(change: &Change, spotted: Option<Spotted>) -> String {
    let effects = change.effects();
    let level = if effects.breaks() { "warning" } else { "notice" };
    // The notation of workflow commands has its own escapes.
    let data = |text: &str| text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A");
    let property = |text: &str| data(text).replace(':', "%3A").replace(',', "%2C");
    let place = spotted.map_or_else(String::new, |own| {
        format!("file={},line={},col={},", property(&own.file), own.line, own.column)
    });
    let title = property(&format!("{} {}", change.service, effects.bump()));
    let told = format!(
        "{} {change} (wire {}, client {}, server {})",
        change.subject, effects.wire, effects.client, effects.server
    );
    format!("::{level} {place}title={title}::{}\n", data(&told))
}

/// The text without what a terminal would act on.
fn visible(text: &str) -> String {
    text.chars().map(|own| if is_hidden(own) { '\u{fffd}' } else { own }).collect()
}
