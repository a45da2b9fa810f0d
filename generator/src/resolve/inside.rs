//! What stands inside the element of a list or of a map in XML.

use super::context::Books;
use super::lookup::{meant, records};
use super::profiles::is_xml_name;
use super::xml::Xml;
use crate::diagnostics::{At, Problem, Report};
use crate::model::{
    Entries, EntryName, Holds, Inside, Map, Operation, Output, Place, QName, Spot, Type, TypeId, TypeKind,
    TypeRef, XmlRoot, XmlTag,
};
use crate::spec::Text;

/// Lists and maps nest no deeper than type texts and other names for them let them.
pub(super) const DEEPEST: usize = 64;

/// What the spec says of the element of a list or a map.
#[derive(Clone, Copy, Debug)]
pub(super) struct Said<'w> {
    pub(super) item: Option<&'w Text>,
    pub(super) key: Option<&'w Text>,
    pub(super) value: Option<&'w Text>,
    /// Where it says so.
    pub(super) at: &'w At,
    /// Where the list or the map is named, for problems with names that nobody has said.
    pub(super) named_at: &'w At,
    /// The scope of the names.
    pub(super) scope: &'w str,
    /// Whether it is a whole document; else it is a member.
    pub(super) is_root: bool,
}

/// The element around each item of a list, and what stands inside of that, or of a map.
#[derive(Debug, Default)]
pub(super) struct Content {
    pub(super) item: Option<QName>,
    pub(super) inside: Option<Box<Inside>>,
}

impl Xml<'_, '_> {
    /// What stands inside the element `name`; `None` for a problem.
    pub(super) fn content(
        &self,
        type_: &TypeRef,
        name: &QName,
        said: Said<'_>,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<Content> {
        let behind = self.behind(type_);
        let stray = match behind {
            TypeRef::Map(_) => None,
            TypeRef::List(_) => {
                let key = said.key.map(|_| "key").or(said.value.map(|_| "value"));
                key.map(|key| (key, "only a map has keys and values"))
            }
            _ => {
                let key = said.key.map(|_| "key").or(said.value.map(|_| "value"));
                let item = said.item.map(|_| ("item", "only a list or a map has items"));
                item.or(key.map(|key| (key, "only a map has keys and values")))
            }
        };
        if let Some((key, message)) = stray {
            let advice = format!("leave `{key}` out");
            report.push(said.at.key(key).name(), Problem::Conflict { message: message.to_owned(), advice });
            return None;
        }
        match behind {
            TypeRef::List(item) => self.list(item, name, said, books, report),
            TypeRef::Map(map) => {
                let own = self.map(map, name, said, books, report)?;
                Some(Content { item: None, inside: Some(Box::new(Inside::Entries(own))) })
            }
            _ => Some(Content::default()),
        }
    }

    fn list(
        &self,
        item: &TypeRef,
        name: &QName,
        said: Said<'_>,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<Content> {
        let inside = self.inner(item, &name.namespace, DEEPEST).map(Box::new);
        let own = match said.item {
            Some(Text(flat)) if flat == "flat" && !said.is_root => {
                if matches!(inside.as_deref(), Some(Inside::Items(..))) {
                    let what = "a list of lists whose items stand without an element around them".to_owned();
                    let advice = "give the items a name: `item: Name`".to_owned();
                    report.push(said.at.key("item"), Problem::NotYet { what, advice });
                    return None;
                }
                return Some(Content { item: None, inside });
            }
            Some(text) => self.said_name(text, "item", said, books, report)?,
            None => QName { namespace: name.namespace.clone(), local: self.item_name(item) },
        };
        if !is_xml_name(&own.local) {
            let (at, expected) = match (said.item, said.is_root) {
                (_, true) => (said.named_at.clone(), ROOT_NAMES),
                (Some(_), _) => (said.at.key("item"), ITEM_NAMES),
                (None, _) => (said.named_at.name(), ITEM_NAMES),
            };
            let expected = expected.to_owned();
            report.push(at, Problem::Malformed { what: "XML name", expected, found: own.local });
            return None;
        }
        Some(Content { item: Some(own), inside })
    }

    fn map(
        &self,
        map: &Map,
        name: &QName,
        said: Said<'_>,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<Entries> {
        let mut own = self.entries(map, &name.namespace, DEEPEST);
        match said.item.map(|Text(text)| text.as_str()) {
            None => {}
            Some("flat") if !said.is_root => own.entry = EntryName::Flat,
            Some(text) => {
                let named = self.said_name(&Text(text.to_owned()), "item", said, books, report)?;
                own.entry = match named.local.as_str() {
                    "{key}" => EntryName::Key(named.namespace),
                    local if is_xml_name(local) => EntryName::Named(named),
                    _ => {
                        let expected = "an XML name, `flat`, or `{key}` for an element named by the key";
                        let (expected, found) = (expected.to_owned(), text.to_owned());
                        report.push(
                            said.at.key("item"),
                            Problem::Malformed { what: "XML name", expected, found },
                        );
                        return None;
                    }
                };
            }
        }
        let by_key = matches!(own.entry, EntryName::Key(_));
        if by_key {
            own.value = Spot::Own;
        }
        if let Some(text) = said.key {
            own.key = self.spot(text, "key", said, books, report)?;
        }
        if let Some(text) = said.value {
            own.value = self.spot(text, "value", said, books, report)?;
        }
        let conflict = match (&own.key, &own.value) {
            _ if by_key && said.key.is_some() => {
                Some(("key", "the element of an entry is the key already", "leave `key` out"))
            }
            (Spot::Own | Spot::Element(_), Spot::Own) if !by_key => Some((
                "value",
                "the value is all that the entry holds",
                "put the key into an attribute: `key: '@Name'`",
            )),
            (Spot::Own, Spot::Element(_)) if !by_key => Some((
                "key",
                "the key is all that the entry holds",
                "put the value into an attribute: `value: '@Name'`",
            )),
            (key, value) if key == value => {
                Some(("value", "the key and the value have one name", "give one of them another"))
            }
            (_, Spot::Attribute(_)) if map.nullable || !self.is_single(&map.value) => Some((
                "value",
                "an attribute holds a single value, and no null",
                "put the value into an element: `value: Name`",
            )),
            _ => None,
        };
        if let Some((key, message, advice)) = conflict {
            let (message, advice) = (message.to_owned(), advice.to_owned());
            report.push(said.at.key(key), Problem::Conflict { message, advice });
            return None;
        }
        Some(own)
    }

    /// How a map stands of which the spec says nothing.
    fn entries(&self, map: &Map, namespace: &str, depth: usize) -> Entries {
        let name = |local: &str| QName { namespace: namespace.to_owned(), local: local.to_owned() };
        Entries {
            entry: EntryName::Named(name("entry")),
            key: Spot::Element(name("key")),
            value: Spot::Element(name("value")),
            inside: self.inner(&map.value, namespace, depth).map(Box::new),
        }
    }

    /// What stands inside a value that is a list or a map, inside another one.
    fn inner(&self, type_: &TypeRef, namespace: &str, depth: usize) -> Option<Inside> {
        // Names that stand for each other in a circle have a problem of their own.
        let depth = depth.checked_sub(1)?;
        match self.behind(type_) {
            TypeRef::List(item) => {
                let name = QName { namespace: namespace.to_owned(), local: self.item_name(item) };
                Some(Inside::Items(name, self.inner(item, namespace, depth).map(Box::new)))
            }
            TypeRef::Map(map) => Some(Inside::Entries(self.entries(map, namespace, depth))),
            _ => None,
        }
    }

    /// `@Name`, `Name`, or `.` for the content of the entry.
    fn spot(
        &self,
        text: &Text,
        key: &'static str,
        said: Said<'_>,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<Spot> {
        let Text(own) = text;
        if own == "." {
            return Some(Spot::Own);
        }
        let spot = match own.strip_prefix('@') {
            Some(local) if !local.contains(':') => {
                // An attribute without a prefix is in no namespace.
                Spot::Attribute(QName { namespace: String::new(), local: local.to_owned() })
            }
            Some(local) => {
                let named = self.qname(local, said.scope, &said.at.key(key), books, report)?;
                Spot::Attribute(named)
            }
            None => Spot::Element(self.said_name(text, key, said, books, report)?),
        };
        let (Spot::Attribute(name) | Spot::Element(name)) = &spot else { return Some(spot) };
        if !is_xml_name(&name.local) {
            let expected = "an XML name, `@Name` for an attribute, or `.` for the content of the entry";
            let (expected, found) = (expected.to_owned(), own.clone());
            report.push(said.at.key(key), Problem::Malformed { what: "XML name", expected, found });
            return None;
        }
        Some(spot)
    }

    fn said_name(
        &self,
        Text(text): &Text,
        key: &'static str,
        said: Said<'_>,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<QName> {
        let at = said.at.key(key);
        match said.is_root {
            true => self.qname(text, said.scope, &at, books, report),
            false => self.member_name(text, said.scope, &at, books, report),
        }
    }

    /// Whether a value is one text.
    fn is_single(&self, type_: &TypeRef) -> bool {
        super::lookup::is_single(type_, self.types)
    }
}

const ITEM_NAMES: &str = "an XML name; `xml: { item: Name }` gives the items one";
const ROOT_NAMES: &str = "an XML name; a name under `types` with `xml: { root: Name, item: Name }` gives one";

/// Reports keys that stand in an attribute by a name which values have for one of their own.
/// That is known only with the shapes.
pub(super) fn check_keys(types: &[Option<Type>], operations: &[Operation], report: &mut Report) {
    for (at, record) in records(types, operations) {
        for child in record.xml.iter().flat_map(|shape| &shape.children) {
            let member = &record.members[child.member];
            let is_list = child.item.is_some();
            check_key(types, &member.type_, is_list, child.inside.as_deref(), &at.key(&member.page), report);
        }
    }
    for operation in operations {
        let at = At::root().key("operations").key(&operation.page);
        let mut root = |at: At, type_: &TypeRef, root: Option<&XmlRoot>| {
            let Some(root) = root else { return };
            check_key(types, type_, root.item.is_some(), root.inside.as_deref(), &at, report);
        };
        let input = &operation.input;
        if let Some(index) = input.body {
            root(at.key("input"), &input.record.members[index].type_, input.root.as_ref());
        }
        if let Output::Whole(whole) = &operation.output {
            root(at.key("output"), &whole.type_, whole.root.as_ref());
        }
        for failure in &operation.failures {
            if let Holds::Whole(whole) = &failure.holds {
                root(at.key("failures").key(&failure.page), &whole.type_, whole.root.as_ref());
            }
        }
    }
}

fn check_key(
    types: &[Option<Type>],
    type_: &TypeRef,
    is_list: bool,
    inside: Option<&Inside>,
    at: &At,
    report: &mut Report,
) {
    let mut type_ = meant(type_, types);
    let is_flat_list = !is_list && matches!(type_, TypeRef::List(_));
    if let (true, TypeRef::List(item)) = (is_list || is_flat_list, type_) {
        type_ = meant(item, types);
    }
    let mut inside = inside;
    while let (Some(own), Some(value)) = (inside, type_.inside()) {
        type_ = meant(value, types);
        inside = match own {
            Inside::Items(_, inside) => inside.as_deref(),
            Inside::Entries(own) => {
                if let (Spot::Attribute(key), Spot::Own) = (&own.key, &own.value)
                    && attributes(type_, types).contains(key)
                {
                    let message = format!("the values have an attribute `{}` of their own", key.local);
                    let advice = "put the value into an element of its own: `value: Name`".to_owned();
                    report.push(at.clone(), Problem::Conflict { message, advice });
                }
                own.inside.as_deref()
            }
        };
    }
}

/// The attributes of a value's element.
fn attributes(type_: &TypeRef, types: &[Option<Type>]) -> Vec<QName> {
    let find = |id: &TypeId| types.get(id.0).and_then(Option::as_ref);
    let TypeRef::Named(id) = type_ else { return Vec::new() };
    let (ids, tag) = match find(id).map(|own| &own.kind) {
        Some(TypeKind::Union(union)) => {
            let tag = match &union.xml {
                XmlTag::Attribute(local) => Some(QName { namespace: String::new(), local: local.clone() }),
                XmlTag::Type | XmlTag::Outer | XmlTag::Own => None,
            };
            (union.variants.iter().map(|own| own.type_).collect(), tag)
        }
        _ => (vec![*id], None),
    };
    let shapes = ids.iter().filter_map(|id| find(id)?.as_record()?.xml.as_ref());
    let children = shapes.flat_map(|shape| &shape.children);
    let own = children.filter(|child| child.place == Place::Attribute).map(|child| child.name.clone());
    own.chain(tag).collect()
}
