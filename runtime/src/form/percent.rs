//! Percent escapes (RFC 3986, section 2.1) and the form's own (WHATWG URL, section 5.2).

/// Which characters stand for themselves.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub enum Escape {
    /// In a path segment or a query: letters, digits and `-._~`.
    Uri,
    /// In a form body: letters, digits and `-._*`, and `+` for a blank.
    Form,
}

/// Escapes a text, byte by byte of its UTF-8.
pub fn encode(text: &str, escape: Escape, out: &mut String) {
    const HEX: &[u8; 16] = b"0123456789ABCDEF";
    for byte in text.bytes() {
        let plain = byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'.' | b'_')
            || byte == if escape == Escape::Uri { b'~' } else { b'*' };
        if plain {
            out.push(char::from(byte));
        } else if byte == b' ' && escape == Escape::Form {
            out.push('+');
        } else {
            out.push('%');
            out.push(char::from(HEX[usize::from(byte >> 4)]));
            out.push(char::from(HEX[usize::from(byte & 15)]));
        }
    }
}

/// Takes the escapes out; with `plus`, a `+` is a blank.
///
/// `None` if an escape is broken or the bytes are no UTF-8.
#[must_use]
pub fn decode(text: &str, plus: bool) -> Option<String> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.bytes();
    while let Some(byte) = rest.next() {
        bytes.push(match byte {
            b'%' => hex(rest.next()?)? << 4 | hex(rest.next()?)?,
            b'+' if plus => b' ',
            byte => byte,
        });
    }
    String::from_utf8(bytes).ok()
}

fn hex(digit: u8) -> Option<u8> {
    char::from(digit).to_digit(16).and_then(|value| u8::try_from(value).ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(plain: &str, escape: Escape, escaped: &str) {
        let mut written = String::new();
        encode(plain, escape, &mut written);
        assert_eq!(written, escaped);
        assert_eq!(decode(escaped, escape == Escape::Form).as_deref(), Some(plain));
    }

    #[test]
    fn what_is_escaped_comes_back() {
        check("a/b c?#%", Escape::Uri, "a%2Fb%20c%3F%23%25");
        check("a/b c+*~", Escape::Form, "a%2Fb+c%2B*%7E");
        check("AQ==|é", Escape::Uri, "AQ%3D%3D%7C%C3%A9");
    }

    #[test]
    fn broken_escapes_are_refused() {
        for text in ["%", "%4", "%zz", "%C3", "%ff", "%+1"] {
            assert_eq!(decode(text, true), None, "{text}");
        }
    }
}
