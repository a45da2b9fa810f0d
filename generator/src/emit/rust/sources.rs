//! The files of one part of a service on their way.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::thread;

use super::home::Home;
use super::print::File;
use crate::emit::FileTree;
use crate::model::Service;

type Make<'s> = Box<dyn Fn() -> File + Send + Sync + 's>;
type Add<'s> = Box<dyn Fn(&mut File) + Send + Sync + 's>;

/// Files by their paths in a crate, not yet made.
pub(in crate::emit) struct Sources<'s> {
    service: &'s Service,
    files: Vec<(String, Make<'s>)>,
    /// What is added to the root.
    to_root: Option<Add<'s>>,
}

/// A file that is yet to be made, and printed where it stands.
pub(in crate::emit) struct Job<'s> {
    path: String,
    service: &'s str,
    home: Home,
    make: Make<'s>,
    add: Option<Add<'s>>,
}

/// Where a crate's own code stands.
const SOURCE: &str = "src/";

const ROOT: &str = "src/lib.rs";

/// A thread more is not worth its while for fewer files.
const WORTH_A_THREAD: usize = 16;

impl<'s> Sources<'s> {
    pub(super) fn new(service: &'s Service) -> Self {
        Self { service, files: Vec::new(), to_root: None }
    }

    /// Adds a file.
    pub(super) fn add(&mut self, path: impl Into<String>, make: impl Fn() -> File + Send + Sync + 's) {
        self.files.push((path.into(), Box::new(make)));
    }

    /// Adds items to the root.
    pub(super) fn add_to_root(&mut self, add: impl Fn(&mut File) + Send + Sync + 's) {
        self.to_root = Some(Box::new(add));
    }

    /// The files as those of a crate in a folder.
    pub(in crate::emit) fn of_crate(mut self, folder: &str) -> Vec<Job<'s>> {
        let mut jobs = Vec::new();
        for (path, make) in self.files {
            let add = if path == ROOT { self.to_root.take() } else { None };
            let path = format!("{folder}/{path}");
            jobs.push(Job { path, service: &self.service.name, home: Home::Crate, make, add });
        }
        jobs
    }

    /// The files as those of a module in a folder: `src/lib.rs` is its root, and what is
    /// not in `src` is left out. `types` are the names that lead to the types: the name of
    /// their crate, and how many modules above the root they stand.
    pub(in crate::emit) fn of_module(mut self, folder: &str, types: (&str, usize)) -> Vec<Job<'s>> {
        let mut jobs = Vec::new();
        for (path, make) in self.files {
            let add = if path == ROOT { self.to_root.take() } else { None };
            let Some(path) = path.strip_prefix(SOURCE) else { continue };
            let path = if path == "lib.rs" { "mod.rs" } else { path };
            let depth = path.trim_end_matches("mod.rs").split('/').filter(|part| !part.is_empty()).count();
            let (types_crate, above) = types;
            let home =
                Home::Module { depth, types_crate: types_crate.to_owned(), types_above: depth + above };
            let path = format!("{folder}/{path}");
            jobs.push(Job { path, service: &self.service.name, home, make, add });
        }
        jobs
    }
}

impl Job<'_> {
    fn print(&self) -> String {
        let mut file = (self.make)();
        if let Some(add) = &self.add {
            add(&mut file);
        }
        file.print(&[self.service], &self.home)
    }
}

/// Makes and prints files, as many at a time as the machine can. Each is made of the
/// model alone, so it is the same whoever makes it.
pub(in crate::emit) fn print(jobs: &[Job<'_>]) -> FileTree {
    let threads = thread::available_parallelism().map_or(1, usize::from);
    let threads = threads.min(jobs.len().div_ceil(WORTH_A_THREAD));
    let next = AtomicUsize::new(0);
    let work = || {
        let jobs = std::iter::from_fn(|| jobs.get(next.fetch_add(1, Ordering::Relaxed)));
        jobs.map(|job| (job.path.clone(), job.print())).collect::<Vec<_>>()
    };
    let printed = thread::scope(|scope| {
        let others: Vec<_> = (1..threads).map(|_| scope.spawn(work)).collect();
        let mut printed = work();
        for other in others {
            printed.extend(other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)));
        }
        printed
    });
    let mut tree = FileTree::default();
    for (path, text) in printed {
        tree.add(path, text);
    }
    tree
}
