//! Layouts of types in plain texts: `OK: {session}[ until {time}]`.

use super::line::{self, Part};
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{Layout, Member, Presence, Segment, TypeRef};

/// Reads a layout over the members of its type.
pub(super) fn layout(text: &str, members: &[Member], at: &At, report: &mut Report) -> Option<Layout> {
    let before = report.len();
    let (always, tail) = match text.strip_suffix(']').and_then(|rest| rest.split_once('[')) {
        Some((always, tail)) => (always, tail),
        None => (text, ""),
    };
    if always.contains(['[', ']']) || tail.contains(['[', ']']) {
        let expected =
            "texts and `{member}`s, and at most one part in square brackets, at the end".to_owned();
        report.push(at.clone(), Problem::Malformed { what: "layout", expected, found: text.to_owned() });
        return None;
    }
    let mut placed = Vec::new();
    let pieces = segments(always, 0, members, &mut placed, at, report)?;
    let tail = segments(tail, always.len() + 1, members, &mut placed, at, report)?;
    let mut refuse = |message: String, advice: &str| {
        report.push(at.clone(), Problem::Conflict { message, advice: advice.to_owned() });
    };
    if matches!(tail.first(), Some(Segment::Member(_))) || (tail.is_empty() && text.ends_with(']')) {
        refuse(
            "what may be missing begins with no text".to_owned(),
            "begin the square brackets with a text that tells it",
        );
    }
    for pair in [&pieces, &tail] {
        if pair.windows(2).any(|two| matches!(two, [Segment::Member(_), Segment::Member(_)])) {
            refuse(
                "two members touch, and nothing tells where one ends".to_owned(),
                "put a text between them",
            );
        }
    }
    for (index, member) in members.iter().enumerate() {
        let in_tail = tail.contains(&Segment::Member(index));
        let times = placed.iter().filter(|own| **own == index).count();
        let page = &member.page;
        if times != 1 {
            let message = match times {
                0 => format!("the layout does not place `{page}`"),
                _ => format!("the layout places `{page}` more than once"),
            };
            refuse(message, "place every member once");
        } else if matches!(member.type_, TypeRef::List(_) | TypeRef::Map(_) | TypeRef::Any)
            && !member.format.in_form().is_document()
        {
            refuse(format!("`{page}` is no single text"), "use a scalar type");
        } else if member.nullable || (in_tail != (member.presence == Presence::Optional)) {
            refuse(
                format!("`{page}` may be missing where the layout needs it, or the reverse"),
                "say `required` outside of square brackets and `optional` inside",
            );
        }
    }
    (report.len() == before).then_some(Layout { pieces, tail })
}

fn segments(
    text: &str,
    offset: usize,
    members: &[Member],
    placed: &mut Vec<usize>,
    at: &At,
    report: &mut Report,
) -> Option<Vec<Segment>> {
    let mut segments = Vec::new();
    for part in line::template(text, offset, at, report)? {
        match part {
            Part::Text(text) => segments.push(Segment::Text(text.to_owned())),
            Part::Hole(name, range) => {
                let Some(index) = members.iter().position(|own| own.page == name || own.wire == name) else {
                    let nearest = nearest(name, members.iter().map(|own| own.page.as_str()));
                    let problem = Problem::Undefined { name: name.to_owned(), what: "member", nearest };
                    report.push(at.part(range.start, range.end), problem);
                    return None;
                };
                placed.push(index);
                segments.push(Segment::Member(index));
            }
        }
    }
    Some(segments)
}
