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
    let crates = || services.iter().flat_map(|own| Part::ALL.map(|part| (own, part)));
    let jobs: Vec<rust::Job<'_>> =
        crates().flat_map(|(service, part)| part.sources(service).of_crate(&part.package(service))).collect();
    let mut tree = rust::print(&jobs);
    let mut faults = Vec::new();
    for (service, part) in crates() {
        let folder = part.package(service);
        let mut others = FileTree::default();
        faults.extend(pages::pages(service, part, templates, &mut others));
        tree.add_folder(&folder, others);
        let list = manifest(tree.below(&folder));
        tree.add(format!("{folder}/{MANIFEST}"), list);
    }
    let mut around = beside;
    around.add("rustfmt.toml", pages::RUSTFMT.to_owned());
    around.add(".gitattributes", pages::GITATTRIBUTES.to_owned());
    let list = manifest(around.iter());
    around.add(MANIFEST, list);
    for (path, content) in around.iter() {
        tree.add(path, content.to_owned());
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
    const ALL: [Self; 3] = [Self::Types, Self::Client, Self::Server];

    /// Everything that is Rust in it.
    fn sources(self, service: &Service) -> rust::Sources<'_> {
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

    /// The name of the program among the package's examples, which no other service's has; the types have none.
    pub(crate) fn example(self, service: &Service) -> String {
        match self {
            Self::Types => String::new(),
            Self::Client => format!("{}-call", service.name),
            Self::Server => format!("{}-mock", service.name),
        }
    }

    /// The name of the crate in Rust code.
    pub(crate) fn crate_name(self, service: &Service) -> String {
        self.package(service).replace('-', "_")
    }
}
