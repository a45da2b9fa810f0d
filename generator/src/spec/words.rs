//! Keys that take one of a few words.

use serde::Deserialize;

use super::grammar::{Form, ScalarForm};

/// The words of [`NameStyle`].
pub(super) const STYLE: Form = Form::scalar(ScalarForm::Words(&[
    ("camel", "As in `orderLine`."),
    ("pascal", "As in `OrderLine`."),
    ("kebab", "As in `order-line`."),
    ("snake", "As in `order_line`."),
    ("lower", "The same letters, small."),
    ("upper", "The same letters, capital."),
]));

/// Whether a credential is kept out of logs.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum CredentialType {
    /// It is.
    #[default]
    Secret,
    /// It is not.
    String,
}

/// The order of members in XML.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Order {
    /// As the spec has them.
    #[default]
    Declared,
    /// By name, within each type.
    Alphabetical,
}

/// What stands between the pairs of a form.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Between {
    /// `&`, with escapes.
    #[default]
    Ampersand,
    /// A line end, and no escapes.
    Line,
}

/// Whether the elements of members are in the namespace of their type.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Elements {
    /// They are.
    #[default]
    Qualified,
    /// They are in none; only whole documents and blocks of headers are.
    Unqualified,
}

/// What becomes of an empty list in XML.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Empty {
    /// An empty element.
    #[default]
    Write,
    /// Nothing.
    Omit,
}

/// How exactly a written message must be its sample.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Match {
    /// Byte for byte.
    Bytes,
    /// White space between tokens aside.
    Tokens,
    /// The same values.
    Values,
}

/// How the members of a member are named in a form or a query.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum Nested {
    /// `address.city`
    #[default]
    Dots,
    /// `address[city]`
    Brackets,
}

/// How a list is written in a form or a query.
#[derive(Clone, Copy, Debug, Default, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum ListForm {
    /// `a=1&a=2`
    #[default]
    Repeated,
    /// `a[]=1&a[]=2`
    Brackets,
    /// `a[0]=1&a[1]=2`
    Indexed,
    /// `a=1,2`
    Joined,
    /// `a1=1&a2=2`
    Numbered,
    /// `a[name][0]=1&a[name][1]=2`
    Columns,
}

/// How the words of a name are put together.
#[derive(Clone, Copy, Debug, Deserialize, Eq, PartialEq)]
#[serde(rename_all = "lowercase")]
pub enum NameStyle {
    /// `orderLine`
    Camel,
    /// `OrderLine`
    Pascal,
    /// `order-line`
    Kebab,
    /// `order_line`
    Snake,
    /// The same letters, small.
    Lower,
    /// The same letters, capital.
    Upper,
}
