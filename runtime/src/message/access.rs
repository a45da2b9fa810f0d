//! HTTP Digest (RFC 7616): the server asks, the client answers.

use std::fmt;
use std::sync::{Mutex, PoisonError};

use http::header::{HeaderMap, WWW_AUTHENTICATE};

/// What a server asks for.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct Challenge {
    pub(super) realm: String,
    pub(super) nonce: String,
    pub(super) opaque: Option<String>,
    pub(super) sha256: bool,
    pub(super) auth: bool,
    /// How often it has been answered.
    pub(super) count: u32,
}

/// What servers have asked a client for. The last question is answered until there is another.
#[derive(Default)]
pub struct Challenges(Mutex<Option<Challenge>>);

impl fmt::Debug for Challenges {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Challenges").finish_non_exhaustive()
    }
}

impl Challenges {
    /// Takes up what an answer asks for. `false` where it asks for nothing that can be answered.
    pub fn learn(&self, headers: &HeaderMap) -> bool {
        let lines = headers.get_all(WWW_AUTHENTICATE).into_iter().filter_map(|line| line.to_str().ok());
        let found: Vec<Challenge> = lines.flat_map(challenges).collect();
        let best = found.iter().find(|own| own.sha256).or(found.first()).cloned();
        let learnt = best.is_some();
        if learnt {
            *self.0.lock().unwrap_or_else(PoisonError::into_inner) = best;
        }
        learnt
    }

    /// The question, counted as answered once more.
    #[cfg(feature = "challenge")]
    pub(super) fn next(&self) -> Option<Challenge> {
        let mut own = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let challenge = own.as_mut()?;
        challenge.count = challenge.count.saturating_add(1);
        Some(challenge.clone())
    }
}

/// The questions for Digest in a header, which may hold several and those of other schemes.
fn challenges(line: &str) -> Vec<Challenge> {
    const SCHEME: &str = "digest ";
    let lower = line.to_ascii_lowercase();
    let starts: Vec<usize> = lower.match_indices(SCHEME).map(|(at, _)| at).collect();
    let ends = starts.iter().skip(1).copied().chain([line.len()]);
    let pieces = starts.iter().zip(ends).map(|(start, end)| &line[start + SCHEME.len()..end]);
    pieces.filter_map(challenge).collect()
}

fn challenge(text: &str) -> Option<Challenge> {
    let parameters = parameters(text);
    let get = |name: &str| parameters.iter().find(|(own, _)| own == name).map(|(_, value)| value.clone());
    let sha256 = match get("algorithm").map(|own| own.to_ascii_uppercase()).as_deref() {
        None | Some("MD5") => false,
        Some("SHA-256") => true,
        Some(_) => return None,
    };
    let qop = get("qop");
    let auth = qop.as_ref().is_some_and(|own| own.split(',').any(|own| own.trim() == "auth"));
    // One that asks for the body to be hashed as well is not answered.
    if qop.is_some() && !auth {
        return None;
    }
    let (realm, nonce) = (get("realm")?, get("nonce")?);
    Some(Challenge { realm, nonce, opaque: get("opaque"), sha256, auth, count: 0 })
}

/// `name=value, name="value"`, the names in small letters.
pub(super) fn parameters(text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    let mut rest = text;
    while let Some((name, after)) = rest.split_once('=') {
        let name = name.trim_matches([' ', ',', '\t']).to_ascii_lowercase();
        let after = after.trim_start();
        let (value, end) = match after.strip_prefix('"') {
            Some(quoted) => {
                let (value, end) = unquoted(quoted);
                (value, end + 1)
            }
            None => {
                let end = after.find(',').unwrap_or(after.len());
                (after[..end].trim().to_owned(), end)
            }
        };
        found.push((name, value));
        rest = after.get(end..).unwrap_or_default();
    }
    found
}

/// A quoted text without its escapes, and how long it is with its end.
fn unquoted(text: &str) -> (String, usize) {
    let mut value = String::new();
    let mut escaped = false;
    for (at, own) in text.char_indices() {
        match own {
            '"' if !escaped => return (value, at + 1),
            '\\' if !escaped => escaped = true,
            own => {
                value.push(own);
                escaped = false;
            }
        }
    }
    (value, text.len())
}
