//! Both sides of one service, and what is known of them before they are compared.

use std::collections::BTreeSet;

use super::effect::Effects;
use super::kind::Kind;
use super::pairs::{Pairs, pair};
use super::subject::Subject;
use crate::model::{
    Codec, Failure, Holds, MediaType, Output, Record, Service, TypeId, TypeKind, TypeRef, Whole,
};

/// One service as it was and as it is.
#[derive(Debug)]
pub(super) struct Sides<'s> {
    pub(super) old: &'s Service,
    pub(super) new: &'s Service,
    pub(super) types: Pairs,
    /// The types of either side that JSON or a form carries, where names of members count.
    named: [BTreeSet<usize>; 2],
    /// The types of either side that are whole documents of XML, or the detail of a fault.
    documents: [BTreeSet<usize>; 2],
    /// The types of either side that a request may hold.
    asked: [BTreeSet<usize>; 2],
}

impl<'s> Sides<'s> {
    pub(super) fn new(old: &'s Service, new: &'s Service) -> Self {
        let types = pair(&old.types, &new.types, |own| &own.page, |own| &own.rust);
        Self {
            old,
            new,
            types,
            named: [named(old), named(new)],
            documents: [documents(old), documents(new)],
            asked: [asked(old), asked(new)],
        }
    }

    /// Whether names of members travel, as they do not in XML, which has its own.
    pub(super) fn are_named(&self, old: usize, new: usize) -> bool {
        self.named[0].contains(&old) || self.named[1].contains(&new)
    }

    /// Whether a request may hold it: a server refuses what is outside its limits, and takes its default.
    pub(super) fn is_asked(&self, old: usize, new: usize) -> bool {
        self.asked[0].contains(&old) || self.asked[1].contains(&new)
    }

    /// Whether a body may be of this type and no other.
    pub(super) fn is_document(&self, old: usize, new: usize) -> bool {
        self.documents[0].contains(&old) || self.documents[1].contains(&new)
    }
}

/// Whether a body in one of these is an XML document with a root of the spec's.
pub(super) fn has_roots(media: &[MediaType]) -> bool {
    media.iter().any(|own| matches!(own.codec, Codec::Xml(_)))
}

fn documents(service: &Service) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    for own in &service.operations {
        found.extend(own.faults.iter().map(|id| id.0));
        if own.bindings.iter().any(|binding| has_roots(&binding.accepts)) {
            let body = own.input.body.map(|at| &own.input.record.members[at].type_);
            let find = |id: TypeId| service.types.get(id.0);
            found.extend(body.and_then(|type_| type_.record(find)).map(|id| id.0));
        }
        if own.bindings.iter().any(|binding| has_roots(&binding.answers)) {
            let record = |whole: &Whole| whole.record(&service.types).map(|id| id.0);
            if let Output::Whole(whole) = &own.output {
                found.extend(record(whole));
            }
            found.extend(own.failures.iter().filter_map(|failure| match &failure.holds {
                Holds::Whole(whole) => record(whole),
                Holds::Success | Holds::Nothing => None,
            }));
        }
    }
    found
}

/// Whether a body in one of these has the names of members.
pub(super) fn has_names(media: &[MediaType]) -> bool {
    media.iter().any(|own| {
        !matches!(own.codec, Codec::Empty | Codec::Text | Codec::Bytes | Codec::Xml(_) | Codec::Soap { .. })
    })
}

fn named(service: &Service) -> BTreeSet<usize> {
    let mut open: Vec<usize> = Vec::new();
    for own in &service.operations {
        if own.bindings.iter().any(|binding| has_names(&binding.accepts)) {
            gather(&own.input.record, &mut open);
        }
        if own.bindings.iter().any(|binding| has_names(&binding.answers)) {
            match &own.output {
                Output::Nothing => {}
                Output::Whole(whole) => open.extend(within(&whole.type_)),
                Output::Record(record) => gather(record, &mut open),
            }
            open.extend(own.failures.iter().filter_map(Failure::reached));
        }
        open.extend(own.answer_headers().filter_map(|own| within(&own.type_)));
    }
    reach(service, open)
}

fn asked(service: &Service) -> BTreeSet<usize> {
    let mut open = Vec::new();
    service.operations.iter().for_each(|own| gather(&own.input.record, &mut open));
    reach(service, open)
}

/// These types, and all that they hold.
fn reach(service: &Service, mut open: Vec<usize>) -> BTreeSet<usize> {
    let mut found = BTreeSet::new();
    while let Some(id) = open.pop() {
        if found.insert(id) {
            match &service.types[id].kind {
                TypeKind::Record(record) => gather(record, &mut open),
                TypeKind::Union(union) => open.extend(union.variants.iter().map(|own| own.type_.0)),
                TypeKind::Alias(target) => open.extend(within(target)),
                TypeKind::Enum(_) => {}
            }
        }
    }
    found
}

fn gather(record: &Record, open: &mut Vec<usize>) {
    open.extend(record.members.iter().filter_map(|own| within(&own.type_)));
}

fn within(type_: &TypeRef) -> Option<usize> {
    match type_ {
        TypeRef::Named(TypeId(id)) => Some(*id),
        own => own.inside().and_then(within),
    }
}

/// One fact that differs.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Change {
    /// The service.
    pub service: String,
    /// What of it.
    pub subject: Subject,
    /// What became of it.
    pub kind: Kind,
    /// What it was, in the words of the spec; empty where there is nothing to say.
    pub old: String,
    /// What it is; empty where there is nothing to say.
    pub new: String,
    /// Whether a message differs because of it.
    pub(super) on_wire: bool,
    /// Whether an item of the crates differs because of it.
    pub(super) in_rust: bool,
}

impl Change {
    pub(super) fn new(subject: Subject, kind: Kind, old: impl Into<String>, new: impl Into<String>) -> Self {
        let (old, new) = (old.into(), new.into());
        Self { service: String::new(), subject, kind, old, new, on_wire: true, in_rust: true }
    }

    /// Says whether it touches the wire; it does unless something said otherwise.
    pub(super) fn on_wire(self, touches: bool) -> Self {
        Self { on_wire: self.on_wire && touches, ..self }
    }

    /// Says whether it touches the Rust API; it does unless something said otherwise.
    pub(super) fn in_rust(self, touches: bool) -> Self {
        Self { in_rust: self.in_rust && touches, ..self }
    }

    /// What it does.
    #[must_use]
    pub fn effects(&self) -> Effects {
        let all = self.kind.effects();
        let wire = if self.on_wire { all.wire } else { Default::default() };
        if self.in_rust { Effects { wire, ..all } } else { Effects { wire, ..Effects::default() } }
    }
}
