//! The codes of problems, and the pages that explain them.

use std::fmt;
use std::str::FromStr;

use super::{Problem, nearest};

macro_rules! codes {
    ($($code:ident)*) => {
        /// The stable name of a kind of problem.
        #[derive(Clone, Copy, Debug, Eq, Ord, PartialEq, PartialOrd)]
        #[non_exhaustive]
        #[expect(missing_docs, reason = "the pages say what the codes mean")]
        pub enum Code { $($code),* }

        impl Code {
            /// Every code, in order.
            pub const ALL: &[Self] = &[$(Self::$code),*];

            /// The code as it is printed.
            #[must_use]
            pub const fn name(self) -> &'static str {
                match self { $(Self::$code => stringify!($code)),* }
            }

            /// What it means, with an example, in Markdown.
            #[must_use]
            pub const fn page(self) -> &'static str {
                match self { $(Self::$code => include_str!(concat!("../../explain/", stringify!($code), ".md"))),* }
            }
        }
    };
}

// People search for codes and programs compare them: a code is never renumbered,
// and one that is given up is never given to another kind of problem.
codes! {
    W0001 W0002 W0003 W0004 W0005 W0006 W0007 W0008 W0009
    W0010 W0011 W0012 W0013 W0014 W0015 W0016 W0017
}

impl Problem {
    /// The code of this kind of problem.
    #[must_use]
    pub const fn code(&self) -> Code {
        match self {
            Self::Yaml(_) => Code::W0001,
            Self::UnknownKey { .. } => Code::W0002,
            Self::RepeatedKey { .. } => Code::W0003,
            Self::MissingKey { .. } => Code::W0004,
            Self::WrongKind { .. } => Code::W0005,
            Self::CutText { .. } => Code::W0006,
            Self::UnknownWord { .. } => Code::W0007,
            Self::Malformed { .. } => Code::W0008,
            Self::Undefined { .. } => Code::W0009,
            Self::Unused { .. } => Code::W0010,
            Self::Cycle { .. } => Code::W0011,
            Self::NoRustName { .. } => Code::W0012,
            Self::RustCollision { .. } => Code::W0013,
            Self::Conflict { .. } => Code::W0014,
            Self::Sample { .. } => Code::W0015,
            Self::RepeatedService { .. } => Code::W0016,
            Self::NotYet { .. } => Code::W0017,
        }
    }
}

impl Code {
    /// The page's heading, without the code.
    #[must_use]
    pub fn title(self) -> &'static str {
        title(self.page())
    }
}

/// The heading of a page without what comes before the colon.
pub(super) fn title(page: &'static str) -> &'static str {
    let heading = page.lines().next().unwrap_or_default();
    heading.split_once(": ").map_or(heading, |(_, title)| title)
}

impl fmt::Display for Code {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Code {
    type Err = UnknownCode;

    fn from_str(text: &str) -> Result<Self, UnknownCode> {
        let known = Self::ALL.iter().copied().find(|code| code.name() == text);
        known.ok_or_else(|| UnknownCode { nearest: nearest(text, Self::ALL.iter().map(|code| code.name())) })
    }
}

/// A text that is no code.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct UnknownCode {
    /// The code that is most likely meant.
    pub nearest: Option<String>,
}

impl fmt::Display for UnknownCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.nearest {
            Some(code) => write!(f, "there is no such code; did you mean `{code}`?"),
            None => f.write_str("there is no such code; `wirewright explain` lists all"),
        }
    }
}

impl std::error::Error for UnknownCode {}
