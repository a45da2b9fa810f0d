//! A service may have the name of what its server crate holds or uses itself.

use wirewright::{Spec, Templates, render};
use wirewright_tests::Workspace;

const NAMES: [&str; 16] = [
    "credentials",
    "future",
    "limits",
    "mock",
    "no-failure",
    "option",
    "request",
    "result",
    "routes",
    "s",
    "send",
    "server-error",
    "string",
    "sync",
    "vec",
    "verification",
];

fn spec(name: &str) -> Spec {
    let text = format!(
        "wirewright: 1\nservice: {name}\nsource: page\noperations:\n  \
         Get: {{ http: GET /get -> json, about: Gets it., output: {{ Id: string, Of: list of string }} }}\n"
    );
    Spec::new(format!("{name}.yaml"), text)
}

#[test]
fn servers_build_whatever_their_service_is_called() {
    let templates = Templates::built_in().expect("the built-in templates are good");
    let tree = render(&NAMES.map(spec), &templates).expect("the specs are good");
    let workspace = Workspace::new(env!("CARGO_TARGET_TMPDIR"), "service-names", &tree);
    let servers: Vec<String> = NAMES.iter().map(|name| format!("-p={name}-server")).collect();
    let mut arguments = vec!["check", "--no-default-features", "--keep-going"];
    arguments.extend(servers.iter().map(String::as_str));
    let done = workspace.cargo(&arguments);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
}
