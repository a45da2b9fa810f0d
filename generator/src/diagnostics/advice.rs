//! What may well be as it is, and what a careful reader of a spec would ask about.

use std::fmt;

use super::{At, Place, nearest, problem::Shown};

macro_rules! groups {
    ($($group:ident $name:literal)*) => {
        /// The stable name of a kind of advice.
        #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        #[expect(missing_docs, reason = "the pages say what the groups mean")]
        pub enum Group { $($group),* }

        impl Group {
            /// Every group, in the order in which they are listed.
            pub const ALL: &[Self] = &[$(Self::$group),*];

            /// The word by which people and programs call it.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$group => $name),* }
            }

            /// What it means, with an example, in Markdown.
            #[must_use]
            pub const fn page(self) -> &'static str {
                match self { $(Self::$group => include_str!(concat!("../../explain/", $name, ".md"))),* }
            }
        }
    };
}

// People put these words into the scripts of their CI: a word is never changed,
// nor given to another kind of advice.
groups! {
    Assumptions "assumptions"
    Outside "outside"
    UnusedTypes "unused-types"
    UndocumentedAnswers "undocumented-answers"
    MissingSamples "missing-samples"
}

impl Group {
    /// The page's heading, without the group.
    #[must_use]
    pub fn title(self) -> &'static str {
        super::code::title(self.page())
    }

    /// The group of this name.
    ///
    /// # Errors
    /// The group that is most likely meant, if any is.
    pub fn named(name: &str) -> Result<Self, Option<String>> {
        let known = Self::ALL.iter().copied().find(|own| own.name() == name);
        known.ok_or_else(|| nearest(name, Self::ALL.iter().map(|own| own.name())))
    }
}

impl fmt::Display for Group {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// Something to think about. The place is not part of it.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the variants say what their fields are")]
pub enum Advice {
    /// A guess: what it is about, such as `types.Error`, or nothing for the whole spec.
    Assumed { subject: String, reason: String },
    /// A fact from elsewhere: what it is about, as with a guess.
    Outside { subject: String, source: String },
    /// A type that no operation reaches.
    UnusedType { name: String },
    /// An operation that brings what no page shows; marked so, or not even that.
    UndocumentedAnswer { operation: String, marked: bool },
    /// A binding that no sample travels by, there or back.
    MissingSample { operation: String, binding: Option<String>, request: bool, answer: bool },
    /// A sample that does not say what some of its values were computed with.
    UnprovenSample { operation: String, values: Vec<String> },
}

impl Advice {
    /// The group that it belongs to.
    #[must_use]
    pub const fn group(&self) -> Group {
        match self {
            Self::Assumed { .. } => Group::Assumptions,
            Self::Outside { .. } => Group::Outside,
            Self::UnusedType { .. } => Group::UnusedTypes,
            Self::UndocumentedAnswer { .. } => Group::UndocumentedAnswers,
            Self::MissingSample { .. } | Self::UnprovenSample { .. } => Group::MissingSamples,
        }
    }

    /// What to do about it, where that can be told.
    #[must_use]
    pub fn help(&self) -> Option<String> {
        let help = match self {
            Self::Assumed { .. } | Self::Outside { .. } => return None,
            Self::UnusedType { .. } => {
                "use it where the page does, or remove it; it is generated all the same"
            }
            Self::UndocumentedAnswer { marked: false, .. } => {
                "say `output: nothing` if the page says so; else mark `output` with `assume` or `outside`"
            }
            Self::UndocumentedAnswer { marked: true, .. } => {
                "compare it with what the service sends; its page cannot tell"
            }
            Self::MissingSample { .. } => {
                "add the page's to `samples`; one that is not from the page is marked with `assume` or `outside`"
            }
            Self::UnprovenSample { .. } => {
                "say under `with` what the page made it with, if the page does: credentials, `now`, `nonce`"
            }
        };
        Some(help.to_owned())
    }
}

impl fmt::Display for Advice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Assumed { subject, reason } => {
                write!(f, "{} is assumed: {}", Subject(subject), OneLine(reason))
            }
            Self::Outside { subject, source } => {
                write!(f, "{} is not from the page: {}", Subject(subject), OneLine(source))
            }
            Self::UnusedType { name } => write!(f, "no operation reaches the type `{}`", Shown(name)),
            Self::UndocumentedAnswer { operation, marked: false } => {
                write!(f, "nothing is said of what `{}` answers", Shown(operation))
            }
            Self::UndocumentedAnswer { operation, marked: true } => {
                write!(f, "what `{}` answers is not from the page", Shown(operation))
            }
            Self::MissingSample { operation, binding, request, answer } => {
                let what = match (request, answer) {
                    (true, true) => "a request or an answer",
                    (true, false) => "a request",
                    _ => "an answer",
                };
                write!(f, "`{}` has no sample of {what}", Shown(operation))?;
                binding.as_ref().map_or(Ok(()), |binding| write!(f, " by `{}`", Shown(binding)))
            }
            Self::UnprovenSample { operation, values } => {
                let values: Vec<String> = values.iter().map(|own| format!("`{}`", Shown(own))).collect();
                let values = values.join(", ");
                write!(f, "a sample of `{}` does not say what it was made with: {values}", Shown(operation))
            }
        }
    }
}

/// What a remark is about.
struct Subject<'a>(&'a str);

impl fmt::Display for Subject<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            "" => f.write_str("the whole spec"),
            subject => write!(f, "`{}`", Shown(subject)),
        }
    }
}

/// A reason is read to its end, so it is not cut; its lines are those of the spec.
struct OneLine<'a>(&'a str);

impl fmt::Display for OneLine<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let words: Vec<&str> = self.0.split_whitespace().collect();
        f.write_str(&words.join(" "))
    }
}

/// An advice at a place of a spec.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub struct Advised {
    /// The way to the node.
    pub at: At,
    /// What there is to think about.
    pub advice: Advice,
}

/// An advice with its place looked up.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LocatedAdvice {
    /// The file, as the caller names it.
    pub file: String,
    /// The line of the file, without its end.
    pub source_line: String,
    /// The place in the file.
    pub place: Place,
    /// What there is to think about.
    pub advice: Advice,
}
