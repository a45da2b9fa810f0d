//! Everything that is not Rust: manifests and READMEs, rendered by Tera.

mod context;
mod faults;
mod filters;

use std::collections::BTreeMap;

use tera::Tera;

use super::{FileTree, Part};
use crate::diagnostics::nearest;
use crate::model::Service;
pub use faults::{TemplateError, TemplateFault};
use filters::FILTERS;

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
    texts: BTreeMap<&'static str, String>,
}

impl Templates {
    /// The built-in templates, some of them replaced by others of the same name.
    ///
    /// # Errors
    /// What is wrong with the templates as far as that can be told without a service: slips
    /// in their syntax, names that no filter or template has, templates that replace none.
    pub fn with(replaced: &BTreeMap<String, String>) -> Result<Self, TemplateError> {
        let mut faults = Vec::new();
        for name in replaced.keys().filter(|name| !Self::names().any(|own| own == *name)) {
            let known: Vec<&str> = Self::names().collect();
            let help = match nearest(name, known.iter().copied()) {
                Some(own) => format!("did you mean `{own}`?"),
                None => format!("there are {}", known.join(", ")),
            };
            let text = "this takes the place of no template".to_owned();
            faults.push(TemplateFault { template: name.clone(), text, help: Some(help), place: None });
        }
        let text = |(name, text): (&'static str, &str)| {
            (name, replaced.get(name).map_or(text, String::as_str).to_owned())
        };
        let texts: BTreeMap<&'static str, String> = BUILT_IN.into_iter().map(text).collect();
        // Each alone first: together, only the first slip in the syntax would be told.
        let mut slips = Vec::new();
        for (name, text) in &texts {
            if let Err(error) = empty().add_raw_template(name, text)
                && matches!(error.kind(), tera::ErrorKind::SyntaxError(_))
            {
                slips.extend(faults::faults(name, &error, &texts, &[]));
            }
        }
        let mut tera = empty();
        if slips.is_empty()
            && let Err(error) = tera.add_raw_templates(&texts)
        {
            slips.extend(faults::faults("", &error, &texts, &[]));
        }
        faults.extend(slips);
        if faults.is_empty() { Ok(Self { tera, texts }) } else { Err(TemplateError::of(faults)) }
    }

    /// The built-in templates.
    ///
    /// # Errors
    /// As [`Templates::with`]; the built-in ones have no slips.
    pub fn built_in() -> Result<Self, TemplateError> {
        Self::with(&BTreeMap::new())
    }

    /// The names of all templates: the part of a service, and the file in its crate.
    pub fn names() -> impl Iterator<Item = &'static str> {
        BUILT_IN.iter().map(|(name, _)| *name)
    }

    /// The names of the filters by which a text gets into a file.
    pub fn filters() -> impl Iterator<Item = &'static str> {
        FILTERS.iter().map(|(name, _)| *name)
    }
}

/// Tera without a template.
fn empty() -> Tera {
    let mut tera = Tera::new();
    // Only our own filters know what a manifest or Markdown needs escaped.
    tera.autoescape_on(Vec::<String>::new());
    filters::register(&mut tera);
    tera
}

/// Adds what is not Rust to one crate; gives back what is wrong with the templates.
pub(super) fn pages(
    service: &Service,
    part: Part,
    templates: &Templates,
    tree: &mut FileTree,
) -> Vec<TemplateFault> {
    let page = context::page(service, part);
    let mut faults = Vec::new();
    for file in ["Cargo.toml", "README.md"] {
        let name = format!("{}/{file}", part.word());
        let rendered =
            tera::Context::from_serialize(&page).and_then(|context| templates.tera.render(&name, &context));
        match rendered {
            Ok(text) => tree.add(file, text),
            Err(error) => {
                faults.extend(faults::faults(&name, &error, &templates.texts, &faults::names_in(&page)))
            }
        }
    }
    faults
}
