//! How a request reaches the service.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::time::Duration;

use bytes::{Bytes, BytesMut};

/// A future that a transport hands out.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Something that sends a request and brings the answer.
///
/// Clients use [`ReqwestTransport`] unless they are given another.
pub trait Transport: Send + Sync + 'static {
    /// Sends the request, whose every byte is settled, and gathers the answer.
    ///
    /// # Errors
    /// No answer came, or not within `timeout`.
    fn send(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>>;
}

/// Why no answer came.
#[derive(Debug)]
#[non_exhaustive]
pub enum TransportError {
    /// The time was up.
    Timeout,
    /// The answer is longer than the client is willing to hold, in bytes.
    TooLong(usize),
    /// The connection failed.
    Connection(Box<dyn StdError + Send + Sync>),
}

impl fmt::Display for TransportError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Timeout => f.write_str("no answer came in time"),
            Self::TooLong(limit) => write!(f, "the answer is longer than {limit} bytes"),
            Self::Connection(error) => {
                write!(f, "no answer came: {error}")?;
                let mut source = error.source();
                while let Some(error) = source {
                    write!(f, ": {error}")?;
                    source = error.source();
                }
                Ok(())
            }
        }
    }
}

impl StdError for TransportError {
    fn source(&self) -> Option<&(dyn StdError + 'static)> {
        match self {
            Self::Connection(error) => Some(&**error),
            Self::Timeout | Self::TooLong(_) => None,
        }
    }
}

impl From<reqwest::Error> for TransportError {
    fn from(error: reqwest::Error) -> Self {
        // The address may hold a session or a signature.
        if error.is_timeout() { Self::Timeout } else { Self::Connection(Box::new(error.without_url())) }
    }
}

/// The default transport.
#[derive(Clone, Debug)]
pub struct ReqwestTransport(reqwest::Client);

/// The longest answer that is read, so that a broken service cannot fill the memory.
const LONGEST_ANSWER: usize = 64 << 20;

/// What a client calls itself unless it brings an HTTP client of its own.
const USER_AGENT: &str = concat!("wirewright/", env!("CARGO_PKG_VERSION"));

impl ReqwestTransport {
    /// A transport that does not follow redirects: no page documents them, and a
    /// signature is good for one address only.
    ///
    /// # Errors
    /// The system has no usable TLS.
    pub fn new() -> Result<Self, TransportError> {
        let client = reqwest::Client::builder()
            .redirect(reqwest::redirect::Policy::none())
            .user_agent(USER_AGENT)
            .build()?;
        Ok(Self(client))
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self(client)
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let mut request = reqwest::Request::try_from(request)?;
            *request.timeout_mut() = Some(timeout);
            let mut answer = self.0.execute(request).await?;
            let mut body = BytesMut::new();
            while let Some(chunk) = answer.chunk().await? {
                if body.len() + chunk.len() > LONGEST_ANSWER {
                    return Err(TransportError::TooLong(LONGEST_ANSWER));
                }
                body.extend_from_slice(&chunk);
            }
            let mut response = http::Response::new(body.freeze());
            *response.status_mut() = answer.status();
            *response.headers_mut() = std::mem::take(answer.headers_mut());
            Ok(response)
        })
    }
}
