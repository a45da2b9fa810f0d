//! Checks that generated tests run over the samples of a page, and others that
//! run over made-up values and over messages changed at random.
//!
//! Each panics with what it found, as assertions of a test do.
#![expect(clippy::panic, reason = "these are the assertions of generated tests")]

mod address;
mod arbitrary;
#[cfg(feature = "client")]
mod client;
mod compare;
mod defect;
mod difference;
#[cfg(feature = "xml")]
mod fault_survival;
mod headers;
#[cfg(any(feature = "client", feature = "server"))]
mod inputs;
mod messages;
#[cfg(feature = "multipart")]
mod parts;
mod round_trip;
#[cfg(feature = "server")]
mod server;
mod settling;
mod survival;
mod tree;
mod unproven;
mod values;
mod wire;
mod with;

pub use arbitrary::{Choices, arbitrary, arbitrary_record};

#[cfg(feature = "client")]
pub use client::{Exchange, Peer, exchanges};
#[cfg(feature = "xml")]
pub use fault_survival::{arbitrary_fault, fault_survives};
pub use messages::{answers, requests};
pub use round_trip::{round_trip, round_trip_with};
#[cfg(feature = "server")]
pub use server::{serve, serve_with};
pub use settling::{answer_settles, request_settles};
pub use survival::{Journey, failures_survive, input_survives, output_survives};
pub use tree::assert_same;
pub use wire::{answer_of_bytes, answer_to_bytes, request_of_bytes, request_to_bytes};
pub use with::{BASE_URL, With, base_url, time};

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
