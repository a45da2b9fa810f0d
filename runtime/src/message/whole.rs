//! Bodies that come in pieces.

use bytes::Bytes;

/// A body on its way. One that comes in one piece, as most do, is not copied;
/// pieces are, as each would keep the memory that it was read into.
#[derive(Debug, Default)]
pub(crate) struct Whole {
    first: Bytes,
    all: Vec<u8>,
}

impl Whole {
    /// How many bytes there are.
    #[cfg(feature = "client")]
    pub(crate) fn len(&self) -> usize {
        self.first.len().max(self.all.len())
    }

    pub(crate) fn push(&mut self, piece: Bytes) {
        if self.first.is_empty() && self.all.is_empty() {
            self.first = piece;
            return;
        }
        if self.all.is_empty() {
            self.all.extend_from_slice(&std::mem::take(&mut self.first));
        }
        self.all.extend_from_slice(&piece);
    }

    pub(crate) fn into_bytes(self) -> Bytes {
        if self.all.is_empty() { self.first } else { self.all.into() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_become_one() {
        for pieces in [&[][..], &["", "ab"], &["ab"], &["a", "", "b"], &["", "a", "b"]] {
            let mut whole = Whole::default();
            pieces.iter().for_each(|piece| whole.push(Bytes::from_static(piece.as_bytes())));
            assert_eq!(whole.into_bytes(), pieces.concat(), "{pieces:?}");
        }
    }
}
