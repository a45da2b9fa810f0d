//! How XML writes each record: names, namespaces, order.

use super::choices::Stand;
use super::context::member_parts;
use super::context::{Books, Context};
use super::documents;
use super::inside::{Content, Said};
use super::lookup::meant;
use super::members::Written;
use super::names::styled;
use super::profiles::{XmlSettings, is_xml_name};
use super::texts;
use super::types::{local_name, scope_of};
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{
    Block, Format, Member, Place, QName, Type, TypeId, TypeKind, TypeRef, XmlChild, XmlRoot, XmlShape,
};
use crate::spec::{Elements, Empty, Kinds, Order, Text, TypeXml};

/// The settings that XML documents are written with, and the types that they meet.
#[derive(Clone, Copy, Debug)]
pub(super) struct Xml<'x, 's> {
    pub(super) context: &'x Context<'s>,
    pub(super) settings: &'x XmlSettings,
    pub(super) types: &'x [Option<Type>],
}

/// A member on its way into a shape.
pub(super) struct Entry<'m, 's> {
    /// Its index in the record.
    pub(super) index: usize,
    pub(super) member: &'m Member,
    pub(super) written: &'m Written<'s>,
    /// The page's name of the type that declares it.
    pub(super) declared_by: &'m str,
}

impl<'s> Xml<'_, 's> {
    /// The namespace of a scope.
    pub(super) fn namespace(&self, scope: &str) -> String {
        let dotted = if scope.is_empty() { String::new() } else { format!(".{scope}") };
        self.settings.namespace.replace("{.scope}", &dotted)
    }

    /// The namespace of the elements of members that a scope declares.
    pub(super) fn of_members(&self, scope: &str) -> String {
        match self.settings.elements {
            Elements::Qualified => self.namespace(scope),
            Elements::Unqualified => String::new(),
        }
    }

    /// The shape of a named type.
    pub(super) fn shape_of_type(
        &self,
        page: &str,
        entries: Vec<Entry<'_, 's>>,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<XmlShape> {
        let type_at = At::root().key("types").key(page);
        let at = type_at.key("xml");
        let written = match self.context.document.types.get(page) {
            Some(Kinds::Map(long)) => long.xml.as_ref(),
            _ => None,
        };
        let default =
            || QName { namespace: self.namespace(scope_of(page)), local: local_name(page).to_owned() };
        let root = match written.and_then(|xml| xml.root.as_ref()) {
            Some(Text(root)) => self.qname(root, scope_of(page), &at.key("root"), books, report)?,
            None => default(),
        };
        if !is_xml_name(&root.local) {
            let expected = "an XML name; `xml: { root: Name }` gives it one".to_owned();
            let problem = Problem::Malformed { what: "XML name", expected, found: root.local };
            let given = written.is_some_and(|xml| xml.root.is_some());
            report.push(if given { at.key("root") } else { type_at.name() }, problem);
            return None;
        }
        let has = |own: &TypeXml| {
            let keys =
                [("item", own.item.is_some()), ("key", own.key.is_some()), ("value", own.value.is_some())];
            keys.into_iter().find(|(_, said)| *said)
        };
        if let Some((key, _)) = written.and_then(has) {
            let message = "only another name for a list or a map has items".to_owned();
            let advice = format!("leave out `{key}`");
            report.push(at.key(key).name(), Problem::Conflict { message, advice });
            return None;
        }
        let order = written.and_then(|xml| xml.order.as_deref());
        self.shape(root, entries, order.map(|order| (at.key("order"), order)), books, report)
    }

    /// How a list or a scalar stands that is a whole document; `None` for a record, and for a problem.
    pub(super) fn root(
        &self,
        type_: &TypeRef,
        at: &At,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<XmlRoot> {
        let find = |id: TypeId| self.types.get(id.0).and_then(Option::as_ref);
        if type_.record(find).is_some() {
            return None;
        }
        if self.named_by_type(type_).is_some() {
            let what = "a whole document whose elements are named by their types".to_owned();
            let advice = "make it a member of a type of its own: `xml: { item: flat }`".to_owned();
            report.push(at.clone(), Problem::NotYet { what, advice });
            return None;
        }
        // A name of the spec gives the document its own; else its items do.
        let page = match type_ {
            TypeRef::Named(id) => find(*id).map(|own| own.page.as_str()),
            _ => None,
        };
        let scope = page.or_else(|| Some(find(TypeId(reached(type_)?))?.page.as_str())).map_or("", scope_of);
        let written = page.and_then(|page| match self.context.document.types.get(page) {
            Some(Kinds::Map(long)) => long.xml.as_ref(),
            _ => None,
        });
        let xml_at = At::root().key("types").key(page.unwrap_or_default()).key("xml");
        let name = match written.and_then(|xml| xml.root.as_ref()) {
            Some(Text(root)) => self.qname(root, scope, &xml_at.key("root"), books, report)?,
            None => QName { namespace: self.namespace(scope), local: self.item_name(type_) },
        };
        if !is_xml_name(&name.local) {
            let expected =
                "an XML name; a name under `types` with `xml: { root: Name, item: Name }` gives one"
                    .to_owned();
            report.push(at.clone(), Problem::Malformed { what: "XML name", expected, found: name.local });
            return None;
        }
        let said = Said {
            item: written.and_then(|xml| xml.item.as_ref()),
            key: written.and_then(|xml| xml.key.as_ref()),
            value: written.and_then(|xml| xml.value.as_ref()),
            at: &xml_at,
            named_at: at,
            scope,
            is_root: true,
        };
        let Content { item, inside } = self.content(type_, &name, said, books, report)?;
        Some(XmlRoot { name, item, inside })
    }

    /// The shape of members under a root.
    pub(super) fn shape(
        &self,
        root: QName,
        entries: Vec<Entry<'_, 's>>,
        order: Option<(At, &[Text])>,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<XmlShape> {
        let before = report.len();
        let mut children: Vec<(&Entry<'_, 's>, XmlChild)> = Vec::new();
        for entry in &entries {
            if let Some(child) = self.child(entry, books, report) {
                children.push((entry, child));
            }
        }
        match order {
            Some((at, order)) => self.explicit(&at, order, &mut children, books, report),
            // A stable sort within each type: those of a base stay in front.
            None if self.settings.order == Order::Alphabetical => {
                let mut types: Vec<&str> = Vec::new();
                for (entry, _) in &children {
                    if types.last() != Some(&entry.declared_by) {
                        types.push(entry.declared_by);
                    }
                }
                let rank = |own: &str| types.iter().position(|known| *known == own);
                children.sort_by(|(one, own), (other, its)| {
                    (rank(one.declared_by), &own.name.local).cmp(&(rank(other.declared_by), &its.name.local))
                });
            }
            None => {}
        }
        let children = children.into_iter().map(|(_, child)| child).collect();
        (report.len() == before).then_some(XmlShape { root, children })
    }

    pub(super) fn child(
        &self,
        entry: &Entry<'_, 's>,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<XmlChild> {
        let (at, _, written) = entry.written;
        let own = member_parts(written, at).long.and_then(|long| long.xml.as_ref());
        let at = at.key("xml");
        let scope = scope_of(entry.declared_by);
        let local = match self.settings.names {
            Some(style) => styled(self.context.stem(&entry.member.page), style),
            None => entry.member.wire.clone(),
        };
        let (mut place, mut name) = (Place::Element, QName { namespace: self.of_members(scope), local });
        if let Some(Text(text)) = own.and_then(|own| own.name.as_ref()) {
            let at = at.key("name");
            if text == "." {
                place = Place::Text;
            } else if let Some(attribute) = text.strip_prefix('@') {
                place = Place::Attribute;
                name = match attribute.contains(':') {
                    true => self.qname(attribute, scope, &at, books, report)?,
                    // An attribute without a prefix is in no namespace.
                    false => QName { namespace: String::new(), local: attribute.to_owned() },
                };
            } else {
                name = self.member_name(text, scope, &at, books, report)?;
            }
        }
        if !is_xml_name(&name.local) {
            let expected = "an XML name; `xml: { name: Name }` gives it one".to_owned();
            let given = own.is_some_and(|own| own.name.is_some());
            let at = if given { at.key("name") } else { entry.written.0.name() };
            report.push(at, Problem::Malformed { what: "XML name", expected, found: name.local });
            return None;
        }
        let named_at = &entry.written.0;
        let said = Said {
            item: own.and_then(|own| own.item.as_ref()),
            key: own.and_then(|own| own.key.as_ref()),
            value: own.and_then(|own| own.value.as_ref()),
            at: &at,
            named_at,
            scope,
            is_root: false,
        };
        let type_ = documents::travels_as(&entry.member.type_, entry.member.format.in_xml());
        let omit_empty = own.is_some_and(|own| own.empty == Some(Empty::Omit));
        let block = Block::default();
        if let Some(named) = self.named_by_type(type_) {
            let Stand { item, choice } = named.elements(own, place, entry, report)?;
            let inside = None;
            return Some(XmlChild {
                member: entry.index,
                name,
                place,
                item,
                inside,
                choice,
                omit_empty,
                block,
            });
        }
        let Content { item, inside } = self.content(type_, &name, said, books, report)?;
        if place != Place::Element && matches!(self.behind(type_), TypeRef::Map(_)) {
            let message = format!("`{}` is a map, and only an element holds one", entry.member.page);
            let advice = "give it the name of an element".to_owned();
            report.push(at.key("name"), Problem::Conflict { message, advice });
            return None;
        }
        let choice = Vec::new();
        Some(XmlChild { member: entry.index, name, place, item, inside, choice, omit_empty, block })
    }

    /// The type that other names stand for.
    pub(super) fn behind<'t>(&'t self, type_: &'t TypeRef) -> &'t TypeRef {
        meant(type_, self.types)
    }

    /// The name of a list's items: that of their type.
    pub(super) fn item_name(&self, item: &TypeRef) -> String {
        match item {
            TypeRef::Named(id) => {
                let page = self.types.get(id.0).and_then(Option::as_ref).map_or("item", |own| &own.page);
                local_name(page).to_owned()
            }
            TypeRef::String => "string".to_owned(),
            TypeRef::Boolean => "boolean".to_owned(),
            TypeRef::Float => "float".to_owned(),
            TypeRef::Double => "double".to_owned(),
            TypeRef::Decimal => "decimal".to_owned(),
            TypeRef::Bytes => "base64Binary".to_owned(),
            TypeRef::Guid => "guid".to_owned(),
            TypeRef::DateTime => "dateTime".to_owned(),
            TypeRef::Date => "date".to_owned(),
            TypeRef::Time => "time".to_owned(),
            TypeRef::Int(_) => "int".to_owned(),
            TypeRef::Any => "anyType".to_owned(),
            TypeRef::Raw => "bytes".to_owned(),
            TypeRef::List(item) => format!("ArrayOf{}", self.item_name(item)),
            TypeRef::Map(map) => format!("MapOf{}", self.item_name(&map.value)),
        }
    }

    /// As [`Xml::qname`], for the element of a member.
    pub(super) fn member_name(
        &self,
        text: &str,
        scope: &str,
        at: &At,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<QName> {
        if text.contains(':') {
            return self.qname(text, scope, at, books, report);
        }
        Some(QName { namespace: self.of_members(scope), local: text.to_owned() })
    }

    /// A name of the spec, `short:Name` or `Name`.
    pub(super) fn qname(
        &self,
        text: &str,
        scope: &str,
        at: &At,
        books: &mut Books,
        report: &mut Report,
    ) -> Option<QName> {
        let Some((short, local)) = text.split_once(':') else {
            return Some(QName { namespace: self.namespace(scope), local: text.to_owned() });
        };
        let namespaces = &self.context.document.namespaces;
        let Some(Text(uri)) = namespaces.get(short) else {
            let nearest = nearest(short, namespaces.names());
            let problem = Problem::Undefined { name: short.to_owned(), what: "namespace", nearest };
            report.push(at.part(0, short.len()), problem);
            return None;
        };
        books.used_namespaces.insert(short.to_owned());
        Some(QName { namespace: uri.clone(), local: local.to_owned() })
    }

    /// Puts the children into the order that the spec lists, with the namespaces that it gives there.
    fn explicit(
        &self,
        at: &At,
        order: &[Text],
        children: &mut Vec<(&Entry<'_, 's>, XmlChild)>,
        books: &mut Books,
        report: &mut Report,
    ) {
        let mut sorted = Vec::new();
        for (index, Text(text)) in order.iter().enumerate() {
            let at = at.item(index);
            let local = text.split_once(':').map_or(text.as_str(), |(_, local)| local);
            let Some(position) = children.iter().position(|(_, child)| child.name.local == local) else {
                let names = children.iter().map(|(_, child)| child.name.local.as_str());
                let nearest = nearest(local, names);
                report.push(at, Problem::Undefined { name: local.to_owned(), what: "member", nearest });
                continue;
            };
            let (entry, mut child) = children.remove(position);
            if text.contains(':')
                && let Some(name) = self.qname(text, scope_of(entry.declared_by), &at, books, report)
            {
                let item_follows =
                    child.item.as_ref().is_some_and(|item| item.namespace == child.name.namespace);
                if let Some(item) = child.item.as_mut().filter(|_| item_follows) {
                    item.namespace.clone_from(&name.namespace);
                }
                if let Some(inside) = &mut child.inside {
                    inside.follow(&child.name.namespace, &name.namespace);
                }
                child.name = name;
            }
            sorted.push((entry, child));
        }
        for (entry, _) in children.iter() {
            let message = format!("`order` does not list the member `{}`", entry.member.page);
            let advice = "list every member".to_owned();
            report.push(at.clone(), Problem::Conflict { message, advice });
        }
        *children = sorted;
    }
}

/// The type that a member reaches directly, or by its items or values.
pub(super) fn reached(type_: &TypeRef) -> Option<usize> {
    match type_ {
        TypeRef::Named(id) => Some(id.0),
        own => own.inside().and_then(reached),
    }
}

/// As [`reached`], but for what is a text by its layout.
pub(super) fn reached_in(type_: &TypeRef, format: &Format) -> Option<usize> {
    reached(type_).filter(|_| !texts::is_laid_out(format))
}

/// Every type that is reached from these, in the order of the spec, but for what is a text by its layout.
pub(super) fn closure(types: &[Option<Type>], start: impl IntoIterator<Item = usize>) -> Vec<bool> {
    let mut seen = vec![false; types.len()];
    let mut open: Vec<usize> = start.into_iter().collect();
    while let Some(index) = open.pop() {
        if seen.get(index).is_none_or(|&seen| seen) {
            continue;
        }
        seen[index] = true;
        match types[index].as_ref().map(|own| &own.kind) {
            Some(TypeKind::Record(record)) => {
                open.extend(record.members.iter().filter_map(|own| reached_in(&own.type_, &own.format)));
            }
            Some(TypeKind::Union(union)) => open.extend(union.variants.iter().map(|own| own.type_.0)),
            Some(TypeKind::Alias(target)) => open.extend(reached(target)),
            Some(TypeKind::Enum(_)) | None => {}
        }
    }
    seen
}
