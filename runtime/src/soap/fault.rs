//! The codes of faults in the words of each version.

use super::SoapVersion;
use crate::fault::Fault;

/// The code as a version has it: one that the version defines, then what else is to be said.
pub(super) fn coded(fault: &Fault, version: SoapVersion) -> (Option<&str>, Vec<&str>) {
    let (kind, more) =
        fault.code.split_once('.').map_or((&*fault.code, None), |(kind, more)| (kind, Some(more)));
    let defined = match (version, kind) {
        (SoapVersion::V11, "Client" | "Sender") => Some("Client"),
        (SoapVersion::V11, "Server" | "Receiver") => Some("Server"),
        (SoapVersion::V12, "Client" | "Sender") => Some("Sender"),
        (SoapVersion::V12, "Server" | "Receiver") => Some("Receiver"),
        (SoapVersion::V12, "DataEncodingUnknown") => Some("DataEncodingUnknown"),
        (_, "VersionMismatch") => Some("VersionMismatch"),
        (_, "MustUnderstand") => Some("MustUnderstand"),
        _ => None,
    };
    let own = if defined.is_some() { more } else { Some(&*fault.code) };
    (defined, own.into_iter().chain(fault.subcodes.iter().map(String::as_str)).collect())
}
