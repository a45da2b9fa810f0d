//! Which SOAP operation is meant, and in which version.

use bytes::Bytes;
use http::header::HeaderMap;
use http::{HeaderName, StatusCode};

use super::dispatch::{Chosen, Refused};
use super::endpoint::Endpoint;
use super::problem::Problem;
use super::voice::{Voice, header};
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
/// `declared` is what the Content-Type says, `beside` are the bindings with the
/// same line. An envelope of the other version is answered in its own where the
/// service speaks it, as peers send SOAP 1.2 as `text/xml`.
pub(super) fn pick<'g, S, I: Iterator<Item = &'g dyn Endpoint<S>>>(
    declared: &SoapEnvelope,
    candidates: &[Chosen<'g, S>],
    beside: impl Fn() -> I,
    headers: &HeaderMap,
    body: &Bytes,
) -> Result<Chosen<'g, S>, Refused> {
    let Some(&first) = candidates.first() else {
        return Err(Problem::client(StatusCode::NOT_FOUND, "no operation is called like this").into());
    };
    // What cannot be read is told by whoever tries to.
    let other = mentions_other(declared.version, body);
    let peeked = if other || candidates.len() > 1 { peek(body, charset(headers)).ok() } else { None };
    let Some((version, namespace, local)) = peeked else {
        check_action(declared, first.1, headers)?;
        return Ok(first);
    };
    let speaks = |version| {
        let all =
            beside().flat_map(|endpoint| endpoint.accepts().iter().map(move |media| (endpoint, Some(media))));
        let own = move |(_, media): &Chosen<'g, S>| {
            media.and_then(envelope).is_some_and(|envelope| envelope.version == version)
        };
        all.filter(own).collect::<Vec<_>>()
    };
    let in_version = if version == declared.version { Vec::new() } else { speaks(version) };
    let pool = if in_version.is_empty() { candidates } else { &in_version[..] };
    let holds = |media: &'static MediaType| {
        envelope(media).is_some_and(|own| own.request.namespace == namespace && own.request.local == local)
    };
    let Some(&found) = pool.iter().find(|(_, media)| media.is_some_and(holds)) else {
        let reason =
            format!("there is no operation {{{}}}{}", namespace.escape_debug(), local.escape_debug());
        let problem = Problem::client(StatusCode::BAD_REQUEST, reason);
        return Err(Refused {
            problem,
            voice: pool.first().and_then(|(_, media)| media.map(Voice::of)),
            allow: None,
        });
    };
    if let Some(own) = found.1.and_then(envelope) {
        check_action(own, found.1, headers)?;
    }
    Ok(found)
}

/// Whether a body may be an envelope of the version that was not declared.
fn mentions_other(declared: SoapVersion, body: &[u8]) -> bool {
    let other = match declared {
        SoapVersion::V11 => SoapVersion::V12,
        SoapVersion::V12 => SoapVersion::V11,
    };
    let namespace = other.namespace().as_bytes();
    body.windows(namespace.len()).any(|window| window == namespace)
}

/// Refuses a `SOAPAction` that is another operation's: whoever stands before the
/// server may have decided by it. One that is missing or empty leaves it to the
/// body, and SOAP 1.2 has none.
fn check_action(
    envelope: &SoapEnvelope,
    media: Option<&'static MediaType>,
    headers: &HeaderMap,
) -> Result<(), Refused> {
    let Some(sent) = header(headers, &HeaderName::from_static("soapaction")) else {
        return Ok(());
    };
    let sent = sent.trim_ascii();
    let plain = sent.strip_prefix('"').and_then(|rest| rest.strip_suffix('"')).unwrap_or(sent);
    if envelope.version == SoapVersion::V12 || plain.is_empty() || plain == envelope.action {
        return Ok(());
    }
    let reason = format!(
        "the SOAPAction is `{}`; here it is `{}`",
        plain.escape_debug(),
        envelope.action.escape_debug()
    );
    let problem = Problem::client(StatusCode::BAD_REQUEST, reason);
    Err(Refused { problem, voice: media.map(Voice::of), allow: None })
}
