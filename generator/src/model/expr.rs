//! Values that nobody types in.

/// A pure expression over a message, its inputs, credentials, and what only the sender knows.
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
    /// The query as it travels.
    Query,
    /// The address without the query.
    Url,
    /// The host, with its port.
    Host,
    /// The operation's name on its page.
    Operation,
    /// A header as it travels.
    Header(String),
    /// The time of the attempt.
    Now(TimeForm),
    /// The nonce of the attempt.
    Nonce,
    /// The UUID of the call.
    Uuid,
    /// A credential.
    Credential(usize),
    /// An input, by the name that travels.
    Input(String),
    /// What an earlier answer brought.
    Held(String),
    /// Parameters as one text.
    Pairs(Pairs),
    /// Parts one after the other.
    Join(Vec<Expr>),
    /// Parts with line feeds between them.
    Lines(Vec<Expr>),
    /// The second where the first is not empty.
    When(Box<[Expr; 2]>),
    /// A function.
    Call(Function, Vec<Expr>),
}

/// How the time is written.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum TimeForm {
    /// Seconds since 1970.
    Unix,
    /// Milliseconds since 1970.
    UnixMillis,
    /// `2024-11-18T12:47:37Z`.
    Iso,
    /// `2024-11-18T12:47:37.730Z`.
    IsoMillis,
    /// `20241118124737`.
    Digits,
    /// The form of HTTP.
    Http,
    /// Milliseconds since 1970 that rise with every attempt.
    Rising,
}

impl TimeForm {
    /// Every form.
    pub const ALL: [Self; 7] =
        [Self::Unix, Self::UnixMillis, Self::Iso, Self::IsoMillis, Self::Digits, Self::Http, Self::Rising];

    /// Its name in an expression.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Unix => "unix",
            Self::UnixMillis => "unix-ms",
            Self::Iso => "iso",
            Self::IsoMillis => "iso-ms",
            Self::Digits => "digits",
            Self::Http => "http",
            Self::Rising => "rising",
        }
    }
}

/// Parameters that become one text.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct Pairs {
    /// Those of the query.
    pub query: bool,
    /// The members of the body.
    pub form: bool,
    /// Whether they are sorted.
    pub sorted: bool,
    /// Whether those without a value are left out.
    pub nonempty: bool,
    /// Whether they are escaped.
    pub percent: bool,
    /// The names of those that are left out.
    pub except: Vec<String>,
    /// What stands between name and value, if not `=`.
    pub inside: Option<String>,
    /// What stands between them, if not `&`.
    pub between: Option<String>,
}

/// A function of the expression language.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Function {
    /// MD5, as bytes.
    Md5,
    /// SHA-1, as bytes.
    Sha1,
    /// SHA-256, as bytes.
    Sha256,
    /// SHA-512, as bytes.
    Sha512,
    /// HMAC with MD5: the key, then the message.
    HmacMd5,
    /// HMAC with SHA-1.
    HmacSha1,
    /// HMAC with SHA-256.
    HmacSha256,
    /// HMAC with SHA-512.
    HmacSha512,
    /// Lower-case hexadecimal.
    Hex,
    /// Upper-case hexadecimal.
    HexUpper,
    /// Standard Base64.
    Base64,
    /// Base64 for URLs.
    Base64Url,
    /// The bytes of a Base64.
    FromBase64,
    /// The bytes of hexadecimal digits.
    FromHex,
    /// Everything but letters, digits and `-._~` escaped.
    Percent,
    /// In capitals.
    Upper,
    /// In small letters.
    Lower,
    /// The header value of HTTP Basic.
    Basic,
    /// The header value of OAuth 1.0.
    OAuth1,
    /// The header value of HTTP Digest, once the server has asked for it.
    Digest,
}

impl Function {
    /// Every function.
    pub const ALL: [Self; 20] = [
        Self::Md5,
        Self::Sha1,
        Self::Sha256,
        Self::Sha512,
        Self::HmacMd5,
        Self::HmacSha1,
        Self::HmacSha256,
        Self::HmacSha512,
        Self::Hex,
        Self::HexUpper,
        Self::Base64,
        Self::Base64Url,
        Self::FromBase64,
        Self::FromHex,
        Self::Percent,
        Self::Upper,
        Self::Lower,
        Self::Basic,
        Self::OAuth1,
        Self::Digest,
    ];

    /// Its name in an expression; the runtime's function of what it does has the same.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Md5 => "md5",
            Self::Sha1 => "sha1",
            Self::Sha256 => "sha256",
            Self::Sha512 => "sha512",
            Self::HmacMd5 => "hmac_md5",
            Self::HmacSha1 => "hmac_sha1",
            Self::HmacSha256 => "hmac_sha256",
            Self::HmacSha512 => "hmac_sha512",
            Self::Hex => "hex",
            Self::HexUpper => "hex_upper",
            Self::Base64 => "base64",
            Self::Base64Url => "base64url",
            Self::FromBase64 => "from_base64",
            Self::FromHex => "from_hex",
            Self::Percent => "percent",
            Self::Upper => "upper",
            Self::Lower => "lower",
            Self::Basic => "basic",
            Self::OAuth1 => "oauth1",
            Self::Digest => "digest",
        }
    }

    /// How many arguments it takes.
    #[must_use]
    pub fn arguments(self) -> usize {
        match self {
            Self::OAuth1 => 4,
            Self::HmacMd5
            | Self::HmacSha1
            | Self::HmacSha256
            | Self::HmacSha512
            | Self::Basic
            | Self::Digest => 2,
            Self::Md5
            | Self::Sha1
            | Self::Sha256
            | Self::Sha512
            | Self::Hex
            | Self::HexUpper
            | Self::Base64
            | Self::Base64Url
            | Self::FromBase64
            | Self::FromHex
            | Self::Percent
            | Self::Upper
            | Self::Lower => 1,
        }
    }

    /// Whether the value is bytes; it is a text otherwise.
    #[must_use]
    pub fn gives_bytes(self) -> bool {
        match self {
            Self::Md5
            | Self::Sha1
            | Self::Sha256
            | Self::Sha512
            | Self::HmacMd5
            | Self::HmacSha1
            | Self::HmacSha256
            | Self::HmacSha512
            | Self::FromBase64
            | Self::FromHex => true,
            Self::Hex
            | Self::HexUpper
            | Self::Base64
            | Self::Base64Url
            | Self::Percent
            | Self::Upper
            | Self::Lower
            | Self::Basic
            | Self::OAuth1
            | Self::Digest => false,
        }
    }

    /// Whether its arguments may be bytes.
    #[must_use]
    pub fn takes_bytes(self) -> bool {
        match self {
            Self::FromBase64
            | Self::FromHex
            | Self::Percent
            | Self::Upper
            | Self::Lower
            | Self::Basic
            | Self::OAuth1
            | Self::Digest => false,
            Self::Md5
            | Self::Sha1
            | Self::Sha256
            | Self::Sha512
            | Self::HmacMd5
            | Self::HmacSha1
            | Self::HmacSha256
            | Self::HmacSha512
            | Self::Hex
            | Self::HexUpper
            | Self::Base64
            | Self::Base64Url => true,
        }
    }
}

impl Expr {
    /// Whether the value is bytes; it is a text otherwise.
    #[must_use]
    pub fn is_bytes(&self) -> bool {
        match self {
            Self::Body => true,
            Self::Join(parts) | Self::Lines(parts) => parts.iter().any(Self::is_bytes),
            Self::When(parts) => parts[1].is_bytes(),
            Self::Call(function, _) => function.gives_bytes(),
            _ => false,
        }
    }

    /// The parts of the expression, those that it is made of itself.
    #[must_use]
    pub fn parts(&self) -> &[Expr] {
        match self {
            Self::Join(parts) | Self::Lines(parts) | Self::Call(_, parts) => parts,
            Self::When(parts) => &parts[..],
            _ => &[],
        }
    }

    /// The function that it calls itself.
    #[must_use]
    pub fn function(&self) -> Option<Function> {
        match self {
            Self::Call(function, _) => Some(*function),
            _ => None,
        }
    }

    /// Whether something occurs in the expression.
    #[must_use]
    pub fn any(&self, wanted: &dyn Fn(&Expr) -> bool) -> bool {
        wanted(self) || self.parts().iter().any(|part| part.any(wanted))
    }

    /// Whether a function occurs in the expression.
    #[must_use]
    pub fn calls(&self, wanted: Function) -> bool {
        self.any(&|own| matches!(own, Self::Call(function, _) if *function == wanted))
    }

    /// Whether a server cannot check it without credentials.
    #[must_use]
    pub fn has_credentials(&self) -> bool {
        self.any(&|own| matches!(own, Self::Credential(_)))
    }

    /// Whether it looks at inputs, or at the members of a body.
    #[must_use]
    pub fn has_input(&self) -> bool {
        self.any(&|own| matches!(own, Self::Input(_) | Self::Pairs(Pairs { form: true, .. })))
    }

    /// Whether it is known to the client alone.
    #[must_use]
    pub fn is_sent(&self) -> bool {
        self.any(&|own| matches!(own, Self::Now(_) | Self::Nonce | Self::Uuid | Self::Held(_)))
    }

    /// Whether an answer brings a part of it.
    #[must_use]
    pub fn has_held(&self) -> bool {
        self.any(&|own| matches!(own, Self::Held(_)))
    }

    /// Whether it looks at the message.
    #[must_use]
    pub fn has_message(&self) -> bool {
        self.any(&|own| {
            matches!(
                own,
                Self::Body
                    | Self::Path
                    | Self::Query
                    | Self::Url
                    | Self::Host
                    | Self::Header(_)
                    | Self::Pairs(_)
                    | Self::Call(Function::OAuth1 | Function::Digest, _)
            )
        })
    }

    /// The text that it always is for an operation.
    #[must_use]
    pub fn constant(&self, operation: &str) -> Option<String> {
        match self {
            Self::Text(text) => Some(text.clone()),
            Self::Operation => Some(operation.to_owned()),
            Self::Join(parts) => parts.iter().map(|part| part.constant(operation)).collect(),
            _ => None,
        }
    }
}
