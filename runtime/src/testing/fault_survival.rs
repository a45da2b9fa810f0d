//! A fault that is written is read back the same, or is not written at all.

use super::arbitrary::{Choices, scalars::text};
use crate::fault::Fault;
use crate::soap::{Body, SoapVersion, decode_envelope, encode_fault};
use crate::walk::{Name, Notes};

/// Makes a fault from bytes.
#[must_use]
pub fn arbitrary_fault(bytes: &[u8]) -> Fault {
    let words =
        ["Client", "Server", "Sender", "Receiver", "MustUnderstand", "Client.Expired", "<a xmlns=\"\" />"];
    let mut choices = Choices::new(bytes).words(words);
    let code = text(&mut choices);
    let subcodes = (0..choices.below(4)).map(|_| text(&mut choices)).collect();
    let reason = text(&mut choices);
    let mut maybe = || (choices.below(2) == 1).then(|| text(&mut choices));
    Fault { code, subcodes, reason, actor: maybe(), node: maybe(), detail: maybe() }
}

/// Writes and reads a fault in a version of SOAP; `false` if it was refused.
///
/// What a version cannot tell apart is not compared: how a code and its
/// subcodes are divided, `Client` and `Sender`, no code and that of the server,
/// white space around an actor and a node, a node in SOAP 1.1, and white space
/// alone in a detail. SOAP 1.2 puts codes of which it knows nothing under
/// `Receiver`.
///
/// # Panics
/// The fault comes back changed, or cannot be read.
pub fn fault_survives(fault: &Fault, version: SoapVersion) -> bool {
    let Ok(written) = encode_fault(version, fault) else { return false };
    let shown = String::from_utf8_lossy(&written);
    let mut notes = Notes::new();
    let read = match decode_envelope(&written, None, Name::local("none"), &mut (), &mut notes) {
        Ok((_, Body::Fault(read))) => read,
        other => panic!("{version:?}: {other:?}\n{fault:?}\n{shown}"),
    };
    assert_eq!(codes(&read, version), codes(fault, version), "{version:?}: the codes of {fault:?}\n{shown}");
    assert_eq!(read.reason, fault.reason, "{version:?}\n{shown}");
    assert_eq!(read.actor, filled(fault.actor.as_deref()), "{version:?}: the actor\n{shown}");
    let node = fault.node.as_deref().filter(|_| version == SoapVersion::V12);
    assert_eq!(read.node, filled(node), "{version:?}: the node\n{shown}");
    assert_eq!(read.detail.is_some(), fault.detail.is_some(), "{version:?}: the detail\n{shown}");
    // One text can be escaped in several ways, of which a reader keeps one.
    if let (Some(read), Some(detail)) = (&read.detail, &fault.detail)
        && !detail.contains('&')
    {
        let lines = detail.replace("\r\n", "\n").replace('\r', "\n");
        let lines = if lines.trim_ascii().is_empty() { "" } else { &lines };
        assert_eq!(read.replace("&gt;", ">"), lines, "{version:?}: the detail\n{shown}");
    }
    // What was read once is settled.
    let again = encode_fault(version, &read)
        .ok()
        .map(|bytes| decode_envelope(&bytes, None, Name::local("none"), &mut (), &mut notes));
    assert_eq!(again, Some(Ok((version, Body::Fault(read)))), "{version:?}: read again\n{shown}");
    true
}

/// A code and its subcodes in one line, in the words of SOAP 1.1.
fn codes(fault: &Fault, version: SoapVersion) -> Vec<String> {
    let all = std::iter::once(&fault.code).chain(&fault.subcodes);
    let mut all: Vec<String> = all.flat_map(|code| code.split('.')).map(str::to_owned).collect();
    let known = ["Client", "Server", "VersionMismatch", "MustUnderstand", "DataEncodingUnknown"];
    match &*all[0] {
        "Sender" => "Client".clone_into(&mut all[0]),
        "Receiver" | "" => "Server".clone_into(&mut all[0]),
        own if version == SoapVersion::V12 && !known.contains(&own) => all.insert(0, "Server".to_owned()),
        _ => {}
    }
    all
}

fn filled(text: Option<&str>) -> Option<String> {
    text.map(str::trim_ascii).filter(|text| !text.is_empty()).map(str::to_owned)
}
