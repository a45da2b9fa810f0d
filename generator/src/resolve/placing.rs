//! What a computed value may look at: only what is written before it.

use super::inputs::Section;
use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{Binding, BodyFrom, Computed, Expr, Function, Input, Operation, Pairs, Value};

/// The headers that nobody declares.
const KNOWN: [&str; 3] = ["Accept", "Content-Type", "Host"];

/// Reports what a value looks at that is not there yet where it stands; whether there is nothing such.
pub(super) fn fits(expr: &Expr, section: Section, wire: &str, at: &At, report: &mut Report) -> bool {
    let (place, unknown): (&str, fn(&Expr) -> bool) = match section {
        Section::Path => {
            ("path", |own| matches!(own, Expr::Path | Expr::Url | Expr::Host) || after_path(own))
        }
        Section::Input => ("body", |own| {
            matches!(own, Expr::Body | Expr::Query | Expr::Header(_) | Expr::Pairs(Pairs { query: true, .. }))
                || is_header(own)
        }),
        Section::Query => ("query", |own| matches!(own, Expr::Query | Expr::Header(_)) || is_header(own)),
        Section::Headers => ("headers", |_| false),
    };
    if expr.any(&unknown) {
        let message = format!("it looks at a part of the message that is written after the {place}");
        let advice = "look at earlier parts (path, body, query, headers, in this order), at inputs, or at \
                      `pairs(…)` of the same part"
            .to_owned();
        report.push(at.clone(), Problem::Conflict { message, advice });
        return false;
    }
    let inside = |pairs: &Pairs| match section {
        Section::Input => pairs.form,
        Section::Query => pairs.query,
        Section::Path | Section::Headers => false,
    };
    let itself = |own: &Expr| matches!(own, Expr::Pairs(pairs) if inside(pairs) && !excepts(pairs, wire));
    if expr.any(&itself) {
        let message = format!("`{wire}` stands among the parameters that it is computed from");
        let advice = format!("say `except {wire}` in `pairs`");
        report.push(at.clone(), Problem::Conflict { message, advice });
        return false;
    }
    if expr.parts().iter().any(|part| part.any(&is_header)) {
        let message = "`oauth1` and `digest` are the whole value of a header".to_owned();
        let advice = "write nothing around them".to_owned();
        report.push(at.clone(), Problem::Conflict { message, advice });
        return false;
    }
    let sent = expr.is_sent();
    if sent && (expr.has_credentials() || expr.has_message()) {
        let message = "a server could not check it: a part of it is known to the client alone".to_owned();
        let advice =
            "make the time, the nonce or the held value a member of its own, and name that member here"
                .to_owned();
        report.push(at.clone(), Problem::Conflict { message, advice });
        return false;
    }
    true
}

/// Whether it is the value of a header as a whole.
fn is_header(expr: &Expr) -> bool {
    matches!(expr.function(), Some(Function::OAuth1 | Function::Digest))
}

fn after_path(expr: &Expr) -> bool {
    matches!(expr, Expr::Body | Expr::Query | Expr::Header(_) | Expr::Pairs(_)) || is_header(expr)
}

fn excepts(pairs: &Pairs, name: &str) -> bool {
    pairs.except.iter().any(|own| own == name)
}

/// Puts the given members in the order in which they can be computed.
pub(super) fn order(input: &mut Input, computed: &[Computed], at: &At, report: &mut Report) {
    let wire = |index: usize| input.record.members[index].wire.as_str();
    let mut rest: Vec<_> = input.given.clone();
    rest.sort_by_key(|given| computed[given.computed].expr.has_message());
    let mut ordered = Vec::new();
    while !rest.is_empty() {
        let waits = |given: &crate::model::Given| {
            let needs = |own: &Expr| matches!(own, Expr::Input(name) if rest.iter().any(|other| wire(other.member) == name));
            computed[given.computed].expr.any(&needs)
        };
        let Some(next) = rest.iter().position(|given| !waits(given)) else {
            let chain = rest.iter().map(|given| wire(given.member).to_owned()).collect();
            report.push(at.name(), Problem::Cycle { chain, what: "input" });
            return;
        };
        ordered.push(rest.remove(next));
    }
    for (index, given) in ordered.iter().enumerate() {
        for later in &ordered[index + 1..] {
            let name = wire(later.member);
            let misses =
                |own: &Expr| matches!(own, Expr::Pairs(pairs) if pairs.form && !excepts(pairs, name));
            if computed[given.computed].expr.any(&misses) {
                later_is_missed(wire(given.member), name, at, report);
            }
        }
    }
    input.given = ordered;
}

fn later_is_missed(own: &str, later: &str, at: &At, report: &mut Report) {
    let message = format!("`{own}` is computed before `{later}`, which stands among its parameters");
    let advice = format!("say `except {later}` in `pairs`, or move `{later}` before it");
    report.push(at.name(), Problem::Conflict { message, advice });
}

/// Reports what the values of a binding look at that it does not have, or not in time.
pub(super) fn check(operations: &[Operation], computed: &[Computed], report: &mut Report) {
    for operation in operations {
        let at = At::root().key("operations").key(&operation.page);
        for binding in &operation.bindings {
            query(binding, computed, &at, report);
            headers(binding, computed, &at, report);
            let form = |own: &Expr| matches!(own, Expr::Pairs(Pairs { form: true, .. }));
            let carried = operation.input.given.iter().filter(|given| binding.carries(given.member));
            let parameters = binding.query.iter().chain(&binding.headers).filter_map(|own| match own.value {
                Value::Computed(index) => Some(index),
                _ => None,
            });
            let mut all = carried.map(|given| given.computed).chain(parameters);
            if binding.body == BodyFrom::Nothing
                && let Some(index) = all.find(|index| computed[*index].expr.any(&form))
            {
                let message = format!(
                    "`{}` looks at the members of a body, and `{}` has none",
                    computed[index].page, binding.page
                );
                let advice = "say `pairs(query, …)`, or move the inputs to a body".to_owned();
                report.push(at.name(), Problem::Conflict { message, advice });
            }
        }
    }
}

fn query(binding: &Binding, computed: &[Computed], at: &At, report: &mut Report) {
    for (index, own) in binding.query.iter().enumerate() {
        let Value::Computed(function) = own.value else { continue };
        for later in &binding.query[index + 1..] {
            let misses = |expr: &Expr| matches!(expr, Expr::Pairs(pairs) if pairs.query && !excepts(pairs, &later.name));
            if matches!(later.value, Value::Computed(_)) && computed[function].expr.any(&misses) {
                later_is_missed(&own.name, &later.name, at, report);
            }
        }
    }
}

fn headers(binding: &Binding, computed: &[Computed], at: &At, report: &mut Report) {
    for (index, own) in binding.headers.iter().enumerate() {
        let Value::Computed(function) = own.value else { continue };
        for name in named_headers(&computed[function].expr) {
            if KNOWN.iter().any(|known| known.eq_ignore_ascii_case(name)) {
                continue;
            }
            let found = binding.headers.iter().position(|other| other.name.eq_ignore_ascii_case(name));
            let Some(found) = found else {
                let known = binding.headers.iter().map(|own| own.name.as_str()).chain(KNOWN);
                let nearest = nearest(name, known);
                report.push(at.name(), Problem::Undefined { name: name.to_owned(), what: "header", nearest });
                continue;
            };
            if found >= index && matches!(binding.headers[found].value, Value::Computed(_)) {
                let message =
                    format!("`{}` looks at the header `{name}`, which is computed after it", own.name);
                let advice = format!("declare `{name}` before it");
                report.push(at.name(), Problem::Conflict { message, advice });
            }
        }
    }
}

fn named_headers(expr: &Expr) -> Vec<&str> {
    match expr {
        Expr::Header(name) => vec![name],
        other => other.parts().iter().flat_map(named_headers).collect(),
    }
}
