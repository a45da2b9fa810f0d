//! The written forms of scalars: what may stand behind `as`.

use std::ops::Range;

use wirewright_runtime::scalar::picture::{PictureOf, check};

use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{Document, Each, Format, Joined, TypeRef};
use crate::spec::{self, Text};

/// The form that a word or a quoted picture asks for, of values of a type.
///
/// `name` is what the spec calls the type, `range` where the form stands.
pub(super) fn form(
    written: &str,
    range: Range<usize>,
    of: &TypeRef,
    name: &str,
    at: &At,
    report: &mut Report,
) -> Option<Format> {
    if let Some((items, separator)) = split_joined(written) {
        return joined(items, separator, range, of, name, at, report);
    }
    let at = at.part(range.start, range.end);
    // A document takes in the whole list or map; any other form is that of the items or the values.
    if let (Some(_), Some((_, document))) = (of.inside(), DOCUMENTS.iter().find(|(own, _)| *own == written)) {
        return Some(document.clone());
    }
    if let Some(inside) = of.inside() {
        return form(written, range, inside, name, &at, report);
    }
    if let Some(picture) = written.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\'')) {
        return self::picture(picture, of, name, &at, report);
    }
    if *of == TypeRef::Boolean {
        return words(written, &at, report);
    }
    let known = words_of(of);
    if let Some((_, found)) = known.iter().find(|(own, _)| *own == written) {
        return Some(found.clone());
    }
    let digits = written.strip_prefix("iso-").and_then(|digits| digits.parse::<u8>().ok());
    if let Some(digits) = digits.filter(|digits| *digits <= 9 && *of == TypeRef::DateTime) {
        return Some(Format::Digits(digits));
    }
    let names = || known.iter().map(|(name, _)| *name);
    let problem = if known.is_empty() {
        let message = format!("`{name}` has no form but its own");
        Problem::Conflict { message, advice: "leave out `as` and what follows".to_owned() }
    } else {
        let known = names().map(str::to_owned).collect();
        let nearest = nearest(written, names());
        Problem::UnknownWord { word: written.to_owned(), what: "form of this type", nearest, known }
    };
    report.push(at, problem);
    None
}

/// The documents that a text may hold, whatever they hold.
const DOCUMENTS: &[(&str, Format)] =
    &[("json", Format::Document(Document::Json)), ("xml", Format::Document(Document::Xml(None)))];

/// The documents that a value of a type with a name may be.
const OF_NAMED: &[(&str, Format)] = &[
    ("json", Format::Document(Document::Json)),
    ("text", Format::Document(Document::Text)),
    ("xml", Format::Document(Document::Xml(None))),
];

/// What may stand between the items of a list, by names that YAML takes anywhere.
const SEPARATORS: &[(&str, &str)] = &[("comma", ","), ("line", "\n"), ("space", " "), ("tab", "\t")];

/// The form of the items of a list that is one text, if any, and what stands between them.
fn split_joined(written: &str) -> Option<(Option<&str>, &str)> {
    let words = super::type_text::words(written);
    let at = words.windows(2).position(|two| matches!(two, [("joined", _), ("by", _)]))?;
    let (items, separator) = (&written[..words[at].1.start], &written[words[at + 1].1.end..]);
    Some((Some(items.trim()).filter(|own| !own.is_empty()), separator.trim_matches(' ')))
}

/// The form of a list that is one text.
fn joined(
    items: Option<&str>,
    separator: &str,
    range: Range<usize>,
    of: &TypeRef,
    name: &str,
    at: &At,
    report: &mut Report,
) -> Option<Format> {
    let own_at = at.part(range.start, range.end);
    let TypeRef::List(item) = of else {
        let message = "`joined by` is about the items of a list".to_owned();
        let advice = "say `list of` a type, or leave it out".to_owned();
        report.push(own_at, Problem::Conflict { message, advice });
        return None;
    };
    let quoted = separator.strip_prefix('\'').and_then(|rest| rest.strip_suffix('\''));
    let word = SEPARATORS.iter().find(|(word, _)| *word == separator).map(|(_, own)| *own);
    // A word that is none of these is more likely a mistake than a separator.
    let bare = Some(separator).filter(|own| !own.contains(|own: char| own.is_alphanumeric() || own == '\''));
    let Some(separator) = word.or(quoted).or(bare).filter(|own| !own.is_empty()) else {
        let words: Vec<String> = SEPARATORS.iter().map(|(word, _)| format!("`{word}`")).collect();
        let expected = format!("{}, or what stands between two items: `;`, `' - '`", words.join(", "));
        let found = separator.to_owned();
        report.push(own_at, Problem::Malformed { what: "separator", expected, found });
        return None;
    };
    let items = match items {
        None => Format::Plain,
        Some(items) => form(items, range.start..range.start + items.len(), item, name, at, report)?,
    };
    let separator = separator.to_owned();
    Some(Format::Document(Document::Joined(Box::new(Joined { separator, items }))))
}

/// The forms that have a word.
fn words_of(of: &TypeRef) -> &'static [(&'static str, Format)] {
    match of {
        TypeRef::DateTime => &[
            ("iso", Format::Plain),
            ("iso-0", Format::Digits(0)),
            ("utc-ms", Format::UtcMillis),
            ("unix", Format::UnixSeconds),
            ("unix-ms", Format::UnixMillis),
            ("http", Format::Http),
            ("wcf", Format::Wcf),
            ("compact", Format::Compact),
            ("local", Format::Local),
        ],
        TypeRef::Date => &[("iso", Format::Plain), ("compact", Format::Compact)],
        TypeRef::Time => &[("iso", Format::Plain)],
        TypeRef::String => &[("base64", Format::Base64)],
        TypeRef::Bytes => {
            &[("base64", Format::Plain), ("base64url", Format::Base64Url), ("hex", Format::Hex)]
        }
        TypeRef::Int(_) | TypeRef::Float | TypeRef::Double | TypeRef::Decimal => {
            &[("number", Format::Plain), ("string", Format::Quoted)]
        }
        TypeRef::Named(_) => OF_NAMED,
        TypeRef::Any => &[("json", Format::Document(Document::Json))],
        TypeRef::Guid => &[("hex", Format::Hex)],
        TypeRef::Boolean | TypeRef::Raw | TypeRef::List(_) | TypeRef::Map(_) => &[],
    }
}

fn picture(picture: &str, of: &TypeRef, name: &str, at: &At, report: &mut Report) -> Option<Format> {
    let kind = match of {
        TypeRef::DateTime => PictureOf::DateTime,
        TypeRef::Date => PictureOf::Date,
        TypeRef::Time => PictureOf::Time,
        _ => {
            let message = format!("`{name}` has no picture");
            let advice =
                "only `datetime`, `date` and `time` have; leave out `as` and what follows".to_owned();
            report.push(at.clone(), Problem::Conflict { message, advice });
            return None;
        }
    };
    match check(picture, kind) {
        Ok(()) => Some(Format::Picture(picture.to_owned())),
        Err(why) => {
            let expected = format!("a picture that is read as it is written: {why}");
            let found = picture.to_owned();
            report.push(at.clone(), Problem::Malformed { what: "picture", expected, found });
            None
        }
    }
}

/// The two words of a boolean: `1/0`, `yes/no`.
fn words(written: &str, at: &At, report: &mut Report) -> Option<Format> {
    let plain = |word: &str| !word.is_empty() && word.chars().all(|own| (' '..='~').contains(&own));
    match written.split_once('/') {
        Some((yes, no)) if yes != no && plain(yes) && plain(no) && !no.contains('/') => {
            Some(Format::Words(yes.to_owned(), no.to_owned()))
        }
        _ => {
            let expected = "two different words of ASCII, what is true first: `1/0`, `yes/no`".to_owned();
            let found = written.to_owned();
            report.push(at.clone(), Problem::Malformed { what: "form of a boolean", expected, found });
            None
        }
    }
}

fn has_picture(of: &TypeRef) -> bool {
    match of.inside() {
        Some(inside) => has_picture(inside),
        None => matches!(of, TypeRef::Date | TypeRef::DateTime | TypeRef::Time),
    }
}

/// The forms that a member has in single encodings, over the one of its type's text.
pub(super) fn each(
    written: &spec::MemberForms,
    other: Format,
    of: &TypeRef,
    name: &str,
    at: &At,
    report: &mut Report,
) -> Option<Format> {
    let before = report.len();
    let mut one = |key: &str, written: &Option<Text>| match written {
        None => Some(other.clone()),
        Some(Text(text)) => {
            // The quotes of YAML are enough: no word of a form has anything else in it.
            let is_word = |own: char| own.is_ascii_lowercase() || own.is_ascii_digit() || own == '-';
            let quote = |text: &str| match text.trim() {
                text if has_picture(of) && !text.starts_with('\'') && !text.chars().all(is_word) => {
                    format!("'{text}'")
                }
                text => text.to_owned(),
            };
            let quoted = match split_joined(text) {
                Some((items, separator)) => {
                    let items = items.map(|items| quote(items) + " ").unwrap_or_default();
                    format!("{items}joined by {separator}")
                }
                None => quote(text),
            };
            form(&quoted, 0..text.len(), of, name, &at.key(key), report)
        }
    };
    let (json, xml, form) =
        (one("json", &written.json), one("xml", &written.xml), one("form", &written.form));
    if written.json.is_none() && written.xml.is_none() && written.form.is_none() {
        let message = "`as` says nothing of any encoding".to_owned();
        let advice = "name one: `json`, `xml` or `form`".to_owned();
        report.push(at.name(), Problem::Conflict { message, advice });
    }
    let each = Each { json: json?, xml: xml?, form: form? };
    (report.len() == before).then(|| Format::Each(Box::new(each)))
}
