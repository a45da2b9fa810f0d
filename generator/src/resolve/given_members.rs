//! Members of types that a client computes, and how inputs come to them.

use super::computed::{can_be_given, function, is_named_only, mark_used, timed};
use super::context::{Books, Context, member_parts};
use super::expressions::{self, Named};
use super::inputs::Section;
use super::lookup::{as_record, meant};
use super::members::Written;
use super::placing;
use crate::diagnostics::{At, Problem, Report};
use crate::model::{
    Computed, Given, GivenMember, Input, Member, Operation, Presence, Record, Type, TypeId, TypeKind, TypeRef,
};

/// Says of the members of a type with a `value` what computes them.
pub(super) fn add(
    context: &Context<'_>,
    written: &[Written<'_>],
    members: &mut [Member],
    books: &mut Books,
    report: &mut Report,
) {
    let credentials: Vec<&str> = context.document.credentials.names().collect();
    let held: Vec<&str> = context.held.iter().map(String::as_str).collect();
    for (at, page, short) in written {
        let parts = member_parts(short, at);
        let Some(text) = parts.long.and_then(|long| long.value.as_ref()).map(|own| own.0.as_str()) else {
            continue;
        };
        let Some(member) = members.iter_mut().find(|own| own.page == *page) else { continue };
        let at = at.key("value");
        // What a type is a part of, it does not know.
        let named = Named { credentials: &credentials, inputs: &[], own: page, held: &held };
        let Some(expr) = expressions::parse(text, named, &at, report) else { continue };
        mark_used(&expr, books);
        if expr.has_message() {
            let message = "a type does not know the message that it travels in".to_owned();
            let advice =
                "compute it from credentials, held values, the time or a nonce, or list the members \
                          under `input` of the operation"
                    .to_owned();
            report.push(at, Problem::Conflict { message, advice });
            continue;
        }
        let required = member.presence == Presence::Required;
        let expr = timed(expr, &member.type_, &member.format);
        let fits = placing::fits(&expr, Section::Input, &member.wire, &at, report);
        if fits && can_be_given(member, &expr, text, &at, report) {
            let secret = expr.has_credentials() && !is_named_only(&expr, context);
            member.given = Some(GivenMember { text: text.to_owned(), expr, required, secret });
        }
    }
}

/// Which types hold something that a client computes. Types share types in so many ways that only
/// the way to these is walked.
pub(super) struct Holders(Vec<bool>);

impl Holders {
    /// Looks at every type until no further one is found.
    pub(super) fn of(types: &[Option<Type>]) -> Self {
        let mut all = Self(vec![false; types.len()]);
        loop {
            let comes = |member: &Member| {
                member.given.is_some() || (is_walked(member) && all.has(&member.type_, types))
            };
            let holds = |own: &Option<Type>| {
                own.as_ref().and_then(Type::as_record).is_some_and(|own| own.members.iter().any(comes))
            };
            let found: Vec<bool> = types.iter().map(holds).collect();
            if found == all.0 {
                return all;
            }
            all.0 = found;
        }
    }

    fn has(&self, type_: &TypeRef, types: &[Option<Type>]) -> bool {
        matches!(meant(type_, types), TypeRef::Named(TypeId(index)) if self.0.get(*index) == Some(&true))
    }
}

/// Whether what a member holds is looked into.
fn is_walked(member: &Member) -> bool {
    !member.nullable && !member.boxed
}

/// Lets types do without members that come by themselves: records in which a client computes something,
/// and a caller need not give anything.
pub(super) fn free(types: &mut [Option<Type>], holders: &Holders) {
    loop {
        let mut found = Vec::new();
        for (index, own) in types.iter().enumerate() {
            let Some(record) = own.as_ref().and_then(Type::as_record) else { continue };
            let members = record.members.iter().enumerate();
            let required = members.filter(|(_, own)| own.presence == Presence::Required && !own.nullable);
            let comes = required.filter(|(_, own)| comes_by_itself(&own.type_, types, holders));
            found.extend(comes.map(|(member, _)| (index, member)));
        }
        if found.is_empty() {
            return;
        }
        for (index, member) in found {
            if let Some(record) = types[index].as_mut().and_then(Type::as_record_mut) {
                record.members[member].presence = Presence::Optional;
            }
        }
    }
}

/// Whether a client makes up such a value, and nothing in it has to be given.
fn comes_by_itself(type_: &TypeRef, types: &[Option<Type>], holders: &Holders) -> bool {
    let needs = |own: &Record| own.members.iter().any(|own| own.presence == Presence::Required);
    holders.has(type_, types) && !as_record(type_, types).is_some_and(needs)
}

/// Reports what nobody computes: a type that no input holds, but in a list, a map or a union.
pub(super) fn check(
    operations: &[Operation],
    (types, holders): (&[Option<Type>], &Holders),
    used: &[bool],
    report: &mut Report,
) {
    let mut walk = Walk { types, holders, seen: Vec::new(), way: Vec::new(), found: Vec::new() };
    for operation in operations {
        let members = operation.input.record.members.iter().filter(|own| !own.nullable);
        members.for_each(|own| walk.inside(&own.type_));
    }
    for (own, _) in types.iter().zip(used).filter(|(_, used)| **used) {
        let Some(Type { page, kind: TypeKind::Record(record), .. }) = own else { continue };
        for member in record.members.iter().filter(|own| own.given.is_some()) {
            if walk.found.iter().any(|found| std::ptr::eq(found.member, member)) {
                continue;
            }
            let at = At::root().key("types").key(page).key("members").key(&member.page).key("value");
            let message = format!(
                "nobody computes `{}`: no input holds `{page}`, but in a list, a map or a union, or as `nullable`",
                member.page
            );
            let advice = format!("make `{page}` a member of an input, or of a record that is one");
            report.push(at.name(), Problem::Conflict { message, advice });
        }
    }
}

/// Finds what a client computes inside the members of an input.
pub(super) fn reach(
    input: &mut Input,
    (types, holders): (&[Option<Type>], &Holders),
    all: &mut Vec<Computed>,
    (operation, at): (&str, &At),
    report: &mut Report,
) {
    let mut found = Vec::new();
    for (index, member) in input.record.members.iter_mut().enumerate() {
        let mut walk = Walk { types, holders, seen: Vec::new(), way: Vec::new(), found: Vec::new() };
        if !member.nullable {
            walk.inside(&member.type_);
        }
        if comes_by_itself(&member.type_, types, holders) && input.body != Some(index) {
            member.presence = Presence::Optional;
        }
        found.extend(walk.found.into_iter().map(|own| (index, own)));
    }
    let mut given = Vec::new();
    for (member, Found { way, member: inner, value }) in found {
        let GivenMember { text, expr, required, secret } = value.clone();
        let own = Computed {
            page: inner.page.clone(),
            rust: String::new(),
            text,
            expr,
            required,
            docs: inner.docs.clone(),
        };
        let Some(computed) = function(all, operation, own, at, report) else { continue };
        given.push(Given { member, inside: way, computed, secret, settable: true });
    }
    // What is computed over the members of a body sees these too.
    input.given.splice(0..0, given);
}

/// A walk through the records that a value always is or may leave out as a whole.
struct Walk<'t> {
    types: &'t [Option<Type>],
    holders: &'t Holders,
    /// The types on the way, which may hold themselves.
    seen: Vec<&'t Record>,
    way: Vec<usize>,
    found: Vec<Found<'t>>,
}

/// What a client computes inside a member of an input.
struct Found<'t> {
    way: Vec<usize>,
    member: &'t Member,
    value: &'t GivenMember,
}

impl<'t> Walk<'t> {
    fn inside(&mut self, type_: &TypeRef) {
        let holding = as_record(type_, self.types).filter(|_| self.holders.has(type_, self.types));
        let Some(record) = holding else { return };
        if self.seen.iter().any(|own| std::ptr::eq(*own, record)) {
            return;
        }
        self.seen.push(record);
        for (index, member) in record.members.iter().enumerate() {
            self.way.push(index);
            match &member.given {
                Some(value) => {
                    let way = self.way.clone();
                    self.found.push(Found { way, member, value });
                }
                None if is_walked(member) => self.inside(&member.type_),
                None => {}
            }
            self.way.pop();
        }
        self.seen.pop();
    }
}
