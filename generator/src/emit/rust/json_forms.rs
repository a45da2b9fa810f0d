//! Forms of values in JSON, which serde is told by modules.

use proc_macro2::TokenStream;
use quote::quote;

use super::tokens::{ident, json_format};
use crate::model::{Format, Member, TypeRef};

/// A module that writes and reads a form.
pub(super) enum JsonForm {
    /// One of the runtime's.
    Ready(&'static str),
    /// One of the file's own.
    Own { name: String, format: TokenStream },
}

/// The module of a member of a record whose values have a form of their own in JSON.
pub(super) fn json_form(rust: &str, member: &Member) -> Option<JsonForm> {
    let form = member.format.in_json();
    let is_date = member.type_ == TypeRef::DateTime;
    Some(match form {
        _ if member.none.is_some() => own(rust, member)?,
        Format::Plain => return None,
        Format::UtcMillis if is_date => JsonForm::Ready("utc_millis"),
        Format::UnixSeconds if is_date => JsonForm::Ready("unix_seconds"),
        Format::UnixMillis if is_date => JsonForm::Ready("unix_millis"),
        Format::Base64 => JsonForm::Ready("base64"),
        Format::Base64Url => JsonForm::Ready("base64_url"),
        Format::Hex => JsonForm::Ready("hex"),
        Format::Quoted => JsonForm::Ready("quoted"),
        _ => own(rust, member)?,
    })
}

fn own(rust: &str, member: &Member) -> Option<JsonForm> {
    // Two records of a file may have members of one name.
    let words = rust.chars().flat_map(|own| {
        let gap = own.is_uppercase().then_some('_');
        gap.into_iter().chain(own.to_lowercase())
    });
    let record: String = words.collect();
    let name = format!("{}_{}", record.trim_start_matches('_'), member.rust.trim_end_matches('_'));
    Some(JsonForm::Own { name, format: json_format(member)? })
}

impl JsonForm {
    /// The path that serde's `with` takes.
    pub(super) fn path(&self) -> String {
        match self {
            Self::Ready(module) => format!("wirewright_runtime::json::{module}"),
            Self::Own { name, .. } => name.clone(),
        }
    }

    /// The module, if the file has to define it.
    pub(super) fn definition(&self) -> Option<TokenStream> {
        let Self::Own { name, format: form } = self else { return None };
        let name = ident(name);
        Some(quote!(wirewright_runtime::json_form!(#name, #form);))
    }
}
