//! Answers that are not held as a whole.

use std::fmt;

use bytes::Bytes;
use http::{HeaderMap, StatusCode};

use super::{BoxFuture, TransportError};

/// Where the pieces of an answer come from.
pub trait Pieces: Send {
    /// The next piece; `None` after the last one.
    ///
    /// # Errors
    /// The connection broke off, or nothing came in time.
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>>;
}

/// The body of an answer, piece by piece as it comes.
pub struct Chunks(Box<dyn Pieces>);

impl Chunks {
    /// Pieces from a transport.
    pub fn new(pieces: impl Pieces + 'static) -> Self {
        Self(Box::new(pieces))
    }

    /// The next piece; `None` after the last one.
    ///
    /// # Errors
    /// The connection broke off, or nothing came in time.
    pub async fn next(&mut self) -> Result<Option<Bytes>, TransportError> {
        self.0.next().await
    }
}

impl fmt::Debug for Chunks {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Chunks").finish_non_exhaustive()
    }
}

/// A body that came as a whole.
impl From<Bytes> for Chunks {
    fn from(bytes: Bytes) -> Self {
        struct Whole(Option<Bytes>);

        impl Pieces for Whole {
            fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
                let piece = self.0.take();
                Box::pin(async move { Ok(piece) })
            }
        }

        Self::new(Whole(Some(bytes).filter(|bytes| !bytes.is_empty())))
    }
}

/// A success whose bytes are still on their way.
#[derive(Debug)]
pub struct Streamed {
    /// The HTTP status.
    pub status: StatusCode,
    /// The headers, the media type among them.
    pub headers: HeaderMap,
    /// The bytes.
    pub body: Chunks,
}
