//! Every generated service in one list: its operations, its mock server, its samples.

use axum::Router;
use bytes::Bytes;
use wirewright_runtime::message::{NoCredentials, Operation, Sample};
use wirewright_runtime::server::Verification;
use wirewright_runtime::testing;

/// What is done with each operation, whatever its types.
pub trait Visitor {
    /// Is called once for each operation.
    fn visit<O: Operation + Copy>(
        &mut self,
        operation: O,
        samples: &'static [Sample],
        credentials: &O::Credentials,
    );
}

/// Visits every operation of every service.
pub fn every_operation(visitor: &mut impl Visitor) {
    use {cbss_types as cbss, chargebee_types as chargebee, ebay_client_alerts_types as ebay};
    use {sejour_types as sejour, tt_cmd_types as tt_cmd};
    visitor.visit(cbss::operations::CustomerLogout, cbss::samples::SAMPLES, &cbss_credentials());
    let credentials = chargebee_credentials();
    visitor.visit(chargebee::operations::PortalSessionLogout, chargebee::samples::SAMPLES, &credentials);
    visitor.visit(ebay::operations::Logout, ebay::samples::SAMPLES, &NoCredentials);
    visitor.visit(sejour::operations::Logout, sejour::samples::SAMPLES, &NoCredentials);
    visitor.visit(tt_cmd::operations::TtCmdConnectionLogout, tt_cmd::samples::SAMPLES, &NoCredentials);
}

/// Made-up secrets for cbss.
#[must_use]
pub fn cbss_credentials() -> cbss_types::Credentials {
    cbss_types::Credentials { client_key: "k".into(), login_salt: "s".into() }
}

/// A made-up key for chargebee.
#[must_use]
pub fn chargebee_credentials() -> chargebee_types::Credentials {
    chargebee_types::Credentials { api_key: "k".into() }
}

/// The mock server of every service, and one more of those that ask for a proof.
#[must_use]
pub fn routers() -> Vec<(&'static str, Router)> {
    use Verification::{Required, Skipped};
    vec![
        ("cbss", cbss_server::router(cbss_server::Mock, Skipped)),
        ("cbss with a signature", cbss_server::router(cbss_server::Mock, Required(cbss_credentials()))),
        ("chargebee", chargebee_server::router(chargebee_server::Mock, Skipped)),
        (
            "chargebee with a key",
            chargebee_server::router(chargebee_server::Mock, Required(chargebee_credentials())),
        ),
        ("ebay-client-alerts", ebay_client_alerts_server::router(ebay_client_alerts_server::Mock)),
        ("sejour", sejour_server::router(sejour_server::Mock)),
        ("tt-cmd", tt_cmd_server::router(tt_cmd_server::Mock)),
    ]
}

/// Messages that every peer understands.
#[derive(Default)]
struct Messages {
    requests: Vec<http::Request<Bytes>>,
    answers: Vec<http::Response<Bytes>>,
}

impl Visitor for Messages {
    fn visit<O: Operation + Copy>(
        &mut self,
        operation: O,
        samples: &'static [Sample],
        credentials: &O::Credentials,
    ) {
        self.requests.extend(testing::requests(operation, samples, Some(credentials)));
        self.answers.extend(testing::answers(operation, samples));
    }
}

impl Messages {
    fn all() -> Self {
        let mut messages = Self::default();
        every_operation(&mut messages);
        messages
    }
}

/// Requests that every server understands: each sample in each of its media
/// types, and one made-up request by each binding in each media type.
#[must_use]
pub fn requests() -> Vec<http::Request<Bytes>> {
    Messages::all().requests
}

/// Answers that every client understands: each sample in each of its media types,
/// and one made-up answer by each binding in each media type.
#[must_use]
pub fn answers() -> Vec<http::Response<Bytes>> {
    Messages::all().answers
}
