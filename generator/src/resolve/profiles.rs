//! Profiles: encodings with all their settings settled.

use super::json_frames::{self, Around};
use super::pairs;
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{PairStyle, SoapVersion};
use crate::spec::{Between, Document, Elements, NameStyle, Names, Order, Profile as Written, Text};

/// An encoding with its settings.
#[derive(Clone, Debug)]
pub(super) struct Profile {
    pub(super) name: String,
    pub(super) kind: ProfileKind,
    /// Media types as they are written, parameters included.
    pub(super) media: Vec<String>,
    pub(super) xml: XmlSettings,
    /// Forms and queries: how names are made.
    pub(super) pairs: PairStyle,
    /// The template of a function's name, and where it stands.
    pub(super) call: Option<(String, At)>,
    pub(super) action: Option<(String, At)>,
    /// Whether names are read in any case.
    pub(super) ignore_case: bool,
    /// SOAP: the element around what an answer brings, inside of that in the body.
    pub(super) result: Option<String>,
    /// JSON: what stands around bodies.
    pub(super) around: Around,
    pub(super) between: Between,
}

#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum ProfileKind {
    Json,
    Xml,
    Form,
    /// What stands in an address, which is no body.
    Query,
    Empty,
    Text,
    Bytes,
    Multipart,
    Soap(SoapVersion),
}

impl ProfileKind {
    /// Whether XML names and namespaces matter.
    pub(super) fn is_xml(self) -> bool {
        matches!(self, Self::Xml | Self::Soap(_))
    }
}

/// How XML is written.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct XmlSettings {
    /// The namespace, `{.scope}` still in it.
    pub(super) namespace: String,
    pub(super) declare: Vec<(String, String)>,
    pub(super) declaration: bool,
    pub(super) order: Order,
    /// How the names of members are written, where it differs from other encodings.
    pub(super) names: Option<NameStyle>,
    pub(super) elements: Elements,
    /// The elements around the members of a request and of an answer, `{operation}` still in them.
    pub(super) around: [Option<String>; 2],
}

const BUILT_IN: [(&str, ProfileKind, &[&str]); 10] = [
    ("json", ProfileKind::Json, &["application/json"]),
    ("xml", ProfileKind::Xml, &["application/xml"]),
    ("form", ProfileKind::Form, &["application/x-www-form-urlencoded"]),
    ("query", ProfileKind::Query, &[]),
    ("text", ProfileKind::Text, &["text/plain; charset=utf-8"]),
    ("bytes", ProfileKind::Bytes, &["application/octet-stream"]),
    ("multipart", ProfileKind::Multipart, &["multipart/form-data"]),
    ("soap11", ProfileKind::Soap(SoapVersion::V11), &["text/xml; charset=utf-8"]),
    ("soap12", ProfileKind::Soap(SoapVersion::V12), &["application/soap+xml; charset=utf-8"]),
    ("empty", ProfileKind::Empty, &[]),
];

/// All profiles of a spec by their names.
#[derive(Debug)]
pub(super) struct Profiles(Vec<Profile>);

impl Profiles {
    pub(super) fn resolve(document: &Document, report: &mut Report) -> Self {
        let at = At::root().key("profiles");
        let mut resolver = Resolver { document, at, done: Vec::new() };
        for (name, _, _) in BUILT_IN {
            resolver.profile(name, &mut Vec::new(), report);
        }
        for name in document.profiles.names() {
            resolver.profile(name, &mut Vec::new(), report);
        }
        Self(resolver.done)
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|profile| profile.name.as_str())
    }

    pub(super) fn get(&self, name: &str) -> Option<&Profile> {
        self.0.iter().find(|profile| profile.name == name)
    }

    /// The profiles that have a media type, parameters aside. SOAP is never
    /// meant by a media type alone.
    pub(super) fn with_media(&self, essence: &str) -> Vec<&Profile> {
        let has = |profile: &&Profile| {
            profile.media.iter().any(|own| self::essence(own).eq_ignore_ascii_case(essence))
                && !matches!(profile.kind, ProfileKind::Soap(_))
        };
        self.0.iter().filter(has).collect()
    }

    /// Whether some profile of the spec has a problem and is not among these.
    pub(super) fn are_incomplete(&self, document: &Document) -> bool {
        document.profiles.names().any(|name| self.get(name).is_none())
    }

    /// Every media type that some profile has.
    pub(super) fn media(&self) -> impl Iterator<Item = &str> {
        self.0.iter().flat_map(|profile| &profile.media).map(|own| essence(own))
    }
}

pub(super) fn essence(media: &str) -> &str {
    media.split(';').next().unwrap_or_default().trim()
}

struct Resolver<'s> {
    document: &'s Document,
    at: At,
    done: Vec<Profile>,
}

impl Resolver<'_> {
    /// Settles a profile after the one that it is made from; `chain` finds circles.
    fn profile(&mut self, name: &str, chain: &mut Vec<String>, report: &mut Report) -> Option<Profile> {
        if let Some(done) = self.done.iter().find(|profile| profile.name == name) {
            return Some(done.clone());
        }
        let at = self.at.key(name);
        if chain.iter().any(|own| own == name) {
            let chain = super::cycles::circle(chain, name, self.document.profiles.names());
            let first = chain.first().map_or(name, String::as_str);
            report.push(self.at.key(first).key("base"), Problem::Cycle { chain, what: "profile" });
            return None;
        }
        chain.push(name.to_owned());
        let written = self.document.profiles.get(name);
        let built_in = BUILT_IN.iter().find(|(own, _, _)| *own == name);
        let start = match (built_in, written) {
            (Some((_, kind, media)), written) => {
                if written.is_some_and(|written| written.base.is_some()) {
                    let message = format!("the profile `{name}` is built in and has no base");
                    let advice = "leave out `base`, or give the profile another name".to_owned();
                    report.push(at.key("base"), Problem::Conflict { message, advice });
                }
                let media = media.iter().map(|&media| media.to_owned()).collect();
                let xml = match kind {
                    ProfileKind::Soap(_) => self.profile("xml", chain, report)?.xml,
                    _ => XmlSettings::default(),
                };
                Profile {
                    name: name.to_owned(),
                    kind: *kind,
                    media,
                    xml,
                    pairs: PairStyle::default(),
                    between: Between::default(),
                    call: None,
                    action: None,
                    around: Around::default(),
                    result: None,
                    ignore_case: false,
                }
            }
            (None, Some(Written { base: Some(Text(base)), .. })) => {
                if self.document.profiles.get(base).is_none()
                    && !BUILT_IN.iter().any(|(own, _, _)| own == base)
                {
                    let names =
                        self.document.profiles.names().chain(BUILT_IN.iter().map(|(name, _, _)| *name));
                    let nearest = nearest(base, names);
                    report.push(
                        at.key("base"),
                        Problem::Undefined { name: base.clone(), what: "profile", nearest },
                    );
                    return None;
                }
                Profile { name: name.to_owned(), ..self.profile(base, chain, report)? }
            }
            (None, _) => {
                report.push(at, Problem::MissingKey { key: "base", of: "a profile that is not built in" });
                return None;
            }
        };
        chain.pop();
        let done = match written {
            Some(written) => self.apply(start, written, &at, report),
            None => start,
        };
        self.done.push(done.clone());
        Some(done)
    }

    fn apply(&self, mut profile: Profile, written: &Written, at: &At, report: &mut Report) -> Profile {
        let of_pairs = matches!(profile.kind, ProfileKind::Form | ProfileKind::Query);
        let has_members = matches!(profile.kind, ProfileKind::Json | ProfileKind::Xml);
        let is_framed = profile.kind == ProfileKind::Json || profile.kind.is_xml();
        let fits = [
            ("namespace", written.namespace.is_some(), profile.kind.is_xml(), "XML"),
            ("declare", !written.declare.is_empty(), profile.kind == ProfileKind::Xml, "plain XML"),
            ("declaration", written.declaration.is_some(), profile.kind == ProfileKind::Xml, "plain XML"),
            ("order", written.order.is_some(), profile.kind.is_xml(), "XML"),
            ("names", written.names.is_some(), profile.kind.is_xml(), "XML"),
            ("elements", written.elements.is_some(), profile.kind.is_xml(), "XML"),
            ("nested", written.nested.is_some(), of_pairs, "forms and queries"),
            ("list", written.list.is_some(), of_pairs, "forms and queries"),
            ("first", written.first.is_some(), of_pairs, "forms and queries"),
            ("separator", written.separator.is_some(), of_pairs, "forms and queries"),
            ("media", written.media.is_some(), profile.kind != ProfileKind::Query, "bodies"),
            ("call", written.call.is_some(), profile.kind == ProfileKind::Json, "JSON"),
            (
                "ignore-case",
                written.ignore_case.is_some(),
                of_pairs || has_members,
                "JSON, plain XML, forms and queries",
            ),
            ("request", written.request.is_some(), is_framed, "JSON and XML"),
            ("answer", written.answer.is_some(), is_framed, "JSON and XML"),
            ("between", written.between.is_some(), profile.kind == ProfileKind::Form, "forms"),
            ("action", written.action.is_some(), matches!(profile.kind, ProfileKind::Soap(_)), "SOAP"),
        ];
        for (key, said, fits, of) in fits {
            if said && !fits {
                let message = format!("`{key}` is a setting of {of}, which `{}` is not", profile.name);
                let advice = format!("move `{key}` to a profile of {of}");
                report.push(at.key(key).name(), Problem::Conflict { message, advice });
            }
        }
        if let Some(media) = &written.media {
            profile.media = media_types(media, &at.key("media"), report);
            super::parts::media_is_multipart(&profile, media, &at.key("media"), report);
        }
        if let Some(Text(namespace)) = &written.namespace {
            profile.xml.namespace = namespace_uri(namespace, &self.document.namespaces);
        }
        if !written.declare.is_empty() {
            let declared = written.declare.iter();
            profile.xml.declare = declared
                .filter(|(prefix, _)| prefix_is_name(prefix, &at.key("declare").key(prefix), report))
                .map(|(prefix, Text(uri))| (prefix.to_owned(), namespace_uri(uri, &self.document.namespaces)))
                .collect();
        }
        profile.xml.declaration = written.declaration.unwrap_or(profile.xml.declaration);
        profile.xml.order = written.order.unwrap_or(profile.xml.order);
        profile.between = written.between.unwrap_or(profile.between);
        profile.xml.names = written.names.or(profile.xml.names);
        profile.xml.elements = written.elements.unwrap_or(profile.xml.elements);
        if of_pairs {
            profile.pairs = pairs::style(&profile.pairs, written, at, report);
        }
        if let Some(Text(call)) = &written.call {
            profile.call = Some((call.clone(), at.key("call")));
        }
        for (index, key, side) in [(0, "request", &written.request), (1, "answer", &written.answer)] {
            match side {
                Some(side) if profile.kind == ProfileKind::Json => {
                    profile.around.set(index == 1, side, &at.key(key), report);
                }
                Some(side) if profile.kind.is_xml() => {
                    let is_answer = index == 1 && matches!(profile.kind, ProfileKind::Soap(_));
                    let elements = json_frames::elements(side, is_answer, &at.key(key), report);
                    let (outer, inner) = elements.map_or((None, None), |(outer, inner)| (Some(outer), inner));
                    profile.xml.around[index] = outer;
                    if is_answer {
                        profile.result = inner;
                    }
                }
                _ => {}
            }
        }
        profile.ignore_case = written.ignore_case.unwrap_or(profile.ignore_case);
        if profile.ignore_case && !profile.around.is_empty() {
            let what = "a frame whose names are read in any case".to_owned();
            let advice = "leave out `ignore-case`, or `request` and `answer`".to_owned();
            report.push(at.name(), Problem::NotYet { what, advice });
        }
        if let (false, Some((_, at))) = (profile.around.is_empty(), &profile.call) {
            let what = "a frame in the call of a function".to_owned();
            let advice = "leave out `call`, or `request` and `answer`".to_owned();
            report.push(at.name(), Problem::NotYet { what, advice });
        }
        if let Some(Text(action)) = &written.action {
            profile.action = Some((action.clone(), at.key("action")));
        }
        profile
    }
}

/// The namespace of a short name, or the text itself.
pub(super) fn namespace_uri(text: &str, namespaces: &Names<Text>) -> String {
    namespaces.get(text).map_or(text, |Text(uri)| uri).to_owned()
}

fn prefix_is_name(prefix: &str, at: &At, report: &mut Report) -> bool {
    let good = is_xml_name(prefix) && !prefix.to_ascii_lowercase().starts_with("xml");
    if !good {
        let expected = "letters, digits, `-`, `_`, and no `xml` at its beginning".to_owned();
        report.push(at.name(), Problem::Malformed { what: "XML prefix", expected, found: prefix.to_owned() });
    }
    good
}

/// Whether a text can be an XML name without a colon, in the ASCII range and
/// letters beyond it (Namespaces in XML 1.0, section 3).
pub(super) fn is_xml_name(name: &str) -> bool {
    let mut letters = name.chars();
    let first = letters.next().is_some_and(|first| first.is_alphabetic() || first == '_');
    first && letters.all(|letter| letter.is_alphanumeric() || matches!(letter, '-' | '_' | '.'))
}

/// Media types that can stand in a header.
pub(super) fn media_types(written: &[Text], at: &At, report: &mut Report) -> Vec<String> {
    let token = |text: &str| {
        !text.is_empty() && text.chars().all(|own| own.is_ascii_alphanumeric() || "!#$&^_.+-".contains(own))
    };
    let mut media = Vec::new();
    for (index, Text(own)) in written.iter().enumerate() {
        let printable = own.chars().all(|own| own.is_ascii_graphic() || own == ' ');
        if printable && essence(own).split_once('/').is_some_and(|(kind, sub)| token(kind) && token(sub)) {
            media.push(own.clone());
        } else {
            let expected = "a text such as `application/json`".to_owned();
            report.push(
                at.item(index),
                Problem::Malformed { what: "media type", expected, found: own.clone() },
            );
        }
    }
    media
}
