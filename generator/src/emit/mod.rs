//! From the model to files in memory. Pure: nothing here sees a file system.

mod features;
mod modules;
mod pages;
mod reach;
mod rust;
mod tree;

pub use modules::{Parts, modules};
pub use pages::{TemplateError, Templates};
pub use tree::FileTree;

use crate::model::Service;
use reach::limits_words;

/// Emits the three crates of each service, and what the folder around them needs.
///
/// # Errors
/// A template cannot be rendered.
pub fn emit(services: &[Service], templates: &Templates) -> Result<FileTree, TemplateError> {
    let mut tree = FileTree::default();
    tree.add("rustfmt.toml", pages::RUSTFMT.to_owned());
    for service in services {
        for part in [Part::Types, Part::Client, Part::Server] {
            let folder = part.package(service);
            let mut crate_tree = part.sources(service).print(service);
            pages::pages(service, part, templates, &mut crate_tree)?;
            list(&mut crate_tree);
            tree.add_folder(&folder, crate_tree);
        }
    }
    Ok(tree)
}

/// Adds the list of a folder's files.
fn list(tree: &mut FileTree) {
    let files: Vec<&str> = tree.iter().map(|(path, _)| path).collect();
    let manifest = format!("# The files that wirewright writes here.\n{}\n", files.join("\n"));
    tree.add(crate::output::MANIFEST, manifest);
}

/// One of the three crates of a service.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Part {
    Types,
    Client,
    Server,
}

impl Part {
    /// Everything that is Rust in it.
    fn sources(self, service: &Service) -> rust::Sources {
        match self {
            Self::Types => rust::types_crate(service),
            Self::Client => rust::client_crate(service),
            Self::Server => rust::server_crate(service),
        }
    }

    /// The word in file names.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Types => "types",
            Self::Client => "client",
            Self::Server => "server",
        }
    }

    /// The name of the package, and of its folder.
    pub(crate) fn package(self, service: &Service) -> String {
        format!("{}-{}", service.name, self.word())
    }

    /// The name of the crate in Rust code.
    pub(crate) fn crate_name(self, service: &Service) -> String {
        self.package(service).replace('-', "_")
    }
}
