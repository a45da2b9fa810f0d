//! Failures that a peer tells in the words of a protocol.

use std::fmt;

/// A SOAP fault, or the like: a failure that no operation documents.
///
/// Read from SOAP 1.1 (section 4.4) and SOAP 1.2 (part 1, section 5.4); a server
/// may answer with one in every binding.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Fault {
    /// The code without its prefix, such as `Server`, `Client.Expired` or `Receiver`.
    pub code: String,
    /// Codes below the code, outermost first (SOAP 1.2).
    pub subcodes: Vec<String>,
    /// What happened, for people.
    pub reason: String,
    /// Who failed: the actor of SOAP 1.1, the role of SOAP 1.2.
    pub actor: Option<String>,
    /// The node that failed (SOAP 1.2).
    pub node: Option<String>,
    /// The content of the detail element as XML, its namespaces declared inside.
    pub detail: Option<String>,
}

impl Fault {
    /// The caller's message is at fault: `Client` in SOAP 1.1, `Sender` in SOAP 1.2.
    #[must_use]
    pub fn sender(reason: impl Into<String>) -> Self {
        Self { code: "Client".to_owned(), reason: reason.into(), ..Self::default() }
    }

    /// The server is at fault: `Server` in SOAP 1.1, `Receiver` in SOAP 1.2.
    #[must_use]
    pub fn receiver(reason: impl Into<String>) -> Self {
        Self { code: "Server".to_owned(), reason: reason.into(), ..Self::default() }
    }

    /// Whether the code says that the caller's message was at fault.
    #[must_use]
    pub fn is_sender(&self) -> bool {
        let class = self.code.split('.').next().unwrap_or_default();
        matches!(class, "Client" | "Sender" | "VersionMismatch" | "MustUnderstand" | "DataEncodingUnknown")
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: {}", self.code.escape_debug(), self.reason.escape_debug())
    }
}

impl std::error::Error for Fault {}
