//! The member walk: one way through a record's members that every codec takes.
//!
//! A generated record says how many members it has and hands each out as a
//! [`Value`]; a codec is a [`Source`] that values read themselves from, or a
//! [`Sink`] that they write themselves to. No codec is named in generated code.

mod bounds;
mod document;
mod entries;
mod filling;
mod hints;
mod layout;
mod limits;
mod notes;
mod pairs;
mod shape;
mod union;
mod value;

pub use bounds::Bounds;
#[cfg(feature = "multipart")]
pub(crate) use document::read_document;
pub use document::{Document, read_text, write_text};
pub use entries::{Entries, Entry, EntryName, Inside, Spot};
pub use filling::Filling;
pub use hints::Hints;
pub use layout::{Layout, Piece};
#[cfg(feature = "testing")]
pub(crate) use limits::fits_pattern;
pub use limits::{Breach, Limit, Limits, Span, breaches, breaches_of, check_pattern};
pub use notes::{Deviation, Notes};
pub use pairs::{ItemNames, ListStyle, NamePiece, Nesting, PairStyle};
pub use shape::{Block, Member, Name, Place, Presence, Shape, XmlMember, XmlShape};
pub use union::{Chosen, Tag, Told, Union, Variant, XmlTag};
pub use value::{Record, Scalar, Sink, Source, Token, Value};
