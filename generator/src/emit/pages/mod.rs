//! Everything that is not Rust: manifests and READMEs, rendered by Tera.

mod context;
mod filters;

use std::collections::BTreeMap;
use std::fmt;

use tera::Tera;

use super::{FileTree, Part};
use crate::model::Service;

/// Keeps `cargo fmt` away from generated code, which has a layout of its own.
pub(super) const RUSTFMT: &str = "# Generated code has a layout of its own.\ndisable_all_formatting = true\n";

/// Keeps git from changing line ends, by which every file would differ from what was written.
pub(super) const GITATTRIBUTES: &str = "# Generated files are compared to the byte.\n* -text\n";

/// The built-in templates: the file that each one renders, and its text.
const BUILT_IN: [(&str, &str); 6] = [
    ("types/Cargo.toml", include_str!("../../../../templates/types/Cargo.toml")),
    ("types/README.md", include_str!("../../../../templates/types/README.md")),
    ("client/Cargo.toml", include_str!("../../../../templates/client/Cargo.toml")),
    ("client/README.md", include_str!("../../../../templates/client/README.md")),
    ("server/Cargo.toml", include_str!("../../../../templates/server/Cargo.toml")),
    ("server/README.md", include_str!("../../../../templates/server/README.md")),
];

/// The templates of manifests and READMEs.
#[derive(Debug)]
pub struct Templates {
    tera: Tera,
}

/// A template that cannot be read or rendered.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct TemplateError {
    template: String,
    message: String,
}

impl fmt::Display for TemplateError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "the template `{}` cannot be rendered: {}", self.template, self.message.trim_end())
    }
}

impl std::error::Error for TemplateError {}

impl Templates {
    /// The built-in templates, some of them replaced by others of the same name.
    ///
    /// # Errors
    /// A template has a slip in its syntax, or a name that no template has.
    pub fn with(replaced: &BTreeMap<String, String>) -> Result<Self, TemplateError> {
        let mut tera = Tera::new();
        // Only our own filters know what a manifest or Markdown needs escaped.
        tera.autoescape_on(Vec::<String>::new());
        filters::register(&mut tera);
        if let Some(name) = replaced.keys().find(|name| !BUILT_IN.iter().any(|(own, _)| own == name)) {
            let known: Vec<&str> = BUILT_IN.iter().map(|(name, _)| *name).collect();
            let message = format!("there is no such template; there are {}", known.join(", "));
            return Err(TemplateError { template: name.clone(), message });
        }
        for (name, text) in BUILT_IN {
            let text = replaced.get(name).map_or(text, String::as_str);
            tera.add_raw_template(name, text).map_err(|error| failed(name, &error))?;
        }
        Ok(Self { tera })
    }

    /// The built-in templates.
    ///
    /// # Errors
    /// As [`Templates::with`]; the built-in ones have no slips.
    pub fn built_in() -> Result<Self, TemplateError> {
        Self::with(&BTreeMap::new())
    }
}

fn failed(template: &str, error: &tera::Error) -> TemplateError {
    TemplateError { template: template.to_owned(), message: error.to_string() }
}

/// Adds what is not Rust to one crate.
pub(super) fn pages(
    service: &Service,
    part: Part,
    templates: &Templates,
    tree: &mut FileTree,
) -> Result<(), TemplateError> {
    let page = context::page(service, part);
    for file in ["Cargo.toml", "README.md"] {
        let name = format!("{}/{file}", part.word());
        let context = tera::Context::from_serialize(&page).map_err(|error| failed(&name, &error))?;
        let text = templates.tera.render(&name, &context).map_err(|error| failed(&name, &error))?;
        tree.add(file, text);
    }
    Ok(())
}
