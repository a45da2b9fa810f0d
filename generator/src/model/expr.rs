//! Values that nobody types in.

/// A pure expression over a message and credentials.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Expr {
    /// A text.
    Text(String),
    /// The bytes of the body as they travel.
    Body,
    /// The HTTP method.
    Method,
    /// The path as it travels.
    Path,
    /// A credential.
    Credential(usize),
    /// Parts one after the other.
    Join(Vec<Expr>),
    /// A function.
    Call(Function, Vec<Expr>),
}

/// A function of the expression language.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Function {
    /// SHA-256, as bytes.
    Sha256,
    /// Lower-case hexadecimal.
    Hex,
    /// Upper-case hexadecimal.
    HexUpper,
    /// Standard Base64.
    Base64,
    /// The header value of HTTP Basic.
    Basic,
}

impl Expr {
    /// Whether the value is bytes; it is a text otherwise.
    #[must_use]
    pub fn is_bytes(&self) -> bool {
        match self {
            Self::Body => true,
            Self::Text(_) | Self::Method | Self::Path | Self::Credential(_) => false,
            Self::Join(parts) => parts.iter().any(Self::is_bytes),
            Self::Call(function, _) => *function == Function::Sha256,
        }
    }

    /// Whether a function occurs in the expression.
    #[must_use]
    pub fn calls(&self, wanted: Function) -> bool {
        match self {
            Self::Call(function, arguments) => {
                *function == wanted || arguments.iter().any(|argument| argument.calls(wanted))
            }
            Self::Join(parts) => parts.iter().any(|part| part.calls(wanted)),
            Self::Text(_) | Self::Body | Self::Method | Self::Path | Self::Credential(_) => false,
        }
    }
}
