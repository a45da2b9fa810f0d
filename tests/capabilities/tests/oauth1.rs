//! Requests signed by OAuth 1.0, as in sections 1.2 and 3.4.1.1 of RFC 5849.

use std::sync::{Arc, Mutex};
use std::time::{Duration, UNIX_EPOCH};

use wirewright_capabilities::oauth1::client::{Builder, Client, Credentials};
use wirewright_capabilities::oauth1::operations::{PhotosInput, PhotosOutput, RequestInput, RequestOutput};
use wirewright_capabilities::oauth1::server::{
    NoFailure, Oauth1, Request, ServerError, Verification, routes,
};
use wirewright_runtime::server::axum::Router;
use wirewright_tests::Served;

struct Photos;

impl Oauth1 for Photos {
    async fn request(&self, _: Request<RequestInput>) -> Result<RequestOutput, ServerError<NoFailure>> {
        Ok(RequestOutput { done: true })
    }

    async fn photos(&self, _: Request<PhotosInput>) -> Result<PhotosOutput, ServerError<NoFailure>> {
        Ok(PhotosOutput { found: true })
    }
}

const ADDRESS: &str = "http://photos.example.net";

/// RFC 5849, section 1.2.
fn credentials() -> Credentials {
    Credentials {
        client: "dpf43f3p2l4k3l03".to_owned(),
        client_secret: "kd94hf93k423kf44".into(),
        token: "nnch734d00sl2jdk".to_owned(),
        token_secret: "pfkkdhi9sl3r4s00".into(),
    }
}

fn router() -> Router {
    let address = ADDRESS.parse().expect("it is an address");
    routes(Photos, Verification::Required(credentials())).address(address).into_router()
}

fn builder() -> Builder<Client> {
    let builder = Client::builder(ADDRESS).credentials(credentials()).transport(router());
    builder.clock(|| UNIX_EPOCH + Duration::from_secs(137_131_202)).nonces(|| "chapoH".to_owned())
}

/// What a client sends as `Authorization`, and whether its server takes it.
async fn sent(call: impl AsyncFnOnce(Client) -> bool) -> (String, bool) {
    let seen = Arc::new(Mutex::new(String::new()));
    let hook = Arc::clone(&seen);
    let client = builder().before_sending(move |parts, _| {
        let header = parts.headers.get("Authorization").expect("the request is signed");
        *hook.lock().expect("nothing panics") = header.to_str().expect("it is a text").to_owned();
    });
    let taken = call(client.build().expect("the address is good")).await;
    let header = seen.lock().expect("nothing panics").clone();
    (header, taken)
}

fn header(signature: &str) -> String {
    format!(
        "OAuth oauth_consumer_key=\"dpf43f3p2l4k3l03\", oauth_token=\"nnch734d00sl2jdk\", \
         oauth_signature_method=\"HMAC-SHA1\", oauth_timestamp=\"137131202\", oauth_nonce=\"chapoH\", \
         oauth_version=\"1.0\", oauth_signature=\"{signature}\""
    )
}

// Both signatures come from Python: base64(hmac(key, '&'.join([method, quote(url),
// quote('&'.join(sorted(names and values, quoted)))]), 'sha1')). The same lines give that of the RFC
// below, where `oauth_version` is left out.

#[tokio::test]
async fn a_query_is_signed() {
    let (signed, taken) =
        sent(async |client| client.photos("vacation.jpg", "original").send().await.is_ok()).await;
    assert_eq!((signed, taken), (header("1IAE9RzK%2BDqSqVTdQ%2F0zWANXVzs%3D"), true));
}

#[tokio::test]
async fn a_form_is_signed_along_with_the_query() {
    let call = async |client: Client| client.request("=%3D", "a", "", "r b", "", "2 q").send().await.is_ok();
    assert_eq!(sent(call).await, (header("gQAz973Q9YEmL%2BTcm5x4%2FdRKTsE%3D"), true));
}

#[tokio::test]
async fn the_standards_own_request_is_taken_and_no_other() {
    let served = Served::new(router()).await;
    let right = "GET /photos?file=vacation.jpg&size=original HTTP/1.1\nAuthorization: OAuth realm=\"Photos\", \
                 oauth_consumer_key=\"dpf43f3p2l4k3l03\", oauth_token=\"nnch734d00sl2jdk\", \
                 oauth_signature_method=\"HMAC-SHA1\", oauth_timestamp=\"137131202\", oauth_nonce=\"chapoH\", \
                 oauth_signature=\"MdpQcU8iPSUjWoN%2FUDMsK2sui9I%3D\"";
    assert_eq!(served.send(right, b"").await.status(), 200);
    for (from, to) in [
        ("vacation", "holiday"),
        ("chapoH", "chapoI"),
        ("137131202", "137131203"),
        ("dpf43f3p2l4k3l03", "another"),
        ("nnch734d00sl2jdk", "another"),
        ("HMAC-SHA1", "PLAINTEXT"),
        ("Mdp", "Mdq"),
        ("oauth_nonce", "oauth_once"),
        (", oauth_token=\"nnch734d00sl2jdk\"", ""),
        ("OAuth realm", "Basic realm"),
        ("Authorization", "X-Authorization"),
    ] {
        let wrong = right.replace(from, to);
        assert_ne!(wrong, right);
        assert_eq!(served.send(&wrong, b"").await.status(), 401, "{from}");
    }
}
