//! Everything that ends in `.rs`: tokens, checked by syn, printed by prettyplease.

mod bindings;
mod client;
mod docs;
mod enums;
mod examples;
mod operations;
mod print;
mod records;
mod samples;
mod server;
mod tests;
mod tokens;
mod types_crate;

pub(super) use client::client_crate;
pub(super) use server::server_crate;
pub(super) use types_crate::types_crate;
