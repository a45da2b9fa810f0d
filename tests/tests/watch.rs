//! `generate --watch` follows the specs and the templates, through bad edits too.

use std::fs;
use std::io::{BufRead as _, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::Duration;

use wirewright_tests::Folder;

const SPEC: &str = "wirewright: 1\nservice: shop\nsource: page\n\
    operations:\n  Get:\n    about: Gets an order.\n    http: GET /get\n";

/// Far more than any machine needs; only what never comes is waited for so long.
const LIMIT: Duration = Duration::from_secs(120);

fn folder(name: &str) -> Folder {
    let folder = Folder::new(env!("CARGO_TARGET_TMPDIR"), &format!("watch/{name}"));
    folder.write("specs/shop.yaml", SPEC);
    folder
}

/// Writes a file as an editor does: a new one takes the place of the old one.
fn put(folder: &Folder, path: &str, text: &str) {
    folder.write("specs/.new.swp", text);
    fs::rename(folder.path("specs/.new.swp"), folder.path(path)).expect("the file can be moved");
}

/// A watcher that runs until the test ends.
struct Watcher {
    child: Child,
    lines: Receiver<String>,
}

impl Watcher {
    fn start(folder: &Folder, arguments: &str) -> Self {
        let mut command = folder.command(&format!("generate --watch {arguments}"));
        let mut child = command.stderr(Stdio::piped()).spawn().expect("the program runs");
        let err = BufReader::new(child.stderr.take().expect("it is piped"));
        let (sender, lines) = mpsc::channel();
        thread::spawn(move || err.lines().map_while(Result::ok).try_for_each(|line| sender.send(line)));
        Self { child, lines }
    }

    /// Waits until words are said and the run that says them is over; gives what was
    /// said. A write may be seen half done, so a run more may lie before it.
    #[track_caller]
    fn until(&self, words: &str) -> String {
        let mut said = String::new();
        while !(said.contains(words) && said.lines().last().is_some_and(|line| line.starts_with("watching ")))
        {
            let line = self.lines.recv_timeout(LIMIT);
            assert!(line.is_ok(), "no `{words}` in what was said:\n{said}");
            said.push_str(&format!("{}\n", line.unwrap_or_default()));
        }
        said
    }

    fn end(mut self, signal: &str) -> ExitStatus {
        let id = self.child.id().to_string();
        let sent = Command::new("kill").args([signal, &id]).status().expect("there is a `kill`");
        assert!(sent.success());
        self.child.wait().expect("it is a child of this one")
    }
}

impl Drop for Watcher {
    fn drop(&mut self) {
        // It has ended already where the test did not fail.
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

/// The file that documents the operation.
const CLIENT: &str = "generated/shop-client/src/lib.rs";

#[test]
fn an_edit_is_followed_a_bad_one_waited_out() {
    let folder = folder("edits");
    let watcher = Watcher::start(&folder, "");
    watcher.until("wrote generated/shop-client/");
    assert!(folder.read(CLIENT).contains("Gets an order"));

    folder.edit("specs/shop.yaml", "Gets an order", "Fetches an order");
    let said = watcher.until("wrote generated/shop-client/");
    assert!(said.contains(" written, 0 removed, "), "{said}");
    assert!(folder.read(CLIENT).contains("Fetches an order"));

    let before = folder.files();
    folder.edit("specs/shop.yaml", "GET /get", "GET /get -> jsn");
    let said = watcher.until("`jsn`");
    assert!(said.contains("--> specs/shop.yaml:7:") && said.contains("nothing was written\n"), "{said}");
    assert!(!said.contains("wrote "), "{said}");
    assert_eq!(folder.files(), before);

    folder.edit("specs/shop.yaml", "GET /get -> jsn", "GET /fetch");
    watcher.until("wrote generated/shop-types/");
    folder.run("check").with(0);
    assert_eq!(watcher.end("-INT").code(), Some(0));
}

#[test]
fn a_file_may_come_go_and_be_replaced() {
    let folder = folder("files");
    let watcher = Watcher::start(&folder, "");
    watcher.until("wrote ");
    folder.write("specs/store.yaml", &SPEC.replace("shop", "store"));
    watcher.until("wrote generated/store-types/Cargo.toml\n");
    // What was put in the place of a file is watched as the file was.
    for words in ["Finds an order", "Seeks an order"] {
        put(&folder, "specs/shop.yaml", &SPEC.replace("Gets an order", words));
        watcher.until("wrote generated/shop-client/");
        assert!(folder.read(CLIENT).contains(words), "{words}");
    }
    fs::remove_file(folder.path("specs/store.yaml")).expect("the file is there");
    watcher.until("removed generated/store-types/Cargo.toml\n");
    assert_eq!(watcher.end("-TERM").code(), Some(0));
}

#[test]
fn an_included_file_is_followed_too() {
    let folder = folder("included");
    let (head, operations) = SPEC.split_once("operations:\n").expect("it has operations");
    folder.write("specs/shop/get.yaml", &format!("wirewright: 1\noperations:\n{operations}"));
    folder.write("specs/shop.yaml", &format!("{head}include: [shop/get.yaml]\n"));
    let watcher = Watcher::start(&folder, "");
    watcher.until("wrote ");
    folder.edit("specs/shop/get.yaml", "Gets an order", "Finds an order");
    watcher.until("wrote generated/shop-client/");
    assert!(folder.read(CLIENT).contains("Finds an order"));
    fs::rename(folder.path("specs/shop"), folder.path("specs/store")).expect("it can be moved");
    watcher.until("there is no file `shop/get.yaml`");
}

#[test]
fn a_template_is_followed_too() {
    let folder = folder("templates");
    folder.write("mine/types/README.md", "# One\n");
    let watcher = Watcher::start(&folder, "--templates mine");
    watcher.until("wrote ");
    // What an editor keeps beside a file is no template.
    folder.write("mine/types/.README.md.swp", "{{");
    folder.write("mine/types/README.md~", "{{");
    put(&folder, "mine/types/README.md", "# {{ titel }}\n");
    watcher.until("titel");
    assert_eq!(folder.read("generated/shop-types/README.md"), "# One\n");
    put(&folder, "mine/types/README.md", "# Two\n");
    watcher.until("wrote generated/shop-types/README.md\n");
    assert_eq!(folder.read("generated/shop-types/README.md"), "# Two\n");
}

#[test]
fn a_folder_that_goes_and_comes_back_is_followed() {
    let folder = folder("anew");
    folder.write("next/shop.yaml", &SPEC.replace("Gets an order", "Finds an order"));
    let watcher = Watcher::start(&folder, "");
    watcher.until("wrote ");
    fs::rename(folder.path("specs"), folder.path("old")).expect("it can be moved");
    watcher.until("error: specs: ");
    fs::rename(folder.path("next"), folder.path("specs")).expect("it can be moved");
    watcher.until("wrote ");
    folder.edit("specs/shop.yaml", "Finds an order", "Seeks an order");
    watcher.until("wrote ");
    assert!(folder.read(CLIENT).contains("Seeks an order"));
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    let folder = folder("nowhere");
    for option in ["--specs", "--templates"] {
        let done = folder.run(&format!("generate --watch {option} nowhere")).with(2);
        assert!(done.err.starts_with("error: nowhere: "), "{done:?}");
    }
}
