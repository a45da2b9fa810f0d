//! From the model to files in memory. Pure: nothing here sees a file system.

mod pages;
mod rust;
mod tree;

pub use pages::{TemplateError, TemplateFault, Templates};
pub use tree::FileTree;

use crate::model::Service;

/// Emits the three crates of each service, and what the folder around them needs.
///
/// # Errors
/// A template cannot be rendered.
pub fn emit(services: &[Service], templates: &Templates) -> Result<FileTree, TemplateError> {
    let mut tree = FileTree::default();
    let mut faults = Vec::new();
    tree.add("rustfmt.toml", pages::RUSTFMT.to_owned());
    for service in services {
        for part in [Part::Types, Part::Client, Part::Server] {
            let folder = part.package(service);
            let mut crate_tree = match part {
                Part::Types => rust::types_crate(service),
                Part::Client => rust::client_crate(service),
                Part::Server => rust::server_crate(service),
            };
            faults.extend(pages::pages(service, part, templates, &mut crate_tree));
            let files: Vec<&str> = crate_tree.iter().map(|(path, _)| path).collect();
            let manifest = format!("# The files that wirewright writes here.\n{}\n", files.join("\n"));
            crate_tree.add(crate::output::MANIFEST, manifest);
            tree.add_folder(&folder, crate_tree);
        }
    }
    if faults.is_empty() { Ok(tree) } else { Err(TemplateError::of(faults)) }
}

/// One of the three crates of a service.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Part {
    Types,
    Client,
    Server,
}

impl Part {
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
