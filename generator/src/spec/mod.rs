//! A spec as it is written: structs without logic, and the grammar that they follow.
//!
//! The structs and the grammar come from one definition, so the reader, the
//! problems about unknown keys, and the published schema cannot disagree.

mod grammar;
mod kinds;
mod language;
mod members;
mod notations;
mod words;

pub use grammar::{Form, Key, MapForm, Mapping, Notation, ScalarForm};
pub use kinds::{Conditions, Kinds, Names, Never, Short, Source, Text};
pub use language::*;
pub use members::*;
pub use words::*;
