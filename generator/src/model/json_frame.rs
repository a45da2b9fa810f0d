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
    /// A failure. In a frame without such a member, failures stand alone.
    Failure,
    /// 32 hexadecimal digits, made once an attempt.
    Nonce,
    /// A UUID, made once a call.
    Uuid,
    /// What the request has in the member of this name.
    Repeats(String),
}
