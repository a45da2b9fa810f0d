//! Members of a record: their names, types, presence, forms and order.

use super::kind::Kind;
use super::limits::takes_all;
use super::pairs::Pairs;
use super::same::{same_name, same_rust, same_wire};
use super::sides::{Change, Sides};
use super::subject::Home;
use super::words::{format_name, limits, list_style, presence, quoted, type_text};
use crate::model::{Enumeration, Format, ListStyle, Member, Presence, Record, TypeKind, TypeRef};

/// What surrounds a record that both sides have.
pub(super) struct Around<'a> {
    pub(super) home: Home<'a>,
    pub(super) pairs: &'a Pairs,
    /// Whether the name of a member travels, by its indexes.
    pub(super) is_named: &'a dyn Fn(usize, usize) -> bool,
    /// Whether a server survives the absence of a required member that has a default: it
    /// travels as a parameter wherever it travels.
    pub(super) is_parameter: &'a dyn Fn(Side, usize) -> bool,
    /// Whether requests have the record: then a server takes defaults and insists on limits.
    pub(super) is_asked: bool,
}

/// One of the two sides.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Side {
    Old,
    New,
}

/// What differs between the members of two records.
pub(super) fn members(sides: &Sides<'_>, around: &Around<'_>, old: &Record, new: &Record) -> Vec<Change> {
    let Around { home, pairs, .. } = *around;
    let mut changes = Vec::new();
    for &at in &pairs.gone {
        let own = &old.members[at];
        if own.always.is_some() {
            changes.push(Change::new(home.member(&own.page), Kind::Constant, constant(own), ""));
            continue;
        }
        let was = type_text(own, sides.old);
        changes.push(Change::new(home.member(&own.page), Kind::MemberRemoved, was, ""));
    }
    for (at, own) in new.members.iter().enumerate() {
        if pairs.fresh.contains(&at) {
            if own.always.is_some() {
                changes.push(Change::new(home.member(&own.page), Kind::Constant, "", constant(own)));
                continue;
            }
            let demanded = demands(around, Side::New, at, own);
            let kind = if demanded { Kind::RequiredMemberAdded } else { Kind::MemberAdded };
            changes.push(Change::new(home.member(&own.page), kind, "", type_text(own, sides.new)));
        }
    }
    for &(before, after) in &pairs.both {
        let pair = (&old.members[before], &new.members[after]);
        changes.extend(member(sides, around, (before, after), pair));
    }
    changes.extend(order(around, old, new));
    changes
}

/// What a member always is.
fn constant(own: &Member) -> String {
    own.always.as_deref().map(quoted).unwrap_or_default()
}

/// Whether a reader refuses a message without the member.
pub(super) fn demands(around: &Around<'_>, side: Side, at: usize, own: &Member) -> bool {
    own.presence == Presence::Required && !survives(around, side, at, own)
}

/// Whether a server takes something in the place of a member that is left out.
fn survives(around: &Around<'_>, side: Side, at: usize, own: &Member) -> bool {
    let has_value = own.default.is_some() || own.type_.inside().is_some();
    has_value && (around.is_parameter)(side, at)
}

fn member(
    sides: &Sides<'_>,
    around: &Around<'_>,
    (before, after): (usize, usize),
    (old, new): (&Member, &Member),
) -> Vec<Change> {
    let subject = around.home.member(&new.page);
    let change = |kind, old: String, new: String| Change::new(subject.clone(), kind, old, new);
    let mut changes = Vec::new();
    if old.always != new.always {
        changes.push(change(Kind::Constant, constant(old), constant(new)));
    }
    if old.rust != new.rust && new.always.is_none() {
        changes.push(change(Kind::RustName, quoted(&old.rust), quoted(&new.rust)));
    }
    if (around.is_named)(before, after) {
        changes.extend(names((&old.wire, &old.also), (&new.wire, &new.also), change));
    }
    changes.extend(type_(sides, around, (old, new), change));
    changes.extend(presences(around, (before, after), (old, new), change));
    if old.format != new.format && same_name(sides, &old.type_, &new.type_) {
        let text = |own: &Format| matches!(own, Format::Plain | Format::UtcMillis);
        let alike =
            (text(&old.format) && text(&new.format)) || super::parts::are_alike(&old.format, &new.format);
        let kind = if alike { Kind::FormatReadAlike } else { Kind::Format };
        changes.push(change(kind, format_name(&old.format), format_name(&new.format)));
    }
    changes.extend(limited(around, (old, new), change));
    if old.none != new.none {
        let text = |own: &Member| own.none.as_ref().map(|none| quoted(&none.text)).unwrap_or_default();
        let touches = field(old) != field(new);
        changes.push(change(Kind::NoneValue, text(old), text(new)).in_rust(touches));
    }
    if old.list != new.list {
        let text = |own: &Option<ListStyle>| {
            own.as_ref().map_or("as other lists are".to_owned(), |list| format!("as {}", list_style(list)))
        };
        changes.push(change(Kind::ListStyle, text(&old.list), text(&new.list)));
    }
    if old.default != new.default {
        let text = |own: &Member| own.default.as_deref().map(quoted).unwrap_or_default();
        changes.push(match (around.is_asked, &old.default) {
            (true, None) => change(Kind::DefaultAdded, String::new(), text(new)),
            (true, Some(_)) => change(Kind::Default, text(old), text(new)),
            (false, _) => change(Kind::Documentation, String::new(), String::new()),
        });
    }
    if old.docs.about != new.docs.about || old.page != new.page {
        changes.push(change(Kind::Documentation, String::new(), String::new()));
    }
    changes
}

/// Compares the name that is written, and those that are read beside it.
pub(super) fn names(
    (old, old_also): (&String, &Vec<String>),
    (new, new_also): (&String, &Vec<String>),
    change: impl Fn(Kind, String, String) -> Change,
) -> Vec<Change> {
    let mut changes = Vec::new();
    if old != new {
        changes.push(change(Kind::WrittenName, quoted(old), quoted(new)));
    }
    let fresh = new_also.iter().filter(|own| !old_also.contains(own) && *own != old);
    changes.extend(fresh.map(|own| change(Kind::ReadNameAdded, String::new(), quoted(own))));
    let gone = old_also.iter().filter(|own| !new_also.contains(own) && *own != new);
    changes.extend(gone.map(|own| change(Kind::ReadNameRemoved, quoted(own), String::new())));
    changes
}

fn type_(
    sides: &Sides<'_>,
    around: &Around<'_>,
    (old, new): (&Member, &Member),
    change: impl Fn(Kind, String, String) -> Change,
) -> Option<Change> {
    let types = same_name(sides, &old.type_, &new.type_);
    if types && old.boxed == new.boxed {
        return None;
    }
    let (was, is) = (type_text(old, sides.old), type_text(new, sides.new));
    let rust = old.boxed == new.boxed && same_rust(sides, &old.type_, &new.type_);
    let wire = types || same_wire(sides, &old.type_, &new.type_);
    let is_argument = matches!(around.home, Home::Input(_)) && !new.nullable && !old.nullable;
    let kind = match (is_argument && rust, takes_texts(old, sides.old), takes_texts(new, sides.new)) {
        (true, false, true) => Kind::ArgumentTakesMore,
        (true, true, false) => Kind::ArgumentTakesLess,
        _ => return Some(change(Kind::MemberType, was, is).on_wire(!wire).in_rust(!rust)),
    };
    Some(change(kind, was, is))
}

/// Whether a client's argument takes whatever becomes a text or a value of an enumeration.
fn takes_texts(member: &Member, service: &crate::model::Service) -> bool {
    match &member.type_ {
        TypeRef::String => true,
        TypeRef::Named(id) => matches!(
            service.types[id.0].kind,
            TypeKind::Enum(Enumeration { closed: false, number: None, .. })
        ),
        _ => false,
    }
}

/// What a page says of sizes: a server insists on it, a client that reads does not.
fn limited(
    around: &Around<'_>,
    (old, new): (&Member, &Member),
    change: impl Fn(Kind, String, String) -> Change,
) -> Option<Change> {
    let (was, is) = (old.limits.clone().unwrap_or_default(), new.limits.clone().unwrap_or_default());
    let kind = match around.is_asked {
        _ if was == is => return None,
        false => Kind::LimitsOfAnswer,
        true if takes_all(&is, &was) => Kind::LimitsWider,
        true => Kind::LimitsNarrower,
    };
    Some(change(kind, limits(&was), limits(&is)))
}

/// How Rust wraps the type of a member.
fn field(own: &Member) -> (bool, bool) {
    let is_field = own.always.is_none();
    (is_field && own.nullable, is_field && !own.nullable && own.is_optional())
}

fn presences(
    around: &Around<'_>,
    (before, after): (usize, usize),
    (old, new): (&Member, &Member),
    change: impl Fn(Kind, String, String) -> Change,
) -> Vec<Change> {
    let mut changes = Vec::new();
    if old.presence != new.presence {
        let is_needed = |own: &Member| own.presence == Presence::Required;
        let refused = match (is_needed(old), is_needed(new)) {
            (true, true) | (false, false) => None,
            (false, true) => Some(demands(around, Side::New, after, new)),
            (true, false) => Some(demands(around, Side::Old, before, old)),
        };
        let kind = match refused {
            None => Kind::Promise,
            Some(true) => Kind::Presence,
            Some(false) => Kind::PresenceWithDefault,
        };
        let (was, is) = (presence(old.presence).to_owned(), presence(new.presence).to_owned());
        // What may be null, and what has a value for none, has one Rust type, left out or not.
        changes.push(change(kind, was, is).in_rust(field(old) != field(new)));
    }
    let kind = match (old.nullable, new.nullable, old.is_optional()) {
        (false, true, true) => Kind::NullAdded,
        (false, true, false) => Kind::NullAddedToRequired,
        (true, false, _) => Kind::NullRemoved,
        (true, true, _) | (false, false, _) => return changes,
    };
    changes.push(change(kind, String::new(), String::new()));
    changes
}

/// The order of what both have; of inputs, that of the arguments counts in Rust.
fn order(around: &Around<'_>, old: &Record, new: &Record) -> Option<Change> {
    let Around { home, pairs, .. } = around;
    let names = |record: &Record, own: Vec<usize>| {
        own.iter().map(|at| quoted(&record.members[*at].page)).collect::<Vec<_>>().join(", ")
    };
    let needed = |own: &Member| !own.is_optional() && !own.nullable && own.always.is_none();
    let arguments: Vec<(usize, usize)> = pairs
        .both
        .iter()
        .copied()
        .filter(|(before, after)| needed(&old.members[*before]) && needed(&new.members[*after]))
        .collect();
    let sorted = |mut pairs: Vec<(usize, usize)>| {
        pairs.sort_unstable_by_key(|pair| pair.1);
        pairs
    };
    let listed = |pairs: &[(usize, usize)]| {
        let was = names(old, pairs.iter().map(|pair| pair.0).collect());
        let is = names(new, sorted(pairs.to_vec()).iter().map(|pair| pair.1).collect());
        (was, is)
    };
    let travels = pairs.both.iter().any(|(before, after)| (around.is_named)(*before, *after));
    if matches!(home, Home::Input(_)) && !arguments.is_sorted_by_key(|pair| pair.1) {
        let (was, is) = listed(&arguments);
        return Some(Change::new(home.subject(), Kind::ArgumentsReordered, was, is));
    }
    if pairs.in_order() || !travels {
        return None;
    }
    let (was, is) = listed(&pairs.both);
    let of = home.word();
    Some(Change::new(home.subject(), Kind::MembersReordered, was, format!("{of} as {is}")))
}
