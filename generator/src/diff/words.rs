//! Changes, and parts of a model, in words.

use std::fmt;

use super::kind::Kind;
use super::sides::Change;
use crate::model::{
    Binding, Codec, Expr, Format, Function, Int, Member, Operation, Output, Pairs, Piece, Presence, QName,
    Record, Segment, Server, Service, SoapVersion, TimeForm, TypeKind, TypeRef, XmlRoot, XmlStyle,
};

impl fmt::Display for Change {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { old, new, .. } = self;
        match self.kind {
            Kind::ServiceAdded => write!(f, "is new"),
            Kind::ServiceRemoved => write!(f, "is gone"),
            Kind::XmlStyle => write!(f, "XML documents begin {new}, not {old}"),
            Kind::ServerAdded => write!(f, "is a new address: {new}"),
            Kind::ServerRemoved => write!(f, "is gone; it was {old}"),
            Kind::ServerRenamed => write!(f, "is what was called {old}"),
            Kind::ServerMoved => write!(f, "is {new}, was {old}"),
            Kind::ServerVariables => write!(f, "takes other values: {new}, was {old}"),
            Kind::ServerVariableRenamed => write!(f, "takes {new} where it took {old}"),
            Kind::CredentialAdded => write!(f, "is a new credential"),
            Kind::CredentialRemoved => write!(f, "is gone"),
            Kind::CredentialSecrecy => write!(f, "is {new}, was {old}"),
            Kind::OperationAdded => write!(f, "is a new operation"),
            Kind::OperationRemoved => write!(f, "is gone"),
            Kind::RustName => write!(f, "is {new} in Rust, was {old}"),
            Kind::MemberAdded => write!(f, "is new and may be left out: {new}"),
            Kind::RequiredMemberAdded => write!(f, "is new and must be there: {new}"),
            Kind::MemberRemoved => write!(f, "is gone; it was {old}"),
            Kind::MemberType => write!(f, "is {new}, was {old}"),
            Kind::ArgumentTakesMore => write!(f, "is {new}, was {old}; its argument takes more than before"),
            Kind::ArgumentTakesLess => write!(f, "is {new}, was {old}; its argument takes less than before"),
            Kind::Presence | Kind::Promise => write!(f, "is {new}, was {old}"),
            Kind::PresenceWithDefault => {
                write!(f, "is {new}, was {old}; a server knows what to take where it is left out")
            }
            Kind::NullAdded | Kind::NullAddedToRequired => write!(f, "may be null"),
            Kind::NullRemoved => write!(f, "may no longer be null"),
            Kind::Format | Kind::FormatReadAlike => write!(f, "is written {new}, was written {old}"),
            Kind::DefaultAdded => write!(f, "is {new} for a server where it is left out"),
            Kind::Default if new.is_empty() => {
                write!(f, "is nothing for a server where it is left out, was {old}")
            }
            Kind::Default => write!(f, "is {new} for a server where it is left out, was {old}"),
            Kind::WrittenName => write!(f, "travels as {new}, was {old}"),
            Kind::ReadNameAdded => write!(f, "is read by the name {new} as well"),
            Kind::ReadNameRemoved => write!(f, "is no longer read by the name {old}"),
            Kind::Echo => match (old.is_empty(), new.is_empty()) {
                (_, true) => write!(f, "no longer repeats {old}"),
                (true, false) => write!(f, "repeats {new}"),
                (false, false) => write!(f, "repeats {new}, was {old}"),
            },
            Kind::MembersReordered => write!(f, "has its {new}, was {old}"),
            Kind::ArgumentsReordered => write!(f, "takes its arguments as {new}, was {old}"),
            Kind::XmlRoot => write!(f, "is the element {new}, was {old}"),
            Kind::XmlName => write!(f, "is {new} in XML, was {old}"),
            Kind::XmlEmptyList | Kind::XmlEmptyOptionalList => {
                write!(f, "is {new} in XML where it is empty, was {old}")
            }
            Kind::XmlOrder => write!(f, "is written in XML as {new}, was {old}"),
            Kind::Layout => write!(f, "stands in a text as {new}, was {old}"),
            Kind::SuccessCondition => write!(f, "has a success told by {new}, was {old}"),
            Kind::Output => write!(f, "brings {new}, was {old}"),
            Kind::TypeAdded => write!(f, "is a new type"),
            Kind::TypeRemoved => write!(f, "is gone"),
            Kind::TypeKind => write!(f, "is {new}, was {old}"),
            Kind::ValueAdded => write!(f, "is a new value"),
            Kind::ValueRemoved => write!(f, "is no longer listed; it is kept as it comes"),
            Kind::Value => write!(f, "is written {new}, was {old}"),
            Kind::BindingAdded => write!(f, "is new: {new}"),
            Kind::DefaultBindingAdded => write!(f, "is new and what a client takes by default: {new}"),
            Kind::BindingRemoved => write!(f, "is gone; it was {old}"),
            Kind::BindingsReordered => write!(f, "travels by {new}, was {old}"),
            Kind::Method | Kind::MethodAdded => write!(f, "is sent by {new}, was {old}"),
            Kind::Path => write!(f, "is at {new}, was {old}"),
            Kind::Constant => match (old.is_empty(), new.is_empty()) {
                (true, _) => write!(f, "needs {new} in its query"),
                (false, true) => write!(f, "no longer has {old} in its query"),
                (false, false) => write!(f, "has {new} in its query, was {old}"),
            },
            Kind::Computed => match (old.is_empty(), new.is_empty()) {
                (true, _) => write!(f, "is computed: {new}"),
                (false, true) => write!(f, "is no longer computed; it was {old}"),
                (false, false) => write!(f, "is computed as {new}, was {old}"),
            },
            Kind::ComputedOptional => write!(f, "may be left out by a client without credentials"),
            Kind::ComputedRequired => write!(f, "may not be left out by a client without credentials"),
            Kind::Place | Kind::PlaceAdded => write!(f, "travels in {new}, was {old}"),
            Kind::ParameterNeed => write!(f, "has a binding that {new}, and that {old} before"),
            Kind::StandInAdded => write!(f, "stands in for {new}"),
            Kind::StandInRemoved => write!(f, "no longer stands in for {old}"),
            Kind::ParametersReordered => write!(f, "writes {new}, was {old}"),
            Kind::MediaTypeAdded => write!(f, "has one more media type: {new}"),
            Kind::DefaultMediaTypeAdded => {
                write!(f, "has one more media type, which a client takes unless it is told another: {new}")
            }
            Kind::MediaTypeRemoved => write!(f, "no longer has the media type {old}"),
            Kind::MediaTypesReordered => {
                write!(f, "prefers the media types {new}, was {old}")
            }
            Kind::Codec => write!(f, "writes {new}, was {old}"),
            Kind::ContentType => write!(f, "names its media type {new}, was {old}"),
            Kind::FailureAdded => write!(f, "is a new failure: {new}"),
            Kind::FailureAddedInPlace => {
                write!(f, "is a new failure: {new}, which told a success or another failure")
            }
            Kind::FailureRemoved => write!(f, "is gone; it was {old}"),
            Kind::FailureCondition => write!(f, "is told by {new}, was {old}"),
            Kind::FailureType => write!(f, "brings {new}, was {old}"),
            Kind::FailuresReordered => write!(f, "tries its failures as {new}, was {old}"),
            Kind::Retry => write!(f, "may be tried again {new}, was {old}"),
            Kind::FaultAdded => write!(f, "may have {new} in the detail of a fault"),
            Kind::FaultRemoved => write!(f, "no longer has {old} in the detail of a fault"),
            Kind::SampleAdded => write!(f, "is a new sample, and a new constant of the types crate"),
            Kind::SampleRemoved => write!(f, "is gone, and so is its constant of the types crate"),
            Kind::Documentation => write!(f, "has another documentation in {new}"),
        }
    }
}

/// A name or a value in a sentence.
pub(super) fn quoted(text: impl AsRef<str>) -> String {
    format!("`{}`", text.as_ref())
}

/// A type as a spec has it, `required list of Order`.
pub(super) fn type_text(member: &Member, service: &Service) -> String {
    let null = if member.nullable { "nullable " } else { "" };
    format!("{} {null}{}", presence(member.presence), type_name(&member.type_, service))
}

fn type_name(type_: &TypeRef, service: &Service) -> String {
    match type_ {
        TypeRef::String => "string".to_owned(),
        TypeRef::Boolean => "boolean".to_owned(),
        TypeRef::Int(Int { signed, bits }) => format!("{}int{bits}", if *signed { "" } else { "u" }),
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
    }
}

/// What a type is made of.
pub(super) fn kind_text(kind: &TypeKind, service: &Service) -> String {
    match kind {
        TypeKind::Record(_) => "members".to_owned(),
        TypeKind::Enum(_) => "values".to_owned(),
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
        Some(XmlRoot { name, item: None }) => qname(name),
        Some(XmlRoot { name, item: Some(item) }) => format!("{} with items {}", qname(name), qname(item)),
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
        Format::Digits(digits) => return format!("with {digits} fraction digits"),
        Format::Picture(picture) => return format!("as {}", quoted(picture)),
        Format::Words(yes, no) => return format!("as {}", quoted(format!("{yes}/{no}"))),
        Format::UtcMillis => "utc-ms",
        Format::UnixSeconds => "unix",
        Format::UnixMillis => "unix-ms",
        Format::Http => "http",
        Format::Compact => "compact",
        Format::Local => "local",
        Format::Base64 => "base64",
        Format::Base64Url => "base64url",
        Format::Hex => "hex",
        Format::Quoted => "string",
    };
    format!("as `{name}`")
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
        Codec::Form => "as a form".to_owned(),
        Codec::Lines => "as a form with a pair a line".to_owned(),
        Codec::Text => "as plain text".to_owned(),
        Codec::Bytes => "as bytes".to_owned(),
        Codec::Empty => "as nothing".to_owned(),
        Codec::Xml => "as XML".to_owned(),
        Codec::Soap { version, request, answer, action } => {
            let version = match version {
                SoapVersion::V11 => "1.1",
                SoapVersion::V12 => "1.2",
            };
            let (request, answer, action) = (qname(request), qname(answer), quoted(action));
            format!("as SOAP {version} with {request}, {answer} and the action {action}")
        }
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
        Expr::Now(form) => format!("now as {}", time_form(*form)),
        Expr::Input(name) => format!("input.{name}"),
        Expr::Held(name) => format!("held.{name}"),
        Expr::Pairs(own) => format!("pairs({})", pairs(own)),
        Expr::Lines(parts) => format!("lines({})", arguments(parts)),
        Expr::When(parts) => format!("when({})", arguments(&parts[..])),
        Expr::Credential(at) => service.credentials[*at].page.clone(),
        Expr::Join(parts) => all(parts),
        Expr::Call(function, parts) => {
            format!("{}({})", function_name(*function), arguments(parts))
        }
    }
}

fn function_name(function: Function) -> &'static str {
    match function {
        Function::Md5 => "md5",
        Function::Sha1 => "sha1",
        Function::Sha256 => "sha256",
        Function::Sha512 => "sha512",
        Function::HmacMd5 => "hmac_md5",
        Function::HmacSha1 => "hmac_sha1",
        Function::HmacSha256 => "hmac_sha256",
        Function::HmacSha512 => "hmac_sha512",
        Function::Hex => "hex",
        Function::HexUpper => "hex_upper",
        Function::Base64 => "base64",
        Function::Base64Url => "base64url",
        Function::FromBase64 => "from_base64",
        Function::FromHex => "from_hex",
        Function::Percent => "percent",
        Function::Upper => "upper",
        Function::Lower => "lower",
        Function::Basic => "basic",
        Function::OAuth1 => "oauth1",
        Function::Digest => "digest",
    }
}

fn time_form(form: TimeForm) -> &'static str {
    match form {
        TimeForm::Unix => "unix",
        TimeForm::UnixMillis => "unix-ms",
        TimeForm::Iso => "iso",
        TimeForm::IsoMillis => "iso-ms",
        TimeForm::Digits => "digits",
        TimeForm::Http => "http",
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
