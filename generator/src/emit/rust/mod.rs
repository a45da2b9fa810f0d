//! Everything that ends in `.rs`: tokens, checked by syn, printed by prettyplease.

mod bindings;
mod client;
mod computed;
mod constructors;
mod docs;
mod enums;
mod examples;
mod failures;
mod frames;
mod home;
mod inside;
mod json_forms;
mod json_frames;
mod limits;
mod operations;
mod paging;
mod pairs;
mod parts;
mod print;
mod records;
mod root;
mod samples;
mod server;
mod sources;
mod tests;
mod tokens;
mod types_crate;
mod unions;

pub(super) use client::client_crate;
pub(super) use root::{add_parts, module_name, root};
pub(super) use server::server_crate;
pub(super) use sources::{Job, Sources, print};
pub(super) use types_crate::types_crate;
