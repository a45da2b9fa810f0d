//! The functions that expressions of a spec may call.
//!
//! Generated code calls them for values that are computed over a message, such
//! as signatures and credentials.

/// SHA-256 of the parts one after the other (FIPS 180-4).
#[cfg(feature = "digest")]
#[must_use]
pub fn sha256(parts: &[&[u8]]) -> Vec<u8> {
    use sha2::{Digest as _, Sha256};
    let mut hash = Sha256::new();
    for part in parts {
        hash.update(part);
    }
    hash.finalize().to_vec()
}

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

/// Standard Base64 with padding (RFC 4648, section 4).
#[cfg(feature = "base64")]
#[must_use]
pub fn base64(bytes: &[u8]) -> String {
    use base64::Engine as _;
    base64::engine::general_purpose::STANDARD.encode(bytes)
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
    #[cfg(feature = "digest")]
    fn a_digest_runs_over_all_parts() {
        // FIPS 180-2, appendix B.1
        let expected = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(hex(&sha256(&[b"a", b"", b"bc"])), expected);
    }

    #[test]
    #[cfg(feature = "base64")]
    fn basic_credentials_are_those_of_the_standard() {
        // RFC 7617, section 2
        assert_eq!(basic("Aladdin", "open sesame"), "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==");
    }

    #[test]
    fn hexadecimal_comes_in_both_cases() {
        assert_eq!((hex(&[0, 171]), hex_upper(&[0, 171])), ("00ab".to_owned(), "00AB".to_owned()));
    }
}
