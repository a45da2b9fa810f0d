//! A transport that never leaves the process.

use std::time::Duration;

use axum::Router;
use axum::body::Body;
use bytes::Bytes;
use http_body_util::BodyExt as _;
use tower_service::Service as _;

use super::{BoxFuture, Transport, TransportError};

/// Calls a router without a socket: a client and a server in one test, or in one program.
///
/// ```text
/// let client = Client::builder("http://in.process").transport(router(Sessions)).build()?;
/// ```
impl Transport for Router {
    fn send(
        &self,
        request: http::Request<Bytes>,
        timeout: Duration,
    ) -> BoxFuture<'_, Result<http::Response<Bytes>, TransportError>> {
        let mut router = self.clone();
        Box::pin(async move {
            let answered = async {
                let answer = match router.call(request.map(Body::from)).await {
                    Ok(answer) => answer,
                    Err(never) => match never {},
                };
                let (parts, body) = answer.into_parts();
                let body = body.collect().await.map_err(|error| TransportError::Connection(error.into()))?;
                Ok(http::Response::from_parts(parts, body.to_bytes()))
            };
            tokio::time::timeout(timeout, answered).await.unwrap_or(Err(TransportError::Timeout))
        })
    }
}
