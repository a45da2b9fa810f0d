//! What tells the outcomes of an operation apart.

use serde_json::value::RawValue;

use super::{Codec, json_padding};
use crate::form;
use crate::json::{self, Pairs};
use crate::walk::Bounds;
#[cfg(feature = "server")]
use crate::walk::Hints;

/// A test of an answer.
#[derive(Clone, Copy, Debug)]
pub enum Condition {
    /// The status is in one of these ranges, both ends included.
    Status(&'static [(u16, u16)]),
    /// A member of the answer has one of these values.
    Member {
        /// The names that lead to the member; a list on the way is searched for any item that fits.
        path: &'static [&'static str],
        /// The values, as text.
        values: &'static [&'static str],
    },
    /// A member is there and is not null; an empty list has no items that could be there.
    Has(&'static [&'static str]),
    /// A member is not there, or is null.
    Lacks(&'static [&'static str]),
    /// The text that is the whole body is one of these.
    BodyIn(&'static [&'static str]),
    /// The text that is the whole body begins so.
    BodyStarts(&'static str),
    /// There is no body.
    Empty,
    /// It is a SOAP fault with one of these codes.
    Fault(&'static [&'static str]),
    /// All of these hold.
    All(&'static [Condition]),
    /// The same condition by the names that members have elsewhere, and by those that they have in XML:
    /// `{namespace}local`, `@{namespace}local` for an attribute, `.` for the text of the element.
    ByNames {
        /// For JSON and forms.
        plain: &'static Condition,
        /// For XML and SOAP.
        xml: &'static Condition,
    },
}

/// An answer, in the eyes of a condition.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// The HTTP status.
    pub status: u16,
    /// How the body is written.
    pub codec: Codec,
    /// The charset that the transport names.
    pub charset: Option<&'a str>,
    /// The bytes of the body.
    pub body: &'a [u8],
    /// Whether names are read in any case of ASCII letters.
    pub ignore_case: bool,
}

/// Whether and how often the same request may be sent again.
#[derive(Clone, Copy, Debug)]
pub struct Retry {
    /// How many further attempts the page advises.
    pub times: u8,
    /// Only when this holds as well.
    pub when: Option<Condition>,
}

impl Condition {
    /// Whether an answer fits. A body that cannot be read fits no test of its members.
    #[must_use]
    pub fn holds(&self, answer: &Answered<'_>) -> bool {
        match self {
            Self::Status(ranges) => ranges.iter().any(|&(low, high)| (low..=high).contains(&answer.status)),
            Self::Member { path, values } => {
                answer.any_member(path, &|text| text.is_some_and(|text| values.contains(&text))) == Some(true)
            }
            Self::Has(path) => answer.any_member(path, &|text| text.is_some()) == Some(true),
            Self::Lacks(path) => answer.any_member(path, &|text| text.is_some()) == Some(false),
            Self::BodyIn(texts) => answer.text().is_some_and(|text| texts.contains(&text.trim_ascii())),
            Self::BodyStarts(start) => answer.text().is_some_and(|text| text.starts_with(start)),
            Self::Empty => answer.body.is_empty(),
            Self::Fault(codes) => answer.is_fault(codes),
            Self::All(all) => all.iter().all(|own| own.holds(answer)),
            Self::ByNames { plain, xml } => match answer.codec {
                #[cfg(feature = "xml")]
                Codec::Xml(_) | Codec::Soap(_) => xml.holds(answer),
                _ => {
                    let _ = xml;
                    plain.holds(answer)
                }
            },
        }
    }

    /// The status that a server answers with.
    #[must_use]
    pub fn status(&self) -> u16 {
        match self {
            Self::Status(ranges) => ranges.first().map_or(500, |&(low, _)| low),
            Self::Fault(_) => 500,
            Self::All(all) => {
                all.iter().find(|own| own.names(None)).or(all.first()).map_or(200, Self::status)
            }
            Self::ByNames { plain, .. } => plain.status(),
            Self::Member { .. }
            | Self::Has(_)
            | Self::Lacks(_)
            | Self::BodyIn(_)
            | Self::BodyStarts(_)
            | Self::Empty => 200,
        }
    }

    /// Whether the condition names a status, or this one.
    fn names(&self, status: Option<u16>) -> bool {
        match self {
            Self::Status(ranges) => {
                status.is_none_or(|status| ranges.iter().any(|&(low, high)| (low..=high).contains(&status)))
            }
            Self::All(all) => all.iter().any(|own| own.names(status)),
            Self::ByNames { plain, .. } => plain.names(status),
            _ => false,
        }
    }

    /// Whether a server may answer with a status that it is given.
    pub(crate) fn takes(&self, status: u16) -> bool {
        self.names(Some(status))
    }

    /// Whether more than the status is looked at.
    #[must_use]
    pub fn looks_inside(&self) -> bool {
        match self {
            Self::Status(_) => false,
            Self::All(all) => all.iter().any(Self::looks_inside),
            _ => true,
        }
    }

    /// The codes of the faults that are looked for; none where anything else would do.
    pub(crate) fn fault_codes(&self) -> Option<&'static [&'static str]> {
        match self {
            Self::Fault(codes) => Some(codes),
            Self::All(all) => all.iter().find_map(Self::fault_codes),
            _ => None,
        }
    }

    /// Adds what an answer is to say for which the condition holds, or does not.
    #[cfg(feature = "server")]
    pub(crate) fn hint(&self, holds: bool, hints: &mut Hints) {
        let (to, other) = match holds {
            true => (&mut hints.wanted, &mut hints.unwanted),
            false => (&mut hints.unwanted, &mut hints.wanted),
        };
        match self {
            Self::Member { path, values } => {
                let Some((last, around)) = path.split_last() else { return };
                to.push((last, values.to_vec()));
                hints.wanted.extend(around.iter().filter(|_| holds).map(|&own| (own, Vec::new())));
            }
            Self::Has(path) if holds => to.extend(path.iter().map(|&own| (own, Vec::new()))),
            Self::Has(path) => to.extend(path.last().map(|&own| (own, Vec::new()))),
            Self::Lacks(path) => other.extend(path.last().map(|&own| (own, Vec::new()))),
            Self::BodyIn(texts) => to.push(("", texts.to_vec())),
            Self::BodyStarts(start) => to.push(("", vec![start])),
            Self::All(all) => all.iter().for_each(|own| own.hint(holds, hints)),
            Self::ByNames { plain, .. } => plain.hint(holds, hints),
            Self::Status(_) | Self::Empty | Self::Fault(_) => {}
        }
    }

    /// The texts that the condition looks for.
    #[must_use]
    pub fn words(&self) -> Vec<&'static str> {
        match self {
            Self::Member { values, .. } | Self::BodyIn(values) => values.to_vec(),
            Self::BodyStarts(start) => vec![start],
            Self::All(all) => all.iter().flat_map(Self::words).collect(),
            Self::ByNames { plain, .. } => plain.words(),
            Self::Status(_) | Self::Has(_) | Self::Lacks(_) | Self::Empty | Self::Fault(_) => Vec::new(),
        }
    }
}

/// A test of a member's text, or of nothing for a null.
type Test<'t> = dyn Fn(Option<&str>) -> bool + 't;

impl Answered<'_> {
    /// Whether some member that a path leads to passes a test; `None` where the body has no members.
    fn any_member(&self, path: &[&str], test: &Test<'_>) -> Option<bool> {
        match self.codec {
            Codec::Json | Codec::PaddedJson(_) | Codec::Framed(_) => {
                let plain = json_padding::strip(self.body).unwrap_or(self.body);
                let (_, raw) = json::check(plain, Bounds::default()).ok()?;
                Some(any_in_json(raw, self.ignore_case, path, test))
            }
            Codec::Form | Codec::Lines => {
                let text = json::utf8(self.body).ok()?;
                let pairs = match self.codec {
                    Codec::Lines => form::parse_lines(text, Bounds::default()).ok()?,
                    _ => form::parse(text, Bounds::default()).ok()?,
                };
                let name = path.join(".");
                let name = if self.ignore_case { name.to_ascii_lowercase() } else { name };
                let is = |own: &str| {
                    let own = own.replace(']', "").replace('[', ".");
                    let own = if self.ignore_case { own.to_ascii_lowercase() } else { own };
                    own == name || own.strip_prefix(&name).is_some_and(|rest| rest.starts_with('.'))
                };
                Some(pairs.iter().any(|(own, value)| is(own) && test(Some(value))))
            }
            Codec::Empty | Codec::Text | Codec::Bytes => None,
            #[cfg(feature = "multipart")]
            Codec::Multipart(_) => None,
            #[cfg(feature = "xml")]
            Codec::Xml(_) => crate::xml::search(self.body, self.charset, self.ignore_case, path, test).ok(),
            #[cfg(feature = "xml")]
            Codec::Soap(envelope) => {
                crate::soap::search(self.body, self.charset, (envelope.result, path), test).ok().flatten()
            }
        }
    }

    /// The body as text.
    fn text(&self) -> Option<&str> {
        matches!(self.codec, Codec::Text).then(|| json::utf8(self.body).ok()).flatten()
    }

    #[cfg(feature = "xml")]
    fn is_fault(&self, codes: &[&str]) -> bool {
        matches!(self.codec, Codec::Soap(_))
            && crate::soap::decode_fault(self.body, self.charset)
                .is_some_and(|fault| codes.iter().any(|code| fault.has_code(code)))
    }

    #[cfg(not(feature = "xml"))]
    #[expect(clippy::unused_self, reason = "only SOAP has faults")]
    fn is_fault(&self, _: &[&str]) -> bool {
        false
    }
}

fn any_in_json(raw: &RawValue, any_case: bool, path: &[&str], test: &Test<'_>) -> bool {
    if let Ok(items) = serde_json::from_str::<Vec<&RawValue>>(raw.get()) {
        return items.iter().any(|item| any_in_json(item, any_case, path, test));
    }
    let Some((name, rest)) = path.split_first() else {
        let text = serde_json::from_str::<String>(raw.get());
        return test((raw.get() != "null").then(|| text.as_deref().unwrap_or(raw.get())));
    };
    let members = serde_json::from_str::<Pairs<'_>>(raw.get());
    members.is_ok_and(|Pairs(members)| {
        let is = |own: &str| own == *name || (any_case && own.eq_ignore_ascii_case(name));
        members.iter().any(|(own, value)| is(own) && any_in_json(value, any_case, rest, test))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    const SYSTEM: Condition =
        Condition::Member { path: &["Errors", "Class"], values: &["SystemError", "7", "true"] };

    fn answer(status: u16, codec: Codec, body: &str) -> Answered<'_> {
        Answered { status, codec, charset: None, body: body.as_bytes(), ignore_case: false }
    }

    #[track_caller]
    fn check(condition: Condition, codec: Codec, body: &str, expected: bool) {
        assert_eq!(condition.holds(&answer(200, codec, body)), expected, "{body}");
    }

    #[test]
    fn any_item_of_a_list_will_do() {
        let check = |body, expected| check(SYSTEM, Codec::Json, body, expected);
        check(r#"{"Errors":[{"Class":"RequestError"},{"Class":"SystemError"}]}"#, true);
        check(r#"{"Errors":{"Class":"SystemError"}}"#, true);
        check(r#"{"Errors":{"Class":7}}"#, true);
        check(r#"{"Errors":[]}"#, false);
        check(r#"{"Class":"SystemError"}"#, false);
        check("<Errors/>", false);
    }

    #[test]
    fn padding_does_not_hide_a_member() {
        check(SYSTEM, Codec::PaddedJson(&[]), r#"f({"Errors":{"Class":"SystemError"}})"#, true);
        check(SYSTEM, Codec::PaddedJson(&[]), r#"f({"Errors":{"Class":"SystemError"}}"#, false);
    }

    #[test]
    fn ranges_of_statuses_include_their_ends() {
        let condition = Condition::Status(&[(429, 429), (500, 599)]);
        let statuses = [428, 429, 430, 499, 500, 599, 600];
        let fits = statuses.map(|status| condition.holds(&answer(status, Codec::Json, "")));
        assert_eq!(fits, [false, true, false, false, true, true, false]);
        assert_eq!(condition.status(), 429);
    }

    #[test]
    fn what_is_null_or_an_empty_list_is_lacking() {
        let bodies = [
            (r#"{"a":{"b":0}}"#, true),
            (r#"{"a":{"b":null}}"#, false),
            (r#"{"a":[]}"#, false),
            (r#"{"a":[{},{"b":""}]}"#, true),
            ("{}", false),
        ];
        for (body, there) in bodies {
            check(Condition::Has(&["a", "b"]), Codec::Json, body, there);
            check(Condition::Lacks(&["a", "b"]), Codec::Json, body, !there);
        }
        check(Condition::Lacks(&["a"]), Codec::Json, "no JSON", false);
    }

    #[test]
    fn a_form_has_members_too() {
        for body in ["x=1&a.b=7", "a[b]=7"] {
            check(Condition::Member { path: &["a", "b"], values: &["7"] }, Codec::Form, body, true);
            check(Condition::Has(&["a"]), Codec::Form, body, true);
            check(Condition::Lacks(&["b"]), Codec::Form, body, true);
        }
    }

    #[test]
    fn a_text_is_looked_at_as_a_whole() {
        check(Condition::BodyIn(&["OK", "yes"]), Codec::Text, "yes\r\n", true);
        check(Condition::BodyIn(&["OK"]), Codec::Text, "OK!", false);
        check(Condition::BodyStarts("ERR:"), Codec::Text, "ERR: 5", true);
        check(Condition::BodyStarts("ERR:"), Codec::Text, " ERR: 5", false);
        check(Condition::BodyStarts("{"), Codec::Json, "{}", false);
        check(Condition::Empty, Codec::Text, "", true);
        let all = Condition::All(&[Condition::Status(&[(200, 200)]), Condition::Empty]);
        check(all, Codec::Text, "", true);
        check(all, Codec::Text, "x", false);
        assert_eq!(all.status(), 200);
    }

    #[cfg(feature = "xml")]
    #[test]
    fn members_of_xml_are_found_by_their_expanded_names() {
        use crate::xml::XmlStyle;
        static STYLE: XmlStyle = XmlStyle { declaration: false, declare: &[] };
        let xml = Codec::Xml(&STYLE);
        let condition = Condition::Member { path: &["{u}a", "{u}i", "@{}c"], values: &["7"] };
        check(condition, xml, r#"<r xmlns="u"><a><i c="6"/><x/>t<i c="7"><z/></i></a></r>"#, true);
        check(condition, xml, r#"<r><a><i c="7"/></a></r>"#, false);
        check(condition, xml, r#"<r xmlns="u"><a><i c="7"/></a>"#, false);
        let has = Condition::Has(&["{}a"]);
        check(has, xml, "<r><a/></r>", true);
        let nil = r#"<r><a xmlns:i="http://www.w3.org/2001/XMLSchema-instance" i:nil="true"/></r>"#;
        check(has, xml, nil, false);
        check(Condition::Lacks(&["{}a"]), xml, nil, true);
        check(Condition::Lacks(&["{}a"]), xml, "<r", false);
        let text = Condition::Member { path: &["{}a", "."], values: &["x & y"] };
        check(text, xml, "<r><a>x &amp; <b>z</b>y</a></r>", true);
    }
}
