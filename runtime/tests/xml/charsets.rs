//! Bytes and the charsets that they are in.

use super::*;

fn utf16(text: &str, bytes: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(bytes).collect()
}

#[test]
fn the_mark_then_the_transport_then_the_declaration_decide_the_charset() {
    let text = "<row><name>é€\u{10000}</name></row>";
    let marked = format!("\u{feff}{text}");
    let declared = format!("<?xml version='1.0' encoding='utf-16'?>{text}");
    for (body, charset) in [
        (text.as_bytes().to_vec(), None),
        (text.as_bytes().to_vec(), Some("UTF-8")),
        (marked.as_bytes().to_vec(), None),
        (marked.as_bytes().to_vec(), Some("iso-8859-1")),
        (utf16(&marked, u16::to_le_bytes), None),
        (utf16(&marked, u16::to_be_bytes), Some("utf-16")),
        (utf16(&declared, u16::to_le_bytes), None),
        (utf16(&declared, u16::to_be_bytes), None),
        (utf16(text, u16::to_le_bytes), Some("utf-16")),
        (utf16(text, u16::to_be_bytes), Some("utf-16")),
        (utf16(text, u16::to_le_bytes), Some("UTF-16LE")),
    ] {
        assert_eq!(read_bytes::<Row>(&body, charset).unwrap(), (named("é€\u{10000}"), Vec::new()));
    }
}

#[test]
fn eight_bit_charsets_are_read_as_what_they_are() {
    let latin = b"<?xml version='1.0' encoding=\"ISO-8859-1\"?><row><name>\xe9</name></row>";
    assert_eq!(read_bytes::<Row>(latin, None).unwrap().0, named("é"));
    assert_eq!(read_bytes::<Row>(latin, Some(" latin1 ")).unwrap().0, named("é"));
    for charset in ["utf-8", "us-ascii"] {
        let error = read_bytes::<Row>(latin, Some(charset)).unwrap_err();
        assert_eq!(error.position().unwrap().column, 55);
    }
    let error = read_bytes::<Row>(latin, Some("windows-1252")).unwrap_err();
    assert_eq!(error.to_string(), "the charset `windows-1252` cannot be read (line 1, column 1)");
    let declared = b"<?xml version='1.0' encoding='utf-16'?><row/>";
    assert!(read_bytes::<Row>(declared, None).is_err());
    assert!(read_bytes::<Row>(&utf16("\u{feff}<row/>", u16::to_le_bytes)[..13], None).is_err());
    assert!(read_bytes::<Row>(b"\xff\xfe<\0r\0\0\xd8>\0", None).is_err());
}
