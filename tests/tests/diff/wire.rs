//! Peers as witnesses: the client of one side calls the server of the other, and both
//! say whatever their types can hold.
//!
//! The program has a module an edit. It prints the edits of which a message was refused.

use std::collections::BTreeSet;

use wirewright::FileTree;
use wirewright::diff::Effect;
use wirewright::model::{Binding, MediaType, Operation, Service};

use super::proof::{manifest, workspace};
use super::{Edit, edits};

/// Edits that break what is said without a refusal by generated peers, and why they do not refuse.
const QUIET: &[(&str, &[&str])] = &[
    (
        "what one says is dropped by the other, or taken for something else",
        &[
            "block-actor",
            "block-no-longer",
            "header-stands-in-no-longer",
            "input-default-changed",
            "input-default-in-a-body",
            "input-default-removed",
            "input-moved",
            "input-none-added",
            "input-placed-no-longer",
            "input-removed",
            "member-default",
            "member-list",
            "member-none-added",
            "member-none-changed",
            "member-none-of-optional",
            "member-removed",
            "member-renamed",
            "member-written-name",
            "profile-frame-otherwise",
            "query-list",
            "suffix-dropped",
            "suffix-dropped-no-longer",
            "union-tag",
            "value-written",
            "xml-attribute",
            "xml-name",
            "xml-namespace",
        ],
    ),
    ("generated peers always write what stands for none, others may leave it out", &["member-none-presence"]),
    ("generated peers write names as the spec has them, others may not", &["profile-case-counts"]),
    ("the numbers of this test are listed ones", &["values-number-size"]),
    ("generated clients write the first place alone", &["input-place-read-removed"]),
    ("a null says less than it did", &["input-null", "member-null-removed"]),
    ("an empty list is what is left of one", &["xml-item"]),
    (
        "the servers of this test never fail",
        &[
            "failure-added-in-place",
            "failure-condition",
            "failure-header-removed",
            "failure-last-removed",
            "failure-order",
            "failure-removed",
            "failure-type-other",
        ],
    ),
    ("the clients of this test have credentials", &["computed-required"]),
    (
        "the peers of this test are in one process",
        &["server-moved", "server-removed", "server-variable-added", "server-variable-first"],
    ),
    (
        "generated readers insist on less than the spec says, others may not",
        &[
            "form-list",
            "member-presence-null",
            "soap-action",
            "soap-namespace",
            "suffix-named-no-longer",
            "xml-order",
        ],
    ),
];

#[test]
fn peers_refuse_each_other_only_where_the_table_says_so() {
    let mut arguments = vec!["run", "--quiet", "-p", "diff-wire"];
    // Nobody debugs it, and it is much to build.
    let lean = ["wire", "old", "new"].map(|own| format!("profile.dev.package.diff-{own}.debug=0"));
    arguments.extend(lean.iter().flat_map(|own| ["--config", own.as_str()]));
    let done = workspace().cargo(&arguments);
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    assert!(done.status.success(), "{}", text(&done.stderr));
    let output = text(&done.stdout);
    let refused: BTreeSet<&str> = output.lines().filter_map(|line| line.split(' ').next()).collect();
    let mut wrong = Vec::new();
    for edit in edits().iter().filter(|own| own.old.name == own.new.name) {
        let changes = edit.changes();
        let breaks = changes.iter().any(|own| own.effects().wire == Effect::Breaking);
        let is_refused = refused.contains(edit.name.replace('-', "_").as_str());
        let is_quiet = QUIET.iter().any(|(_, names)| names.contains(&edit.name.as_str()));
        if is_refused != (breaks && !is_quiet) || (is_quiet && !breaks) {
            wrong.push(format!("{}: said to break: {breaks}, refused: {is_refused}", edit.name));
        }
    }
    assert!(wrong.is_empty(), "{}\n{output}", wrong.join("\n"));
}

/// The crate of all exchanges.
pub(super) fn program(edits: &[Edit]) -> FileTree {
    let mut tree = FileTree::default();
    let mut main = String::from(
        "mod shared;\n\
         #[tokio::main(flavor = \"current_thread\")]\nasync fn main() {\n",
    );
    let mut modules = String::new();
    for edit in edits.iter().filter(|own| own.old.name == own.new.name) {
        let module = edit.name.replace('-', "_");
        modules += &format!("mod {module};\n");
        main += &format!("{module}::run().await;\n");
        let mut text = String::from("use super::shared;\n");
        text += &side("old", &module, &edit.old, None);
        text += &side("new", &module, &edit.new, Some(&edit.old));
        text += &format!(
            "pub async fn run() {{\n\
             shared::tell({module:?}, \"old to new\", async |bytes| old::call(new::router(bytes), bytes).await).await;\n\
             shared::tell({module:?}, \"new to old\", async |bytes| new::call(old::router(bytes), bytes).await).await;\n}}\n"
        );
        tree.add(format!("src/{module}.rs"), text);
    }
    tree.add("src/main.rs", format!("{modules}{main}}}\n"));
    tree.add("src/shared.rs", SHARED.to_owned());
    let manifest = manifest("wire")
        + "diff-old = { path = \"../old\" }\ndiff-new = { path = \"../new\" }\n\
           tokio = { version = \"1\", features = [\"macros\", \"rt\", \"time\"] }\n";
    tree.add("Cargo.toml", manifest);
    tree
}

const SHARED: &str = r#"
use wirewright_runtime::client::{Error, ErrorKind, Response};
use wirewright_runtime::message::Failure;

/// Why an exchange went wrong, if a peer is to blame.
pub fn verdict<T, F: Failure>(result: Result<Response<T>, Error<F>>) -> Option<String> {
    let error = result.err()?;
    let status = error.answer().map_or(0, |own| own.status.as_u16());
    match error.kind() {
        // What cannot be said is refused before it is sent.
        ErrorKind::Input(_) => None,
        ErrorKind::Failure(_) => None,
        _ if status == 500 => None,
        _ => Some(format!("{error} ({status})")),
    }
}

pub async fn tell(edit: &str, way: &str, exchange: impl AsyncFn(&'static [u8]) -> Option<String>) {
    let mut state = 1_u64;
    for length in 0..60 {
        let bytes: Vec<u8> = (0..length * 2)
            .map(|_| {
                state = state.wrapping_mul(6364136223846793005).wrapping_add(1442695040888963407);
                (state >> 56) as u8
            })
            .collect();
        if let Some(why) = exchange(bytes.leak()).await {
            println!("{edit} {way}: {}", why.replace('\n', " "));
            return;
        }
    }
}
"#;

/// A client and a server of one side. The client does what the other side knows too,
/// if that is told; what it does by default it does all the same.
fn side(name: &str, module: &str, service: &Service, known: Option<&Service>) -> String {
    let ident = service.name.replace('-', "_");
    let mut text = format!(
        "mod {name} {{\nuse super::shared;\nuse wirewright_runtime::testing::arbitrary;\n\
         use diff_{name}::{module}::{{{ident}_types as types_crate, {ident}_client as client_crate, {ident}_server as server_crate}};\n\
         use types_crate::operations;\n"
    );
    let credentials: String = service
        .credentials
        .iter()
        .map(|own| format!("{}: \"known\".to_owned().into(), ", own.rust))
        .collect();
    let (given, verification) = if credentials.is_empty() {
        (String::new(), String::new())
    } else {
        let own = format!("types_crate::Credentials {{ {credentials} }}");
        (format!(".credentials({own})"), format!(", server_crate::Verification::Required({own})"))
    };
    text += &format!("struct Own(&'static [u8]);\nimpl server_crate::{} for Own {{\n", service.rust);
    for own in &service.operations {
        text += &format!(
            "async fn {0}(&self, _: server_crate::Request<operations::{1}Input>) -> Result<\
             <operations::{1} as wirewright_runtime::message::Operation>::Output, \
             server_crate::ServerError<<operations::{1} as wirewright_runtime::message::Operation>::Failure>> \
             {{ Ok(arbitrary(self.0)) }}\n",
            own.method, own.rust
        );
    }
    text += &format!(
        "}}\npub fn router(bytes: &'static [u8]) -> axum::Router {{ server_crate::router(Own(bytes){verification}) }}\n\
         pub async fn call(router: axum::Router, bytes: &'static [u8]) -> Option<String> {{\n\
         let client: client_crate::Client = client_crate::Client::builder(\"http://in.process\").transport(router){given}.build().expect(\"the address is one\");\n"
    );
    for own in &service.operations {
        let other = known.map(|known| known.operations.iter().find(|other| other.method == own.method));
        let knows = |wanted: &dyn Fn(&Operation) -> bool| other.is_none_or(|other| other.is_some_and(wanted));
        if known.is_some_and(|known| known.operations.len() < service.operations.len()) && !knows(&|_| true) {
            continue;
        }
        text += &format!("let input: operations::{}Input = arbitrary(bytes);\n", own.rust);
        text += &format!(
            "let call = client_crate::calls::{}Call::new(&client, input.clone());\n\
             if let Some(why) = shared::verdict(call.send().await) {{ return Some(why); }}\n",
            own.rust
        );
        for binding in &own.bindings {
            if !knows(&|other| other.bindings.iter().any(|its| its.page == binding.page)) {
                continue;
            }
            text += &format!(
                "let call = client_crate::calls::{0}Call::new(&client, input.clone()).binding(operations::{0}::{1});\n\
                 if let Some(why) = shared::verdict(call.send().await) {{ return Some(why); }}\n",
                own.rust, binding.rust
            );
        }
        let all = own.bindings.iter().flat_map(|binding| &binding.accepts);
        text += &chosen(own, "format", all, knows);
        let all = own.bindings.iter().flat_map(|binding| &binding.answers);
        text += &chosen(own, "accept", all, knows);
    }
    text + "None\n}\n}\n"
}

/// Calls with each media type that the other side knows in the same place.
fn chosen<'m>(
    operation: &Operation,
    way: &str,
    all: impl Iterator<Item = &'m MediaType>,
    knows: impl Fn(&dyn Fn(&Operation) -> bool) -> bool,
) -> String {
    let constants = operation.media_constants();
    let mut text = String::new();
    for media in all {
        let Some((constant, _)) = constants.iter().find(|(_, own)| own == media.essence()) else { continue };
        let has = |other: &Operation| {
            let lists =
                |own: &Binding| if way == "format" { own.accepts.clone() } else { own.answers.clone() };
            other.bindings.iter().any(|own| lists(own).iter().any(|its| its.essence() == media.essence()))
        };
        if knows(&has) {
            text += &format!(
                "let call = client_crate::calls::{0}Call::new(&client, input.clone()).{way}(operations::{0}::{constant});\n\
                 if let Some(why) = shared::verdict(call.send().await) {{ return Some(why); }}\n",
                operation.rust
            );
        }
    }
    text
}
