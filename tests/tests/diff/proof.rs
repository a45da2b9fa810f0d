//! The compiler as a witness: programs that use all of what the old spec gives, built
//! against what the new one gives.
//!
//! One crate holds the generated crates of all old specs, another those of all new
//! ones, each service in modules of its own. Callers that are said to build are the
//! modules of one crate; each that is said not to build is an example by itself, so
//! that its errors are its own.

use std::collections::BTreeSet;
use std::sync::OnceLock;

use wirewright::diff::{Effect, Effects};
use wirewright::model::Service;
use wirewright::{FileTree, Templates, emit};
use wirewright_tests::Workspace;

use super::{Edit, callers, edits, wire};

/// A program for one edit and one crate.
struct Caller {
    name: String,
    old: String,
    new: String,
    builds: bool,
}

/// The workspace of the generated crates and of all witnesses.
pub(super) fn workspace() -> &'static Workspace {
    static WORKSPACE: OnceLock<Workspace> = OnceLock::new();
    WORKSPACE.get_or_init(|| {
        let edits = edits();
        let callers: Vec<Caller> = edits.iter().flat_map(callers_of).collect();
        let mut tree = FileTree::default();
        tree.add_folder("old", side("old", &edits, |own| &own.old));
        tree.add_folder("new", side("new", &edits, |own| &own.new));
        tree.add_folder("callers", programs(&callers));
        tree.add_folder("wire", wire::program(&edits));
        Workspace::new(env!("CARGO_TARGET_TMPDIR"), "diff", &tree)
    })
}

#[test]
fn callers_build_where_the_table_says_so_and_only_there() {
    let callers: Vec<Caller> = edits().iter().flat_map(callers_of).collect();
    let workspace = workspace();
    let done = workspace.cargo(&["check", "-p", "diff-callers", "--lib"]);
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));

    let done = workspace.cargo(&[
        "check",
        "-p",
        "diff-callers",
        "--examples",
        "--keep-going",
        "--message-format",
        "json",
    ]);
    let output = String::from_utf8(done.stdout).expect("cargo writes UTF-8");
    let messages = output.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
    let refused =
        messages.filter(|own| own["reason"] == "compiler-message" && own["message"]["level"] == "error");
    let found: BTreeSet<String> =
        refused.filter_map(|own| own["target"]["name"].as_str().map(str::to_owned)).collect();
    let said: BTreeSet<String> =
        callers.iter().filter(|own| !own.builds).map(|own| own.name.clone()).collect();
    assert!(!said.is_empty());
    let built: Vec<&String> = said.difference(&found).collect();
    assert!(built.is_empty(), "said to be broken, and builds: {built:?}");
    assert_eq!(said, found);
}

/// The callers of an edit, and those of the edit taken back.
fn callers_of(edit: &Edit) -> Vec<Caller> {
    let module = edit.name.replace('-', "_");
    let (there, back) = (["diff_old", "diff_new"], ["diff_new", "diff_old"]);
    let mut callers = Vec::new();
    for (name, [from, to], service, changes) in [
        (module.clone(), there, &edit.old, edit.changes()),
        (format!("back_{module}"), back, &edit.new, edit.changes_back()),
    ] {
        let worst = |own: fn(Effects) -> Effect| {
            changes.iter().map(|change| own(change.effects())).max().unwrap_or_default()
        };
        let mut add = |crate_: &str, write: fn(&str, &Service) -> String, worst: Effect| {
            callers.push(Caller {
                name: format!("{name}_{crate_}"),
                old: write(&format!("{from}::{module}"), service),
                new: write(&format!("{to}::{module}"), service),
                builds: worst != Effect::Breaking,
            });
        };
        add("client", callers::client, worst(|own| own.client));
        add("server", callers::server, worst(|own| own.server));
    }
    callers
}

/// The crate of all callers.
fn programs(callers: &[Caller]) -> FileTree {
    let mut tree = FileTree::default();
    let mut manifest = manifest("callers");
    manifest += "diff-old = { path = \"../old\" }\ndiff-new = { path = \"../new\" }\n";
    let mut lib = String::new();
    for own in callers {
        lib += &format!("mod old_{};\n", own.name);
        tree.add(format!("src/old_{}.rs", own.name), own.old.clone());
        if own.builds {
            lib += &format!("mod new_{};\n", own.name);
            tree.add(format!("src/new_{}.rs", own.name), own.new.clone());
        } else {
            manifest += &format!("\n[[example]]\nname = {0:?}\npath = \"examples/{0}.rs\"\n", own.name);
            tree.add(format!("examples/{}.rs", own.name), format!("{}fn main() {{}}\n", own.new));
        }
    }
    tree.add("src/lib.rs", lib);
    tree.add("Cargo.toml", manifest);
    tree
}

/// The generated crates of one side of all edits as the modules of one crate.
fn side(name: &str, edits: &[Edit], of: fn(&Edit) -> &Service) -> FileTree {
    let templates = Templates::built_in().expect("the built-in templates are good");
    let mut tree = FileTree::default();
    let mut lib = String::new();
    for edit in edits {
        let service = of(edit);
        let module = edit.name.replace('-', "_");
        let generated = emit::emit(std::slice::from_ref(service), &templates, FileTree::default())
            .expect("the templates are good");
        lib += &format!("pub mod {module} {{\n");
        for part in ["types", "client", "server"] {
            let own = format!("{}_{part}", service.name.replace('-', "_"));
            lib += &format!("#[path = \"{part}/lib.rs\"]\npub mod {own};\n");
            let src = format!("{}-{part}/src/", service.name);
            for (path, text) in generated.iter() {
                if let Some(path) = path.strip_prefix(&src) {
                    let ident = format!("{}_types", service.name.replace('-', "_"));
                    // What was the root of a crate is a module.
                    let text = text
                        .replace("crate::", &format!("crate::{module}::{own}::"))
                        .replace(&format!("{ident}::"), &format!("crate::{module}::{ident}::"))
                        .replace(&format!("::crate::{module}::{ident}::"), &format!("::{ident}::"));
                    tree.add(format!("src/{module}/{part}/{path}"), text);
                }
            }
        }
        lib += "}\n";
    }
    tree.add("src/lib.rs", lib);
    tree.add("Cargo.toml", manifest(name));
    tree
}

pub(super) fn manifest(name: &str) -> String {
    format!(
        "[package]\nname = \"diff-{name}\"\nversion = \"0.1.0\"\nedition = \"2024\"\nautoexamples = false\n\n\
         [lints.rust]\nunused = \"allow\"\n\n\
         [dependencies]\naxum = {{ version = \"0.8\", default-features = false }}\n\
         serde = {{ version = \"1\", features = [\"derive\"] }}\n\
         wirewright-runtime = {{ version = \"0.1.0\", features = [\"base64\", \"client\", \"digest\", \"guid\", \"map\", \"multipart\", \"pattern\", \"server\", \"testing\", \"xml\"] }}\n"
    )
}
