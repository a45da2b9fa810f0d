//! Forms and queries, as whole requests without a socket, over `serde_urlencoded`.

use bytes::Bytes;
use http::header::{ACCEPT, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue};
use http::{Method, Request, Uri};
use serde::{Deserialize, Serialize};
use wirewright_runtime::Notes;
use wirewright_runtime::message::{BaseUrl, Binding, Operation, decode_request, encode_request};

use super::Case;

pub(super) fn cases() -> Vec<Case> {
    [
        both_ways(
            ["form write sejour request", "form read sejour request"],
            sejour_types::operations::Logout,
            "http-post",
            sejour_types::operations::LogoutInput { token: Some(TOKEN.to_owned()) },
            Token { token: Some(TOKEN.to_owned()) },
            |token| {
                let mut request = Request::new(Bytes::from(serde_urlencoded::to_string(token)?));
                *request.method_mut() = Method::POST;
                *request.uri_mut() = Uri::from_static("http://127.0.0.1/swsproxy/Authentication.asmx/Logout");
                let form = HeaderValue::from_static("application/x-www-form-urlencoded");
                request.headers_mut().insert(CONTENT_TYPE, form);
                Ok(request)
            },
            |request| Ok(serde_urlencoded::from_bytes(request.body())?),
        ),
        both_ways(
            ["query write ebay-client-alerts request", "query read ebay-client-alerts request"],
            ebay_client_alerts_types::operations::Logout,
            "plain",
            ebay_client_alerts_types::operations::LogoutInput {
                callbackname: None,
                message_id: None,
                session_id: TOKEN.to_owned(),
                session_data: TOKEN.to_owned(),
            },
            Session {
                callname: "Logout".to_owned(),
                message_id: None,
                session_id: TOKEN.to_owned(),
                session_data: TOKEN.to_owned(),
            },
            |session| {
                let mut url = String::from("http://127.0.0.1/ws/ecasvc/ClientAlerts?");
                url.push_str(&serde_urlencoded::to_string(session)?);
                let mut request = Request::new(Bytes::new());
                *request.uri_mut() = Uri::try_from(url)?;
                request.headers_mut().insert(ACCEPT, HeaderValue::from_static("application/json"));
                Ok(request)
            },
            |request| {
                let session: Session = serde_urlencoded::from_str(request.uri().query().unwrap_or_default())?;
                if session.callname == "Logout" { Ok(session) } else { Err("another call is meant".into()) }
            },
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What the page's sample has for a token.
const TOKEN: &str =
    "AQAAARjtiKwAAA0xfDE4MXwyNTI4Mjc4OXw2MDA2fDEyMDcyNDU4MTUzNDPAcreR8zFN7kgYxffBN8IpNcfXFw==";

#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Token {
    #[serde(skip_serializing_if = "Option::is_none")]
    token: Option<String>,
}

#[derive(Debug, Deserialize, PartialEq, Serialize)]
struct Session {
    callname: String,
    #[serde(rename = "MessageID", alias = "MessageID.Value", skip_serializing_if = "Option::is_none")]
    message_id: Option<String>,
    #[serde(rename = "SessionID", alias = "SessionID.Value")]
    session_id: String,
    #[serde(rename = "SessionData", alias = "SessionData.Value")]
    session_data: String,
}

type Failed = Box<dyn std::error::Error>;

fn both_ways<O, T>(
    [write, read]: [&'static str; 2],
    _operation: O,
    binding: &str,
    input: O::Input,
    twin: T,
    to_request: fn(&T) -> Result<Request<Bytes>, Failed>,
    from_request: fn(&Request<Bytes>) -> Result<T, Failed>,
) -> [Case; 2]
where
    O: Operation<Input: PartialEq>,
    T: PartialEq + std::fmt::Debug + 'static,
{
    let binding: &'static Binding<O::Credentials> =
        O::BINDINGS.iter().find(|own| own.name == binding).expect("the page has the binding");
    let (media, accept) = (binding.accepts.first(), binding.answers.first());
    let base: BaseUrl = "http://127.0.0.1".parse().expect("the address is good");
    let written = move |input: &O::Input| {
        encode_request::<O>(input, binding, media, accept, &base, None).expect("the input can be written")
    };
    let by_hand = move |twin: &T| to_request(twin).expect("the input can be written");
    let request = written(&input);
    let mut expected = by_hand(&twin);
    assert_eq!((request.uri(), request.body()), (expected.uri(), expected.body()));
    expected.headers_mut().remove(CONTENT_LENGTH);
    assert_eq!(request.headers(), expected.headers());

    let (parts, body) = request.into_parts();
    let ours = move || {
        decode_request::<O>(binding, media, &parts, &body, None, &mut Notes::new())
            .expect("the request is good")
    };
    let theirs = move || from_request(&expected).expect("the request is good");
    assert!(ours() == input);
    assert_eq!(theirs(), twin);
    [Case::new(write, move || written(&input), move || by_hand(&twin)), Case::new(read, ours, theirs)]
}
