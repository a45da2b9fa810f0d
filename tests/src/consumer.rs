//! A crate with a build script, in a folder of its own, for cargo to build.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::{Folder, root};

/// A package that depends on the generator and the runtime alone.
#[derive(Debug)]
pub struct Consumer {
    package: &'static str,
    folder: Folder,
    /// One for all that a test file builds, so that what they share is built once.
    target: PathBuf,
}

impl Consumer {
    /// Lays out the package in a folder below the tests' own; `features` are those of the runtime, `steps` what the build
    /// script asks for, `.spec("shop.yaml")` say.
    #[must_use]
    pub fn new(temporary: &str, folder: &str, package: &'static str, features: &[&str], steps: &str) -> Self {
        let folder = Folder::new(temporary, folder);
        let path = |part: &str| root().join(part).display().to_string();
        folder.write(
            "Cargo.toml",
            &format!(
                "[package]\nname = {package:?}\nversion = \"0.1.0\"\nedition = \"2021\"\n\n\
                 [dependencies]\nwirewright-runtime = {{ path = {:?}, features = {features:?} }}\n\n\
                 [build-dependencies]\nwirewright = {{ path = {:?}, default-features = false }}\n\n\
                 [workspace]\n",
                path("runtime"),
                path("generator"),
            ),
        );
        folder.write(
            "build.rs",
            &format!(
                "fn main() -> Result<(), wirewright::BuildError> {{\n    \
                 wirewright::build(){steps}.generate()\n}}\n"
            ),
        );
        folder.write("src/lib.rs", "mod api;\n");
        folder.write("src/api.rs", "wirewright_runtime::include_generated!();\n");
        fs::copy(root().join("Cargo.lock"), folder.path("Cargo.lock")).expect("the lock file is there");
        let consumer = Self { package, folder, target: Path::new(temporary).join("target") };
        // The lock file of the workspace knows more packages than this one has.
        let settled = consumer.command(&["update", "--workspace"]).output().expect("cargo can be run");
        assert!(settled.status.success(), "{}", String::from_utf8_lossy(&settled.stderr));
        consumer
    }

    /// The folder of the package.
    #[must_use]
    pub fn folder(&self) -> &Folder {
        &self.folder
    }

    /// The folder of the last run of the build script: what it said is in `output`, what it
    /// wrote in `out`.
    #[must_use]
    pub fn last_run(&self) -> PathBuf {
        let builds = fs::read_dir(self.target.join("debug/build")).expect("something was built");
        let prefix = format!("{}-", self.package);
        let runs = builds.filter_map(|entry| {
            let entry = entry.expect("the folder is readable");
            let is_own = entry.file_name().to_string_lossy().starts_with(&prefix);
            let said = entry.path().join("output").metadata().ok().filter(|_| is_own)?;
            Some((said.modified().expect("the system has times"), entry.path()))
        });
        runs.max().expect("the build script ran").1
    }

    /// cargo in the folder of the package, with warnings denied and without the network.
    #[must_use]
    pub fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO"));
        command
            .args(arguments)
            .args(["--offline", "--color=never"])
            .current_dir(self.folder.path("."))
            .env("CARGO_TARGET_DIR", &self.target)
            .env("RUSTFLAGS", "-D warnings");
        command
    }

    /// Builds the package, and says what cargo said.
    #[must_use]
    pub fn build(&self) -> Built {
        let output = self.command(&["build", "--verbose"]).output().expect("cargo can be run");
        let said = String::from_utf8_lossy(&output.stderr).into_owned();
        Built { done: output.status.success(), said, package: self.package }
    }
}

/// How a build went.
#[derive(Debug)]
pub struct Built {
    /// Whether it was done.
    pub done: bool,
    /// What cargo said.
    pub said: String,
    package: &'static str,
}

impl Built {
    /// Whether cargo found that there was nothing to do for the package.
    #[must_use]
    pub fn is_fresh(&self) -> bool {
        let fresh = format!("Fresh {} v", self.package);
        self.said.lines().any(|line| line.trim_start().starts_with(&fresh))
    }

    /// Whether the build script ran.
    #[must_use]
    pub fn ran_the_script(&self) -> bool {
        self.said.lines().any(|line| line.contains("Running") && line.contains("/build-script-build"))
    }
}
