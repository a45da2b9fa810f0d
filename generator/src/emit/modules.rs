//! Services as one tree of modules, for a crate that generates while it is built.

use super::rust::{self, Sources};
use super::{FileTree, Part, features};
use crate::model::Service;
use crate::output::{MANIFEST, manifest};

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
    let mut jobs = Vec::new();
    for service in services {
        let folder = rust::module_name(service);
        let types = Part::Types.crate_name(service);
        let mut sources = Part::Types.sources(service);
        begin(&mut sources, service, parts);
        jobs.extend(sources.of_module(&folder, (&types, 0)));
        for part in parts.iter() {
            jobs.extend(part.sources(service).of_module(&format!("{folder}/{}", part.word()), (&types, 1)));
        }
    }
    let mut tree = rust::print(&jobs);
    tree.add("mod.rs", rust::root(services));
    let list = manifest(tree.iter());
    tree.add(MANIFEST, list);
    tree
}

/// What stands at the root of a service and not in a crate of types.
fn begin(sources: &mut Sources<'_>, service: &Service, parts: Parts) {
    let all = [Part::Types].into_iter().chain(parts.iter());
    let needed: Vec<&'static str> = all.flat_map(|part| features::of(service, part)).collect();
    let modules: Vec<&'static str> = parts.iter().map(Part::word).collect();
    rust::add_parts(sources, needed, modules);
}
