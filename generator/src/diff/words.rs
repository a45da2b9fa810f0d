//! Parts of a model in words.

use crate::model::{
    Binding, Codec, Document, EntryName, Expr, Format, Inside, Int, JsonFramePart, Limits, ListStyle, Member,
    Nesting, Operation, Output, PairStyle, Pairs, PartForm, Piece, Presence, QName, Record, Segment, Server,
    Service, SoapVersion, Spot, Tag, TypeKind, TypeRef, Union, Variant, XmlRoot, XmlStyle, XmlTag,
};

/// A name or a value in a sentence.
pub(super) fn quoted(text: impl AsRef<str>) -> String {
    format!("`{}`", text.as_ref())
}

/// A type as a spec has it, `required list of Order`.
pub(super) fn type_text(member: &Member, service: &Service) -> String {
    let null = if member.nullable { "nullable " } else { "" };
    let boxed = if member.boxed { " in a box" } else { "" };
    format!("{} {null}{}{boxed}", presence(member.presence), type_name(&member.type_, service))
}

/// A whole number as a spec has it.
pub(super) fn int(Int { signed, bits }: &Int) -> String {
    format!("{}int{bits}", if *signed { "" } else { "u" })
}

fn type_name(type_: &TypeRef, service: &Service) -> String {
    match type_ {
        TypeRef::String => "string".to_owned(),
        TypeRef::Boolean => "boolean".to_owned(),
        TypeRef::Int(own) => int(own),
        TypeRef::Float => "float".to_owned(),
        TypeRef::Double => "double".to_owned(),
        TypeRef::Decimal => "decimal".to_owned(),
        TypeRef::Bytes => "bytes".to_owned(),
        TypeRef::Date => "date".to_owned(),
        TypeRef::Time => "time".to_owned(),
        TypeRef::Guid => "guid".to_owned(),
        TypeRef::DateTime => "datetime".to_owned(),
        TypeRef::Any => "any".to_owned(),
        TypeRef::Raw => "bytes as they are".to_owned(),
        TypeRef::Named(id) => service.types[id.0].page.clone(),
        TypeRef::List(item) => format!("list of {}", type_name(item, service)),
        TypeRef::Map(map) => {
            let key = match &map.key {
                TypeRef::String => String::new(),
                key => format!("{} to ", type_name(key, service)),
            };
            let null = if map.nullable { "nullable " } else { "" };
            format!("map of {key}{null}{}", type_name(&map.value, service))
        }
    }
}

/// The types of a union, and what tells them.
pub(super) fn union(own: &Union, service: &Service) -> String {
    let variant = |one: &Variant| {
        let name = one.xml.as_ref().map(|name| format!(" and {}", qname(name))).unwrap_or_default();
        format!("{} as {}{name}", service.types[one.type_.0].page, quoted(&one.tag))
    };
    let tag = match &own.tag {
        Some(Tag::Member(member)) => quoted(member),
        Some(Tag::Outer) => "what is around".to_owned(),
        None => "nothing".to_owned(),
    };
    let xml = match &own.xml {
        XmlTag::Type => "xsi:type".to_owned(),
        XmlTag::Attribute(name) => format!("@{name}"),
        XmlTag::Outer => "the element".to_owned(),
        XmlTag::Own => "the value's own element".to_owned(),
    };
    let variants: Vec<String> = own.variants.iter().map(variant).collect();
    let closed = if own.closed { "one" } else { "one or another" };
    format!("{closed} of {}, told by {tag}, in XML by {xml}", variants.join(", "))
}

/// What a type is made of.
pub(super) fn kind_text(kind: &TypeKind, service: &Service) -> String {
    match kind {
        TypeKind::Record(_) => "members".to_owned(),
        TypeKind::Enum(_) => "values".to_owned(),
        TypeKind::Union(own) => union(own, service),
        TypeKind::Alias(target) => type_name(target, service),
    }
}

/// What a success brings.
pub(super) fn output_text(output: &Output, service: &Service) -> String {
    match output {
        Output::Nothing => "nothing".to_owned(),
        Output::Whole(whole) => {
            let mut text = type_name(&whole.type_, service);
            if whole.format != Format::Plain {
                text += &format!(" {}", format_name(&whole.format));
            }
            if whole.root.is_some() {
                text += &format!(" in {}", root_text(whole.root.as_ref()));
            }
            text
        }
        Output::Record(_) => "members of its own".to_owned(),
    }
}

/// The elements of a list or a scalar that is a whole document.
pub(super) fn root_text(root: Option<&XmlRoot>) -> String {
    match root {
        None => "no element".to_owned(),
        Some(XmlRoot { name, item, inside }) => qname(name) + &content_text(item.as_ref(), inside.as_deref()),
    }
}

/// What stands inside the element of a list or a map, behind the name of that.
pub(super) fn content_text(item: Option<&QName>, inside: Option<&Inside>) -> String {
    let items = item.map(|item| match *item == QName::any() {
        true => " with items named by their types".to_owned(),
        false => format!(" with items {}", qname(item)),
    });
    let items = items.unwrap_or_default();
    let spot = |spot: &Spot| match spot {
        Spot::Attribute(name) => format!("@{}", qname(name)),
        Spot::Element(name) => qname(name),
        Spot::Own => "its content".to_owned(),
    };
    match inside {
        None => items,
        Some(Inside::Items(name, inside)) => items + &content_text(Some(name), inside.as_deref()),
        Some(Inside::Entries(own)) => {
            let (key, value) = (spot(&own.key), spot(&own.value));
            let entries = match &own.entry {
                EntryName::Named(name) => format!(" with entries {} of {key} and {value}", qname(name)),
                EntryName::Flat => format!(" with entries of {key} and {value} side by side"),
                EntryName::Key(_) => format!(" with entries named by their keys, of {value}"),
            };
            items + &entries + &content_text(None, own.inside.as_deref())
        }
    }
}

/// How the members of a record stand in a plain text.
pub(super) fn layout_text(record: &Record) -> String {
    let Some(layout) = &record.layout else { return "not at all".to_owned() };
    let text = |own: &[Segment]| segments(own, &record.members);
    let tail = if layout.tail.is_empty() { String::new() } else { format!("[{}]", text(&layout.tail)) };
    quoted(text(&layout.pieces) + &tail)
}

pub(super) fn presence(presence: Presence) -> &'static str {
    match presence {
        Presence::Required => "required",
        Presence::Expected => "expected",
        Presence::Optional => "optional",
    }
}

pub(super) fn format_name(format: &Format) -> String {
    let name = match format {
        Format::Plain => return "as it is".to_owned(),
        Format::Each(each) => {
            let [json, xml, form] = [&each.json, &each.xml, &each.form].map(format_name);
            return format!("{json} in JSON, {xml} in XML, {form} elsewhere");
        }
        Format::Document(own) => return format!("as {} in a text", document(own)),
        Format::Digits(digits) => return format!("with {digits} fraction digits"),
        Format::Picture(picture) => return format!("as {}", quoted(picture)),
        Format::Words(yes, no) => return format!("as {}", quoted(format!("{yes}/{no}"))),
        Format::UtcMillis => "utc-ms",
        Format::UnixSeconds => "unix",
        Format::UnixMillis => "unix-ms",
        Format::Http => "http",
        Format::Wcf => "wcf",
        Format::Compact => "compact",
        Format::Local => "local",
        Format::Base64 => "base64",
        Format::Base64Url => "base64url",
        Format::Hex => "hex",
        Format::Quoted => "string",
    };
    format!("as `{name}`")
}

/// An encoding inside of something else.
fn document(own: &Document) -> String {
    match own {
        Document::Json => "JSON".to_owned(),
        Document::Text => "its layout".to_owned(),
        Document::Joined(own) => {
            let separator =
                if own.separator == "\n" { "line ends".to_owned() } else { quoted(&own.separator) };
            format!("a list {}, joined by {separator},", format_name(&own.items))
        }
        Document::Xml(None) => "XML".to_owned(),
        Document::Xml(Some(own)) => format!("XML of {} {}", root_text(Some(&own.root)), style(&own.style)),
    }
}

/// How a member is written as a part.
pub(super) fn part_text(own: Option<&PartForm>) -> String {
    let Some(own) = own else { return "as it is".to_owned() };
    let media: Vec<String> = own.media.iter().map(quoted).collect();
    let mut said: Vec<String> = own.document.iter().map(|own| format!("as {}", document(own))).collect();
    said.extend((!media.is_empty()).then(|| format!("of {}", media.join(", "))));
    said.extend(own.file_name.iter().map(|name| format!("called {}", quoted(name))));
    said.join(" ")
}

pub(super) fn qname(name: &QName) -> String {
    if name.namespace.is_empty() {
        quoted(&name.local)
    } else {
        format!("`{{{}}}{}`", name.namespace, name.local)
    }
}

pub(super) fn style(style: &XmlStyle) -> String {
    let declaration = if style.declaration { "with a declaration" } else { "without a declaration" };
    let prefixes: Vec<String> = style.declare.iter().map(|(prefix, uri)| format!("{prefix}={uri}")).collect();
    if prefixes.is_empty() {
        declaration.to_owned()
    } else {
        format!("{declaration} and {}", prefixes.join(" "))
    }
}

pub(super) fn address(server: &Server) -> String {
    let piece = |own: &Piece| match own {
        Piece::Text(text) => text.clone(),
        Piece::Variable(at) => format!("{{{}}}", server.variables[*at].page),
    };
    quoted(server.template.iter().map(piece).collect::<String>())
}

/// The method and the path.
pub(super) fn line(binding: &Binding) -> String {
    quoted(&binding.line)
}

pub(super) fn path_text(operation: &Operation, binding: &Binding) -> String {
    quoted(template(&binding.path, operation))
}

fn template(own: &[Segment], operation: &Operation) -> String {
    segments(own, &operation.input.record.members)
}

fn segments(segments: &[Segment], members: &[Member]) -> String {
    let segment = |own: &Segment| match own {
        Segment::Text(text) => text.clone(),
        Segment::Member(at) => format!("{{{}}}", members[*at].page),
    };
    segments.iter().map(segment).collect()
}

pub(super) fn codec_text(codec: &Codec, operation: &Operation) -> String {
    match codec {
        Codec::Json => "as JSON".to_owned(),
        Codec::PaddedJson(call) => format!("as JSON in a call of {}", quoted(template(call, operation))),
        Codec::Framed(own) => json_text(&own.request),
        Codec::Form(style) => format!("as a form {}", pair_style(style)),
        Codec::Lines(style) => format!("as a form with a pair a line, {}", pair_style(style)),
        Codec::Text => "as plain text".to_owned(),
        Codec::Bytes => "as bytes".to_owned(),
        Codec::Multipart(_) => "in parts".to_owned(),
        Codec::Empty => "as nothing".to_owned(),
        Codec::Xml(_) => "as XML".to_owned(),
        Codec::Soap { version, request, answer, result, action } => {
            let version = match version {
                SoapVersion::V11 => "1.1",
                SoapVersion::V12 => "1.2",
            };
            let result = result.as_ref().map(|own| format!(" around {}", qname(own))).unwrap_or_default();
            let (request, answer, action) = (qname(request), qname(answer) + &result, quoted(action));
            format!("as SOAP {version} with {request}, {answer} and the action {action}")
        }
    }
}

/// The members around a body of JSON.
pub(super) fn json_text(parts: &[(String, JsonFramePart)]) -> String {
    let part = |(name, part): &(String, JsonFramePart)| {
        let text = match part {
            JsonFramePart::Always(text) => quoted(text),
            JsonFramePart::Inside => "the body".to_owned(),
            JsonFramePart::InsideOr(json) => format!("the body or {}", quoted(json)),
            JsonFramePart::Failure => "a failure".to_owned(),
            JsonFramePart::FailureOr(json) => format!("a failure or {}", quoted(json)),
            JsonFramePart::Nonce => "a nonce".to_owned(),
            JsonFramePart::Uuid => "a UUID".to_owned(),
            JsonFramePart::Repeats(name) => format!("the {} of the request", quoted(name)),
        };
        format!("{} {text}", quoted(name))
    };
    match parts {
        [] => "as JSON".to_owned(),
        parts => format!("as JSON in a frame of {}", parts.iter().map(part).collect::<Vec<_>>().join(", ")),
    }
}

/// An expression by the names of its credentials, to be compared.
pub(super) fn expression(expr: &Expr, service: &Service) -> String {
    let each = |parts: &[Expr], between: &str| {
        parts.iter().map(|own| expression(own, service)).collect::<Vec<_>>().join(between)
    };
    let all = |parts: &[Expr]| each(parts, " + ");
    let arguments = |parts: &[Expr]| each(parts, ", ");
    match expr {
        Expr::Text(text) => format!("{text:?}"),
        Expr::Body => "body".to_owned(),
        Expr::Method => "method".to_owned(),
        Expr::Path => "path".to_owned(),
        Expr::Query => "query".to_owned(),
        Expr::Url => "url".to_owned(),
        Expr::Host => "host".to_owned(),
        Expr::Operation => "operation".to_owned(),
        Expr::Nonce => "nonce".to_owned(),
        Expr::Uuid => "uuid".to_owned(),
        Expr::Header(name) => format!("header({name})"),
        Expr::Now(form) => format!("now as {}", form.name()),
        Expr::Input(name) => format!("input.{name}"),
        Expr::Held(name) => format!("held.{name}"),
        Expr::Pairs(own) => format!("pairs({})", pairs(own)),
        Expr::Lines(parts) => format!("lines({})", arguments(parts)),
        Expr::When(parts) => format!("when({})", arguments(&parts[..])),
        Expr::Credential(at) => service.credentials[*at].page.clone(),
        Expr::Join(parts) => all(parts),
        Expr::Call(function, parts) => {
            format!("{}({})", function.name(), arguments(parts))
        }
    }
}

/// How a form or a query is written.
pub(super) fn pair_style(style: &PairStyle) -> String {
    let inside = match style.nesting {
        Nesting::Dots => "dots",
        Nesting::Brackets => "brackets",
    };
    format!("with {inside} and {}", list_style(&style.list))
}

/// How a list is written as names and values.
pub(super) fn list_style(list: &ListStyle) -> String {
    match list {
        ListStyle::Repeated => "repeated lists".to_owned(),
        ListStyle::Brackets => "lists in brackets".to_owned(),
        ListStyle::Indexed(first) => format!("lists by index from {first}"),
        ListStyle::Joined(separator) => format!("lists joined by {}", quoted(separator)),
        ListStyle::Numbered(first) => format!("numbered lists from {first}"),
        ListStyle::Columns(first) => format!("lists in columns from {first}"),
        ListStyle::Named(own) => format!("lists named {} from {}", quoted(own.pattern()), own.first),
    }
}

fn pairs(own: &Pairs) -> String {
    let words = [
        ("query", own.query),
        ("form", own.form),
        ("sorted", own.sorted),
        ("nonempty", own.nonempty),
        ("percent", own.percent),
    ];
    let words = words.into_iter().filter(|(_, said)| *said).map(|(word, _)| word.to_owned());
    let except = (!own.except.is_empty()).then(|| format!("except {}", own.except.join(" ")));
    let inside = own.inside.as_ref().map(|text| format!("inside {text:?}"));
    let between = own.between.as_ref().map(|text| format!("between {text:?}"));
    words.chain(except).chain(inside).chain(between).collect::<Vec<_>>().join(", ")
}

/// What a page says of sizes.
pub(super) fn limits(own: &Limits) -> String {
    let mut said = own.sizes();
    said.extend(own.pattern.as_ref().map(|pattern| format!("matching {}", quoted(pattern))));
    if said.is_empty() { "without limits".to_owned() } else { said.join(", ") }
}
