//! A service as large as the largest pages are, written by a program.

use std::fmt::Write as _;

/// The spec of a service with this many operations, and half as many types again. Each operation
/// travels as JSON, as XML and in SOAP; every eighth has samples.
#[must_use]
pub fn large(operations: usize) -> String {
    let mut text = String::from(HEAD);
    for at in 0..operations {
        text.push_str(&operation(at));
    }
    text.push_str("types:\n");
    for at in 0..operations {
        text.push_str(&types(at));
    }
    text
}

const HEAD: &str = "\
wirewright: 1
service: large
title: Everything that a large company sells
source: made up
unmarked: optional

namespaces: { extra: 'urn:large:extra' }
profiles:
  xml: { namespace: 'urn:large{.scope}', order: alphabetical }

every:
  headers: { X-Trace: optional guid }
  bindings:
    plain: POST /api/{operation}?page={page} as json|xml -> json|xml
    soap: POST /service.asmx as soap11
  query: { page: optional int32 }

operations:
";

fn operation(at: usize) -> String {
    let mut text = format!(
        "  Sales.Get{at}Order:
    summary: Finds order {at} by what is known of it.
    about: An answer comes at once. See Get{}Order too.
    input:
      token: {{ type: required string, about: Who asks. }}
      id: required int64
      since: datetime
      kinds: list of {}
    output: {}
",
        at / 2,
        name("Kind", at / 2 * 2),
        name("Order", at),
    );
    if at.is_multiple_of(8) {
        write!(
            text,
            "    samples:
      - binding: plain
        request: '{{\"token\":\"abc\",\"id\":{at},\"since\":\"2024-11-18T12:47:37.7145533+08:00\"}}'
      - binding: plain
        answer: '{{\"id\":{at},\"name\":\"tea\",\"placed\":\"2024-11-18T12:47:37Z\",\"sum\":1.5}}'
"
        )
        .expect("writing to a string cannot fail");
    }
    text
}

/// One type, or two: every second order comes with the kinds that it and the next one are of.
fn types(at: usize) -> String {
    let kind = at / 2 * 2;
    let mut text = format!(
        "  {}:
    about: What was ordered under number {at}.
    members:
      id: required int64
      name: {{ type: string, about: What it is called. }}
      placed: datetime
      sum: double
      open: boolean
      key: {{ type: guid, xml: {{ name: 'extra:Key' }} }}
      kind: {}
      before: list of {}
",
        name("Order", at),
        name("Kind", kind),
        name("Order", at / 2),
    );
    if at == kind {
        // Most are records; some list values.
        text += &match at % 8 {
            0 => format!("  {}: {{ values: [open, closed, 'number {at}'] }}\n", name("Kind", at)),
            _ => format!(
                "  {}:
    members: {{ a: string, b: int32, c: uint64, d: double, e: datetime, f: boolean, g: list of string, h: guid }}
",
                name("Kind", at)
            ),
        };
    }
    text
}

/// A type's name, in the scope of a few others.
fn name(stem: &str, at: usize) -> String {
    format!("Area{}.{stem}{at}", at / 20)
}
