//! Where a file stands, and what its paths look like there.
//!
//! Files are emitted as those of crates. In a module tree, whose place in its crate
//! nobody knows, each path that begins at a crate begins further up instead.

use std::iter::Peekable;

use proc_macro2::token_stream::IntoIter;
use proc_macro2::{Group, Ident, Spacing, TokenStream, TokenTree};
use quote::quote;

/// Where a file stands.
#[derive(Clone, Debug, Eq, PartialEq)]
pub(super) enum Home {
    /// In a crate of its own, whose manifest names what it uses.
    Crate,
    /// In a module tree, where only the runtime is known to be there.
    Module {
        /// How many modules the file stands below the root of its part.
        depth: usize,
        /// The crate that the types would be in.
        types_crate: String,
        /// How many modules the file stands below the root of the types.
        types_above: usize,
    },
}

impl Home {
    /// The path to a crate that the runtime uses too.
    pub(super) fn foreign(&self, source: &'static str) -> &'static str {
        match (self, source) {
            (Self::Module { .. }, "serde") => "wirewright_runtime::serde",
            (_, source) => source,
        }
    }

    /// The same code with paths that are right here. `defined` are the names that
    /// the file has itself.
    pub(super) fn at_home(&self, tokens: TokenStream, defined: &[String]) -> TokenStream {
        match self {
            Self::Crate => tokens,
            Self::Module { .. } => self.relocated(tokens, defined),
        }
    }

    fn relocated(&self, tokens: TokenStream, defined: &[String]) -> TokenStream {
        let mut moved = TokenStream::new();
        let mut tokens = tokens.into_iter().peekable();
        // Behind `::` a name is a part of somebody else's path.
        let (mut begun, mut inside_path, mut is_impl) = (false, false, false);
        while let Some(token) = tokens.next() {
            match token {
                TokenTree::Group(group) => {
                    let inner = self.relocated(group.stream(), defined);
                    moved.extend(with_serde(&group, inner));
                    (inside_path, is_impl) = (false, false);
                }
                // It is in the prelude of the edition 2024 only.
                TokenTree::Ident(ident) if is_impl && ident == "Future" && next_is(&mut tokens, '<') => {
                    moved.extend(quote!(std::future::Future));
                    is_impl = false;
                }
                TokenTree::Ident(ident) if !inside_path => {
                    is_impl = ident == "impl";
                    moved.extend(self.begin(&ident, leads(&mut tokens), defined));
                }
                token => {
                    let colon = |spacing| matches!(&token, TokenTree::Punct(own) if own.as_char() == ':' && own.spacing() == spacing);
                    inside_path = begun && colon(Spacing::Alone);
                    begun = colon(Spacing::Joint);
                    is_impl = false;
                    moved.extend([token]);
                }
            }
        }
        moved
    }

    /// The beginning of a path, or a name by itself.
    fn begin(&self, ident: &Ident, leads: bool, defined: &[String]) -> TokenStream {
        let Self::Module { depth, types_crate, types_above } = self else { return quote!(#ident) };
        match ident.to_string().as_str() {
            "crate" if leads => up(*depth),
            "axum" if leads => quote!(wirewright_runtime::server::axum),
            name if leads && name == types_crate && !defined.iter().any(|own| own == name) => {
                up(*types_above)
            }
            _ => quote!(#ident),
        }
    }
}

/// The way up to a module.
fn up(modules: usize) -> TokenStream {
    if modules == 0 {
        return quote!(self);
    }
    let ways = std::iter::repeat_n(quote!(super), modules);
    quote!(#(#ways)::*)
}

fn next_is(tokens: &mut Peekable<IntoIter>, wanted: char) -> bool {
    matches!(tokens.peek(), Some(TokenTree::Punct(own)) if own.as_char() == wanted)
}

/// Whether a path goes on; one colon alone is that of a field.
fn leads(tokens: &mut Peekable<IntoIter>) -> bool {
    matches!(tokens.peek(), Some(TokenTree::Punct(own)) if own.as_char() == ':' && own.spacing() == Spacing::Joint)
}

/// What serde derives names serde's crate by itself, where it is not told another path.
fn with_serde(group: &Group, inner: TokenStream) -> TokenStream {
    let derives = |name: &str| {
        let mut tokens = inner.clone().into_iter();
        matches!((tokens.next(), tokens.next(), tokens.next()),
            (Some(TokenTree::Ident(derive)), Some(TokenTree::Group(traits)), None)
                if derive == "derive" && traits.stream().into_iter().any(
                    |own| matches!(&own, TokenTree::Ident(own) if own == name)))
    };
    let is_serde = derives("Serialize") || derives("Deserialize");
    let mut own = Group::new(group.delimiter(), inner);
    own.set_span(group.span());
    if is_serde { quote!(#own #[serde(crate = "wirewright_runtime::serde")]) } else { quote!(#own) }
}
