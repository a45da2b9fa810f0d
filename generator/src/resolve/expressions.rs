//! Expressions: `hex(sha256(body + Client_Key))`, `basic(api_key, "")`.

use std::ops::Range;

use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{Expr, Function};

const FUNCTIONS: [(&str, Function, usize); 5] = [
    ("sha256", Function::Sha256, 1),
    ("hex", Function::Hex, 1),
    ("hex_upper", Function::HexUpper, 1),
    ("base64", Function::Base64, 1),
    ("basic", Function::Basic, 2),
];

/// Calls nest no deeper than this.
const DEEPEST: usize = 32;

/// Reads an expression over a message and these credentials.
pub(super) fn parse(text: &str, credentials: &[&str], at: &At, report: &mut Report) -> Option<Expr> {
    let mut parser = Parser { text, offset: 0, credentials, at, report };
    let expr = parser.sum(0)?;
    parser.blanks();
    if parser.offset < text.len() {
        parser.malformed(parser.offset..text.len());
        return None;
    }
    if expr.is_bytes() {
        let message = "the value is bytes, and only a text can travel here".to_owned();
        let advice = "write the bytes with `hex(…)`, `hex_upper(…)` or `base64(…)`".to_owned();
        parser.report.push(at.clone(), Problem::Conflict { message, advice });
        return None;
    }
    Some(expr)
}

struct Parser<'t, 'r> {
    text: &'t str,
    offset: usize,
    credentials: &'r [&'r str],
    at: &'r At,
    report: &'r mut Report,
}

impl<'t> Parser<'t, '_> {
    fn rest(&self) -> &'t str {
        &self.text[self.offset..]
    }

    fn blanks(&mut self) {
        self.offset = self.text.len() - self.rest().trim_start().len();
    }

    fn take(&mut self, sign: char) -> bool {
        self.blanks();
        let taken = self.rest().starts_with(sign);
        self.offset += if taken { sign.len_utf8() } else { 0 };
        taken
    }

    fn malformed(&mut self, range: Range<usize>) {
        // Where the text ends too early, all of it is meant.
        let range = if range.is_empty() { 0..self.text.len() } else { range };
        let expected = "names, quoted texts and calls such as `hex(sha256(body))`, joined by `+`".to_owned();
        let found = self.text[range.clone()].to_owned();
        let problem = Problem::Malformed { what: "expression", expected, found };
        self.report.push(self.at.part(range.start, range.end), problem);
    }

    fn sum(&mut self, depth: usize) -> Option<Expr> {
        if depth > DEEPEST {
            self.malformed(self.offset..self.text.len());
            return None;
        }
        let mut parts = vec![self.value(depth)?];
        while self.take('+') {
            parts.push(self.value(depth)?);
        }
        if parts.len() > 1 { Some(Expr::Join(parts)) } else { parts.pop() }
    }

    fn value(&mut self, depth: usize) -> Option<Expr> {
        self.blanks();
        let start = self.offset;
        if self.take('"') {
            let Some(length) = self.rest().find('"') else {
                self.malformed(start..self.text.len());
                return None;
            };
            let text = self.rest()[..length].to_owned();
            self.offset += length + 1;
            return Some(Expr::Text(text));
        }
        let length =
            self.rest().find(|own: char| !own.is_alphanumeric() && own != '_').unwrap_or(self.rest().len());
        let name = &self.rest()[..length];
        if name.is_empty() {
            self.malformed(start..self.text.len());
            return None;
        }
        self.offset += length;
        let range = start..self.offset;
        if self.take('(') { self.call(name, range, depth) } else { self.name(name, range) }
    }

    fn name(&mut self, name: &str, range: Range<usize>) -> Option<Expr> {
        if let Some(index) = self.credentials.iter().position(|own| *own == name) {
            return Some(Expr::Credential(index));
        }
        let known = [("body", Expr::Body), ("method", Expr::Method), ("path", Expr::Path)];
        if let Some((_, expr)) = known.iter().find(|(own, _)| *own == name) {
            return Some(expr.clone());
        }
        let names = self.credentials.iter().copied().chain(known.iter().map(|(name, _)| *name));
        let problem =
            Problem::Undefined { name: name.to_owned(), what: "credential", nearest: nearest(name, names) };
        self.report.push(self.at.part(range.start, range.end), problem);
        None
    }

    fn call(&mut self, name: &str, range: Range<usize>, depth: usize) -> Option<Expr> {
        let mut arguments = Vec::new();
        if !self.take(')') {
            loop {
                arguments.push(self.sum(depth + 1)?);
                if self.take(')') {
                    break;
                }
                if !self.take(',') {
                    self.malformed(self.offset..self.text.len());
                    return None;
                }
            }
        }
        let Some((_, function, count)) = FUNCTIONS.iter().find(|(own, ..)| *own == name) else {
            let nearest = nearest(name, FUNCTIONS.iter().map(|(name, ..)| *name));
            let problem = Problem::Undefined { name: name.to_owned(), what: "function", nearest };
            self.report.push(self.at.part(range.start, range.end), problem);
            return None;
        };
        if arguments.len() != *count {
            let arguments_of = if *count == 1 { "argument" } else { "arguments" };
            let message = format!("`{name}` takes {count} {arguments_of}, not {}", arguments.len());
            let advice = "give it as many as it takes".to_owned();
            self.report.push(self.at.part(range.start, range.end), Problem::Conflict { message, advice });
            return None;
        }
        if *function == Function::Basic && arguments.iter().any(Expr::is_bytes) {
            let message = "`basic` takes texts, not bytes".to_owned();
            let advice = "write the bytes with `hex(…)` or `base64(…)`".to_owned();
            self.report.push(self.at.part(range.start, range.end), Problem::Conflict { message, advice });
            return None;
        }
        Some(Expr::Call(*function, arguments))
    }
}
