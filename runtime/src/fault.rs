//! Failures in the words of a protocol.

use std::fmt;

use crate::error::Excerpt;
#[cfg(feature = "xml")]
use crate::error::{DecodeError, EncodeError};
#[cfg(feature = "xml")]
use crate::walk::Record;

/// A SOAP fault (SOAP 1.1, section 4.4; SOAP 1.2 part 1, section 5.4), or any
/// other failure that no operation documents.
///
/// A server may answer with one in every binding: it is written in the form
/// that the caller speaks.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Fault {
    /// The code as it came, without its prefix: `Server`, `Client.Expired`, `Receiver`.
    pub code: String,
    /// Codes that say it more precisely, without their prefixes; SOAP 1.1 puts
    /// them behind dots in the code.
    pub subcodes: Vec<String>,
    /// What went wrong, for people.
    pub reason: String,
    /// Who was acting: the actor of SOAP 1.1, the role of SOAP 1.2.
    pub actor: Option<String>,
    /// Which node failed; only SOAP 1.2 tells.
    pub node: Option<String>,
    /// The XML inside the detail with the namespaces that it needs; `None` for
    /// a fault without a detail, which says that the body was not at fault.
    pub detail: Option<String>,
}

impl Fault {
    /// A fault of the one who sent the message, written as `Client` or `Sender`.
    #[must_use]
    pub fn client(reason: impl Into<String>) -> Self {
        Self::new("Client", reason)
    }

    /// A fault of the one who answers, written as `Server` or `Receiver`.
    #[must_use]
    pub fn server(reason: impl Into<String>) -> Self {
        Self::new("Server", reason)
    }

    /// A fault with a code and an empty detail.
    fn new(code: &str, reason: impl Into<String>) -> Self {
        Self {
            code: code.to_owned(),
            subcodes: Vec::new(),
            reason: reason.into(),
            actor: None,
            node: None,
            detail: Some(String::new()),
        }
    }

    /// Reads the detail as a type: the first element in it that is the type's own.
    /// `None` where there is no such element.
    ///
    /// # Errors
    /// The element is not such a value.
    #[cfg(feature = "xml")]
    pub fn detail_as<T: Record>(&self) -> Option<Result<T, DecodeError>> {
        crate::soap::read_detail(self.detail.as_deref()?)
    }

    /// Puts a value into the detail, as an element of its own.
    ///
    /// # Errors
    /// A text holds a character that XML 1.0 cannot carry.
    #[cfg(feature = "xml")]
    pub fn with_detail<T: Record>(mut self, value: &T) -> Result<Self, EncodeError> {
        let element = crate::soap::write_detail(value)?;
        self.detail = Some(self.detail.unwrap_or_default() + &element);
        Ok(self)
    }

    /// Whether the fault lies with the one who sent the message, in the words of either version.
    #[must_use]
    pub fn is_client(&self) -> bool {
        matches!(self.kind(), "Client" | "Sender")
    }

    /// Whether the fault lies with the one who answers, in the words of either version.
    #[must_use]
    pub fn is_server(&self) -> bool {
        matches!(self.kind(), "Server" | "Receiver")
    }

    /// Whether the fault has a code, a subcode, or a run of them joined by dots, in the
    /// words of either version: `Client` is `Sender`, and has `Client.Expired` inside it.
    #[must_use]
    pub fn has_code(&self, code: &str) -> bool {
        let plain = |part| match part {
            "Sender" => "Client",
            "Receiver" => "Server",
            own => own,
        };
        let own = std::iter::once(&self.code).chain(&self.subcodes);
        let own: Vec<&str> = own.flat_map(|own| own.split('.')).map(plain).collect();
        let wanted: Vec<&str> = code.split('.').map(plain).collect();
        own.windows(wanted.len()).any(|run| run == wanted)
    }

    /// The part of the code before the first dot.
    pub(crate) fn kind(&self) -> &str {
        self.code.split_once('.').map_or(&*self.code, |(kind, _)| kind)
    }
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.code.escape_debug().to_string())?;
        for subcode in &self.subcodes {
            write!(f, "/{}", subcode.escape_debug())?;
        }
        write!(f, ": {}", Excerpt(&self.reason))
    }
}

impl std::error::Error for Fault {}
