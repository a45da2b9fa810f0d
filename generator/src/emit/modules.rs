//! Services as one tree of modules, for a crate that generates while it is built.

use super::rust::{self, Sources};
use super::{FileTree, Part, features};
use crate::model::Service;

/// What is emitted beside the types.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct Parts {
    /// The client, as the module `client`.
    pub client: bool,
    /// The trait of the server and its router, as the module `server`.
    pub server: bool,
}

impl Parts {
    fn iter(self) -> impl Iterator<Item = Part> {
        let asked = [(self.client, Part::Client), (self.server, Part::Server)];
        asked.into_iter().filter(|(asked, _)| *asked).map(|(_, part)| part)
    }
}

/// Emits a module for each service, with the types in it and modules for the other
/// parts below, and a root that names them all: `mod.rs`.
#[must_use]
pub fn modules(services: &[Service], parts: Parts) -> FileTree {
    let mut tree = FileTree::default();
    tree.add("mod.rs", rust::root(services));
    for service in services {
        let folder = rust::module_name(service);
        let types = Part::Types.crate_name(service);
        let mut sources = Part::Types.sources(service);
        begin(&mut sources, service, parts);
        tree.add_folder(&folder, sources.print_as_module(service, (&types, 0)));
        for part in parts.iter() {
            let files = part.sources(service).print_as_module(service, (&types, 1));
            tree.add_folder(&format!("{folder}/{}", part.word()), files);
        }
    }
    super::list(&mut tree);
    tree
}

/// What stands at the root of a service and not in a crate of types.
fn begin(sources: &mut Sources, service: &Service, parts: Parts) {
    let all = [Part::Types].into_iter().chain(parts.iter());
    let needed: Vec<&str> = all.flat_map(|part| features::of(service, part)).collect();
    let modules: Vec<&str> = parts.iter().map(Part::word).collect();
    rust::add_parts(sources, &needed, &modules);
}
