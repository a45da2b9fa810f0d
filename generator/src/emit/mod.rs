//! From the model to files in memory. Pure: nothing here sees a file system.

mod features;
mod modules;
mod pages;
mod reach;
mod rust;
mod tree;

pub use modules::{Parts, modules};
pub use pages::{TemplateError, TemplateFault, Templates};
pub use tree::FileTree;

use crate::model::Service;
use crate::output::{MANIFEST, manifest};
use reach::limits_words;

/// Emits the three crates of each service, and what the folder around them needs, to what lies beside them.
///
/// # Errors
/// A template cannot be rendered.
pub fn emit(
    services: &[Service],
    templates: &Templates,
    beside: FileTree,
) -> Result<FileTree, TemplateError> {
    let mut tree = beside;
    let mut faults = Vec::new();
    tree.add("rustfmt.toml", pages::RUSTFMT.to_owned());
    tree.add(".gitattributes", pages::GITATTRIBUTES.to_owned());
    list(&mut tree);
    for service in services {
        for part in [Part::Types, Part::Client, Part::Server] {
            let folder = part.package(service);
            let mut crate_tree = part.sources(service).print(service);
            faults.extend(pages::pages(service, part, templates, &mut crate_tree));
            list(&mut crate_tree);
            tree.add_folder(&folder, crate_tree);
        }
    }
    if faults.is_empty() { Ok(tree) } else { Err(TemplateError::of(faults)) }
}

/// Adds the list of a folder's files.
fn list(tree: &mut FileTree) {
    tree.add(MANIFEST, manifest(tree));
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
