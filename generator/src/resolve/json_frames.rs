//! What a profile writes around inputs, outputs and failures.

use super::bindings::Travel;
use super::expressions::{self, Named};
use super::line;
use super::profiles::is_xml_name;
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{Binding, Codec, Expr, JsonFrame, JsonFramePart, MediaType};
use crate::spec::{Kinds, Names, Short, Text};

/// A frame before it is known whose operation it is.
#[derive(Clone, Debug, Default, Eq, PartialEq)]
pub(super) struct Around {
    pub(super) request: Vec<(String, Part)>,
    pub(super) answer: Vec<(String, Part)>,
    /// Whether that of the request has a problem, so that nobody knows what an answer may repeat.
    is_broken: bool,
}

/// A member of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Part {
    /// A text that is known with the operation.
    Always(Expr),
    Other(JsonFramePart),
}

/// The two directions, and what stands inside of each.
const SIDES: [(&str, &str); 2] = [("request", "input"), ("answer", "output")];

impl Around {
    /// Whether nothing stands around anything.
    pub(super) fn is_empty(&self) -> bool {
        self.request.is_empty() && self.answer.is_empty()
    }

    /// Takes up what a profile says of one direction; the other one stays as its base has it.
    pub(super) fn set(
        &mut self,
        is_answer: bool,
        written: &Short<Names<Text>>,
        at: &At,
        report: &mut Report,
    ) {
        let (_, inside) = SIDES[usize::from(is_answer)];
        let parts = match written {
            Kinds::Text(name) => {
                let inside = (name.clone(), Part::Other(JsonFramePart::Inside));
                fills(name, at, report).then(|| vec![inside])
            }
            Kinds::List(_) => return,
            Kinds::Map(members) => {
                let parts = members.iter().filter_map(|(name, Text(text))| {
                    let at = at.key(name);
                    let is_name = fills(name, &at.name(), report);
                    let part = self.part(is_answer, text, &at, report)?;
                    is_name.then(|| (name.to_owned(), part))
                });
                Some(parts.collect::<Vec<_>>()).filter(|parts| parts.len() == members.len())
            }
        };
        let Some(parts) = parts else {
            self.is_broken |= !is_answer;
            return;
        };
        let count = |wanted: fn(&JsonFramePart) -> bool| {
            parts.iter().filter(|(_, part)| matches!(part, Part::Other(own) if wanted(own))).count()
        };
        let is_alternative = |own: &JsonFramePart| matches!(own, JsonFramePart::InsideOr(_));
        let (held, failures) = (count(JsonFramePart::is_inside), count(JsonFramePart::is_failure));
        let conflict = match (held, failures) {
            (_, 2..) => Some((
                format!("one member of the frame is a failure, and here are {failures}"),
                "keep one of them".to_owned(),
            )),
            (1, 0) if count(is_alternative) > 0 => Some((
                "something stands in the place of the output in a failure, and no member of the frame is one"
                    .to_owned(),
                "write `output` alone, or a member that is the `failure`".to_owned(),
            )),
            (1, _) => None,
            _ => Some((
                format!("one member of the frame is the {inside}, and here are {held}"),
                format!("write one member as `{inside}`: `{{ data: {inside} }}`"),
            )),
        };
        if let Some((message, advice)) = conflict {
            report.push(at.name(), Problem::Conflict { message, advice });
            self.is_broken |= !is_answer;
            return;
        }
        if is_answer { self.answer = parts } else { self.request = parts }
    }

    fn part(&self, is_answer: bool, text: &str, at: &At, report: &mut Report) -> Option<Part> {
        let word = match (text.trim(), is_answer) {
            ("input", false) | ("output", true) => Some(JsonFramePart::Inside),
            ("failure", true) => Some(JsonFramePart::Failure),
            ("nonce", false) => Some(JsonFramePart::Nonce),
            ("uuid", false) => Some(JsonFramePart::Uuid),
            (name, true) if self.request.iter().any(|(own, _)| own == name) => {
                Some(JsonFramePart::Repeats(name.to_owned()))
            }
            _ => None,
        };
        if let Some(word) = word {
            return Some(Part::Other(word));
        }
        if let (Some((word @ ("output" | "failure"), json)), true) =
            (text.trim().split_once(" or "), is_answer)
        {
            let json = json.trim();
            if serde_json::from_str::<serde::de::IgnoredAny>(json).is_err() {
                let (expected, found) = ("JSON such as `[]`, `null` or `\"\"`".to_owned(), json.to_owned());
                report.push(at.clone(), Problem::Malformed { what: "JSON", expected, found });
                return None;
            }
            let json = json.to_owned();
            return Some(Part::Other(match word {
                "output" => JsonFramePart::InsideOr(json),
                _ => JsonFramePart::FailureOr(json),
            }));
        }
        let named = Named { credentials: &[], inputs: &[], own: "", held: &[] };
        let always = expressions::parse(text, named, at, &mut Report::default());
        if let Some((text, always)) = always.and_then(|own| Some((own.constant("")?, own))) {
            return fills(&text, at, report).then_some(Part::Always(always));
        }
        if is_answer && self.is_broken {
            return None;
        }
        let words: &[&str] = if is_answer { &["output", "failure"] } else { &["input", "nonce", "uuid"] };
        let repeated = self.request.iter().map(|(name, _)| name.as_str()).filter(|_| is_answer);
        let known: Vec<String> = words
            .iter()
            .copied()
            .chain(repeated)
            .chain(["operation", "a text in quotes"])
            .map(str::to_owned)
            .collect();
        let word = text.to_owned();
        let nearest = nearest(text, known.iter().map(String::as_str));
        report.push(at.clone(), Problem::UnknownWord { word, what: "member of a frame", nearest, known });
        None
    }
}

/// What the name of an operation stands for in a text of a profile.
const OPERATION: &str = "{operation}";

/// A text of a profile with the name of an operation in it.
pub(super) fn filled(text: &str, operation: &str) -> String {
    text.replace(OPERATION, operation)
}

/// Whether every brace in a name or a text of a frame is one of `{operation}`.
fn fills(text: &str, at: &At, report: &mut Report) -> bool {
    let Some(parts) = line::template(text, 0, at, &mut Report::default()) else {
        let expected = "a name between each `{` and its `}`".to_owned();
        report.push(at.clone(), Problem::Malformed { what: "template", expected, found: text.to_owned() });
        return false;
    };
    let unknown = parts.iter().find_map(|part| match part {
        line::Part::Hole(name, _) if *name != "operation" => Some(*name),
        _ => None,
    });
    if let Some(name) = unknown {
        let nearest = nearest(name, ["operation"]);
        report.push(
            at.clone(),
            Problem::Undefined { name: name.to_owned(), what: "value in a frame", nearest },
        );
    }
    unknown.is_none()
}

/// The element around the members of a document, `{operation}` still in it.
///
/// In the answer of an envelope another element may stand in it, behind a slash.
pub(super) fn elements(
    written: &Short<Names<Text>>,
    is_answer: bool,
    at: &At,
    report: &mut Report,
) -> Option<(String, Option<String>)> {
    let is_name = |name: &str| is_xml_name(&name.replace(OPERATION, "x"));
    match written {
        Kinds::Text(name) if is_name(name) => Some((name.clone(), None)),
        Kinds::Text(name)
            if is_answer
                && name.split_once('/').is_some_and(|(one, other)| is_name(one) && is_name(other)) =>
        {
            let (outer, inner) = name.split_once('/')?;
            Some((outer.to_owned(), Some(inner.to_owned())))
        }
        Kinds::Text(name) => {
            let expected = match is_answer {
                true => "the name of an element, or of two with a slash between them: \
                         `{operation}Response/{operation}Result`"
                    .to_owned(),
                false => "the name of an element, `{operation}` in it or not".to_owned(),
            };
            report.push(at.clone(), Problem::Malformed { what: "XML name", expected, found: name.clone() });
            None
        }
        Kinds::List(_) => None,
        Kinds::Map(_) => {
            let message =
                "XML has one element around the members, and JSON may have members beside them".to_owned();
            let advice =
                "write the name of the element, and what stands beside the members under `every`".to_owned();
            report.push(at.name(), Problem::Conflict { message, advice });
            None
        }
    }
}

impl Travel<'_, '_> {
    /// The frame of this operation; `None` where its name makes one of two members.
    pub(super) fn frame(&self, around: &Around, report: &mut Report) -> Option<JsonFrame> {
        let operation = self.merged.page;
        let filled = |text: &str| filled(text, operation);
        let settle = |parts: &[(String, Part)]| -> Vec<(String, JsonFramePart)> {
            let part = |part: &Part| match part {
                Part::Always(own) => {
                    JsonFramePart::Always(filled(&own.constant(operation).unwrap_or_default()))
                }
                Part::Other(JsonFramePart::Repeats(name)) => JsonFramePart::Repeats(filled(name)),
                Part::Other(own) => own.clone(),
            };
            parts.iter().map(|(name, own)| (filled(name), part(own))).collect()
        };
        let frame = JsonFrame { request: settle(&around.request), answer: settle(&around.answer) };
        for side in [&frame.request, &frame.answer] {
            let twice = |at: usize| side.iter().take(at).any(|(own, _)| *own == side[at].0);
            if let Some(at) = (0..side.len()).find(|&at| twice(at)) {
                let message = format!("two members of the frame are `{}` here", side[at].0);
                let advice = "give one of them another name in the profile".to_owned();
                report.push(self.merged.at.name(), Problem::Conflict { message, advice });
                return None;
            }
        }
        Some(frame)
    }
}

/// Whether a request has a frame.
pub(super) fn is_framed(accepts: &[MediaType]) -> bool {
    accepts.iter().any(|own| matches!(&own.codec, Codec::Framed(frame) if !frame.request.is_empty()))
}

/// What stands around the answers of an operation.
#[derive(Clone, Copy, Debug)]
pub(super) struct Answers<'b> {
    /// The members of the frame; none where some answers have none.
    pub(super) parts: &'b [(String, JsonFramePart)],
    /// Whether some have another frame than others.
    differ: bool,
}

impl<'b> Answers<'b> {
    pub(super) fn of(bindings: &'b [Binding]) -> Self {
        let holding = bindings.iter().flat_map(|own| &own.answers);
        let holding = holding.filter(|own| !matches!(own.codec, Codec::Empty | Codec::Bytes));
        let frames = holding.map(|own| match &own.codec {
            Codec::Framed(frame) => &frame.answer[..],
            _ => &[],
        });
        let parts = frames.clone().find(|own| !own.is_empty()).unwrap_or(&[]);
        let differ = frames.clone().any(|other| other != parts);
        Self { parts, differ }
    }

    /// Reports a condition on a member that answers have at different places; whether there is none such.
    pub(super) fn are_one(&self, at: &At, report: &mut Report) -> bool {
        if self.differ {
            let what = "a condition on members where answers stand in different frames".to_owned();
            let advice = "tell it by the status, or make two operations of it".to_owned();
            report.push(at.clone(), Problem::NotYet { what, advice });
        }
        !self.differ
    }
}
