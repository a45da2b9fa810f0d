//! From text to spec, and from a path in a spec to its place in the text.
//!
//! serde reads a spec straight into its structs. Only when something is wrong
//! is the text read again, by events with places, to find every problem in it
//! and where each one stands. This is the only room that knows YAML.

mod check;
mod examples;
mod read;
mod tree;
mod whole;

pub use examples::{Example, Used, examples};
pub use read::{Read, read, read_by_places, read_included};
pub use tree::{Places, includes};
pub use whole::{File, Whole, lead};
