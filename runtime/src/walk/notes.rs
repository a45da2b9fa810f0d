//! Where a reader is, and what it found that the spec does not say.

use std::fmt::{self, Write as _};

use bytes::Bytes;

use super::{Bounds, Breach};
use crate::error::{DecodeErrorKind, Excerpt};

/// Something in a message that the spec does not say, and that was read all the same.
#[derive(Clone, Debug, Eq, PartialEq)]
#[non_exhaustive]
pub enum Deviation {
    /// A member that the spec does not name; its value was dropped.
    UnknownMember {
        /// Where the member stands, such as `Errors[0].Hint`.
        path: String,
    },
    /// A member that the spec promises and the message leaves out.
    MissingMember {
        /// Where the member should stand.
        path: String,
    },
    /// A null where the spec has none; it was taken for an absent member.
    UnexpectedNull {
        /// Where the null stands.
        path: String,
    },
    /// A text where the spec has a number or a boolean; its content was read.
    QuotedScalar {
        /// Where the text stands.
        path: String,
    },
    /// A number or a boolean where the spec has a text; its digits or letters were read.
    BareText {
        /// Where the value stands.
        path: String,
    },
    /// A value that an open enumeration does not list.
    UnknownValue {
        /// Where the value stands.
        path: String,
        /// The value as it came.
        value: String,
    },
    /// A value that does not keep a limit of the page.
    OutOfLimits(Breach),
    /// One value where the spec has a list of them.
    SingleItem {
        /// Where the value stands.
        path: String,
    },
    /// A member that repeats a value of the request, and holds another one: the
    /// answer may belong to another request.
    OtherEcho {
        /// Where the member stands.
        path: String,
        /// The value that was sent.
        sent: String,
        /// The value that came.
        found: String,
    },
}

impl Deviation {
    /// What is wrong with a sample that has it. `None` for what a page may have all the same: it may break
    /// its own promises, and an enumeration may grow.
    #[must_use]
    pub fn of_sample(&self) -> Option<String> {
        match self {
            Self::UnknownMember { path } => Some(format!("it has `{path}`, which the spec does not name")),
            Self::MissingMember { .. } | Self::UnknownValue { .. } => None,
            // What is read but not written back so cannot be compared.
            other => Some(other.to_string()),
        }
    }
}

impl fmt::Display for Deviation {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::UnknownMember { path } => write!(f, "{} is not in the spec", Place(path)),
            Self::MissingMember { path } => write!(f, "{} is missing", Place(path)),
            Self::UnexpectedNull { path } => write!(f, "{} is null", Place(path)),
            Self::QuotedScalar { path } => write!(f, "{} is a text", Place(path)),
            Self::BareText { path } => write!(f, "{} is no text", Place(path)),
            Self::UnknownValue { path, value } => {
                write!(f, "{} has the unknown value {}", Place(path), Excerpt(value))
            }
            Self::OutOfLimits(breach) => breach.fmt(f),
            Self::SingleItem { path } => write!(f, "{} is no list", Place(path)),
            Self::OtherEcho { path, sent, found } => {
                write!(f, "{} is {}, not {} as was sent", Place(path), Excerpt(found), Excerpt(sent))
            }
        }
    }
}

/// A path as messages have it; that of the root is empty.
struct Place<'p>(&'p str);

impl fmt::Display for Place<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            "" => f.write_str("the whole"),
            path => write!(f, "`{}`", path.escape_debug()),
        }
    }
}

/// What a reader keeps while it walks: the path to the current member, the
/// deviations so far, and how much it takes at all.
#[derive(Debug, Default)]
pub struct Notes {
    bounds: Bounds,
    hasty: bool,
    ignore_case: bool,
    as_sent: bool,
    thorough: bool,
    #[cfg(feature = "xml")]
    not_understood: Option<String>,
    steps: Vec<Step>,
    deviations: Vec<Deviation>,
    /// Whether texts of the message may be documents, which only the walk counts.
    documents: bool,
    /// At how many steps the document began that is being read; the message itself begins at none.
    began: usize,
    /// In how many documents the reader is.
    within: usize,
    /// How many members documents inside the message may still have, once there was one.
    left: Option<usize>,
    /// The bytes of the whole message, to be shared by what is read of them.
    whole: Option<Bytes>,
}

#[derive(Debug)]
enum Step {
    Member(&'static str),
    Item(usize),
    Key(String),
}

fn dotted(path: &mut String, name: &str) {
    if !path.is_empty() {
        path.push('.');
    }
    path.push_str(name);
}

/// How many deviations one message can have noted; the rest is dropped, so
/// that a hostile message cannot fill the memory.
const MOST_DEVIATIONS: usize = 100;

impl Notes {
    /// Notes for a new message.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Notes for a new message of which no more than this is read.
    #[must_use]
    pub fn within(bounds: Bounds) -> Self {
        let nesting = bounds.nesting.min(Bounds::DEEPEST);
        Self { bounds: Bounds { nesting, ..bounds }, ..Self::default() }
    }

    /// How much is read of the message.
    #[must_use]
    pub fn bounds(&self) -> Bounds {
        self.bounds
    }

    /// Says whether names are read in any case of ASCII letters; gives what was said before.
    pub fn ignore_case(&mut self, ignore: bool) -> bool {
        std::mem::replace(&mut self.ignore_case, ignore)
    }

    /// Says that every deviation is to be found on the way.
    #[cfg(feature = "testing")]
    pub(crate) fn look_closely(&mut self) {
        self.thorough = true;
    }

    /// Whether every deviation is to be found on the way.
    pub(crate) fn is_thorough(&self) -> bool {
        self.thorough
    }

    /// Says that what a request leaves out stays so, whatever its default.
    #[cfg(feature = "testing")]
    pub(crate) fn take_as_sent(&mut self) {
        self.as_sent = true;
    }

    /// Whether what a request leaves out stays so.
    pub(crate) fn is_as_sent(&self) -> bool {
        self.as_sent
    }

    /// Whether names are read in any case of ASCII letters.
    pub(crate) fn ignores_case(&self) -> bool {
        self.ignore_case
    }

    /// Whether a name that was found is one of the spec's.
    pub(crate) fn is_name(&self, own: &str, found: &str) -> bool {
        own == found || (self.ignore_case && own.eq_ignore_ascii_case(found))
    }

    /// Lends the bytes of the whole message, so that files in it need not be copied.
    #[cfg(any(feature = "client", feature = "server"))]
    pub(crate) fn lend(&mut self, whole: &Bytes) {
        self.whole = Some(whole.clone());
    }

    /// Some bytes of the message: shared with it where it was lent, copied otherwise.
    pub(crate) fn share(&self, part: &[u8]) -> Bytes {
        let (start, end) = (part.as_ptr_range().start, part.as_ptr_range().end);
        let around = |whole: &&Bytes| whole.as_ptr_range().start <= start && end <= whole.as_ptr_range().end;
        let whole = self.whole.as_ref().filter(around);
        whole.map_or_else(|| Bytes::copy_from_slice(part), |whole| whole.slice_ref(part))
    }

    /// Says that texts of the message may be documents.
    pub(crate) fn expect_documents(&mut self, expected: bool) {
        self.documents = expected;
    }

    /// Whether texts of the message may be documents.
    pub(crate) fn expects_documents(&self) -> bool {
        self.documents
    }

    /// Goes into a document inside the message: it has what the message leaves of its bounds.
    /// [`Notes::leave_document`] comes back with what this gives.
    pub(super) fn enter_document(&mut self) -> Result<(Bounds, usize), DecodeErrorKind> {
        if self.within == Bounds::DOCUMENTS {
            return Err(DecodeErrorKind::TooDeep { limit: Bounds::DOCUMENTS });
        }
        let outer = (self.bounds, self.began);
        let used = self.steps.len() - self.began;
        let nesting = self.bounds.nesting.saturating_sub(used.max(1));
        if nesting == 0 {
            return Err(self.bounds.too_deep());
        }
        let members = *self.left.get_or_insert(self.bounds.members);
        self.bounds = Bounds { nesting, members };
        self.began = self.steps.len();
        self.within += 1;
        Ok(outer)
    }

    /// Comes back from a document.
    pub(super) fn leave_document(&mut self, outer: (Bounds, usize)) {
        (self.bounds, self.began) = outer;
        self.within -= 1;
    }

    /// Counts members of a document; those of the message itself are counted by its reader.
    pub(crate) fn spend(&mut self, members: usize) {
        self.left = self.left.map(|left| left.saturating_sub(members));
    }

    /// Says that something was read for its value only, without a look for deviations.
    pub(crate) fn hurry(&mut self) {
        self.hasty = true;
    }

    /// Whether something was read without a look for deviations.
    #[cfg(any(feature = "client", feature = "server"))]
    pub(crate) fn is_hasty(&self) -> bool {
        self.hasty
    }

    /// Notes a header that must be understood and that nobody here understands.
    #[cfg(feature = "xml")]
    pub(crate) fn not_understood(&mut self, header: &str) {
        self.unknown_member(&format!("Header/{header}"));
        self.not_understood.get_or_insert_with(|| header.to_owned());
    }

    /// The first header that must be understood and is not.
    #[cfg(feature = "xml")]
    pub(crate) fn first_not_understood(&self) -> Option<&str> {
        self.not_understood.as_deref()
    }

    /// Goes into a member; [`Notes::leave`] comes back.
    pub fn enter(&mut self, member: &'static str) {
        self.steps.push(Step::Member(member));
    }

    /// Goes into an item of a list, counted from zero; [`Notes::leave`] comes back.
    pub fn enter_item(&mut self, index: usize) {
        self.steps.push(Step::Item(index));
    }

    /// Goes into an entry of a map; [`Notes::leave`] comes back.
    pub fn enter_key(&mut self, key: &str) {
        self.steps.push(Step::Key(key.to_owned()));
    }

    /// Comes back from a member, an item or an entry.
    pub fn leave(&mut self) {
        self.steps.pop();
    }

    /// How many members, items and entries the current place is inside of.
    pub(crate) fn depth(&self) -> usize {
        self.steps.len()
    }

    /// The path to the current place, such as `Errors[0].Code`; empty at the root.
    #[must_use]
    pub fn path(&self) -> String {
        let mut path = String::new();
        for step in &self.steps {
            match step {
                Step::Member(name) => dotted(&mut path, name),
                Step::Key(key) => dotted(&mut path, key),
                Step::Item(index) => {
                    write!(path, "[{index}]").expect("writing to a string cannot fail");
                }
            }
        }
        path
    }

    /// The path to something inside the current place.
    #[must_use]
    pub fn path_to(&self, name: &str) -> String {
        let mut path = self.path();
        if !path.is_empty() {
            path.push('.');
        }
        path.push_str(name);
        path
    }

    /// Notes a deviation.
    pub fn push(&mut self, deviation: Deviation) {
        if self.deviations.len() < MOST_DEVIATIONS {
            self.deviations.push(deviation);
        }
    }

    /// Notes a deviation that must not be lost among many.
    #[cfg(feature = "client")]
    pub(crate) fn insist(&mut self, deviation: Deviation) {
        self.deviations.push(deviation);
    }

    /// Notes a member that the spec does not name.
    pub fn unknown_member(&mut self, name: &str) {
        let path = self.path_to(name);
        self.push(Deviation::UnknownMember { path });
    }

    /// What was noted, in the order of the message.
    #[must_use]
    pub fn deviations(&self) -> &[Deviation] {
        &self.deviations
    }

    /// What was noted, handed over.
    #[must_use]
    pub fn into_deviations(self) -> Vec<Deviation> {
        self.deviations
    }
}

#[cfg(all(test, any(feature = "client", feature = "server")))]
mod tests {
    use super::*;

    #[test]
    fn what_is_lent_is_not_copied() {
        let whole = Bytes::from(b"one two".to_vec());
        let mut notes = Notes::new();
        assert_ne!(notes.share(&whole[4..]).as_ptr(), whole[4..].as_ptr());
        notes.lend(&whole);
        let shared = notes.share(&whole[4..]);
        assert_eq!((&*shared, shared.as_ptr()), (&b"two"[..], whole[4..].as_ptr()));
        // Bytes of another message are their own.
        let other = b"three".to_vec();
        let copied = notes.share(&other);
        assert_eq!(&*copied, &other[..]);
        assert_ne!(copied.as_ptr(), other.as_ptr());
        assert!(notes.share(&whole[7..]).is_empty());
    }
}
