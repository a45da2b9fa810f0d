//! What codes and groups mean.

use std::fmt;
use std::process::ExitCode;
use std::str::FromStr;

use wirewright::diagnostics::{Code, Group, UnknownCode};

use super::{Failed, print};

/// What a page explains.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(super) enum Topic {
    Problem(Code),
    Advice(Group),
}

impl FromStr for Topic {
    type Err = UnknownTopic;

    fn from_str(text: &str) -> Result<Self, UnknownTopic> {
        match (text.parse::<Code>(), Group::named(text)) {
            (Ok(code), _) => Ok(Self::Problem(code)),
            (_, Ok(group)) => Ok(Self::Advice(group)),
            (Err(UnknownCode { nearest }), Err(group)) => Err(UnknownTopic { nearest: nearest.or(group) }),
        }
    }
}

/// A text that is neither a code nor a group.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) struct UnknownTopic {
    nearest: Option<String>,
}

impl fmt::Display for UnknownTopic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.nearest {
            Some(code) => write!(f, "there is no such code; did you mean `{code}`?"),
            None => f.write_str("there is no such code; `wirewright explain` lists all"),
        }
    }
}

impl std::error::Error for UnknownTopic {}

/// Prints a page, or the list of all.
pub(super) fn explain(topic: Option<Topic>) -> Result<ExitCode, Failed> {
    match topic {
        Some(Topic::Problem(code)) => print(code.page()),
        Some(Topic::Advice(group)) => print(group.page()),
        None => {
            let codes = Code::ALL.iter().map(|code| (code.name(), code.title()));
            let groups = Group::ALL.iter().map(|group| (group.name(), group.title()));
            let lines = codes.chain(groups).map(|(name, title)| format!("{name}  {title}\n"));
            print(lines.collect::<String>())
        }
    }
}
