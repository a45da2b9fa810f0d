//! Which SOAP operation is meant, and in which version.

use http::StatusCode;
use http::header::HeaderMap;

use super::dispatch::{Chosen, Refused};
use super::problem::Problem;
use super::voice::Voice;
use crate::message::{Codec, MediaType, SoapEnvelope, charset};
use crate::soap::{SoapVersion, peek};

/// How a media type travels in SOAP, if it does.
pub(super) fn envelope(media: &MediaType) -> Option<&'static SoapEnvelope> {
    match media.codec {
        Codec::Soap(envelope) => Some(envelope),
        _ => None,
    }
}

/// Picks the binding whose request is the element in the body: SOAP has all
/// operations on one address.
///
/// `likeliest` is the first of the candidates, and `declared` what its
/// Content-Type says; `beside` are all bindings on the same line. An envelope of
/// the other version is answered in its own where the service speaks it, as peers
/// send SOAP 1.2 as `text/xml`.
pub(super) fn pick<'g, S>(
    declared: &SoapEnvelope,
    likeliest: Chosen<'g, S>,
    candidates: &[Chosen<'g, S>],
    beside: impl FnOnce() -> Vec<Chosen<'g, S>>,
    headers: &HeaderMap,
    body: &[u8],
) -> Result<Chosen<'g, S>, Refused> {
    let several = candidates.len() > 1;
    let may_differ = several || mentions_other(declared.version, body);
    // What cannot be read is told by whoever tries to.
    let peeked = may_differ.then(|| peek(body, charset(headers)).ok()).flatten();
    let found = match peeked {
        Some((version, namespace, local)) => {
            let is_in = |chosen: &Chosen<'g, S>| of(*chosen).is_some_and(|own| own.version == version);
            let mut pool = candidates.to_vec();
            if version != declared.version {
                let in_version: Vec<_> = beside().into_iter().filter(is_in).collect();
                pool = if in_version.is_empty() { pool } else { in_version };
            }
            let holds = |chosen: &&Chosen<'g, S>| {
                let request = of(**chosen).map(|own| own.request);
                request.is_some_and(|own| own.namespace == namespace && own.local == local)
            };
            pool.iter().find(holds).copied().ok_or_else(|| {
                let (namespace, local) = (namespace.escape_debug(), local.escape_debug());
                let reason = format!("there is no operation {{{namespace}}}{local}");
                refused(reason, pool.first().copied().unwrap_or(likeliest))
            })?
        }
        None if several => return Ok(likeliest),
        None => likeliest,
    };
    if declared.version == SoapVersion::V11 {
        check_action(found, headers)?;
    }
    Ok(found)
}

fn of<S>((_, media): Chosen<'_, S>) -> Option<&'static SoapEnvelope> {
    media.and_then(envelope)
}

fn refused<S>(reason: String, (_, media): Chosen<'_, S>) -> Refused {
    let problem = Problem::client(StatusCode::BAD_REQUEST, reason);
    Refused { problem, voice: media.map(Voice::of), allow: None }
}

/// Whether a body may be an envelope of the version that was not declared.
fn mentions_other(declared: SoapVersion, body: &[u8]) -> bool {
    let other = match declared {
        SoapVersion::V11 => SoapVersion::V12,
        SoapVersion::V12 => SoapVersion::V11,
    };
    // In UTF-16 every other byte is zero, and a reference may hide any letter.
    let hidden = || memchr::memchr(0, body).is_some() || memchr::memmem::find(body, b"&#").is_some();
    memchr::memmem::find(body, other.namespace().as_bytes()).is_some() || hidden()
}

/// Refuses a `SOAPAction` that is another operation's: whoever stands before the
/// server may have decided by it. One that is missing or empty leaves it to the body.
fn check_action<S>(chosen: Chosen<'_, S>, headers: &HeaderMap) -> Result<(), Refused> {
    let Some(envelope) = of(chosen) else { return Ok(()) };
    for sent in headers.get_all("soapaction") {
        let sent = sent.as_bytes().trim_ascii();
        let plain = sent.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")).unwrap_or(sent);
        if !plain.is_empty() && plain != envelope.action.as_bytes() {
            let (plain, own) = (plain.escape_ascii(), envelope.action.escape_debug());
            return Err(refused(format!("the SOAPAction is `{plain}`; here it is `{own}`"), chosen));
        }
    }
    Ok(())
}
