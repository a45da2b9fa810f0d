//! What stands around bodies in JSON.

/// The members around what requests and answers hold, in the order in which they are written. A
/// direction without any has no frame.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub struct JsonFrame {
    /// Around the input.
    pub request: Vec<(String, JsonFramePart)>,
    /// Around the output or a failure.
    pub answer: Vec<(String, JsonFramePart)>,
}

/// What a member of a frame is.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum JsonFramePart {
    /// Always this text.
    Always(String),
    /// The input, or the output.
    Inside,
    /// The output, and in a failure this JSON.
    InsideOr(String),
    /// A failure. In a frame without such a member, failures stand alone.
    Failure,
    /// A failure, and in a success this JSON.
    FailureOr(String),
    /// 32 hexadecimal digits, made once an attempt.
    Nonce,
    /// A UUID, made once a call.
    Uuid,
    /// What the request has in the member of this name.
    Repeats(String),
}

impl JsonFramePart {
    /// Whether the member holds the input or the output.
    #[must_use]
    pub fn is_inside(&self) -> bool {
        matches!(self, Self::Inside | Self::InsideOr(_))
    }

    /// Whether the member holds a failure.
    #[must_use]
    pub fn is_failure(&self) -> bool {
        matches!(self, Self::Failure | Self::FailureOr(_))
    }
}
