//! What of a sample nobody can compute, since the page does not say what it was made with.

use super::{BodyFrom, Computed, Expr, Function, MadeWith, Operation, Sample, Value};

impl Operation {
    /// The names of the headers, parameters and members of a request sample that cannot be
    /// computed again: they are over credentials, the time or a nonce that `with` does not
    /// name, or over such values.
    #[must_use]
    pub fn unproven(&self, sample: &Sample, computed: &[Computed]) -> Vec<&str> {
        let Some(binding) = self.bindings.get(sample.binding).filter(|_| sample.is_request) else {
            return Vec::new();
        };
        let is_whole = wirewright_runtime::message::HttpText::parse(&sample.text).request_line.is_some();
        let expr = |index: usize| computed.get(index).map(|own| &own.expr);
        // What a client takes from its caller is what the sample has.
        let proof = |member: usize| {
            let given = self.input.given.iter().find(|own| own.member == member)?;
            expr(given.computed).filter(|own| own.has_credentials())
        };
        let mut values: Vec<(&str, &Expr)> = Vec::new();
        for own in binding.query.iter().chain(&binding.headers).filter(|_| is_whole) {
            let found = match own.value {
                Value::Constant(_) => None,
                Value::Member(member) => proof(member),
                Value::Computed(index) => expr(index),
            };
            values.extend(found.map(|found| (own.name.as_str(), found)));
        }
        if let BodyFrom::Members(members) = &binding.body {
            let named =
                |&member: &usize| Some((self.input.record.members[member].wire.as_str(), proof(member)?));
            values.extend(members.iter().filter_map(named));
        }
        let mut unproven: Vec<&str> = Vec::new();
        loop {
            let found = values.iter().find(|(name, own)| {
                !unproven.contains(name) && own.any(&|part| lacks(part, &sample.with, &unproven))
            });
            let Some((name, _)) = found else { return unproven };
            unproven.push(name);
        }
    }
}

/// Whether a part of an expression is known to nobody who reads the page.
fn lacks(part: &Expr, with: &MadeWith, unproven: &[&str]) -> bool {
    match part {
        Expr::Credential(index) => with.credentials.iter().all(|(own, _)| own != index),
        Expr::Now(_) => with.now.is_none(),
        Expr::Nonce | Expr::Uuid => with.nonce.is_none(),
        Expr::Held(name) => with.held.iter().all(|(own, _)| own != name),
        Expr::Call(Function::OAuth1, _) => with.now.is_none() || with.nonce.is_none(),
        Expr::Header(name) => unproven.iter().any(|own| own.eq_ignore_ascii_case(name)),
        Expr::Input(name) => unproven.contains(&name.as_str()),
        _ => false,
    }
}
