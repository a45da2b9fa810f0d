//! What is measured: each case does one thing by the generated crates, and again as a careful
//! person would write it by hand.
//!
//! A twin stands in the same file as its case and comes to the same result, which is checked
//! before anything is measured. Dates are the runtime's [`DateTime`](wirewright_runtime::DateTime)
//! on both sides, as no other type keeps the digits and the offset that a sample has.

mod client;
mod form;
mod json;
mod peer;
mod server;
mod soap;
mod xml;

pub(crate) use peer::Peer;

/// One thing, done by the generated crates and by hand.
pub(crate) struct Case {
    /// What is done, and with which message.
    pub(crate) name: &'static str,
    /// The generated crates.
    pub(crate) ours: Box<dyn Fn()>,
    /// The code by hand.
    pub(crate) twin: Box<dyn Fn()>,
}

impl Case {
    /// A case whose two sides give something back, so that nothing is optimised away.
    fn new<A, B>(name: &'static str, ours: impl Fn() -> A + 'static, twin: impl Fn() -> B + 'static) -> Self {
        let keep_ours = move || drop(std::hint::black_box(ours()));
        let keep_twin = move || drop(std::hint::black_box(twin()));
        Self { name, ours: Box::new(keep_ours), twin: Box::new(keep_twin) }
    }
}

/// Every case; clients call the [`Peer`] at this address.
pub(crate) fn all(peer: &str) -> Vec<Case> {
    [json::cases(), xml::cases(), soap::cases(), form::cases(), server::cases(), client::cases(peer)]
        .into_iter()
        .flatten()
        .collect()
}
