//! How a request reaches the service.

use std::error::Error as StdError;
use std::fmt;
use std::future::Future;
use std::pin::Pin;
use std::sync::OnceLock;
use std::time::Duration;

use bytes::Bytes;
use http::Uri;
use http::uri::{Authority, Scheme};
use reqwest::Url;

use super::{Chunks, Pieces};
use crate::message::Whole;

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

    /// Sends the request and hands the answer out piece by piece. A transport that
    /// cannot do so gathers it first, which is what this does.
    ///
    /// # Errors
    /// No answer began, or not within `timeout`.
    fn send_stream(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> BoxFuture<'_, Result<http::Response<Chunks>, TransportError>> {
        Box::pin(async move { Ok(self.send(request, timeout).await?.map(Chunks::from)) })
    }
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
pub struct ReqwestTransport {
    client: reqwest::Client,
    origin: OnceLock<Origin>,
    longest: usize,
}

/// Where the first request went. A client calls one service, and reading the
/// name of its host again is the dearest part of a call.
#[derive(Clone, Debug)]
struct Origin {
    scheme: Scheme,
    authority: Authority,
    url: Url,
}

impl Origin {
    fn of(uri: &Uri) -> Option<Self> {
        let (scheme, authority) = (uri.scheme()?.clone(), uri.authority()?.clone());
        let url = Url::parse(&format!("{scheme}://{authority}")).ok()?;
        Some(Self { scheme, authority, url })
    }

    /// The address as reqwest wants it; `None` for another host.
    fn url(&self, uri: &Uri) -> Option<Url> {
        let same = uri.authority()?.as_str() == self.authority.as_str() && uri.scheme()? == &self.scheme;
        same.then(|| {
            let mut url = self.url.clone();
            url.set_path(uri.path());
            url.set_query(uri.query());
            url
        })
    }
}

/// The longest answer that is gathered unless told otherwise.
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
        Ok(Self::from(client))
    }

    /// Sets the longest answer that is gathered, in bytes; 64 MiB by default.
    #[must_use]
    pub fn longest_answer(mut self, bytes: usize) -> Self {
        self.longest = bytes;
        self
    }

    /// The request as reqwest wants it.
    fn request(&self, request: http::Request<Bytes>) -> Result<reqwest::Request, TransportError> {
        // A hook's extensions pass through the conversion only.
        let known = request.extensions().is_empty().then(|| self.origin(request.uri())).flatten();
        let Some(url) = known.and_then(|origin| origin.url(request.uri())) else {
            return Ok(reqwest::Request::try_from(request)?);
        };
        let (parts, body) = request.into_parts();
        let mut request = reqwest::Request::new(parts.method, url);
        *request.headers_mut() = parts.headers;
        *request.version_mut() = parts.version;
        *request.body_mut() = Some(body.into());
        Ok(request)
    }

    fn origin(&self, uri: &Uri) -> Option<&Origin> {
        if self.origin.get().is_none()
            && let Some(origin) = Origin::of(uri)
        {
            // Whichever call came first is as good.
            let _ = self.origin.set(origin);
        }
        self.origin.get()
    }
}

impl From<reqwest::Client> for ReqwestTransport {
    fn from(client: reqwest::Client) -> Self {
        Self { client, origin: OnceLock::new(), longest: LONGEST_ANSWER }
    }
}

impl Transport for ReqwestTransport {
    fn send(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        Box::pin(async move {
            let mut request = self.request(request)?;
            *request.timeout_mut() = Some(timeout);
            let mut answer = self.client.execute(request).await?;
            let body = gather(&mut answer, self.longest).await?;
            let mut response = http::Response::new(body);
            *response.status_mut() = answer.status();
            *response.headers_mut() = std::mem::take(answer.headers_mut());
            Ok(response)
        })
    }

    fn send_stream(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> BoxFuture<'_, Result<http::Response<Chunks>, TransportError>> {
        Box::pin(async move {
            // How long all of it takes is the caller's to say, who takes it piece by piece.
            let sent = self.client.execute(self.request(request)?);
            let sent = tokio::time::timeout(timeout, sent).await.map_err(|_| TransportError::Timeout)?;
            let mut answer = sent?;
            let (status, headers) = (answer.status(), std::mem::take(answer.headers_mut()));
            let mut response = http::Response::new(Chunks::new(answer));
            *response.status_mut() = status;
            *response.headers_mut() = headers;
            Ok(response)
        })
    }
}

impl Pieces for reqwest::Response {
    fn next(&mut self) -> BoxFuture<'_, Result<Option<Bytes>, TransportError>> {
        Box::pin(async move { Ok(self.chunk().await?) })
    }
}

/// The body of an answer.
async fn gather(answer: &mut reqwest::Response, longest: usize) -> Result<Bytes, TransportError> {
    let mut whole = Whole::default();
    while let Some(piece) = answer.chunk().await? {
        if whole.len() + piece.len() > longest {
            return Err(TransportError::TooLong(longest));
        }
        whole.push(piece);
    }
    Ok(whole.into_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn uri(text: &str) -> Uri {
        text.parse().unwrap()
    }

    #[test]
    fn an_address_is_the_same_by_its_origin() {
        let origin = Origin::of(&uri("http://127.0.0.1:8080/first?a=b")).unwrap();
        for rest in ["/", "/a/b", "/a%2Fb/%2e%2e/c", "//a", "/a;b=c?d=%20+&e", "/?", "/a?b?c", "?a"] {
            let text = format!("http://127.0.0.1:8080{rest}");
            assert_eq!(origin.url(&uri(&text)), Url::parse(&uri(&text).to_string()).ok(), "{text}");
        }
    }

    #[test]
    fn another_origin_is_not_taken_for_the_first() {
        let origin = Origin::of(&uri("http://a.test/")).unwrap();
        for text in ["http://b.test/", "https://a.test/", "http://a.test:8080/", "http://u@a.test/", "/a"] {
            assert_eq!(origin.url(&uri(text)), None, "{text}");
        }
    }
}
