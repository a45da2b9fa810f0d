//! Workspaces of generated crates in a folder of their own, for cargo to build.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};

use wirewright::{FileTree, output};

use crate::root;

/// A workspace of generated crates.
#[derive(Debug)]
pub struct Workspace {
    folder: PathBuf,
    /// One for all workspaces, so that what they share is built once.
    target: PathBuf,
}

impl Workspace {
    /// Lays out a workspace below the tests' own part of the target folder. What
    /// cargo built there before stays, so that only what changed is built again.
    #[must_use]
    pub fn new(temporary: &str, name: &str, tree: &FileTree) -> Self {
        let folder = Path::new(temporary).join(name);
        output::write(tree, &folder.join("generated")).expect("the folder can be written");
        let runtime = root().join("runtime");
        let manifest = format!(
            "[workspace]\nresolver = \"3\"\nmembers = [\"generated/*\"]\n\n\
             [patch.crates-io]\nwirewright-runtime = {{ path = {:?} }}\n",
            runtime.display().to_string()
        );
        fs::write(folder.join("Cargo.toml"), manifest).expect("the folder can be written");
        fs::copy(root().join("Cargo.lock"), folder.join("Cargo.lock")).expect("the lock file is there");
        Self { folder, target: Path::new(temporary).join("target") }
    }

    /// Puts a file of a test's own beside the generated ones.
    pub fn add(&self, path: &str, text: &str) {
        fs::write(self.folder.join("generated").join(path), text).expect("the folder can be written");
    }

    /// Runs the tests of every crate, and says how many test programs passed with a test in them.
    #[must_use]
    pub fn passing_tests(&self) -> usize {
        let done = self.cargo(&["test", "--workspace", "--no-default-features", "--lib", "--tests"]);
        let text = |bytes| String::from_utf8_lossy(bytes).into_owned();
        let output = text(&done.stdout) + &text(&done.stderr);
        assert!(done.status.success(), "{output}");
        let passed = |line: &&str| line.contains("test result: ok") && !line.contains(" 0 passed");
        output.lines().filter(passed).count()
    }

    /// Runs cargo with warnings denied, without the network.
    #[must_use]
    pub fn cargo(&self, arguments: &[&str]) -> Output {
        Command::new(env!("CARGO"))
            .args(arguments)
            .arg("--offline")
            .current_dir(&self.folder)
            .env("CARGO_TARGET_DIR", &self.target)
            .env("RUSTFLAGS", "-D warnings")
            .env("RUSTDOCFLAGS", "-D warnings")
            .output()
            .expect("cargo can be run")
    }
}
