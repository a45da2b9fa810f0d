//! Rust names, each derived once from the page's name.

use std::collections::HashMap;

use crate::diagnostics::{At, Problem, Report};
use crate::spec::{NameStyle, Text};

/// How a kind of Rust name is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Case {
    /// `logout_response`
    Snake,
    /// `LogoutResponse`
    Pascal,
    /// `LOGOUT_RESPONSE`
    Constant,
}

impl Case {
    /// Whether the compiler takes a name for one that is written so.
    fn is_of(self, rust: &str) -> bool {
        match self {
            Self::Snake => !rust.contains(char::is_uppercase),
            Self::Constant => !rust.contains(char::is_lowercase),
            Self::Pascal => !rust.starts_with(char::is_lowercase) && !rust.contains('_'),
        }
    }

    fn expected(self) -> &'static str {
        match self {
            Self::Snake => "small letters, as in `logout_response`",
            Self::Pascal => "words that begin with capitals, as in `LogoutResponse`",
            Self::Constant => "capital letters, as in `LOGOUT_RESPONSE`",
        }
    }
}

/// The words of a name: it is cut at everything that is no letter or digit,
/// and where the case changes.
fn words(name: &str) -> Vec<String> {
    let letters: Vec<char> = name.chars().collect();
    let mut words = vec![String::new()];
    for (at, &letter) in letters.iter().enumerate() {
        if !letter.is_alphanumeric() {
            words.push(String::new());
            continue;
        }
        let before = at.checked_sub(1).map(|at| letters[at]);
        let after = letters.get(at + 1);
        // `isOk` is cut before the O, `XMLHttp` before the H.
        let rises = letter.is_uppercase() && before.is_some_and(|before| !before.is_uppercase());
        let last_of_run = letter.is_uppercase() && after.is_some_and(|after| after.is_lowercase());
        if rises || last_of_run {
            words.push(String::new());
        }
        if let Some(word) = words.last_mut() {
            word.extend(letter.to_lowercase());
        }
    }
    words.retain(|word| !word.is_empty());
    words
}

/// A name of the page in another style; a name without letters and digits stays as it is.
pub(super) fn styled(name: &str, style: NameStyle) -> String {
    let words = words(name);
    match style {
        _ if words.is_empty() => name.to_owned(),
        NameStyle::Lower => name.to_lowercase(),
        NameStyle::Upper => name.to_uppercase(),
        NameStyle::Kebab => words.join("-"),
        NameStyle::Snake => words.join("_"),
        NameStyle::Pascal => words.iter().map(|word| capital(word)).collect(),
        NameStyle::Camel => {
            let (first, rest) = words.split_at(1);
            first.iter().cloned().chain(rest.iter().map(|word| capital(word))).collect()
        }
    }
}

/// A word with a capital letter at its beginning.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The Rust name of a page's name; `None` if there is nothing to make one from.
pub(super) fn derive(name: &str, case: Case) -> Option<String> {
    let words = words(name);
    let mut rust = match case {
        Case::Snake => words.join("_"),
        Case::Constant => words.join("_").to_uppercase(),
        Case::Pascal => words.iter().map(|word| capital(word)).collect(),
    };
    if rust.starts_with(|first: char| first.is_numeric()) {
        rust.insert(0, if case == Case::Snake { 'v' } else { 'V' });
    }
    // The one keyword in Pascal case; an underscore would break the case.
    if rust == "Self" {
        rust.push_str("Value");
    }
    identifier(rust)
}

/// The text as an identifier; a keyword gets an underscore at its end.
fn identifier(mut rust: String) -> Option<String> {
    if syn::parse_str::<syn::Ident>(&rust).is_err() {
        rust.push('_');
    }
    // `_` alone, and letters that no identifier has, are refused here.
    syn::parse_str::<syn::Ident>(&rust).ok().map(|_| rust).filter(|rust| rust != "_" && rust != "__")
}

/// The Rust names that one scope has given out, and for which of the page's names.
#[derive(Debug)]
pub(super) struct Scope {
    what: &'static str,
    case: Case,
    taken: HashMap<String, String>,
    avoided: &'static [&'static str],
}

impl Scope {
    pub(super) fn new(what: &'static str, case: Case) -> Self {
        Self { what, case, taken: HashMap::new(), avoided: &[] }
    }

    /// Gives these derived names another ending: generated code has something
    /// else by them.
    pub(super) fn avoid(mut self, rust: &'static [&'static str]) -> Self {
        self.avoided = rust;
        self
    }

    /// Keeps a name for generated code.
    pub(super) fn reserve(mut self, rust: &str, page: &str) -> Self {
        self.taken.insert(rust.to_owned(), page.to_owned());
        self
    }

    /// Derives the Rust name of `page`, or takes the one that the spec gives.
    pub(super) fn name(
        &mut self,
        page: &str,
        given: Option<&Text>,
        at: &At,
        report: &mut Report,
    ) -> Option<String> {
        let rust = match given {
            Some(Text(given)) => match identifier(given.clone()).filter(|rust| rust == given) {
                Some(rust) if self.case.is_of(&rust) => rust,
                found => {
                    let what = "Rust name";
                    let expected = match found {
                        Some(_) => self.case.expected(),
                        None => "letters, digits and underscores, and no keyword",
                    };
                    let expected = expected.to_owned();
                    let problem = Problem::Malformed { what, expected, found: given.clone() };
                    report.push(at.key("rust"), problem);
                    return None;
                }
            },
            None => match derive(page, self.case) {
                Some(rust) if self.avoided.contains(&rust.as_str()) => {
                    rust + if self.case == Case::Pascal { "Type" } else { "_" }
                }
                Some(rust) => rust,
                None => {
                    report.push(at.name(), Problem::NoRustName { name: page.to_owned(), what: self.what });
                    return None;
                }
            },
        };
        if let Some(other) = self.taken.get(&rust) {
            let problem =
                Problem::RustCollision { name: page.to_owned(), other: other.clone(), rust, what: self.what };
            report.push(at.name(), problem);
            return None;
        }
        self.taken.insert(rust.clone(), page.to_owned());
        Some(rust)
    }

    /// Takes a further name for `page`; it may not be given out any more.
    pub(super) fn take(&mut self, rust: &str, page: &str, at: &At, report: &mut Report) {
        if let Some(other) = self.taken.get(rust) {
            let (name, other) = (page.to_owned(), other.clone());
            let problem = Problem::RustCollision { name, other, rust: rust.to_owned(), what: self.what };
            report.push(at.name(), problem);
            return;
        }
        self.taken.insert(rust.to_owned(), page.to_owned());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: &str, snake: &str, pascal: &str) {
        assert_eq!(derive(page, Case::Snake).as_deref(), Some(snake));
        assert_eq!(derive(page, Case::Pascal).as_deref(), Some(pascal));
    }

    #[test]
    fn names_are_cut_into_words() {
        check("ClientCode", "client_code", "ClientCode");
        check("API.LANGUAGE", "api_language", "ApiLanguage");
        check("MessageID", "message_id", "MessageId");
        check("XMLHttpRequest", "xml_http_request", "XmlHttpRequest");
        check("portal-session-id", "portal_session_id", "PortalSessionId");
        check("id_pos_sesion", "id_pos_sesion", "IdPosSesion");
        check("soap11", "soap11", "Soap11");
        check("tt_cmd_connection.logout", "tt_cmd_connection_logout", "TtCmdConnectionLogout");
        check("größe", "größe", "Größe");
    }

    #[test]
    fn keywords_and_digits_become_identifiers() {
        check("type", "type_", "Type");
        check("self", "self_", "SelfValue");
        check("1.10", "v1_10", "V110");
    }

    #[test]
    fn what_has_no_letters_has_no_name() {
        for page in ["", "-", "_", "…", "+ +"] {
            assert_eq!(derive(page, Case::Snake), None, "{page}");
        }
    }
}
