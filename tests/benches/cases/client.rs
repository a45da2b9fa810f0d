//! One call over a socket of this machine, over reqwest by hand.

use std::time::Duration;

use tokio::runtime::Runtime;
use tt_cmd_client::types::CmdConnection;
use wirewright_runtime::message::Body as _;
use wirewright_runtime::{Notes, Record as _};

use super::Case;
use super::json::Connection;
use super::peer::ANSWER;

pub(super) fn cases(peer: &str) -> Vec<Case> {
    let (ours, twin) = (generated(peer), by_hand(peer));
    let (answer, expected) = (ours(), twin());
    assert_eq!(answer.to_json().ok(), serde_json::to_vec(&expected).ok());
    vec![Case::new("client tt-cmd json", ours, twin)]
}

const REQUEST: &str = tt_cmd_types::samples::TT_CMD_CONNECTION_LOGOUT_REQUEST.text;

fn generated(peer: &str) -> impl Fn() -> CmdConnection + use<> {
    let runtime = runtime();
    let client = tt_cmd_client::Client::builder(peer).build().expect("the address is good");
    let mut connection = CmdConnection::empty();
    connection.read_json(REQUEST.as_bytes(), &mut Notes::new()).expect("the sample is JSON");
    move || {
        let call = client.tt_cmd_connection_logout(connection.clone());
        runtime.block_on(call.send()).expect("the peer answers").into_inner()
    }
}

fn by_hand(peer: &str) -> impl Fn() -> Connection + use<> {
    let runtime = runtime();
    let client = reqwest::Client::builder()
        .redirect(reqwest::redirect::Policy::none())
        .user_agent("by-hand/0.1.0")
        .timeout(Duration::from_secs(30))
        .build()
        .expect("the client needs nothing of the system");
    let address = format!("{peer}/api/tt_cmd_connection/logout");
    let connection: Connection = serde_json::from_str(REQUEST).expect("the sample is JSON");
    assert!(serde_json::from_str::<Connection>(ANSWER).is_ok_and(|answer| answer != connection));
    let call = async move |connection: &Connection| {
        let request = client.put(&address).header("Accept", "application/json").json(connection);
        request.send().await?.error_for_status()?.json::<Connection>().await
    };
    move || runtime.block_on(call(&connection.clone())).expect("the peer answers")
}

/// A runtime on the thread of the caller, so that a count of its instructions is whole.
fn runtime() -> Runtime {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    runtime.expect("the system has room for a runtime")
}
