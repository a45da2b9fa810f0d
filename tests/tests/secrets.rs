//! Secrets: nothing that a program prints or logs has them.

use cbss_client::{Client, Credentials, types};
use wirewright_runtime::server::Verification;

/// What no text may hold.
const SECRET: &str = "s3cr3t-key";

fn credentials() -> Credentials {
    Credentials { client_key: SECRET.into(), login_salt: SECRET.into() }
}

#[track_caller]
fn check(text: &str) {
    assert!(!text.contains(SECRET), "{text}");
}

#[tokio::test]
async fn nothing_that_can_be_printed_has_a_secret() {
    check(&format!("{:?}", credentials()));
    let verification = Verification::Required(credentials());
    check(&format!("{verification:?}"));
    check(&format!("{:?}", cbss_server::routes(cbss_server::Mock, verification)));

    let nobody = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let client = Client::builder(format!("http://{nobody}")).credentials(credentials()).build().unwrap();
    check(&format!("{client:?}"));
    let call = client.customer_logout(types::RequestsCustomersLogout::default());
    check(&format!("{call:?}"));
    let error = call.send().await.expect_err("nobody listens");
    check(&format!("{error} {error:?}"));
}
