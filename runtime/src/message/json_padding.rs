//! JSON inside a call of a script function, `name({…})`.

use crate::error::DecodeError;

/// The JSON between the parentheses; a body without them is taken as it is.
pub(super) fn strip(body: &[u8]) -> Result<&[u8], DecodeError> {
    let text = body.trim_ascii();
    if matches!(text.first(), Some(b'{' | b'[')) {
        return Ok(text);
    }
    let text = text.strip_suffix(b";").unwrap_or(text).trim_ascii_end();
    let inside = text
        .iter()
        .position(|&byte| byte == b'(')
        .and_then(|open| is_function(&text[..open]).then(|| text[open + 1..].strip_suffix(b")"))?);
    inside.ok_or_else(|| DecodeError::syntax("expected JSON inside a function call, `name({…})`"))
}

/// The JSON between the parentheses, or the body itself.
#[cfg(any(feature = "client", feature = "server"))]
pub(super) fn unpadded(body: &[u8]) -> &[u8] {
    strip(body).unwrap_or(body)
}

/// Whether a text can be the name of a function: anything else in its place
/// would let a caller choose what a browser runs.
pub(crate) fn is_function(name: &[u8]) -> bool {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'$' | b'.');
    !name.is_empty() && name.iter().all(plain)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn padding_is_taken_off() {
        assert_eq!(strip(b"f({\"a\":1})").unwrap(), b"{\"a\":1}");
        assert_eq!(strip(b" _cb_Logout( {} ) ;\n").unwrap(), b" {} ");
        assert_eq!(strip(b"{}").unwrap(), b"{}");
    }

    #[test]
    fn what_is_no_call_is_refused() {
        for body in ["", "f", "f(", "f({}", "alert(1);f({})x", "<b>({})"] {
            assert!(strip(body.as_bytes()).is_err(), "{body}");
        }
    }
}
