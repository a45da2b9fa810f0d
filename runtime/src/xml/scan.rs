//! Looking through many bytes at a time.
//!
//! The loops here have no way out in their middle, so that the compiler can make
//! them of instructions that look at sixteen bytes at once. For the same reason
//! conditions should join comparisons by `|` rather than by `||` or `matches!`.

/// Whether any byte is one that `is` takes.
pub(super) fn any(bytes: &[u8], is: impl Fn(u8) -> bool) -> bool {
    // The last piece overlaps the one before it, so that no byte is left over.
    if let Some(last) = bytes.last_chunk::<16>() {
        return bytes.as_chunks::<16>().0.iter().any(|piece| inside(piece, &is)) || inside(last, &is);
    }
    match (bytes.first_chunk::<8>(), bytes.last_chunk::<8>()) {
        (Some(first), Some(last)) => inside(first, &is) || inside(last, &is),
        _ => bytes.iter().any(|&byte| is(byte)),
    }
}

#[inline]
fn inside<const LEN: usize>(piece: &[u8; LEN], is: impl Fn(u8) -> bool) -> bool {
    // Not a `bool`: the compiler would go back to one byte after the other.
    piece.iter().fold(0, |found, &byte| found | u8::from(is(byte))) != 0
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_byte_is_found_wherever_it_stands() {
        for len in 0..70 {
            let mut bytes = vec![b'a'; len];
            assert!(!any(&bytes, |byte| byte == b'&'), "{len}");
            for at in 0..len {
                bytes[at] = b'&';
                assert!(any(&bytes, |byte| byte == b'&'), "{at} of {len}");
                bytes[at] = b'a';
            }
        }
    }
}
