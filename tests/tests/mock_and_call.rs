//! The two programs that come with each service talk to each other.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, Output, Stdio};

use wirewright_tests::root;

/// An example of one of the crates of a service.
fn cargo_run(service: &str, (part, example): (&str, &str)) -> Command {
    let mut command = Command::new(env!("CARGO"));
    let (package, example) = (format!("{service}-{part}"), format!("{service}-{example}"));
    command.args(["run", "--quiet", "--package", &package, "--example", &example, "--"]).current_dir(root());
    command
}

const MOCK: (&str, &str) = ("server", "mock");
const CALL: (&str, &str) = ("client", "call");

/// A mock server that is stopped at the end of its test.
struct Mock {
    child: Child,
    url: String,
}

impl Mock {
    fn start(service: &str, arguments: &[&str]) -> Self {
        let mut command = cargo_run(service, MOCK);
        let command = command.args(["--listen", "127.0.0.1:0"]).args(arguments).stdout(Stdio::piped());
        let mut child = command.spawn().expect("cargo can be run");
        let mut line = String::new();
        let out = child.stdout.take().expect("the output is piped");
        BufReader::new(out).read_line(&mut line).expect("the server prints its address");
        let url = line.trim().strip_prefix("listening on ").unwrap_or_default().to_owned();
        assert!(url.starts_with("http://127.0.0.1:"), "{line}");
        Self { child, url }
    }

    fn call(&self, service: &str, arguments: &[&str]) -> Output {
        let mut command = cargo_run(service, CALL);
        command.args(["--base-url", &self.url]).args(arguments).output().expect("cargo can be run")
    }

    #[track_caller]
    fn answers(&self, service: &str, arguments: &[&str], expected: &str) {
        let done = self.call(service, arguments);
        let error = String::from_utf8_lossy(&done.stderr);
        assert!(done.status.success(), "{arguments:?}: {error}");
        let answer: serde_json::Value = serde_json::from_slice(&done.stdout).expect("the answer is JSON");
        let expected: serde_json::Value = serde_json::from_str(expected).expect("the expectation is JSON");
        assert_eq!(answer, expected, "{arguments:?}");
    }

    #[track_caller]
    fn refuses(&self, service: &str, arguments: &[&str], expected: &str) {
        let done = self.call(service, arguments);
        let error = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(1), "{arguments:?}");
        assert!(error.contains(expected) && done.stdout.is_empty(), "{arguments:?}: {error}");
    }
}

impl Drop for Mock {
    fn drop(&mut self) {
        // A server that has ended by itself needs no stopping.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn sejour_answers_by_every_binding() {
    let mock = Mock::start("sejour", &[]);
    for binding in ["soap11", "soap12", "http-get", "http-post"] {
        mock.answers("sejour", &["--binding", binding, "Logout", "--token", "string"], "null");
    }
    mock.refuses("sejour", &["--binding", "soap13", "Logout"], "there is no binding `soap13`");
}

#[test]
fn cbss_answers_in_every_format_and_verifies_signatures() {
    const KEYS: [&str; 4] = ["--credential", "client_key=k", "--credential", "login_salt=s"];
    let mock = Mock::start("cbss", &KEYS);
    let json = r#"{"IsSuccessful":true,"Messages":[],"ClientCode":"sample string 2","DateTime":"2024-11-18T12:47:37.7301759+08:00","Content":{}}"#;
    let xml = r#"{"IsSuccessful":true,"ClientCode":"sample string 2","DateTime":"2024-11-18T12:47:37.7301759+08:00","Content":{}}"#;
    let formats = [
        ("application/json", json),
        ("text/json", json),
        ("text/html", json),
        ("application/xml", xml),
        ("text/xml", xml),
        ("application/x-www-form-urlencoded", json),
    ];
    for (format, expected) in formats {
        let arguments =
            [&KEYS[..], &["--format", format, "Customer.Logout", "--ClientCode", "é & <c>"]].concat();
        mock.answers("cbss", &arguments, expected);
    }
    let wrong = ["--credential", "client_key=k", "--credential", "login_salt=wrong", "Customer.Logout"];
    mock.refuses("cbss", &wrong, "`Signature` is missing or wrong");
    mock.refuses(
        "cbss",
        &["Customer.Logout"],
        "`Signature` is computed with credentials, and none were given",
    );
}

#[test]
fn tt_cmd_answers_in_every_format() {
    let mock = Mock::start("tt-cmd", &[]);
    for format in ["application/json", "text/json", "application/x-www-form-urlencoded"] {
        let arguments = ["--format", format, "logout", "--id", "{9DA91479-03ED-42F5-9827-E03302F1A8E7}"];
        let done = mock.call("tt-cmd", &arguments);
        let answer: serde_json::Value = serde_json::from_slice(&done.stdout).expect("the answer is JSON");
        assert_eq!(answer["id_pos_sesion"], "f848be2d-0226-4784-b8a7-87c3d70f18e4", "{format}");
        assert_eq!(answer["date_login"], "2026-05-09T09:33:58.4752389+02:00", "{format}");
    }
    mock.refuses("tt-cmd", &["logout", "--success", "maybe"], "expected a boolean, found `maybe`");
}

#[test]
fn chargebee_answers_whatever_the_session_is_called() {
    let mock = Mock::start("chargebee", &[]);
    let done = mock.call("chargebee", &["PortalSession.Logout", "--portal-session-id", "a/b c?#%"]);
    let answer: serde_json::Value = serde_json::from_slice(&done.stdout).expect("the answer is JSON");
    assert_eq!(answer["portal_session"]["status"], "logged_out");
    mock.refuses("chargebee", &["PortalSession.Logout"], "--portal-session-id is missing");
}

#[test]
fn a_mock_stands_below_the_path_of_the_real_service() {
    let mock = Mock::start("chargebee", &["--base-path", "/api/v2"]);
    let call = |base: String| {
        let mut command = cargo_run("chargebee", CALL);
        command.args(["--base-url", &base, "PortalSession.Logout", "--portal-session-id", "a"]);
        command.output().expect("cargo can be run")
    };
    assert!(call(format!("{}/api/v2", mock.url)).status.success());
    let elsewhere = call(mock.url.clone());
    assert!(String::from_utf8_lossy(&elsewhere.stderr).contains("404"), "{elsewhere:?}");
}

#[test]
fn a_mock_says_which_path_it_cannot_stand_below() {
    for path in ["", "/", "api", "/api/", "/a//b", "/{a}", "/*a", "/:a"] {
        let mut command = cargo_run("chargebee", MOCK);
        let done = command.args(["--base-path", path]).output().expect("cargo can be run");
        let error = String::from_utf8_lossy(&done.stderr);
        assert_eq!(done.status.code(), Some(1), "{path}: {error}");
        assert!(error.contains(&format!("a path like /api/v2, not `{path}`")), "{path}: {error}");
    }
}

#[test]
fn ebay_answers_plain_and_wrapped() {
    let mock = Mock::start("ebay-client-alerts", &[]);
    let plain = r#"{"Timestamp":"2008-06-01T03:52:54.843Z","Ack":"Success","Build":"e565_core_Bundled_6412298_R1","Version":"565"}"#;
    let echoed = r#"{"Timestamp":"2008-06-01T03:52:54.843Z","Ack":"Success","CorrelationID":"7","Build":"e565_core_Bundled_6412298_R1","Version":"565"}"#;
    let session = ["Logout", "--SessionID", "a==", "--SessionData", "b|c"];
    mock.answers("ebay-client-alerts", &session, plain);
    let wrapped = [&["--binding", "wrapped"], &session[..], &["--MessageID", "7"]].concat();
    mock.answers("ebay-client-alerts", &wrapped, echoed);
    let named = [&["--binding", "wrapped-by-name"], &session[..], &["--callbackname", "f"]].concat();
    mock.answers("ebay-client-alerts", &named, plain);
    mock.refuses("ebay-client-alerts", &["Logout", "--SessionID", "a"], "--SessionData is missing");
}

#[cfg(unix)]
#[test]
fn a_mock_ends_in_order_when_it_is_told_to() {
    for signal in ["-INT", "-TERM"] {
        let mut mock = Mock::start("sejour", &[]);
        // On these systems cargo becomes the program that it runs.
        let told = Command::new("kill").args([signal, &mock.child.id().to_string()]).status();
        assert!(told.expect("there is a program `kill`").success());
        let ended = mock.child.wait().expect("it can be waited for");
        assert_eq!(ended.code(), Some(0), "{signal}: {ended}");
    }
}
