//! The codes of faults in the words of each version.

use super::SoapVersion;
use crate::error::EncodeError;
use crate::fault::Fault;
use crate::xml::continues_name;

/// The code as a version has it: one that the version defines, then what else is to be said.
///
/// A code is a qualified name: a reader takes a colon for the end of a prefix
/// and drops white space.
pub(super) fn coded(fault: &Fault, version: SoapVersion) -> Result<(Option<&str>, Vec<&str>), EncodeError> {
    let (defined, more) = divided(fault, version);
    match more.iter().find(|code| !is_code(code)) {
        None => Ok((defined, more)),
        Some(code) => {
            Err(EncodeError::new(format!("`{}` is no code of a fault", code.escape_debug())).within("code"))
        }
    }
}

fn is_code(code: &str) -> bool {
    code.chars().all(continues_name) && code.split('.').all(|part| !part.is_empty())
}

fn divided(fault: &Fault, version: SoapVersion) -> (Option<&str>, Vec<&str>) {
    let (kind, more) =
        fault.code.split_once('.').map_or((&*fault.code, None), |(kind, more)| (kind, Some(more)));
    let defined = match (version, kind) {
        (SoapVersion::V11, "Client" | "Sender") => Some("Client"),
        // Whoever leaves the code out has at least answered.
        (SoapVersion::V11, "Server" | "Receiver" | "") => Some("Server"),
        (SoapVersion::V12, "Client" | "Sender") => Some("Sender"),
        (SoapVersion::V12, "Server" | "Receiver" | "") => Some("Receiver"),
        (SoapVersion::V12, "DataEncodingUnknown") => Some("DataEncodingUnknown"),
        (_, "VersionMismatch") => Some("VersionMismatch"),
        (_, "MustUnderstand") => Some("MustUnderstand"),
        _ => None,
    };
    let own = if defined.is_some() { more } else { Some(&*fault.code) };
    (defined, own.into_iter().chain(fault.subcodes.iter().map(String::as_str)).collect())
}
