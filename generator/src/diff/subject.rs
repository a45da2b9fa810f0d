//! What a change is about.

use std::fmt;

/// A part of a service, by the page's names.
#[derive(Clone, Debug, Eq, Ord, PartialEq, PartialOrd)]
pub enum Subject {
    /// The service as a whole.
    Service,
    /// An address.
    Server(String),
    /// A credential.
    Credential(String),
    /// An operation.
    Operation(String),
    /// An input of an operation.
    Input(String, String),
    /// A member of an output that is an operation's own.
    Output(String, String),
    /// A header of an operation's success.
    AnswerHeader(String, String),
    /// A way in which an operation travels.
    Binding(String, String),
    /// A failure of an operation.
    Failure(String, String),
    /// A header of a failure's answer.
    FailureHeader(String, String, String),
    /// A sample of an operation.
    Sample(String, String),
    /// A named type.
    Type(String),
    /// A member of a type.
    Member(String, String),
    /// A value of a type.
    Value(String, String),
}

/// The record that a member is of.
#[derive(Clone, Copy, Debug)]
pub(super) enum Home<'s> {
    /// What a caller of an operation gives.
    Input(&'s str),
    /// What a success of an operation brings.
    Output(&'s str),
    /// What a success of an operation has in headers.
    AnswerHeaders(&'s str),
    /// What a failure of an operation has in headers.
    FailureHeaders(&'s str, &'s str),
    /// A named type.
    Type(&'s str),
}

impl Home<'_> {
    /// The record itself.
    pub(super) fn subject(self) -> Subject {
        match self {
            Self::Input(own) | Self::Output(own) | Self::AnswerHeaders(own) => {
                Subject::Operation(own.to_owned())
            }
            Self::FailureHeaders(own, failure) => Subject::Failure(own.to_owned(), failure.to_owned()),
            Self::Type(own) => Subject::Type(own.to_owned()),
        }
    }

    /// One of its members.
    pub(super) fn member(self, page: &str) -> Subject {
        let page = page.to_owned();
        match self {
            Self::Input(own) => Subject::Input(own.to_owned(), page),
            Self::Output(own) => Subject::Output(own.to_owned(), page),
            Self::AnswerHeaders(own) => Subject::AnswerHeader(own.to_owned(), page),
            Self::FailureHeaders(own, failure) => {
                Subject::FailureHeader(own.to_owned(), failure.to_owned(), page)
            }
            Self::Type(own) => Subject::Member(own.to_owned(), page),
        }
    }

    /// What the record is called in a sentence.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Input(_) => "inputs",
            Self::Output(_) => "outputs",
            Self::AnswerHeaders(_) | Self::FailureHeaders(..) => "headers",
            Self::Type(_) => "members",
        }
    }
}

impl fmt::Display for Subject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Service => f.write_str("service"),
            Self::Server(own) => write!(f, "servers.{own}"),
            Self::Credential(own) => write!(f, "credentials.{own}"),
            Self::Operation(own) => f.write_str(own),
            Self::Input(own, member) => write!(f, "{own}.input.{member}"),
            Self::Output(own, member) => write!(f, "{own}.output.{member}"),
            Self::AnswerHeader(own, member) => write!(f, "{own}.answer-headers.{member}"),
            Self::FailureHeader(own, failure, member) => {
                write!(f, "{own}.failures.{failure}.headers.{member}")
            }
            Self::Binding(own, binding) => write!(f, "{own}.bindings.{binding}"),
            Self::Failure(own, failure) => write!(f, "{own}.failures.{failure}"),
            Self::Sample(own, sample) => write!(f, "{own}.samples.{sample}"),
            Self::Type(own) => write!(f, "types.{own}"),
            Self::Member(own, member) => write!(f, "types.{own}.{member}"),
            Self::Value(own, value) => write!(f, "types.{own}.{value}"),
        }
    }
}
