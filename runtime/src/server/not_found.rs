//! The answer to those who ask for a path that nobody serves.

use axum::body::Body;
use axum::response::Response;
use http::{Request, StatusCode};

use super::problem::Problem;
use super::voice::Voice;

/// Answers 404 in the form that the caller speaks.
///
/// A router of operations answers for its own paths only, so that it can be
/// merged with others. Whoever has the last word makes this its fallback:
///
/// ```text
/// let app = router(Sessions).merge(others).fallback(server::not_found);
/// ```
pub async fn not_found(request: Request<Body>) -> Response {
    let reason = format!("there is nothing at {}", request.uri().path().escape_debug());
    let problem = Problem::client(StatusCode::NOT_FOUND, reason);
    problem.respond(Voice::heard(request.headers())).map(Body::from)
}
