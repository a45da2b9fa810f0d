//! Turns small YAML specs, transcribed from an API's documentation, into typed Rust crates.
//!
//! Data flows one way through the rooms of this crate:
//!
//! ```text
//! input → source → spec → resolve → model → emit → tree → output
//! ```
//!
//! - [`input`]: specs with the files that they include, and folders of templates, from the disk
//! - [`source`]: text to YAML to spec, and places in the text
//! - [`spec`]: the language: a spec as it is written
//! - [`resolve`]: spec to model; every problem is found here
//! - [`model`]: the resolved truth: total, typed, in order
//! - [`emit`]: model to files in memory
//! - [`output`]: the two endings, writing and comparing
//! - [`diff`]: two models to what changed from one to the other
//! - [`diagnostics`]: problems as values; used by all, uses none
//!
//! [`pipeline`] is the only file that names every stage. [`schema`] publishes the language, [`mod@reference`]
//! describes it. [`assert_fresh`] is for a test that keeps generated crates and specs together.

mod build_script;
pub mod diagnostics;
pub mod diff;
pub mod emit;
mod fresh;
pub mod input;
pub mod model;
pub mod output;
pub mod pipeline;
pub mod reference;
pub mod resolve;
pub mod schema;
pub mod source;
pub mod spec;

pub use build_script::{Build, BuildError, build};
pub use diagnostics::{Located, LocatedAdvice, MessageFormat, Note, NoteKind};
pub use emit::{FileTree, Parts, TemplateError, TemplateFault, Templates};
pub use fresh::{Fresh, assert_fresh};
pub use input::InputError;
pub use pipeline::{Included, RenderError, Spec, render};
