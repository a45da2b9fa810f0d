//! How the content of a part is encoded on its way, and its charset.

use std::borrow::Cow;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

/// The content without its transfer encoding (RFC 2045, section 6). Nobody writes one any
/// more (RFC 7578, section 4.7).
pub(super) fn decoded<'b>(content: &'b [u8], encoding: Option<&str>) -> Result<Cow<'b, [u8]>, &'static str> {
    match encoding.map(str::to_ascii_lowercase).as_deref() {
        None | Some("" | "7bit" | "8bit" | "binary") => Ok(Cow::Borrowed(content)),
        Some("base64") => {
            let digits: Vec<u8> = content.iter().copied().filter(|own| !own.is_ascii_whitespace()).collect();
            STANDARD.decode(digits).map(Cow::Owned).map_err(|_| "Base64")
        }
        Some("quoted-printable") => quoted_printable(content).map(Cow::Owned).ok_or("quoted-printable"),
        Some(_) => Err("content in base64, quoted-printable, or as it is"),
    }
}

fn quoted_printable(content: &[u8]) -> Option<Vec<u8>> {
    let mut plain = Vec::with_capacity(content.len());
    let mut rest = content;
    while let [first, after @ ..] = rest {
        if *first != b'=' {
            plain.push(*first);
            rest = after;
            continue;
        }
        rest = match after {
            // A line that goes on.
            [b'\r', b'\n', after @ ..] | [b'\n', after @ ..] => after,
            [high, low, after @ ..] => {
                let digit = |own: u8| char::from(own).to_digit(16);
                plain.push(u8::try_from(digit(*high)? * 16 + digit(*low)?).ok()?);
                after
            }
            [] | [_] => return None,
        };
    }
    Some(plain)
}

/// The text of bytes in a charset that is said, UTF-8 where none is.
pub(super) fn text<'b>(bytes: Cow<'b, [u8]>, charset: Option<&str>) -> Result<Cow<'b, str>, &'static str> {
    const EXPECTED: &str = "a text in UTF-8";
    match charset.map(str::to_ascii_lowercase).as_deref() {
        None | Some("" | "utf-8" | "utf8" | "us-ascii") => match bytes {
            Cow::Borrowed(bytes) => std::str::from_utf8(bytes).map(Cow::Borrowed).map_err(|_| EXPECTED),
            Cow::Owned(bytes) => String::from_utf8(bytes).map(Cow::Owned).map_err(|_| EXPECTED),
        },
        Some("iso-8859-1" | "latin1") => Ok(bytes.iter().copied().map(char::from).collect()),
        Some(_) => Err("a text in UTF-8 or ISO-8859-1"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn encodings_of_mail_are_taken_off() {
        for (encoding, sent, expected) in [
            (None, "a=", Some("a=")),
            (Some("8BIT"), "\u{e9}", Some("\u{e9}")),
            (Some("Base64"), "YW\r\nJj", Some("abc")),
            (Some("base64"), "YW$j", None),
            (Some("Quoted-Printable"), "caf=C3=A9 =\r\nau =\nlait=3d", Some("caf\u{e9} au lait=")),
            (Some("quoted-printable"), "=C", None),
            (Some("quoted-printable"), "=GG", None),
            (Some("x-uuencode"), "a", None),
        ] {
            let found =
                decoded(sent.as_bytes(), encoding).ok().map(|own| String::from_utf8_lossy(&own).into_owned());
            assert_eq!(found.as_deref(), expected, "{encoding:?} {sent}");
        }
    }
}
