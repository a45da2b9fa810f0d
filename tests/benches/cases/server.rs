//! One JSON request to a router in this process, over axum's own `Json` by hand.

use std::sync::Arc;

use axum::body::Body;
use axum::extract::{DefaultBodyLimit, State};
use axum::routing::put;
use axum::{Json, Router};
use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_TYPE};
use http::{Request, Response, StatusCode};
use http_body_util::BodyExt as _;
use tower_http::timeout::{RequestBodyDeadlineLayer, TimeoutLayer};
use tower_service::Service as _;
use tt_cmd_server::types::CmdConnection;
use tt_cmd_server::{Limits, NoFailure, ServerError, TtCmd};
use wirewright_runtime::message::Body as _;
use wirewright_runtime::{Notes, Record as _};

use super::Case;
use super::json::Connection;

pub(super) fn cases() -> Vec<Case> {
    let [ours, twin] = [caller(generated()), caller(by_hand())];
    let (answer, expected) = (ours(), twin());
    assert_eq!(answer.status(), StatusCode::OK);
    assert_eq!(answer.headers()[CONTENT_TYPE], "application/json");
    assert_eq!(answer.into_body(), expected.into_body());
    vec![Case::new("server tt-cmd json", ours, twin)]
}

const REQUEST: &str = tt_cmd_types::samples::TT_CMD_CONNECTION_LOGOUT_REQUEST.text;

/// Calls a router as a connection does, on a runtime of its own.
fn caller(router: Router) -> impl Fn() -> Response<Bytes> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_time().build();
    let runtime = runtime.expect("the system has room for a runtime");
    move || {
        let request = Request::put("/api/tt_cmd_connection/logout")
            .header(CONTENT_TYPE, "application/json")
            .header(ACCEPT, "application/json")
            .body(Body::from(REQUEST))
            .expect("the request is good");
        let mut router = router.clone();
        runtime.block_on(async move {
            let answer = match router.call(request).await {
                Ok(answer) => answer,
                Err(never) => match never {},
            };
            let (parts, body) = answer.into_parts();
            let body = body.collect().await.expect("the answer is whole").to_bytes();
            Response::from_parts(parts, body)
        })
    }
}

struct Logouts(CmdConnection);

impl TtCmd for Logouts {
    async fn tt_cmd_connection_logout(
        &self,
        request: tt_cmd_server::Request<tt_cmd_server::operations::TtCmdConnectionLogoutInput>,
    ) -> Result<CmdConnection, ServerError<NoFailure>> {
        if request.body != self.0 {
            return Err(ServerError::client("there is no such connection"));
        }
        Ok(self.0.clone())
    }
}

fn generated() -> Router {
    let mut connection = CmdConnection::empty();
    connection.read_json(REQUEST.as_bytes(), &mut Notes::new()).expect("the sample is JSON");
    tt_cmd_server::router(Logouts(connection))
}

/// The same limits: the length of a body, the time it may take to arrive, the time to answer.
fn by_hand() -> Router {
    async fn logout(
        State(known): State<Arc<Connection>>,
        Json(connection): Json<Connection>,
    ) -> Result<Json<Connection>, (StatusCode, &'static str)> {
        if connection != *known {
            return Err((StatusCode::BAD_REQUEST, "there is no such connection"));
        }
        Ok(Json((*known).clone()))
    }
    let Limits { body, arrival, handling, .. } = Limits::default();
    let known: Connection = serde_json::from_str(REQUEST).expect("the sample is JSON");
    Router::new()
        .route("/api/tt_cmd_connection/logout", put(logout))
        .layer(DefaultBodyLimit::max(body))
        .layer(RequestBodyDeadlineLayer::new(arrival))
        .layer(TimeoutLayer::with_status_code(StatusCode::SERVICE_UNAVAILABLE, handling))
        .with_state(Arc::new(known))
}
