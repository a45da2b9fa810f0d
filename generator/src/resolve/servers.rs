//! The addresses of a service, and its credentials.

use super::context::Books;
use super::docs::docs;
use super::line::{self, Part};
use super::names::{Case, Scope};
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Credential, Docs, Piece, Server, Variable};
use crate::spec::{self, CredentialType, Document, Kinds, Text};

pub(super) fn servers(document: &Document, report: &mut Report) -> Vec<Server> {
    let at = At::root().key("servers");
    let written: Vec<(At, String, &str)> = match &document.servers {
        None => Vec::new(),
        Some(Kinds::Text(_)) => {
            let expected = "a list, or a mapping from names".to_owned();
            report.push(at.clone(), Problem::WrongKind { expected, found: "a text" });
            Vec::new()
        }
        Some(Kinds::List(list)) => {
            let name = |index| if index == 0 { "main".to_owned() } else { format!("main {}", index + 1) };
            list.iter()
                .enumerate()
                .map(|(index, Text(text))| (at.item(index), name(index), text.as_str()))
                .collect()
        }
        Some(Kinds::Map(map)) => {
            map.iter().map(|(name, Text(text))| (at.key(name), name.to_owned(), text.as_str())).collect()
        }
    };
    let mut scope = Scope::new("server", Case::Pascal);
    let servers = written.into_iter().filter_map(|(at, name, text)| {
        let rust = scope.name(&name, None, &at, report)?;
        let parts = line::template(text, 0, &at, report)?;
        check(text, &parts, &at, report)?;
        let mut variables: Vec<Variable> = Vec::new();
        let mut names = Scope::new("variable", Case::Snake);
        let mut template = Vec::new();
        for part in parts {
            match part {
                Part::Text(text) => template.push(Piece::Text(text.to_owned())),
                Part::Hole(name, range) => {
                    let known = variables.iter().position(|own| own.page == name);
                    let index = match known {
                        Some(index) => index,
                        None => {
                            let rust = names.name(name, None, &at.part(range.start, range.end), report)?;
                            variables.push(Variable { page: name.to_owned(), rust });
                            variables.len() - 1
                        }
                    };
                    template.push(Piece::Variable(index));
                }
            }
        }
        Some(Server { page: name, rust, template, variables })
    });
    servers.collect()
}

/// An address begins with a scheme or a variable, and has no query.
fn check(text: &str, parts: &[Part<'_>], at: &At, report: &mut Report) -> Option<()> {
    let begins = match parts.first() {
        Some(Part::Text(text)) => text.starts_with("http://") || text.starts_with("https://"),
        Some(Part::Hole(..)) => true,
        None => false,
    };
    let plain = parts.iter().all(|part| match part {
        Part::Text(text) => {
            text.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-._~!$&'()*+,;=:@%/".contains(&byte))
        }
        Part::Hole(..) => true,
    });
    if begins && plain {
        return Some(());
    }
    let expected = "an address such as `https://{site}.example.com/api`, without a query".to_owned();
    report.push(at.clone(), Problem::Malformed { what: "server", expected, found: text.to_owned() });
    None
}

pub(super) fn credentials(document: &Document, books: &mut Books, report: &mut Report) -> Vec<Credential> {
    let at = At::root().key("credentials");
    let mut scope = Scope::new("credential", Case::Snake);
    let mut credentials = Vec::new();
    for (page, written) in document.credentials.iter() {
        let at = at.key(page);
        let (secret, rust, docs) = match written {
            Kinds::Text(text) => {
                let secret = match text.as_str() {
                    "secret" => true,
                    "string" => false,
                    other => {
                        let known = vec!["secret".to_owned(), "string".to_owned()];
                        let nearest = crate::diagnostics::nearest(other, ["secret", "string"]);
                        let word = other.to_owned();
                        report.push(
                            at,
                            Problem::UnknownWord { word, what: "type of a credential", nearest, known },
                        );
                        continue;
                    }
                };
                (secret, None, Docs::default())
            }
            Kinds::List(_) => continue,
            Kinds::Map(long) => {
                let remarks = [long.assume.as_ref(), long.outside.as_ref()];
                let docs = docs(
                    long.about.as_ref(),
                    remarks,
                    &spec::Credential::MAPPING,
                    &at,
                    &mut books.notes,
                    report,
                );
                (long.type_ == CredentialType::Secret, long.rust.as_ref(), docs)
            }
        };
        if let Some(rust) = scope.name(page, rust, &at, report) {
            credentials.push(Credential { page: page.to_owned(), rust, secret, docs });
        }
    }
    credentials
}
