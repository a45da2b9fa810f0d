//! tt-cmd: JSON and forms.

use tt_cmd_client::Client;
use tt_cmd_client::operations::TtCmdConnectionLogout as Logout;
use tt_cmd_client::types::CmdConnection;
use tt_cmd_server::Mock;
use wirewright_tests::{Recorder, Served, json_tokens};

use super::{canned, check};

const LINE: &str = "PUT /api/tt_cmd_connection/logout HTTP/1.1";
const FORM: &str = "application/x-www-form-urlencoded";

/// The page's request and answer.
const REQUEST: &str = r#"{"id":"9da91479-03ed-42f5-9827-e03302f1a8e7","locator":"sample string 2","id_pos_sesion":"f09b702c-2832-4563-9735-30ccd0140ad8","terminal_id":"sample string 4","success":true,"message":"sample string 6","date_login":"2026-05-09T09:33:58.4752389+02:00","date_logout":"2026-05-09T09:33:58.4752389+02:00","terminal_type":"sample string 7","id_user":"e5e3985e-6b24-44eb-b604-a80fb32d4010"}"#;
const ANSWER: &str = r#"{
"id": "004417f4-7058-412d-9ccd-28d8f15f541f",
"locator": "sample string 2",
"id_pos_sesion": "f848be2d-0226-4784-b8a7-87c3d70f18e4",
"terminal_id": "sample string 4",
"success": true,
"message": "sample string 6",
"date_login": "2026-05-09T09:33:58.4752389+02:00",
"date_logout": "2026-05-09T09:33:58.4752389+02:00",
"terminal_type": "sample string 7",
"id_user": "715980d3-0a5e-4304-9efd-870c48f12dfa"
}"#;
const REQUEST_FORM: &str = "id=9da91479-03ed-42f5-9827-e03302f1a8e7&locator=sample+string+2&id_pos_sesion=f09b702c-2832-4563-9735-30ccd0140ad8&terminal_id=sample+string+4&success=true&message=sample+string+6&date_login=2026-05-09T09%3A33%3A58.4752389%2B02%3A00&date_logout=2026-05-09T09%3A33%3A58.4752389%2B02%3A00&terminal_type=sample+string+7&id_user=e5e3985e-6b24-44eb-b604-a80fb32d4010";

#[tokio::test]
async fn a_request_is_the_pages_in_every_media_type() {
    let input: CmdConnection = serde_json::from_str(REQUEST).unwrap();
    for (format, accept, body) in [
        (Logout::APPLICATION_JSON, "application/json", REQUEST),
        (Logout::TEXT_JSON, "text/json", REQUEST),
        (Logout::APPLICATION_X_WWW_FORM_URLENCODED, "application/json", REQUEST_FORM),
    ] {
        let recorder = Recorder::answering(canned(accept, ANSWER)).await;
        let client = Client::builder(recorder.url()).build().unwrap();
        let answer = client.tt_cmd_connection_logout(input.clone()).format(format).send().await.unwrap();
        assert_eq!(serde_json::to_string(&*answer).unwrap(), json_tokens(ANSWER));
        let request = recorder.request().await;
        check(&request, LINE, format.as_str(), body);
        assert_eq!(request.header("Accept"), Some(accept));
    }
}

#[tokio::test]
async fn the_server_answers_the_pages_json() {
    let served = Served::new(tt_cmd_server::router(Mock)).await;
    for (media, accept, body, answered) in [
        ("application/json", "", REQUEST, "application/json"),
        ("text/json; charset=utf-8", "", REQUEST, "text/json"),
        ("application/json", "\nAccept: text/json", REQUEST, "text/json"),
        (FORM, "", REQUEST_FORM, "application/json"),
    ] {
        let answer = served.send(&format!("{LINE}\nContent-Type: {media}{accept}"), body.as_bytes()).await;
        assert_eq!(answer.status_line, "HTTP/1.1 200 OK", "{}", answer.text());
        assert_eq!(answer.header("Content-Type"), Some(answered));
        assert_eq!(answer.text(), json_tokens(ANSWER));
    }
}
