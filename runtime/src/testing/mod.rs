//! Checks that generated tests run over the samples of a page.
//!
//! Each panics with what it found, as assertions of a test do.
#![expect(clippy::panic, reason = "these are the assertions of generated tests")]

#[cfg(feature = "client")]
mod client;
mod compare;
mod round_trip;
#[cfg(feature = "server")]
mod server;

#[cfg(feature = "client")]
pub use client::{BASE_URL, Exchange, Peer, exchanges};
pub use round_trip::round_trip;
#[cfg(feature = "server")]
pub use server::serve;

use crate::message::{Binding, MediaType, Operation, Sample};

/// The binding of a sample.
fn binding_of<O: Operation>(sample: &Sample) -> &'static Binding<O::Credentials> {
    match O::BINDINGS.iter().find(|binding| binding.name == sample.binding) {
        Some(binding) => binding,
        None => panic!("{}: there is no binding `{}`", sample.name, sample.binding),
    }
}

/// The media types of a sample among those on offer; one `None` where it has none.
fn media_of(sample: &Sample, offer: &'static [MediaType]) -> Vec<Option<&'static MediaType>> {
    let find = |name: &&str| offer.iter().find(|media| media.essence() == *name);
    let media: Vec<_> = sample.media_types.iter().map(find).collect();
    if media.is_empty() { vec![offer.first()] } else { media }
}
