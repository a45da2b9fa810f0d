//! The answers to what HTTP Digest asks (RFC 7616), and the questions of a server.

use std::sync::OnceLock;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use super::View;
use super::access::{Challenge, parameters};
use crate::digest::{hex, hmac_sha256, md5, sha256};
use crate::scalar::same;

/// How long an answer may take before it is asked anew.
const LONGEST: Duration = Duration::from_secs(300);

const REALM: &str = "service";

/// The value of an `Authorization` header for Digest, with `qop=auth` (RFC 7616, section 3.4).
///
/// A client that has not been asked leaves it out. A server gives its own message: the result is
/// what came where that is proven, and was asked for here not long ago.
#[must_use]
pub fn digest(view: &View<'_>, user: &str, password: &str) -> String {
    if let Some(found) = view.found() {
        let proven = is_asked_here(found) == Asked::Now && proves(view, found, user, password);
        return if proven { found.to_owned() } else { String::new() };
    }
    match view.challenge() {
        Some(challenge) => answer(view, &challenge, user, password, &view.nonce()),
        None => String::new(),
    }
}

fn answer(view: &View<'_>, own: &Challenge, user: &str, password: &str, cnonce: &str) -> String {
    let uri = target(view);
    let count = format!("{:08x}", own.count);
    let counted = own.auth.then_some((count.as_str(), cnonce));
    let asked = (own.realm.as_str(), own.nonce.as_str());
    let response = response(own.sha256, view.method, &uri, user, password, asked, counted);
    let quoted = |text: &str| format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""));
    let mut header = format!(
        "Digest username={}, realm={}, nonce={}, uri={}, algorithm={}, response=\"{response}\"",
        quoted(user),
        quoted(&own.realm),
        quoted(&own.nonce),
        quoted(&uri),
        if own.sha256 { "SHA-256" } else { "MD5" },
    );
    if own.auth {
        header.push_str(&format!(", qop=auth, nc={count}, cnonce={}", quoted(cnonce)));
    }
    if let Some(opaque) = &own.opaque {
        header.push_str(&format!(", opaque={}", quoted(opaque)));
    }
    header
}

/// The target of the request line.
fn target(view: &View<'_>) -> String {
    match view.query() {
        "" => view.path().into_owned(),
        query => format!("{}?{query}", view.path()),
    }
}

/// RFC 7616, section 3.4.1; `counted` is the count and the client's nonce.
fn response(
    by_sha256: bool,
    method: &str,
    uri: &str,
    user: &str,
    password: &str,
    (realm, nonce): (&str, &str),
    counted: Option<(&str, &str)>,
) -> String {
    let hash =
        |text: String| hex(&if by_sha256 { sha256(&[text.as_bytes()]) } else { md5(&[text.as_bytes()]) });
    let (who, what) = (hash(format!("{user}:{realm}:{password}")), hash(format!("{method}:{uri}")));
    match counted {
        Some((count, cnonce)) => hash(format!("{who}:{nonce}:{count}:{cnonce}:auth:{what}")),
        None => hash(format!("{who}:{nonce}:{what}")),
    }
}

/// Whether what came is the answer to its own question by somebody who knows the password.
fn proves(view: &View<'_>, found: &str, user: &str, password: &str) -> bool {
    let came = received(found);
    let get = |name: &str| came.iter().find(|(own, _)| own == name).map_or("", |(_, value)| value.as_str());
    let by_sha256 = match get("algorithm").to_ascii_uppercase().as_str() {
        "" | "MD5" => false,
        "SHA-256" => true,
        _ => return false,
    };
    // Without the client's nonce an answer could be used again and again.
    if get("qop") != "auth" || get("realm") != REALM || get("uri") != target(view) {
        return false;
    }
    let (asked, counted) = ((REALM, get("nonce")), (get("nc"), get("cnonce")));
    let expected = response(by_sha256, view.method, get("uri"), user, password, asked, Some(counted));
    same(get("username").as_bytes(), user.as_bytes()) && same(get("response").as_bytes(), expected.as_bytes())
}

fn received(found: &str) -> Vec<(String, String)> {
    match found.split_once(' ') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("Digest") => parameters(rest),
        _ => Vec::new(),
    }
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Asked {
    Never,
    Before,
    Now,
}

/// Whether the question that is answered was asked by this program.
fn is_asked_here(found: &str) -> Asked {
    let came = received(found);
    let nonce = came.iter().find(|(name, _)| name == "nonce").map_or("", |(_, value)| value.as_str());
    let time = nonce.split('-').next().unwrap_or_default();
    let Ok(seconds) = u64::from_str_radix(time, 16) else { return Asked::Never };
    if !same(nonce.as_bytes(), nonce_of(seconds).as_bytes()) {
        return Asked::Never;
    }
    let age = now().saturating_sub(seconds);
    if age <= LONGEST.as_secs() { Asked::Now } else { Asked::Before }
}

fn now() -> u64 {
    SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs())
}

/// The nonce of a second, which nobody else can make.
fn nonce_of(seconds: u64) -> String {
    static KEY: OnceLock<[u8; 32]> = OnceLock::new();
    let key = KEY.get_or_init(|| {
        let mut key = [0; 32];
        getrandom::fill(&mut key).expect("a system without chance cannot serve Digest");
        key
    });
    let time = format!("{seconds:x}");
    format!("{time}-{}", hex(&hmac_sha256(key, &[time.as_bytes()])))
}

/// What a server asks whose request had this header: by SHA-256, or by MD5.
#[cfg(feature = "server")]
#[must_use]
pub(crate) fn questions(found: Option<&str>) -> [String; 2] {
    let stale = if found.map(is_asked_here) == Some(Asked::Before) { ", stale=true" } else { "" };
    let nonce = nonce_of(now());
    ["SHA-256", "MD5"].map(|algorithm| {
        format!("Digest realm=\"{REALM}\", qop=\"auth\", algorithm={algorithm}, nonce=\"{nonce}\"{stale}")
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::message::access::Challenges;

    const USER: (&str, &str) = ("Mufasa", "Circle of Life");
    const COUNTED: Option<(&str, &str)> = Some(("00000001", "f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ"));

    #[test]
    fn responses_are_those_of_the_standard() {
        // RFC 7616, section 3.9.1
        let asked = ("http-auth@example.org", "7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v");
        let response =
            |by_sha256| response(by_sha256, "GET", "/dir/index.html", USER.0, USER.1, asked, COUNTED);
        assert_eq!(response(false), "8ca523f5e9506fed4657c9700eebdbec");
        assert_eq!(response(true), "753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1");
    }

    #[test]
    fn of_several_questions_the_stronger_is_answered() {
        let question = |algorithm: &str| {
            format!("Digest realm=\"a, \\\"b\\\"\", qop=\"auth-int, auth\", nonce=\"n\"{algorithm}")
        };
        let learnt = |lines: &[String]| {
            let (challenges, mut headers) = (Challenges::default(), http::HeaderMap::new());
            for line in lines {
                headers.append("WWW-Authenticate", line.parse().unwrap());
            }
            challenges.learn(&headers).then(|| challenges.next().unwrap())
        };
        let both = [format!("Basic realm=\"x\", {}", question("")), question(", algorithm=SHA-256")];
        let found = learnt(&both).unwrap();
        assert_eq!((found.realm.as_str(), found.sha256, found.count), ("a, \"b\"", true, 1));
        assert!(!learnt(&both[..1]).unwrap().sha256);
        for line in ["Basic realm=\"x\"", "Digest", "Digest realm=\"x\"", "Digest a"] {
            assert_eq!(learnt(&[line.to_owned()]), None, "{line}");
        }
        assert_eq!(learnt(&[question(", algorithm=MD5-sess")]), None);
        assert_eq!(learnt(&[question("").replace("auth-int, auth", "auth-int")]), None);
    }

    #[test]
    fn only_what_was_asked_here_and_lately_is_an_answer() {
        let header = |nonce: &str| format!("Digest nonce=\"{nonce}\"");
        assert_eq!(is_asked_here(&header(&nonce_of(now()))), Asked::Now);
        assert_eq!(is_asked_here(&header(&nonce_of(now() - 301))), Asked::Before);
        for nonce in ["", "-", "5f5e100-00", "zz"] {
            assert_eq!(is_asked_here(&header(nonce)), Asked::Never, "{nonce}");
        }
        #[cfg(feature = "server")]
        assert!(questions(Some(&header(&nonce_of(now() - 301))))[0].ends_with(", stale=true"));
        #[cfg(feature = "server")]
        assert!(!questions(None)[0].contains("stale"));
    }
}
