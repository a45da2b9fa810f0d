//! Reading one side of a comparison: a file, a folder, or a revision of the folder of specs.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};
use std::process::Command;

use wirewright::{InputError, Spec, input};

use super::Failed;

/// The specs of one side.
pub(super) struct Side {
    pub(super) specs: Vec<Spec>,
    /// Whether it is one file, so that of the other side only its service counts.
    pub(super) is_file: bool,
    /// Whether the files are on the disk, so that a reader can be led there.
    pub(super) is_on_disk: bool,
}

/// Reads a side. What there is by this name is taken before a revision.
pub(super) fn read(name: &str, folder: &Path) -> Result<Side, Failed> {
    let path = Path::new(name);
    if path.is_dir() {
        return Ok(Side { specs: input::specs(path)?, is_file: false, is_on_disk: true });
    }
    if path.exists() {
        let specs = vec![input::spec(path).map_err(InputError::from)?];
        return Ok(Side { specs, is_file: true, is_on_disk: true });
    }
    Ok(Side { specs: revision(name, folder)?, is_file: false, is_on_disk: false })
}

/// The specs that a folder had at a revision.
fn revision(name: &str, folder: &Path) -> Result<Vec<Spec>, Failed> {
    let unknown = |why: &str| {
        Failed::Message(format!("{name}: there is no such file, and no such folder or revision{why}"))
    };
    // git would take it for an option.
    if name.is_empty() || name.starts_with('-') {
        return Err(unknown(""));
    }
    if !folder.is_dir() {
        return Err(unknown(&format!(" of {}, which is no folder", folder.display())));
    }
    let asked = format!("{name}^{{commit}}");
    let found = git(folder, ["rev-parse", "--verify", "--quiet", &asked])?;
    let commit = found.and_then(|bytes| String::from_utf8(bytes).ok()).ok_or_else(|| unknown(""))?;
    let commit = commit.trim_end();
    let broken = || Failed::Message(format!("{name}: git cannot read this revision"));
    let listed = git(folder, ["ls-tree", "-z", commit])?.ok_or_else(broken)?;
    let listed = String::from_utf8(listed).map_err(|_| broken())?;
    let mut specs = Vec::new();
    for entry in listed.split_terminator('\0') {
        // `100644 blob 0123abcd<tab>name`
        let Some((about, file)) = entry.split_once('\t') else { continue };
        let mut words = about.split(' ');
        let (mode, kind, object) = (words.next(), words.next(), words.next());
        let is_link = mode == Some("120000");
        let (Some("blob"), Some(object), false) = (kind, object, is_link) else { continue };
        let path: PathBuf = folder.join(file);
        if !input::is_spec(&path) {
            continue;
        }
        let file = format!("{name}:{}", path.display());
        let bytes = git(folder, ["cat-file", "blob", object])?.ok_or_else(broken)?;
        let text =
            String::from_utf8(bytes).map_err(|_| Failed::Message(format!("{file}: it is not UTF-8")))?;
        specs.push(Spec::new(file, text));
    }
    if specs.is_empty() {
        let folder = folder.display();
        return Err(Failed::Message(format!("{name}: there is no spec in {folder} at this revision")));
    }
    Ok(specs)
}

/// What git says, from within the folder; `None` where it refuses.
fn git<const N: usize>(folder: &Path, arguments: [&str; N]) -> Result<Option<Vec<u8>>, Failed> {
    let done = Command::new("git").arg("-C").arg(folder).args(arguments.map(OsStr::new)).output();
    let done =
        done.map_err(|error| Failed::Message(format!("git, which reads revisions, cannot be run: {error}")))?;
    Ok(done.status.success().then_some(done.stdout))
}
