//! Answers that cannot be read, to the generated clients: each is an error, and none takes the client down.

use chargebee_client::ErrorKind;
use wirewright_tests::Recorder;

fn canned(status: &str, media: &str, body: &str) -> String {
    let length = body.len();
    format!("HTTP/1.1 {status}\r\nContent-Type: {media}\r\nContent-Length: {length}\r\n\r\n{body}")
}

/// The kind of error that ebay's client makes of a body, and its message.
async fn ebay(body: &str) -> String {
    let recorder = Recorder::answering(canned("200 OK", "application/json", body)).await;
    let client = ebay_client_alerts_client::Client::builder(recorder.url()).build().expect("a good address");
    let error = client.logout("a", "b").send().await.expect_err("the answer cannot be read");
    assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{error}");
    error.to_string()
}

#[tokio::test]
async fn an_answer_that_nests_too_deep_is_an_error() {
    let deep = "[".repeat(100_000);
    let closed = format!("{deep}{}", "]".repeat(100_000));
    for body in [deep, closed.clone(), format!("{{\"Ack\":{closed}}}"), format!("{{\"x\":{closed}}}")] {
        let message = ebay(&body).await;
        assert!(message.contains("nests deeper than 128"), "{message}");
    }
}

#[tokio::test]
async fn a_list_in_place_of_a_record_is_an_error() {
    let message = ebay(r#"["2008-06-01T03:52:54.843Z","Success",null,null,"b","v",null]"#).await;
    assert!(message.contains("an object"), "{message}");
}

#[tokio::test]
async fn a_list_in_place_of_a_record_inside_another_is_an_error() {
    let whole = |errors| {
        format!(
            r#"{{"Timestamp":"2008-06-01T03:52:54.843Z","Ack":"Warning","Build":"b","Version":"v","Errors":{errors}}}"#
        )
    };
    let message = ebay(&whole(r#"[["short","long","11.1","Error",null,"SystemError"]]"#)).await;
    assert!(message.contains("Errors[0]"), "{message}");
}

#[tokio::test]
async fn a_soap_answer_that_nests_too_deep_is_an_error() {
    let deep = "<a>".repeat(100_000);
    let body = format!("<s:Envelope xmlns:s=\"http://schemas.xmlsoap.org/soap/envelope/\"><s:Body>{deep}");
    let recorder = Recorder::answering(canned("200 OK", "text/xml", &body)).await;
    let client = sejour_client::Client::builder(recorder.url()).build().unwrap();
    let error = client.logout().send().await.unwrap_err();
    assert!(matches!(error.kind(), sejour_client::ErrorKind::Decode(_)), "{error}");
}

#[tokio::test]
async fn an_answer_that_breaks_off_is_an_error_of_the_transport() {
    let answer = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{}";
    let recorder = Recorder::answering(answer).await;
    let client = chargebee_client::Client::builder(recorder.url()).build().unwrap();
    let error = client.portal_session_logout("p").send().await.unwrap_err();
    assert!(matches!(error.kind(), ErrorKind::Transport(_)), "{error}");
    assert!(error.answer().is_none());
}
