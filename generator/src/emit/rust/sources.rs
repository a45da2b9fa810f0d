//! The files of one part of a service on their way.

use proc_macro2::TokenStream;

use super::home::Home;
use super::print::File;
use crate::emit::FileTree;
use crate::model::Service;

/// Files by their paths in a crate, not yet printed.
#[derive(Debug, Default)]
pub(in crate::emit) struct Sources {
    files: Vec<(String, File)>,
}

/// Where a crate's own code stands.
const SOURCE: &str = "src/";

const ROOT: &str = "src/lib.rs";

impl Sources {
    /// Adds a file.
    pub(super) fn add(&mut self, path: impl Into<String>, file: File) {
        self.files.push((path.into(), file));
    }

    /// Adds an item to the root.
    pub(super) fn add_to_root(&mut self, item: TokenStream) {
        let root = self.files.iter_mut().find(|(path, _)| path == ROOT);
        root.expect("every part has a root").1.item(item);
    }

    /// The files as those of a crate.
    pub(in crate::emit) fn print(self, service: &Service) -> FileTree {
        let mut tree = FileTree::default();
        for (path, file) in self.files {
            tree.add(path, file.print(&[&service.name], &Home::Crate));
        }
        tree
    }

    /// The files as those of a module: `src/lib.rs` is its root, and what is not
    /// in `src` is left out. `types` are the names that lead to the types: the name of
    /// their crate, and how many modules above the root they stand.
    pub(in crate::emit) fn print_as_module(self, service: &Service, types: (&str, usize)) -> FileTree {
        let mut tree = FileTree::default();
        for (path, file) in self.files {
            let Some(path) = path.strip_prefix(SOURCE) else { continue };
            let path = if path == "lib.rs" { "mod.rs" } else { path };
            let depth = path.trim_end_matches("mod.rs").split('/').filter(|part| !part.is_empty()).count();
            let (types_crate, above) = types;
            let home =
                Home::Module { depth, types_crate: types_crate.to_owned(), types_above: depth + above };
            tree.add(path, file.print(&[&service.name], &home));
        }
        tree
    }
}
