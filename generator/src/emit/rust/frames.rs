//! What stands around bodies in JSON.

use proc_macro2::{Ident, TokenStream};
use quote::quote;

use super::tokens::ident;
use crate::model::{Binding, Codec, Frame, FramePart};

/// The frame of a binding, which has a constant of its own.
#[derive(Clone, Debug)]
pub(super) struct Own<'b> {
    name: Ident,
    frame: Option<&'b Frame>,
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

    /// Emits `const HTTP_FRAME: message::Frame = ..;`
    pub(super) fn definition(&self) -> Option<TokenStream> {
        let (name, frame) = (&self.name, frame(self.frame?));
        Some(quote!(const #name: message::Frame = #frame;))
    }

    /// A frame, by its constant where it is the binding's own.
    pub(super) fn reference(&self, other: &Frame) -> TokenStream {
        let name = &self.name;
        if self.frame == Some(other) {
            return quote!(&#name);
        }
        let frame = frame(other);
        quote!(&#frame)
    }
}

/// Emits `message::Frame { request: &[..], answer: &[..] }`.
fn frame(own: &Frame) -> TokenStream {
    let side = |parts: &[(String, FramePart)]| {
        let parts = parts.iter().map(|(name, part)| {
            let part = part_of(part);
            quote!((#name, message::FramePart::#part))
        });
        quote!(&[#(#parts),*])
    };
    let (request, answer) = (side(&own.request), side(&own.answer));
    quote!(message::Frame { request: #request, answer: #answer })
}

fn part_of(part: &FramePart) -> TokenStream {
    match part {
        FramePart::Always(text) => quote!(Always(#text)),
        FramePart::Inside => quote!(Inside),
        FramePart::Failure => quote!(Failure),
        FramePart::Nonce => quote!(Nonce),
        FramePart::Uuid => quote!(Uuid),
        FramePart::Repeats(name) => quote!(Repeats(#name)),
    }
}
