//! Bytes as texts, and the way back.

/// Two lower-case hexadecimal digits a byte.
#[must_use]
pub fn hex(bytes: &[u8]) -> String {
    digits(bytes, b"0123456789abcdef")
}

/// Two upper-case hexadecimal digits a byte.
#[must_use]
pub fn hex_upper(bytes: &[u8]) -> String {
    digits(bytes, b"0123456789ABCDEF")
}

fn digits(bytes: &[u8], alphabet: &[u8; 16]) -> String {
    let pair = |byte: &u8| [byte >> 4, byte & 15].map(|digit| char::from(alphabet[usize::from(digit)]));
    bytes.iter().flat_map(pair).collect()
}

/// The bytes of hexadecimal digits in either case; `None` for another text.
#[must_use]
pub fn from_hex(text: &str) -> Option<Vec<u8>> {
    let digit = |digit: u8| char::from(digit).to_digit(16).and_then(|digit| u8::try_from(digit).ok());
    let (pairs, rest) = text.as_bytes().as_chunks::<2>();
    let bytes = pairs.iter().map(|[high, low]| Some(digit(*high)? << 4 | digit(*low)?));
    bytes.collect::<Option<Vec<u8>>>().filter(|_| rest.is_empty())
}

/// A text with everything but letters, digits and `-._~` escaped (RFC 3986, section 2.1).
#[must_use]
pub fn percent(text: &str) -> String {
    let mut escaped = String::new();
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            escaped.push(char::from(byte));
        } else {
            escaped.push('%');
            escaped.push_str(&hex_upper(&[byte]));
        }
    }
    escaped
}

/// Standard Base64 with padding (RFC 4648, section 4).
#[cfg(feature = "base64")]
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
}

/// Base64 for URLs, without padding (RFC 4648, section 5).
#[cfg(feature = "base64")]
#[must_use]
pub fn base64url(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::URL_SAFE_NO_PAD.encode(bytes)
}

/// The bytes of a Base64 in either alphabet, padded or not; `None` for another text.
#[cfg(feature = "base64")]
#[must_use]
pub fn from_base64(text: &str) -> Option<Vec<u8>> {
    use base64::Engine as _;
    let bare = text.trim_end_matches('=').replace('+', "-").replace('/', "_");
    base64::engine::general_purpose::URL_SAFE_NO_PAD.decode(bare).ok()
}

/// The value of an `Authorization` header for HTTP Basic (RFC 7617).
#[cfg(feature = "base64")]
#[must_use]
pub fn basic(user: &str, password: &str) -> String {
    format!("Basic {}", base64(format!("{user}:{password}").as_bytes()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    #[cfg(feature = "base64")]
    fn basic_credentials_are_those_of_the_standard() {
        // RFC 7617, section 2
        assert_eq!(basic("Aladdin", "open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }

    #[test]
    #[cfg(feature = "base64")]
    fn base64_comes_back_from_both_alphabets() {
        let bytes = [0xfb, 0xff, 0xfe, 0x01];
        assert_eq!((base64(&bytes), base64url(&bytes)), ("+//+AQ==".to_owned(), "-__-AQ".to_owned()));
        for text in ["+//+AQ==", "+//+AQ", "-__-AQ", "-__-AQ=="] {
            assert_eq!(from_base64(text).as_deref(), Some(&bytes[..]), "{text}");
        }
        for text in ["A", "A B=", "é"] {
            assert_eq!(from_base64(text), None, "{text}");
        }
    }

    #[test]
    fn escapes_are_those_of_urls() {
        assert_eq!(percent("a/B ~-._é*"), "a%2FB%20~-._%C3%A9%2A");
    }

    #[test]
    fn hexadecimal_comes_in_both_cases() {
        assert_eq!((hex(&[0, 171]), hex_upper(&[0, 171])), ("00ab".to_owned(), "00AB".to_owned()));
        assert_eq!(from_hex("00aB"), Some(vec![0, 171]));
        for text in ["0", "0g", "+1", "é"] {
            assert_eq!(from_hex(text), None, "{text}");
        }
    }
}
