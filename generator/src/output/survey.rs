//! What lies in the folder of generated crates, beside what should lie there.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::io;
use std::path::Path;

use super::disk;
use super::manifest::{MANIFEST, Manifest, lf};
use super::plan;
use crate::emit::FileTree;

/// How files are called that wait for their place. They lie flat beside the crates:
/// a folder there would be taken for a crate by `members = ["generated/*"]`.
pub(super) const STAGED: &str = ".wirewright-staged-";

/// Lies beside the crates while files are put into place, and names the folders of those.
pub(super) const MARKER: &str = ".wirewright-interrupted";

/// What lies in a folder, beside a tree. Each file was read once.
pub(super) struct Survey<'t> {
    /// What has to be written or removed, in the order of paths.
    pub(super) differing: Vec<Differing<'t>>,
    /// How many files are as they should be.
    pub(super) unchanged: usize,
    /// The folders with files of the generator's, by name; that around the crates has none.
    pub(super) folders: BTreeMap<String, Owned>,
    /// New files that an interrupted run left beside the crates.
    pub(super) staged: Vec<String>,
    /// The crates that an interrupted run was at; none where no run was interrupted.
    pub(super) interrupted: Option<Vec<String>>,
}

/// A file that is not as it should be.
pub(super) struct Differing<'t> {
    /// The file, below the folder of generated crates.
    pub(super) path: String,
    /// Its content, if there is such a file and it can be read.
    pub(super) on_disk: Option<Vec<u8>>,
    /// What it should be; nothing if it should not be.
    pub(super) wanted: Option<&'t str>,
    /// Whether what is on disk is of somebody else's making.
    pub(super) by_hand: bool,
}

/// A folder with files of the generator's.
#[derive(Default)]
pub(super) struct Owned {
    /// The list as it lies there.
    pub(super) on_disk: Option<Vec<u8>>,
    /// What the list says.
    pub(super) manifest: Manifest,
    /// What it lists and nobody wants, whether it is there or not.
    pub(super) unwanted: Vec<String>,
}

impl Differing<'_> {
    pub(super) fn is_guard(&self) -> bool {
        self.on_disk.as_deref() == Some(plan::GUARD.as_bytes())
    }
}

impl<'t> Survey<'t> {
    /// Looks at everything that a tree has and that the lists on the disk name.
    ///
    /// # Errors
    /// A file or a folder cannot be read.
    pub(super) fn take(tree: &'t FileTree, out: &Path) -> io::Result<Self> {
        let mut survey = Self {
            differing: Vec::new(),
            unchanged: 0,
            folders: BTreeMap::new(),
            staged: Vec::new(),
            interrupted: None,
        };
        let mut folders = vec![String::new()];
        for (name, kind) in disk::entries(out)? {
            // A name that is no text is none that was given here.
            let Some(name) = name.to_str() else { continue };
            let path = out.join(name);
            if name.starts_with(STAGED) && !kind.is_dir() {
                survey.staged.push(name.to_owned());
            } else if name == MARKER && kind.is_file() {
                let text = disk::read(&path)?.unwrap_or_default();
                let crates = Manifest::read(&text)
                    .paths()
                    .filter(|own| !own.contains('/'))
                    .map(str::to_owned)
                    .collect();
                survey.interrupted = Some(crates);
            } else if kind.is_dir() && path.join(MANIFEST).is_file() {
                folders.push(name.to_owned());
            }
        }
        folders.extend(tree.iter().map(|(path, _)| split(path).0.to_owned()));
        folders.sort_unstable();
        folders.dedup();
        for folder in folders {
            let on_disk = disk::read(&out.join(at(&folder, MANIFEST)))?;
            let manifest = Manifest::read(on_disk.as_deref().unwrap_or_default());
            survey.folders.insert(folder, Owned { on_disk, manifest, unwanted: Vec::new() });
        }
        survey.wanted(tree, out)?;
        survey.unwanted(tree, out);
        survey.differing.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(survey)
    }

    fn wanted(&mut self, tree: &'t FileTree, out: &Path) -> io::Result<()> {
        for (path, wanted) in tree.iter() {
            let (folder, rest) = split(path);
            let owned = self.folders.entry(folder.to_owned()).or_default();
            let on_disk = match rest {
                MANIFEST => owned.on_disk.clone(),
                _ => disk::read(&out.join(path))?,
            };
            if on_disk.as_deref() == Some(wanted.as_bytes()) {
                self.unchanged += 1;
                continue;
            }
            let by_hand = on_disk.as_deref().is_some_and(|content| match rest {
                // A list cannot hold its own digest, but it has one form only.
                MANIFEST => owned.manifest.has_digests() && owned.manifest.print() != lf(content),
                _ => owned.manifest.denies(rest, content),
            });
            let mut own = Differing { path: path.to_owned(), on_disk, wanted: Some(wanted), by_hand };
            own.by_hand &= !own.is_guard();
            self.differing.push(own);
        }
        Ok(())
    }

    fn unwanted(&mut self, tree: &FileTree, out: &Path) {
        // Where case makes no difference, another spelling is the same file.
        let wanted: BTreeSet<String> = tree.iter().map(|(path, _)| path.to_ascii_lowercase()).collect();
        for (folder, owned) in &mut self.folders {
            let listed = owned.manifest.paths().filter(|rest| !folder.is_empty() || !rest.contains('/'));
            for rest in listed.filter(|rest| is_within(&out.join(folder), rest)) {
                let path = at(folder, rest);
                if wanted.contains(&path.to_ascii_lowercase()) {
                    continue;
                }
                owned.unwanted.push(path.clone());
                let place = out.join(&path);
                let Ok(about) = fs::symlink_metadata(&place) else { continue };
                if about.is_dir() {
                    continue;
                }
                let on_disk = if about.is_file() { fs::read(&place).ok() } else { None };
                let by_hand = on_disk.as_deref().is_none_or(|content| owned.manifest.denies(rest, content));
                let mut own = Differing { path, on_disk, wanted: None, by_hand };
                own.by_hand &= !own.is_guard();
                self.differing.push(own);
            }
            let path = at(folder, MANIFEST);
            if owned.on_disk.is_some() && tree.get(&path).is_none() {
                let on_disk = owned.on_disk.clone();
                owned.unwanted.push(path.clone());
                self.differing.push(Differing { path, on_disk, wanted: None, by_hand: false });
            }
        }
    }
}

/// The folder that a path begins with, and the rest; none for what lies beside the crates.
pub(super) fn split(path: &str) -> (&str, &str) {
    path.split_once('/').unwrap_or(("", path))
}

/// A path in a folder.
pub(super) fn at(folder: &str, rest: &str) -> String {
    if folder.is_empty() { rest.to_owned() } else { format!("{folder}/{rest}") }
}

/// Whether a path is inside a folder on the disk too, where a link may lead out of it.
fn is_within(folder: &Path, rest: &str) -> bool {
    let mut place = folder.to_owned();
    let (parents, _) = rest.rsplit_once('/').unwrap_or(("", rest));
    parents.split('/').filter(|name| !name.is_empty()).all(|name| {
        place.push(name);
        // What is not there leads nowhere.
        fs::symlink_metadata(&place)
            .map_or_else(|error| error.kind() == io::ErrorKind::NotFound, |own| own.is_dir())
    })
}
