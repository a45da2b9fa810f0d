//! Plain text: types with a layout, answers told apart by how they begin.

use wirewright_capabilities::text::client::{Client, ErrorKind};
use wirewright_capabilities::text::operations::{
    Login, LoginFailure, LoginInput, State as Report, StateFailure, StateInput,
};
use wirewright_capabilities::text::samples::SAMPLES;
use wirewright_capabilities::text::server::{Request, ServerError, Text, router};
use wirewright_capabilities::text::types::{Command, Refusal, Session, Since, State};
use wirewright_runtime::testing::round_trip;
use wirewright_tests::{Recorder, Served, any_value_survives};

struct Turnstile;

fn session(until: Option<&str>) -> Session {
    Session {
        session: "s-7".to_owned(),
        until: until.map(|until| until.parse().expect("a date")),
        left: until.map(|_| 3),
    }
}

impl Text for Turnstile {
    async fn login(&self, request: Request<LoginInput>) -> Result<Session, ServerError<LoginFailure>> {
        match &*request.body.name {
            "ann" => Ok(session(None)),
            "bea" => Ok(session(Some("2024-11-18T12:07:37Z"))),
            "half" => Ok(Session { left: Some(3), ..session(None) }),
            "busy" => Err(LoginFailure::Busy("wait".to_owned()).into()),
            "odd" => Err(LoginFailure::Busy("later".to_owned()).into()),
            _ => Err(LoginFailure::Refused(Refusal { code: 12, reason: "no such name".to_owned() }).into()),
        }
    }

    async fn state(&self, request: Request<StateInput>) -> Result<State, ServerError<StateFailure>> {
        match (request.motto.as_deref(), request.door.as_deref()) {
            (Some("a = b & c%20+"), Some([1, 2])) => Ok(state("fine")),
            _ => Err(StateFailure::Stuck(state("over turned")).into()),
        }
    }
}

fn state(word: &str) -> State {
    State { state: word.to_owned(), since: Some(Since { by: "ann".to_owned() }) }
}

fn command(name: &str) -> Command {
    Command { verb: "login".to_owned(), name: name.to_owned(), rest: "x;y".to_owned() }
}

fn answer(body: &str) -> String {
    format!("HTTP/1.1 200 OK\r\nContent-Type: text/plain\r\nContent-Length: {}\r\n\r\n{body}", body.len())
}

#[tokio::test]
async fn a_layout_is_written_and_read() {
    let recorder = Recorder::answering(answer("OK: s-7 until 2024-11-18T12:07:37Z (3)\r\n")).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    let found = client.login(command("ann")).send().await.expect("the answer is good").into_inner();
    assert_eq!(found, session(Some("2024-11-18T12:07:37Z")));
    let request = recorder.request().await;
    assert_eq!((request.header("Content-Type"), request.text()), (Some("text/x-command"), "login ann;x;y"));
}

#[tokio::test]
async fn both_ends_talk() {
    let served = Served::new(router(Turnstile)).await;
    for (name, body, status) in [
        ("ann", "OK: s-7", 200),
        ("bea", "OK: s-7 until 2024-11-18T12:07:37Z (3)", 200),
        ("busy", "wait", 200),
        ("x", "ERR 12: no such name", 200),
    ] {
        let head = "POST /login HTTP/1.1\nContent-Type: text/x-command";
        let answered = served.send(head, format!("login {name};").as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (status, body));
        assert_eq!(answered.header("Content-Type"), Some("text/plain; charset=utf-8"));
    }
    // Half of what stands at the end, and a failure that its condition does not tell.
    for name in ["half", "odd"] {
        let head = "POST /login HTTP/1.1\nContent-Type: text/x-command";
        assert_eq!(served.send(head, format!("login {name};").as_bytes()).await.status(), 500);
    }
    for body in ["", "login", "login ann", "login ann,x"] {
        let answered =
            served.send("POST /login HTTP/1.1\nContent-Type: text/x-command", body.as_bytes()).await;
        assert_eq!(answered.status(), 400, "{body}");
    }
    let client = Client::builder(served.url()).build().expect("the address is good");
    assert_eq!(*client.login(command("ann")).send().await.expect("it is served"), session(None));
    let error = client.login(command("nobody")).send().await.expect_err("it is refused");
    let refusal = Refusal { code: 12, reason: "no such name".to_owned() };
    assert_eq!(error.failure(), Some(&LoginFailure::Refused(refusal)));
}

#[tokio::test]
async fn a_value_that_would_end_too_early_is_not_sent() {
    let client = Client::builder("http://127.0.0.1:1").build().expect("the address is good");
    let long = |verb: &str, name: &str, rest: &str| Command {
        verb: verb.to_owned(),
        name: name.to_owned(),
        rest: rest.to_owned(),
    };
    for command in
        [long("log in", "a", ""), long("a", "b;c", ""), long("a", "b", "c\n"), long("\u{feff}", "b", "")]
    {
        let error = client.login(command.clone()).send().await.expect_err("it is refused");
        assert!(matches!(error.kind(), ErrorKind::Input(_)), "{command:?}: {error}");
    }
}

#[tokio::test]
async fn what_follows_no_layout_is_refused() {
    for body in [
        "OK: s-7 until soon (3)",
        "OK: s-7 until 2024-11-18T12:07:37Z",
        "OK: s until 2024-11-18T12:07:37Z (3) x",
    ] {
        let recorder = Recorder::answering(answer(body)).await;
        let client = Client::builder(recorder.url()).build().expect("the address is good");
        let error = client.login(command("ann")).send().await.expect_err("it is broken");
        assert!(matches!(error.kind(), ErrorKind::Decode(_)), "{body}: {error}");
    }
}

#[tokio::test]
async fn pairs_stand_on_lines_as_they_are() {
    let served = Served::new(router(Turnstile)).await;
    let head = "POST /state HTTP/1.1\nContent-Type: text/plain";
    for body in ["motto=a = b & c%20+\ndoor=1\ndoor=2", "door=1\r\n\r\ndoor=2\r\nmotto=a = b & c%20+\r\n"] {
        let answered = served.send(head, body.as_bytes()).await;
        assert_eq!((answered.status(), answered.text().as_str()), (200, "state=fine\nsince.by=ann"));
        assert_eq!(answered.header("Content-Type"), Some("text/plain"));
    }
    for body in ["motto", "open=perhaps"] {
        assert_eq!(served.send(head, body.as_bytes()).await.status(), 400, "{body}");
    }
    let client = Client::builder(served.url()).build().expect("the address is good");
    let call = client.state().motto("a = b & c%20+").door(vec![1, 2]);
    assert_eq!(*call.send().await.expect("it is served"), state("fine"));
    let error = client.state().send().await.expect_err("it is stuck");
    assert_eq!(error.failure(), Some(&StateFailure::Stuck(state("over turned"))));
    let error = client.state().motto("a\nb").send().await.expect_err("it is refused");
    assert!(matches!(error.kind(), ErrorKind::Input(_)), "{error}");
    let recorder = Recorder::answering(answer("state=fine\n")).await;
    let client = Client::builder(recorder.url()).build().expect("the address is good");
    client.state().open(true).motto("=").send().await.expect("the answer is good");
    assert_eq!(recorder.request().await.text(), "open=true\nmotto==");
}

#[test]
fn samples_are_read_and_written() {
    for sample in SAMPLES {
        match sample.operation {
            "Login" => round_trip(Login, sample),
            _ => round_trip(Report, sample),
        }
    }
}

#[test]
fn any_value_comes_back_or_is_refused() {
    any_value_survives(Login, 2000, 200);
    any_value_survives(Report, 2000, 200);
}
