//! The resolved truth about a service: total, typed, in order.
//!
//! Every name is derived, every default settled and every reference is an
//! index that exists. Nothing here knows YAML, tokens or files.

mod condition;
mod docs;
mod expr;
mod format;
mod frame;
mod json_frame;
mod media;
mod operation;
mod paging;
mod pairs;
mod parts;
mod types;
mod unproven;
mod xml;

pub use condition::{Condition, xml_steps};
pub use docs::{Docs, Origin};
pub use expr::{Expr, Function, Pairs, TimeForm};
pub use format::{Each, Format};
pub use frame::Frame;
pub use json_frame::{JsonFrame, JsonFramePart};
pub use media::{Codec, MediaType, SoapVersion};
pub use operation::{
    Binding, BodyFrom, Computed, Defect, Elsewhere, Failure, Given, Hold, Holds, Input, MadeWith, Operation,
    Output, Parameter, Retry, Sample, Segment, Value, Whole,
};
pub use paging::{PageItems, PagedBy, Paging, Step, Way};
pub use pairs::{ItemNames, ListStyle, NamePiece, Nesting, PairStyle};
pub use parts::{Document, Joined, PartForm, XmlDocument};
pub use types::{
    EnumValue, Enumeration, GivenMember, Int, Layout, Limits, Map, Member, NoneValue, Presence, Record,
    SizeOf, Span, Tag, Type, TypeId, TypeKind, TypeRef, Union, Variant, XmlTag,
};
pub use xml::{Block, Entries, EntryName, Inside, Place, QName, Spot, XmlChild, XmlRoot, XmlShape};

use std::collections::HashMap;

use crate::diagnostics::{Note, NoteKind};

/// A service.
#[derive(Clone, Debug)]
pub struct Service {
    /// Its name in the spec, `ebay-client-alerts`.
    pub name: String,
    /// Its name as a Rust type, `EbayClientAlerts`.
    pub rust: String,
    /// Its name for people.
    pub title: String,
    /// What else a reader should know.
    pub docs: Docs,
    /// The pages that it was transcribed from.
    pub sources: Vec<String>,
    /// Its addresses.
    pub servers: Vec<Server>,
    /// What computed values are computed with.
    pub credentials: Vec<Credential>,
    /// The values that are computed, each a function of the generated code.
    pub computed: Vec<Computed>,
    /// The namespaces that XML uses, each a constant of the generated code.
    pub namespaces: Namespaces,
    /// The styles of plain XML documents, each a constant of the generated code.
    pub xml_styles: Vec<XmlStyle>,
    /// The types of the page, those that no operation reaches yet among them.
    pub types: Vec<Type>,
    /// What can be said to it.
    pub operations: Vec<Operation>,
    /// Every guess and every fact from elsewhere, in the order of the spec.
    pub notes: Vec<Note>,
}

/// An address of a service.
#[derive(Clone, Debug)]
pub struct Server {
    /// Its name in the spec.
    pub page: String,
    /// Its name as a Rust type or constant, in Pascal case.
    pub rust: String,
    /// Its address, with variables in it.
    pub template: Vec<Piece>,
    /// The variables, in the order of the address.
    pub variables: Vec<Variable>,
}

/// A piece of an address.
#[derive(Clone, Debug, Eq, PartialEq)]
pub enum Piece {
    /// A text that always stands there.
    Text(String),
    /// An index into the variables.
    Variable(usize),
}

/// A variable of an address.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Variable {
    /// Its name on the page.
    pub page: String,
    /// Its name as a Rust field.
    pub rust: String,
}

/// Something that the caller and the server both know.
#[derive(Clone, Debug)]
pub struct Credential {
    /// Its name on the page.
    pub page: String,
    /// Its name as a Rust field.
    pub rust: String,
    /// Whether it is kept out of logs.
    pub secret: bool,
    /// What it is.
    pub docs: Docs,
}

/// A namespace.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Namespace {
    /// Its name as a Rust constant.
    pub rust: String,
    /// The namespace.
    pub uri: String,
}

/// The namespaces of a service. One with many types may have many, and each member names one.
#[derive(Clone, Debug, Default)]
pub struct Namespaces {
    all: Vec<Namespace>,
    by_uri: HashMap<String, usize>,
}

impl Namespaces {
    /// These, in their order.
    #[must_use]
    pub fn new(all: Vec<Namespace>) -> Self {
        let by_uri = all.iter().enumerate().map(|(index, own)| (own.uri.clone(), index)).collect();
        Self { all, by_uri }
    }

    /// Each of them.
    pub fn iter(&self) -> impl Iterator<Item = &Namespace> {
        self.all.iter()
    }

    /// Whether there are none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// The one that is this.
    #[must_use]
    pub fn find(&self, uri: &str) -> Option<&Namespace> {
        self.by_uri.get(uri).map(|&index| &self.all[index])
    }
}

/// How XML documents are written, apart from the names of their members.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct XmlStyle {
    /// Whether they begin with an XML declaration.
    pub declaration: bool,
    /// Prefixes that the root declares, used or not.
    pub declare: Vec<(String, String)>,
}

impl Service {
    /// The facts of one kind that are not on the page.
    pub fn notes_of(&self, kind: NoteKind) -> impl Iterator<Item = &Note> {
        self.notes.iter().filter(move |note| note.kind == kind)
    }
}
