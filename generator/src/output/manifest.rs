//! The list of a folder's files, each with a digest of what was written.
//!
//! It is read from a disk on which anybody may have changed it, so it is only
//! believed where that can do no harm.

use std::collections::BTreeMap;

use wirewright_runtime::digest::{hex, sha256};

/// Lists the files of a generated crate, or those around the crates.
pub(crate) const MANIFEST: &str = ".wirewright";

const HEAD: &str = "# The files that wirewright writes here, each after a digest of its content.\n";

/// As many digits of a SHA-256 tell an edit from what was written. They need not
/// withstand an attack: who can change the file can change its list as well.
const DIGITS: usize = 16;

/// The list of a folder's files.
pub(crate) fn manifest<'f>(files: impl Iterator<Item = (&'f str, &'f str)>) -> String {
    let mut manifest = Manifest::default();
    for (path, content) in files {
        manifest.add(path, Some(digest(content.as_bytes())));
    }
    manifest.print()
}

fn digest(content: &[u8]) -> String {
    let mut digits = hex(&sha256(&[content]));
    digits.truncate(DIGITS);
    digits
}

/// Paths below a folder, and what was written there. More than one digest means
/// that a run was interrupted, and none that the list is of an older form.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Manifest {
    files: BTreeMap<String, Vec<Option<String>>>,
}

impl Manifest {
    /// Reads a list, whoever wrote it; a line that is none is left out.
    pub(super) fn read(text: &[u8]) -> Self {
        let mut manifest = Self::default();
        for line in String::from_utf8_lossy(text).lines().filter(|line| !line.starts_with('#')) {
            let (digest, path) = match line.split_once(' ') {
                Some((digest, path)) if is_digest(digest) => (Some(digest.to_owned()), path),
                _ => (None, line),
            };
            if is_inside(path) {
                manifest.add(path, digest);
            }
        }
        manifest
    }

    fn add(&mut self, path: &str, digest: Option<String>) {
        let digests = self.files.entry(path.to_owned()).or_default();
        if !digests.contains(&digest) {
            digests.push(digest);
        }
    }

    /// The files of both lists: nothing is forgotten while one takes the place of the other.
    pub(super) fn with(mut self, other: Self) -> Self {
        for (path, digests) in other.files {
            digests.into_iter().for_each(|digest| self.add(&path, digest));
        }
        self
    }

    pub(super) fn print(&self) -> String {
        let mut text = HEAD.to_owned();
        for (path, digests) in &self.files {
            for digest in digests {
                let digest = digest.as_ref().map_or_else(String::new, |digits| format!("{digits} "));
                text.push_str(&format!("{digest}{path}\n"));
            }
        }
        text
    }

    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether somebody else wrote a content; without a digest nobody can tell.
    pub(super) fn denies(&self, path: &str, content: &[u8]) -> bool {
        if !self.has_digests() {
            return false;
        }
        let digests = self.files.get(path).map_or(&[][..], Vec::as_slice);
        // A checkout may have changed the line ends.
        let known = [digest(content), digest(lf(content).as_bytes())];
        !digests.iter().any(|own| own.as_ref().is_none_or(|own| known.contains(own)))
    }

    pub(super) fn has_digests(&self) -> bool {
        self.files.values().flatten().any(Option::is_some)
    }
}

/// A text with the line ends of the generator.
pub(super) fn lf(content: &[u8]) -> String {
    String::from_utf8_lossy(content).replace("\r\n", "\n")
}

fn is_digest(word: &str) -> bool {
    word.len() == DIGITS && word.bytes().all(|own| matches!(own, b'0'..=b'9' | b'a'..=b'f'))
}

/// Whether a path stays inside its folder, on every system; no such path is a list itself.
fn is_inside(path: &str) -> bool {
    // Some systems drop dots and blanks at the end of a name.
    let fine = |name: &str| !name.is_empty() && !name.ends_with(['.', ' ']);
    let strange = |own: char| own.is_control() || matches!(own, '\\' | ':');
    path.split('/').all(fine) && !path.contains(strange) && !path.eq_ignore_ascii_case(MANIFEST)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::emit::FileTree;

    fn paths(text: &str) -> Vec<String> {
        Manifest::read(text.as_bytes()).paths().map(str::to_owned).collect()
    }

    #[test]
    fn what_is_printed_is_read_again() {
        let mut tree = FileTree::default();
        tree.add("src/lib.rs", "one\n".to_owned());
        tree.add("a b.txt", "two\n".to_owned());
        let text = manifest(tree.iter());
        let read = Manifest::read(text.as_bytes());
        assert_eq!(read.print(), text);
        assert!(!read.denies("src/lib.rs", b"one\n") && !read.denies("src/lib.rs", b"one\r\n"));
        assert!(read.denies("src/lib.rs", b"two\n") && read.denies("other", b"one\n"));
        assert_eq!(Manifest::read(text.replace('\n', "\r\n").as_bytes()), read);
    }

    #[test]
    fn an_older_list_denies_nothing() {
        let read = Manifest::read(b"# The files.\nsrc/lib.rs\n");
        assert!(!read.denies("src/lib.rs", b"x") && !read.denies("other", b"x"));
    }

    #[test]
    fn two_lists_together_know_both_contents() {
        let list = |content: &str| {
            let mut tree = FileTree::default();
            tree.add("a", content.to_owned());
            Manifest::read(manifest(tree.iter()).as_bytes())
        };
        let both = Manifest::read(list("one").with(list("two")).print().as_bytes());
        assert!(!both.denies("a", b"one") && !both.denies("a", b"two") && both.denies("a", b"three"));
        let older = Manifest::read(b"a\n").with(list("two"));
        assert!(!older.denies("a", b"one"), "what the older list wrote is not known");
    }

    #[test]
    fn no_line_leads_out_of_the_folder() {
        for line in [
            "../x",
            "/etc/passwd",
            "a/../../x",
            "a/..",
            "..",
            ".",
            "./a",
            "a//b",
            "a/",
            "",
            "C:x",
            "C:/x",
            "..\\x",
            "\\\\host\\x",
            ".. /x",
            ".../x",
            "a\0b",
            ".wirewright",
            ".WIREWRIGHT",
        ] {
            assert_eq!(paths(line), [""; 0], "{line:?}");
            assert_eq!(paths(&format!("0123456789abcdef {line}")), [""; 0], "{line:?}");
        }
        assert_eq!(paths("a/b.rs\n.hidden\n"), [".hidden", "a/b.rs"]);
    }
}
