//! Sejour and Chargebee on one address, for peers that were not made here.
//!
//! A mock answers the same whatever it was given. Here an answer says what reached the handler, so
//! that a peer can tell whether it was understood. The address is printed as a mock prints it.

use chargebee_server::types::{Error, PortalSession, PortalSessionStatus};
use chargebee_server::{Chargebee, Credentials, Verification};
use sejour_server::{NoFailure, Request, Sejour, ServerError, operations::LogoutInput};
use wirewright_runtime::{DateTime, Fault};

use chargebee_server::operations::{
    PortalSessionLogoutFailure, PortalSessionLogoutInput, PortalSessionLogoutOutput,
};

struct Echo;

impl Sejour for Echo {
    async fn logout(&self, request: Request<LogoutInput>) -> Result<(), ServerError<NoFailure>> {
        match request.token.as_deref() {
            Some("open") => Ok(()),
            Some("expired") => Err(ServerError::Fault(Box::new(Fault {
                code: "Client.Expired".to_owned(),
                actor: Some("urn:sessions".to_owned()),
                detail: Some(r#"<since xmlns="urn:sessions">2024-11-18</since>"#.to_owned()),
                ..Fault::client("the session is over")
            }))),
            Some("broken") => Err(ServerError::server("the store is closed")),
            Some(token) => Err(ServerError::client(format!("there is no session `{token}`"))),
            None => Err(ServerError::client("there is no token")),
        }
    }
}

impl Chargebee for Echo {
    async fn portal_session_logout(
        &self,
        request: Request<PortalSessionLogoutInput>,
    ) -> Result<PortalSessionLogoutOutput, ServerError<PortalSessionLogoutFailure>> {
        let id = request.portal_session_id.clone();
        let failed = |message: &str, code: &str| Error {
            message: message.to_owned(),
            type_: Some("invalid_request".to_owned()),
            api_error_code: code.to_owned(),
            param: Some(id.clone()),
        };
        match id.as_str() {
            "unknown" => {
                let error = failed("there is no such session", "resource_not_found");
                let failure = PortalSessionLogoutFailure::Refused(error);
                return Err(ServerError::FailureUnder(http::StatusCode::NOT_FOUND, failure));
            }
            "busy" => {
                let error = failed("too many requests", "api_request_limit_exceeded");
                return Err(PortalSessionLogoutFailure::Limited(error).into());
            }
            _ => {}
        }
        let created_at = DateTime::from_unix_millis(1_731_905_257_000, 0)
            .ok_or_else(|| ServerError::server("the time is out of range"))?;
        let portal_session = PortalSession {
            token: "Yc8vRdX5hN".to_owned(),
            access_url: "https://example.chargebee.com/portal/v2/authenticate".to_owned(),
            redirect_url: None,
            status: PortalSessionStatus::LoggedOut,
            created_at,
            expires_at: None,
            customer_id: request.chargebee_request_origin_user_encoded.clone().unwrap_or_default(),
            login_at: None,
            logout_at: None,
            login_ipaddress: request.chargebee_request_origin_ip.clone(),
            logout_ipaddress: None,
            linked_customers: None,
            id,
        };
        Ok(PortalSessionLogoutOutput { portal_session })
    }
}

#[tokio::main]
async fn main() -> std::io::Result<()> {
    let key = Verification::Required(Credentials { api_key: "test_key".into() });
    let chargebee = axum::Router::new().nest("/api/v2", chargebee_server::router(Echo, key));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("listening on http://{}", listener.local_addr()?);
    axum::serve(listener, sejour_server::router(Echo).merge(chargebee)).await
}
