//! The client of tt-cmd against its own server over a socket.

use tt_cmd_client::Client;
use tt_cmd_server::operations::{TtCmdConnectionLogout as Logout, TtCmdConnectionLogoutInput};
use tt_cmd_server::types::CmdConnection;
use tt_cmd_server::{NoFailure, Request, ServerError, TtCmd};
use wirewright_runtime::message::MediaTypeName;
use wirewright_tests::{Script, Served};

type Answer = Result<CmdConnection, ServerError<NoFailure>>;
type Calls = Script<TtCmdConnectionLogoutInput, Answer>;

struct Stub(Calls);

impl TtCmd for Stub {
    async fn tt_cmd_connection_logout(&self, request: Request<TtCmdConnectionLogoutInput>) -> Answer {
        self.0.answer(request)
    }
}

const FORMATS: [MediaTypeName<Logout>; 3] =
    [Logout::APPLICATION_JSON, Logout::TEXT_JSON, Logout::APPLICATION_X_WWW_FORM_URLENCODED];
const ACCEPTS: [MediaTypeName<Logout>; 2] = [Logout::APPLICATION_JSON, Logout::TEXT_JSON];

async fn serve(answer: Answer) -> (Served, Client, Calls) {
    let script = Script::new(answer);
    let served = Served::new(tt_cmd_server::router(Stub(script.clone()))).await;
    let client = Client::builder(served.url()).build().expect("the address is good");
    (served, client, script)
}

fn sent() -> CmdConnection {
    CmdConnection {
        id: Some("00000000-0000-0000-0000-0000000000ff".parse().expect("a guid")),
        locator: Some("a=b&c+d%2B% \"q\" \\ \u{1}".to_owned()),
        id_pos_sesion: Some("ffffffff-ffff-ffff-ffff-ffffffffffff".parse().expect("a guid")),
        terminal_id: Some(String::new()),
        success: Some(false),
        message: Some("até logo 🦀\r\n令".to_owned()),
        date_login: Some("0001-01-01T00:00:00".parse().expect("a date")),
        date_logout: Some("2026-05-09T09:33:58.4750000Z".parse().expect("a date")),
        terminal_type: Some(" ".to_owned()),
        id_user: None,
    }
}

fn answered() -> CmdConnection {
    CmdConnection {
        message: Some("пока".to_owned()),
        success: Some(true),
        date_logout: Some("2026-12-31T23:59:59-03:30".parse().expect("a date")),
        ..CmdConnection::default()
    }
}

#[tokio::test]
async fn every_media_type_carries_the_connection_both_ways() {
    let (_served, client, script) = serve(Ok(answered())).await;
    for format in FORMATS {
        for accept in ACCEPTS {
            let call = client.tt_cmd_connection_logout(sent()).format(format).accept(accept);
            let answer = call.send().await.unwrap_or_else(|error| panic!("{format:?} {accept:?}: {error}"));
            let seen = script.only();
            assert_eq!(seen.input.body, sent(), "{format:?}");
            assert_eq!(seen.answer_type, accept.as_str());
            assert_eq!(answer.answer().headers["content-type"], accept.as_str());
            assert!(answer.deviations().is_empty(), "{:?}", answer.deviations());
            assert_eq!(answer.into_inner(), answered());
        }
    }
}

#[tokio::test]
async fn a_connection_without_members_arrives_without_members() {
    let (_served, client, script) = serve(Ok(CmdConnection::default())).await;
    for format in FORMATS {
        let answer = client.tt_cmd_connection_logout(CmdConnection::default()).format(format).send().await;
        assert_eq!(answer.unwrap().into_inner(), CmdConnection::default());
        assert_eq!(script.only().input.body, CmdConnection::default(), "{format:?}");
    }
}

#[tokio::test]
async fn the_answer_comes_in_the_form_of_the_request_where_the_page_has_it() {
    let (_served, client, script) = serve(Ok(answered())).await;
    let json = Logout::APPLICATION_JSON;
    for (format, answer) in FORMATS.into_iter().zip([json, Logout::TEXT_JSON, json]) {
        client.tt_cmd_connection_logout(sent()).format(format).send().await.unwrap();
        assert_eq!(script.only().answer_type, answer.as_str());
    }
}

#[tokio::test]
async fn a_fault_is_a_problem_document() {
    for (fault, status) in
        [(ServerError::client("no <such> terminal"), 400), (ServerError::server("down"), 500)]
    {
        let (_served, client, _script) = serve(Err(fault)).await;
        let error = client.tt_cmd_connection_logout(sent()).send().await.unwrap_err();
        let answer = error.answer().unwrap();
        assert_eq!(answer.status.as_u16(), status);
        assert_eq!(answer.headers["content-type"], "application/problem+json");
        let problem: serde_json::Value = serde_json::from_slice(&answer.body).unwrap();
        assert_eq!(problem["status"], status);
        assert_eq!(problem["detail"], if status == 400 { "no <such> terminal" } else { "down" });
    }
}
