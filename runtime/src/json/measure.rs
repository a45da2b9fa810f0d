//! How deep a JSON text nests and how much it holds, before anything is built from it.

use crate::error::{DecodeError, DecodeErrorKind, Position};
use crate::walk::Bounds;

/// Refuses a text that nests too deep or holds too many values.
///
/// serde_json passes over values that nobody asked for without a limit, and
/// keeps opaque ones as they are; whoever reads them later may recurse.
pub(crate) fn measure(text: &str, bounds: Bounds) -> Result<(), DecodeError> {
    // Each value but the first comes after an opening bracket or a comma.
    let few = text.len() <= bounds.members;
    if few && (text.len() <= bounds.nesting || count(text, opens) <= bounds.nesting) {
        return Ok(());
    }
    values(text, bounds).map(drop)
}

/// How many values a text holds that does not nest too deep and does not hold too many.
pub(crate) fn values(text: &str, bounds: Bounds) -> Result<usize, DecodeError> {
    let refused = |kind: DecodeErrorKind, offset| {
        Err(DecodeError::new(kind, String::new()).at(Position::of(text.as_bytes(), offset)))
    };
    let (mut depth, mut values) = (0_usize, 0_usize);
    let (mut inside, mut escaped) = (false, false);
    for (offset, byte) in text.bytes().enumerate() {
        match byte {
            _ if std::mem::take(&mut escaped) => continue,
            b'"' => inside = !inside,
            b'\\' if inside => escaped = true,
            _ if inside => {}
            b'}' | b']' => depth = depth.saturating_sub(1),
            b',' => values += 1,
            _ if opens(byte) => {
                if depth == bounds.nesting {
                    return refused(bounds.too_deep(), offset);
                }
                depth += 1;
                values += 1;
            }
            _ => {}
        }
        if values > bounds.members {
            return refused(bounds.too_many(), offset);
        }
    }
    Ok(values)
}

fn opens(byte: u8) -> bool {
    (byte == b'{') | (byte == b'[')
}

/// How many bytes of a text `is` takes. The loop has no way out in its middle,
/// so that the compiler can make it look at many bytes at once.
fn count(text: &str, is: impl Fn(u8) -> bool) -> usize {
    // A sum of so few ones fits into a byte.
    let inside = |piece: &[u8]| piece.iter().map(|&byte| u8::from(is(byte))).sum::<u8>();
    text.as_bytes().chunks(128).map(|piece| usize::from(inside(piece))).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    const BOUNDS: Bounds = Bounds { nesting: Bounds::DEEPEST, members: 1000 };

    fn fits(text: &str) -> bool {
        measure(text, BOUNDS).is_ok()
    }

    #[test]
    fn nesting_has_a_limit_and_texts_have_no_nesting() {
        let nested = |depth| format!("{}{}", "[".repeat(depth), "]".repeat(depth));
        assert!(fits(&nested(BOUNDS.nesting)));
        let error = measure(&nested(BOUNDS.nesting + 1), BOUNDS).unwrap_err();
        assert_eq!(error.kind(), &DecodeErrorKind::TooDeep { limit: BOUNDS.nesting });
        assert_eq!(error.position(), Some(Position { line: 1, column: BOUNDS.nesting + 1 }));
        assert!(fits(&format!("[{}]", "[],".repeat(400))));
        assert!(fits(&format!(r#"["\"{}"]"#, "[{".repeat(500))));
        assert!(!fits(&format!(r#"["\\",{}"#, "[".repeat(500))));
    }

    #[test]
    fn values_have_a_limit_and_texts_hold_one() {
        let list = |values: usize| format!("[0{}]", ",0".repeat(values - 1));
        assert!(fits(&list(BOUNDS.members)));
        let error = measure(&list(BOUNDS.members + 1), BOUNDS).unwrap_err();
        assert_eq!(error.kind(), &DecodeErrorKind::TooMany { limit: BOUNDS.members });
        assert!(fits(&format!(r#"["{}"]"#, ",".repeat(5000))));
        assert!(!fits(&format!(r#"[{}]"#, r#"{"a":1},"#.repeat(501))));
    }
}
