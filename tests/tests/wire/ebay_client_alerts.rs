//! ebay-client-alerts: queries, answered in JSON and in padded JSON.

use ebay_client_alerts_client::operations::Logout;
use ebay_client_alerts_client::{Client, ErrorKind};
use ebay_client_alerts_server::Mock;
use wirewright_tests::{Recorder, Served, json_tokens};

use super::{canned, check_bare};

const SESSION_ID: &str =
    "AQAAARjtiKwAAA0xfDE4MXwyNTI4Mjc4OXw2MDA2fDEyMDcyNDU4MTUzNDPAcreR8zFN7kgYxffBN8IpNcfXFw==";
const SESSION_DATA: &str = "AQAAARjtiKwAAA0xfExBQ1RWPTEyMDcxNTk0MjY1MDB8RUhXTT04NTY5Mjk4fFRJRFg9MnxMSVVQPTEyMDcxNTk0MTUyMzR8UExIUz1bMCwxMV21GsvUPVFhcxgMgs5bkosLlnW8rA==";

/// What follows the host in the page's address.
const TARGET: &str = "/ws/ecasvc/ClientAlerts?callname=Logout&SessionID=AQAAARjtiKwAAA0xfDE4MXwyNTI4Mjc4OXw2MDA2fDEyMDcyNDU4MTUzNDPAcreR8zFN7kgYxffBN8IpNcfXFw%3D%3D&SessionData=AQAAARjtiKwAAA0xfExBQ1RWPTEyMDcxNTk0MjY1MDB8RUhXTT04NTY5Mjk4fFRJRFg9MnxMSVVQPTEyMDcxNTk0MTUyMzR8UExIUz1bMCwxMV21GsvUPVFhcxgMgs5bkosLlnW8rA%3D%3D";

/// The page's answer without the member that breaks it, and a failure that was recorded.
const ANSWER: &str = r#"{ "Timestamp":"2008-06-01T03:52:54.843Z", "Ack":"Success", "Build":"e565_core_Bundled_6412298_R1", "Version":"565" }"#;
const FAILURE: &str = r#"{"Timestamp":"2014-08-21T03:17:33.871Z","Ack":"Failure","Errors":[{"ShortMessage":"Invalid ClientAlerts Auth Token.","LongMessage":"The ClientAlerts Auth Token that you provided is not valid.","ErrorCode":"11.1","SeverityCode":"Error","ErrorParameters":[{"ParamID":"0"}],"ErrorClassification":"RequestError"}],"Build":"E847_CORE_APINOT_16496971_R1","Version":"847"}"#;

#[tokio::test]
async fn a_request_is_the_pages_in_every_binding() {
    for (binding, ends, accept, answer) in [
        (Logout::PLAIN, "", "application/json", ANSWER.to_owned()),
        (Logout::WRAPPED, "&callback=true", "text/javascript", format!("_cb_Logout({ANSWER})")),
        (Logout::WRAPPED_BY_NAME, "&callbackname=my.fn", "text/javascript", format!("my.fn({ANSWER});\n")),
    ] {
        let recorder = Recorder::answering(canned(accept, &answer)).await;
        let client = Client::builder(recorder.url()).build().unwrap();
        let call = client.logout(SESSION_ID, SESSION_DATA).binding(binding).callbackname("my.fn");
        let answer = call.send().await.unwrap();
        assert_eq!(serde_json::to_string(&*answer).unwrap(), json_tokens(ANSWER));
        let request = recorder.request().await;
        check_bare(&request, &format!("GET {TARGET}{ends} HTTP/1.1"));
        assert_eq!(request.header("Accept"), Some(accept));
    }
}

#[tokio::test]
async fn a_binding_with_a_place_for_all_that_is_given_is_taken() {
    let recorder = Recorder::answering(canned("text/javascript", &format!("f({ANSWER})"))).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    client.logout("a", "b").callbackname("f").send().await.expect("the answer is the page's");
    let target = "/ws/ecasvc/ClientAlerts?callname=Logout&SessionID=a&SessionData=b&callbackname=f";
    check_bare(&recorder.request().await, &format!("GET {target} HTTP/1.1"));
}

#[tokio::test]
async fn a_message_id_is_escaped() {
    let recorder = Recorder::answering(canned("application/json", ANSWER)).await;
    let client = Client::builder(recorder.url()).build().unwrap();
    client.logout("a&b", "+ %").message_id("m=1/é").send().await.unwrap();
    let query = "callname=Logout&MessageID=m%3D1%2F%C3%A9&SessionID=a%26b&SessionData=%2B%20%25";
    check_bare(&recorder.request().await, &format!("GET /ws/ecasvc/ClientAlerts?{query} HTTP/1.1"));
}

#[tokio::test]
async fn an_answer_of_another_server_on_the_way_is_told_by_its_status() {
    let answer = "HTTP/1.1 502 Bad Gateway\r\nContent-Length: 3\r\n\r\n<a>";
    for binding in [Logout::PLAIN, Logout::WRAPPED, Logout::WRAPPED_BY_NAME] {
        let recorder = Recorder::answering(answer).await;
        let client = Client::builder(recorder.url()).build().unwrap();
        let call = client.logout("a", "b").callbackname("f").binding(binding);
        let error = call.send().await.unwrap_err();
        assert!(matches!(error.kind(), ErrorKind::UndocumentedStatus), "{error}");
    }
}

#[tokio::test]
async fn the_server_answers_the_pages_json_in_every_binding() {
    let served = Served::new(ebay_client_alerts_server::router(Mock)).await;
    let json = json_tokens(ANSWER);
    for (ends, media, expected) in [
        ("", "application/json", json.clone()),
        ("&callback=true", "text/javascript", format!("_cb_Logout({json})")),
        ("&callbackname=my.fn", "text/javascript", format!("my.fn({json})")),
    ] {
        let answer = served.send(&format!("GET {TARGET}{ends} HTTP/1.1"), b"").await;
        assert_eq!(answer.status_line, "HTTP/1.1 200 OK");
        assert_eq!(answer.header("Content-Type"), Some(media));
        assert_eq!(answer.text(), expected);
    }
}

#[tokio::test]
async fn the_server_reads_the_pages_notation_and_repeats_the_message_id() {
    let served = Served::new(ebay_client_alerts_server::router(Mock)).await;
    let query = "callname=Logout&MessageID.Value=m%201&SessionID.Value=a&SessionData.Value=b";
    let answer = served.send(&format!("GET /ws/ecasvc/ClientAlerts?{query} HTTP/1.1"), b"").await;
    let expected = json_tokens(ANSWER).replace("\"Build\"", "\"CorrelationID\":\"m 1\",\"Build\"");
    assert_eq!((answer.status(), answer.text()), (200, expected));
}

#[tokio::test]
async fn the_server_answers_a_failure_under_200_in_every_binding() {
    let served = Served::new(ebay_client_alerts_server::router(Mock)).await;
    for (ends, expected) in [
        ("", FAILURE.to_owned()),
        ("&callback=true", format!("_cb_Logout({FAILURE})")),
        ("&callbackname=f", format!("f({FAILURE})")),
    ] {
        let head = format!("GET {TARGET}{ends} HTTP/1.1\nPrefer: example=logout_plain_answer_2");
        let answer = served.send(&head, b"").await;
        assert_eq!((answer.status_line.as_str(), answer.text()), ("HTTP/1.1 200 OK", expected));
    }
}
