//! The program in a folder of a test's own, as a person runs it.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use std::time::SystemTime;

use crate::root;

/// The program, built once.
fn program() -> &'static Path {
    static PROGRAM: OnceLock<PathBuf> = OnceLock::new();
    PROGRAM.get_or_init(|| {
        let build = Command::new(env!("CARGO"))
            .args(["build", "--offline", "--quiet", "-p", "wirewright", "--message-format", "json"])
            .current_dir(root())
            .output()
            .expect("cargo runs");
        assert!(build.status.success(), "{}", String::from_utf8_lossy(&build.stderr));
        let messages = String::from_utf8(build.stdout).expect("cargo writes UTF-8");
        let made = messages.lines().filter_map(|line| serde_json::from_str::<serde_json::Value>(line).ok());
        let mut programs = made.filter_map(|own| own["executable"].as_str().map(PathBuf::from));
        programs.next().expect("cargo names the program")
    })
}

/// A folder of a test's own.
#[derive(Debug)]
pub struct Folder(PathBuf);

impl Folder {
    /// An empty folder below the tests' own part of the target folder.
    #[must_use]
    pub fn new(temporary: &str, name: &str) -> Self {
        let path = Path::new(temporary).join(name);
        if path.exists() {
            fs::remove_dir_all(&path).expect("the folder can be emptied");
        }
        fs::create_dir_all(&path).expect("the folder can be made");
        Self(path)
    }

    /// Where a file of the folder lies.
    #[must_use]
    pub fn path(&self, path: &str) -> PathBuf {
        self.0.join(path)
    }

    /// What is in a file.
    #[must_use]
    pub fn read(&self, path: &str) -> String {
        fs::read_to_string(self.path(path)).expect("the file is there")
    }

    /// Writes a file, and the folders that it lies in.
    pub fn write(&self, path: &str, text: &str) {
        let path = self.path(path);
        fs::create_dir_all(path.parent().expect("a file lies in a folder")).expect("the folder can be made");
        fs::write(path, text).expect("the file can be written");
    }

    /// Puts one text in the place of another one.
    pub fn edit(&self, path: &str, from: &str, to: &str) {
        let text = self.read(path);
        assert!(text.contains(from), "{text}");
        self.write(path, &text.replace(from, to));
    }

    /// Every generated file, and when it was changed.
    #[must_use]
    pub fn files(&self) -> BTreeMap<String, SystemTime> {
        let mut files = BTreeMap::new();
        let mut open = vec![self.path("generated")];
        while let Some(folder) = open.pop() {
            let Ok(entries) = fs::read_dir(&folder) else { continue };
            for entry in entries {
                let entry = entry.expect("the folder is readable");
                let about = entry.metadata().expect("the file is there");
                if about.is_dir() {
                    open.push(entry.path());
                } else {
                    let path = entry.path();
                    let path = path.strip_prefix(&self.0).expect("it lies below").display().to_string();
                    files.insert(path, about.modified().expect("the system has times"));
                }
            }
        }
        files
    }

    /// Runs the program in the folder.
    #[must_use]
    pub fn run(&self, arguments: &str) -> Done {
        Done::from(self.command(arguments).output().expect("the program runs"))
    }

    /// The program in the folder, for a test to run it in its own way.
    #[must_use]
    pub fn command(&self, arguments: &str) -> Command {
        let mut command = Command::new(program());
        command.args(arguments.split_whitespace()).current_dir(&self.0);
        command
    }
}

/// How a command ended.
#[derive(Debug)]
pub struct Done {
    /// The exit code; none where a signal ended it.
    pub code: Option<i32>,
    /// What it wrote to stdout.
    pub out: String,
    /// What it wrote to stderr.
    pub err: String,
}

impl From<Output> for Done {
    fn from(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).expect("the program writes UTF-8");
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }
}

impl Done {
    /// The same, if it ended with a code.
    #[track_caller]
    pub fn with(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{self:#?}");
        self
    }
}
