//! What the README shows works as it stands there.

use std::fs;

use wirewright::{Spec, Templates, render};
use wirewright_tests::{Folder, root};

fn readme() -> String {
    fs::read_to_string(root().join("README.md")).expect("the README is there")
}

/// The blocks of the README in a notation.
fn blocks(notation: &str) -> Vec<String> {
    let text = readme();
    let fence = format!("```{notation}\n");
    let blocks = text.split(&fence).skip(1);
    blocks.filter_map(|rest| rest.split_once("```").map(|(block, _)| block.to_owned())).collect()
}

#[test]
fn the_first_spec_is_good_and_short() {
    let text = &yaml("wirewright: 1\n");
    assert!(text.lines().count() <= 22, "twenty lines, the README says");
    let spec = Spec::new("specs/orders.yaml", text.clone());
    let templates = Templates::built_in().expect("the built-in templates are good");
    let tree = render(&[spec], &templates).expect("the README's spec is good");
    assert!(tree.get("orders-client/src/lib.rs").is_some());
}

/// The block of YAML with this beginning.
fn yaml(begin: &str) -> String {
    let mut blocks = blocks("yaml").into_iter().filter(|block| block.starts_with(begin));
    blocks.next().expect("the README has such a block")
}

#[test]
fn the_workflow_checks_the_generated_crates() {
    let workflow: serde_yaml::Value = serde_yaml::from_str(&yaml("name: wirewright\n")).expect("it is YAML");
    assert_eq!(
        workflow["on"],
        serde_yaml::from_str::<serde_yaml::Value>("[push, pull_request]").expect("a list")
    );
    let steps = workflow["jobs"]["check"]["steps"].as_sequence().expect("a job has steps");
    let of = |name: &str| -> Vec<&str> { steps.iter().filter_map(|step| step[name].as_str()).collect() };
    assert_eq!(of("uses"), ["actions/checkout@v5"], "it rests on nobody else");
    assert_eq!(of("uses").len() + of("run").len(), steps.len());
    let commands: Vec<&str> =
        of("run").into_iter().filter_map(|own| own.strip_prefix("wirewright ")).collect();
    let [command] = commands[..] else { panic!("it runs the program once: {commands:?}") };

    let folder = Folder::new(env!("CARGO_TARGET_TMPDIR"), "workflow");
    folder.write("specs/orders.yaml", &yaml("wirewright: 1\n"));
    folder.run("generate").with(0);
    folder.run(command).with(0);
    folder.write("generated/orders-types/README.md", "Edited.\n");
    let done = folder.run(command).with(1);
    assert!(done.out.starts_with("::error file=generated/orders-types/README.md,"), "{done:#?}");
}

mod fresh {
    // begin fresh
    #[test]
    fn generated_crates_are_fresh() {
        wirewright::assert_fresh("../specs", "../generated");
    }
    // end fresh
}

/// The README's use of a client, compiled.
async fn client() -> Result<(), Box<dyn std::error::Error>> {
    // begin client
    use sejour_client::{Client, ErrorKind, operations::Logout, servers};

    let client = Client::builder(servers::MAIN).build()?;

    // By the first binding of the page, or by any other.
    client.logout().token("abc").send().await?;
    let answer = client.logout().token("abc").binding(Logout::HTTP_GET).send().await;

    match answer {
        Ok(response) => println!("status {}", response.answer().status),
        Err(error) => match error.kind() {
            ErrorKind::Fault(fault) => println!("{}: {}", fault.code, fault.reason),
            _ => println!("{error}"),
        },
    }
    // end client
    Ok(())
}

/// The README's implementation of a server, compiled.
async fn server() -> Result<(), Box<dyn std::error::Error>> {
    // begin server
    use sejour_server::{NoFailure, Request, Sejour, ServerError, operations::LogoutInput, router};

    struct Sessions;

    impl Sejour for Sessions {
        async fn logout(&self, request: Request<LogoutInput>) -> Result<(), ServerError<NoFailure>> {
            match request.token.as_deref() {
                Some("abc") => Ok(()),
                _ => Err(ServerError::client("there is no such session")),
            }
        }
    }

    let listener = tokio::net::TcpListener::bind("127.0.0.1:8080").await?;
    axum::serve(listener, router(Sessions)).await?;
    // end server
    Ok(())
}

/// This file's code between two comments, without its indentation.
fn compiled(name: &str) -> String {
    between(include_str!("readme.rs"), name)
}

fn between(own: &str, name: &str) -> String {
    let (_, rest) = own.split_once(&format!("// begin {name}\n")).expect("the code begins");
    let (code, _) = rest.split_once(&format!("    // end {name}\n")).expect("the code ends");
    code.lines().map(|line| format!("{}\n", line.strip_prefix("    ").unwrap_or(line))).collect()
}

#[test]
fn the_code_compiles() {
    // Compiled is what counts; nothing is called.
    let _ = (client, server);
    let [of_test, script, module, of_client, of_pages, of_server] = &blocks("rust")[..] else {
        panic!("the README has a test, two files, two programs and a loop")
    };
    assert_eq!(*of_test, compiled("fresh"));
    assert_eq!(*script, format!("// build.rs\n{}", built("build.rs")).replace("parcels", "orders"));
    assert_eq!(*module, format!("// src/api.rs\n{}", built("src/api.rs")));
    assert_eq!(*of_client, compiled("client"));
    assert_eq!(*of_pages, between(include_str!("../capabilities/tests/pages.rs"), "pages"));
    assert_eq!(*of_server, compiled("server"));
}

/// A file of the crate with a build script, without what it says of itself.
fn built(file: &str) -> String {
    let text = fs::read_to_string(root().join("tests/build-script").join(file)).expect("it is there");
    text.lines()
        .skip_while(|line| line.starts_with("//!") || line.is_empty())
        .map(|line| format!("{line}\n"))
        .collect()
}
