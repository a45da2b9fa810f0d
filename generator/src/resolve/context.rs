//! What every part of resolving looks at.

use std::collections::BTreeSet;
use std::ops::Range;

use super::profiles::Profiles;
use super::type_text::{self, Layer, TypeText};
use crate::diagnostics::{At, Note, Problem, Report, nearest};
use crate::model::{Format, Map, Presence, TypeId, TypeRef};
use crate::spec::{self, Document, Kinds, Remarks, Text};

/// A spec on its way into the model.
#[derive(Debug)]
pub(super) struct Context<'s> {
    pub(super) document: &'s Document,
    pub(super) profiles: Profiles,
    pub(super) unmarked: Unmarked,
    /// The names under which a client keeps what answers bring.
    pub(super) held: Vec<String>,
}

/// What a type without a word of presence means.
#[derive(Clone, Copy, Debug)]
pub(super) struct Unmarked {
    presence: Presence,
    nullable: bool,
}

/// What is written down while the model grows.
#[derive(Debug, Default)]
pub(super) struct Books {
    pub(super) notes: Vec<Note>,
    pub(super) used_types: Vec<bool>,
    pub(super) unused_types: Vec<String>,
    pub(super) used_profiles: Vec<String>,
    pub(super) used_namespaces: BTreeSet<String>,
    pub(super) used_credentials: Vec<bool>,
    pub(super) used_held: Vec<String>,
    /// The operations of which a binding has a problem, so that not all is known of how they travel.
    pub(super) incomplete: BTreeSet<String>,
}

/// The names by which a member travels.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct WireNames {
    /// The one that is written.
    pub(super) wire: String,
    /// Further ones that are read.
    pub(super) also: Vec<String>,
}

/// A member's type, looked up.
#[derive(Clone, Debug)]
pub(super) struct MemberType {
    pub(super) type_: TypeRef,
    pub(super) presence: Presence,
    pub(super) nullable: bool,
    pub(super) format: Format,
    /// The written range behind `list` or `map`, and the one behind the name.
    pub(super) ranges: [Option<(String, Range<usize>)>; 2],
}

impl Books {
    /// Notes that something travels by a profile.
    pub(super) fn use_profile(&mut self, name: &str) {
        if !self.used_profiles.iter().any(|own| own == name) {
            self.used_profiles.push(name.to_owned());
        }
    }
}

impl<'s> Context<'s> {
    pub(super) fn new(document: &'s Document, report: &mut Report) -> Self {
        let profiles = Profiles::resolve(document, report);
        Self { document, profiles, unmarked: unmarked(document, report), held: super::holds::names(document) }
    }

    /// Looks up what a type's text says.
    pub(super) fn member_type(
        &self,
        text: &str,
        at: &At,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<MemberType> {
        let parsed = type_text::parse(text, at, report)?;
        let type_ = self.type_ref(&parsed, at, books, report)?;
        let format = type_text::format(&parsed, &type_, at, report)?;
        Some(MemberType {
            type_,
            presence: parsed.presence.unwrap_or(self.unmarked.presence),
            nullable: parsed.nullable || (parsed.presence.is_none() && self.unmarked.nullable),
            format,
            ranges: [&parsed.count, &parsed.size]
                .map(|own| own.as_ref().map(|(text, at)| ((*text).to_owned(), at.clone()))),
        })
    }

    pub(super) fn type_ref(
        &self,
        parsed: &TypeText<'_>,
        at: &At,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<TypeRef> {
        let name_at = at.part(parsed.name_range.start, parsed.name_range.end);
        let type_ = self.named(parsed.name, &name_at, books, report)?;
        parsed.layers.iter().rev().try_fold(type_, |inside, layer| {
            Some(match layer {
                Layer::List => TypeRef::List(Box::new(inside)),
                Layer::Map { key, nullable } => {
                    let key = match key {
                        None => TypeRef::String,
                        Some((name, range)) => {
                            self.key(name, &at.part(range.start, range.end), books, report)?
                        }
                    };
                    TypeRef::Map(Box::new(Map { key, value: inside, nullable: *nullable }))
                }
            })
        })
    }

    /// Looks up the name of a type.
    fn named(&self, name: &str, at: &At, books: &mut Books, report: &mut Report) -> Option<TypeRef> {
        if let Some(index) = self.document.types.position(name) {
            if let Some(used) = books.used_types.get_mut(index) {
                *used = true;
            }
            return Some(TypeRef::Named(TypeId(index)));
        }
        let scalar = type_text::scalar(name);
        if scalar.is_none() {
            let known = self.document.types.names().chain(type_text::scalar_names());
            let problem =
                Problem::Undefined { name: name.to_owned(), what: "type", nearest: nearest(name, known) };
            report.push(at.clone(), problem);
        }
        scalar
    }

    /// Looks up the type of a map's keys.
    fn key(&self, name: &str, at: &At, books: &mut Books, report: &mut Report) -> Option<TypeRef> {
        let types = &self.document.types;
        let key = self.named(name, at, books, report)?;
        let fits = match &key {
            TypeRef::Named(id) => {
                matches!(types.iter().nth(id.0), Some((_, Kinds::Map(long))) if long.values.is_some())
            }
            own => matches!(own, TypeRef::String | TypeRef::Int(_) | TypeRef::Guid),
        };
        if !fits {
            let message = format!("`{name}` is no key of a map");
            let advice = "use `string`, a type of whole numbers, `guid`, or a type with `values`".to_owned();
            report.push(at.clone(), Problem::Conflict { message, advice });
        }
        fits.then_some(key)
    }

    /// The names of a member on the wire: what the spec gives it, or what the rules make of the
    /// page's name. Those of headers are the page's in any case.
    pub(super) fn wire_names(&self, page: &str, parts: &MemberParts<'_>, is_header: bool) -> WireNames {
        let style = self.document.names.as_ref().and_then(|names| names.style).filter(|_| !is_header);
        let given = parts.long.and_then(|long| long.wire.as_ref()).map(|Text(wire)| wire.clone());
        let stem = self.stem(page);
        let ruled = || style.map_or_else(|| stem.to_owned(), |style| super::names::styled(stem, style));
        let is_given = given.is_some();
        let wire = given.unwrap_or_else(ruled);
        let mut also: Vec<String> = Vec::new();
        // A name that the spec gives is instead of the page's, a rule is about how it looks.
        let pages = (!is_given).then_some(page);
        for own in pages.into_iter().chain(parts.also().into_iter().map(|(_, name)| name)) {
            if own != wire && !also.iter().any(|known| known == own) {
                also.push(own.to_owned());
            }
        }
        WireNames { wire, also }
    }

    /// The page's name without the ending that never travels.
    pub(super) fn stem<'n>(&self, page: &'n str) -> &'n str {
        let suffix = self.document.names.as_ref().and_then(|names| names.drop_suffix.as_ref());
        let stripped = suffix.and_then(|Text(suffix)| page.strip_suffix(suffix.as_str()));
        stripped.filter(|stripped| !stripped.is_empty()).unwrap_or(page)
    }
}

fn unmarked(document: &Document, report: &mut Report) -> Unmarked {
    let default = Unmarked { presence: Presence::Optional, nullable: false };
    let Some(Text(text)) = &document.unmarked else {
        return default;
    };
    let at = At::root().key("unmarked");
    // Words of presence are the beginning of a type; any type completes them.
    match type_text::parse(&format!("{text} any"), &at, &mut Report::default()) {
        Some(parsed) if parsed.name == "any" && parsed.layers.is_empty() && parsed.says_type_only() => {
            Unmarked { presence: parsed.presence.unwrap_or(Presence::Optional), nullable: parsed.nullable }
        }
        _ => {
            let expected = "`required`, `optional`, `expected`, `nullable`, or two of them".to_owned();
            report.push(at, Problem::Malformed { what: "word of presence", expected, found: text.clone() });
            default
        }
    }
}

/// A member in its long form, whichever way it is written.
#[derive(Clone, Debug)]
pub(super) struct MemberParts<'s> {
    pub(super) type_: &'s str,
    /// Where the text of the type stands.
    pub(super) type_at: At,
    pub(super) long: Option<&'s spec::Member>,
}

/// Takes a member apart.
pub(super) fn member_parts<'s>(written: &'s Kinds<spec::Never, spec::Member>, at: &At) -> MemberParts<'s> {
    match written {
        Kinds::Text(text) => MemberParts { type_: text, type_at: at.clone(), long: None },
        Kinds::List(list) => match list.first() {
            Some(never) => match *never {},
            None => MemberParts { type_: "", type_at: at.clone(), long: None },
        },
        Kinds::Map(long) => {
            let Text(text) = &long.type_;
            MemberParts { type_: text, type_at: at.key("type"), long: Some(long) }
        }
    }
}

impl<'s> MemberParts<'s> {
    pub(super) fn about(&self) -> Option<&'s Text> {
        self.long.and_then(|long| long.about.as_ref())
    }

    pub(super) fn rust(&self) -> Option<&'s Text> {
        self.long.and_then(|long| long.rust.as_ref())
    }

    /// Further names, each behind the steps to its place.
    pub(super) fn also(&self) -> Vec<(Option<usize>, &'s str)> {
        match self.long.and_then(|long| long.also.as_ref()) {
            None | Some(Kinds::Map(_)) => Vec::new(),
            Some(Kinds::Text(name)) => vec![(None, name)],
            Some(Kinds::List(names)) => {
                names.iter().enumerate().map(|(at, Text(name))| (Some(at), name.as_str())).collect()
            }
        }
    }

    /// Further places.
    pub(super) fn places(&self) -> Option<&'s spec::Places> {
        match self.long.and_then(|long| long.also.as_ref()) {
            Some(Kinds::Map(places)) => Some(places),
            _ => None,
        }
    }

    pub(super) fn remarks(&self) -> [Option<&'s Remarks>; 2] {
        [self.long.and_then(|long| long.assume.as_ref()), self.long.and_then(|long| long.outside.as_ref())]
    }
}
