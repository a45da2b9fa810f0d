//! What a service has beside its operations and types.

use super::kind::Kind;
use super::pairs::pair;
use super::sides::{Change, Sides};
use super::subject::Subject;
use super::words::{address, quoted, style};
use crate::model::{Credential, Piece, Server, Variable};

/// What differs between the addresses, the credentials and the style of XML.
pub(super) fn service(sides: &Sides<'_>) -> Vec<Change> {
    let (old, new) = (sides.old, sides.new);
    let mut changes = servers(&old.servers, &new.servers);
    changes.extend(credentials(&old.credentials, &new.credentials));
    if let (Some(was), Some(is)) = (&old.xml_style, &new.xml_style)
        && was != is
    {
        changes.push(Change::new(Subject::Service, Kind::XmlStyle, style(was), style(is)));
    }
    let about =
        |own: &crate::model::Service| (own.title.clone(), own.docs.about.clone(), own.sources.clone());
    if about(old) != about(new) {
        changes.push(Change::new(Subject::Service, Kind::Documentation, "", ""));
    }
    changes
}

fn servers(old: &[Server], new: &[Server]) -> Vec<Change> {
    let subject = |own: &Server| Subject::Server(own.page.clone());
    let mut pairs = pair(old, new, |own| &own.page, |own| &own.rust);
    pairs.match_rest(|before, after| {
        old[before].template == new[after].template && old[before].variables == new[after].variables
    });
    let mut changes = Vec::new();
    for &at in &pairs.gone {
        changes.push(Change::new(subject(&old[at]), Kind::ServerRemoved, address(&old[at]), ""));
    }
    for &at in &pairs.fresh {
        changes.push(Change::new(subject(&new[at]), Kind::ServerAdded, "", address(&new[at])));
    }
    for &(before, after) in &pairs.both {
        let (was, is) = (&old[before], &new[after]);
        if was.rust != is.rust {
            let names = (quoted(&was.page), quoted(&is.page));
            changes.push(Change::new(subject(is), Kind::ServerRenamed, names.0, names.1));
        }
        changes.extend(server(was, is));
    }
    changes
}

fn server(old: &Server, new: &Server) -> Vec<Change> {
    let subject = Subject::Server(new.page.clone());
    let mut pairs = pair(&old.variables, &new.variables, |own| &own.page, |own| &own.rust);
    // What stands at the same place of the same address has only another name.
    let alike = texts(&old.template) == texts(&new.template);
    pairs.match_rest(|before, after| alike && before == after);
    if !pairs.gone.is_empty() || !pairs.fresh.is_empty() {
        return vec![Change::new(subject, Kind::ServerVariables, address(old), address(new))];
    }
    let mut changes = Vec::new();
    for &(before, after) in &pairs.both {
        let (was, is): (&Variable, &Variable) = (&old.variables[before], &new.variables[after]);
        if was.rust != is.rust {
            let names = (quoted(&was.page), quoted(&is.page));
            changes.push(Change::new(subject.clone(), Kind::ServerVariableRenamed, names.0, names.1));
        }
    }
    let moved = old.template.len() != new.template.len()
        || old.template.iter().zip(&new.template).any(|pieces| match pieces {
            (Piece::Variable(old), Piece::Variable(new)) => !pairs.are_one(*old, *new),
            (old, new) => old != new,
        });
    if moved {
        changes.push(Change::new(subject, Kind::ServerMoved, address(old), address(new)));
    }
    changes
}

/// The template with every variable alike.
fn texts(template: &[Piece]) -> Vec<Option<&str>> {
    let mut texts = Vec::new();
    for own in template {
        texts.push(match own {
            Piece::Text(text) => Some(text.as_str()),
            Piece::Variable(_) => None,
        });
    }
    texts
}

fn credentials(old: &[Credential], new: &[Credential]) -> Vec<Change> {
    let subject = |own: &Credential| Subject::Credential(own.page.clone());
    let pairs = pair(old, new, |own| &own.page, |own| &own.rust);
    let mut changes = Vec::new();
    let gone = pairs.gone.iter().map(|at| Change::new(subject(&old[*at]), Kind::CredentialRemoved, "", ""));
    changes.extend(gone);
    let fresh = pairs.fresh.iter().map(|at| Change::new(subject(&new[*at]), Kind::CredentialAdded, "", ""));
    changes.extend(fresh);
    for &(before, after) in &pairs.both {
        let (was, is) = (&old[before], &new[after]);
        if was.rust != is.rust {
            changes.push(Change::new(subject(is), Kind::RustName, quoted(&was.rust), quoted(&is.rust)));
        }
        if was.secret != is.secret {
            let word = |own: &Credential| if own.secret { "a secret" } else { "a plain text" };
            changes.push(Change::new(subject(is), Kind::CredentialSecrecy, word(was), word(is)));
        }
        if was.docs.about != is.docs.about || was.page != is.page {
            changes.push(Change::new(subject(is), Kind::Documentation, "", ""));
        }
    }
    changes
}
