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

#[tokio::test]
async fn a_request_keeps_what_proves_it_to_itself() {
    use std::sync::{Arc, Mutex};

    use chargebee_server::{Chargebee, Request, ServerError, operations};

    /// Prints its request.
    struct Printing(Arc<Mutex<String>>);

    impl Chargebee for Printing {
        async fn portal_session_logout(
            &self,
            request: Request<operations::PortalSessionLogoutInput>,
        ) -> Result<operations::PortalSessionLogoutOutput, ServerError<operations::PortalSessionLogoutFailure>>
        {
            *self.0.lock().expect("no test panics while it prints") = format!("{request:?}");
            Err(ServerError::client("enough"))
        }
    }

    let printed = Arc::new(Mutex::new(String::new()));
    let credentials = || chargebee_server::Credentials { api_key: "key".into() };
    let router =
        chargebee_server::router(Printing(Arc::clone(&printed)), Verification::Required(credentials()));
    let seen = Arc::new(Mutex::new(String::new()));
    let hook = Arc::clone(&seen);
    let client = chargebee_client::Client::builder("http://in.process")
        .transport(router)
        .credentials(credentials())
        .before_sending(move |parts, _| {
            *hook.lock().expect("no test panics while it prints") = format!("{parts:?}");
        })
        .build()
        .expect("the address is good");
    client.portal_session_logout("p").send().await.expect_err("the handler refuses");
    for text in [printed, seen].map(|text| text.lock().expect("no test panics while it prints").clone()) {
        assert!(text.contains("authorization") && !text.contains("a2V5Og"), "{text}");
    }
}
