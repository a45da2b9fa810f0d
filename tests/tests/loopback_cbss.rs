//! The client of cbss against its own server over a socket.

use cbss_client::{Client, ErrorKind};
use cbss_server::operations::{CustomerLogout as Logout, CustomerLogoutInput};
use cbss_server::types::{ApiLanguage, RequestsCustomersLogout, ResponsesCustomersLogout};
use cbss_server::{Cbss, Credentials, NoFailure, Request, ServerError, Verification};
use wirewright_runtime::message::{MediaTypeName, RequestError};
use wirewright_runtime::{Any, Deviation, Nullable};
use wirewright_tests::{Script, Served, Unvisited};

type Answer = Result<ResponsesCustomersLogout, ServerError<NoFailure>>;
type Calls = Script<CustomerLogoutInput, Answer>;

struct Stub(Calls);

impl Cbss for Stub {
    async fn customer_logout(&self, request: Request<CustomerLogoutInput>) -> Answer {
        self.0.answer(request)
    }
}

const JSON: [MediaTypeName<Logout>; 3] = [Logout::APPLICATION_JSON, Logout::TEXT_JSON, Logout::TEXT_HTML];
const XML: [MediaTypeName<Logout>; 2] = [Logout::APPLICATION_XML, Logout::TEXT_XML];
const FORM: MediaTypeName<Logout> = Logout::APPLICATION_X_WWW_FORM_URLENCODED;

fn credentials(key: &str) -> Credentials {
    Credentials { client_key: key.into(), login_salt: "соль".into() }
}

async fn serve(answer: Answer) -> (Served, Client, Calls) {
    let script = Script::new(answer);
    let verification = Verification::Required(credentials("key"));
    let served = Served::new(cbss_server::router(Stub(script.clone()), verification)).await;
    let client = Client::builder(served.url()).credentials(credentials("key")).build();
    (served, client.expect("the address is good"), script)
}

fn sent(content: Nullable<Any>) -> RequestsCustomersLogout {
    RequestsCustomersLogout {
        client_code: Some("код <&> \"a=b&c+d%2B\" 🦀".to_owned()),
        date_time: Some("2026-01-02T03:04:05.0600000-03:30".parse().expect("a date")),
        content,
    }
}

fn answered(messages: Nullable<Vec<Any>>, content: Nullable<Any>) -> ResponsesCustomersLogout {
    ResponsesCustomersLogout {
        is_successful: Some(false),
        messages,
        client_code: Some("другой ]]> \\ '".to_owned()),
        date_time: Some("0001-01-01T00:00:00".parse().expect("a date")),
        content,
    }
}

fn json(text: &str) -> Any {
    Any::json(&serde_json::from_str::<serde_json::Value>(text).expect("JSON")).expect("JSON")
}

fn xml(text: &str) -> Any {
    Any::Xml(text.to_owned())
}

/// Sends one value by a media type; what arrives, and what comes back, must be as given.
async fn check(
    format: MediaTypeName<Logout>,
    accept: MediaTypeName<Logout>,
    (content, arrives): (Nullable<Any>, Nullable<Any>),
    (answer, comes_back): (ResponsesCustomersLogout, ResponsesCustomersLogout),
) {
    let (_served, client, script) = serve(Ok(answer)).await;
    let answer = client.customer_logout(sent(content)).format(format).accept(accept).send().await;
    let answer = answer.map_err(|error| format!("{format:?} {accept:?}: {error}")).expect("an answer");
    let seen = script.only();
    assert_eq!(seen.input.body, sent(arrives), "{format:?}");
    assert_eq!(seen.answer_type, accept.as_str());
    assert_eq!(answer.answer().headers["content-type"], accept.as_str());
    assert!(answer.deviations().is_empty(), "{:?}", answer.deviations());
    assert_eq!(answer.into_inner(), comes_back, "{accept:?}");
}

/// As [`check`], for values that the media types carry whole.
async fn check_kept(
    format: MediaTypeName<Logout>,
    accept: MediaTypeName<Logout>,
    content: Nullable<Any>,
    answer: ResponsesCustomersLogout,
) {
    check(format, accept, (content.clone(), content), (answer.clone(), answer)).await;
}

#[tokio::test]
async fn json_keeps_absent_null_empty_and_present_apart() {
    let values = [
        (Nullable::Absent, Nullable::Absent),
        (Nullable::Null, Nullable::Null),
        (Nullable::Value(Any::Empty), Nullable::Value(Vec::new())),
        (
            Nullable::Value(json(r#"{"LoginID":"é","n":[1,null,{"a":-1.50e3}]}"#)),
            Nullable::Value(vec![json(r#"{"Text":"нет"}"#), Any::Empty, json("\"t\"")]),
        ),
    ];
    for (content, messages) in values {
        for format in JSON {
            for accept in JSON {
                check_kept(format, accept, content.clone(), answered(messages.clone(), content.clone()))
                    .await;
            }
        }
    }
}

#[tokio::test]
async fn xml_keeps_absent_null_empty_and_present_apart() {
    let values = [
        (Nullable::Absent, Nullable::Absent),
        (Nullable::Null, Nullable::Null),
        (Nullable::Value(Any::Empty), Nullable::Absent),
        (
            Nullable::Value(xml("<LoginID xmlns=\"urn:a\">é &amp; è</LoginID>")),
            Nullable::Value(vec![xml("<Text xmlns=\"urn:a\">нет</Text>"), Any::Empty, xml("t &lt; u")]),
        ),
    ];
    for (content, messages) in values {
        for format in XML {
            for accept in XML {
                check_kept(format, accept, content.clone(), answered(messages.clone(), content.clone()))
                    .await;
            }
        }
    }
}

#[tokio::test]
async fn xml_leaves_an_empty_list_out() {
    let empty = answered(Nullable::Value(Vec::new()), Nullable::Null);
    let absent = answered(Nullable::Absent, Nullable::Null);
    for media in XML {
        check(media, media, (Nullable::Null, Nullable::Null), (empty.clone(), absent.clone())).await;
    }
}

#[tokio::test]
async fn any_form_of_a_request_can_be_answered_in_any_other() {
    let answer = answered(Nullable::Absent, Nullable::Value(Any::Empty));
    for format in JSON.into_iter().chain(XML).chain([FORM]) {
        for accept in JSON.into_iter().chain(XML) {
            check_kept(format, accept, Nullable::Absent, answer.clone()).await;
        }
    }
}

#[tokio::test]
async fn a_form_has_no_null_so_that_null_and_absent_are_the_same() {
    let answer = answered(Nullable::Null, Nullable::Null);
    let json = Logout::APPLICATION_JSON;
    for content in [Nullable::Null, Nullable::Absent] {
        check(FORM, json, (content, Nullable::Absent), (answer.clone(), answer.clone())).await;
    }
}

#[tokio::test]
async fn a_form_carries_an_empty_value_and_one_with_members() {
    let answer = answered(Nullable::Null, Nullable::Null);
    let members = r#"{"Login":{"ID":"a=b&c"},"Name":"имя"}"#;
    for content in [Any::Empty, json(members), json("\"text\"")] {
        check_kept(FORM, Logout::TEXT_JSON, Nullable::Value(content), answer.clone()).await;
    }
}

#[tokio::test]
async fn a_value_of_one_encoding_is_not_sent_in_another() {
    let nobody = Unvisited::new();
    let client = Client::builder(nobody.url()).credentials(credentials("key")).build().unwrap();
    let as_json = json(r#"{"a":1}"#);
    let as_xml = xml("<a/>");
    for (format, content) in
        [(XML[0], as_json), (JSON[0], as_xml.clone()), (FORM, as_xml), (FORM, json(r#"{"a":[1]}"#))]
    {
        let call = client.customer_logout(sent(Nullable::Value(content))).format(format);
        let error = call.send().await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::Input(RequestError::Encode(_))), "{format:?}: {error}");
    }
    nobody.assert_unvisited();
}

#[tokio::test]
async fn languages_listed_and_not_arrive_and_english_is_the_default() {
    let (_served, client, script) = serve(Ok(answered(Nullable::Null, Nullable::Null))).await;
    for language in ["en_US", "en_us", "zh_CN", "язык & =", ""] {
        client.customer_logout(sent(Nullable::Null)).language(language).send().await.unwrap();
        assert_eq!(script.only().input.language, Some(ApiLanguage::from(language)));
    }
    client.customer_logout(sent(Nullable::Null)).send().await.unwrap();
    assert_eq!(script.only().input.language, Some(ApiLanguage::EnUs));
    assert_eq!(ApiLanguage::from("zh_CN"), ApiLanguage::Other("zh_CN".to_owned()));
}

#[tokio::test]
async fn a_server_notes_a_language_that_is_not_listed() {
    struct Notes;
    impl Cbss for Notes {
        async fn customer_logout(&self, request: Request<CustomerLogoutInput>) -> Answer {
            let unknown = Deviation::UnknownValue { path: "Language".to_owned(), value: "xx".to_owned() };
            assert_eq!(request.deviations(), [unknown]);
            Ok(ResponsesCustomersLogout::default())
        }
    }
    let served = Served::new(cbss_server::router(Notes, Verification::Skipped)).await;
    let client = Client::builder(served.url()).credentials(credentials("key")).build().unwrap();
    client.customer_logout(RequestsCustomersLogout::default()).language("xx").send().await.unwrap();
}

#[tokio::test]
async fn a_wrong_signature_is_refused_before_the_handler() {
    let (served, _client, script) = serve(Ok(ResponsesCustomersLogout::default())).await;
    let client = Client::builder(served.url()).credentials(credentials("other")).build().unwrap();
    for format in JSON.into_iter().chain(XML).chain([FORM]) {
        let error = client.customer_logout(sent(Nullable::Absent)).format(format).send().await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::UndocumentedStatus), "{error}");
        let answer = error.answer().unwrap();
        assert_eq!(answer.status.as_u16(), 403);
        let kind = if XML.iter().any(|xml| xml.as_str() == format.as_str()) { "xml" } else { "json" };
        assert_eq!(answer.headers["content-type"], format!("application/problem+{kind}").as_str());
        assert!(!error.is_retryable());
    }
    assert_eq!(script.seen(), []);
}

#[tokio::test]
async fn without_credentials_nothing_is_sent() {
    let nobody = Unvisited::new();
    let client = Client::builder(nobody.url()).build().unwrap();
    let error = client.customer_logout(sent(Nullable::Null)).send().await.unwrap_err();
    let expected = RequestError::NoCredentials { parameter: "Signature" };
    assert!(matches!(error.kind(), ErrorKind::Input(own) if *own == expected), "{error}");
    assert!(error.answer().is_none());
    nobody.assert_unvisited();
}

#[tokio::test]
async fn a_fault_is_a_problem_document_in_the_form_of_the_answer() {
    let (_served, client, _script) = serve(Err(ServerError::client("no <such> customer"))).await;
    let call = |accept| client.customer_logout(sent(Nullable::Null)).accept(accept);
    for (accept, kind) in JSON.map(|media| (media, "json")).into_iter().chain(XML.map(|media| (media, "xml")))
    {
        let error = call(accept).send().await.unwrap_err();
        let answer = error.answer().unwrap();
        assert_eq!(answer.status.as_u16(), 400);
        assert_eq!(answer.headers["content-type"], format!("application/problem+{kind}").as_str());
        let detail = if kind == "xml" { "no &lt;such&gt; customer" } else { "no <such> customer" };
        let body = String::from_utf8_lossy(&answer.body).into_owned();
        assert!(body.contains(detail), "{body}");
    }
}
