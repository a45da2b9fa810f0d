//! Answers that hold more than a body: what of a record is the body, and what are headers.

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::tokens::ident;
use crate::model::{BodyFrom, Failure, Frame, Operation};

/// The failures that have headers of their own, each with its record.
pub(super) fn of_failures(operation: &Operation) -> impl Iterator<Item = (&Failure, Frame)> {
    operation.failures.iter().filter_map(|own| Some((own, own.frame(&operation.output)?)))
}

/// The type of what such a failure holds.
pub(super) fn type_name(operation: &Operation, failure: &Failure) -> String {
    format!("{}{}", operation.rust, failure.rust)
}

/// The name of its table, which no binding has.
pub(super) fn table_name(operation: &Operation, failure: &Failure) -> String {
    let mut name = String::new();
    for letter in failure.rust.chars() {
        if letter.is_uppercase() && !name.is_empty() {
            name.push('_');
        }
        name.extend(letter.to_uppercase());
    }
    while operation.bindings.iter().any(|own| own.rust == name) || matches!(&*name, "INPUT" | "OUTPUT") {
        name.push('_');
    }
    name
}

/// Emits `message::Framing { body: message::BodyFrom::Members(&[0, 1]), headers: &[2] }`.
pub(super) fn framing(frame: &Frame) -> TokenStream {
    let indexes =
        |all: &[usize]| all.iter().map(|index| Literal::usize_unsuffixed(*index)).collect::<Vec<_>>();
    let headers = indexes(&frame.headers);
    let body = match &frame.body {
        BodyFrom::Nothing => quote!(Nothing),
        BodyFrom::Whole => quote!(Whole),
        BodyFrom::Members(only) => {
            let only = indexes(only);
            quote!(Members(&[#(#only),*]))
        }
    };
    quote!(message::Framing { body: message::BodyFrom::#body, headers: &[#(#headers),*] })
}

/// The body inside of a record that `held` is a reference to, and the same to be read into.
pub(super) fn body(frame: &Frame, held: &TokenStream) -> [TokenStream; 2] {
    match &frame.body {
        BodyFrom::Nothing => [quote!(&()), quote!(message::nothing())],
        BodyFrom::Whole => {
            let body = ident(Frame::BODY);
            [quote!(&#held.#body), quote!(&mut #held.#body)]
        }
        BodyFrom::Members(_) => [quote!(#held), quote!(#held)],
    }
}

/// Emits `fn answer(output: &Self::Output) -> &dyn message::Body` where that is not all of the output.
pub(super) fn answer(frame: &Frame) -> Option<TokenStream> {
    let output = match &frame.body {
        BodyFrom::Nothing => quote!(_),
        BodyFrom::Whole => quote!(output),
        BodyFrom::Members(_) => return None,
    };
    let [body, body_mut] = body(frame, &output);
    Some(quote! {
        fn answer(#output: &Self::Output) -> &dyn message::Body {
            #body
        }
        fn answer_mut(#output: &mut Self::Output) -> &mut dyn message::Body {
            #body_mut
        }
    })
}
