//! Members in the headers of answers.

use super::context::{Books, Context, WireNames, member_parts};
use super::inputs::{Inputs, is_header};
use super::members::{Written, member};
use super::names::{Case, Scope};
use super::outcomes::echo;
use super::overlay::Merged;
use crate::diagnostics::{At, Problem, Report};
use crate::model::{Frame, Holds, ListStyle, Member, Output, TypeRef};
use crate::spec::{self, Kinds, Text};

/// What HTTP and the media type write themselves.
const TAKEN: [&str; 5] = ["connection", "content-length", "content-type", "transfer-encoding", "upgrade"];

/// The headers of a success.
pub(super) fn of_success(
    context: &Context<'_>,
    merged: &Merged<'_>,
    inputs: &Inputs<'_>,
    output: Option<&Output>,
    books: &mut Books,
    report: &mut Report,
) -> Vec<Member> {
    let Some(output) = output else { return Vec::new() };
    let mut headers = headers(context, &merged.answer_headers, output, books, report);
    for (at, page, short) in &merged.answer_headers {
        let value = member_parts(short, at).long.and_then(|long| long.value.as_ref());
        if let (Some(Text(value)), Some(own)) = (value, headers.iter_mut().find(|own| own.page == *page)) {
            own.echo = echo(value, inputs, &at.key("value"), report);
        }
    }
    headers
}

/// The headers of a failure's answer; `output` is what a success brings.
pub(super) fn of_failure(
    context: &Context<'_>,
    long: Option<&spec::Failure>,
    at: &At,
    (holds, output): (&Holds, Option<&Output>),
    books: &mut Books,
    report: &mut Report,
) -> Vec<Member> {
    let Some(long) = long else { return Vec::new() };
    let at = at.key("headers");
    let written: Vec<Written<'_>> =
        long.headers.iter().map(|(page, written)| (at.key(page), page, written)).collect();
    for (at, page, short) in &written {
        let parts = member_parts(short, at);
        let said = [
            ("value", parts.long.is_some_and(|long| long.value.is_some())),
            ("hold", parts.long.is_some_and(|long| long.hold.is_some())),
        ];
        for (key, _) in said.into_iter().filter(|(_, said)| *said) {
            let message = format!("`{key}` is about what a success brings, and `{page}` is a failure's");
            let advice = format!("leave `{key}` out");
            report.push(at.key(key).name(), Problem::Conflict { message, advice });
        }
    }
    let whole;
    let body = match (holds, output) {
        (Holds::Whole(own), _) => {
            whole = Output::Whole(own.clone());
            &whole
        }
        (Holds::Success, Some(output)) => output,
        (Holds::Nothing, _) | (Holds::Success, None) => &Output::Nothing,
    };
    headers(context, &written, body, books, report)
}

fn headers(
    context: &Context<'_>,
    written: &[Written<'_>],
    beside: &Output,
    books: &mut Books,
    report: &mut Report,
) -> Vec<Member> {
    let mut scope = Scope::new("member", Case::Snake);
    let members: &[Member] = if let Output::Record(record) = beside { &record.members } else { &[] };
    for own in members {
        scope = scope.reserve(&own.rust, &own.page);
    }
    if matches!(beside, Output::Whole(_)) {
        scope = scope.avoid(&[Frame::BODY]);
    }
    let mut headers: Vec<Member> = Vec::new();
    for (at, page, short) in written {
        let parts = member_parts(short, at);
        misplaced(&(at.clone(), page, short), report);
        let WireNames { wire, also } = context.wire_names(page, &parts, true);
        if let Some(problem) = unfit_name(&wire) {
            report.push(at.name(), problem);
            continue;
        }
        let Some(mut own) = member(context, at, page, &parts, &mut scope, books, report) else { continue };
        (own.wire, own.also) = (wire, also);
        let same = |other: &&Member| other.wire.eq_ignore_ascii_case(&own.wire);
        let of_body = members.iter().find(|other| other.wire == own.wire);
        if let Some(other) = headers.iter().find(same).or(of_body) {
            let message = format!("`{}` and `{page}` are both `{}` in one answer", other.page, own.wire);
            let advice = "leave one of them out".to_owned();
            report.push(at.name(), Problem::Conflict { message, advice });
        } else if holds_text(context, &own.type_) {
            own.list = header_list(&own);
            headers.push(own);
        } else {
            let what = "a value with members in a header".to_owned();
            let advice = "use a scalar type or a list of them, or move it to the body".to_owned();
            report.push(at.clone(), Problem::NotYet { what, advice });
        }
    }
    headers
}

/// Reports keys that say nothing of a header of an answer.
fn misplaced(written: &Written<'_>, report: &mut Report) {
    let (at, page, short) = written;
    super::blocks::misplaced(written, report);
    let Some(long) = member_parts(short, at).long else { return };
    let said =
        [("instead_of", long.instead_of.is_some(), "only a header of a request stands in for another one")];
    tell(&said, written, report);
    super::places::misplaced(at, page, &member_parts(short, at), report);
    unfit_keys(written, report);
}

/// Reports keys that say nothing of any header.
pub(super) fn unfit_keys(written: &Written<'_>, report: &mut Report) {
    let (at, _, short) = written;
    let Some(long) = member_parts(short, at).long else { return };
    let said = [
        ("form", long.form.is_some(), "the list in a header is joined by commas"),
        ("xml", long.xml.is_some(), "a header is no XML"),
    ];
    tell(&said, written, report);
}

fn tell(said: &[(&str, bool, &str)], (at, page, _): &Written<'_>, report: &mut Report) {
    for (key, _, why) in said.iter().filter(|(_, said, _)| *said) {
        let message = format!("`{key}` says nothing of `{page}`: {why}");
        let advice = format!("leave `{key}` out");
        report.push(at.key(key).name(), Problem::Conflict { message, advice });
    }
}

/// What is wrong with the name of a header.
fn unfit_name(wire: &str) -> Option<Problem> {
    if !is_header(wire) {
        let expected = "letters, digits and `!#$%&'*+-.^_|~`".to_owned();
        return Some(Problem::Malformed { what: "header name", expected, found: wire.to_owned() });
    }
    TAKEN.contains(&wire.to_ascii_lowercase().as_str()).then(|| {
        let message = format!("HTTP writes `{wire}` itself, by the body and its media type");
        let advice = "leave it out; a client finds it in `answer().headers`".to_owned();
        Problem::Conflict { message, advice }
    })
}

/// Whether a header can hold values of a type: single texts, or lists of them.
pub(super) fn holds_text(context: &Context<'_>, type_: &TypeRef) -> bool {
    match type_ {
        TypeRef::List(item) => !matches!(**item, TypeRef::List(_)) && holds_text(context, item),
        TypeRef::Any | TypeRef::Raw | TypeRef::Map(_) => false,
        TypeRef::Named(id) => match context.document.types.iter().nth(id.0) {
            Some((_, Kinds::Map(long))) => long.values.is_some(),
            _ => false,
        },
        _ => true,
    }
}

/// How a header's list is written: joined by commas, but for the one header whose lines
/// nobody may join (RFC 9110, section 5.3).
pub(super) fn header_list(own: &Member) -> Option<ListStyle> {
    let is_text = own.format.in_form().is_document();
    let joined =
        matches!(own.type_, TypeRef::List(_)) && !is_text && !own.wire.eq_ignore_ascii_case("set-cookie");
    joined.then(|| ListStyle::Joined(",".to_owned()))
}
