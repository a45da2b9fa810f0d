//! What stands around bodies in JSON.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens::ident;
use crate::model::{Binding, Codec, JsonFrame, JsonFramePart};

/// The frame of a binding, which has a constant of its own.
#[derive(Clone, Debug)]
pub(super) struct Own<'b> {
    name: Ident,
    frame: Option<&'b JsonFrame>,
}

impl<'b> Own<'b> {
    pub(super) fn of(binding: &'b Binding) -> Self {
        let mut media = binding.accepts.iter().chain(&binding.answers);
        let frame = media.find_map(|media| match &media.codec {
            Codec::Framed(frame) => Some(frame),
            _ => None,
        });
        Self { name: ident(&format!("{}_FRAME", binding.rust)), frame }
    }

    /// Emits `const HTTP_FRAME: message::JsonFrame = ..;`
    pub(super) fn definition(&self) -> Option<TokenStream> {
        let (name, frame) = (&self.name, frame(self.frame?));
        Some(quote!(const #name: message::JsonFrame = #frame;))
    }

    /// A frame, by its constant where it is the binding's own.
    pub(super) fn reference(&self, other: &JsonFrame) -> TokenStream {
        let name = &self.name;
        if self.frame == Some(other) {
            return quote!(&#name);
        }
        let frame = frame(other);
        quote!(&#frame)
    }
}

/// Emits `message::JsonFrame { request: &[..], answer: &[..] }`.
fn frame(own: &JsonFrame) -> TokenStream {
    let side = |parts: &[(String, JsonFramePart)]| {
        let parts = parts.iter().map(|(name, part)| {
            let part = part_of(part);
            quote!((#name, message::JsonFramePart::#part))
        });
        quote!(&[#(#parts),*])
    };
    let (request, answer) = (side(&own.request), side(&own.answer));
    quote!(message::JsonFrame { request: #request, answer: #answer })
}

fn part_of(part: &JsonFramePart) -> TokenStream {
    match part {
        JsonFramePart::Always(text) => quote!(Always(#text)),
        JsonFramePart::Inside => quote!(Inside),
        JsonFramePart::InsideOr(json) => quote!(InsideOr(#json)),
        JsonFramePart::Failure => quote!(Failure),
        JsonFramePart::FailureOr(json) => quote!(FailureOr(#json)),
        JsonFramePart::Nonce => quote!(Nonce),
        JsonFramePart::Uuid => quote!(Uuid),
        JsonFramePart::Repeats(name) => quote!(Repeats(#name)),
    }
}
