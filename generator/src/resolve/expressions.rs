//! Expressions: `hex(sha256(body + Client_Key))`, `basic(api_key, "")`.

use std::ops::Range;

use crate::diagnostics::{At, Problem, Report, nearest};
use crate::model::{Expr, Function, Pairs, TimeForm};

/// The functions with a grammar of their own.
const FORMS: [&str; 4] = ["header", "lines", "pairs", "when"];

static MESSAGE: [(&str, Expr); 10] = [
    ("body", Expr::Body),
    ("method", Expr::Method),
    ("path", Expr::Path),
    ("query", Expr::Query),
    ("url", Expr::Url),
    ("host", Expr::Host),
    ("operation", Expr::Operation),
    ("now", Expr::Now(TimeForm::Iso)),
    ("nonce", Expr::Nonce),
    ("uuid", Expr::Uuid),
];

/// Calls nest no deeper than this.
const DEEPEST: usize = 32;

/// What an expression may name, beside the parts of the message.
#[derive(Clone, Copy, Debug)]
pub(super) struct Named<'n> {
    pub(super) credentials: &'n [&'n str],
    /// The inputs of the operation, by the page's names and those that travel.
    pub(super) inputs: &'n [(&'n str, String)],
    /// The member whose value it is; inside, it never means itself.
    pub(super) own: &'n str,
    /// What answers bring.
    pub(super) held: &'n [&'n str],
}

/// Reads an expression whose value is a text.
pub(super) fn parse(text: &str, named: Named<'_>, at: &At, report: &mut Report) -> Option<Expr> {
    let mut parser = Parser { text, offset: 0, named, at, report };
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
    named: Named<'r>,
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
        self.push(range, Problem::Malformed { what: "expression", expected, found });
    }

    fn conflict(&mut self, range: Range<usize>, message: String, advice: &str) {
        self.push(range, Problem::Conflict { message, advice: advice.to_owned() });
    }

    fn undefined(&mut self, range: Range<usize>, what: &'static str, known: &[&str]) {
        let name = self.text[range.clone()].to_owned();
        let nearest = nearest(&name, known.iter().copied());
        self.push(range, Problem::Undefined { name, what, nearest });
    }

    fn push(&mut self, range: Range<usize>, problem: Problem) {
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
        if self.rest().starts_with(['"', '\'']) {
            return self.quoted().map(Expr::Text);
        }
        let range = self.word()?;
        let name = &self.text[range.clone()];
        if !self.take('(') {
            return self.name(name, range);
        }
        match name {
            "pairs" => self.pairs(range),
            "header" => self.header(),
            _ => {
                let arguments = self.arguments(depth)?;
                self.call(name, range, arguments)
            }
        }
    }

    /// A text in either kind of quotes.
    fn quoted(&mut self) -> Option<String> {
        self.blanks();
        let start = self.offset;
        let quote = self.rest().chars().next().filter(|quote| matches!(quote, '"' | '\''));
        let length = quote.and_then(|quote| self.rest()[1..].find(quote));
        let Some(length) = length else {
            self.malformed(start..self.text.len());
            return None;
        };
        self.offset += length + 2;
        Some(self.text[start + 1..start + 1 + length].to_owned())
    }

    /// A name; hyphens and dots may stand inside it.
    fn word(&mut self) -> Option<Range<usize>> {
        self.blanks();
        let start = self.offset;
        let part = |own: char| own.is_alphanumeric() || matches!(own, '_' | '-' | '.');
        let length = self.rest().find(|own: char| !part(own)).unwrap_or(self.rest().len());
        let name = self.rest()[..length].trim_end_matches(['-', '.']);
        if name.is_empty() || name.starts_with(['-', '.']) {
            self.malformed(start..self.text.len());
            return None;
        }
        self.offset += name.len();
        Some(start..self.offset)
    }

    fn name(&mut self, name: &str, range: Range<usize>) -> Option<Expr> {
        let named = self.named;
        let input = |name: &str| {
            let inputs = named.inputs.iter().filter(|(page, _)| *page != named.own);
            let mut found = inputs.filter(|(page, wire)| *page == name || wire == name);
            found.next().map(|(_, wire)| Expr::Input((*wire).to_owned()))
        };
        let credential =
            |name: &str| named.credentials.iter().position(|own| *own == name).map(Expr::Credential);
        let message = |name: &str| MESSAGE.iter().find(|(own, _)| *own == name).map(|(_, expr)| expr.clone());
        let found: Vec<(&str, Expr)> =
            [("input", input(name)), ("credential", credential(name)), ("message", message(name))]
                .into_iter()
                .filter_map(|(kind, found)| Some((kind, found?)))
                .collect();
        let found = match &found[..] {
            [(one, _), (other, _), ..] => {
                let message = format!("`{name}` may be the {one}'s or the {other}'s");
                let advice = format!("write `{one}.{name}` or `{other}.{name}`");
                self.conflict(range, message, &advice);
                return None;
            }
            [(_, found)] => Some(found.clone()),
            [] => match name.split_once('.') {
                Some(("input", name)) => input(name),
                Some(("credential", name)) => credential(name),
                Some(("message", name)) => message(name),
                Some(("held", name)) if named.held.contains(&name) => Some(Expr::Held(name.to_owned())),
                Some(("held", name)) => {
                    let start = range.end - name.len();
                    self.undefined(start..range.end, "held value", named.held);
                    return None;
                }
                _ => None,
            },
        };
        let Some(found) = found else {
            let inputs = named.inputs.iter().map(|(page, _)| *page).filter(|page| *page != named.own);
            let all =
                named.credentials.iter().copied().chain(inputs).chain(MESSAGE.iter().map(|(own, _)| *own));
            let all: Vec<&str> = all.collect();
            self.undefined(range, "credential or input", &all);
            return None;
        };
        match found {
            Expr::Now(_) => self.time(),
            found => Some(found),
        }
    }

    /// What may follow `now`.
    fn time(&mut self) -> Option<Expr> {
        self.blanks();
        let Some(rest) = self.rest().strip_prefix("as").filter(|rest| rest.starts_with(' ')) else {
            return Some(Expr::Now(TimeForm::Iso));
        };
        self.offset = self.text.len() - rest.len();
        let range = self.word()?;
        let word = self.text[range.clone()].to_owned();
        if let Some(form) = TimeForm::ALL.into_iter().find(|own| own.name() == word) {
            return Some(Expr::Now(form));
        }
        let known = TimeForm::ALL.map(TimeForm::name);
        let nearest = nearest(&word, known.iter().copied());
        let known = known.into_iter().map(str::to_owned).collect();
        self.push(range, Problem::UnknownWord { word, what: "form of the time", nearest, known });
        None
    }

    fn arguments(&mut self, depth: usize) -> Option<Vec<Expr>> {
        let mut arguments = Vec::new();
        if !self.take(')') {
            loop {
                arguments.push(self.sum(depth + 1)?);
                if self.ends()? {
                    break;
                }
            }
        }
        Some(arguments)
    }

    fn call(&mut self, name: &str, range: Range<usize>, arguments: Vec<Expr>) -> Option<Expr> {
        match (name, arguments.len()) {
            ("lines", 1..) => return Some(Expr::Lines(arguments)),
            ("lines", 0) => return self.miscounted(range, "at least one argument", 0),
            ("when", 2) => return arguments.try_into().ok().map(|both| Expr::When(Box::new(both))),
            ("when", count) => return self.miscounted(range, "2 arguments", count),
            _ => {}
        }
        let Some(function) = Function::ALL.into_iter().find(|own| own.name() == name) else {
            let known: Vec<&str> = Function::ALL.map(Function::name).into_iter().chain(FORMS).collect();
            self.undefined(range, "function", &known);
            return None;
        };
        let count = function.arguments();
        if arguments.len() != count {
            let expected = if count == 1 { "1 argument".to_owned() } else { format!("{count} arguments") };
            return self.miscounted(range, &expected, arguments.len());
        }
        if !function.takes_bytes() && arguments.iter().any(Expr::is_bytes) {
            let message = format!("`{name}` takes texts, not bytes");
            self.conflict(range, message, "write the bytes with `hex(…)` or `base64(…)`");
            return None;
        }
        Some(Expr::Call(function, arguments))
    }

    /// Whether the arguments end here; a comma says that they do not.
    fn ends(&mut self) -> Option<bool> {
        if self.take(')') {
            return Some(true);
        }
        if self.take(',') {
            return Some(false);
        }
        self.malformed(self.offset..self.text.len());
        None
    }

    fn miscounted(&mut self, range: Range<usize>, expected: &str, count: usize) -> Option<Expr> {
        let message = format!("`{}` takes {expected}, not {count}", &self.text[range.clone()]);
        self.conflict(range, message, "give it as many as it takes");
        None
    }

    /// `header(X-Time)`.
    fn header(&mut self) -> Option<Expr> {
        let range = self.word()?;
        if !self.take(')') {
            self.malformed(self.offset..self.text.len());
            return None;
        }
        Some(Expr::Header(self.text[range].to_owned()))
    }

    /// `pairs(query, form, sorted, nonempty, percent, except sign, inside "=", between "&")`.
    fn pairs(&mut self, whole: Range<usize>) -> Option<Expr> {
        const WORDS: [&str; 8] =
            ["query", "form", "sorted", "nonempty", "percent", "except", "inside", "between"];
        let mut pairs = Pairs::default();
        loop {
            let range = self.word()?;
            match &self.text[range.clone()] {
                "query" => pairs.query = true,
                "form" => pairs.form = true,
                "sorted" => pairs.sorted = true,
                "nonempty" => pairs.nonempty = true,
                "percent" => pairs.percent = true,
                "except" => loop {
                    let name = self.word()?;
                    pairs.except.push(self.text[name].to_owned());
                    self.blanks();
                    if self.rest().starts_with([',', ')']) || self.rest().is_empty() {
                        break;
                    }
                },
                "inside" => pairs.inside = Some(self.quoted()?),
                "between" => pairs.between = Some(self.quoted()?),
                word => {
                    let word = word.to_owned();
                    let (nearest, known) = (nearest(&word, WORDS), WORDS.map(str::to_owned).to_vec());
                    self.push(
                        range,
                        Problem::UnknownWord { word, what: "option of `pairs`", nearest, known },
                    );
                    return None;
                }
            }
            if self.ends()? {
                break;
            }
        }
        if !pairs.query && !pairs.form {
            let message = "`pairs` does not say which parameters it takes".to_owned();
            self.conflict(whole, message, "say `query`, `form`, or both");
            return None;
        }
        Some(Expr::Pairs(pairs))
    }
}
