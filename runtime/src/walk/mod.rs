//! The member walk: one way through a record's members that every codec takes.
//!
//! A generated record says how many members it has and hands each out as a
//! [`Value`]; a codec is a [`Source`] that values read themselves from, or a
//! [`Sink`] that they write themselves to. No codec is named in generated code.

mod bounds;
mod layout;
mod notes;
mod shape;
mod value;

pub use bounds::Bounds;
pub use layout::{Layout, Piece};
pub use notes::{Deviation, Notes};
pub use shape::{Member, Name, Place, Presence, Shape, XmlMember, XmlShape};
pub use value::{Record, Scalar, Sink, Source, Token, Value};
